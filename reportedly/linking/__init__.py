"""Accounts in, incidents out: blocking, matching, clustering, tolls, grading, disputes."""

from collections.abc import Iterable

from reportedly.linking.explain import Evidence, Explanation, explain
from reportedly.linking.reckoning import headline_toll
from reportedly.linking.state import LinkState, extended, linked
from reportedly.model import Incident, Reading, Review

__all__ = [
    "Evidence",
    "Explanation",
    "LinkState",
    "explain",
    "headline_toll",
    "link",
    "link_incrementally",
    "linked",
]


def link(readings: Iterable[Reading], reviews: Iterable[Review] = ()) -> tuple[Incident, ...]:
    """The incidents that the accounts of ``readings`` tell of, as people's ``reviews`` shaped them, by date.

    Nothing is trained and nothing is looked up: the same readings and reviews give the same incidents, in any order.
    """
    return linked(readings, reviews).incidents


def link_incrementally(
    existing: LinkState, new_readings: Iterable[Reading], new_reviews: Iterable[Review] = ()
) -> LinkState:
    """The state with more readings and reviews; its ``incidents`` equal those of linking everything anew.

    Start from ``linked(readings)`` or from an empty ``linked(())``.
    """
    return extended(existing, new_readings, new_reviews)
