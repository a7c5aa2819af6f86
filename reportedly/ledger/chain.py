"""The audit log: entries chained by SHA-256, one chain however many write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from django.db import DatabaseError, transaction

from reportedly.ledger.canonical import canonical, digest
from reportedly.ledger.errors import LedgerError, in_words
from reportedly.ledger.models import NAME, AuditRow, HeadRow

Action = Literal["capture", "read", "review", "link", "export", "people"]
GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


def entry_hash(row: AuditRow) -> str:
    """What ``row.hash`` must be: the hash of all that the row says, and of the entry before it."""
    said = (row.sequence, row.at, row.actor, row.action, row.objects_touched, row.details, row.payload_sha256)
    return digest([*said, row.previous])


@dataclass
class Chain:
    """The end of the chain, held by the one writer whose turn it is."""

    alias: str
    head: HeadRow
    at: str
    pending: list[AuditRow] = field(default_factory=list)

    def add(
        self, action: Action, actor: str, objects: Sequence[str], payload_sha256: str, details: Any | None = None
    ) -> None:
        """Add an entry: the hash of what was recorded is ``payload_sha256``; ``details`` is recorded nowhere else."""
        row = AuditRow(
            sequence=self.head.sequence + 1,
            at=self.at,
            actor=_author(actor),
            action=action,
            objects_touched=canonical(list(objects)),
            details=canonical(details or {}),
            payload_sha256=payload_sha256,
            previous=self.head.hash,
        )
        row.hash = entry_hash(row)
        self.head.sequence, self.head.hash = row.sequence, row.hash
        self.pending.append(row)


@contextmanager
def writing(alias: str) -> Iterator[Chain]:
    """A transaction in which nobody else writes: all of it is done, with its audit entries, or nothing.

    SQLite begins it IMMEDIATE; PostgreSQL waits for the lock on the head row. Raises ``LedgerError`` where the database
    refuses: it is read-only, the disk is full, or another writer does not finish.
    """
    try:
        with transaction.atomic(using=alias):
            head = HeadRow.objects.using(alias).select_for_update().get()
            chain = Chain(alias, head, datetime.now(UTC).isoformat(timespec="microseconds"))
            before = (head.sequence, head.readings, head.reviews, head.linker)
            yield chain
            AuditRow.objects.using(alias).bulk_create(chain.pending)
            if before != (head.sequence, head.readings, head.reviews, head.linker):
                head.save(using=alias)
    except DatabaseError as error:
        raise LedgerError(f"the ledger cannot be written to: {in_words(error)}") from error


def _author(name: str) -> str:
    if not name.strip():
        raise LedgerError("the audit log needs to know who is at work: name an author")
    if len(name) > NAME or "\0" in name:
        raise LedgerError(f"an author's name has at most {NAME} characters, and no U+0000")
    return name
