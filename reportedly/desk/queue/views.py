"""The queue: what needs a person's eyes first, how far the work is, and the last decisions."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from reportedly.desk import deciding
from reportedly.desk.access import needs
from reportedly.desk.book import the_ledger
from reportedly.desk.incidents.search import LONG
from reportedly.desk.queue.last import last_decisions
from reportedly.desk.reckoning import throw_away
from reportedly.ledger import LedgerError
from reportedly.ledger.batches import batches
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import AuditRow, IncidentAccountRow, IncidentRow
from reportedly.ledger.querying import IncidentQuerySet

LARGE_TOLL = 10
"""Killed from which a mistake is worst: these come before smaller ones."""
PROVINCE = 4
"""UCDP's where_prec from which a place is a whole province or more."""
A_PAGE = 25
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One reason to look: what it is, how many incidents it holds, and how many of them are decided on."""

    name: str
    label: str
    why: str
    total: int
    decided: int

    @property
    def waiting(self) -> int:
        """How many nobody has decided on."""
        return self.total - self.decided


LABELS = {
    "contested": ("Contested", "who did it, or whether it happened, is in dispute"),
    "large": ("Large tolls", f"{LARGE_TOLL} or more are said to have been killed"),
    "unsure": ("Low confidence", "one source alone, or no nearer place than a province, or no day"),
    "new": ("New since yesterday", "a report of it was read yesterday or today"),
}


@require_safe
@needs("read_ledger")
def page(request: HttpRequest) -> HttpResponse:
    """One line of the queue, those that nobody has decided on first."""
    ledger = the_ledger()
    ledger.place()
    chosen = request.GET.get("line", "contested")
    chosen = chosen if chosen in LABELS else "contested"
    rows = {name: line(ledger, name) for name in LABELS}
    lines = [
        Line(name, *LABELS[name], found.count(), found.exclude(review=IncidentRow.ReviewState.OPEN).count())
        for name, found in rows.items()
    ]
    waiting = rows[chosen].filter(review=IncidentRow.ReviewState.OPEN).defer(*LONG)
    shown = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    every = IncidentRow.objects.using(ledger.alias)
    context = {
        "lines": lines,
        "chosen": next(one for one in lines if one.name == chosen),
        "page": shown,
        "last": last_decisions(ledger, request.user),
        "total": every.count(),
        "decided": every.exclude(review=IncidentRow.ReviewState.OPEN).count(),
    }
    return render(request, "queue/page.html", context)


@require_POST
@needs("read_ledger")
def undo(request: HttpRequest) -> HttpResponseBase:
    """Take a decision back. Who may make such a decision may take it back, whoever made it."""
    ledger = the_ledger()
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("queue:page")
    try:
        review = deciding.undo(ledger, request.POST.get("review", ""), user=request.user)
    except LedgerError as error:
        messages.error(request, f"{error}.")
        return redirect(back)
    throw_away("pairs")
    messages.success(request, f"Taken back. To put it back, take back {review.id}.")
    return redirect(back)


def line(ledger: Ledger, name: str, now: datetime | None = None) -> IncidentQuerySet:
    """The incidents that stand in one line of the queue, the most pressing first."""
    rows = IncidentRow.objects.using(ledger.alias).annotate(killed=Coalesce("killed_best", "killed_low", "killed_high"))
    by_toll = (F("killed").desc(nulls_last=True), "-start", "ref")
    if name == "contested":
        return rows.filter(grading="contested").order_by(*by_toll)
    if name == "large":
        return rows.filter(killed__gte=LARGE_TOLL).order_by(*by_toll)
    if name == "unsure":
        vague = Q(place_precision__gte=PROVINCE) | Q(place_precision=None) | Q(start="")
        return rows.filter(vague | Q(independent_sources__lte=1)).order_by(*by_toll)
    refs = _read_since(ledger, _yesterday(now or datetime.now(UTC)))
    keys: set[int] = set()
    for some in batches(refs, CHUNK):
        links = IncidentAccountRow.objects.using(ledger.alias).filter(account__reading__report_ref__in=some)
        keys.update(links.values_list("incident_id", flat=True))
    return rows.filter(pk__in=list(keys)[:30_000]).order_by(*by_toll)


def _yesterday(now: datetime) -> str:
    day = datetime.combine(now.date() - timedelta(days=1), time.min, UTC)
    return day.isoformat(timespec="microseconds")


def _read_since(ledger: Ledger, moment: str) -> list[str]:
    rows = AuditRow.objects.using(ledger.alias).filter(action="read", at__gte=moment)
    return sorted({ref for row in rows.values_list("objects_touched", flat=True) for ref in json.loads(row)})
