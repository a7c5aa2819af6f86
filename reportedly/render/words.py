"""The values of the model in plain English, for a table, a page or a sheet. Pure functions, no markup."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from urllib.parse import unquote

from reportedly.model import (
    Account,
    Actor,
    Attack,
    Claim,
    Dispute,
    Event,
    Figure,
    Part,
    Place,
    Published,
    Report,
    Source,
    When,
)
from reportedly.model.account import About
from reportedly.model.claim import Factuality
from reportedly.model.event import Responsibility

OWN_VOICE = "the report itself"

FEW_WORDS = 4
"""Up to this many words a claim is told with its cue."""

SURENESS: dict[Factuality, str] = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "denied",
    "PR-": "improbable",
    "PS-": "possibly not",
    "Uu": "not known",
}
"""FactBank's values in a word each."""

RESPONSIBILITY: dict[Responsibility, str] = {
    "fact": "said as fact",
    "accused": "accused",
    "claimed": "claimed",
    "denied": "denied",
    "unknown": "unknown",
}

BASIS: dict[str, str] = {
    "metadata": "the page's metadata",
    "dateline": "the dateline",
    "text": "the text",
    "url": "the address",
    "embedded_post": "a post embedded in it",
    "file": "the file's own date",
    "user": "the person who read it in",
}

DISPUTED: dict[About, str] = {
    "toll": "how many were harmed",
    "responsibility": "who did it",
    "occurrence": "whether it happened",
    "description": "what happened",
}

_QUOTATION_MARKS = '"“”'
_GROUP_WORDS = {"civilians": "civilians", "side_a": "side A", "side_b": "side B"}
_ONE_OF = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "medics": "medic",
    "journalists": "journalist",
    "civilians": "civilian",
}
_INVISIBLE_CONTROLS = {"Cc", "Cf", "Cs"}
_JOINERS = {"\u200c", "\u200d"}
_WHITE_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """``text`` on one line, safe to print: white space collapsed, control and direction characters taken out.

    Zero-width joiners stay: Persian and Indic scripts are misspelt without them.
    """
    spaced = _WHITE_SPACE.sub(" ", text).strip()
    if spaced.isprintable():
        return spaced
    return "".join(
        "" if unicodedata.category(char) in _INVISIBLE_CONTROLS and char not in _JOINERS else char for char in spaced
    )


def shortened(text: str, length: int) -> str:
    """``text`` cut at a word to at most ``length`` characters, with an ellipsis when something was cut."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{head if space else cut}…"


def said_by(chain: Sequence[Source]) -> str:
    """Who says it, most direct first: "Rami Abdel Rahman, via Syrian Observatory for Human Rights"."""
    return ", via ".join(source.name for source in chain) or OWN_VOICE


def people(names: Sequence[str]) -> str:
    """A list as a sentence has it: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def actors(parties: Sequence[Actor]) -> str:
    """The names of ``parties``, each once."""
    return people(list(dict.fromkeys(party.name for party in parties)))


def names(told: Iterable[str]) -> str:
    """Names of people or things on one line, each once whatever its letters: "French embassy, bus"."""
    first: dict[str, str] = {}
    for name in told:
        first.setdefault(one_line(name).lower(), one_line(name))
    return ", ".join(first.values())


def doers(perpetrators: Sequence[Actor], responsibility: Responsibility) -> str:
    """Who is said to have done it, and how that is said: "Russia (accused)"; empty when nobody is named."""
    return f"{actors(perpetrators)} ({RESPONSIBILITY[responsibility]})" if perpetrators else ""


def event(happening: Event | None) -> str:
    """What happened in ACLED's words, with the weapon: "Air/drone strike (barrel bomb)"; empty when unknown."""
    if happening is None:
        return ""
    if not happening.weapon or happening.weapon.lower() in happening.sub_type.lower():
        return happening.sub_type
    return f"{happening.sub_type} ({happening.weapon})"


def number(figure: Figure) -> str:
    """How many, as the source commits to it: "at least 28", "up to 22", "24 to 30"; else the report's own words."""
    low, high = figure.minimum, figure.maximum
    if low is None and high is None:
        return f"“{one_line(figure.verbatim)}”"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"about {_range(low, high)}" if figure.qualifier == "about" else _range(low, high)


def figure(value: Figure) -> str:
    """A figure in words: "at least 28 civilians killed", "6 children killed", "at least 24 injured (“dozens”)"."""
    whom = value.subgroup or _GROUP_WORDS.get(value.group, "")
    if not value.subgroup and value.who is not None and value.group != "civilians":
        whom = one_line(value.who.text)
    if value.minimum == value.maximum == 1:
        whom = _ONE_OF.get(whom, whom)
    if value.harm == "casualties":
        said = f"{number(value)} casualties{f' among {whom}' if whom else ''}"
    else:
        said = " ".join(part for part in (number(value), whom, value.harm) if part)
    known = value.minimum is not None or value.maximum is not None
    remarks = [f"“{one_line(value.verbatim)}”"] if value.qualifier == "vague" and known else []
    remarks += ["running total"] if value.cumulative else []
    return f"{said} ({', '.join(remarks)})" if remarks else said


def figures(values: Sequence[Figure]) -> str:
    """Figures one after another; empty when there are none."""
    return "; ".join(dict.fromkeys(figure(value) for value in values))


def place(where: Place | None) -> str:
    """A place with what it lies in: "Saraqeb (Idlib, SY)". Falls back on the report's words; empty when unknown."""
    if where is None:
        return ""
    name = where.name or one_line(where.text)
    within = [part for part in (where.admin1, where.country) if part and part != name]
    is_country = where.precision == 6 or (where.feature_code or "").startswith("PCL")
    return f"{name} ({', '.join(within)})" if within and not is_country else name


def when(time: When | None) -> str:
    """Days in words: "1 August 2016", "31 July to 1 August 2016". Falls back on the report's words."""
    if time is None:
        return ""
    if time.start is None or time.end is None:
        return f"“{one_line(time.text)}”" if time.start is None and time.end is None else _open_ended(time)
    return days(time.start, time.end)


def days(start: str, end: str) -> str:
    """Two ISO 8601 dates, both inclusive, in words: "1 to 2 August 2016", or "August 2016" for the whole month."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if whole_months and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def published(when_published: Published | None) -> str:
    """The date of publication and what says so: "1 August 2016 (from the dateline)", or that there is none."""
    if when_published is None:
        return "date not found"
    year, *rest = when_published.date.split("-")
    shown = year
    if len(rest) == 1:
        shown = f"{date(int(year), int(rest[0]), 1):%B} {year}"
    elif len(rest) == 2:
        shown = _day(date.fromisoformat(when_published.date))
    return f"{shown} (from {BASIS[when_published.basis]})"


def title(report: Report) -> str:
    """What to call a report: its headline, else how its text begins, else its address."""
    return one_line(report.headline or "") or shortened(one_line(report.text), 80) or report.uri or report.id


def address(uri: str | None, folder: str = "") -> str:
    """Where a report came from: its ``uri``, or the path from ``folder`` (a ``file://`` address) to a file below it."""
    if uri is None:
        return ""
    below = f"{folder.rstrip('/')}/"
    return one_line(unquote(uri.removeprefix(below)) if folder and uri.startswith(below) else uri)


def sureness(claim: Claim) -> str:
    """How sure the source is, with what else bears on it: "certain", "denied", "probable, planned, disputes"."""
    parts: list[str] = [SURENESS[claim.factuality]]
    if claim.stage != "accomplished":
        parts.append(claim.stage)
    if claim.stance is not None and not (claim.stance.relation == "denies" and claim.factuality == "CT-"):
        parts.append({"supports": "supports", "denies": "disputes", "revises": "revises"}[claim.stance.relation])
    return ", ".join(parts)


def content(claim: Claim, report: Report | None) -> str:
    """The words of a claim on one line, in quotation marks where they are a direct quote.

    A few words say little by themselves and are told with their cue, as ``report`` has them where it is at hand:
    "rejected that", "denied the allegation".
    """
    said = " … ".join(one_line(span.exact) for span in claim.content)
    few = claim.quote != "direct" and len(said.split()) <= FEW_WORDS
    if few and claim.cue is not None and report is not None:
        spans = (claim.cue, *claim.content)
        whole = report.text[min(span.start for span in spans) : max(span.end for span in spans)]
        # What stands in another paragraph is not around it.
        return said if "\n\n" in whole else one_line(whole)
    bare = said.strip(_QUOTATION_MARKS)
    is_whole = claim.quote == "direct" and not any(mark in bare for mark in _QUOTATION_MARKS)
    return f"“{bare}”" if is_whole else said


def account(value: Account) -> str:
    """An account in a line: what happened, where, when, by whom."""
    happened = event(value.event) or "What happened is not said"
    if value.figures and value.event is None:
        happened = "People harmed"
    by = doers(value.perpetrators, value.responsibility)
    parts = [happened, place(value.place), when(value.when), f"by {by}" if by else ""]
    return ", ".join(part for part in parts if part)


def attack(value: Attack) -> str:
    """A kind of attack as the learned reader finds it: "bombing (94%)"."""
    return f"{value.kind} ({value.probability:.0%})"


def part(value: Part) -> str:
    """A part in an attack: "target: the town hall (81%)"."""
    return f"{value.role}: {one_line(value.text)} ({value.probability:.0%})"


def dispute(value: Dispute, claims: Iterable[Claim]) -> str:
    """What a dispute is about and whose words stand against one another: "who did it (Russia; activists)"."""
    sides = dict.fromkeys(said_by(claim.said_by) for claim in claims if claim.id in value.claims)
    return f"{DISPUTED[value.about]} ({'; '.join(sides)})" if sides else DISPUTED[value.about]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _range(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _open_ended(time: When) -> str:
    if time.start is not None:
        return f"from {_day(date.fromisoformat(time.start))}"
    assert time.end is not None  # noqa: S101  (the caller has seen one of the two)
    return f"until {_day(date.fromisoformat(time.end))}"
