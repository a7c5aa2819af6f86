"""Groups the claims of one report by the event that they speak of.

Claims are taken in the order told. Each joins the event it fits best, and opens a new one when it contradicts every
event told so far: another day, another place, another kind of attack, or a turn of discourse ("elsewhere").
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from reportedly.reading.claims import Found
from reportedly.reading.events import names_a_weapon
from reportedly.reading.fit import fit, is_local
from reportedly.reading.members import SPECIFIC, Draft, Member, members_of


def group(doc: Doc, found: Sequence[Found]) -> list[Draft]:
    """The events that ``found`` speaks of, in the order told, each with its claims."""
    members = members_of(doc, found)
    drafts: list[Draft] = []
    last: Draft | None = None
    leads = [
        next((one for one in members if one.tells and one.section == part), None) for part in ("standfirst", "body")
    ]
    for member in members:
        if not member.tells:
            continue
        draft = _best(drafts, member, last, is_lead=any(member is lead for lead in leads))
        if draft is None:
            if not _opens(member):
                continue
            draft = Draft()
            drafts.append(draft)
        draft.found.append(member)
        last = draft
    _attach(members, drafts)
    return drafts


def _opens(member: Member) -> bool:
    """Whether a claim says enough to be an event of its own: people harmed, a doer, a place, an exact act and a day."""
    claim = member.claim
    if claim.factuality.endswith("-") or (claim.figures and all(figure.cumulative for figure in claim.figures)):
        return False
    exact = member.rank >= SPECIFIC and (claim.when is not None or member.in_headline)
    doers = [actor for actor in claim.perpetrators if actor.id is not None or not names_a_weapon(actor.name)]
    return bool(claim.figures or doers or is_local(claim.place) or exact)


def _best(drafts: Sequence[Draft], member: Member, last: Draft | None, *, is_lead: bool) -> Draft | None:
    scored = [(fit(draft, member, is_last=draft is last, is_lead=is_lead), -i, draft) for i, draft in enumerate(drafts)]
    scored = [row for row in scored if row[0] > 0]
    return max(scored, key=lambda row: row[:2])[2] if scored else None


def _attach(members: Sequence[Member], drafts: Sequence[Draft]) -> None:
    """Give each claim that tells of no event to the event told nearest before it, else to the first."""
    if not drafts:
        return
    owner = {id(one): draft for draft in drafts for one in draft.found}
    current = drafts[0]
    for member in members:
        current = owner.get(id(member), current)
        if id(member) not in owner:
            current.found.append(member)
    position = {id(member): i for i, member in enumerate(members)}
    for draft in drafts:
        draft.found.sort(key=lambda one: position[id(one)])
