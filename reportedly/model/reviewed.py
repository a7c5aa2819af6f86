"""A reading as people's decisions on its claims leave it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportedly.model.account import Account
from reportedly.model.claim import Claim
from reportedly.model.figure import AccountFigure
from reportedly.model.reading import Reading
from reportedly.model.review import Review

_ASPECTS: tuple[tuple[str, ...], ...] = (
    ("event",),
    ("place",),
    ("when",),
    ("targets",),
    ("perpetrators", "responsibility", "said_by"),
)
"""What an account takes from its claims, field by field; who did it comes with how and on whose word."""

_FIXED = frozenset({"id", "report", "content", "source", "cue", "reader"})
"""What no correction changes: the claim that it corrects, and the words that it was read from."""


def corrected(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """``claim`` with ``fields`` (their JSON) in place of its own.

    Raises ``ValueError`` for a field that a claim does not have or that cannot be corrected, or a value that it cannot
    take.
    """
    wrong = sorted(name for name in fields if name not in Claim.model_fields or name in _FIXED)
    if wrong:
        raise ValueError(f"a claim's {', '.join(wrong)} cannot be corrected")
    return Claim.model_validate({**claim.model_dump(mode="json"), **fields})


def reviewed(reading: Reading, holding: Iterable[Review]) -> Reading:
    """``reading`` with its claims as ``holding`` (decisions that are not undone, oldest first) leave them.

    Rejected claims are gone, corrected ones changed, added ones there; of an acceptance and a rejection the later
    holds. An account takes over what changed in its claims. One that has lost all of them is gone as well. Where
    nothing was decided but acceptance, the reading comes back as it is.
    """
    fields: dict[str, dict[str, Any]] = {}
    added: dict[str, tuple[Claim, tuple[str, ...]]] = {}
    rejected: set[str] = set()
    for review in holding:
        if review.claim is None or review.report != reading.report.id:
            continue
        if review.action == "reject":
            rejected.add(review.claim)
            continue
        rejected.discard(review.claim)
        if review.action == "correct" and isinstance(review.value, dict):
            fields.setdefault(review.claim, {}).update(review.value)
        elif review.action == "add":
            added[review.claim] = (Claim.model_validate(review.value), review.accounts)
    before = {claim.id: claim for claim in (*reading.claims, *(claim for claim, _ in added.values()))}
    after = {
        ref: corrected(claim, fields[ref]) if ref in fields else claim
        for ref, claim in before.items()
        if ref not in rejected
    }
    if not added and after == before:
        return reading
    joining = [(ref, account) for ref, (_, accounts) in added.items() for account in accounts if ref in after]
    accounts = (
        _account(account, before, after, [ref for ref, joined in joining if joined == account.id])
        for account in reading.accounts
    )
    return Reading(
        report=reading.report,
        claims=tuple(after.values()),
        accounts=tuple(account for account in accounts if account is not None),
    )


def _account(
    account: Account, before: Mapping[str, Claim], after: Mapping[str, Claim], joining: Sequence[str]
) -> Account | None:
    """The account as its claims now tell it; ``None`` where none is left."""
    changed = [ref for ref in account.claims if before.get(ref) != after.get(ref)]
    if not changed and not joining:
        return account
    left = [after[ref] for ref in (*account.claims, *joining) if ref in after]
    if not left:
        return None
    update: dict[str, Any] = {}
    for aspect in _ASPECTS:
        source = _new_source(aspect[0], account, before, left, changed, joining)
        if source is not None:
            update.update({name: getattr(source, name) for name in aspect})
    return account.model_copy(
        update={
            **update,
            "claims": tuple(claim.id for claim in left),
            "figures": _figures(account, left, {*changed, *joining}),
            "disputes": tuple(d for d in account.disputes if all(ref in after for ref in d.claims)),
        }
    )


def _new_source(
    aspect: str,
    account: Account,
    before: Mapping[str, Claim],
    left: Sequence[Claim],
    changed: Iterable[str],
    joining: Iterable[str],
) -> Claim | None:
    """The claim that the account's ``aspect`` is now taken from; ``None`` where it stays as it is.

    It moves where the claim that told it was rejected or corrected in it and no other tells the same, and where there
    was none and a correction or an addition gives one.
    """
    own = getattr(account, aspect)
    now = {claim.id: getattr(claim, aspect) for claim in left}
    touched = [ref for ref in changed if ref not in now or getattr(before[ref], aspect) != now[ref]]
    fresh = [*touched, *joining]
    if own:
        told = any(getattr(before[ref], aspect) == own for ref in touched)
        if not told or any(now[claim.id] == own for claim in left):
            return None
        order = sorted(left, key=lambda claim: claim.id not in fresh)
        return next((claim for claim in order if now[claim.id]), left[0])
    return next((claim for claim in left if claim.id in fresh and now[claim.id]), None)


def _figures(account: Account, left: Iterable[Claim], renewed: set[str]) -> tuple[AccountFigure, ...]:
    """The account's figures: as they were for claims that stayed as they were, taken anew from the others."""
    main = {figure.claim for figure in account.figures if figure.main_toll}
    figures: list[AccountFigure] = []
    for claim in left:
        if claim.id not in renewed:
            figures += [figure for figure in account.figures if figure.claim == claim.id]
            continue
        for number, figure in enumerate(one for one in claim.figures if not one.cumulative):
            is_main = claim.id in main and number == 0
            figures.append(AccountFigure(**dict(figure), claim=claim.id, said_by=claim.said_by, main_toll=is_main))
    return tuple(figures)
