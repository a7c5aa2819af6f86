"""The ledger as one object: what the command line, the desk and a notebook work with."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self

from django.db import DatabaseError, connections

from reportedly.ledger import naming, placing, recording, stored, verifying
from reportedly.ledger.canonical import digest
from reportedly.ledger.chain import writing
from reportedly.ledger.errors import LedgerError, UnknownIdError, in_words
from reportedly.ledger.models import AuditRow, IncidentAccountRow, IncidentRow
from reportedly.ledger.placing import Linker, Linking
from reportedly.ledger.querying import IncidentQuerySet
from reportedly.ledger.reviewing import check_claim_decision, check_correction
from reportedly.ledger.values import Filters, Recorded, Verification
from reportedly.model import Claim, Incident, Reading, Report, Review
from reportedly.model.reviewed import reviewed
from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.linking.links import Links


class Ledger:
    """An open ledger. ``alias`` is Django's name of its connection, for ``IncidentRow.objects.using(alias)``.

    Incidents are brought up to date before they are looked at, so that a run that was cut short between recording and
    linking leaves nothing stale.
    """

    def __init__(self, alias: str, address: str, linker: Linker | None = None):
        self.alias, self.address = alias, address
        self._linking = _linking(linker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Close it. What the database refuses is told as a ``LedgerError``: the file is damaged, or was taken away."""
        self.close()
        if isinstance(error, DatabaseError):
            raise LedgerError(f"the ledger {self.address} cannot be used: {in_words(error)}") from error

    def close(self) -> None:
        """Close this thread's connection; the ledger opens another when it is used again."""
        connections[self.alias].close()

    def record(self, readings: Iterable[Reading], *, author: str, link: bool = True, again: bool = False) -> Recorded:
        """Record ``readings``, and link their accounts. A reading that is there already changes nothing at all.

        Of a report's readings the last one counts. With ``again``, one that is there already and was followed by
        another is recorded once more, and so counts again. Without ``link`` the accounts are linked when the incidents
        are next looked at.
        """
        done = recording.record(self.alias, readings, author, again=again)
        if link:
            self.place()
        return done

    def review(
        self,
        *reviews: Review,
        author: str | None = None,
        check: Callable[[], None] | None = None,
        link: bool = True,
    ) -> int:
        """Add decisions, and link anew; how many were not there yet. ``author`` is who enters them, if another.

        ``check`` is called while nobody else can write: what it raises, stops the writing. Without ``link`` the
        decisions shape the incidents when these are next looked at. Raises ``LedgerError`` for a correction to
        something that its field cannot be, and for a claim that is not there.
        """
        of_claims = {review.report for review in reviews if review.claim is not None and review.report is not None}
        read = self.reviewed(of_claims, rejected=True) if of_claims else {}
        for review in reviews:
            check_correction(review)
            if review.claim is not None:
                check_claim_decision(review, read.get(review.report or ""))
        added = recording.record_reviews(self.alias, reviews, author, check)
        if link:
            self.place()
        return added

    def place(self) -> int:
        """Bring the incidents up to date with what is recorded; how many there are."""
        return placing.place(self.alias, self._linking)

    def rebuild(self) -> int:
        """Link every account anew, whatever was linked before; how many incidents there are."""
        return placing.place(self.alias, self._linking, again=True)

    def links(self) -> Links | None:
        """What linking knows of the accounts: how each looks, how alike they are, which are together.

        ``None`` where nothing is recorded, or a linker of the caller's own does the linking.
        """
        return placing.links(self.alias, self._linking)

    def rows(self, filters: Filters | None = None) -> IncidentQuerySet:
        """The rows of the incidents that meet ``filters``, newest first."""
        return IncidentRow.objects.using(self.alias).matching(filters or Filters()).in_order()

    def incidents(self, filters: Filters | None = None, **given: Any) -> Iterator[Incident]:
        """The incidents that meet ``filters``, newest first: ``ledger.incidents(place="Idlib", minimum_killed=5)``.

        Raises ``LedgerError`` for a date that is not one.
        """
        chosen = dataclasses.replace(filters or Filters(), **given)
        self.place()
        return (row.noun for row in self.rows(chosen).iterator(chunk_size=stored.CHUNK))

    def incident(self, ref: str) -> Incident:
        """The incident with this id, or whose id begins so. Raises ``UnknownIdError`` or ``AmbiguousIdError``.

        An id that an incident lost when it was merged or split stands for the incident that now holds its accounts.
        """
        return self.incident_row(ref).noun

    def incident_row(self, ref: str) -> IncidentRow:
        """The row of the incident with this id; see ``incident``."""
        self.place()
        rows = IncidentRow.objects.using(self.alias)
        try:
            return rows.get(ref=naming.find(self.alias, "incident", ref))
        except UnknownIdError:
            now = self._renamed(ref.strip().lower())
            if now is None:
                raise
            return rows.get(ref=now)

    def _renamed(self, former: str) -> str | None:
        """The incident that now holds what people decided about when it was called ``former``."""
        if len(former) < naming.SHORTEST:
            return None
        decided = [one for one in self.reviews() if one.accounts and (one.incident or "").startswith(former)]
        return self.holding(decided[-1].accounts[0]) if decided else None

    def holding(self, account: str) -> str | None:
        """The id of the incident that holds the account with this id; ``None`` where none does."""
        links = IncidentAccountRow.objects.using(self.alias).filter(account__ref=account)
        return links.values_list("incident__ref", flat=True).first()

    def find(self, kind: str, ref: str) -> str:
        """The whole id of an ``incident``, ``report`` or ``review`` of which ``ref`` is a part."""
        return naming.find(self.alias, kind, ref)

    def readings(self, refs: Iterable[str] | None = None) -> Iterator[Reading]:
        """The readings that count, one a report, in the order of recording: of all reports, or of those in ``refs``."""
        return stored.readings(self.alias, refs=refs)

    def reviewed(self, refs: Iterable[str], *, rejected: bool = False) -> Mapping[str, Reading]:
        """The readings of the reports with these ids as people's decisions on their claims left them.

        With ``rejected`` the rejected claims are still among them.
        """
        wanted = list(refs)
        holding = stored.claim_decisions(self.alias, wanted)
        if rejected:
            holding = tuple(review for review in holding if review.action != "reject")
        return {reading.report.id: reviewed(reading, holding) for reading in self.readings(wanted)}

    def claim_decisions(self, report: str) -> tuple[Review, ...]:
        """The decisions on claims of the report with this id that hold, oldest first."""
        return stored.claim_decisions(self.alias, [report])

    def reviews_of_claims(self, report: str) -> tuple[Review, ...]:
        """Every decision on claims of the report with this id, undone or not, and what undid them, oldest first."""
        return stored.reviews_of_claims(self.alias, report)

    def reports(self, refs: Iterable[str]) -> Mapping[str, Report]:
        """The reports with these ids."""
        return stored.reports(self.alias, refs)

    def as_dated(self, report: Report) -> Report:
        """``report`` under the date that a person gave it before, if one did and gives none now.

        What a person knows is not forgotten when the same file is read again without it.
        """
        if report.published is not None and report.published.basis == "user":
            return report
        before = self.reports([report.id]).get(report.id)
        if before is None or before.published is None or before.published.basis != "user":
            return report
        return report.model_copy(update={"published": before.published})

    def claims(self, refs: Iterable[str]) -> Mapping[str, Claim]:
        """The claims with these ids."""
        return stored.claims(self.alias, refs)

    def reviews(self) -> tuple[Review, ...]:
        """Every decision ever made, undone or not, in the order in which they were recorded."""
        return stored.reviews(self.alias)

    def log_export(self, *, author: str, details: Mapping[str, Any], incidents: Iterable[str]) -> None:
        """Write into the audit log that ``incidents`` were given out; ``details`` says in which format and where to."""
        refs = sorted(incidents)
        with writing(self.alias) as chain:
            chain.add("export", author, [], digest(refs), {**details, "incidents": len(refs)})

    def audit(self) -> Iterator[AuditRow]:
        """The entries of the audit log, first to last."""
        return AuditRow.objects.using(self.alias).order_by("sequence").iterator(chunk_size=stored.CHUNK)

    def verify(self, known_head: str | None = None) -> Verification:
        """Check texts, rows and the chain of the audit log; see ``reportedly.ledger.verifying``."""
        return verifying.verify(self.alias, known_head)


def _linking(linker: Linker | None) -> Linking:
    if linker is None:
        return Linking(None, f"reportedly@{__version__}")
    return Linking(linker, f"{linker.__module__}.{linker.__qualname__}")
