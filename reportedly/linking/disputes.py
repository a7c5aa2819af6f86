"""What the reports of an incident contradict one another on: the toll, who did it, whether and what it was."""

from itertools import combinations

from reportedly.linking.reckoning import DENIED, Case, disagreements
from reportedly.linking.records import actor_key
from reportedly.model import Account, Attributed, Claim, IncidentDispute
from reportedly.model.event import Responsibility
from reportedly.model.parties import opposed

SAYS_WHO = frozenset({"fact", "accused", "claimed"})

COMPATIBLE = (
    frozenset({"Air/drone strike", "Shelling/artillery/missile attack"}),
    frozenset({"Suicide bomb", "Remote explosive/landmine/IED"}),
    frozenset({"Armed clash", "Government regains territory", "Non-state actor overtakes territory"}),
)
"""Kinds of event that are two views of one thing, and no contradiction."""

GENERAL = frozenset({"Other", "Attack", "Armed clash"})
"""Kinds of event that a more particular one does not contradict."""


def attributions_of(case: Case) -> tuple[Attributed, ...]:
    """Who is said to have done it, how and by whom, each once with the claims that say so."""
    found: dict[tuple[str, str, tuple[str, ...]], tuple[Attributed, list[str]]] = {}
    for account in case.accounts:
        if account.role == "background":
            continue
        mine = [case.claims[claim] for claim in account.claims if claim in case.claims]
        # What is planned or threatened names who would do it, and nobody who did.
        saying = [claim for claim in mine if claim.perpetrators and claim.stage == "accomplished"]
        for claim in saying:
            how: Responsibility = "denied" if claim.factuality in DENIED else claim.responsibility
            for actor in claim.perpetrators:
                _add(found, Attributed(actor=actor, how=how, said_by=claim.said_by, claims=()), [claim.id])
        told = {actor_key(actor) for claim in saying for actor in claim.perpetrators}
        for actor in account.perpetrators:
            if actor_key(actor) not in told:
                one = Attributed(actor=actor, how=account.responsibility, said_by=account.said_by, claims=())
                _add(found, one, list(account.claims[:1]))
    return tuple(one.model_copy(update={"claims": tuple(dict.fromkeys(claims))}) for one, claims in found.values())


def _add(
    found: dict[tuple[str, str, tuple[str, ...]], tuple[Attributed, list[str]]], one: Attributed, claims: list[str]
) -> None:
    key = (actor_key(one.actor), one.how, tuple(source.name for source in one.said_by))
    found.setdefault(key, (one, []))[1].extend(claims)


def rivals(attributions: tuple[Attributed, ...]) -> tuple[tuple[Attributed, Attributed], ...]:
    """Pairs of attributions that compete: other doers in other mouths, or one who is accused and a denial of it."""
    found = []
    for one, other in combinations(attributions, 2):
        same_actor = actor_key(one.actor) == actor_key(other.actor)
        if same_actor and {one.how, other.how} & SAYS_WHO and "denied" in (one.how, other.how):
            found.append((one, other))
        both_say = one.how in SAYS_WHO and other.how in SAYS_WHO
        if both_say and not same_actor and not _together(one, other) and opposed(one.actor, other.actor):
            found.append((one, other))
    return tuple(found)


def _together(one: Attributed, other: Attributed) -> bool:
    """Whether one claim, or one speaker, names both: then they are said to have done it together, or either."""
    return bool(set(one.claims) & set(other.claims)) or (bool(one.said_by) and one.said_by == other.said_by)


def disputes_of(case: Case, attributions: tuple[Attributed, ...]) -> tuple[IncidentDispute, ...]:
    """The incident's disputes, those inside one report included, each set of claims once."""
    found = [IncidentDispute(about="toll", claims=claims) for _, claims in disagreements(case)]
    for one, other in rivals(attributions):
        found.append(IncidentDispute(about="responsibility", claims=tuple(sorted({*one.claims, *other.claims}))))
    found += _of_occurrence(case)
    found += _of_description(case)
    for account in case.accounts:
        if account.role != "background":
            found += [IncidentDispute(about=d.about, claims=tuple(sorted(d.claims))) for d in account.disputes]
    return tuple(sorted(dict.fromkeys(found), key=lambda dispute: (dispute.about, dispute.claims)))


def _of_occurrence(case: Case) -> list[IncidentDispute]:
    """Somebody says that it did not happen, and somebody else that it did."""
    denying, saying = [], []
    for account in case.accounts:
        if account.role == "background":
            continue
        for claim in (case.claims[c] for c in account.claims if c in case.claims):
            if claim.event is None:
                continue
            if claim.factuality == "CT-" and not claim.perpetrators and not claim.figures:
                denying.append(claim)
            elif claim.factuality in ("CT+", "PR+") and claim.stage == "accomplished":
                saying.append(claim)
    return [
        IncidentDispute(about="occurrence", claims=tuple(sorted({denial.id, contradicted.id})))
        for denial in denying
        for contradicted in saying[:1]
        if contradicted.said_by != denial.said_by
    ]


def _of_description(case: Case) -> list[IncidentDispute]:
    current = [account for account in case.accounts if account.role != "background" and account.event is not None]
    found = []
    for one, other in combinations(current, 2):
        if _describe_differently(one, other):
            claims = {claim for account in (one, other) for claim in _describing(account, case)}
            if len(claims) > 1:
                found.append(IncidentDispute(about="description", claims=tuple(sorted(claims))))
    return found


def _describe_differently(one: Account, other: Account) -> bool:
    if one.event is None or other.event is None:
        return False
    kinds = frozenset({one.event.sub_type, other.event.sub_type})
    return len(kinds) == 2 and not kinds & GENERAL and not any(kinds <= group for group in COMPATIBLE)


def _describing(account: Account, case: Case) -> list[str]:
    kind = account.event.sub_type if account.event else None
    said: list[Claim] = [case.claims[c] for c in account.claims if c in case.claims]
    return [claim.id for claim in said if claim.event is not None and claim.event.sub_type == kind][:1]
