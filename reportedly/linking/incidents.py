"""One cluster of accounts → one Incident."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import JsonValue, TypeAdapter

from reportedly.linking.disputes import attributions_of, disputes_of
from reportedly.linking.grading import grade, origins_in
from reportedly.linking.origins import voices
from reportedly.linking.reckoning import METHOD, Case, flagged, tolls_of
from reportedly.linking.sides import sides_of, with_sides
from reportedly.linking.titles import title_of
from reportedly.linking.whereabouts import folded, reach_of
from reportedly.model import Account, Actor, Event, Incident, Place, Reading, Report, Review, Toll, When
from reportedly.model.account import Role
from reportedly.model.incident import TypeOfViolence

NARROWEST_UNKNOWN = 9

UNKNOWN_EVENTS = frozenset({"Other"})


def founder_of(accounts: Iterable[Account], reports: Mapping[str, Report]) -> str:
    """The account that an incident is named after: of the report published first, main before also, then by id."""

    def rank(account: Account) -> tuple[bool, str, bool, str]:
        published = reports[account.report].published
        return founding_rank(published.date if published else None, account.role, account.id)

    return min(accounts, key=rank).id


def founding_rank(published: str | None, role: Role, account: str) -> tuple[bool, str, bool, str]:
    """How accounts are ordered when one is sought to name their incident after; the least is it."""
    return (published is None, published or "", role != "main", account)


def incident_of(
    accounts: Sequence[Account],
    mentions: Sequence[Account],
    readings: Mapping[str, Reading],
    incident_id: str,
    reviews: Sequence[Review] = (),
) -> Incident:
    """The incident of ``accounts``, spoken of in passing by ``mentions``, as ``reviews`` of it corrected it.

    ``readings`` holds the reading of every account's report, by report id.
    """
    reports = {account.report: readings[account.report].report for account in (*accounts, *mentions)}
    ordered = sorted(accounts, key=lambda account: _reading_order(account, reports))
    passing = sorted(mentions, key=lambda account: _reading_order(account, reports))
    claims = {claim.id: claim for report in reports for claim in readings[report].claims}
    everyone = (*ordered, *(mention.model_copy(update={"role": "background"}) for mention in passing))
    case = Case(accounts=everyone, claims=claims, reports=reports, voice=voices(reports.values()))
    attributions = attributions_of(case)
    independent = len(origins_in(case))
    side_a, side_b = sides = sides_of(ordered, attributions)
    parted = replace(case, accounts=with_sides(everyone, sides))
    disputes = disputes_of(parted, attributions)
    incident = Incident(
        id=incident_id,
        title="",
        accounts=(*ordered, *passing),
        event=_event(ordered),
        type_of_violence=_type_of_violence(side_a, side_b),
        side_a=side_a,
        side_b=side_b,
        place=_place(ordered),
        when=_when(ordered),
        responsibility=attributions,
        tolls=flagged(tolls_of(parted)),
        disputes=disputes,
        grading=grade(attributions, disputes, independent),
        independent_sources=independent,
        founded_by=founder_of(ordered, reports),
        mentioned_in=tuple(account.id for account in passing),
    )
    reviewed = _reviewed(incident, reviews)
    if any(review.action == "correct" and review.field == "title" for review in reviews):
        return reviewed
    return reviewed.model_copy(update={"title": title_of(reviewed)})


def _reading_order(account: Account, reports: Mapping[str, Report]) -> tuple[str, str, str]:
    published = reports[account.report].published
    return (published.date if published else "9", account.report, account.id)


def _event(accounts: Sequence[Account]) -> Event | None:
    """The kind of event that most accounts give, what is particular before "Other"; ties to the earliest report."""
    events = [account.event for account in accounts if account.event is not None]
    telling = [event for event in events if event.sub_type not in UNKNOWN_EVENTS] or events
    if not telling:
        return None
    votes = Counter(event.sub_type for event in telling)
    most = max(votes.values())
    chosen = [event for event in telling if votes[event.sub_type] == most]
    of_kind = [event for event in chosen if event.sub_type == chosen[0].sub_type]
    return next((event for event in of_kind if event.weapon), of_kind[0])


def _place(accounts: Sequence[Account]) -> Place | None:
    """The most exact place, of equally exact ones that which most accounts give; ties to the earliest report."""
    places = [account.place for account in accounts if account.place is not None]
    if not places:
        return None
    reaches = ("point", "province", "country")
    votes = Counter((place.geonameid, folded(place.name or place.text)) for place in places)

    def rank(place: Place) -> tuple[int, int, bool]:
        most = votes[place.geonameid, folded(place.name or place.text)]
        return (reaches.index(reach_of(place)), -most, place.latitude is None)

    return min(places, key=rank)


def _when(accounts: Sequence[Account]) -> When | None:
    """The narrowest time, of equally narrow ones that which most accounts give; ties to the earliest report."""
    times = [account.when for account in accounts if account.when is not None and account.when.start is not None]
    if not times:
        return None
    votes = Counter((when.start, when.end) for when in times)

    def rank(when: When) -> tuple[int, int]:
        return (when.precision or NARROWEST_UNKNOWN, -votes[when.start, when.end])

    return min(times, key=rank)


def _type_of_violence(side_a: Actor | None, side_b: Actor | None) -> TypeOfViolence | None:
    """UCDP's type: one-sided against civilians, state-based where a state takes part, else non-state."""
    if side_b is None:
        return None
    if side_b.kind == "civilians":
        return "one-sided"
    if side_a is None or "unknown" in (side_a.kind, side_b.kind):
        return None
    if {side_a.kind, side_b.kind} & {"state", "external"}:
        return "state-based"
    return "non-state"


def _reviewed(incident: Incident, reviews: Sequence[Review]) -> Incident:
    """The incident as people corrected it. Raises ``ValueError`` where a correction is not a value of its field."""
    changed: dict[str, object] = {}
    tolls = incident.tolls
    for review in reviews:
        if review.action == "reject":
            changed["grading"] = "discounted"
        elif review.action == "accept" and changed.get("grading") == "discounted":
            changed.pop("grading")
        elif review.action == "correct" and review.field == "tolls":
            tolls = _corrected_tolls(tolls, review)
        elif review.action == "correct" and review.field is not None:
            changed[review.field] = _value(review.field, review.value)
    changed["tolls"] = flagged(tolls)
    changed["reviewed_by"] = tuple(review.id for review in reviews)
    return incident.model_copy(update=changed)


def _value(field: str, value: JsonValue) -> object:
    annotation: Any = Incident.model_fields[field].annotation
    adapter: TypeAdapter[object] = TypeAdapter(annotation)
    return adapter.validate_python(value)


def _corrected_tolls(tolls: tuple[Toll, ...], review: Review) -> tuple[Toll, ...]:
    rows = review.value if isinstance(review.value, list) else [review.value]
    corrected = list(tolls)
    for row in rows:
        if not isinstance(row, dict):
            raise ValueError(f"review {review.id} corrects tolls with {row!r}: give objects with harm, group, best")
        bare = Toll(harm="killed", group="all", subgroup=None, low=None, best=None, high=None, method=METHOD, used=(),
                    left_out=(), independent_sources=0)  # fmt: skip
        asked = Toll.model_validate({**bare.model_dump(), **row})
        key = (asked.harm, asked.group, asked.subgroup)
        before = next((toll for toll in corrected if (toll.harm, toll.group, toll.subgroup) == key), None)
        bounds = {"low": asked.low, "best": asked.best, "high": asked.high, "method": f"review by {review.author}"}
        if before is None:
            corrected.append(asked.model_copy(update=bounds))
        else:
            corrected[corrected.index(before)] = before.model_copy(update=bounds)
    return tuple(corrected)
