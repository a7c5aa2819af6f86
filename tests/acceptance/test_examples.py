"""The examples are read as their README says that a careful reader reads them."""

import json
import re
from pathlib import Path

import pytest
from runs import EXAMPLES, Run

from reportedly.linking import link
from reportedly.model import Reading

README = (EXAMPLES / "README.md").read_text(encoding="utf-8")


def table(first_column: str, last_column: str) -> list[dict[str, str]]:
    """The rows of the README's table whose header begins and ends with the columns named."""
    lines = README.splitlines()
    at = next(n for n, line in enumerate(lines) if re.match(rf"\| {first_column} \|.*\| {last_column} \|$", line))
    names = [cell.strip() for cell in lines[at].strip("|").split("|")]
    rows: list[dict[str, str]] = []
    for line in lines[at + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(names, (cell.strip() for cell in line.strip("|").split("|")), strict=True)))
    return rows


REPORTS = table("report", "how it shows")
FIGURES = table("report", "said by")


@pytest.fixture(scope="module")
def readings(reportedly: Run) -> dict[str, Reading]:
    lines = reportedly("read", "--json", EXAMPLES).stdout.splitlines()
    read = [Reading.model_validate_json(line) for line in lines]
    return {Path(reading.report.uri or "").name: reading for reading in read}


def test_the_readme_tells_of_every_example():
    files = {path.name for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"}}
    assert {row["report"] for row in REPORTS} == files == {row["report"] for row in FIGURES}


@pytest.mark.parametrize("row", REPORTS, ids=lambda row: row["report"])
def test_each_example_is_dated_as_it_shows(row: dict[str, str], readings: dict[str, Reading]):
    published = readings[row["report"]].report.published
    assert published is not None
    assert (published.date, published.basis) == (row["published"], row["how it shows"])


CLUTTER = re.compile(
    r"cookie|newsletter|subscribe|sign in|sign up|share|tweet|advertise|related|most viewed|read more|all rights|"
    r"home|comments|privacy|photo|picture:|photograph:|read more|weekly letter|email",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", [row["report"] for row in REPORTS])
def test_no_clutter_is_left_in_the_text(name: str, readings: dict[str, Reading]):
    lines = readings[name].report.text.split("\n")
    assert [line for line in lines if CLUTTER.search(line) and len(line) < 60] == []


def bounds(figure: str) -> tuple[int | None, int | None] | None:
    """The README's way to write a figure as minimum and maximum; ``None`` for "~50", whose bounds are the reader's."""
    if figure.startswith("~"):
        return None
    if figure == "dozens":
        return 24, None
    low, dash, high = figure.partition("-")
    return int(low), (int(high) if high else None) if dash else int(low)


def is_read(row: dict[str, str], reading: Reading) -> bool:
    """Whether a figure of the README stands in some claim, whoever says it."""
    wanted = bounds(row["figure"])
    found = [figure for claim in reading.claims for figure in claim.figures if figure.harm == row["harm"]]
    if wanted is None:
        return any(row["figure"][1:] in figure.verbatim for figure in found)
    return any((figure.minimum, figure.maximum) == wanted for figure in found)


FOUND_AT_LEAST = 0.88
"""The share of the README's figures that must be found. A floor: raise it, and lower it only on purpose."""


def test_the_figures_are_those_of_a_careful_reader(readings: dict[str, Reading]):
    missed = [row for row in FIGURES if not is_read(row, readings[row["report"]])]
    share = 1 - len(missed) / len(FIGURES)
    assert share >= FOUND_AT_LEAST, json.dumps(missed, indent=1)


TOGETHER = {
    "Atmeh bombing": {"atmeh-first.txt", "atmeh-turkish-local.html", "atmeh-update.html"},
    "helicopter": {
        "helicopter-wire.txt",
        "helicopter-reprint.html",
        "helicopter-disputed.txt",
        "aleppo-battle.html",
        "saraqeb-gas-brief.txt",
    },
    "west Aleppo shelling": {
        "aleppo-shelling-state.txt",
        "aleppo-toll-revised.txt",
        "helicopter-disputed.txt",
        "aleppo-battle.html",
    },
    "southwest Aleppo battle": {"aleppo-battle.html", "aleppo-shelling-state.txt"},
    "east Aleppo air strikes": {"aleppo-battle.html"},
    "Saraqeb gas": {"saraqeb-gas.html", "saraqeb-gas-brief.txt", "aleppo-toll-revised.txt"},
    "Old Aleppo gas": {"old-aleppo-gas-state.html"},
}
"""The README's incidents, and the reports that tell of each."""


def test_the_reports_link_to_the_incidents_they_are_about(readings: dict[str, Reading]):
    names = {reading.report.id: name for name, reading in readings.items()}
    incidents = link(readings.values())
    found = [{names[a.report] for a in incident.accounts if a.role != "background"} for incident in incidents]

    assert sorted(map(sorted, found)) == sorted(map(sorted, TOGETHER.values()))


def test_the_gas_in_saraqeb_stays_apart_from_the_helicopter_that_its_reports_mention(readings: dict[str, Reading]):
    incidents = link(readings.values())
    helicopter = readings["helicopter-wire.txt"].accounts[0].id
    (shot_down,) = [one for one in incidents if helicopter in {account.id for account in one.accounts}]
    gas = {readings[name].accounts[0].id for name in ("saraqeb-gas.html", "saraqeb-gas-brief.txt")}

    assert {account.id for account in shot_down.accounts} & gas == set()
    assert [(toll.harm, toll.low, toll.best, toll.high) for toll in shot_down.tolls] == [("killed", 5, 5, 5)]
