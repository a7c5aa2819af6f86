"""The component "struck": things that were hit and people named as harmed, by how the sentence ties them to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Thing, Victim
from reportedly.model.figure import Harm
from reportedly.model.thing import ThingKind
from reportedly.reading.doc import ThingMention, VictimMention, words_at
from reportedly.reading.factuality import is_negated
from reportedly.reading.harms import WORDS
from reportedly.reading.naming import named_as
from reportedly.reading.phrases import Phrases

_RAW = load_lexicon("things")
_KINDS: Phrases[ThingKind] = Phrases((word, kind) for kind, words in _RAW["kinds"].items() for word in words)
_KIND_OF: dict[str, ThingKind] = {word: kind for kind, words in _RAW["kinds"].items() for word in words}
_BURSTING = frozenset(_RAW["bursting"])
_BURSTING_PREPOSITIONS = frozenset(_RAW["bursting_prepositions"])
_EXPLOSIVES = frozenset(_RAW["explosives"])
_FIRING = frozenset(_RAW["firing"])
_SIDES = frozenset(_RAW["sides"])
_AT = frozenset({"on", "against", "at", "upon", "into"})


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a thing or a person to what was done: verbs that take it as their object, verbs that it is the subject
    of, nouns for the deed, and the prepositions after those.
    """

    verbs: frozenset[str]
    suffered: frozenset[str]
    deeds: frozenset[str]
    prepositions: frozenset[str]


_THINGS = Ties(frozenset(_RAW["hitting"]), frozenset(), frozenset(_RAW["deeds"]), frozenset(_RAW["deed_prepositions"]))
_PEOPLE = Ties(
    frozenset(WORDS.verbs) | frozenset(_RAW["attacking"]) | WORDS.hitting,
    frozenset(WORDS.suffered) - WORDS.suffering,
    frozenset(WORDS.nouns) | frozenset(_RAW["attacks"]),
    frozenset({"of", "on", "against", "upon"}),
)


@Language.component("struck")
def struck(doc: Doc) -> Doc:
    """Leave ``doc._.things`` and ``doc._.victims``."""
    doc._.things = tuple(_things(doc))
    doc._.victims = tuple(_victims(doc))
    return doc


def _things(doc: Doc) -> Iterator[ThingMention]:
    for found in _KINDS.find(doc):
        head = doc[found.end - 1]
        if head.pos_ in ("NOUN", "PROPN") and not _modifies(head) and tie_of(head, _THINGS) is not None:
            start, end = named_as(head)
            words = words_at(doc, start, end)
            yield ThingMention(start, end, Thing(kind=found.entry, text=words.exact, span=words))


def kind_of_thing(noun: Token) -> ThingKind | None:
    """The kind of thing that ``noun`` names by itself: "helicopter" is an aircraft; ``None`` for what is not known."""
    return _KIND_OF.get(noun.lemma_.lower())


def _victims(doc: Doc) -> Iterator[VictimMention]:
    for name in doc.ents:
        if name.label_ != "PERSON":
            continue
        head = name.root
        tie = tie_of(head, _PEOPLE)
        if tie is not None:
            words = words_at(doc, name.start, name.end)
            victim = Victim(name=" ".join(words.exact.split()), harm=_harm(tie), span=words)
            yield VictimMention(name.start, name.end, victim)


def _harm(tie: Token) -> Harm | None:
    lemma = tie.lemma_.lower()
    return WORDS.verbs.get(lemma) or WORDS.suffered.get(lemma) or WORDS.nouns.get(lemma)


def _modifies(token: Token) -> bool:
    """Whether the noun only describes another: the "car" of "car bomb"."""
    return token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i and not _is_deed(token.head, _THINGS)


def _is_deed(token: Token, ties: Ties) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in ties.deeds


def tie_of(token: Token, ties: Ties) -> Token | None:
    """The word that says that ``token`` was struck: the verb or the noun for the deed; ``None`` where none says so."""
    own = next((child for child in token.children if _struck_in_clause(child, ties)), None)
    if own is not None:
        return own
    first = _first_of_row(token)
    head = first.head
    lemma = head.lemma_.lower()
    if first.dep_ in ("dobj", "nsubjpass"):
        return head if lemma in ties.verbs and not is_negated(head) and not _is_thrown(first) else None
    if first.dep_ == "nsubj":
        return head if lemma in ties.suffered and not is_negated(head) else None
    if first.dep_ in ("compound", "poss", "nmod"):
        return head if _is_deed(head, ties) else None
    return _aimed(head, ties) if first.dep_ == "pobj" else None


def _first_of_row(token: Token) -> Token:
    """The first of several things joined by "and", or what the token stands in apposition to."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def _struck_in_clause(verb: Token, ties: Ties) -> bool:
    """Whether a clause that hangs on a thing says that it was hit: "the bus that was attacked", "cars damaged by"."""
    if verb.dep_ not in ("acl", "relcl") or verb.lemma_.lower() not in ties.verbs or verb.tag_ != "VBN":
        return False
    return not any(child.dep_ in ("dobj", "nsubj") for child in verb.children) and not is_negated(verb)


def _is_thrown(thing: Token) -> bool:
    return thing.lemma_.lower() in _EXPLOSIVES


def _aimed(preposition: Token, ties: Ties) -> Token | None:
    """The deed that a preposition aims: "the attack on", "a bomb went off in front of", "fired at"."""
    word, owner = preposition.lower_, preposition.head
    if owner.lemma_.lower() in _SIDES and owner.head.dep_ == "prep":  # "in front of", "at the entrance to"
        word, owner = owner.head.lower_, owner.head.head
    if owner.dep_ == "prep" and owner.lower_ in ("next", "close", "out"):
        owner = owner.head
    lemma = owner.lemma_.lower()
    if _is_deed(owner, ties):
        return owner if word in ties.prepositions else None
    if owner.pos_ not in ("VERB", "AUX"):
        return owner if ties is _THINGS and lemma in _EXPLOSIVES and word in _BURSTING_PREPOSITIONS else None
    if is_negated(owner):
        return None
    around = [child for child in owner.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")]
    if word in _AT and any(_is_deed(child, ties) for child in around):
        return next(child for child in around if _is_deed(child, ties))
    if ties is _THINGS and lemma in _BURSTING and word in _BURSTING_PREPOSITIONS:
        return owner if any(_holds_explosive(child) for child in around) else None
    return owner if lemma in _FIRING and word in _AT else None


def _holds_explosive(noun: Token) -> bool:
    of = (grand for child in noun.children if child.lower_ == "of" for grand in child.children)
    return any(one.lemma_.lower() in _EXPLOSIVES for one in (noun, *noun.conjuncts, *of))


def distinct_things(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """``things`` in order, each wording once."""
    by_words: dict[str, Thing] = {}
    for thing in things:
        by_words.setdefault(thing.text.lower(), thing)
    return tuple(by_words.values())


def distinct_victims(victims: Iterable[Victim]) -> tuple[Victim, ...]:
    """``victims`` in order, each person once under the longest of the names: "Ruiz" is the "Ana Ruiz" told before."""
    kept: list[Victim] = []
    for victim in victims:
        words = set(victim.name.lower().split())
        same = next((i for i, one in enumerate(kept) if _is_part(words, set(one.name.lower().split()))), None)
        if same is None:
            kept.append(victim)
        elif len(victim.name) > len(kept[same].name):
            kept[same] = victim.model_copy(update={"harm": kept[same].harm or victim.harm})
        elif kept[same].harm is None:
            kept[same] = kept[same].model_copy(update={"harm": victim.harm})
    return tuple(kept)


def _is_part(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one
