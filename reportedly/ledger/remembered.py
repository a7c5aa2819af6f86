"""What linking remembers of a ledger's accounts, in the ledger: a new process goes on from there.

The rows are derived, and written together with the incidents that came of them. The audit entry of that linking holds
their hash: rows that are not those it names are never gone on from.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.ledger import stored
from reportedly.ledger.batches import batches
from reportedly.ledger.canonical import canonical, digest
from reportedly.ledger.models import AuditRow, HeadRow, LinkRow
from reportedly.model import sha256_of_text

if TYPE_CHECKING:
    from reportedly.linking.links import Links

log = logging.getLogger(__name__)

Through = tuple[int, int]
"""How far something reaches: the last reading and the last review (row numbers) that it covers."""


@dataclass(frozen=True)
class Remembered:
    """Links as they stand in the ledger: the hash of the audit ``entry`` that wrote them, how far they reach, and the
    hash of each account's row.
    """

    entry: str
    through: Through
    links: Links
    hashes: Mapping[str, str]


def last_linking(alias: str) -> AuditRow | None:
    """The audit entry of the last linking."""
    return AuditRow.objects.using(alias).filter(action="link").order_by("-sequence").first()


def load(alias: str, linker: str, known: Remembered | None = None) -> Remembered | None:
    """The links as the last linking left them; ``known`` where they are still those.

    ``None`` where there are none that can be gone on from: nothing is linked yet, another than ``linker`` did it or
    under other rules, or the rows were tampered with.
    """
    while True:
        entry = last_linking(alias)
        if entry is None or (known is not None and known.entry == entry.hash):
            return known if entry else None
        if not _is_by(entry, linker):
            return None
        head = HeadRow.objects.using(alias).get()
        found = _loaded(alias, entry, (head.readings, head.reviews))
        # Links change only together with a new entry: where none came, all of this was read of one state.
        if last_linking(alias) == entry:
            if found is None:
                log.warning(
                    "what the ledger remembers of linking is not what audit entry %d recorded: it is linked anew",
                    entry.sequence,
                )
            return found


def links_digest(hashes: Mapping[str, str]) -> str:
    """The hash of all rows of links, by the hash of each."""
    return digest(sorted(hashes.items()))


def write(alias: str, links: Links, before: Remembered | None) -> dict[str, str]:
    """Write the rows that differ from those ``before``, or all of them; the hash of each account's row."""
    hashes = dict(before.hashes) if before else {}
    differing = [key for key in links.records if before is None or not links.is_same(key, before.links)]
    gone = [key for key in hashes if key not in links.records]
    if before is None:
        LinkRow.objects.using(alias)._raw_delete(alias)
    else:
        for chunk in batches([*differing, *gone], stored.CHUNK):
            LinkRow.objects.using(alias).filter(pk__in=chunk)._raw_delete(alias)
    for key in gone:
        del hashes[key]
    for chunk in batches(differing, stored.CHUNK):
        rows = [_row(key, links.plain(key)) for key in chunk]
        hashes.update((row.ref, row.sha256) for row in rows)
        LinkRow.objects.using(alias).bulk_create(rows)
    return hashes


def altered(alias: str, entry: AuditRow) -> Iterator[tuple[str, str]]:
    """What is not as ``entry`` recorded it among the rows of links: what it is called, and what is wrong."""
    hashes: dict[str, str] = {}
    for ref, sha256, body in _rows(alias):
        hashes[ref] = sha256
        if sha256_of_text(body) != sha256:
            yield f"link of {ref}", "it does not match its hash; rebuild the incidents"
    recorded = _details(entry).get("links")
    if recorded != (links_digest(hashes) if hashes or recorded else None):
        yield "links", f"they are not those that audit entry {entry.sequence} recorded; rebuild the incidents"


def _is_by(entry: AuditRow, linker: str) -> bool:
    """Whether ``linker`` did that linking, under the rules of today."""
    from reportedly.linking.links import rules_of
    from reportedly.linking.matching import shipped_weights

    details = _details(entry)
    return (details.get("linker"), details.get("rules")) == (linker, rules_of(shipped_weights()))


def _loaded(alias: str, entry: AuditRow, through: Through) -> Remembered | None:
    """The links in the rows; ``None`` where they are not those that ``entry`` recorded.

    Nothing is made of rows before their hashes are found right. They are fetched twice: all at once they are large.
    """
    from reportedly.linking.links import restored

    hashes = {ref: sha256_of_text(body) for ref, _, body in _rows(alias)}
    if links_digest(hashes) != _details(entry).get("links"):
        return None

    def plain() -> Iterator[Mapping[str, Any]]:
        for ref, _, body in _rows(alias):
            if sha256_of_text(body) != hashes.get(ref):
                raise ValueError(f"the link of {ref} was changed while it was read")
            yield json.loads(body)

    try:
        links = restored(plain(), stored.reviews(alias, through[1]))
    except (LookupError, TypeError, ValueError):
        return None
    return Remembered(entry.hash, through, links, hashes)


def _details(entry: AuditRow) -> dict[str, Any]:
    try:
        details = json.loads(entry.details)
    except ValueError:
        return {}
    return details if isinstance(details, dict) else {}


def _rows(alias: str) -> Iterable[tuple[str, str, str]]:
    rows = LinkRow.objects.using(alias).values_list("ref", "sha256", "body")
    return rows.iterator(chunk_size=stored.CHUNK)


def _row(ref: str, plain: Mapping[str, Any]) -> LinkRow:
    body = canonical(plain)
    return LinkRow(ref=ref, sha256=sha256_of_text(body), body=body)
