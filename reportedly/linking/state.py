"""All that linking knows after a run, so that new accounts can be placed without comparing the old ones again.

Incidents are a pure function of accounts and reviews. What makes placing a few new accounts cheap is that every step
is local: weights are of pairs, clusters are of connected components of the pairs that match, and an incident is of
its cluster. So only what the new accounts touch is done anew, and the outcome equals a full rebuild.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reportedly.linking.cluster import clusters, components
from reportedly.linking.contradiction import contradict, part_fits
from reportedly.linking.decisions import Decisions, claim_decisions, decisions_of, standing
from reportedly.linking.incidents import founder_of, incident_of
from reportedly.linking.matching import FLOOR, Pair, Weights, shipped_weights, weigh
from reportedly.linking.records import Record, records_of
from reportedly.linking.titles import speakable_ids
from reportedly.model import Account, Incident, Reading, Review
from reportedly.model.reviewed import reviewed

Members = tuple[str, ...]
Made = tuple[Members, Members, tuple[str, ...], str | None, str]
"""What an incident was made of: its accounts, the mentions of it, the reviews, the roll-up it is of, and its id."""


@dataclass(frozen=True)
class LinkState:
    """Readings, the weights of their accounts' pairs, and the incidents that come of them. Made by ``linked``.

    ``captured`` holds the readings as they were read, ``readings`` as people's decisions on their claims left them.
    """

    weights: Weights
    captured: Mapping[str, Reading] = field(default_factory=lambda: MappingProxyType({}))
    readings: Mapping[str, Reading] = field(default_factory=lambda: MappingProxyType({}))
    accounts: Mapping[str, Account] = field(default_factory=lambda: MappingProxyType({}))
    records: Mapping[str, Record] = field(default_factory=lambda: MappingProxyType({}))
    neighbours: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))
    rollups: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    reviews: tuple[Review, ...] = ()
    clustered: Mapping[str, Members] = field(default_factory=lambda: MappingProxyType({}))
    built: Mapping[Made, Incident] = field(default_factory=lambda: MappingProxyType({}))
    incidents: tuple[Incident, ...] = ()

    def pairs(self) -> dict[Pair, float]:
        """The match weights of all pairs that were compared and came out above the floor."""
        return {
            (left, right): weight
            for left, near in self.neighbours.items()
            for right, weight in near.items()
            if left < right
        }


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
    chosen = weights or shipped_weights()
    by_report = {reading.report.id: reading for reading in readings}
    return _extended(LinkState(weights=chosen), by_report, tuple(reviews), pairs)


def extended(state: LinkState, readings: Iterable[Reading], reviews: Iterable[Review] = ()) -> LinkState:
    """The state with more readings and reviews: the same as linking all of them from nothing."""
    new = {reading.report.id: reading for reading in readings}
    known = {report: reading for report, reading in new.items() if report in state.captured}
    all_reviews = (*state.reviews, *(review for review in reviews if review not in state.reviews))
    if any(state.captured[report] != reading for report, reading in known.items()):
        return linked([*state.captured.values(), *new.values()], all_reviews, state.weights)
    fresh = {report: reading for report, reading in new.items() if report not in state.captured}
    before, after = claim_decisions(state.reviews), claim_decisions(all_reviews)
    decided_on = {
        report: state.captured[report]
        for report in before.keys() | after.keys()
        if report in state.captured and before.get(report) != after.get(report)
    }
    holding = standing(all_reviews)
    moved = {ref: reading for ref, reading in decided_on.items() if reviewed(reading, holding) != state.readings[ref]}
    gone = frozenset(account.id for report in moved for account in state.readings[report].accounts)
    return _extended(_without(state, gone), {**moved, **fresh}, all_reviews, None, gone)


def _without(state: LinkState, gone: frozenset[str]) -> LinkState:
    """The state as if the accounts ``gone`` had never been compared; only ``clustered`` remembers where they were."""
    if not gone:
        return state
    return replace(
        state,
        accounts={key: account for key, account in state.accounts.items() if key not in gone},
        records={key: record for key, record in state.records.items() if key not in gone},
        neighbours={
            key: {other: weight for other, weight in near.items() if other not in gone}
            for key, near in state.neighbours.items()
            if key not in gone
        },
        rollups={key: parts - gone for key, parts in state.rollups.items() if key not in gone},
        built={key: incident for key, incident in state.built.items() if gone.isdisjoint(_accounts_of(incident))},
    )


def _accounts_of(incident: Incident) -> Iterable[str]:
    return (account.id for account in incident.accounts)


def _extended(
    state: LinkState,
    new: Mapping[str, Reading],
    reviews: tuple[Review, ...],
    pairs: Mapping[Pair, float] | None,
    gone: frozenset[str] = frozenset(),
) -> LinkState:
    captured = {**state.captured, **new}
    holding = standing(reviews)
    new = {report: reviewed(reading, holding) for report, reading in new.items()}
    fresh = {record.unique_id: record for report in sorted(new) for record in records_of(new[report])}
    records = {**state.records, **fresh}
    accounts = {**state.accounts, **{a.id: a for reading in new.values() for a in reading.accounts}}
    readings = {**state.readings, **new}
    found = pairs if pairs is not None else _weighed(records, fresh, state.weights)
    neighbours = _with_pairs(state.neighbours, found)
    rollups = _with_rollups(state.rollups, records, fresh)
    decided = decisions_of(reviews)
    touched = set(fresh) | gone | _named(decisions_of(state.reviews), decided)
    clustered = _clustered(state, records, neighbours, decided, touched)
    incidents, built = _incidents(
        state.built, readings, accounts, records, neighbours, rollups, clustered, decided, state
    )
    return LinkState(
        weights=state.weights,
        captured=captured,
        readings=readings,
        accounts=accounts,
        records=records,
        neighbours=neighbours,
        rollups=rollups,
        reviews=reviews,
        clustered=clustered,
        built=built,
        incidents=incidents,
    )


def _weighed(records: Mapping[str, Record], fresh: Mapping[str, Record], weights: Weights) -> dict[Pair, float]:
    """The pairs with a fresh record in them; of the others only those that share a block with one are looked at."""
    if not fresh:
        return {}
    blocks = {block for record in fresh.values() for block in record.blocks}
    near = [record for key, record in sorted(records.items()) if key in fresh or not blocks.isdisjoint(record.blocks)]
    return weigh(near, weights, frozenset(fresh))


def _with_pairs(before: Mapping[str, Mapping[str, float]], pairs: Mapping[Pair, float]) -> dict[str, dict[str, float]]:
    after: dict[str, dict[str, float]] = {}
    for (left, right), weight in pairs.items():
        after.setdefault(left, {})[right] = weight
        after.setdefault(right, {})[left] = weight
    return {**before, **{key: {**before.get(key, {}), **near} for key, near in after.items()}}  # type: ignore[dict-item]


def _with_rollups(
    before: Mapping[str, frozenset[str]], records: Mapping[str, Record], fresh: Mapping[str, Record]
) -> dict[str, frozenset[str]]:
    """For every roll-up account, the accounts that fit as its parts."""
    after = dict(before)
    for key, record in records.items():
        if record.rollup and record.role != "background":
            others = records.values() if key in fresh else fresh.values()
            fitting = {other.unique_id for other in others if part_fits(record, other)}
            after[key] = after.get(key, frozenset()) | fitting
    return after


def _named(before: Decisions, after: Decisions) -> set[str]:
    """Accounts on which a merge or a split came or went."""
    changed = (before.must ^ after.must) | (before.cannot ^ after.cannot)
    return {account for pair in changed for account in pair}


def _clustered(
    state: LinkState,
    records: Mapping[str, Record],
    neighbours: Mapping[str, Mapping[str, float]],
    decided: Decisions,
    touched: set[str],
) -> dict[str, Members]:
    """The cluster of every current account. Background mentions are placed later and never join clusters together."""
    threshold = state.weights.threshold
    bound: dict[str, set[str]] = {}
    for left, right in decided.must:
        if left in records and right in records:
            bound.setdefault(left, set()).add(right)
            bound.setdefault(right, set()).add(left)

    def current(key: str) -> bool:
        return records[key].role != "background" or key in bound

    def joined_to(key: str) -> list[str]:
        near = [other for other, weight in neighbours.get(key, {}).items() if weight >= threshold and current(other)]
        return [*near, *bound.get(key, ())]

    def forbidden(left: str, right: str) -> bool:
        pair = (left, right) if left < right else (right, left)
        if pair in decided.must:
            return False
        return pair in decided.cannot or contradict(records[left], records[right])

    # A review that came or went may have parted what its accounts were clustered with: those are looked at as well.
    old = {member for key in touched for member in state.clustered.get(key, ())}
    clustered = dict(state.clustered)
    for key in touched:
        clustered.pop(key, None)
    starts = sorted(key for key in touched | old if key in records and current(key))
    for component in components(starts, joined_to):
        found: tuple[Members, ...] = ()
        # What a report is about has the first call on an incident, before what it mentions beside it.
        mains = [key for key in component if records[key].role == "main"]
        for stage in (mains, component):
            must = _within(component, bound) + [(members[0], other) for members in found for other in members[1:]]
            found = clusters(stage, neighbours, threshold, missing=FLOOR, must=must, forbidden=forbidden)
        for members in found:
            clustered.update(dict.fromkeys(members, members))
    return clustered


def _within(component: Iterable[str], bound: Mapping[str, set[str]]) -> list[Pair]:
    return sorted((key, other) for key in component for other in bound.get(key, ()) if key < other)


def _incidents(
    before: Mapping[Made, Incident],
    readings: Mapping[str, Reading],
    accounts: Mapping[str, Account],
    records: Mapping[str, Record],
    neighbours: Mapping[str, Mapping[str, float]],
    rollups: Mapping[str, frozenset[str]],
    clustered: Mapping[str, Members],
    decided: Decisions,
    state: LinkState,
) -> tuple[tuple[Incident, ...], dict[Made, Incident]]:
    groups = sorted(set(clustered.values()))
    mentions = _mentions(records, neighbours, clustered, decided, state.weights.threshold)
    # The same accounts have the same founder, whatever else changed about their incident.
    founders = {made[0]: incident.founded_by for made, incident in before.items() if incident.founded_by}
    for members in groups:
        if members not in founders:
            reports = {accounts[key].report: readings[accounts[key].report].report for key in members}
            founders[members] = founder_of((accounts[key] for key in members), reports)
    ids = speakable_ids(founders[members] for members in groups)
    wholes = _wholes(rollups, clustered)
    built: dict[Made, Incident] = {}
    found = []
    for members in groups:
        passing = mentions.get(members, ())
        spoken = tuple(review for review in decided.spoken if review.accounts[0] in members) if decided.spoken else ()
        whole = wholes.get(members)
        part_of = ids[founders[whole]] if whole is not None else None
        key = (members, passing, tuple(review.id for review in spoken), part_of, ids[founders[members]])
        incident = before.get(key)
        if incident is None:
            incident = incident_of(
                [accounts[member] for member in members],
                [accounts[mention] for mention in passing],
                readings,
                ids[founders[members]],
                spoken,
            ).model_copy(update={"part_of": part_of})
        built[key] = incident
        found.append(incident)
    return tuple(sorted(found, key=_order)), built


def _order(incident: Incident) -> tuple[str, str]:
    return ((incident.when.start if incident.when else None) or "9", incident.id)


def _mentions(
    records: Mapping[str, Record],
    neighbours: Mapping[str, Mapping[str, float]],
    clustered: Mapping[str, Members],
    decided: Decisions,
    threshold: float,
) -> dict[Members, Members]:
    """Background mentions by the cluster that they speak of: the likeliest, if it is likely enough."""
    placed: dict[Members, list[str]] = {}
    for key, record in sorted(records.items()):
        if record.role != "background" or key in clustered:
            continue
        near = {clustered[other] for other in neighbours.get(key, {}) if other in clustered}
        likely = []
        for members in near:
            mean = sum(neighbours[key].get(member, FLOOR) for member in members) / len(members)
            parted = any(
                (min(key, member), max(key, member)) in decided.cannot or contradict(record, records[member])
                for member in members
            )
            if mean >= threshold and not parted:
                likely.append((-round(mean, 6), members))
        if likely:
            placed.setdefault(min(likely)[1], []).append(key)
    return {members: tuple(sorted(keys)) for members, keys in placed.items()}


def _wholes(rollups: Mapping[str, frozenset[str]], clustered: Mapping[str, Members]) -> dict[Members, Members]:
    """The roll-up that each cluster is a part of: the one whose accounts most often fit; ties to the first."""
    fits: dict[Members, dict[Members, int]] = {}
    for whole, parts in rollups.items():
        if whole not in clustered:
            continue
        for part in parts:
            if part in clustered and clustered[part] != clustered[whole]:
                votes = fits.setdefault(clustered[part], {})
                votes[clustered[whole]] = votes.get(clustered[whole], 0) + 1
    return {part: min(votes, key=lambda whole: (-votes[whole], whole)) for part, votes in fits.items()}
