"""Who is named as the doer by words of blame rather than by the deed: "blamed", "was behind", "responsible for"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.knowledge.parties import party_knowledge
from reportedly.model import Actor, Source
from reportedly.reading.doc import ActorMention, TokenRange
from reportedly.reading.once import lemmas
from reportedly.reading.phrases import word_forms

_RAW = load_lexicon("blame")
_DEEDS = frozenset(word.split("/")[0] for row in load_lexicon("events")["acts"] for word in row["words"])
_VERBS = frozenset(_RAW["verbs"])
_ON_VERBS = frozenset(_RAW["on_verbs"])
_BEHIND = frozenset(_RAW["behind"])
_BEAR = frozenset(_RAW["bear"])
_BEAR_OBJECTS = frozenset(_RAW["bear_objects"])
_BLAMING = _VERBS | _ON_VERBS | _BEHIND | _BEAR
_CLAIM_VERBS = frozenset(_RAW["claim_verbs"])
_CLAIM_OBJECTS = frozenset(_RAW["claim_objects"])


def blamed_in(doc: Doc, ranges: Sequence[TokenRange]) -> tuple[Actor, ...]:
    """The actors that the words of ``ranges`` blame; cue words count, so pass them along with the content."""
    lemma = lemmas(doc)
    for start, end in ranges:
        for token in (doc[i] for i in range(start, end) if lemma[i] in _BLAMING):
            for low, high in _blamed_spans(token):
                inside = [m for m in doc._.actors if low <= m.start < high and m.actor.kind != "civilians"]
                if inside:
                    return _joined(doc, inside)
    return ()


def _blamed_spans(token: Token) -> Iterator[TokenRange]:
    lemma = token.lemma_.lower()
    if lemma in _VERBS and _of_the_deed(token):
        yield from (_reach(child) for child in token.children if child.dep_ in ("dobj", "nsubjpass"))
    if lemma in _ON_VERBS:
        objects = (child for child in token.children if child.dep_ == "dobj")
        for child in (*token.children, *(grand for thing in objects for grand in thing.children)):
            if child.dep_ in ("prep", "dative") and child.lower_ in ("on", "to"):
                yield _reach(child)
    if lemma in _BEHIND and token.dep_ in ("prep", "acomp", "advmod", "pcomp", "attr", "oprd"):
        yield from list(_subjects(token.head)) or _right_before(token.head)
    if lemma in _BEAR and any(child.dep_ == "dobj" and child.lemma_ in _BEAR_OBJECTS for child in token.children):
        yield from _subjects(token)


def _of_the_deed(verb: Token) -> bool:
    """Whether the blame is for violence: "accused them of shelling the town" is, "of arming rebels" is not."""
    charges = [grand for child in verb.children if child.lower_ in ("of", "for") for grand in child.children]
    words = [token for charge in charges for token in charge.subtree if not _is_aside(token, charge)]
    return not charges or any(_DEEDS.intersection(word_forms(token)) for token in words)


def _is_aside(token: Token, charge: Token) -> bool:
    """Whether ``token`` stands in a relative clause of the charge: "of arming those who carried out the shelling"."""
    return any(head.dep_ == "relcl" for head in (token, *token.ancestors) if head.i > charge.i)


def _subjects(verb: Token) -> Iterator[TokenRange]:
    yield from (_reach(child) for child in verb.children if child.dep_ in ("nsubj", "nsubjpass"))


def _right_before(verb: Token) -> Iterator[TokenRange]:
    """The party named right before ``verb``, where the parse gives it no subject: "forces loyal to Assad WERE"."""
    named = [m for m in verb.doc._.actors if m.end == verb.i]
    yield from ((m.start, m.end) for m in named)


def _reach(token: Token) -> TokenRange:
    return token.left_edge.i, token.right_edge.i + 1


def _joined(doc: Doc, mentions: Sequence[ActorMention]) -> tuple[Actor, ...]:
    joined = [mentions[0]]
    for mention in mentions[1:]:
        between = doc[joined[-1].end : mention.start]
        if len(between) <= 2 and any(token.lower_ in ("and", "or", ",") for token in between):
            joined.append(mention)
    return tuple(mention.actor for mention in joined)


def claims_it(doc: Doc, ranges: Sequence[TokenRange]) -> bool:
    """Whether the words say that their source takes the deed on itself: "claimed responsibility", "claimed the attack".

    The deed must be the verb's own object: "claimed that the attack failed" and "confirmed the toll" take on nothing.
    """
    inside = {i for start, end in ranges for i in range(start, end)}
    lemma = lemmas(doc)
    for i in inside:
        if lemma[i] in _CLAIM_VERBS:
            objects = [child for child in doc[i].children if child.dep_ in ("dobj", "nsubjpass")]
            if any(thing.i in inside and lemma[thing.i] in _CLAIM_OBJECTS for thing in objects):
                return True
    return False


def side_of(actor_id: str) -> str:
    """The party that an actor stands on the side of, by id: an army for its state, a successor for its line."""
    knowledge = party_knowledge()
    return knowledge.side(actor_id) if actor_id in knowledge.actors else actor_id


def sides(actors: Sequence[Actor]) -> set[str]:
    """The sides of ``actors``."""
    return {side_of(actor.id) if actor.id else actor.name for actor in actors}


def speaks_for(said_by: Sequence[Source]) -> set[str]:
    """The sides that the most direct sources of a chain speak for."""
    found: set[str] = set()
    for source in said_by[:2]:
        if source.actor:
            found.add(side_of(source.actor))
        elif source.id:
            found.add(side_of(source.id))
        else:
            found.add(source.name)
    return found
