"""The links at the head of every page, and what else the frame of a page needs."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from reportedly.desk.access import may
from reportedly.desk.book import the_ledger
from reportedly.version import __version__

DIRECTION_COOKIE = "reportedly_direction"


@dataclass(frozen=True, slots=True)
class Entry:
    """A link: what it says, the name of its address, and the permission that the page behind it needs."""

    label: str
    url: str
    permission: str


ENTRIES = (
    Entry("Incidents", "incidents:list", "read_ledger"),
    Entry("Queue", "queue:page", "read_ledger"),
    Entry("Same or not", "same:page", "read_ledger"),
    Entry("Reports", "report:list", "read_ledger"),
    Entry("Sources", "sources:list", "read_ledger"),
    Entry("Uploads and exports", "jobs:list", "read_ledger"),
    Entry("API", "api:page", "read_ledger"),
    Entry("People", "people:list", "manage_people"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: ``navigation`` (label, address, whether the page is below it), ``direction``, version.

    ``incidents_lag`` says that decisions or readings are not in what the page shows yet.
    """
    user = getattr(request, "user", None)
    links = []
    lag = False
    if user is not None and user.is_authenticated:
        for entry in ENTRIES:
            if may(user, entry.permission):
                address = reverse(entry.url)
                links.append((entry.label, address, request.path.startswith(address)))
        lag = the_ledger().lags
    direction = "rtl" if request.COOKIES.get(DIRECTION_COOKIE) == "rtl" else "ltr"
    return {"navigation": links, "incidents_lag": lag, "direction": direction, "version": __version__}
