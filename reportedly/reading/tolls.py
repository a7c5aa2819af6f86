"""The figures of an account: each number once per source, and which of them is the account's main toll."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from reportedly.model import AccountFigure, Claim, Figure, Source
from reportedly.reading.doc import FigureMention
from reportedly.reading.members import Draft

UNNAMED = "unnamed"
"""The name of a source that a report does not name ("it was suggested")."""


@dataclass(slots=True)
class _Row:
    """A figure with where it was told."""

    figure: Figure
    claim: Claim
    mention: FigureMention
    in_headline: bool
    said_by: tuple[Source, ...]


def figures_of(doc: Doc, draft: Draft) -> tuple[AccountFigure, ...]:
    """The figures of ``draft`` in the order told, body before headline. The same number of the same harm is one figure
    when the same source repeats it, and when the headline repeats the body.
    """
    rows: list[_Row] = []
    for one in sorted(draft.telling, key=lambda member: member.section == "headline"):
        for mention in one.proposition.figures:
            row = _Row(mention.figure, one.claim, mention, one.section == "headline", one.claim.said_by)
            if not mention.figure.cumulative and one.claim.stage in ("accomplished", "attempted"):
                _add(rows, row)
    rows = _one_by_one(rows)
    _pass_on_the_word(rows)
    summed = _summed_up(rows)
    main = _main_toll([row for row in rows if row not in summed], _headline_numbers(draft))
    listed = _in_lists(rows, main)
    lead = next((one.claim for one in draft.body), None)
    return tuple(
        AccountFigure(
            **dict(row.figure),
            claim=row.claim.id,
            said_by=_word(row, lead if row is main else None),
            main_toll=row is main,
            part=row.mention.part or row in summed,
            individual=row in listed if row.figure.harm in {one.figure.harm for one in listed} else _is_one(row),
        )
        for row in rows
    )


def _summed_up(rows: list[_Row]) -> list[_Row]:
    """The rows of those lists of the dead that another number gives in all: "10 on the bus, 21 others; 31 in all"."""
    found: list[_Row] = []
    killed = [row for row in rows if row.figure.harm == "killed"]
    for start in {row.mention.listed for row in killed} - {None}:
        of_list = [row for row in killed if row.mention.listed == start]
        whole = sum(_value(row.figure) or 0 for row in of_list)
        others = (row for row in killed if row.mention.listed is None and not row.mention.part)
        if len(of_list) > 1 and any(_value(row.figure) == whole and not _is_one(row) for row in others):
            found += of_list
    return found


def _is_one(row: _Row) -> bool:
    return bool(row.mention.persons)


def _in_lists(rows: list[_Row], main: _Row | None) -> list[_Row]:
    """The rows of those lists of different people that say how many there were in all ("a teacher and two pupils").

    Of the dead it is the list that the main toll stands in; of others, the largest where no number stands outside it.
    """
    found: list[_Row] = []
    for harm in {row.figure.harm for row in rows if row.mention.listed is not None}:
        of_harm = [row for row in rows if row.figure.harm == harm]
        lists = {row.mention.listed for row in of_harm} - {None}
        largest = max(lists, key=lambda start: sum(_value(r.figure) or 0 for r in of_harm if r.mention.listed == start))
        whole = main.mention.listed if main is not None and main.figure.harm == harm else largest
        outside = [row for row in of_harm if row.mention.listed is None and not _is_one(row)]
        of_list = [row for row in of_harm if row.mention.listed == whole]
        if whole is not None and not all(map(_is_one, of_list)) and (harm == "killed" or not outside):
            found += of_list
    return found


def _one_by_one(rows: list[_Row]) -> list[_Row]:
    """The rows less what tells of the same people again.

    A single victim is counted only where no number is told: "the guard was killed" is among "three were killed". Of
    one person the first telling counts, and whoever died is not counted as hurt.
    """
    numbered = {row.figure.harm for row in rows if not row.mention.persons}
    dead = {person for row in rows if row.figure.harm == "killed" for person in row.mention.persons}
    kept: list[_Row] = []
    for row in rows:
        persons, harm = set(row.mention.persons), row.figure.harm
        if persons and (row.mention.single and harm in numbered and row.mention.listed is None):
            continue
        if persons and harm in ("injured", "casualties") and persons <= dead:
            continue
        again = [one for one in kept if one.figure.harm == harm and persons & set(one.mention.persons)]
        if again and not all(set(one.mention.persons) < persons for one in again):
            continue
        # "A man was killed", and then: "the dead were a father and his son".
        kept = [one for one in kept if one not in again]
        kept.append(row)
    return kept


def _pass_on_the_word(rows: list[_Row]) -> None:
    """Rest a revised number that names no source ("this was later raised to 82") on the word of the one it revises."""
    for before, row in pairwise(rows):
        if row.mention.revised and not row.claim.said_by:
            row.said_by = before.said_by


def _word(row: _Row, lead: Claim | None) -> tuple[Source, ...]:
    """On whose word a figure rests. A headline drops "a monitor said", so its sum rests on the lead's word; a number
    that "was reported" by nobody in particular rests on nobody's.
    """
    said_by = lead.said_by if row.in_headline and not row.said_by and lead is not None else row.said_by
    return tuple(source for source in said_by if source.name != UNNAMED)


def _add(rows: list[_Row], row: _Row) -> None:
    """Add ``row`` unless an earlier row gives the same number for the same people on the same word. A number that the
    report gives both in its own voice and on somebody's word rests on that word; one that a body gives and then a
    person who speaks for it, on that person's.
    """
    for i, other in enumerate(rows):
        same = _value(other.figure) == _value(row.figure) and other.figure.harm == row.figure.harm
        if row.mention.persons and other.mention.persons:
            same = same and row.mention.persons == other.mention.persons
        if not same or (other.figure.subgroup != row.figure.subgroup and not row.in_headline):
            continue
        if _one_source(other.claim, row.claim) or row.in_headline or not row.claim.said_by:
            if _names_more(row.said_by, other.said_by):
                other.said_by = row.said_by
            return
        if not other.claim.said_by:
            rows[i] = row
            return
    rows.append(row)


def _names_more(chain: Sequence[Source], other: Sequence[Source]) -> bool:
    """Whether ``chain`` holds all of the ``other``, and whoever passed it on."""
    mine, theirs = ({source.id or source.name for source in one} for one in (chain, other))
    return bool(theirs) and theirs < mine


def _is_inside(row: _Row, rows: list[_Row]) -> bool:
    """Whether the number is of a subgroup ("three children") of whom another number gives the whole."""
    if row.figure.subgroup is None:
        return False
    return any(
        other.figure.subgroup is None and (_value(other.figure) or 0) > (_value(row.figure) or 0) for other in rows
    )


def _value(figure: Figure) -> int | None:
    return figure.minimum if figure.minimum is not None else figure.maximum


def _one_source(first: Claim, second: Claim) -> bool:
    """Whether two claims rest on one word: both the report's own, or chains that share a link."""
    names = [{source.id or source.name for source in claim.said_by} for claim in (first, second)]
    return bool(names[0] & names[1]) or names[0] == names[1]


def _headline_numbers(draft: Draft) -> set[int | None]:
    """The numbers of dead that the headline gives; those of a list are one number together."""
    told = [mention for one in draft.headlines if one.section == "headline" for mention in one.proposition.figures]
    killed = [mention for mention in told if mention.figure.harm == "killed"]
    alone = {_value(one.figure) for one in killed if one.figure.subgroup is None and one.listed is None}
    lists = {one.listed for one in killed} - {None}
    return alone | {sum(_value(one.figure) or 0 for one in killed if one.listed == start) for start in lists}


def _main_toll(rows: list[_Row], headline_numbers: set[int | None]) -> _Row | None:
    """The best-known total killed.

    A toll that the body says was revised comes first. Then the headline's number, as the body gives it, or as the
    headline does when it is the sum of what the body tells one by one. Then the body's first exact whole.
    """
    killed = [row for row in rows if row.figure.harm == "killed"]
    wholes = [row for row in killed if not row.mention.part and not _is_inside(row, killed)] or killed
    body = [row for row in wholes if not row.in_headline]
    revised = [row for row in body if row.mention.revised]
    exact = [row for row in body if row.figure.qualifier != "vague"]
    # "Has risen to 85" revises no other source's 160.
    if revised and all((_value(row.figure) or 0) <= (_value(revised[-1].figure) or 0) for row in exact[:1]):
        return revised[-1]
    confirmed = next((row for row in exact if _value(row.figure) in headline_numbers), None)
    if confirmed is not None:
        return confirmed
    headline = [row for row in wholes if row.in_headline and row.figure.qualifier != "vague"]
    if headline and exact and (_value(headline[0].figure) or 0) > (_value(exact[0].figure) or 0):
        return headline[0]
    return next(iter(exact or headline or wholes), None)
