"""The JSON API. The nouns have the names that they have everywhere; lists come in pages with a cursor to the next.

Whoever asks is a person signed in at the desk, or a program with a person's token: it may what both the person's role
and the token's scopes allow.
"""

import base64
import json
from datetime import UTC, datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, NinjaAPI, Path, Query, Schema, Status
from ninja.security import django_auth
from pydantic import JsonValue, ValidationError

from reportedly.desk.access import PERMISSIONS, may
from reportedly.desk.api.tokens import ByToken
from reportedly.desk.book import the_ledger
from reportedly.desk.conflict import ChangedMeanwhile
from reportedly.desk.deciding import permission_for, unchanged
from reportedly.desk.incidents.search import search_from
from reportedly.desk.jobs.work import ask
from reportedly.desk.models import Job, JobFile
from reportedly.export import FORMATS
from reportedly.ledger import AmbiguousIdError, LedgerError, UnknownIdError
from reportedly.ledger.models import ClaimRow, IncidentRow, ReportRow, ReviewRow
from reportedly.ledger.stored import current
from reportedly.model import Claim, Incident, Report, Review
from reportedly.model.review import Action, CorrectableField
from reportedly.version import __version__

MOST = 200
"""Items a page at most."""

api = NinjaAPI(
    title="Reportedly",
    version=__version__,
    description="Who says what happened: incidents, the reports and claims behind them, decisions and exports.",
    docs_url=None,
    openapi_url=None,
    auth=[ByToken(), django_auth],
    urls_namespace="v1",
)


class Problem(Schema):
    """What is wrong with the request, in words."""

    error: str


class IncidentItem(Schema):
    """An incident, what people decided about it, and ``seen``: its state, to be sent back with a decision."""

    incident: Incident
    review: str
    seen: str


class IncidentPage(Schema):
    """Incidents, newest first."""

    items: list[IncidentItem]
    count: int
    next: str | None


class ReportItem(Schema):
    """A report without its text."""

    id: str
    uri: str
    publisher: str
    headline: str
    published: str | None


class ReportPage(Schema):
    """Reports in the order in which they were recorded."""

    items: list[ReportItem]
    next: str | None


class ClaimPage(Schema):
    """Claims in the order in which they were recorded."""

    items: list[Claim]
    next: str | None


class ReviewPage(Schema):
    """Decisions in the order in which they were made."""

    items: list[Review]
    next: str | None


class Decide(Schema):
    """A decision. Author and time are the server's. ``incident`` with ``seen`` guards against a change meanwhile."""

    action: Action
    reason: str = ""
    incident: str | None = None
    seen: str | None = Field(None, description="As the incident's item gave it: refused where it has changed since.")
    accounts: list[str] = Field(default_factory=list)
    apart_from: list[str] = Field(default_factory=list)
    field: CorrectableField | None = None
    value: JsonValue = None
    undoes: str | None = None
    report: str | None = None
    claim: str | None = None


class AskExport(Schema):
    """Which incidents to export: those named, or else those that the filters (as of the list) ask for."""

    format: str
    incidents: list[str] = Field(default_factory=list)
    search: dict[str, str] = Field(default_factory=dict)


class ExportItem(Schema):
    """How far an export is; ``file`` is the address of the result once there is one."""

    id: int
    state: Literal["waiting", "running", "done", "failed"]
    format: str
    incidents: int | None
    problems: list[str]
    file: str | None


class Wanted(Schema):
    """The filters of the list of incidents."""

    text: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    actor: str = ""
    event: str = ""
    grading: str = ""
    review: str = ""
    killed: int | None = Field(None, ge=0)
    box: str = ""


@api.get("/incidents", response={200: IncidentPage, 422: Problem}, tags=["incidents"])
def incidents(
    request: HttpRequest, wanted: Query[Wanted], cursor: str = "", limit: int = Query(50, ge=1, le=MOST)
) -> dict[str, Any]:
    """The incidents that meet every filter, newest first."""
    _check(request, "read", "read_ledger")
    ledger = the_ledger()
    ledger.place()
    given = {name: str(value) for name, value in wanted.model_dump().items() if value not in (None, "")}
    rows = search_from(given).rows(ledger).order_by("-start", "-end", "ref")
    count = rows.count()
    if cursor:
        start, end, ref = _opened(cursor, 3)
        same_day = Q(start=start, end__lt=end) | Q(start=start, end=end, ref__gt=ref)
        rows = rows.filter(Q(start__lt=start) | same_day)
    page = list(rows.defer(None)[: limit + 1])
    more = _sealed(page[limit - 1].start, page[limit - 1].end, page[limit - 1].ref) if len(page) > limit else None
    return {"items": [_item(row) for row in page[:limit]], "count": count, "next": more}


@api.get("/incidents/{ref}", response={200: IncidentItem, 404: Problem}, tags=["incidents"])
def incident(request: HttpRequest, ref: Path[str]) -> dict[str, Any]:
    """One incident, by its id or how that begins."""
    _check(request, "read", "read_ledger")
    return _item(the_ledger().incident_row(ref))


@api.get("/reports", response=ReportPage, tags=["reports"])
def reports(request: HttpRequest, cursor: str = "", limit: int = Query(50, ge=1, le=MOST)) -> dict[str, Any]:
    """All reports, without their texts."""
    _check(request, "read", "read_ledger")
    rows = ReportRow.objects.using(the_ledger().alias).defer("body")
    page, more = _after(rows, cursor, limit)
    items = [
        {"id": row.ref, "uri": row.uri, "publisher": row.publisher, "headline": row.headline,
         "published": row.published or None} for row in page
    ]  # fmt: skip
    return {"items": items, "next": more}


@api.get("/reports/{ref}", response={200: Report, 404: Problem}, tags=["reports"])
def report(request: HttpRequest, ref: Path[str]) -> Report:
    """One report, whole."""
    _check(request, "read", "read_ledger")
    ledger = the_ledger()
    whole = ledger.find("report", ref)
    return ledger.reports([whole])[whole]


@api.get("/claims", response={200: ClaimPage, 404: Problem}, tags=["claims"])
def claims(
    request: HttpRequest,
    incident: str = Query("", description="Those that speak of this incident."),
    report: str = Query("", description="Those of this report."),
    said_by: str = Query("", description="Those of this source, by its name."),
    cursor: str = "",
    limit: int = Query(50, ge=1, le=MOST),
) -> dict[str, Any]:
    """Claims as they were read."""
    _check(request, "read", "read_ledger")
    ledger = the_ledger()
    rows = ClaimRow.objects.using(ledger.alias)
    if incident:
        rows = rows.filter(incident_links__incident=ledger.incident_row(incident).pk)
    if report:
        rows = rows.filter(reading__in=current(ledger.alias).filter(report_ref=ledger.find("report", report)))
    elif not incident:
        rows = rows.filter(reading__in=current(ledger.alias))
    if said_by:
        rows = rows.filter(said_by=said_by.replace("\0", ""))
    page, more = _after(rows, cursor, limit)
    return {"items": [row.noun for row in page], "next": more}


@api.get("/reviews", response=ReviewPage, tags=["reviews"])
def reviews(request: HttpRequest, cursor: str = "", limit: int = Query(50, ge=1, le=MOST)) -> dict[str, Any]:
    """Every decision ever made, undone or not."""
    _check(request, "read", "read_ledger")
    page, more = _after(ReviewRow.objects.using(the_ledger().alias), cursor, limit)
    return {"items": [row.noun for row in page], "next": more}


@api.post("/reviews", response={201: Review, 403: Problem, 409: Problem, 422: Problem}, tags=["reviews"])
def decide(request: HttpRequest, asked: Decide) -> Status[Review]:
    """Decide. A decision is only ever added; an undo takes another one back."""
    ledger = the_ledger()
    given = asked.model_dump(exclude={"seen"})
    given |= {"accounts": tuple(asked.accounts), "apart_from": tuple(asked.apart_from)}
    if asked.incident and not asked.accounts and asked.action in ("accept", "reject", "correct"):
        whole = ledger.incident(asked.incident)
        given |= {"incident": whole.id, "accounts": (whole.founded_by or whole.accounts[0].id,)}
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    try:
        review = Review.of(**given, author=request.user.username, at=now)
    except ValidationError as error:
        raise LedgerError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error
    if review.undoes is not None:
        ledger.find("review", review.undoes)
    _check(request, "review", permission_for(review, ledger))

    ledger.place(to_decide=True)

    def check() -> None:
        if asked.seen is not None and review.incident is not None:
            unchanged(ledger, [(review.incident, asked.seen)])

    ledger.review(review, check=check)
    return Status(201, review)


@api.post("/exports", response={202: ExportItem, 422: Problem}, tags=["exports"])
def ask_export(request: HttpRequest, asked: AskExport) -> Status[dict[str, Any]]:
    """Ask for an export. It is written beside the desk: look after it until it is done."""
    _check(request, "export", "export")
    if asked.format not in FORMATS:
        raise LedgerError(f"there is no format {asked.format!r}: choose among {', '.join(FORMATS)}")
    search = search_from(asked.search).parameters
    job = ask("export", request.user, {"format": asked.format, "incidents": asked.incidents, "search": search})
    return Status(202, _export(job))


@api.get("/exports/{number}", response={200: ExportItem, 404: Problem}, tags=["exports"])
def export(request: HttpRequest, number: int) -> dict[str, Any]:
    """How far an export is."""
    _check(request, "export", "export")
    return _export(get_object_or_404(Job, pk=number, kind="export", user=request.user))


@api.get("/exports/{number}/file", tags=["exports"])
def export_file(request: HttpRequest, number: int) -> HttpResponse:
    """The file that was written."""
    _check(request, "export", "export")
    file = JobFile.objects.filter(job__pk=number, job__user=request.user, job__kind="export", made=True).first()
    if file is None:
        raise Http404("there is no such file, or not yet")
    response = HttpResponse(bytes(file.body), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@api.exception_handler(LedgerError)
def _cannot(request: HttpRequest, error: LedgerError) -> HttpResponse:
    status = 422
    if isinstance(error, UnknownIdError | AmbiguousIdError):
        status = 404
    elif isinstance(error, ChangedMeanwhile):
        status = 409
    return api.create_response(request, {"error": str(error)}, status=status)


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"error": f"not allowed: {error}"}, status=403)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"error": "there is no such thing here"}, status=404)


def _check(request: HttpRequest, scope: str, permission: str) -> None:
    scopes = getattr(request, "scopes", None)
    if scopes is not None and scope not in scopes:
        raise PermissionDenied(f"this token does not have the scope {scope}")
    if not may(request.user, permission):
        raise PermissionDenied(PERMISSIONS[permission])


def _item(row: IncidentRow) -> dict[str, Any]:
    return {"incident": row.noun, "review": row.review, "seen": row.sha256[:16]}


def _export(job: Job) -> dict[str, Any]:
    return {
        "id": job.pk,
        "state": job.state,
        "format": job.parameters["format"],
        "incidents": job.result.get("incidents"),
        "problems": job.problems,
        "file": f"/api/v1/exports/{job.pk}/file" if job.state == Job.State.DONE else None,
    }


def _after(rows: Any, cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """A page of rows in the order of their keys, and the cursor to the next."""
    if cursor:
        (key,) = _opened(cursor, 1)
        rows = rows.filter(pk__gt=int(key))
    page = list(rows.order_by("pk")[: limit + 1])
    return page[:limit], _sealed(str(page[limit - 1].pk)) if len(page) > limit else None


def _sealed(*parts: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def _opened(cursor: str, length: int) -> list[str]:
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if length == 1:
            parts = [str(int(part)) for part in parts]
    except (ValueError, TypeError):
        parts = None
    if not isinstance(parts, list) or len(parts) != length or not all(isinstance(part, str) for part in parts):
        raise LedgerError("this cursor is none that a page gave: begin without one")
    return parts
