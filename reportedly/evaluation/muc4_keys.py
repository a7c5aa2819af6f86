"""MUC-4's messages and answer keys, read as they were published.

A message is a wire story in capitals, opened by its number, a dateline and marks such as ``[TEXT]``. A key holds, for
each message, one template of 24 slots for each incident, or one whose slots are ``*`` where there is none to report.
A slot holds fills, one a line; a fill has alternatives parted by ``/``, of which one is enough; ``?`` before a fill
says that it may be left out. A fill is a value of a set list (``BOMBING``), words of the text (``"FMLN"``), or the two
together (``DEATH: "PEASANT"``): the value, and whom it is about.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportedly.evaluation.readings import report_of
from reportedly.evaluation.truecase import truecased
from reportedly.model import Published, Report

SLOTS = {
    2: "date",
    3: "location",
    4: "type",
    5: "stage",
    6: "instrument",
    7: "instrument_type",
    8: "category",
    9: "perpetrator",
    10: "organization",
    11: "confidence",
    12: "physical_target",
    13: "physical_target_type",
    14: "physical_target_number",
    15: "physical_target_nation",
    16: "physical_target_effect",
    17: "physical_target_total",
    18: "victim_name",
    19: "victim_description",
    20: "victim_type",
    21: "victim_number",
    22: "victim_nation",
    23: "victim_effect",
    24: "victim_total",
}
"""The scored slots by their numbers in the keys."""

FOLDERS = ("tst1", "tst2")
"""What is measured on. ``dev`` is what rules may be made from."""

_HEADING = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4})(?: .*)?$", re.MULTILINE)
_DATELINE = re.compile(
    r"\s*(?P<place>[^\n]{2,60}?),\s+(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})\w*\s+(?P<year>\d{2})\s*(?P<source>\([^)]*\))?\s*--\s*"
)
_MARKS = re.compile(
    r"\[(?:[A-Z ]*(?:TEXT|SUMMARY|EXCERPTS?|SPEECH|STATEMENT|EDITORIAL|REPORT|ARTICLE|COMMENTARY|COMMUNIQUE|BULLETIN|"
    r"CONTINUED|RECORDING|OMITTED|INDISTINCT)[A-Z ]*)\]\s*"
)
_MONTHS = {name.upper(): n for n, name in enumerate(calendar.month_abbr) if n}


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to fill a slot: a ``value`` of a set list, the words it is ``about``, or both."""

    value: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill of a slot. Any alternative will do; an ``optional`` one may be left out."""

    alternatives: tuple[Alternative, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its fills by slot. An ``optional`` one may be left out."""

    slots: dict[str, tuple[Fill, ...]]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One story with the incidents in it."""

    name: str
    report: Report
    original: str
    templates: tuple[Template, ...]


def read_messages(data: Path, limit: int | None = None) -> Iterator[Message]:
    """The messages of the measured folders in ``data`` with their templates. Raises ``FileNotFoundError``."""
    folders = [data / name for name in FOLDERS if (data / name).is_dir()]
    if not folders:
        folders = [folder for folder in (data, *sorted(data.glob("*/"))) if any(folder.glob("key-*"))]
    if not folders:
        raise FileNotFoundError(f"no folder {' or '.join(FOLDERS)} with keys and messages in {data}")
    count = 0
    for folder in folders:
        keys: dict[str, list[Template]] = {}
        for path in sorted(folder.glob("key-*")):
            for name, template in templates_of(path.read_text(encoding="latin-1")):
                keys.setdefault(name, []).extend([template] if template else [])
        for path in sorted(path for path in folder.glob("*-muc[34]*") if not path.name.startswith("key")):
            for name, text in messages_of(path.read_text(encoding="latin-1")):
                if limit is not None and count >= limit:
                    return
                if name in keys:
                    count += 1
                    yield Message(name, report_of_message(name, text), text, tuple(keys[name]))


def messages_of(text: str) -> Iterator[tuple[str, str]]:
    """Each message's number and words."""
    parts = _HEADING.split(text)
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        yield name, body.strip("\n")


def report_of_message(name: str, message: str) -> Report:
    """The message as a report: lines joined into paragraphs, in small letters, dated by its dateline, no headline."""
    body, published, publisher = message, None, None
    dateline = _DATELINE.match(message)
    if dateline:
        body = message[dateline.end() :]
        published = _day(dateline["day"], dateline["month"], dateline["year"])
        publisher = (dateline["source"] or "").strip("()").title() or None
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", _MARKS.sub("", body)) if part.strip()]
    place = truecased(f"{dateline['place'].strip()} -- ") if dateline and "CITY" not in dateline["place"][:8] else ""
    text = place + truecased("\n\n".join(paragraphs))
    day = Published(date=published.isoformat(), precision="day", basis="dateline") if published else None
    return report_of(text, f"muc4:{name}", published=day, publisher=publisher)


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(1900 + int(year), _MONTHS[month], int(day))
    except (KeyError, ValueError):
        return None


def templates_of(key: str) -> Iterator[tuple[str, Template | None]]:
    """Each message's number with one of its templates, or ``None`` where it has none."""
    lines = [line for line in key.splitlines() if line.strip() and not line.lstrip().startswith(";")]
    for chunk in re.split(r"\n(?=0\.\s)", "\n".join(lines)):
        fields = _fields(chunk)
        if 0 not in fields:
            continue
        name = fields[0][0].split()[0]
        number = fields.get(1, ["*"])[0]
        if number.startswith("*") or (fields.get(4) or ["*"])[0] == "*":
            yield name, None
            continue
        slots = {slot: _fills(slot, fields.get(n, [])) for n, slot in SLOTS.items()}
        yield name, Template(slots, optional="OPTIONAL" in number)


def _fields(chunk: str) -> dict[int, list[str]]:
    """The lines of values by slot number. A line that ends or begins with "/" goes on from the one before."""
    fields: dict[int, list[str]] = {}
    current: list[str] = []
    for line in chunk.splitlines():
        numbered = re.match(r"(\d+)\.\s+[A-Z][A-Z ]*: ?[A-Z ]*?(?:\s{2,}|\t+)(.*)", line)
        if numbered:
            current = fields.setdefault(int(numbered[1]), [])
            current.append(numbered[2].strip())
        elif current and (line.strip().startswith("/") or current[-1].endswith("/")):
            current[-1] = f"{current[-1]} {line.strip()}"
        elif fields:
            current.append(line.strip())
    return fields


def _fills(slot: str, lines: list[str]) -> tuple[Fill, ...]:
    fills = []
    for line in lines:
        text = line.lstrip("? ")
        if text and text not in ("*", "-"):
            alternatives = (Alternative(text, None),) if slot in ("date", "location") else _alternatives(text)
            if alternatives:
                fills.append(Fill(alternatives, optional=line.startswith("?")))
    return tuple(fills)


def _alternatives(text: str) -> tuple[Alternative, ...]:
    """``A / B: "x" / "y"``: any of the values before the colon, about any of the words after it."""
    left, right = _parted(text)
    if right is None:
        return tuple(_alternative(part) for part in _split(left))
    abouts = [_unquoted(part) for part in _split(right)]
    return tuple(Alternative(_unquoted(value), about) for value in _split(left) for about in abouts if value and about)


def _alternative(part: str) -> Alternative:
    return Alternative(None, _unquoted(part)) if part.startswith('"') else Alternative(part, None)


def _parted(text: str) -> tuple[str, str | None]:
    """Before and after the first colon that stands outside quotation marks."""
    for match in re.finditer(r'"(?:\\.|[^"\\])*"|:', text):
        if match.group() == ":":
            return text[: match.start()].strip(), text[match.end() :].strip()
    return text, None


def _split(text: str) -> list[str]:
    parts = re.findall(r'"(?:\\.|[^"\\])*"|[^/"]+', text)
    return [part.strip(" ()") for part in parts if part.strip(" ()/-")]


def _unquoted(part: str) -> str:
    return part.strip('"').replace('\\"', '"').strip()
