"""Who is said to have done it in an account, how, and on whose word."""

from dataclasses import dataclass

from spacy.tokens import Doc

from reportedly.model import Actor, Claim, Source
from reportedly.model.event import Responsibility
from reportedly.reading.grouping import Draft


@dataclass(frozen=True, slots=True)
class Doer:
    """The doers of an account's event, how they are named, and by whom."""

    perpetrators: tuple[Actor, ...]
    responsibility: Responsibility
    said_by: tuple[Source, ...]


NOBODY = Doer((), "unknown", ())


def who_did_it(doc: Doc, draft: Draft) -> Doer:
    """The doer that the account names first and most, the body before the headline.

    A denial by the doer outranks everything, then the doer's own word. Between the report's own voice and somebody
    else's accusation the body decides: a headline drops "a monitor said".
    """
    naming = [
        one for one in [*draft.body, *draft.headlines] if one.claim.perpetrators and one.claim.stage == "accomplished"
    ]
    if not naming:
        return NOBODY
    counts: dict[str, int] = {}
    for one in naming:
        key = _key(one.claim.perpetrators)
        counts[key] = counts.get(key, 0) + (3 if one.in_headline else 2 if one is naming[0] else 1)
    chosen = max(counts, key=lambda key: counts[key])
    same = [one.claim for one in naming if _key(one.claim.perpetrators) == chosen]
    first = next((claim for claim in same if not claim.factuality.endswith("-")), same[0])
    doers = {actor.id or actor.name for actor in first.perpetrators}
    denial = next((claim for claim in (one.claim for one in draft.found) if _denies(claim, doers)), None)
    if denial is not None:
        accusers = next((claim.said_by for claim in same if claim.responsibility == "accused"), ())
        return Doer(first.perpetrators, "denied", accusers)
    claimed = next((claim for claim in same if claim.responsibility == "claimed"), None)
    if claimed is not None:
        return Doer(first.perpetrators, "claimed", claimed.said_by)
    return Doer(first.perpetrators, first.responsibility, first.said_by)


def _key(perpetrators: tuple[Actor, ...]) -> str:
    return perpetrators[0].id or perpetrators[0].name


def _denies(claim: Claim, doers: set[str]) -> bool:
    """Whether the doer itself denies having done it."""
    if not claim.said_by:
        return False
    speaks_for = {claim.said_by[0].actor, claim.said_by[0].id, claim.said_by[0].name} - {None}
    denies = claim.factuality.endswith("-") or (claim.stance is not None and claim.stance.relation == "denies")
    return denies and bool(doers & speaks_for)
