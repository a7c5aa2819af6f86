"""Fills MUC-4's templates from a reading: what the accounts say, in MUC-4's own values.

Only what an account holds is put in; no other look is taken at the text, except for the word that names the weapon.
Nationalities and totals are not filled: accounts do not hold them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from reportedly.evaluation.muc4_keys import Alternative, Fill, Template
from reportedly.knowledge.parties import party_knowledge
from reportedly.model import Account, AccountFigure, Actor, Attack, Claim, Reading
from reportedly.model.attack import AttackKind

FILLED = (
    "date", "location", "type", "stage", "instrument", "instrument_type", "category", "perpetrator", "organization",
    "confidence", "physical_target", "victim_name", "victim_description", "victim_type", "victim_number",
    "victim_effect",
)  # fmt: skip
"""The slots that are filled, of the 23."""

_TYPES = {
    "Armed clash": "ATTACK",
    "Attack": "ATTACK",
    "Air/drone strike": "ATTACK",
    "Shelling/artillery/missile attack": "ATTACK",
    "Chemical weapon": "ATTACK",
    "Suicide bomb": "BOMBING",
    "Remote explosive/landmine/IED": "BOMBING",
    "Grenade": "BOMBING",
    "Sexual violence": "ATTACK",
    "Mob violence": "ATTACK",
    "Excessive force against protesters": "ATTACK",
    "Abduction/forced disappearance": "KIDNAPPING",
    "Looting/property destruction": "ATTACK",
}
_ARSON = re.compile(r"\b(?:arson|burn|fire to|on fire|set fire|torch)", re.IGNORECASE)
_ROBBERY = re.compile(r"\b(?:loot|robb|steal|stole|plunder)", re.IGNORECASE)
_WEAPONS = (
    ("VEHICLE BOMB", r"(?:car|truck|vehicle)[ -]bombs?"),
    ("DYNAMITE", r"(?:sticks of )?dynamite(?: charges?| sticks?)?"),
    ("GRENADE", r"(?:hand |fragmentation )?grenades?"),
    ("MINE", r"(?:land ?|claymore )?mines?"),
    ("BOMB", r"(?:\w+ )?bombs?"),
    ("EXPLOSIVE", r"explosives?(?: charges?| devices?)?"),
    ("ROCKET", r"rockets?"),
    ("MORTAR", r"mortars?(?: shells?)?"),
    ("MACHINE GUN", r"(?:sub)?machine ?guns?"),
    ("GUN", r"guns?|pistols?|rifles?|revolvers?|shotguns?|firearms?"),
)
_WEAPON = [(kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _WEAPONS]
_CONFIDENCE = {
    "fact": "REPORTED AS FACT",
    "claimed": "CLAIMED OR ADMITTED",
    "accused": "SUSPECTED OR ACCUSED",
    "denied": "POSSIBLE",
    "unknown": "POSSIBLE",
}
_EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
_PERSON = re.compile(r"^(?:[A-Z][\w'’.-]+ ?(?:(?:de|del|la|y) )*){2,}$")  # noqa: RUF001
_COUNTED = re.compile(
    r"^(?:(?:at least|about|some|around|more than|nearly|up to|a|an|the|another|other|no|\d[\d,.]*|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|several|dozens of|hundreds of|a group of)\s+)+",
    re.IGNORECASE,
)
_PEOPLE = ("people", "persons", "person", "others", "dead", "wounded", "injured")


KIND_NAMES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
"""MUC-4's names for the kinds of attack, in the order of ``AttackKind``."""

_KIND_OF = dict(zip(get_args(AttackKind), KIND_NAMES, strict=True))
_PART_SLOTS = {
    "perpetrator": "perpetrator",
    "organization": "organization",
    "target": "physical_target",
    "victim": "victim_name",
    "weapon": "instrument",
}
_TOLD_BY_PARTS = frozenset({*_PART_SLOTS.values(), "type", "instrument_type", "confidence"})


def templates_of(reading: Reading) -> list[Template]:
    """The templates of what ``reading`` tells.

    Where the learned reader was asked, one for each kind of attack that it found, with the parts it found; what it
    does not say (the day, the place, who was harmed and how) comes from the accounts of that kind. Else, one for each
    account of an incident that is no history. In order, none twice.
    """
    by_accounts = _templates_of_accounts(reading)
    if reading.attacks is None:
        return by_accounts
    return [_template_of_attack(attack, by_accounts) for attack in reading.attacks]


def roles_of_attack(attack: Attack) -> Template:
    """The template of ``attack`` with its type and roles alone."""
    parts = {
        slot: tuple(_words(part.text) for part in attack.parts if part.role == role)
        for role, slot in _PART_SLOTS.items()
    }
    return Template({"type": _one(_KIND_OF[attack.kind])} | parts)


def _template_of_attack(attack: Attack, by_accounts: Iterable[Template]) -> Template:
    told = [one for one in by_accounts if one.slots["type"] == _one(_KIND_OF[attack.kind])]
    rest: dict[str, tuple[Fill, ...]] = {}
    for slot in (slot for slot in FILLED if slot not in _TOLD_BY_PARTS):
        fills = [one.slots.get(slot, ()) for one in told]
        whole = slot.startswith("victim")  # of several accounts the first says when and where, all say who was harmed
        rest[slot] = (
            tuple(dict.fromkeys(fill for few in fills for fill in few)) if whole else next(filter(None, fills), ())
        )
    template = roles_of_attack(attack)
    armed = [(_weapon_kind(part.text), part.text) for part in attack.parts if part.role == "weapon"]
    sure = next((fill.alternatives[0].value for one in told for fill in one.slots["confidence"]), "REPORTED AS FACT")
    bodies = [part.text for part in attack.parts if part.role == "organization"]
    return Template(
        rest
        | template.slots
        | {
            "stage": rest["stage"] or _one("ACCOMPLISHED"),
            "instrument_type": tuple(Fill((Alternative(kind, words),)) for kind, words in armed if kind),
            "confidence": tuple(Fill((Alternative(sure, words),)) for words in bodies),
        }
    )


def _weapon_kind(words: str) -> str | None:
    return next((kind for kind, pattern in _WEAPON if pattern.search(words)), None)


def _templates_of_accounts(reading: Reading) -> list[Template]:
    published = date.fromisoformat(reading.report.published.date) if reading.report.published else None
    claims = {claim.id: claim for claim in reading.claims}
    found: list[Template] = []
    for account in reading.accounts:
        if account.role == "background":
            continue
        template = _template(account, [claims[one] for one in account.claims if one in claims], published)
        if template is not None and template not in found:
            found.append(template)
    return found


def _template(account: Account, claims: list[Claim], published: date | None) -> Template | None:
    kind = _type(account)
    if kind is None:
        return None
    people = tuple(_victims(account))
    organizations = [actor for actor in account.perpetrators if _is_organization(actor)]
    armed = kind == "BOMBING" or (account.event is not None and account.event.weapon is not None)
    weapon = _weapon(claims) if armed else None
    slots = {
        "date": _one(_date(account, published)),
        "location": _one(_location(account)),
        "type": _one(kind),
        "stage": _one(_stage(claims)),
        "instrument": (_words(weapon[1]),) if weapon else (),
        "instrument_type": (Fill((Alternative(weapon[0], weapon[1]),)),) if weapon else (),
        "category": _one(_category(account)),
        "perpetrator": tuple(_words(actor.text) for actor in account.perpetrators if _is_described(actor)),
        "organization": tuple(_words(_body(actor)) for actor in organizations),
        "confidence": tuple(
            Fill((Alternative(_CONFIDENCE[account.responsibility], _body(actor)),)) for actor in organizations
        ),
        "physical_target": tuple(_words(thing.text) for thing in account.objects),
        "victim_name": tuple(_words(victim.name) for victim in account.victims),
        "victim_description": tuple(_words(one.words) for one in people if not one.named),
        "victim_type": tuple(Fill((Alternative(one.kind, one.words),)) for one in people if one.kind),
        "victim_number": tuple(Fill((Alternative(one.number, one.words),)) for one in people if one.number),
        "victim_effect": tuple(Fill((Alternative(one.effect, one.words),)) for one in people if one.effect),
    }
    return Template(slots)


def _one(value: str | None) -> tuple[Fill, ...]:
    return (Fill((Alternative(value, None),)),) if value else ()


def _words(words: str) -> Fill:
    return Fill((Alternative(None, words),))


def _body(actor: Actor) -> str:
    """The words that name the body: "FMLN" of "FMLN rebels", all of the words where none of its names is in them."""
    entry = party_knowledge().actors.get(actor.id or "")
    names = (entry.name, *(alias.name for alias in entry.aliases)) if entry else ()
    found = [
        match.group() for name in names if (match := re.search(rf"\b{re.escape(name)}\b", actor.text, re.IGNORECASE))
    ]
    proper = [words for words in found if not words.split()[-1].islower()]
    return max(proper or [actor.text], key=len)


def _type(account: Account) -> str | None:
    if account.event is None:
        return None
    trigger = account.event.trigger.exact
    if _ROBBERY.search(trigger):
        return "ROBBERY"
    if _ARSON.search(trigger):
        return "ARSON"
    if "bomb" in trigger.lower():
        return "BOMBING"
    if account.event.sub_type == "Armed clash" and not _hits_civilians(account):
        return None  # MUC-4 leaves out what soldiers and guerrillas do to one another
    return _TYPES.get(account.event.sub_type)


def _hits_civilians(account: Account) -> bool:
    harmed = any(figure.group == "civilians" for figure in account.figures)
    return harmed or any(actor.kind == "civilians" for actor in account.targets)


def _date(account: Account, published: date | None) -> str | None:
    """The day, or the first and the last; "on or before" the day of publication where no day is told."""
    when = account.when
    if when is None or when.start is None:
        return f"- {_written(published)}" if published else None
    start, end = date.fromisoformat(when.start), date.fromisoformat(when.end or when.start)
    return _written(start) if end - start < timedelta(days=1) else f"{_written(start)} - {_written(end)}"


def _written(day: date) -> str:
    return day.strftime("%d %b %y").upper()


def _location(account: Account) -> str | None:
    place = account.place
    if place is None:
        return None
    state = party_knowledge().states.get(place.country or "")
    names = [state.name if state else None, place.admin1, place.name or place.text]
    return ": ".join(dict.fromkeys(name.upper() for name in names if name))


def _stage(claims: Iterable[Claim]) -> str:
    stages = {claim.stage for claim in claims}
    if "accomplished" in stages or not stages:
        return "ACCOMPLISHED"
    return "ATTEMPTED" if "attempted" in stages else "THREATENED"


def _weapon(claims: Iterable[Claim]) -> tuple[str, str] | None:
    """The kind of weapon and the words that name it, from the words of the account's claims."""
    texts = [span.exact for claim in claims for span in claim.content]
    for kind, pattern in _WEAPON:
        for text in texts:
            match = pattern.search(text)
            if match:
                return kind, _COUNTED.sub("", match.group())
    return None


def _category(account: Account) -> str | None:
    if not account.perpetrators:
        return None
    states = any(actor.kind in ("state", "external") for actor in account.perpetrators)
    return "STATE-SPONSORED VIOLENCE" if states else "TERRORIST ACT"


def _is_organization(actor: Actor) -> bool:
    return actor.id is not None


def _is_described(actor: Actor) -> bool:
    """Whether the words are of people rather than of a body: "FMLN rebels", "gunmen", but not "the FMLN"."""
    return actor.id is None or (actor.text.endswith("s") and actor.text.split()[-1].islower())


@dataclass(frozen=True, slots=True)
class _Victim:
    """Somebody whom an account names as harmed or attacked: the words, and the values that MUC-4 has for them."""

    words: str
    kind: str | None
    number: str | None
    effect: str | None

    @property
    def named(self) -> bool:
        """Whether the words are a person's name."""
        return bool(_PERSON.match(self.words))


def _victims(account: Account) -> Iterator[_Victim]:
    seen: set[str] = set()
    for figure in account.figures:
        if figure.cumulative or figure.harm not in ("killed", "injured", "abducted", "missing", "casualties"):
            continue
        words = _described(figure)
        if words and words.lower() not in seen:
            seen.add(words.lower())
            kind = _kind(figure.who) if figure.who else ("CIVILIAN" if figure.group == "civilians" else None)
            yield _Victim(words, kind, _number(figure), _EFFECTS.get(figure.harm))
    for actor in account.targets:
        if actor.text.lower() not in seen and actor.kind != "unknown":
            seen.add(actor.text.lower())
            yield _Victim(_COUNTED.sub("", actor.text), _kind(actor), None, None)


def _described(figure: AccountFigure) -> str:
    words = figure.who.text if figure.who else figure.verbatim
    words = _COUNTED.sub("", words).strip()
    return words if words and not words[0].isdigit() else ""


def _kind(actor: Actor) -> str | None:
    words = actor.text.lower()
    if actor.kind == "civilians" or any(word in _PEOPLE for word in words.split()):
        return "CIVILIAN"
    if "police" in words:
        return "LAW ENFORCEMENT"
    return "ACTIVE MILITARY" if actor.kind in ("state", "external") else None


def _number(figure: AccountFigure) -> str | None:
    if figure.minimum is not None and figure.minimum == figure.maximum:
        return str(figure.minimum)
    if figure.qualifier == "vague":
        return "PLURAL"
    bound = figure.minimum if figure.minimum is not None else figure.maximum
    return str(bound) if bound is not None else None
