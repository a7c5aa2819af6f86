"""Uploads of reports to read, exports, and how far they are."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reportedly.capture import CaptureError
from reportedly.capture.dating import by_user
from reportedly.capture.files import KNOWN_SUFFIXES
from reportedly.desk.access import may, needs
from reportedly.desk.book import the_ledger
from reportedly.desk.incidents.search import FilterForm
from reportedly.desk.jobs.work import ask
from reportedly.desk.models import Job, JobFile
from reportedly.export import FORMATS
from reportedly.ledger.models import ReportRow

MOST_FILES = 500
MOST_BYTES = 50 * 1024 * 1024
LISTED = 100
STOP_POLLING = 286
"""The status by which htmx is told to ask no more."""


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class UploadField(forms.FileField):
    """Several files, or one."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file, checked as one alone would be."""
        if not data:
            raise ValidationError("Choose at least one file.")
        return [super(UploadField, self).clean(each, initial) for each in data]


class UploadForm(forms.Form):
    """Files to read, and what the person knows better than they say."""

    files = UploadField(
        label="Files", widget=SeveralFiles, help_text="Saved pages (.html), plain text (.txt) or JSON Lines (.jsonl)."
    )
    publisher = forms.CharField(
        label="Publisher", required=False, max_length=200, help_text="Goes before what the files say."
    )
    published = forms.CharField(
        label="Published",
        required=False,
        max_length=10,
        help_text="2016-08-01, 2016-08 or 2016. Goes before what the files say.",
    )

    def clean_files(self) -> list[Any]:
        """Not too many, not too large, and of a kind that can be read."""
        files: list[Any] = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise ValidationError(f"At most {MOST_FILES} files at a time.")
        if sum(file.size for file in files) > MOST_BYTES:
            raise ValidationError(f"At most {MOST_BYTES // 1024 // 1024} MB at a time.")
        wrong = [file.name for file in files if not file.name.lower().endswith(tuple(KNOWN_SUFFIXES))]
        if wrong:
            raise ValidationError(f"{wrong[0]} is not of a kind that can be read: {', '.join(sorted(KNOWN_SUFFIXES))}.")
        return files

    def clean_published(self) -> str:
        """A day, a month or a year."""
        given: str = self.cleaned_data["published"]
        if given:
            try:
                by_user(given)
            except CaptureError as error:
                raise ValidationError(f"{error.reason}. {error.remedy}") from error
        return given


@require_safe
@needs("read_ledger")
def listed(request: HttpRequest) -> HttpResponse:
    """One's own jobs (all of them for those who manage people), and a form to upload reports."""
    jobs = _visible(request).select_related("user")[:LISTED]
    return render(request, "jobs/list.html", {"jobs": jobs, "form": UploadForm()})


@require_POST
@needs("add_reports")
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take files in and put them in the line to be read."""
    form = UploadForm(request.POST, request.FILES)
    form.full_clean()
    if not form.is_valid():
        jobs = _visible(request).select_related("user")[:LISTED]
        return render(request, "jobs/list.html", {"jobs": jobs, "form": form}, status=422)
    files = [(file.name[-200:], file.read()) for file in form.cleaned_data["files"]]
    known = {name: form.cleaned_data[name] or None for name in ("publisher", "published")}
    job = ask("read", request.user, known, files)
    return redirect("jobs:page", job.pk)


@require_POST
@needs("export")
def export(request: HttpRequest) -> HttpResponseBase:
    """Put an export in the line: of the incidents that were ticked, or of all that the address asks for."""
    name = request.POST.get("format", "")
    if name not in FORMATS:
        messages.error(request, f"There is no format {name!r}.")
        return redirect("incidents:list")
    chosen = [mark.partition(":")[0] for mark in request.POST.getlist("chosen")]
    search = FilterForm(QueryDict(request.POST.get("query", ""))).search()
    job = ask("export", request.user, {"format": name, "incidents": chosen, "search": search.parameters})
    return redirect("jobs:page", job.pk)


@require_safe
@needs("read_ledger")
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one job is, and its result."""
    job = get_object_or_404(_visible(request), pk=pk)
    context: dict[str, Any] = {"job": job}
    if job.kind == "read" and job.result:
        refs = job.result.get("reports", [])[:LISTED]
        rows = ReportRow.objects.using(the_ledger().alias).filter(ref__in=refs).defer("body").order_by("pk")
        context["reports"] = list({row.ref: row for row in rows}.values())
    if request.htmx:
        return render(request, "jobs/progress.html", context, status=STOP_POLLING if job.is_over else 200)
    return render(request, "jobs/page.html", context)


@require_safe
@needs("export")
def download(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """The file that an export made: always saved, never shown in the browser."""
    job = get_object_or_404(_visible(request), pk=pk)
    made = JobFile.objects.filter(pk=file, job=job, made=True).first()
    if made is None:
        raise Http404("no such file")
    response = HttpResponse(bytes(made.body), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _visible(request: HttpRequest) -> Any:
    jobs = Job.objects.all()
    return jobs if may(request.user, "manage_people") else jobs.filter(user=request.user)
