"""What is worked out of a Doc once and kept with it: the strings of its tokens, and whatever else is asked for often.

spaCy makes a new object at each look at a token and a string at each look at its attribute, so a component that only
wants the few tokens of a lexicon looks through these lists, and at those tokens alone.
"""

from collections.abc import Callable, Container
from functools import wraps
from typing import TypeVar

from spacy.attrs import IDX, LEMMA, LOWER, ORTH
from spacy.tokens import Doc, Token

T = TypeVar("T")


def once_a_doc(work_out: Callable[[Doc], T]) -> Callable[[Doc], T]:
    """``work_out`` asked once for each Doc, and what it gave kept with that. For what later components leave alone."""
    key = f"reportedly.{work_out.__module__}.{work_out.__qualname__}"

    @wraps(work_out)
    def kept(doc: Doc) -> T:
        if key not in doc.user_data:
            doc.user_data[key] = work_out(doc)
        found: T = doc.user_data[key]
        return found

    return kept


@once_a_doc
def whole_text(doc: Doc) -> str:
    """The text of ``doc``."""
    return doc.text


@once_a_doc
def starts(doc: Doc) -> list[int]:
    """The character that each token begins at."""
    found: list[int] = doc.to_array(IDX).tolist()
    return found


def text_at(doc: Doc, start: int, end: int) -> str:
    """The text of the tokens from ``start`` to ``end``, at least one, without the blank after them."""
    at = starts(doc)
    return whole_text(doc)[at[start] : at[end - 1] + len(texts(doc)[end - 1])]


def phrase_at(doc: Doc, start: int, end: int) -> str:
    """``text_at`` in one line."""
    return " ".join(text_at(doc, start, end).split())


@once_a_doc
def texts(doc: Doc) -> list[str]:
    """Each token as it is written."""
    return _strings(doc, ORTH)


@once_a_doc
def lower_words(doc: Doc) -> list[str]:
    """The ``lower_`` of each token."""
    return _strings(doc, LOWER)


@once_a_doc
def lemmas(doc: Doc) -> list[str]:
    """The lemma of each token, in lower case."""
    return [lemma.lower() for lemma in _strings(doc, LEMMA)]


def tokens_in(doc: Doc, lexicon: Container[str]) -> list[Token]:
    """The tokens of ``doc`` that are in ``lexicon`` as they are written, in lower case."""
    return [doc[i] for i, word in enumerate(lower_words(doc)) if word in lexicon]


def _strings(doc: Doc, attribute: int) -> list[str]:
    strings = doc.vocab.strings
    return [strings[key] for key in doc.to_array(attribute).tolist()]
