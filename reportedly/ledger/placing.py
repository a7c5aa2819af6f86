"""Keeping the incident tables equal to what linking makes of the readings and the reviews."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from django.db.models import Max

from reportedly.ledger import stored
from reportedly.ledger.batches import batches
from reportedly.ledger.canonical import canonical, digest, searchable, storable
from reportedly.ledger.chain import Chain, writing
from reportedly.ledger.models import (
    NAME,
    AccountRow,
    ClaimRow,
    HeadRow,
    IncidentAccountRow,
    IncidentClaimRow,
    IncidentRow,
    ReadingRow,
    ReviewRow,
)
from reportedly.ledger.reviewing import State, in_force, state_of
from reportedly.model import Actor, Claim, Incident, Reading, Report, Review, sha256_of_text
from reportedly.model.overall import overall

if TYPE_CHECKING:
    from reportedly.linking import LinkState

Linker = Callable[[Iterable[Reading], Iterable[Review]], tuple[Incident, ...]]
"""What makes incidents of readings and reviews: a pure function, such as ``reportedly.linking.link``."""

Through = tuple[int, int]
"""How far something reaches: the last reading and the last review (row numbers) that it covers."""

ACTOR = "reportedly"
"""Who the audit log says placed the incidents: nobody decided it."""


@dataclass(frozen=True)
class _Evidence:
    """Where a current account is: its own row and its reading's."""

    account: int
    reading: int


class Linking:
    """Links what a ledger holds, with ``linker``, known by ``name`` to the ledger.

    It remembers what it worked out, so that a process that stays (the desk) does little more than what is new.
    ``turn`` is held by the one thread that uses it.
    """

    def __init__(self, linker: Linker | None, name: str) -> None:
        self.linker, self.name = linker, name
        self.turn = Lock()
        self._state: LinkState | None = None
        self._through: Through = (0, 0)
        self._hashes: dict[str, tuple[Incident, str]] = {}
        self._evidence: tuple[int, dict[str, _Evidence]] = (0, {})
        self._rows: tuple[int, dict[str, tuple[Incident, State, str]]] = (0, {})

    def forget(self) -> None:
        """Work everything out anew when next asked."""
        self._state, self._through, self._hashes, self._rows = None, (0, 0), {}, (0, {})

    @property
    def is_warm(self) -> bool:
        """Whether it remembers what it linked, so that more is linked soon."""
        return self._state is not None

    def incidents(self, alias: str, through: Through) -> tuple[Incident, ...]:
        """The incidents of all readings and reviews up to ``through``."""
        if self.linker is not None:
            return self.linker(stored.readings(alias, through[0]), stored.reviews(alias, through[1]))
        from reportedly.linking import link_incrementally, linked

        if self._state is None or through[0] < self._through[0] or through[1] < self._through[1]:
            state = linked(stored.readings(alias, through[0]), stored.reviews(alias, through[1]))
        else:
            readings = stored.readings(alias, through[0], after=self._through[0])
            state = link_incrementally(self._state, readings, stored.reviews(alias, through[1], after=self._through[1]))
        self._state, self._through = state, through
        return state.incidents

    def hash_of(self, incident: Incident) -> str:
        """The hash of the incident's JSON."""
        known = self._hashes.get(incident.id)
        if known is None or known[0] is not incident:
            known = self._hashes[incident.id] = (incident, digest(incident))
        return known[1]

    def rows_of(
        self, incidents: Iterable[Incident], states: Callable[[Incident], State], alias: str, through: int
    ) -> dict[str, tuple[Incident, State, str]]:
        """Each incident with its state and the hash of its row, by id; hashes only what changed."""
        evidence = self.evidence(alias, through)
        known = self._rows[1] if self._rows[0] == through else {}
        rows = {}
        for incident in incidents:
            state, before = states(incident), known.get(incident.id)
            if before is None or before[0] is not incident or before[1] != state:
                readings = [evidence[account.id].reading for account in incident.accounts]
                before = (incident, state, row_digest(self.hash_of(incident), state, readings))
            rows[incident.id] = before
        self._rows = (through, rows)
        return rows

    def evidence(self, alias: str, through: int) -> dict[str, _Evidence]:
        """Where each current account is, by its id."""
        if self._evidence[0] != through:
            self._evidence = (through, _evidence(alias, through))
        return self._evidence[1]


def behind(alias: str, name: str) -> bool:
    """Whether the incidents lack readings or reviews, or were linked by another linker than ``name``."""
    head = HeadRow.objects.using(alias).get()
    last = _last_rows(alias)
    return any(last) and (head.readings, head.reviews, head.linker) != (*last, name)


def place(alias: str, linking: Linking, *, again: bool = False) -> int:
    """Bring the incidents up to date, or with ``again`` link everything anew; how many incidents there are.

    The linking itself is done without holding up other writers. Where another process has placed more in the
    meantime, its incidents stand.
    """
    with linking.turn:
        if again:
            linking.forget()
        while again or behind(alias, linking.name):
            through = _last_rows(alias)
            incidents = linking.incidents(alias, through)
            with writing(alias) as chain:
                if chain.head.readings <= through[0] and chain.head.reviews <= through[1]:
                    _write(chain, incidents, through, linking)
            again = False
    return IncidentRow.objects.using(alias).count()


def warm(alias: str, linking: Linking) -> None:
    """Work out what placing the next decision needs, where nothing is remembered yet; changes nothing in the ledger."""
    with linking.turn:
        head = HeadRow.objects.using(alias).get()
        if linking.linker is not None or linking.is_warm or not head.readings:
            return
        incidents = linking.incidents(alias, (head.readings, head.reviews))
        holding = {review.id: review for review in in_force(stored.reviews(alias, head.reviews))}
        linking.rows_of(incidents, lambda incident: state_of(incident, holding), alias, head.readings)


def incidents_digest(alias: str) -> str:
    """The hash of all incidents as they are stored, whatever their order."""
    rows = IncidentRow.objects.using(alias).order_by("ref").values_list("ref", "sha256")
    return digest(list(rows))


def row_digest(incident_sha256: str, state: str, readings: Iterable[int]) -> str:
    """The hash of an incident's row: the incident, what people decided, and the readings (row numbers) behind it."""
    return digest([incident_sha256, state, sorted(set(readings))])


def _last_rows(alias: str) -> Through:
    readings = ReadingRow.objects.using(alias).aggregate(last=Max("pk"))["last"]
    reviews = ReviewRow.objects.using(alias).aggregate(last=Max("pk"))["last"]
    return readings or 0, reviews or 0


def _write(chain: Chain, incidents: tuple[Incident, ...], through: Through, linking: Linking) -> None:
    """Rewrite the rows of those incidents that are new, changed or gone; leave the others."""
    alias = chain.alias
    evidence = linking.evidence(alias, through[0])
    holding = {review.id: review for review in in_force(stored.reviews(alias, through[1]))}

    wanted = linking.rows_of(incidents, lambda incident: state_of(incident, holding), alias, through[0])
    standing = dict(IncidentRow.objects.using(alias).values_list("ref", "sha256"))

    _delete(alias, [ref for ref, sha256 in standing.items() if ref not in wanted or wanted[ref][2] != sha256])
    fresh = [entry for ref, entry in wanted.items() if standing.get(ref) != entry[2]]
    for chunk in batches(fresh, stored.CHUNK):
        _insert(alias, chunk, evidence)

    head = chain.head
    head.readings, head.reviews, head.linker = *through, linking.name
    details = {"incidents": len(incidents), "linker": linking.name}
    chain.add("link", ACTOR, [], incidents_digest(alias), details)


def _delete(alias: str, refs: list[str]) -> None:
    for chunk in batches(refs, stored.CHUNK):
        rows = IncidentRow.objects.using(alias).filter(ref__in=chunk)
        IncidentAccountRow.objects.using(alias).filter(incident__in=rows)._raw_delete(alias)
        IncidentClaimRow.objects.using(alias).filter(incident__in=rows)._raw_delete(alias)
        rows._raw_delete(alias)


def _insert(alias: str, entries: list[tuple[Incident, State, str]], evidence: Mapping[str, _Evidence]) -> None:
    incidents = [incident for incident, _, _ in entries]
    claims = _claim_rows(alias, incidents, evidence)
    reports = _reports(alias, incidents)
    rows = [_row(incident, state, sha256, reports, claims[incident.id]) for incident, state, sha256 in entries]
    IncidentRow.objects.using(alias).bulk_create(rows)
    IncidentAccountRow.objects.using(alias).bulk_create(
        IncidentAccountRow(incident=row, account_id=evidence[account.id].account)
        for row, incident in zip(rows, incidents, strict=True)
        for account in incident.accounts
    )
    IncidentClaimRow.objects.using(alias).bulk_create(
        IncidentClaimRow(incident=row, claim=claim) for row in rows for claim in claims[row.ref]
    )


def expected_rows(alias: str, rows: list[IncidentRow]) -> Iterator[IncidentRow | None]:
    """What each of ``rows`` must say, by the incident in its body; ``None`` where that does not match its hash."""
    evidence = _evidence(alias, HeadRow.objects.using(alias).get().readings)
    sound = [row for row in rows if _is_sound(row, evidence)]
    incidents = [row.noun for row in sound]
    claims = _claim_rows(alias, incidents, evidence)
    reports = _reports(alias, incidents)
    expected = {
        row.ref: _row(incident, State(row.review), row.sha256, reports, claims[incident.id])
        for row, incident in zip(sound, incidents, strict=True)
    }
    return (expected.get(row.ref) for row in rows)


def _is_sound(row: IncidentRow, evidence: Mapping[str, _Evidence]) -> bool:
    try:
        readings = [evidence[account["id"]].reading for account in json.loads(row.body)["accounts"]]
    except (ValueError, LookupError, TypeError):
        return False
    return row_digest(sha256_of_text(row.body), row.review, readings) == row.sha256


def _evidence(alias: str, through: int) -> dict[str, _Evidence]:
    keys = stored.current(alias, through).values("pk")
    rows = AccountRow.objects.using(alias).filter(reading__in=keys).values_list("ref", "pk", "reading_id")
    return {ref: _Evidence(account, reading) for ref, account, reading in rows}


def _reports(alias: str, incidents: list[Incident]) -> dict[str, Report]:
    return stored.reports(alias, {account.report for incident in incidents for account in incident.accounts})


def _claim_rows(alias: str, incidents: list[Incident], evidence: Mapping[str, _Evidence]) -> dict[str, list[ClaimRow]]:
    """The rows of each incident's claims, in the readings that its accounts are of."""
    readings = {evidence[account.id].reading for incident in incidents for account in incident.accounts}
    found: dict[tuple[int, str], ClaimRow] = {}
    for chunk in batches(sorted(readings), stored.CHUNK):
        rows = ClaimRow.objects.using(alias).filter(reading_id__in=chunk)
        found.update(((row.reading_id, row.ref), row) for row in rows)
    return {
        incident.id: list(
            {
                row.pk: row
                for account in incident.accounts
                for claim in account.claims
                if (row := found.get((evidence[account.id].reading, claim))) is not None
            }.values()
        )
        for incident in incidents
    }


def _row(
    incident: Incident, state: State, sha256: str, reports: Mapping[str, Report], claims: list[ClaimRow]
) -> IncidentRow:
    killed = overall(incident, "killed")
    place, event, when = incident.place, incident.event, incident.when
    start = (when.start or when.end or "") if when else ""
    ids = {account.report for account in incident.accounts}
    headlines = [reports[ref].headline for ref in sorted(ids) if ref in reports]
    return IncidentRow(
        ref=incident.id,
        sha256=sha256,
        title=storable(incident.title),
        start=storable(start, 10),
        end=storable((when.end if when else None) or start, 10),
        event_type=storable(event.type if event else None, NAME),
        sub_event=storable(event.sub_type if event else None, NAME),
        country=storable(place.country if place else None, 2),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        place_precision=place.precision if place else None,
        grading=incident.grading,
        review=state,
        killed_low=killed.low,
        killed_best=killed.best,
        killed_high=killed.high,
        reports=len(ids),
        independent_sources=incident.independent_sources,
        places=searchable(*_place_names(incident)),
        actors=searchable(*dict.fromkeys(name for actor in _actors(incident) for name in (actor.name, actor.text))),
        words=searchable(incident.title, *headlines, *_words(row.noun for row in claims)),
        body=canonical(incident),
    )


def _place_names(incident: Incident) -> Iterator[str | None]:
    for place in (incident.place, *(account.place for account in incident.accounts)):
        if place is not None:
            yield from (place.name, place.text, place.admin1, place.country)


def _actors(incident: Incident) -> Iterator[Actor]:
    yield from (side for side in (incident.side_a, incident.side_b) if side is not None)
    yield from (attributed.actor for attributed in incident.responsibility)
    for account in incident.accounts:
        yield from account.perpetrators
        yield from account.targets


def _words(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield from (span.exact for span in claim.content)
