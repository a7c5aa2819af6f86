"""What the learned reader sees: features of each word and of each sentence, as numbers from 0 to ``SIZE``.

A word is described by itself, its neighbours, the noun that heads its phrase, the verb or noun that governs that, the
event that stands above it in the parse, and what the components before have found there. A sentence is described by its
words, its events and its place in the report. Each feature is a short text; its number is the CRC-32 of the text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from zlib import crc32

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.reading.doc import EventMention
from reportedly.reading.harms import WORDS

SIZE = 2**16
"""How many numbers features are hashed to."""

_RAW = load_lexicon("things")
_KINDS = {word: kind for kind, words in _RAW["kinds"].items() for word in words}
_EXPLOSIVES = frozenset(_RAW["explosives"])
_HITTING = frozenset(_RAW["hitting"])
_DEEDS = frozenset(_RAW["deeds"])
_OPEN = frozenset({"will", "would", "should", "may", "might", "could", "must", "can"})
_OURS = ("we", "our", "us", "my")
_IN_PHRASE = frozenset(
    {"compound", "amod", "det", "nummod", "nmod", "predet", "quantmod", "punct", "case", "poss", "advmod"}
)
_MODIFIERS = frozenset({"amod", "compound", "nummod", "det", "poss", "relcl", "acl", "appos"})
_LEAD = 120
"""The events of so many first tokens say what the report is about."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a Doc: one row for each token, one for each sentence."""

    words: list[list[int]]
    sentences: list[list[int]]
    bounds: list[tuple[int, int]]
    """The tokens of each sentence, end exclusive."""
    heads: list[int]
    """For each token, the one that heads its noun phrase."""
    governors: list[int]
    """For each token, the verb or noun that its phrase hangs on."""


def features_of(doc: Doc) -> Features:
    """The features of ``doc``, which the components of the reader have been through."""
    known = _Known(doc)
    words: list[list[int]] = []
    sentences: list[list[int]] = []
    bounds: list[tuple[int, int]] = []
    heads: list[int] = []
    governors: list[int] = []
    for number, sentence in enumerate(doc.sents):
        scene = _Scene(known, sentence, number)
        sentences.append(_numbers(scene.features()))
        bounds.append((sentence.start, sentence.end))
        phrases: dict[int, list[str]] = {}
        for token in sentence:
            head = _head_of_phrase(token)
            heads.append(head.i)
            governors.append(_governed(head)[1].i)
            words.append([] if token.is_space else _numbers(_of_word(known, scene, token, head, phrases)))
    return Features(words, sentences, bounds, heads, governors)


def _numbers(features: Iterable[str]) -> list[int]:
    return [crc32(feature.encode("utf-8", "replace")) % SIZE for feature in features]


def _several(count: int) -> int:
    """A count on a coarse scale: 0, 1, 2, then few, some and many."""
    return next((i for i, bound in enumerate((1, 2, 3, 6, 12)) if count < bound), 5)


def _people(lemma: str) -> str | None:
    if lemma in WORDS.fighters:
        return "fighter"
    if lemma in WORDS.civilians:
        return "civilian"
    return "person" if lemma in WORDS.people else None


@dataclass(slots=True)
class _Known:
    """What is looked up again and again in one Doc."""

    doc: Doc
    lemmas: list[str] = field(init=False)
    low: list[str] = field(init=False)
    counts: Counter[str] = field(init=False)
    events: dict[int, EventMention] = field(init=False)
    actors: dict[int, str] = field(init=False)
    doing: set[int] = field(init=False)
    struck: dict[int, str] = field(init=False)
    harmed: dict[int, str] = field(init=False)
    ours: int = field(init=False)
    lead: list[str] = field(init=False)
    sentences: int = field(init=False)

    def __post_init__(self) -> None:
        doc = self.doc
        self.lemmas = [token.lemma_.lower() for token in doc]
        self.low = [token.lower_ for token in doc]
        self.counts = Counter(self.lemmas)
        self.events = {event.trigger: event for event in doc._.events}
        doers = {actor.text.lower() for event in doc._.events for actor in event.perpetrators}
        self.actors, self.doing = {}, set()
        for mention in doc._.actors:
            for i in range(mention.start, mention.end):
                self.actors[i] = f"{mention.actor.kind}:{mention.actor.id is not None}"
                if mention.actor.text.lower() in doers:
                    self.doing.add(i)
        self.struck = {i: "thing" for one in doc._.things for i in range(one.start, one.end)}
        self.struck |= {i: "victim" for one in doc._.victims for i in range(one.start, one.end)}
        self.harmed = {i: one.figure.harm for one in doc._.figures for i in range(one.start, one.end)}
        self.ours = _several(300 * sum(self.counts[word] for word in _OURS) // max(1, len(doc)))
        self.lead = sorted({event.sub_type for i, event in self.events.items() if i < _LEAD})
        self.sentences = sum(1 for _ in doc.sents)

    def kind_of(self, token: Token) -> str:
        """A word for what sort of thing the noun is: by the lexicons, else by its entity label or part of speech."""
        lemma = self.lemmas[token.i]
        if lemma in _KINDS:
            return f"thing:{_KINDS[lemma]}"
        if people := _people(lemma):
            return f"people:{people}"
        if lemma in _EXPLOSIVES:
            return "explosive"
        return f"entity:{token.ent_type_}" if token.ent_type_ else str(token.pos_)


class _Scene:
    """One sentence: its events, and what it shares with all of its words."""

    def __init__(self, known: _Known, sentence: Span, number: int) -> None:
        self.known, self.sentence, self.number = known, sentence, _several(number)
        self.events = [known.events[i] for i in range(sentence.start, sentence.end) if i in known.events]
        self.types = sorted({event.sub_type for event in self.events})
        lemmas = known.lemmas[sentence.start : sentence.end]
        past = any(token.tag_ in ("VBD", "VBN") for token in sentence)
        self.mood = f"{any(lemma in _OPEN for lemma in lemmas):d}{past:d}"
        self.shared = [
            *(f"s.type:{name}" for name in self.types),
            f"s.number:{self.number}",
            f"s.ours:{known.ours}",
            f"s.mood:{self.mood}",
        ]

    def features(self) -> Iterator[str]:
        known, sentence = self.known, self.sentence
        inside = range(sentence.start, sentence.end)
        lemmas = known.lemmas[sentence.start : sentence.end]
        yield from ("any", f"events:{_several(len(self.events))}", f"number:{self.number}", f"ours:{known.ours}")
        yield from (f"mood:{self.mood}", f"length:{_several(known.sentences // 4)}")
        yield from (f"lemma:{lemma}" for lemma in set(lemmas))
        yield from (f"pair:{one}_{other}" for one, other in pairwise(lemmas))
        for name in self.types:
            yield from (f"type:{name}", f"type:{name}:{self.number}", f"type:{name}:{self.mood}")
        yield from (f"harm:{harm}" for harm in {known.harmed[i] for i in inside if i in known.harmed})
        yield from (f"struck:{what}" for what in {known.struck[i] for i in inside if i in known.struck})
        if any(i in known.doing for i in inside):
            yield "doer"
        yield from (f"lead:{name}" for name in known.lead)
        labels = {token.ent_type_ for token in sentence}
        yield f"set:{bool(labels & {'DATE', 'TIME'}):d}{'GPE' in labels:d}"
        for event in self.events:
            yield from self._of_event(event)

    def _of_event(self, event: EventMention) -> Iterator[str]:
        known = self.known
        token, lemma = known.doc[event.trigger], known.lemmas[event.trigger]
        yield from (f"trigger:{lemma}:{token.tag_}:{event.negated}", f"trigger:{lemma}:{self.number}")
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass", "dobj", "agent"):
                yield f"role:{event.sub_type}:{child.dep_}:{known.kind_of(child)}"


def _of_word(known: _Known, scene: _Scene, token: Token, head: Token, phrases: dict[int, list[str]]) -> Iterator[str]:
    """The features of one word; ``phrases`` holds those that all words of a phrase share, by its ``head``."""
    doc, i = known.doc, token.i
    if head.i not in phrases:
        phrases[head.i] = list(_of_phrase(known, scene, head))
    shared = phrases[head.i]
    kind, relation, arc = shared[1], shared[3], shared[9]
    yield from shared
    yield from scene.shared
    first, last = scene.sentence.start, scene.sentence.end - 1
    word, lemma = known.low[i], known.lemmas[i]
    before = known.low[i - 1] if i > first else "<"
    after = known.low[i + 1] if i < last else ">"
    yield from (f"word:{word}", f"lemma:{lemma}", f"tag:{token.tag_}", f"dep:{token.dep_}", f"end:{word[-3:]}")
    yield from (f"pos:{token.pos_}:{token.dep_}", f"entity:{token.ent_iob_}:{token.ent_type_}")
    yield from (f"shape:{token.shape_[:6]}", f"before:{before}", f"after:{after}", f"pair:{before}_{word}")
    yield from (f"next:{word}_{after}", f"before.tag:{doc[i - 1].tag_ if i else ''}")
    yield f"after.tag:{doc[i + 1].tag_ if i + 1 < len(doc) else ''}"
    yield f"before2:{known.lemmas[i - 2] if i > 1 else ''}"
    yield f"after2:{known.lemmas[i + 2] if i + 2 < len(doc) else ''}"
    yield from (f"is.head:{i == head.i}", f"from.head:{min(4, abs(i - head.i))}")
    yield from (f"word:{word}:{kind}", f"dep:{token.dep_}:{relation}")
    if i in known.actors:
        actor = known.actors[i]
        yield from (
            f"actor:{actor}",
            f"actor:{actor}:{relation}",
            f"actor:{actor}:{arc}",
            f"actor:{actor}:{token.dep_}",
        )
    if i in known.doing:
        yield "doing"
    if i in known.struck:
        yield f"struck:{known.struck[i]}"
    if i in known.harmed:
        yield f"harmed:{known.harmed[i]}"


def _of_phrase(known: _Known, scene: _Scene, head: Token) -> Iterator[str]:
    """What the words of a phrase share. The order of the first ten matters: ``_of_word`` takes some by position."""
    lemmas, lemma, kind = known.lemmas, known.lemmas[head.i], known.kind_of(head)
    relation, governor, steps = _governed(head)
    above, arc = _event_above(known, head)
    over = lemmas[governor.i]
    event = above.sub_type if above is not None else "none"
    trigger = lemmas[above.trigger] if above is not None else "none"
    yield from (f"h:{lemma}", f"h.kind:{kind}", f"h.dep:{head.dep_}", f"rel:{relation}", f"over:{over}")
    yield from (f"rel:{relation}:{over}", f"rel:{relation}:{over}:{kind}", f"rel:{relation}:{kind}")
    yield from (f"event:{event}", f"arc:{event}:{arc}", f"arc:{trigger}:{arc}", f"arc:{event}:{arc}:{kind}")
    yield from (f"arc:{lemma}:{event}:{arc}", f"h:{lemma}:{relation}:{over}")
    sense = _sense(over)
    yield from (
        f"sense:{sense}:{relation}:{kind}",
        f"sense:{sense}:{relation}",
        f"over.pos:{governor.pos_}:{governor.dep_}",
    )
    yield from (f"over2:{over}:{lemmas[governor.head.i]}", f"steps:{min(steps, 2)}")
    yield f"count:{_several(known.counts[lemma])}:{kind}"
    yield f"h:{lemma}|{scene.types[0] if scene.types else ''}"
    yield from (f"type:{name}:{kind}" for name in scene.types)
    yield from (f"number:{scene.number}:{kind}", f"ours:{known.ours}:{kind}")
    whole = _whole_of(head)
    if whole is not None:
        yield from (f"of:{lemmas[whole.i]}", f"of.kind:{known.kind_of(whole)}")
    for child in head.children:
        if child.dep_ in _MODIFIERS:
            yield from (f"with:{child.dep_}:{lemmas[child.i]}", f"with:{child.dep_}:{kind}")
    if head.i in known.events:
        yield f"is:{known.events[head.i].sub_type}"


def _sense(lemma: str) -> str:
    if lemma in _DEEDS:
        return "deed"
    if lemma in _HITTING:
        return "hit"
    if lemma in _EXPLOSIVES:
        return "explosive"
    return WORDS.verbs.get(lemma) or WORDS.suffered.get(lemma) or WORDS.nouns.get(lemma) or ""


def _head_of_phrase(token: Token) -> Token:
    for _ in range(8):
        head = token.head
        if token.dep_ not in _IN_PHRASE or head.i <= token.i or head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON"):
            break
        token = head
    return token


def _governed(head: Token) -> tuple[str, Token, int]:
    """How the phrase hangs in the sentence, on which word, and how many phrases of a row stand before it."""
    steps = 0
    while head.dep_ in ("conj", "appos") and head.head.pos_ in ("NOUN", "PROPN") and steps < 6:
        head, steps = head.head, steps + 1
    over = head.head
    if head.dep_ == "pobj" and over.dep_ in ("prep", "agent"):
        owner = over.head.head if over.head.dep_ == "prep" else over.head
        return f"{head.dep_}_{over.lower_}", owner, steps
    return str(head.dep_), over, steps


def _event_above(known: _Known, token: Token) -> tuple[EventMention | None, str]:
    """The nearest event that the phrase hangs on, and by which arc, a preposition named."""
    arc = ""
    for _ in range(6):
        if token.head.i == token.i:
            break
        if token.dep_ in ("prep", "agent"):
            arc = f"{token.dep_}_{token.lower_}"
        elif token.dep_ != "pobj" or not arc:
            arc = token.dep_
        token = token.head
        if token.i in known.events:
            return known.events[token.i], arc
    return None, arc


def _whole_of(head: Token) -> Token | None:
    """The noun before "of": the "members" of "members of the front"."""
    of = head.head
    return of.head if head.dep_ == "pobj" and of.lower_ == "of" and of.head.pos_ in ("NOUN", "PROPN") else None


def padded(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """``rows`` made equally long, one at least, with ``SIZE``, the number that stands for nothing."""
    longest = max((len(row) for row in rows), default=1) or 1
    return [[*row, *[SIZE] * (longest - len(row))] for row in rows]
