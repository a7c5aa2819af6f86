"""The queue: what needs a person's eyes first, how far the work is, and the last decisions."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
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
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import AuditRow, IncidentAccountRow, IncidentRow, ReadingRow
from reportedly.ledger.querying import IncidentQuerySet

LARGE_TOLL = 10
"""Killed from which a mistake is worst: these come before smaller ones."""
PROVINCE = 4
"""UCDP's where_prec from which a place is a whole province or more."""
A_PAGE = 25


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
    counted = progress(ledger)
    lines = [Line(name, *LABELS[name], *counted[name]) for name in LABELS]
    waiting = line(ledger, chosen).filter(review=IncidentRow.ReviewState.OPEN).defer(*LONG)
    paginator = Paginator(waiting, A_PAGE)
    # Known already: counting again would look through everything once more.
    paginator.count = next(one.waiting for one in lines if one.name == chosen)
    shown = paginator.get_page(request.GET.get("page"))
    context = {
        "lines": lines,
        "chosen": next(one for one in lines if one.name == chosen),
        "page": shown,
        "last": last_decisions(ledger, request.user),
        "total": counted["all"][0],
        "decided": counted["all"][1],
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


_IN_LINE = {
    "contested": Q(grading="contested"),
    "large": Q(killed__gte=LARGE_TOLL),
    "unsure": Q(place_precision__gte=PROVINCE) | Q(place_precision=None) | Q(start="") | Q(independent_sources__lte=1),
}


def line(ledger: Ledger, name: str, now: datetime | None = None) -> IncidentQuerySet:
    """The incidents that stand in one line of the queue, the most pressing first."""
    by_toll = (F("killed").desc(nulls_last=True), "-start", "ref")
    return _rows(ledger).filter(_IN_LINE[name] if name in _IN_LINE else _new(ledger, now)).order_by(*by_toll)


def progress(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """How many incidents each line holds and how many of them are decided on; ``all`` is of all incidents."""
    decided = ~Q(review=IncidentRow.ReviewState.OPEN)
    # One look through the table for all of them; what is new is asked for apart, since it takes another table.
    found = _rows(ledger).aggregate(
        all_total=Count("pk"),
        all_done=Count("pk", filter=decided),
        **{f"{name}_total": Count("pk", filter=which) for name, which in _IN_LINE.items()},
        **{f"{name}_done": Count("pk", filter=which & decided) for name, which in _IN_LINE.items()},
    )
    new = _rows(ledger).filter(_new(ledger))
    found |= new.aggregate(new_total=Count("pk"), new_done=Count("pk", filter=decided))
    return {name: (found[f"{name}_total"], found[f"{name}_done"]) for name in ("all", *_IN_LINE, "new")}


def _rows(ledger: Ledger) -> IncidentQuerySet:
    return IncidentRow.objects.using(ledger.alias).annotate(killed=Coalesce("killed_best", "killed_low", "killed_high"))


def _new(ledger: Ledger, now: datetime | None = None) -> Q:
    first = _first_read_since(ledger, _yesterday(now or datetime.now(UTC)))
    if first is None:
        return Q(pk__in=[])
    links = IncidentAccountRow.objects.using(ledger.alias).filter(account__reading_id__gte=first)
    return Q(pk__in=links.values("incident_id"))


def _yesterday(now: datetime) -> str:
    day = datetime.combine(now.date() - timedelta(days=1), time.min, UTC)
    return day.isoformat(timespec="microseconds")


def _first_read_since(ledger: Ledger, moment: str) -> int | None:
    """The row number of the first reading recorded since ``moment``: row numbers rise as the audit log does."""
    entries = AuditRow.objects.using(ledger.alias).filter(action="read", at__gte=moment).order_by("sequence")
    digest = entries.values_list("payload_sha256", flat=True).first()
    return ReadingRow.objects.using(ledger.alias).filter(sha256=digest).values_list("pk", flat=True).first()
