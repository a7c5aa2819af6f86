"""Views of one incident: the page, and the decisions on it."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from reportedly.desk import deciding
from reportedly.desk.access import may, needs
from reportedly.desk.book import the_ledger
from reportedly.desk.conflict import ChangedMeanwhile
from reportedly.desk.incident import context
from reportedly.desk.incident.forms import CorrectForm, TollForm
from reportedly.desk.report.claims import history
from reportedly.ledger import LedgerError
from reportedly.ledger.book import Ledger
from reportedly.ledger.deciding import decision, judgement, merging
from reportedly.ledger.models import IncidentRow, ReviewRow
from reportedly.ledger.reviewing import in_force
from reportedly.model import Claim, Incident, Review
from reportedly.render import words

JUST_DECIDED = "just_decided"
NEAR = 40
"""Incidents that are offered to merge with: those next to this one in time."""
MARK = 16
"""Characters of an incident's hash that a form carries, to notice that it changed."""


@require_safe
@needs("read_ledger")
def page(request: HttpRequest, ref: str) -> HttpResponseBase:
    """One incident."""
    ledger = the_ledger()
    row = _row(ledger, ref)
    if row.ref != ref:
        return redirect("incident:page", row.ref)
    return render(request, "incident/page.html", _context(request, ledger, row))


@require_POST
@needs("decide_incidents")
def judge(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Accept or reject the incident as it stands."""
    action = request.POST.get("decision")
    if action not in ("accept", "reject"):
        raise Http404("no such decision")
    return _decide(request, ref, lambda incident, said: judgement(action, incident, **said))


@require_POST
@needs("decide_incidents")
def toll(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Settle one row of the toll table."""
    form = TollForm(request.POST)
    harm, group, subgroup = (*request.POST.get("row", "").split(), "", "", "")[:3]
    if not form.is_valid():
        return _problem(request, ref, form)
    bounds = {name: form.cleaned_data[name] for name in ("low", "best", "high")}
    value = [{"harm": harm, "group": group, "subgroup": subgroup or None, **bounds}]
    return _decide(
        request, ref, lambda incident, said: judgement("correct", incident, field="tolls", value=value, **said)
    )


@require_POST
@needs("decide_incidents")
def correct(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Correct the title or the grading; what was not changed is not decided on."""
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _problem(request, ref, form)

    def changed(incident: Incident, said: dict[str, str]) -> list[Review]:
        fields = [name for name in ("title", "grading") if form.cleaned_data[name] != getattr(incident, name)]
        return [judgement("correct", incident, field=name, value=form.cleaned_data[name], **said) for name in fields]

    return _decide(request, ref, changed)


@require_POST
@needs("decide_incidents")
def merge(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Say that another incident is the same as this one."""
    ledger = the_ledger()
    try:
        other = ledger.incident(request.POST.get("other", ""))
    except LedgerError as error:
        messages.error(request, f"{str(error).capitalize()}.")
        return redirect("incident:page", ref)
    return _decide(request, ref, lambda incident, said: merging([incident, other], **said))


@require_POST
@needs("decide_incidents")
def split(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Say that some of the incident's accounts tell of another event."""
    chosen = set(request.POST.getlist("account"))

    def parted(incident: Incident, said: dict[str, str]) -> Review:
        off = tuple(account.id for account in incident.accounts if account.id in chosen)
        rest = tuple(account.id for account in incident.accounts if account.id not in chosen)
        if not off or not rest:
            raise LedgerError("choose some of its reports, but not all, to split off")
        return decision("split", incident=incident.id, accounts=off, apart_from=rest, **said)

    return _decide(request, ref, parted)


@require_POST
@needs("read_ledger")
def undo(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Take a decision back: whoever may make such a decision may."""
    ledger = the_ledger()
    try:
        review = deciding.undo(ledger, request.POST.get("review", ""), user=request.user)
    except LedgerError as error:
        messages.error(request, f"{str(error).capitalize()}.")
        return redirect("incident:page", ref)
    messages.success(request, "The decision no longer holds.")
    return redirect("incident:page", _now_called(ledger, ref, review))


def _row(ledger: Ledger, ref: str) -> IncidentRow:
    try:
        return ledger.incident_row(ref)
    except LedgerError as error:
        raise Http404(str(error)) from error


def _decide(request: HttpRequest, ref: str, made: Any) -> HttpResponseBase:
    """Record what ``made`` makes of the incident, unless somebody changed it since the page was shown."""
    ledger = the_ledger()
    ledger.place(to_decide=True)
    row = _row(ledger, ref)
    said = {"author": request.user.username, "reason": request.POST.get("reason", "").strip()}
    try:
        reviews = made(row.noun, said)
        reviews = reviews if isinstance(reviews, list) else [reviews]
        if reviews:
            seen = [(ref, request.POST.get("seen", ""))]
            ledger.review(*reviews, check=lambda: deciding.unchanged(ledger, seen) and None)
    except ChangedMeanwhile:
        raise
    except LedgerError as error:
        messages.error(request, f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return redirect("incident:page", row.ref)
    if not reviews:
        messages.info(request, "Nothing was changed.")
        return redirect("incident:page", row.ref)
    request.session[JUST_DECIDED] = reviews[-1].id
    now = ledger.holding(reviews[-1].accounts[0])
    return redirect("incident:page", now) if now else redirect("incidents:list")


def _now_called(ledger: Ledger, ref: str, review: Review) -> str:
    """The incident to show after ``review`` was taken back."""
    taken_back = next((one for one in ledger.reviews() if one.id == review.undoes), None)
    accounts = taken_back.accounts if taken_back else ()
    return next(filter(None, map(ledger.holding, accounts)), ref)


def _problem(request: HttpRequest, ref: str, form: Any) -> HttpResponse:
    ledger = the_ledger()
    row = _row(ledger, ref)
    problems = [error for errors in form.errors.values() for error in errors]
    found = {**_context(request, ledger, row), "problems": problems}
    return render(request, "incident/page.html", found, status=422)


def _context(request: HttpRequest, ledger: Ledger, row: IncidentRow) -> dict[str, Any]:
    incident = row.noun
    reports = {account.report for account in incident.accounts}
    read = ledger.reviewed(reports, rejected=True)
    evidence = context.Evidence(read)
    parts = {account.id for account in incident.accounts}
    told = (account for reading in read.values() for account in reading.accounts if account.id in parts)
    own = {claim for account in told for claim in account.claims}
    rejected = {ref: found for ref, found in _rejected(ledger, evidence, reports).items() if ref in own}
    decisions = _decisions(ledger, [account.id for account in incident.accounts])
    place = incident.place
    return {
        "incident": incident,
        "row": row,
        "seen": row.sha256[:MARK],
        "grading": context.GRADING[incident.grading],
        "event": words.event(incident.event),
        "when": words.when(incident.when),
        "place": words.place(place),
        "precision": context.PRECISION.get(place.precision) if place and place.precision else "",
        "tolls": context.toll_rows(incident, evidence, rejected),
        "blamed": context.blamed(incident, evidence),
        "disputes": context.disputes(incident, evidence),
        "accounts": [
            {
                "account": account,
                "words": words.account(account),
                "report": evidence.reports[account.report],
                "title": words.title(evidence.reports[account.report]),
                "published": words.published(evidence.reports[account.report].published),
                "passing": account.id in incident.mentioned_in,
            }
            for account in incident.accounts
            if account.report in evidence.reports
        ],
        "history": history(decisions, in_force(decisions)),
        "near": _near(row) if may(request.user, "decide_incidents") else (),
        "just_decided": request.session.pop(JUST_DECIDED, None),
        "may_decide": may(request.user, "decide_incidents"),
        "correct_form": CorrectForm(initial={"title": incident.title, "grading": incident.grading}),
        "back": reverse("incidents:list"),
    }


def _rejected(ledger: Ledger, evidence: context.Evidence, reports: Iterable[str]) -> dict[str, tuple[Claim, Review]]:
    """The claims of these reports that people rejected, by id, with the decision."""
    last: dict[str, Review] = {}
    for report in reports:
        for review in ledger.claim_decisions(report):
            if review.claim is not None:
                last[review.claim] = review
    return {
        ref: (evidence.claims[ref], review)
        for ref, review in last.items()
        if review.action == "reject" and ref in evidence.claims
    }


def _decisions(ledger: Ledger, accounts: Iterable[str]) -> list[Review]:
    """Every decision on incidents that speaks of one of ``accounts``, and what was done about it since."""
    rows = ReviewRow.objects.using(ledger.alias)
    about = reduce(or_, (Q(body__contains=f'"{account}"') for account in accounts))
    found = {row.ref: row.noun for row in rows.filter(report_ref="").filter(about)}
    for row in rows.filter(action="undo").order_by("pk"):
        if row.noun.undoes in found:
            found[row.ref] = row.noun
    return list(found.values())


def _near(row: IncidentRow) -> list[IncidentRow]:
    others = IncidentRow.objects.exclude(pk=row.pk).only("ref", "title", "start")
    before = others.filter(start__lte=row.start).exclude(start="").order_by("-start", "ref")[: NEAR // 2]
    after = others.filter(start__gt=row.start).order_by("start", "ref")[: NEAR // 2]
    return [*before, *after]
