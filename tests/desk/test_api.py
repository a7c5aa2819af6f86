"""The JSON API: what it gives, page by page, to whom, and what a token opens."""

import json
from datetime import timedelta

import pytest
from desk_samples import FIRST, client
from django.utils import timezone

from reportedly.desk.api.tokens import SCOPES, make_token
from reportedly.desk.jobs import work
from reportedly.desk.models import ApiToken
from reportedly.desk.people.models import User
from reportedly.ledger.models import ReviewRow
from reportedly.model import Claim, Incident, Report

ROOT = "/api/v1"


@pytest.fixture
def program(ledger):
    """A program with a token of the person with this role; one more at every call."""

    class Program:
        def __init__(self, role, *scopes):
            self.token = make_token(User.objects.get(username=role), "test", list(scopes or SCOPES), 30)
            self.browser = client(enforce_csrf_checks=True)
            self.headers = {"Authorization": f"Bearer {self.token}"}

        def get(self, address):
            return self.browser.get(ROOT + address, headers=self.headers)

        def post(self, address, **body):
            return self.browser.post(
                ROOT + address, json.dumps(body), content_type="application/json", headers=self.headers
            )

    return Program


def test_incidents_are_given_with_the_names_of_the_model(program, ledger):
    page = program("viewer").get("/incidents").json()
    assert page["count"] == 2
    given = [Incident.model_validate(item["incident"]) for item in page["items"]]
    assert given == list(ledger.incidents())


def test_the_list_of_incidents_takes_the_filters_of_the_desk(program):
    page = program("viewer").get("/incidents?text=bakery&killed=1").json()
    assert [item["incident"]["place"]["name"] for item in page["items"]] == ["Homs"]
    refused = program("viewer").get("/incidents?since=yesterday")
    assert (refused.status_code, "since" in refused.json()["error"]) == (422, True)


@pytest.mark.parametrize("what", ["incidents", "reports", "claims"])
def test_cursors_lead_through_everything_once(program, what):
    viewer = program("viewer")
    whole = viewer.get(f"/{what}").json()["items"]
    found, cursor = [], ""
    for _ in range(20):
        page = viewer.get(f"/{what}?limit=1&cursor={cursor}").json()
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == whole
    assert len(found) > 1


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "WzFd"])
@pytest.mark.parametrize("what", ["incidents", "claims"])
def test_a_cursor_that_no_page_gave_is_refused(program, what, cursor):
    # "WzFd" is [1]: fit for claims, where it is a place to go on from, and not for incidents.
    status = program("viewer").get(f"/{what}?cursor={cursor}").status_code
    assert status == (200 if (what, cursor) == ("claims", "WzFd") else 422)


def test_one_report_and_its_claims_are_given_whole(program):
    viewer = program("viewer")
    assert Report.model_validate(viewer.get(f"/reports/{FIRST.report.id}").json()) == FIRST.report
    claims = viewer.get(f"/claims?report={FIRST.report.id}").json()["items"]
    assert [Claim.model_validate(claim) for claim in claims] == list(FIRST.claims)
    assert viewer.get("/reports/report-0000").status_code == 404


def test_claims_are_found_by_incident_and_by_source(program, ledger):
    viewer = program("viewer")
    row = ledger.rows().filter(places__contains="saraqib").get()
    assert len(viewer.get(f"/claims?incident={row.ref}").json()["items"]) == 4
    said = viewer.get("/claims?said_by=doctor").json()["items"]
    assert {claim["said_by"][0]["name"] for claim in said} == {"doctor"}


def test_a_decision_is_recorded_under_the_name_of_the_tokens_owner(program, ledger):
    editor = program("editor")
    item = editor.get("/incidents?text=bakery").json()["items"][0]
    ref = item["incident"]["id"]
    made = editor.post("/reviews", action="accept", incident=ref, seen=item["seen"], reason="checked")
    assert (made.status_code, made.json()["author"]) == (201, "editor")
    assert editor.get(f"/incidents/{ref}").json()["review"] == "accepted"
    undone = editor.post("/reviews", action="undo", undoes=made.json()["id"])
    assert undone.status_code == 201
    assert editor.get(f"/incidents/{ref}").json()["review"] == "open"
    assert [item["action"] for item in editor.get("/reviews").json()["items"]] == ["accept", "undo"]


def test_a_decision_on_what_has_changed_is_refused(program, ledger):
    editor = program("editor")
    item = editor.get("/incidents?text=bakery").json()["items"][0]
    decided = {"action": "accept", "incident": item["incident"]["id"], "seen": item["seen"]}
    assert editor.post("/reviews", **decided).status_code == 201
    assert editor.post("/reviews", **decided).status_code == 409
    assert ReviewRow.objects.count() == 1


def test_a_decision_that_lacks_a_part_says_which(program, ledger):
    refused = program("editor").post("/reviews", action="merge", accounts=[FIRST.accounts[0].id])
    assert refused.status_code == 422
    assert "at least two different accounts" in refused.json()["error"]


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_a_token_may_no_more_than_its_owner(program, ledger, role):
    ref = ledger.rows().first().ref
    assert program(role).post("/reviews", action="accept", incident=ref).status_code == 403
    assert ReviewRow.objects.count() == 0


def test_an_analysts_program_decides_on_claims(program):
    claim = FIRST.claims[2].id
    made = program("analyst").post("/reviews", action="reject", report=FIRST.report.id, claim=claim)
    assert made.status_code == 201


def test_a_token_opens_its_scopes_and_no_others(program, ledger):
    reads, decides = program("editor", "read"), program("editor", "review")
    ref = ledger.rows().first().ref
    assert reads.get("/incidents").status_code == 200
    assert reads.post("/reviews", action="accept", incident=ref).status_code == 403
    assert reads.post("/exports", format="geojson").status_code == 403
    assert decides.get("/incidents").status_code == 403
    assert decides.post("/reviews", action="accept", incident=ref).status_code == 201


def test_without_a_token_nothing_is_given(visitor, ledger):
    for address in ("/incidents", "/reports", "/claims", "/reviews", "/exports/1"):
        assert visitor.get(ROOT + address).status_code == 401
    wrong = visitor.get(f"{ROOT}/incidents", headers={"Authorization": "Bearer reportedly_guess"})
    assert wrong.status_code == 401


@pytest.mark.parametrize("spoilt", [{"revoked_at": True}, {"expires_at": True}])
def test_a_token_that_was_ended_or_has_expired_opens_nothing(program, spoilt):
    viewer = program("viewer")
    past = timezone.now() - timedelta(seconds=1)
    ApiToken.objects.update(**dict.fromkeys(spoilt, past))
    assert viewer.get("/incidents").status_code == 401


def test_a_person_without_access_has_no_program_either(program):
    viewer = program("viewer")
    User.objects.filter(username="viewer").update(is_active=False)
    assert viewer.get("/incidents").status_code == 401


def test_a_token_is_shown_once_and_kept_as_a_hash(signed_in):
    browser = signed_in("analyst")
    data = {"name": "a script", "scopes": ["read", "export"], "days": "30"}
    page = browser.post("/api/tokens/", data).content.decode()
    row = ApiToken.objects.get()
    token = page.split("<code>")[1].split("</code>")[0]
    assert token.startswith("reportedly_")
    assert token not in json.dumps(list(ApiToken.objects.values("name", "token_sha256", "scopes")))
    assert (row.scopes, row.user.username) == ("read export", "analyst")
    assert token not in browser.get("/api/").content.decode()


def test_one_ends_ones_own_tokens_alone(signed_in, program):
    program("viewer")
    row = ApiToken.objects.get()
    assert signed_in("editor").post(f"/api/tokens/{row.pk}/revoke/").status_code == 404
    assert signed_in("viewer").post(f"/api/tokens/{row.pk}/revoke/").status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_a_page_of_another_site_cannot_decide_with_somebodys_session(signed_in, ledger):
    browser = signed_in("editor", enforce_csrf_checks=True)
    body = json.dumps({"action": "accept", "incident": ledger.rows().first().ref})
    assert browser.get(f"{ROOT}/incidents").status_code == 200
    assert browser.post(f"{ROOT}/reviews", body, content_type="application/json").status_code == 403
    assert ReviewRow.objects.count() == 0


def test_an_export_is_asked_for_looked_after_and_fetched(program):
    analyst = program("analyst")
    asked = analyst.post("/exports", format="geojson", search={"text": "bakery"})
    assert (asked.status_code, asked.json()["state"], asked.json()["file"]) == (202, "waiting", None)
    work.run_waiting()
    done = analyst.get(f"/exports/{asked.json()['id']}").json()
    assert (done["state"], done["incidents"]) == ("done", 1)
    file = analyst.get(done["file"].removeprefix(ROOT))
    assert len(json.loads(file.content)["features"]) == 1
    assert program("editor").get(f"/exports/{done['id']}").status_code == 404
    assert analyst.post("/exports", format="stone").status_code == 422


def test_the_description_names_every_address(signed_in):
    paths = signed_in("viewer").get("/api/openapi.json").json()["paths"]
    assert sorted(paths) == [
        f"{ROOT}/{name}"
        for name in ("claims", "exports", "exports/{number}", "exports/{number}/file", "incidents", "incidents/{ref}",
                     "reports", "reports/{ref}", "reviews")
    ]  # fmt: skip
