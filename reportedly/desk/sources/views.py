"""Sources and actors: what each said or is said to have done, and how that stood beside what others said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reportedly.desk.access import needs
from reportedly.desk.book import the_ledger
from reportedly.desk.incidents.search import LONG
from reportedly.desk.models import ActorTally, SourceTally
from reportedly.desk.reckoning import ready
from reportedly.desk.sources.tallies import source_name
from reportedly.ledger.book import Ledger
from reportedly.ledger.canonical import searchable
from reportedly.ledger.models import IncidentClaimRow, IncidentRow
from reportedly.model import Claim, Incident

A_PAGE = 50
INCIDENTS_A_PAGE = 20
SOURCE_ORDERS = ("incidents", "claims", "alone", "earlier", "later", "revised", "name")
ACTOR_ORDERS = ("incidents", "claimed", "accused", "denied", "struck", "killed", "name")


@dataclass(slots=True)
class Said:
    """What one source said of one incident, and how it stood to the others."""

    incident: IncidentRow
    claims: list[tuple[Claim, str, str]] = field(default_factory=list)
    alone: bool = False
    earlier: bool = False
    later: bool = False
    figures: list[str] = field(default_factory=list)

    @property
    def revised(self) -> bool:
        """Whether it gave figures that differ on different days."""
        return len(self.figures) > 1


@require_safe
@needs("read_ledger")
def sources(request: HttpRequest) -> HttpResponse:
    """Everybody on whose word something is told."""
    return _listed(request, "sources", SourceTally, SOURCE_ORDERS)


@require_safe
@needs("read_ledger")
def actors(request: HttpRequest) -> HttpResponse:
    """Everybody who is said to have done or suffered something."""
    return _listed(request, "actors", ActorTally, ACTOR_ORDERS)


def _listed(request: HttpRequest, name: str, table: Any, orders: tuple[str, ...]) -> HttpResponse:
    ledger = the_ledger()
    ledger.place()
    current = ready(ledger, name)
    order = request.GET.get("order", "incidents")
    order = order if order in orders else "incidents"
    wanted = request.GET.get("name", "").replace("\0", "").strip()[:200]
    rows = table.objects.filter(name__icontains=wanted) if wanted else table.objects.all()
    rows = rows.order_by("name") if order == "name" else rows.order_by(f"-{order}", "name")
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "order": order,
        "orders": orders,
        "wanted": wanted,
        "current": current,
        "which": name,
    }
    return render(request, f"sources/{name}.html", context)


@require_safe
@needs("read_ledger")
def source(request: HttpRequest) -> HttpResponse:
    """One source: what it said, incident by incident."""
    name = request.GET.get("name", "").replace("\0", "")
    ledger = the_ledger()
    ledger.place()
    ready(ledger, "sources")
    tally = SourceTally.objects.filter(name=name).first()
    if tally is None:
        raise Http404("no such source")
    theirs = IncidentClaimRow.objects.using(ledger.alias).filter(_by(name))
    rows = IncidentRow.objects.using(ledger.alias).filter(pk__in=theirs.values("incident_id")).in_order().defer(*LONG)
    page = Paginator(rows, INCIDENTS_A_PAGE).get_page(request.GET.get("page"))
    said = _said(ledger, name, list(page.object_list))
    return render(request, "sources/source.html", {"tally": tally, "page": page, "said": said})


@require_safe
@needs("read_ledger")
def actor(request: HttpRequest) -> HttpResponse:
    """One actor: what it is said to have done and suffered, by whom."""
    name = request.GET.get("name", "").replace("\0", "")
    ledger = the_ledger()
    ledger.place()
    ready(ledger, "actors")
    tally = ActorTally.objects.filter(name=name).first()
    if tally is None:
        raise Http404("no such actor")
    rows = IncidentRow.objects.using(ledger.alias).filter(actors__contains=searchable(name)).in_order()
    page = Paginator(rows, INCIDENTS_A_PAGE).get_page(request.GET.get("page"))
    parts = [(row, _part(row.noun, name)) for row in page.object_list]
    return render(request, "sources/actor.html", {"tally": tally, "page": page, "parts": parts})


def _by(name: str) -> Q:
    own_voice = Q(claim__said_by="", claim__reading__report__publisher=name)
    nobody = Q(claim__said_by="", claim__reading__report__publisher="") if name == source_name("", "") else Q(pk=None)
    return Q(claim__said_by=name) | own_voice | nobody


def _said(ledger: Ledger, name: str, incidents: Iterable[IncidentRow]) -> list[Said]:
    found = {row.pk: Said(row) for row in incidents}
    first: dict[int, dict[str, str]] = {}
    rows = IncidentClaimRow.objects.using(ledger.alias).filter(incident_id__in=list(found))
    rows = rows.select_related("claim__reading__report").order_by("claim__reading__report__published", "claim_id")
    for row in rows.defer("claim__reading__report__body"):
        report = row.claim.reading.report
        who = source_name(row.claim.said_by, report.publisher)
        days = first.setdefault(row.incident_id, {})
        if report.published:
            days[who] = min(days.get(who, "9"), report.published)
        else:
            days.setdefault(who, "9")
        if who != name:
            continue
        claim, said = row.claim.noun, found[row.incident_id]
        said.claims.append((claim, report.ref, report.published))
        for figure in claim.figures:
            if figure.harm == "killed" and not figure.cumulative and figure.verbatim not in said.figures:
                said.figures.append(figure.verbatim)
    for key, said in found.items():
        days = first.get(key, {})
        others = [day for who, day in days.items() if who != name and day != "9"]
        own = days.get(name, "9")
        said.alone = set(days) == {name}
        said.earlier = bool(others) and own != "9" and own <= min(others) and own < max(others)
        said.later = bool(others) and own != "9" and own > min(others)
    return list(found.values())


def _part(incident: Incident, name: str) -> list[tuple[str, str]]:
    """In which ways ``name`` takes part, each with those on whose word."""
    ways = [
        (one.how, ", ".join(dict.fromkeys(source.name for source in one.said_by)) or "the reports' own voice")
        for one in incident.responsibility
        if one.actor.name == name
    ]
    if any(actor.name == name for account in incident.accounts for actor in account.targets):
        ways.append(("struck", ""))
    return ways
