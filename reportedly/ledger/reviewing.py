"""Which decisions hold, and what they make of an incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from reportedly.ledger.errors import LedgerError
from reportedly.ledger.models import IncidentRow
from reportedly.model import Claim, Incident, Reading, Review, Toll, When
from reportedly.model.reviewed import corrected

State = IncidentRow.ReviewState


def in_force(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The reviews that hold, oldest first: those that no holding ``undo`` takes back."""
    undone: set[str] = set()
    holding: list[Review] = []
    for review in sorted(reviews, key=lambda review: (review.at, review.id), reverse=True):
        if review.id in undone:
            continue
        holding.append(review)
        if review.undoes is not None:
            undone.add(review.undoes)
    return tuple(reversed(holding))


def state_of(incident: Incident, holding: Mapping[str, Review]) -> State:
    """What people decided about ``incident``: the last review that shaped it and holds (by id in ``holding``)."""
    shaping = [holding[ref] for ref in incident.reviewed_by if ref in holding]
    if not shaping:
        return State.OPEN
    last = max(shaping, key=lambda review: (review.at, review.id))
    return {"accept": State.ACCEPTED, "reject": State.REJECTED}.get(last.action, State.CHANGED)


def check_correction(review: Review) -> None:
    """Raise ``LedgerError`` where ``review`` corrects a field to what that field cannot be.

    A decision is never taken out of the ledger again, so one that no incident can follow must not get in.
    """
    if review.action != "correct" or review.field is None:
        return
    kind: Any = Incident.model_fields[review.field].annotation
    value = review.value
    if review.field == "tolls":
        kind = list[Toll]
        value = [{**_BARE_TOLL, **row} if isinstance(row, dict) else row for row in _listed(value)]
    try:
        corrected_to = TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, (review.field, *first["loc"])))
        raise LedgerError(f"{review.field} cannot be corrected to {review.value!r}: {where}: {first['msg']}") from error
    if isinstance(corrected_to, When) and (corrected_to.end or "9999") < (corrected_to.start or ""):
        raise LedgerError(f"an incident cannot end on {corrected_to.end}, before it begins on {corrected_to.start}")


def check_claim_decision(review: Review, reading: Reading | None) -> None:
    """Raise ``LedgerError`` where ``review`` speaks of a claim that its report, read as ``reading``, does not have, or
    gives it what a claim cannot be. ``reading`` is ``None`` where the ledger holds no such report.
    """
    if reading is None:
        raise LedgerError(f"there is no report {review.report!r} in this ledger")
    try:
        if review.action == "add":
            _check_added(Claim.model_validate(review.value), review, reading)
        elif review.claim not in {claim.id for claim in reading.claims}:
            raise LedgerError(f"the report {review.report} has no claim {review.claim!r}")
        elif review.action == "correct" and isinstance(review.value, dict):
            claim = next(claim for claim in reading.claims if claim.id == review.claim)
            corrected(claim, review.value)
    except ValidationError as error:
        first = error.errors()[0]
        raise LedgerError(f"a claim cannot be so: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except ValueError as error:
        raise LedgerError(str(error)) from error


def _check_added(claim: Claim, review: Review, reading: Reading) -> None:
    spans = (*claim.content, claim.source, claim.cue, *(figure.span for figure in claim.figures))
    text = reading.report.text
    if (claim.id, claim.report) != (review.claim, review.report):
        raise LedgerError("an added claim must have the id and the report that the decision names")
    if not claim.content or any(span is not None and text[span.start : span.end] != span.exact for span in spans):
        raise LedgerError("an added claim must rest on words of its report")
    if not set(review.accounts) <= {account.id for account in reading.accounts}:
        raise LedgerError("an added claim can only be part of an account of its own report")


_BARE_TOLL = {
    "harm": "killed",
    "group": "all",
    "subgroup": None,
    "low": None,
    "best": None,
    "high": None,
    "method": "review",
    "used": [],
    "left_out": [],
    "independent_sources": 0,
}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
