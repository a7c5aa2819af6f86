"""What linking remembers of accounts while their readings are put away: how each looks, how alike, which together.

Incidents are a pure function of accounts and reviews. What makes placing a few new accounts cheap is that every step
is local: weights are of pairs, clusters are of connected components of the pairs that match, and an incident is of
its cluster. So only what the new accounts touch is done anew, and the outcome equals a full rebuild.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from reportedly.linking.cluster import clusters, components
from reportedly.linking.contradiction import contradict, part_fits
from reportedly.linking.decisions import Decisions, claim_decisions, decisions_of, standing
from reportedly.linking.incidents import founding_rank, incident_of
from reportedly.linking.matching import CEILING, FLOOR, Pair, Weights, settings, shipped_weights, weigh
from reportedly.linking.records import Record, records_of
from reportedly.linking.source import own_source
from reportedly.linking.titles import speakable_ids
from reportedly.model import Incident, Reading, Review, sha256_of_text
from reportedly.model.reviewed import reviewed

Members = tuple[str, ...]

MOST_DAYS = 31
"""Windows longer than this many days are not looked up day by day when the parts of a roll-up are sought."""


class Made(NamedTuple):
    """What an incident is made of: accounts, passing mentions of it, the ids of reviews, the roll-up's id, its own id.

    Of equal readings the same incident comes of it, whatever else the ledger holds.
    """

    members: Members
    mentions: Members
    reviews: tuple[str, ...]
    part_of: str | None
    id: str


@dataclass(frozen=True)
class Links:
    """Accounts as linking sees them (``records``), the match weights of pairs that were compared and came out above
    the floor (``neighbours``, both ways round), the cluster of every current account (``clustered``), for every
    roll-up the accounts that fit as its parts (``rollups``), and all ``reviews``. Made by ``grown`` from nothing.
    """

    weights: Weights = field(default_factory=shipped_weights)
    records: Mapping[str, Record] = field(default_factory=lambda: MappingProxyType({}))
    neighbours: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))
    clustered: Mapping[str, Members] = field(default_factory=lambda: MappingProxyType({}))
    rollups: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    reviews: tuple[Review, ...] = ()

    def accounts_of(self, reports: Iterable[str]) -> frozenset[str]:
        """The accounts of these reports."""
        wanted = frozenset(reports)
        return frozenset(key for key, record in self.records.items() if record.report in wanted)

    @cached_property
    def makings(self) -> tuple[Made, ...]:
        """What every incident is made of, in the order of its accounts."""
        return _makings(self)

    def pairs(self) -> dict[Pair, float]:
        """The match weights of all pairs that were compared and came out above the floor."""
        return {
            (left, right): weight
            for left, near in self.neighbours.items()
            for right, weight in near.items()
            if left < right
        }

    def plain(self, account: str) -> dict[str, Any]:
        """What is remembered of one account, as values for JSON; ``restored`` takes it back."""
        members = self.clustered.get(account)
        near = dict(self.neighbours.get(account, {}))
        return {"first": members[0] if members else None, "near": near, "record": self.records[account].plain()}

    def is_same(self, account: str, other: "Links") -> bool:
        """Whether ``other``, which came before or after, remembers the same of one account."""
        return (
            self.records.get(account) is other.records.get(account)
            and self.neighbours.get(account) is other.neighbours.get(account)
            and self.clustered.get(account) == other.clustered.get(account)
        )


def rules_of(weights: Weights) -> str:
    """The hash of what links rest on besides the accounts: weights, comparisons, and the source of linking itself.

    Links that were made under other rules are no ground to go on from.
    """
    columns = [column.name for column in fields(Record)]
    told = [settings(weights), weights.threshold, FLOOR, CEILING, columns, own_source()]
    return sha256_of_text(json.dumps(told, sort_keys=True))


def restored(rows: Iterable[Mapping[str, Any]], reviews: tuple[Review, ...], weights: Weights | None = None) -> Links:
    """The links that ``Links.plain`` gave account by account, under the reviews of then.

    Raises ``LookupError``, ``TypeError`` or ``ValueError`` where a row is not of that form.
    """
    records: dict[str, Record] = {}
    neighbours: dict[str, dict[str, float]] = {}
    together: dict[str, list[str]] = {}
    for row in rows:
        record = Record.from_plain(row["record"])
        records[record.unique_id] = record
        if row["near"]:
            neighbours[record.unique_id] = row["near"]
        if row["first"] is not None:
            together.setdefault(row["first"], []).append(record.unique_id)
    clustered = {key: members for keys in together.values() for members in [tuple(sorted(keys))] for key in members}
    rollups = _with_rollups({}, records, records)
    return Links(weights or shipped_weights(), records, neighbours, clustered, rollups, reviews)


def grown(
    links: Links, readings: Iterable[Reading], reviews: tuple[Review, ...], pairs: Mapping[Pair, float] | None = None
) -> Links:
    """``links`` with ``readings``, as ``decided`` leaves them, in place of what was known of their reports.

    ``reviews`` are all there are, known or not. Of two readings of one report the later counts. ``pairs`` may hold the
    match weights of all pairs with a new account in them; then nothing is compared.
    """
    by_report = {reading.report.id: records_of(reading) for reading in readings}
    gone = links.accounts_of(by_report)
    base = _without(links, gone)
    fresh = {record.unique_id: record for report in sorted(by_report) for record in by_report[report]}
    records = {**base.records, **fresh}
    found = pairs if pairs is not None else _weighed(records, fresh, links.weights)
    neighbours = _with_pairs(base.neighbours, found)
    decided_now = decisions_of(reviews)
    touched = set(fresh) | gone | _named(decisions_of(links.reviews), decided_now)
    return Links(
        weights=links.weights,
        records=records,
        neighbours=neighbours,
        clustered=_clustered(base, records, neighbours, decided_now, touched),
        rollups=_with_rollups(base.rollups, records, fresh),
        reviews=reviews,
    )


def decided(readings: Iterable[Reading], reviews: Iterable[Review]) -> Iterator[Reading]:
    """Captured readings as people's decisions on their claims leave them."""
    of_report: dict[str, list[Review]] = {}
    for review in standing(reviews):
        if review.claim is not None and review.report is not None:
            of_report.setdefault(review.report, []).append(review)
    for reading in readings:
        holding = of_report.get(reading.report.id)
        yield reviewed(reading, holding) if holding else reading


def decided_otherwise(before: Iterable[Review], after: Iterable[Review]) -> frozenset[str]:
    """The reports on whose claims other decisions hold ``after`` than ``before``."""
    then, now = claim_decisions(before), claim_decisions(after)
    return frozenset(report for report in then.keys() | now.keys() if then.get(report) != now.get(report))


def _makings(links: Links) -> tuple[Made, ...]:
    records, clustered = links.records, links.clustered
    groups = sorted(set(clustered.values()))
    decisions = decisions_of(links.reviews)
    mentions = _mentions(links, decisions)
    founders = {members: _founder(members, records) for members in groups}
    ids = speakable_ids(founders.values())
    wholes = _wholes(links.rollups, clustered)
    spoken: dict[Members, list[str]] = {}
    for review in decisions.spoken:
        if review.accounts[0] in clustered:
            spoken.setdefault(clustered[review.accounts[0]], []).append(review.id)
    return tuple(
        Made(
            members=members,
            mentions=mentions.get(members, ()),
            reviews=tuple(spoken.get(members, ())),
            part_of=ids[founders[wholes[members]]] if members in wholes else None,
            id=ids[founders[members]],
        )
        for members in groups
    )


def built(made: Iterable[Made], readings: Iterable[Reading], reviews: Iterable[Review]) -> Iterator[Incident]:
    """The incidents that are ``made`` of accounts in ``readings``, which are as decisions left them.

    Raises ``KeyError`` where the reading of one of their accounts is missing.
    """
    by_report = {reading.report.id: reading for reading in readings}
    accounts = {account.id: account for reading in by_report.values() for account in reading.accounts}
    known = {review.id: review for review in reviews}
    for one in made:
        yield incident_of(
            [accounts[member] for member in one.members],
            [accounts[mention] for mention in one.mentions],
            by_report,
            one.id,
            [known[ref] for ref in one.reviews],
        ).model_copy(update={"part_of": one.part_of})


def _without(links: Links, gone: frozenset[str]) -> Links:
    """The links as if the accounts ``gone`` had never been compared; only ``clustered`` remembers where they were."""
    if not gone:
        return links
    near = {other for key in gone for other in links.neighbours.get(key, ())}
    neighbours = {key: found for key, found in links.neighbours.items() if key not in gone}
    for key in near - gone:
        neighbours[key] = {other: weight for other, weight in neighbours[key].items() if other not in gone}
    return replace(
        links,
        records={key: record for key, record in links.records.items() if key not in gone},
        neighbours=neighbours,
        rollups={key: parts - gone for key, parts in links.rollups.items() if key not in gone},
    )


def _weighed(records: Mapping[str, Record], fresh: Mapping[str, Record], weights: Weights) -> dict[Pair, float]:
    """The pairs with a fresh record in them; of the others only those that share a block with one are looked at."""
    if not fresh:
        return {}
    blocks = {block for record in fresh.values() for block in record.blocks}
    near = [record for key, record in sorted(records.items()) if key in fresh or not blocks.isdisjoint(record.blocks)]
    return weigh(near, weights, frozenset(fresh))


def _with_pairs(
    before: Mapping[str, Mapping[str, float]], pairs: Mapping[Pair, float]
) -> dict[str, Mapping[str, float]]:
    after: dict[str, dict[str, float]] = {}
    for (left, right), weight in pairs.items():
        after.setdefault(left, {})[right] = weight
        after.setdefault(right, {})[left] = weight
    return {**before, **{key: {**before.get(key, {}), **near} for key, near in after.items()}}


def _with_rollups(
    before: Mapping[str, frozenset[str]], records: Mapping[str, Record], fresh: Mapping[str, Record]
) -> dict[str, frozenset[str]]:
    """For every roll-up account, the accounts that fit as its parts."""
    after = dict(before)
    wholes = [(key, record) for key, record in records.items() if record.rollup and record.role != "background"]
    if not wholes:
        return after
    fresh_days = _by_day(fresh.values())
    days = _by_day(records.values()) if any(key in fresh for key, _ in wholes) else fresh_days
    for key, record in wholes:
        others = _on_its_days(record, days if key in fresh else fresh_days)
        fitting = {other.unique_id for other in others if part_fits(record, other)}
        after[key] = after.get(key, frozenset()) | fitting
    return after


_ByDay = dict[tuple[str | None, int | None], list[Record]]


def _by_day(records: Iterable[Record]) -> _ByDay:
    """Records that may be parts by country and day; those of very long windows under the day ``None``."""
    found: _ByDay = {}
    for record in records:
        if not record.rollup and record.day_start is not None and record.day_end is not None:
            is_long = record.day_end - record.day_start > MOST_DAYS
            for day in [None] if is_long else range(record.day_start, record.day_end + 1):
                found.setdefault((record.country, day), []).append(record)
    return found


def _on_its_days(whole: Record, by_day: _ByDay) -> Iterator[Record]:
    if whole.day_start is None or whole.day_end is None:
        return
    for day in [None, *range(whole.day_start, whole.day_end + 1)]:
        yield from by_day.get((whole.country, day), ())


def _named(before: Decisions, after: Decisions) -> set[str]:
    """Accounts on which a merge or a split came or went."""
    changed = (before.must ^ after.must) | (before.cannot ^ after.cannot)
    return {account for pair in changed for account in pair}


def _clustered(
    before: Links,
    records: Mapping[str, Record],
    neighbours: Mapping[str, Mapping[str, float]],
    decisions: Decisions,
    touched: set[str],
) -> dict[str, Members]:
    """The cluster of every current account. Background mentions are placed later and never join clusters together."""
    threshold = before.weights.threshold
    bound: dict[str, set[str]] = {}
    for left, right in decisions.must:
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
        if pair in decisions.must:
            return False
        return pair in decisions.cannot or contradict(records[left], records[right])

    # A review that came or went may have parted what its accounts were clustered with: those are looked at as well.
    old = {member for key in touched for member in before.clustered.get(key, ())}
    clustered = dict(before.clustered)
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


def _founder(members: Members, records: Mapping[str, Record]) -> str:
    return min(members, key=lambda key: founding_rank(records[key].published, records[key].role, key))


def _mentions(links: Links, decisions: Decisions) -> dict[Members, Members]:
    """Background mentions by the cluster that they speak of: the likeliest, if it is likely enough."""
    records, neighbours, clustered = links.records, links.neighbours, links.clustered
    placed: dict[Members, list[str]] = {}
    for key, record in records.items():
        if record.role != "background" or key in clustered:
            continue
        near = {clustered[other] for other in neighbours.get(key, {}) if other in clustered}
        likely = []
        for members in near:
            mean = sum(neighbours[key].get(member, FLOOR) for member in members) / len(members)
            parted = any(
                (min(key, member), max(key, member)) in decisions.cannot or contradict(record, records[member])
                for member in members
            )
            if mean >= links.weights.threshold and not parted:
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
