"""The two sides of an incident, UCDP's side A and side B, and on which of them the people harmed were."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reportedly.knowledge.parties import party_knowledge
from reportedly.linking.doers import contains
from reportedly.linking.records import actor_key
from reportedly.model import Account, AccountFigure, Actor, Attributed

Sides = tuple[Actor | None, Actor | None]
"""Side A, who is most often said to have done it, and side B, whom it is most often said to have hit."""

_THE_PARTY, _ITS_CAMP, _NOT = 2, 1, 0


def sides_of(accounts: Sequence[Account], attributions: Sequence[Attributed]) -> Sides:
    """The sides of an incident of ``accounts``; ``None`` for one that nobody names.

    Side B is the one most often named as hit, of those that are not of side A; where nobody says who was hit, it is
    whom the figures name as harmed.
    """
    doers = [one.actor for one in attributions if one.how != "denied" for _ in range(max(len(one.claims), 1))]
    side_a = _most_named(doers)
    struck = [actor for account in accounts for actor in account.targets]
    harmed = [figure.who for account in accounts for figure in account.figures if figure.who is not None]
    for named in (struck, harmed):
        side_b = _most_named([actor for actor in named if side_a is None or not _nearness(actor, side_a)])
        if side_b is not None:
            return side_a, side_b
    return side_a, None


def with_sides(accounts: Sequence[Account], sides: Sides) -> tuple[Account, ...]:
    """``accounts`` with the side in each figure of a harm that both sides came to.

    Where only one side did, its numbers and those of "people" are of the same people, and stay together.
    """
    found = [
        account.model_copy(update={"figures": tuple(sided(f, sides) for f in account.figures)}) for account in accounts
    ]
    groups = {
        (figure.harm, figure.group)
        for account in found
        for figure in account.figures
        if account.role != "background" and not figure.cumulative
    }
    parted = {harm for harm, group in groups if group == "side_a" and (harm, "side_b") in groups}

    def told(before: Account, after: Account) -> tuple[AccountFigure, ...]:
        both = zip(before.figures, after.figures, strict=True)
        return tuple(now if now.harm in parted else then for then, now in both)

    return tuple(
        account.model_copy(update={"figures": told(account, now)}) for account, now in zip(accounts, found, strict=True)
    )


def sided(figure: AccountFigure, sides: Sides) -> AccountFigure:
    """``figure`` with the side that the people it counts were on, where its words name them and tell which."""
    if figure.group != "unknown" or figure.who is None:
        return figure
    near_a, near_b = (_nearness(figure.who, side) if side is not None else _NOT for side in sides)
    if near_a == near_b:
        return figure
    return figure.model_copy(update={"group": "side_a" if near_a > near_b else "side_b"})


def _nearness(actor: Actor, side: Actor) -> int:
    """Whether ``actor`` is the party ``side`` or a part of it, or one of its camp in its country, or neither."""
    parties = party_knowledge()
    if actor_key(actor) == actor_key(side) or contains(side, actor, parties) or contains(actor, side, parties):
        return _THE_PARTY
    if "unknown" in (actor.kind, side.kind) or None in (actor.country, side.country):
        return _NOT
    # Two parties with names of their own may fight one another; "soldiers" are of the state they serve.
    both_named = actor.id is not None and side.id is not None and actor.kind == "rebel"
    return _ITS_CAMP if (actor.kind, actor.country) == (side.kind, side.country) and not both_named else _NOT


def _most_named(actors: Iterable[Actor]) -> Actor | None:
    named = list(actors)
    votes = Counter(actor_key(actor) for actor in named)
    return max(named, key=lambda actor: (actor.id is not None, votes[actor_key(actor)]), default=None)
