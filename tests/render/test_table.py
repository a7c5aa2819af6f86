"""A reading on a terminal, wide and narrow."""

import io

import pytest
from handmade import aleppo, aleppo_learned, report
from rich.console import Console

from reportedly.model import Reading
from reportedly.render.table import ReadingTable


def printed(reading: Reading, width: int, **options: bool) -> str:
    console = Console(file=io.StringIO(), width=width, **options)
    console.print(ReadingTable(reading))
    return console.file.getvalue()


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_a_wide_terminal_gets_a_table():
    lines = lines_of(printed(aleppo(), 130))
    assert lines[:3] == [
        "Shells kill 28 in Aleppo",
        "Meridian News, 1 August 2016 (from the dateline)",
        "file:///reports/aleppo.txt",
    ]
    header = next(line for line in lines if "Who says" in line)
    assert [header.index(name) for name in ("Who says", "What", "When", "Where", "Toll", "How sure")] == sorted(
        header.index(name) for name in ("Who says", "What", "When", "Where", "Toll", "How sure")
    )
    denial = next(line for line in lines if "a rebel spokesman" in line)
    assert denial.split() == ["a", "rebel", "spokesman", "denied", "that", "his", "men", "had", "fired", "denied"]


def test_what_the_learned_reader_finds_comes_last():
    lines = lines_of(printed(aleppo_learned(), 130))
    assert lines[-3:] == ["Learned reader: bombing (94%)", "  perpetrator: his men (61%)", ""]
    assert lines[:-3] == lines_of(printed(aleppo(), 130))[:-1]


def test_the_accounts_say_each_figure_with_its_source():
    lines = lines_of(printed(aleppo(), 130))
    start = lines.index("Mainly: Shelling/artillery/missile attack (rocket), Hamdaniya (Aleppo, SY), 1 August 2016")
    assert lines[start + 1 : start + 3] == [
        "  at least 28 civilians killed: Syrian Observatory for Human Rights",
        "  6 children killed: Rami Abdel Rahman, via Syrian Observatory for Human Rights",
    ]


@pytest.mark.parametrize("width", range(96, 141, 10))
def test_how_sure_is_never_broken_in_the_middle_of_a_word(width: int):
    lines = lines_of(printed(aleppo(), width))
    assert [line.split()[-1] for line in lines if line.endswith(("certain", "denied"))] == ["certain"] * 3 + ["denied"]


def test_a_narrow_terminal_gets_blocks_that_fit():
    lines = lines_of(printed(aleppo(), 40))
    assert max(len(line) for line in lines) <= 40
    start = lines.index("a rebel spokesman")
    told = ["  denied that his men had fired", "  by rebels (denied)", "  how sure: denied"]
    assert lines[start + 1 : start + 4] == told


def test_a_report_without_claims_says_so():
    text = printed(Reading(report=report(), claims=(), accounts=()), 100)
    assert "No claim about an event was found." in text


def test_markup_in_a_report_is_printed_as_it_stands():
    of = report("[bold red]Shells[/] hit [link=x]")
    assert lines_of(printed(Reading(report=of, claims=(), accounts=()), 100))[0] == "[bold red]Shells[/] hit [link=x]"


def test_an_escape_sequence_in_a_report_does_not_reach_the_terminal():
    of = report("\x1b]0;title\x07Shells", publisher="\x1b[2J")
    assert "\x1b" not in printed(Reading(report=of, claims=(), accounts=()), 100, color_system=None)
