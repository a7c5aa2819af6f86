"""Links with the readings and incidents that they are of, in memory: more is linked without linking all anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reportedly.linking.links import Links, Made, built, decided, decided_otherwise, grown
from reportedly.linking.matching import Pair, Weights, shipped_weights
from reportedly.model import Incident, Reading, Review


@dataclass(frozen=True)
class LinkState:
    """Links, the readings that they are of, and the incidents that come of them. Made by ``linked``.

    ``captured`` holds the readings as they were read, by report; ``readings`` as decisions on their claims left them.
    """

    links: Links
    captured: Mapping[str, Reading] = field(default_factory=lambda: MappingProxyType({}))
    readings: Mapping[str, Reading] = field(default_factory=lambda: MappingProxyType({}))
    built: Mapping[Made, Incident] = field(default_factory=lambda: MappingProxyType({}))
    incidents: tuple[Incident, ...] = ()


def linked(
    readings: Iterable[Reading],
    reviews: Iterable[Review] = (),
    weights: Weights | None = None,
    pairs: Mapping[Pair, float] | None = None,
) -> LinkState:
    """The state after linking ``readings`` from nothing.

    ``pairs`` may hold match weights of an earlier run over the same readings with the same weights; then nothing is
    compared again. Of two readings of one report the later in order counts.
    """
    return extended(LinkState(Links(weights or shipped_weights())), readings, reviews, pairs)


def extended(
    state: LinkState,
    readings: Iterable[Reading],
    reviews: Iterable[Review] = (),
    pairs: Mapping[Pair, float] | None = None,
) -> LinkState:
    """The state with more readings and reviews: the same as linking all of them from nothing."""
    before = state.links
    known = {review.id for review in before.reviews}
    all_reviews = (*before.reviews, *(review for review in reviews if review.id not in known))
    new = {reading.report.id: reading for reading in readings}
    captured = {**state.captured, **new}
    looked_at = new.keys() | (decided_otherwise(before.reviews, all_reviews) & captured.keys())
    moved = {
        reading.report.id: reading
        for reading in decided((captured[report] for report in looked_at), all_reviews)
        if reading != state.readings.get(reading.report.id)
    }
    current = {**state.readings, **moved}
    links = grown(before, moved.values(), all_reviews, pairs)
    anew = before.accounts_of(moved) | links.accounts_of(moved)
    made = links.makings
    standing = {
        one: state.built[one]
        for one in made
        if one in state.built and anew.isdisjoint(one.members) and anew.isdisjoint(one.mentions)
    }
    missing = [one for one in made if one not in standing]
    fresh = dict(zip(missing, built(missing, current.values(), all_reviews), strict=True))
    incidents = {**standing, **fresh}
    return LinkState(links, captured, current, incidents, tuple(sorted(incidents.values(), key=_order)))


def _order(incident: Incident) -> tuple[str, str]:
    return ((incident.when.start if incident.when else None) or "9", incident.id)
