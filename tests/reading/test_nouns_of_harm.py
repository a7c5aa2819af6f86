"""Deaths that a noun alone tells."""

import pytest

from reportedly.reading.pipeline import read


def told(text: str) -> list[tuple[str, str, int | None, int | None]]:
    (account, *_) = read(text, published="2016-05-05").accounts
    return [(f.harm, f.verbatim, f.minimum, f.maximum) for f in account.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guard says fatal shooting was self-defence", ("killed", "fatal shooting", 1, None)),
        ("The council looked into a shooting death on Sunday.", ("killed", "shooting death", 1, 1)),
        ("Three men were questioned about a triple murder in Qasr.", ("killed", "triple murder", 3, 3)),
        ("Sheriff looks into murder-suicide in Qasr", ("killed", "murder-suicide", 2, None)),
        ("Sheriff looks into double murder-suicide in Qasr", ("killed", "double murder-suicide", 3, 3)),
        ("Police look into quadruple shooting in Qasr", ("casualties", "quadruple shooting", 4, 4)),
        ("Body found near the Qasr road", ("killed", "Body", 1, 1)),
    ],
)
def test_a_noun_alone_tells_how_many_died(text, expected):
    assert [row for row in told(text) if row[0] == expected[0]] == [expected]


def test_a_noun_counts_nobody_where_a_number_is_given():
    text = "Fatal shooting in Qasr\n\nTwo men were killed in the shooting on Sunday."
    assert [row for row in told(text) if row[0] == "killed"] == [("killed", "Two men", 2, 2)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A UN body found evidence of abuses in Qasr.", []),
        ("A Qasr court body found the town's mayor guilty.", []),
        ("A double agent's murder shook Qasr.", []),
    ],
)
def test_a_body_that_finds_and_a_double_agent_are_no_deaths(text, killed):
    report = read(text, published="2016-05-05")
    told = [figure for claim in report.claims for figure in claim.figures]
    assert [(figure.harm, figure.minimum) for figure in told] == killed
