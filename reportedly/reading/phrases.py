"""Finds phrases of lemmas in a Doc: the one matcher behind the event lexicon."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from spacy.attrs import POS
from spacy.symbols import AUX, PROPN, VERB
from spacy.tokens import Doc, Token

from reportedly.reading.once import lemmas, lower_words, once_a_doc

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase found: token range, and what the lexicon says of it."""

    start: int
    end: int
    entry: T


class Phrases(Generic[T]):
    """Phrases of lemmas, longest match first."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """``entries`` are phrases, lemmas separated by spaces, each with what it stands for."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, entry in entries:
            # A tokenizer parts "air-strike" at its hyphen, and leaves "Mi-8" whole.
            for words in {tuple(phrase.replace("-", " - ").split()), tuple(phrase.split())}:
                self._by_first.setdefault(words[0], []).append((words, entry))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, doc: Doc) -> Iterator[Found[T]]:
        """Every phrase in ``doc``, from left to right, none inside another."""
        forms = forms_in(doc)
        known = self._by_first.keys()
        position = 0
        for i in [i for i, keys in enumerate(forms) if not known.isdisjoint(keys)]:
            match = self._match(forms, i) if i >= position else None
            if match is not None:
                yield match
                position = match.end

    def _match(self, forms: list[tuple[str, ...]], i: int) -> Found[T] | None:
        for first in dict.fromkeys(forms[i]):
            for phrase, entry in self._by_first.get(first, ()):
                end = i + len(phrase)
                if end <= len(forms) and all(lemma in forms[i + k] for k, lemma in enumerate(phrase)):
                    return Found(i, end, entry)
        return None


@once_a_doc
def forms_in(doc: Doc) -> list[tuple[str, ...]]:
    """The ``word_forms`` of each token."""
    parts = doc.to_array(POS).tolist()
    return [_forms(*each) for each in zip(lower_words(doc), lemmas(doc), parts, strict=True)]


def word_forms(token: Token) -> tuple[str, ...]:
    """The lemma of ``token``, its written form in lower case, and the lemma with "/v" (verb) or "/n" (anything else).

    Taggers take capitalised headline words for names and leave their plural endings on; those are taken off here.
    """
    return _forms(token.lower_, token.lemma_.lower(), token.pos)


def _forms(low: str, lemma: str, part: int) -> tuple[str, ...]:
    if part == PROPN and low.endswith("s") and len(low) > 3:
        lemma = _singular(low)
    return lemma, low, f"{lemma}/{'v' if part in (VERB, AUX) else 'n'}"


def _singular(plural: str) -> str:
    if plural.endswith("ies"):
        return plural[:-3] + "y"
    return plural[:-2] if plural.endswith(("shes", "ches", "xes", "sses", "zes")) else plural[:-1]
