"""What is reckoned ahead for the lists: pairs of incidents that may be one, and how sources and actors fare.

All of it follows from the ledger and can be thrown away. The worker does it for large ledgers, the page itself for
small ones.
"""

from collections.abc import Callable

from django.db import transaction

from reportedly.desk.book import the_ledger
from reportedly.desk.models import CandidatePair, Reckoned
from reportedly.desk.sources.tallies import tally_actors, tally_sources
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import HeadRow, IncidentAccountRow, ReadingRow
from reportedly.version import __version__

AT_ONCE_UP_TO = 400
"""Readings up to which a page reckons by itself what it shows; with more it is left to the worker."""
LIKELY_FROM = -3.0
"""Bits from which two accounts are alike enough to ask a person: odds of one to eight."""
CHUNK = 500


def bring_up_to_date(ledger: Ledger | None = None) -> bool:
    """Reckon the first thing that is behind; whether there was one."""
    book = ledger or the_ledger()
    for name in _RECKONINGS:
        if is_behind(book, name):
            reckon(book, name)
            return True
    return False


def ready(ledger: Ledger, name: str) -> bool:
    """Whether ``name`` is up to date, after reckoning it here and now where that is quick."""
    if not is_behind(ledger, name):
        return True
    if ReadingRow.objects.using(ledger.alias).count() > AT_ONCE_UP_TO:
        return False
    reckon(ledger, name)
    return True


def is_behind(ledger: Ledger, name: str) -> bool:
    """Whether the ledger has moved on since ``name`` was reckoned.

    Pairs do not wait for every decision: a decision strikes out the pairs that it speaks of, and that is all it does.
    """
    head = HeadRow.objects.using(ledger.alias).get()
    if not ReadingRow.objects.using(ledger.alias).exists():
        return False
    done = Reckoned.objects.filter(name=_kept_as(name)).first()
    if done is None:
        return True
    return done.readings != head.readings or (name != "pairs" and done.reviews != head.reviews)


def reckon(ledger: Ledger, name: str) -> None:
    """Reckon ``name`` anew, whatever there was."""
    ledger.place()
    head = HeadRow.objects.using(ledger.alias).get()
    write = _RECKONINGS[name](ledger)
    with transaction.atomic():
        write()
        Reckoned.objects.update_or_create(
            name=_kept_as(name), defaults={"readings": head.readings, "reviews": head.reviews}
        )


def throw_away(name: str) -> None:
    """Have ``name`` reckoned anew when next asked for."""
    Reckoned.objects.filter(name=_kept_as(name)).delete()


def _kept_as(name: str) -> str:
    """Another version may reckon otherwise: it begins anew."""
    return f"{name} {__version__}"[:20]


def _pairs(ledger: Ledger) -> Callable[[], None]:
    from reportedly.linking.decisions import decisions_of

    links = ledger.links()
    own = IncidentAccountRow.objects.using(ledger.alias).exclude(account__role="background")
    home: dict[str, str] = dict(own.values_list("account__ref", "incident__ref"))
    decided = decisions_of(ledger.reviews())
    settled = {frozenset((home.get(a), home.get(b))) for a, b in decided.cannot | decided.must}
    best: dict[tuple[str, str], tuple[float, str, str]] = {}
    for (one, other), weight in (links.pairs() if links else {}).items():
        left, right = home.get(one), home.get(other)
        if weight < LIKELY_FROM or left is None or right is None or left == right:
            continue
        if frozenset((left, right)) in settled:
            continue
        if left > right:
            left, right, one, other = right, left, other, one
        best[left, right] = max(best.get((left, right), (LIKELY_FROM, one, other)), (weight, one, other))
    rows = [
        CandidatePair(left=left, right=right, left_account=one, right_account=other, weight=round(weight, 2))
        for (left, right), (weight, one, other) in best.items()
    ]

    def write() -> None:
        CandidatePair.objects.all().delete()
        CandidatePair.objects.bulk_create(rows, batch_size=CHUNK)

    return write


_RECKONINGS: dict[str, Callable[[Ledger], Callable[[], None]]] = {
    "pairs": _pairs,
    "sources": tally_sources,
    "actors": tally_actors,
}
