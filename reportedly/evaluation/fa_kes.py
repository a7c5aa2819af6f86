"""FA-KES: how many were killed, who, by whom, how and in which province, on articles of the Syrian war.

Reads the set in its public form: a CSV with ``article_title``, ``article_content`` and the labels of a crowd
(``nb_civilians``, ``nb_noncivilians``, ``nb_children``, ``nb_women``, ``actor``, ``cause_of_death``, ``location``).
Each label is compared with what the reading's main account says, projected onto the label's own values. The labels
are noisy (about 1 in 8), so no reader reaches 1.0.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.capture import capture
from reportedly.evaluation.files import only_file
from reportedly.evaluation.intervals import Counts, Measure, Share, measured
from reportedly.evaluation.readings import ReadAll, ReadOnce
from reportedly.model import Account, AccountFigure, Event, Reading
from reportedly.reading.blame import side_of

FIELDS = ("killed", "civilians", "children", "women", "actor", "cause", "province")
MEASURES: dict[str, Measure] = {field: Share(field, "articles") for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Row:
    """One article: its id, its text as a report is written (headline first), and its labels by field."""

    unit_id: str
    text: str
    labels: dict[str, str]


def rows_of(path: Path, limit: int | None = None) -> Iterator[Row]:
    """The articles of the CSV at ``path``, in order."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        for i, line in enumerate(csv.DictReader(lines)):
            if limit is not None and i >= limit:
                return
            civilians, fighters = int(line["nb_civilians"]), int(line["nb_noncivilians"])
            labels = {
                "killed": str(civilians + fighters),
                "civilians": str(civilians),
                "children": line["nb_children"],
                "women": line["nb_women"],
                "actor": _label(line["actor"], ACTORS),
                "cause": _label(line["cause_of_death"], CAUSES),
                "province": line["location"],
            }
            yield Row(line["unit_id"], f"{line['article_title']}\n\n{line['article_content']}", labels)


ACTORS = {
    "syrian government": "government",
    "isis": "islamic state",
    "coalition": "coalition",
    "armed opposition": "opposition",
    "self administration": "sdf",
    "nusra": "nusra",
}
CAUSES = {
    "shelling": "shelling",
    "explosion": "explosion",
    "chemical": "chemical",
    "shooting": "shooting",
    "execution": "execution",
}


def _label(text: str, names: dict[str, str]) -> str:
    return next((name for part, name in names.items() if part in text), "unknown")


_SIDES = {
    "syria": "government",
    "russia": "government",
    "iran": "government",
    "hezbollah": "government",
    "islamic-state": "islamic state",
    "us-led-coalition": "coalition",
    "united-states": "coalition",
    "jabhat-al-nusra": "nusra",
    "syrian-democratic-forces": "sdf",
    "ypg": "sdf",
    "ypj": "sdf",
    "pyd": "sdf",
    "rojava-administration": "sdf",
}
_CAUSE_OF = {
    "Air/drone strike": "shelling",
    "Shelling/artillery/missile attack": "shelling",
    "Suicide bomb": "explosion",
    "Remote explosive/landmine/IED": "explosion",
    "Grenade": "explosion",
    "Chemical weapon": "chemical",
}
_EXECUTING = ("execut", "behead", "crucif", "slit", "stone", "hang", "massacre", "slaughter", "slay")
_SHOOTING = ("shot", "shoot", "sniper", "gun", "clash", "battle", "fight", "ambush", "offensive", "assault")


def project(reading: Reading) -> dict[str, str]:
    """What the main account says, in FA-KES's own values. A number that is not told is 0 there, not unknown."""
    main = next((account for account in reading.accounts if account.role == "main"), None)
    if main is None:
        return {
            **dict.fromkeys(FIELDS, "0"),
            "actor": "unknown",
            "cause": "unknown",
            "province": _province(reading, None),
        }
    killed = [figure for figure in main.figures if figure.harm == "killed"]
    toll = next((figure for figure in killed if figure.main_toll), None)
    return {
        "killed": str(_value(toll)),
        "civilians": str(_civilians(toll, [figure for figure in killed if not figure.main_toll])),
        "children": str(_subgroup(killed, "children")),
        "women": str(_subgroup(killed, "women")),
        "actor": _actor(main),
        "cause": _cause(reading, main),
        "province": _province(reading, main),
    }


def _civilians(toll: AccountFigure | None, others: list[AccountFigure]) -> int:
    """How many of the dead were civilians: whoever is not called a fighter.

    A number of civilians counts where it and the fighters make up the toll or it is most of it; a smaller one is of
    some among them.
    """
    total = _value(toll)
    told = [_value(figure) for figure in others if figure.group == "civilians" and figure.subgroup is None]
    fighters = sum(_value(figure) for figure in others if _of_fighters(figure))
    if toll is None:
        return told[0] if told else 0
    if _of_fighters(toll):
        return 0
    if toll.group == "civilians":
        return total
    most = max((number for number in told if number <= total), default=0)
    if most and (most + fighters == total or 2 * most >= total):
        return most
    return total - fighters if fighters <= total else total


def _value(figure: AccountFigure | None) -> int:
    if figure is None:
        return 0
    return figure.minimum if figure.minimum is not None else figure.maximum or 0


def _of_fighters(figure: AccountFigure) -> bool:
    named = figure.who is not None and figure.who.kind not in ("civilians", "unknown")
    return named or figure.group in ("side_a", "side_b") or bool(_FIGHTERS.search(figure.verbatim))


_FIGHTERS = re.compile(
    r"\b(?:airmen|commander|crew|fighter|gunm[ae]n|insurgent|jihadi(?:st)?|militant|militiam[ae]n|member|mercenar(?:y|ie)"
    r"|officer|pilot|rebel|servicem[ae]n|soldier|terrorist|troop)s?\b",
    re.IGNORECASE,
)
"""Words for people whom the labels count as fighters, whatever side they are on."""


def _subgroup(figures: Iterable[AccountFigure], subgroup: str) -> int:
    return max((_value(figure) for figure in figures if figure.subgroup == subgroup), default=0)


def _actor(main: Account) -> str:
    if not main.perpetrators:
        return "unknown"
    first = main.perpetrators[0]
    side = _SIDES.get(side_of(first.id)) if first.id else None
    return side or ("opposition" if first.kind == "rebel" else "unknown")


def _cause(reading: Reading, main: Account) -> str:
    """The main account's cause; where its event names none, the first that its claims name, shooting last."""
    cause = _cause_of(main.event)
    if cause not in (None, "shooting"):
        return str(cause)
    told = [found for claim in reading.claims if claim.id in main.claims and (found := _cause_of(claim.event))]
    return next((found for found in told if found != "shooting"), cause or (told[0] if told else "unknown"))


def _cause_of(event: Event | None) -> str | None:
    if event is None:
        return None
    if event.sub_type in _CAUSE_OF:
        return _CAUSE_OF[event.sub_type]
    trigger = event.trigger.exact.lower()
    if any(word in trigger for word in _EXECUTING):
        return "execution"
    return "shooting" if any(word in trigger for word in _SHOOTING) else None


def _province(reading: Reading, main: Account | None) -> str:
    """The province of the main account's place; where that has none, the first that its claims or the rest name."""
    own = set(main.claims) if main else set()
    places = [main.place if main else None]
    places += [claim.place for claim in reading.claims if claim.id in own]
    places += [account.place for account in reading.accounts if account.role != "background"]
    places += [claim.place for claim in reading.claims]
    found = (PROVINCES.get((place.admin1 or "").lower()) for place in places if place)
    return next((province for province in found if province), "unknown")


PROVINCES = {
    "aleppo": "aleppo", "damascus": "damascus", "rif dimashq": "damascus", "rif-dimashq": "damascus", "idlib": "idlib",
    "deir ez-zor": "deir ezzor", "raqqa": "raqqa", "homs": "homs", "hasakah": "hasakeh", "al-hasakah": "hasakeh",
    "hama": "hama", "daraa": "daraa", "latakia": "lattakia", "quneitra": "quneitra", "tartus": "tartous",
    "tartous": "tartous", "suwayda": "swaida", "as-suwayda": "swaida",
}  # fmt: skip
"""The reader's first-order divisions of Syria under FA-KES's names, which count the countryside with Damascus."""


def compared(data: Path, limit: int | None, read_all: ReadAll) -> Iterator[tuple[Row, dict[str, str], Reading]]:
    """Each article of the table in ``data`` with what the reader makes of it. Raises ``FileNotFoundError``."""
    rows = list(rows_of(only_file(data, "dev.csv"), limit))
    reports = [capture(row.text, uri=f"fa-kes:{row.unit_id}") for row in rows]
    for row, reading in zip(rows, read_all(reports), strict=True):
        yield row, project(reading), reading


def counted(labels: dict[str, str], mine: dict[str, str]) -> Counts:
    """Which fields of one article are exactly the label."""
    return {"articles": 1, **{field: mine[field] == labels[field] for field in FIELDS}}


def evaluate(data: Path, limit: int | None = None, read_all: ReadAll | None = None) -> dict[str, Any]:
    """The share of articles in which each field is exactly the label, with 95% intervals."""
    counts = [counted(row.labels, mine) for row, mine, _ in compared(data, limit, read_all or ReadOnce())]
    return {"benchmark": "fa-kes", "documents": len(counts), "measures": measured(counts, MEASURES)}


def worst(data: Path, number: int, limit: int | None = None, read_all: ReadAll | None = None) -> list[dict[str, Any]]:
    """The ``number`` articles with most fields wrong, worst first, with the words that the main account rests on."""
    cases = []
    for row, mine, reading in compared(data, limit, read_all or ReadOnce()):
        wrong = {field: [row.labels[field], mine[field]] for field in FIELDS if mine[field] != row.labels[field]}
        if wrong:
            headline = row.text.split("\n", 1)[0]
            cases.append(
                {"article": row.unit_id, "headline": headline, "expected_and_found": wrong, "words": _words(reading)}
            )
    return sorted(cases, key=lambda case: (-len(case["expected_and_found"]), case["article"]))[:number]


def _words(reading: Reading) -> dict[str, Any]:
    """The words that the main account's event, parties, place and figures rest on."""
    main = next((account for account in reading.accounts if account.role == "main"), None)
    if main is None:
        return {}
    return {
        "event": main.event.trigger.exact if main.event else None,
        "perpetrators": [actor.text for actor in main.perpetrators],
        "place": main.place.text if main.place else None,
        "figures": [f"{figure.harm}: {figure.verbatim}" for figure in main.figures],
    }
