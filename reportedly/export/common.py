"""What several formats need to know of an incident."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.linking.doers import told_as, told_under
from reportedly.linking.records import actor_key
from reportedly.model import Account, Actor, Claim, Incident, Report, Thing, Victim
from reportedly.model.event import Responsibility

BLAMED: tuple[Responsibility, ...] = ("claimed", "fact", "accused")
"""Ways of being named as the doer, the strongest first. Who only denies it is no doer."""


def reports_of(incident: Incident, reports: Mapping[str, Report]) -> list[Report]:
    """The reports that tell of ``incident``, by date, each once; those that only mention it are left out."""
    refs = {account.report for account in incident.accounts if account.id not in incident.mentioned_in}
    found = [reports[ref] for ref in refs if ref in reports]
    return sorted(found, key=lambda report: (report.published.date if report.published else "9", report.id))


def sources_of(incident: Incident, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> list[str]:
    """Who tells of ``incident``: the publishers first, then those on whose word they do, each once."""
    publishers = [report.publisher for report in reports_of(incident, reports)]
    said = [claims[ref].said_by for account in incident.accounts for ref in account.claims if ref in claims]
    names = [*publishers, *(source.name for chain in said for source in chain)]
    return list(dict.fromkeys(name for name in names if name))


def doers(incident: Incident) -> list[Actor]:
    """Who is said to have done it, each once: first who claims it, then who is said to in fact, then the accused.

    A party that several names speak of is told under its most particular one ("rebels", "Syrian rebels").
    """
    told = told_as(incident.responsibility)
    ranked = [told[actor_key(one.actor)] for how in BLAMED for one in incident.responsibility if one.how == how]
    if not ranked and incident.side_a is not None:
        ranked = [incident.side_a]
    return _once(ranked)


def struck(incident: Incident) -> list[Actor]:
    """Whom it hit, each once: side B first, then every target that an account names.

    Whoever is said to have done it comes only where nobody else was hit: in a battle both sides are.
    """
    first = [incident.side_b] if incident.side_b is not None else []
    every = _once([*first, *(target for account in incident.accounts for target in account.targets)])
    told = told_under([*(one.actor for one in incident.responsibility), *every])
    did = {actor_key(actor) for actor in doers(incident)}
    return [actor for actor in every if actor_key(told[actor_key(actor)]) not in did] or every


def things_hit(incident: Incident) -> list[Thing]:
    """The things that were hit, as the reports of ``incident`` name them, each once."""
    told = (thing for account in _own(incident) for thing in account.objects)
    found: dict[tuple[str, str], Thing] = {}
    for thing in told:
        found.setdefault((thing.kind, thing.text.casefold()), thing)
    return list(found.values())


def victims_named(incident: Incident) -> list[Victim]:
    """The people whom the reports of ``incident`` name as harmed or attacked, each once for each harm.

    Where one report says what befell somebody and another does not, what is said counts.
    """
    told = list(
        {(one.name.casefold(), one.harm): one for account in _own(incident) for one in account.victims}.values()
    )
    known = {one.name.casefold() for one in told if one.harm is not None}
    return [one for one in told if one.harm is not None or one.name.casefold() not in known]


def parts_of(incidents: Iterable[Incident]) -> dict[str, list[Incident]]:
    """The parts of every roll-up among ``incidents``, by the roll-up's id."""
    parts: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        if incident.part_of is not None:
            parts[incident.part_of].append(incident)
    return dict(parts)


def shared_out(total: int, shares: int) -> list[int]:
    """``total`` in ``shares`` whole numbers as equal as can be, the first ones the greater; their sum is ``total``."""
    each, rest = divmod(total, shares)
    return [each + 1 if number < rest else each for number in range(shares)]


def joined(names: Iterable[str]) -> str:
    """``names`` in one cell, each once, parted by semicolons."""
    return "; ".join(dict.fromkeys(name for name in names if name))


def _own(incident: Incident) -> Iterator[Account]:
    return (account for account in incident.accounts if account.id not in incident.mentioned_in)


def _once(actors: Sequence[Actor]) -> list[Actor]:
    return list({actor.id or actor.name: actor for actor in reversed(actors)}.values())[::-1]
