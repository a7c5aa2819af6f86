"""Rows of counted people told by one word: which are different people, and which only share out those told first."""

from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.geography import LOCALITY, contains
from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Place
from reportedly.reading.counting import POSSESSIVES, Counted
from reportedly.reading.harms import WORDS
from reportedly.reading.numbers import after_age
from reportedly.reading.once import lower_words

_LISTING = frozenset({",", "and", "&"})


def is_list(doc: Doc, one: Counted, following: Counted) -> bool:
    """Whether nothing but a comma or an "and" stands between two counted phrases that count different people."""
    between = lower_words(doc)[after_age(doc, _end(one)) : following.number.start]
    between = between[:-1] if between and between[-1] in POSSESSIVES else between
    among = following.end < len(doc) and doc[following.end].lower_ in ("among", "of", "including")
    return bool(between) and set(between) <= _LISTING and len(between) < 3 and not among


def _end(one: Counted) -> int:
    return max(one.end, one.number.end)


_PLACING = frozenset({"in", "at", "near", "on", "outside", "around", "inside", "along", "aboard"})
_PARTING = frozenset({",", ";", "and", "&", "/"})
_IN_PLACE_PHRASE = frozenset({"PROPN", "NOUN", "ADJ", "DET", "ADP", "PART"})
_NO_PLACE = frozenset({"hospital", "condition", "total", "all", "custody", "addition", "turn", "particular", "state"})
_TIMES = frozenset({"DATE", "TIME"})


def goes_on_elsewhere(doc: Doc, one: Counted, following: Counted) -> bool:
    """Whether ``following`` is the next of a row whose verb is told once and where each has a place of its own:
    "killed three in Karari, TWO IN BINNISH and ONE IN OMBADA".
    """
    start, end = _end(one), following.number.start
    if following.noun is not None and following.noun not in WORDS.people:
        return False
    between = doc[start:end]
    while len(between) and between[-1].lower_ in _PARTING:
        between = between[:-1]
    if len(between) < 2 or not all(map(_is_in_a_name_of_place, between[1:])):
        return False
    return _says_where(doc, start) and _says_where(doc, _end(following))


def _is_in_a_name_of_place(token: Token) -> bool:
    return (token.pos_ in _IN_PLACE_PHRASE and not token.like_num) or token.text == "-"


def _says_where(doc: Doc, i: int) -> bool:
    """Whether a phrase that says where begins at token ``i``: "in Karari", "on the bus", not "in hospital"."""
    if i + 1 >= len(doc) or doc[i].lower_ not in _PLACING:
        return False
    noun = next((token for token in doc[i + 1 : i + 5] if token.pos_ in ("PROPN", "NOUN")), None)
    return noun is not None and noun.ent_type_ not in _TIMES and noun.lemma_.lower() not in _NO_PLACE


def are_shared_out(doc: Doc, row: Sequence[Counted]) -> bool:
    """Whether the rest of ``row`` says where those of the first were: "12 in the north, seven in Homs, five in Hama".
    They lie where the first does, or the first lie in no town and the rest add up to them.
    """
    first, rest = row[0], row[1:]
    whole, parts = _place_after(doc, first), [_place_after(doc, one) for one in rest]
    in_an_area = doc[_end(first) + 1].pos_ != "PROPN" if whole is None else (whole.precision or 1) > LOCALITY
    numbers = [one.number.minimum or 0 for one in rest]
    if in_an_area and len(rest) > 1 and sum(numbers) == (first.number.minimum or 0):
        return True
    return whole is not None and all(part is not None and contains(whole, part) is True for part in parts)


def _place_after(doc: Doc, one: Counted) -> Place | None:
    end = _end(one)
    return next((mention.place for mention in doc._.places if end < mention.start <= end + 3), None)


def sums_up(doc: Doc, row: Sequence[Counted]) -> bool:
    """Whether the first gives in all what the next give in parts: "four victims, three boys and a woman, were hurt"."""
    first, number = row[0], row[0].number
    comma = doc[_end(first)].text == ","
    parts, whole = sum(one.number.minimum or 0 for one in row[1:]), number.minimum or 0
    return comma and len(row) > 1 and (whole == parts > 1 or (whole > parts and first.noun in _ANYBODY))


_ANYBODY = frozenset({None, *load_lexicon("people")["anybody"]})


class _Bound(Protocol):
    """A counted phrase that is known to be a part or not."""

    @property
    def counted(self) -> Counted: ...

    @property
    def part(self) -> bool: ...


def counts_a_part(sentence: Span, one: Counted, before: Sequence[_Bound]) -> bool:
    """Whether the words make ``one`` some of people told of: "six OF THEM", "MY two sons", "two WERE AMONG the dead",
    and who is told beside some of them: "nine people, six of them villagers AND THREE SOLDIERS". ``before`` are those
    who met the same harm.
    """
    doc, core = sentence.doc, one.number.core_end
    low = [token.lower_ for token in doc[core : core + 5]]
    owner = doc[one.number.start - 1].lower_ if one.number.start > sentence.start else ""
    if owner in _OWN or owner in _INCLUDING:
        return True
    if low[:2] in _OF_THEM and any(_least(whole.counted) > _least(one) for whole in before):
        return True  # "a crowd of rebels, killing 32 of them" gives the toll
    numbered = core + 2 < len(doc) and doc[core + 2].like_num
    if low[:2] in _OF_ALL and not _DEAD.isdisjoint(low[3:5] if numbered else low[2:3]):
        return True
    after = [token.lower_ for token in doc[_end(one) : _end(one) + 2]]
    if after in _ARE_AMONG:
        return True
    last = before[-1] if before else None
    here = last is not None and last.counted.number.start >= sentence.start
    return here and last is not None and last.part and doc[_end(last.counted) : one.number.start].text.lower() == "and"


def _least(one: Counted) -> int:
    return one.number.minimum or one.number.maximum or 0


_OWN = frozenset({"my", "our"})
_INCLUDING = frozenset({"including", "includes", "include", "included", "namely"})
_OF_THEM = (["of", "them"], ["of", "whom"], ["of", "these"], ["of", "those"])
_OF_ALL = (["of", "the"], ["of", "those"])
_ARE_AMONG = (["are", "among"], ["were", "among"], ["was", "among"], ["is", "among"])
_DEAD = frozenset({"dead", "victims", "killed", "slain", "deceased", "fatalities", "casualties"})
