"""How well an incident stands: the five grades, which follow Airwars' grading of civilian harm."""

from collections.abc import Sequence

from reportedly.linking.disputes import rivals
from reportedly.linking.reckoning import DENIED, Case
from reportedly.model import Attributed, IncidentDispute
from reportedly.model.incident import Grading


def origins_in(case: Case) -> frozenset[str]:
    """The independent origins that say it happened: background mentions and denials do not count."""
    found = set()
    for account in case.accounts:
        if account.role == "background":
            continue
        claims = [case.claims[claim] for claim in account.claims if claim in case.claims]
        sound = [claim for claim in claims if claim.factuality not in DENIED and claim.factuality != "Uu"]
        chains = [claim.said_by for claim in sound] or ([account.said_by] if not claims else [])
        named = {case.origin(account, chain) for chain in chains if chain}
        found |= named or {case.origin(account, chain) for chain in chains}
    return frozenset(found)


def grade(attributions: tuple[Attributed, ...], disputes: Sequence[IncidentDispute], independent: int) -> Grading:
    """The grade of an incident that nobody rejected.

    ``contested`` when who did it, or whether it happened, is in dispute; ``confirmed`` when a doer accepts it; else
    ``fair`` from two independent origins on, and ``weak`` below.
    """
    about = {dispute.about for dispute in disputes}
    claimed = any(one.how == "claimed" for one in attributions)
    if rivals(attributions) or about & {"responsibility", "occurrence"}:
        return "contested"
    if claimed:
        return "confirmed"
    return "fair" if independent >= 2 else "weak"
