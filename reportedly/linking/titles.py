"""What an incident is called: a short id that can be spoken, and one sentence."""

from calendar import month_name
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from reportedly.linking.doers import told_as
from reportedly.linking.lexicon import noun_of
from reportedly.linking.reckoning import headline_toll
from reportedly.linking.records import actor_key
from reportedly.linking.whereabouts import folded
from reportedly.model import Attributed, Incident, Toll, When, sha256_of_text

CONSONANTS = "bdfghjklmnprstvz"
VOWELS = "aeiou"
WORDS = 3
SYLLABLES = 2


@lru_cache(maxsize=1 << 17)
def speakable(key: str, words: int = WORDS) -> str:
    """``words`` made-up words of two syllables, joined by hyphens, from the hash of ``key``.

    Three words are one of 2.6 * 10^11. The words of a longer name begin with those of a shorter one.
    """
    number = int(sha256_of_text(key), 16)
    spoken = []
    for _ in range(words):
        word = ""
        for _ in range(SYLLABLES):
            number, consonant = divmod(number, len(CONSONANTS))
            number, vowel = divmod(number, len(VOWELS))
            word += CONSONANTS[consonant] + VOWELS[vowel]
        spoken.append(word)
    return "-".join(spoken)


def speakable_ids(founders: Iterable[str]) -> dict[str, str]:
    """A speakable id for each founding account. Where two would get the same, both get more words."""
    ids: dict[str, str] = {}
    waiting = sorted(set(founders))
    words = WORDS
    while waiting:
        by_name: dict[str, list[str]] = {}
        for founder in waiting:
            by_name.setdefault(speakable(founder, words), []).append(founder)
        ids.update({founders[0]: name for name, founders in by_name.items() if len(founders) == 1})
        waiting = [founder for founders in by_name.values() if len(founders) > 1 for founder in founders]
        words += 1
    return ids


def title_of(incident: Incident) -> str:
    """One sentence that says what is reported to have happened, where, when, with how many dead, and who did it."""
    noun = noun_of(incident.event.sub_type) if incident.event else "incident"
    article = "An" if noun[0] in "aeiou" else "A"
    where = f" in {_place(incident)}" if incident.place else ""
    when = _on(incident.when)
    killed, injured = headline_toll(incident, "killed"), headline_toll(incident, "injured")
    if killed is not None and killed.best:
        toll = f" reportedly killed {_number(killed)}{_people(killed)}"
    elif injured is not None and injured.best:
        toll = f" reportedly injured {_number(injured)}{_people(injured)}"
    else:
        toll = " was reported"
    return f"{article} {noun}{where}{when}{toll}{_who(incident.responsibility)}."


def _place(incident: Incident) -> str:
    place = incident.place
    name = (place.name or place.text) if place else ""
    if place and place.admin1 and folded(place.admin1) not in folded(name):
        return f"{name} ({place.admin1})"
    return name


def _on(when: When | None) -> str:
    if when is None or when.start is None:
        return ""
    try:
        start = date.fromisoformat(when.start[:10])
        end = date.fromisoformat((when.end or when.start)[:10])
    except ValueError:
        return ""
    if start == end:
        return f" on {_day(start)} {start.year}"
    return f" between {_day(start)} and {_day(end)} {end.year}"


def _day(day: date) -> str:
    return f"{day.day} {month_name[day.month]}"


def _number(toll: Toll) -> str:
    low, high = toll.low, toll.high
    if low is not None and high is not None and low != high:
        return f"{toll.best} ({low} to {high})"
    if high is None and toll.low is not None:
        return f"at least {toll.best}"
    if low is None:
        return f"up to {toll.best}"
    return str(toll.best)


def _people(toll: Toll) -> str:
    if toll.group == "civilians":
        return " civilian" if toll.best == 1 else " civilians"
    if toll.group in ("side_a", "side_b"):
        return " fighter" if toll.best == 1 else " fighters"
    return " person" if toll.best == 1 else " people"


def _who(responsibility: tuple[Attributed, ...]) -> str:
    told = told_as(responsibility)
    said = {
        how: list(dict.fromkeys(told[actor_key(one.actor)].name for one in responsibility if one.how == how))
        for how in ("claimed", "accused", "fact", "denied")
    }
    if said["claimed"]:
        return f"; {_listed(said['claimed'])} claimed it"
    blamed = said["accused"] or said["fact"]
    if not blamed:
        return ""
    denied = [name for name in blamed if name in said["denied"]]
    if denied and len(blamed) == 1:
        return f"; it was blamed on {_listed(blamed)}, denied there"
    verb = "blamed on" if said["accused"] else "attributed to"
    return f"; it was {verb} {_listed(blamed, 'or')}"


def _listed(names: list[str], conjunction: str = "and") -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"
