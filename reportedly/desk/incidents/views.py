"""The list of incidents: one set of filters, and a table, a map and a timeline over it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from reportedly.desk.access import needs
from reportedly.desk.book import the_ledger
from reportedly.desk.deciding import unchanged
from reportedly.desk.incidents.maps import bounds, clusters
from reportedly.desk.incidents.names import names
from reportedly.desk.incidents.outlines import outlines
from reportedly.desk.incidents.search import LONG, FilterForm, Search, search_from
from reportedly.desk.incidents.timeline import timeline_of
from reportedly.desk.models import SavedSearch
from reportedly.export import FORMATS
from reportedly.ledger import LedgerError
from reportedly.ledger.book import Ledger
from reportedly.ledger.deciding import judgement, merging
from reportedly.ledger.models import IncidentRow

VIEWS = ("table", "map", "timeline")
A_PAGE = 50
PLACES_LISTED = 40
WHOLE_WORLD_ZOOM = 6.0
MOST_ZOOM = 16.0
OUTLINES_AGE = 24 * 60 * 60
DECISIONS = {"accept": "Accepted", "reject": "Rejected", "merge": "Merged"}


@require_safe
@needs("read_ledger")
def listed(request: HttpRequest) -> HttpResponse:
    """The incidents that the address asks for, as a table, a map or a timeline."""
    ledger = the_ledger()
    ledger.place()
    form = FilterForm(request.GET)
    search = form.search()
    view = request.GET.get("view", "table")
    view = view if view in VIEWS else "table"
    rows = search.rows(ledger)
    context: dict[str, Any] = {
        "form": form,
        "search": search,
        "view": view,
        "views": [(name, search.address(view=None if name == "table" else name)) for name in VIEWS],
        "chosen": _chosen(search),
        "here": search.address(view=None if view == "table" else view),
        "formats": FORMATS,
        "query": search.address()[1:],
    }
    context.update(_SHOWN[view](request, ledger, search, rows))
    if request.htmx and request.htmx.target == "results":
        response = render(request, "incidents/results.html", context)
    else:
        context["events"] = _events(ledger)
        context["searches"] = SavedSearch.objects.filter(user=request.user)
        response = render(request, "incidents/list.html", context)
    if view == "map":
        # MapLibre runs its work beside the page from a script that it makes itself.
        tiles = _tiles_from()
        response.also_from = {"worker-src": "blob:", "img-src": f"blob: {tiles}".strip(), "connect-src": tiles}
    response["Vary"] = "HX-Request, HX-Target"
    return response


def _table(request: HttpRequest, ledger: Ledger, search: Search, rows: Any) -> dict[str, Any]:
    # One look through the table gives both the number found and the page; counting apart would take a second.
    keys = list(rows.values_list("pk", flat=True))
    page = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    found = IncidentRow.objects.using(ledger.alias).defer(*LONG).in_bulk(list(page.object_list))
    page.object_list = [found[key] for key in page.object_list if key in found]
    return {"page": page, "count": len(keys)}


def _map(request: HttpRequest, ledger: Ledger, search: Search, rows: Any) -> dict[str, Any]:
    found = clusters(rows, WHOLE_WORLD_ZOOM + 2)
    placed = sum(cluster.count for cluster in found)
    count = rows.count()
    named = IncidentRow.objects.using(ledger.alias).filter(ref__in=[one.ref for one in found[:PLACES_LISTED]])
    called = {row.ref: _place_name(row) for row in named.only("ref", "body")}
    listed_places = []
    for cluster in found[:PLACES_LISTED]:
        edge = 0.0005
        box = f"{max(cluster.west - edge, -180):.4f},{max(cluster.south - edge, -90):.4f}," \
              f"{min(cluster.east + edge, 180):.4f},{min(cluster.north + edge, 90):.4f}"  # fmt: skip
        listed_places.append((called.get(cluster.ref, ""), cluster, search.address(box=box)))
    edges = bounds(found)
    return {
        "count": count,
        "unplaced": count - placed,
        "places": listed_places,
        "more_places": max(0, len(found) - PLACES_LISTED),
        "bounds": ",".join(f"{edge:.4f}" for edge in edges) if edges else "",
        "tiles": settings.MAP_TILES,
    }


def _timeline(request: HttpRequest, ledger: Ledger, search: Search, rows: Any) -> dict[str, Any]:
    timeline = timeline_of(rows)
    bars = []
    if timeline is not None:
        bars = [(bar, search.within(bar.since, bar.until).address()) for bar in timeline.bars]
    return {"count": rows.count(), "timeline": timeline, "bars": bars}


_SHOWN = {"table": _table, "map": _map, "timeline": _timeline}


@require_safe
@needs("read_ledger")
def map_data(request: HttpRequest) -> JsonResponse:
    """The circles and the names of the map for the window and the zoom that the page shows."""
    ledger = the_ledger()
    try:
        search = search_from(request.GET)
        zoom = min(max(float(request.GET.get("zoom", "2")), 0.0), MOST_ZOOM)
        window = tuple(float(edge) for edge in request.GET.get("window", "-180,-90,180,90").split(","))
        if len(window) != 4 or not all(abs(edge) <= 720 for edge in window):
            raise ValueError("window")
    except (ValueError, LedgerError) as error:
        return JsonResponse({"error": str(error)}, status=422)
    found = clusters(search.rows(ledger), zoom, window)
    # Tiles carry names of their own.
    written = [] if settings.MAP_TILES else names(zoom, window)
    return JsonResponse({"clusters": [cluster.plain() for cluster in found], "names": written})


@require_safe
@needs("read_ledger")
def base_map(request: HttpRequest) -> HttpResponse:
    """The outlines of countries."""
    response = HttpResponse(outlines(), content_type="application/geo+json")
    response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = f"private, max-age={OUTLINES_AGE}"
    return response


@require_POST
@needs("decide_incidents")
def decide(request: HttpRequest) -> HttpResponseBase:
    """One decision on all the incidents that were ticked. Each says what it looked like when it was shown."""
    ledger = the_ledger()
    ledger.place(to_decide=True)
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "").strip()
    back = f"{reverse('incidents:list')}?{_safe_query(request.POST.get('query', ''))}"
    ticked = [tuple(mark.partition(":")[::2]) for mark in request.POST.getlist("chosen")]
    if action not in DECISIONS:
        messages.error(request, "Choose what to decide: accept, reject or merge.")
        return redirect(back)
    if not ticked:
        messages.error(request, "Tick at least one incident first.")
        return redirect(back)
    author = request.user.username
    try:
        incidents = [row.noun for row in unchanged(ledger, ticked)]
        if action == "merge":
            reviews = [merging(incidents, author=author, reason=reason)]
        else:
            reviews = [judgement(action, one, author=author, reason=reason) for one in incidents]
        ledger.review(*reviews, check=lambda: unchanged(ledger, ticked) and None)
    except LedgerError as error:
        if error.__class__ is not LedgerError:
            raise
        messages.error(request, f"{error}.")
        return redirect(back)
    what = "1 incident" if len(ticked) == 1 else f"{len(ticked)} incidents"
    messages.success(request, f"{DECISIONS[action]} {what}. The queue lists the decision and takes it back.")
    return redirect(back)


@require_POST
@needs("read_ledger")
def save_search(request: HttpRequest) -> HttpResponseBase:
    """Keep what the address asks for under a name."""
    query, name = _safe_query(request.POST.get("query", "")), request.POST.get("name", "").strip()[:100]
    if not name:
        messages.error(request, "Give the search a name.")
    else:
        SavedSearch.objects.update_or_create(user=request.user, name=name, defaults={"query": query})
        messages.success(request, f"Kept as “{name}”.")
    return redirect(f"{reverse('incidents:list')}?{query}")


@require_POST
@needs("read_ledger")
def forget_search(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Forget one of one's own searches."""
    get_object_or_404(SavedSearch, pk=pk, user=request.user).delete()
    return redirect("incidents:list")


def _safe_query(query: str) -> str:
    """``query`` with nothing in it but what a search and its view consist of."""
    given = QueryDict(query)
    view = given.get("view")
    return FilterForm(given).search().address(view=view if view in VIEWS[1:] else None)[1:]


def _chosen(search: Search) -> list[tuple[str, str, str]]:
    """Each filter that is set: its name, its value, and the address without it."""
    labels = {name: str(field.label or name) for name, field in FilterForm.base_fields.items()}
    labels["box"] = "Inside the box"
    return [
        (labels[name], "" if name == "box" else value, search.address(**{name: None}))
        for name, value in search.parameters.items()
        if name != "order"
    ]


def _events(ledger: Ledger) -> list[str]:
    """Every kind of event that some incident is of; kept for a minute, since the list changes seldom."""
    key = f"desk-events-{ledger.alias}"
    found: list[str] | None = cache.get(key)
    if found is None:
        rows = IncidentRow.objects.using(ledger.alias)
        types = rows.order_by().values_list("event_type", "sub_event").distinct()
        found = sorted({name for pair in types for name in pair if name})
        cache.set(key, found, 60)
    return found


def _place_name(row: IncidentRow) -> str:
    place = row.noun.place
    if place is None:
        return ""
    return ", ".join(part for part in (place.name or place.text, place.admin1) if part)


def _tiles_from() -> str:
    tiles = settings.MAP_TILES
    return "/".join(tiles.split("/")[:3]) if tiles else ""
