"""Keeping the incident tables equal to what linking makes of the readings and the reviews."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from django.db.models import Max

from reportedly.ledger import remembered, stored
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
    LinkRow,
    ReadingRow,
    ReviewRow,
)
from reportedly.ledger.remembered import Remembered, Through
from reportedly.ledger.reviewing import State, in_force, state_of
from reportedly.model import Actor, Claim, Incident, Reading, Review, sha256_of_text
from reportedly.model.overall import overall

if TYPE_CHECKING:
    from reportedly.linking.links import Links, Made

log = logging.getLogger(__name__)

Linker = Callable[[Iterable[Reading], Iterable[Review]], tuple[Incident, ...]]
"""What makes incidents of readings and reviews: a pure function, such as ``reportedly.linking.link``."""

ACTOR = "reportedly"
"""Who the audit log says placed the incidents: nobody decided it."""


@dataclass(frozen=True)
class _Evidence:
    """Where a current account is: its own row and its reading's."""

    account: int
    reading: int


@dataclass(frozen=True)
class _Placed:
    """An incident ready to be written: its row, and the accounts and claims (row numbers) that it is tied to."""

    row: IncidentRow
    accounts: tuple[int, ...]
    claims: tuple[int, ...]


@dataclass(frozen=True)
class _Change:
    """What placing comes to, up to ``through``: incidents that are new or may differ, ``gone`` ids of others.

    It is relative to what is remembered ``since`` then. Without that, the incidents are all there are; done ``again``,
    nothing that stands in the tables is believed. ``links`` are ``None`` where a linker of the caller's own remembers
    nothing. Incidents are held as rows, which take far less room than the nouns.
    """

    through: Through
    placed: tuple[_Placed, ...]
    gone: frozenset[str] = frozenset()
    links: Links | None = None
    since: Remembered | None = None
    again: bool = False

    def fits(self, chain: Chain) -> bool:
        """Whether it can still be written: where another process has placed in the meantime, its incidents stand."""
        if self.since is None:
            return chain.head.readings <= self.through[0] and chain.head.reviews <= self.through[1]
        last = remembered.last_linking(chain.alias)
        return last is not None and last.hash == self.since.entry


class Linking:
    """Links what a ledger holds, with ``linker``, known by ``name`` to the ledger; the project's own where it is
    ``None``, which goes on from what the ledger remembers.

    A process that stays (the desk) remembers it as well. ``turn`` is held by the one thread that uses it.
    """

    def __init__(self, linker: Linker | None, name: str) -> None:
        self.linker, self.name = linker, name
        self.turn = Lock()
        self._remembered: Remembered | None = None

    def recall(self, alias: str) -> Remembered | None:
        """What the ledger remembers of its last linking; ``None`` where that is nothing to go on from."""
        if self.linker is not None:
            return None
        self._remembered = remembered.load(alias, self.name, self._remembered)
        return self._remembered

    def remember(self, written: Remembered | None) -> None:
        """Keep what was written into the ledger."""
        self._remembered = written

    def change(self, alias: str, through: Through, *, again: bool, overtaken: _Change | None = None) -> _Change:
        """What linking all readings and reviews up to ``through`` changes, or ``again`` everything anew.

        Where that was done already, and ``overtaken`` by others before it was written, it is gone on from.
        """
        if self.linker is not None:
            incidents = self.linker(stored.readings(alias, through[0]), stored.reviews(alias, through[1]))
            return _Change(through, tuple(_placed(alias, through, incidents)), again=again)
        if overtaken is not None and overtaken.links is not None:
            return _caught_up(alias, through, overtaken, overtaken.links)
        return _change(alias, through, None if again else self.recall(alias), again)


def behind(alias: str, name: str) -> bool:
    """Whether the incidents lack readings or reviews, or were linked by another linker than ``name``."""
    head = HeadRow.objects.using(alias).get()
    last = _last_rows(alias)
    return any(last) and (head.readings, head.reviews, head.linker) != (*last, name)


def place(alias: str, linking: Linking, *, again: bool = False) -> int:
    """Bring the incidents up to date, or with ``again`` link everything anew; how many incidents there are.

    The linking itself is done without holding up other writers. Incidents that somebody altered are not added to, or
    the next entry of the audit log would vouch for them: then everything is linked anew.
    """
    with linking.turn:
        overtaken: _Change | None = None
        while again or behind(alias, linking.name):
            change = linking.change(alias, _last_rows(alias), again=again, overtaken=overtaken)
            with writing(alias) as chain:
                fits = change.fits(chain)
                altered = fits and change.since is not None and not _are_as_linked(alias)
                if written := fits and not altered:
                    hashes = _write(chain, change, linking.name)
            if altered:
                log.warning("the incidents are not those that were last linked: all accounts are linked anew")
            if written and change.links is not None:
                linking.remember(Remembered(chain.head.hash, change.through, change.links, hashes))
            again = altered or (again and not written)
            overtaken = change if again and not altered else None
    return IncidentRow.objects.using(alias).count()


def warm(alias: str, linking: Linking) -> None:
    """Load what placing the next decision needs; changes nothing in the ledger."""
    with linking.turn:
        linking.recall(alias)


def links(alias: str, linking: Linking) -> Links | None:
    """What linking knows of the accounts once all is placed, linked anew where the ledger does not remember it.

    ``None`` where nothing is recorded, or a linker of the caller's own does the linking.
    """
    if not place(alias, linking) or linking.linker is not None:
        return None
    with linking.turn:
        known = linking.recall(alias)
    if known is None:
        place(alias, linking, again=True)
        with linking.turn:
            known = linking.recall(alias)
    return known.links if known else None


def _change(alias: str, through: Through, since: Remembered | None, again: bool) -> _Change:
    """What linking changes since then. Only what is new is compared, only what that touches is put together anew."""
    from reportedly.linking.links import Links, decided, decided_otherwise, grown

    before = since.links if since else Links()
    covered = since.through if since else (0, 0)
    reviews = (*before.reviews, *stored.reviews(alias, through[1], after=covered[1]))
    moved = stored.read_since(alias, through[0], covered[0]) | decided_otherwise(before.reviews, reviews)
    # Readings pass by and are fetched again for their incidents: all at once they would not fit a small machine.
    links = grown(before, decided(stored.readings(alias, through[0], refs=moved), reviews), reviews)
    anew = before.accounts_of(moved) | links.accounts_of(moved)
    old, made = set(before.makings), links.makings
    missing = [
        one for one in made if one not in old or not anew.isdisjoint(one.members) or not anew.isdisjoint(one.mentions)
    ]
    placed = tuple(_placed(alias, through, _built(alias, through, links, missing)))
    gone = {one.id for one in old} - {one.id for one in made}
    return _Change(through, placed, frozenset(gone), links, since, again)


def _caught_up(alias: str, through: Through, overtaken: _Change, links: Links) -> _Change:
    """All that was linked anew, with what others recorded since: that takes seconds, and so is not overtaken for ever.

    It never was in the ledger, and rests on nothing there but readings and reviews.
    """
    more = _change(alias, through, Remembered("", overtaken.through, links, {}), again=False)
    placed = {one.row.ref: one for one in overtaken.placed if one.row.ref not in more.gone}
    placed |= {one.row.ref: one for one in more.placed}
    return _Change(through, tuple(placed.values()), links=more.links, again=True)


def _built(alias: str, through: Through, links: Links, made: Iterable[Made]) -> Iterator[Incident]:
    """The incidents of ``made``, of the readings in the ledger, a few at a time.

    In the order of their reports' dates: what one report tells of is then mostly built while it is at hand.
    """
    from reportedly.linking.links import built, decided

    def first_told(one: Made) -> tuple[str, str]:
        return min((links.records[key].published or "", links.records[key].report) for key in one.members)

    for chunk in batches(sorted(made, key=first_told), stored.CHUNK):
        reports = {links.records[key].report for one in chunk for key in (*one.members, *one.mentions)}
        captured = stored.readings(alias, through[0], refs=sorted(reports))
        yield from built(chunk, decided(captured, links.reviews), links.reviews)


def _placed(alias: str, through: Through, incidents: Iterable[Incident]) -> Iterator[_Placed]:
    """``incidents`` ready to be written. Rows up to ``through`` never change, so nobody needs to wait meanwhile."""
    holding = {review.id: review for review in in_force(stored.reviews(alias, through[1]))}
    for chunk in batches(incidents, stored.CHUNK):
        evidence = _evidence(alias, through[0], chunk)
        claims = _claims(alias, chunk, evidence)
        headlines = _headlines(alias, chunk)
        for incident in chunk:
            body, state = canonical(incident), state_of(incident, holding)
            readings = [evidence[account.id].reading for account in incident.accounts]
            sha256 = row_digest(sha256_of_text(body), state, readings)
            told = claims[incident.id]
            yield _Placed(
                row=_row(incident, body, state, sha256, headlines, told.values()),
                accounts=tuple(evidence[account.id].account for account in incident.accounts),
                claims=tuple(told),
            )


def _are_as_linked(alias: str) -> bool:
    """Whether the incidents are those that the last linking named; what their rows say besides is not looked at."""
    last = remembered.last_linking(alias)
    return last is not None and last.payload_sha256 == incidents_digest(alias)


def incidents_digest(alias: str) -> str:
    """The hash of all incidents as they are stored. They are put in order here: databases order texts differently."""
    return digest(sorted(IncidentRow.objects.using(alias).values_list("ref", "sha256")))


def row_digest(incident_sha256: str, state: str, readings: Iterable[int]) -> str:
    """The hash of an incident's row: the incident, what people decided, and the readings (row numbers) behind it."""
    return digest([incident_sha256, state, sorted(set(readings))])


def _last_rows(alias: str) -> Through:
    readings = ReadingRow.objects.using(alias).aggregate(last=Max("pk"))["last"]
    reviews = ReviewRow.objects.using(alias).aggregate(last=Max("pk"))["last"]
    return readings or 0, reviews or 0


def _write(chain: Chain, change: _Change, linker: str) -> Mapping[str, str]:
    """Rewrite the rows of those incidents that are new, changed or gone, and leave the others; so with the links.

    The hash of each account's row of links.
    """
    alias, through = chain.alias, change.through
    standing = dict(IncidentRow.objects.using(alias).values_list("ref", "sha256"))
    if change.again:
        gone = frozenset(standing)
        standing = {}
    elif change.since is None:
        gone = standing.keys() - {one.row.ref for one in change.placed}
    else:
        gone = change.gone
    _delete(alias, sorted(gone))
    differing = (one for one in change.placed if standing.get(one.row.ref) != one.row.sha256)
    for chunk in batches(differing, stored.CHUNK):
        _delete(alias, [one.row.ref for one in chunk if one.row.ref in standing])
        _insert(alias, chunk)

    details = {"incidents": IncidentRow.objects.using(alias).count(), "linker": linker}
    hashes: Mapping[str, str] = {}
    if change.links is None:
        LinkRow.objects.using(alias)._raw_delete(alias)
    else:
        from reportedly.linking.links import rules_of

        hashes = remembered.write(alias, change.links, change.since)
        details |= {"links": remembered.links_digest(hashes), "rules": rules_of(change.links.weights)}
    head = chain.head
    head.readings, head.reviews, head.linker = *through, linker
    chain.add("link", ACTOR, [], incidents_digest(alias), details)
    return hashes


def _delete(alias: str, refs: list[str]) -> None:
    for chunk in batches(refs, stored.CHUNK):
        rows = IncidentRow.objects.using(alias).filter(ref__in=chunk)
        IncidentAccountRow.objects.using(alias).filter(incident__in=rows)._raw_delete(alias)
        IncidentClaimRow.objects.using(alias).filter(incident__in=rows)._raw_delete(alias)
        rows._raw_delete(alias)


def _insert(alias: str, placed: list[_Placed]) -> None:
    IncidentRow.objects.using(alias).bulk_create(one.row for one in placed)
    IncidentAccountRow.objects.using(alias).bulk_create(
        IncidentAccountRow(incident_id=one.row.pk, account_id=account) for one in placed for account in one.accounts
    )
    IncidentClaimRow.objects.using(alias).bulk_create(
        IncidentClaimRow(incident_id=one.row.pk, claim_id=claim) for one in placed for claim in one.claims
    )


def expected_rows(alias: str, rows: list[IncidentRow]) -> Iterator[IncidentRow | None]:
    """What each of ``rows`` must say, by the incident in its body; ``None`` where that does not match its hash."""
    nouns = {row.ref: noun for row in rows if (noun := _noun(row)) is not None}
    evidence = _evidence(alias, HeadRow.objects.using(alias).get().readings, nouns.values())
    sound = [row for row in rows if row.ref in nouns and _is_sound(row, nouns[row.ref], evidence)]
    incidents = [nouns[row.ref] for row in sound]
    claims = _claims(alias, incidents, evidence)
    headlines = _headlines(alias, incidents)
    expected = {
        row.ref: _row(incident, row.body, State(row.review), row.sha256, headlines, claims[incident.id].values())
        for row, incident in zip(sound, incidents, strict=True)
    }
    return (expected.get(row.ref) for row in rows)


def _noun(row: IncidentRow) -> Incident | None:
    try:
        return row.noun
    except ValueError:
        return None


def _is_sound(row: IncidentRow, incident: Incident, evidence: Mapping[str, _Evidence]) -> bool:
    if any(account.id not in evidence for account in incident.accounts):
        return False
    readings = [evidence[account.id].reading for account in incident.accounts]
    return row_digest(sha256_of_text(row.body), row.review, readings) == row.sha256


def _evidence(alias: str, through: int, incidents: Iterable[Incident]) -> dict[str, _Evidence]:
    """Where each account of ``incidents`` is. They are current: of several rows, that of the last reading counts."""
    refs = {account.id for incident in incidents for account in incident.accounts}
    found = {}
    for chunk in batches(sorted(refs), stored.CHUNK):
        rows = AccountRow.objects.using(alias).filter(ref__in=chunk, reading_id__lte=through).order_by("reading")
        found.update((ref, _Evidence(pk, reading)) for ref, pk, reading in rows.values_list("ref", "pk", "reading_id"))
    return found


def _headlines(alias: str, incidents: list[Incident]) -> dict[str, str]:
    return stored.headlines(alias, {account.report for incident in incidents for account in incident.accounts})


def _claims(alias: str, incidents: list[Incident], evidence: Mapping[str, _Evidence]) -> dict[str, dict[int, Claim]]:
    """Each incident's claims by their row numbers, as they stand in the readings that its accounts are of."""
    readings = {evidence[account.id].reading for incident in incidents for account in incident.accounts}
    found: dict[tuple[int, str], tuple[int, str]] = {}
    for chunk in batches(sorted(readings), stored.CHUNK):
        rows = ClaimRow.objects.using(alias).filter(reading_id__in=chunk)
        told = rows.values_list("reading_id", "ref", "pk", "body")
        found.update(((reading, ref), (key, body)) for reading, ref, key, body in told)
    return {
        incident.id: {
            one[0]: Claim.model_validate_json(one[1])
            for account in incident.accounts
            for claim in account.claims
            if (one := found.get((evidence[account.id].reading, claim))) is not None
        }
        for incident in incidents
    }


def _row(
    incident: Incident, body: str, state: State, sha256: str, headlines: Mapping[str, str], claims: Collection[Claim]
) -> IncidentRow:
    killed = overall(incident, "killed")
    place, event, when = incident.place, incident.event, incident.when
    start = (when.start or when.end or "") if when else ""
    ids = {account.report for account in incident.accounts}
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
        words=searchable(incident.title, *(headlines.get(ref) for ref in sorted(ids)), *_words(claims)),
        body=body,
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
