"""Uploads and exports: put in line by a page, run by the worker, with a result or a reason why not."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reportedly.desk.jobs import work
from reportedly.desk.models import Job, JobFile
from reportedly.ledger.models import AuditRow, ReadingRow, ReportRow

STORY = b"""Two killed as mortar hits Douma clinic
A mortar shell hit a clinic in Douma on Tuesday, killing two medics, the Syrian Civil Defence said.
"""


def upload(browser, *files, **more):
    uploaded = [SimpleUploadedFile(name, body) for name, body in files]
    return browser.post("/jobs/read/", {"files": uploaded, **more})


def test_what_is_uploaded_is_read_recorded_and_linked(signed_in, ledger):
    browser = signed_in("analyst")
    response = upload(browser, ("clinic.txt", STORY), publisher="Levant Wire", published="2016-08-03")
    assert response.status_code == 302
    assert ReadingRow.objects.count() == 3
    assert work.run_waiting() == 1
    job = Job.objects.get()
    assert (job.state, job.done, job.total, job.problems, job.result["new"]) == ("done", 1, 1, [], 1)
    report = ReportRow.objects.get(ref=job.result["reports"][0])
    assert (report.publisher, report.published, report.uri) == ("Levant Wire", "2016-08-03", "file:///clinic.txt")
    assert AuditRow.objects.filter(action="read").last().actor == "analyst"
    page = browser.get(response.url).content.decode()
    assert "1 new, 0 known already." in page
    assert "Two killed as mortar hits Douma clinic" in page
    assert JobFile.objects.count() == 0


def test_a_date_given_at_an_upload_is_kept_when_the_file_comes_again_without_one(signed_in, ledger):
    browser = signed_in("analyst")
    for given in ({"published": "2016-08-03"}, {}, {"published": "2016-08-04"}, {"published": "2016-08-03"}):
        upload(browser, ("clinic.txt", STORY), **given)
        work.run_waiting()
    jobs = Job.objects.order_by("pk")
    assert [(job.result["new"], job.result["outdone"]) for job in jobs] == [(1, 0), (0, 0), (1, 0), (1, 0)]
    (ref,) = {ref for job in jobs for ref in job.result["reports"]}
    assert ledger.reports([ref])[ref].published.date == "2016-08-03"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(signed_in, ledger):
    upload(signed_in("analyst"), ("empty.txt", b" "), ("clinic.txt", STORY))
    work.run_waiting()
    job = Job.objects.get()
    assert (job.state, job.done, job.result["new"]) == ("done", 2, 1)
    assert len(job.problems) == 1
    assert "empty.txt" in job.problems[0]


@pytest.mark.parametrize("name", ["picture.png", "clinic.txt.exe"])
def test_only_files_of_a_kind_that_can_be_read_are_taken(signed_in, name):
    response = upload(signed_in("analyst"), (name, STORY))
    assert response.status_code == 422
    assert "is not of a kind that can be read" in response.content.decode()
    assert Job.objects.count() == 0


def test_a_name_that_would_lead_elsewhere_leads_nowhere(signed_in, ledger):
    upload(signed_in("analyst"), ("../../etc/clinic.txt", STORY))
    work.run_waiting()
    assert ReportRow.objects.last().uri == "file:///clinic.txt"


def test_a_viewer_uploads_and_exports_nothing(signed_in):
    viewer = signed_in("viewer")
    assert upload(viewer, ("clinic.txt", STORY)).status_code == 403
    assert viewer.post("/jobs/export/", {"format": "geojson"}).status_code == 403
    assert Job.objects.count() == 0


def exported(browser, **given):
    response = browser.post("/jobs/export/", given)
    assert response.status_code == 302
    work.run_waiting()
    job = Job.objects.latest("pk")
    assert job.problems == []
    return browser.get(f"/jobs/{job.pk}/files/{job.result['file']}/")


def test_an_export_holds_what_the_filters_ask_for_and_the_audit_log_says_so(signed_in, ledger):
    file = exported(signed_in("analyst"), format="geojson", query="text=bakery")
    assert file["Content-Disposition"].startswith("attachment;")
    assert len(json.loads(file.content)["features"]) == 1
    entry = AuditRow.objects.get(action="export")
    assert (entry.actor, json.loads(entry.details)["format"]) == ("analyst", "geojson")


def test_an_export_of_ticked_incidents_holds_these_alone(signed_in, ledger):
    row = ledger.rows().last()
    file = exported(signed_in("analyst"), format="acled", chosen=[f"{row.ref}:{row.sha256[:16]}"])
    assert len(list(csv.reader(io.StringIO(file.content.decode())))) == 2


@pytest.mark.parametrize("form", ["acled", "ged", "hxl", "geojson", "parquet", "jsonl"])
def test_every_format_can_be_written(signed_in, ledger, form):
    assert len(exported(signed_in("analyst"), format=form).content) > 100


def test_what_one_person_took_out_no_other_fetches(signed_in, ledger):
    exported(signed_in("analyst"), format="geojson")
    job = Job.objects.get()
    address = f"/jobs/{job.pk}/files/{job.result['file']}/"
    assert signed_in("editor").get(address).status_code == 404
    assert signed_in("editor").get(f"/jobs/{job.pk}/").status_code == 404
    assert signed_in("administrator").get(address).status_code == 200


def test_whoever_lost_the_right_before_the_worker_came_gets_nothing(signed_in, ledger):
    from reportedly.desk.people.models import User
    from reportedly.desk.people.roles import give_role

    signed_in("analyst").post("/jobs/export/", {"format": "geojson"})
    give_role(User.objects.get(username="analyst"), "viewer", by="administrator")
    work.run_waiting()
    job = Job.objects.get()
    assert (job.state, JobFile.objects.count()) == ("failed", 0)
    assert "may no longer" in job.problems[0]


def test_a_job_that_was_cut_short_is_begun_again(signed_in, ledger):
    signed_in("analyst").post("/jobs/export/", {"format": "geojson"})
    Job.objects.update(state="running")
    assert work.run_waiting() == 0
    assert work.take_up_again() == 1
    assert work.run_waiting() == 1
    assert Job.objects.get().state == "done"


def test_progress_is_asked_for_until_there_is_no_more(signed_in, ledger):
    browser = signed_in("analyst")
    browser.post("/jobs/export/", {"format": "geojson"})
    job = Job.objects.get()
    headers = {"HX-Request": "true"}
    assert browser.get(f"/jobs/{job.pk}/", headers=headers).status_code == 200
    work.run_waiting()
    assert browser.get(f"/jobs/{job.pk}/", headers=headers).status_code == 286
