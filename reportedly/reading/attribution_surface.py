"""Attributions that word order shows where the parse fails: "… were killed the monitor said".

Copy that has lost its commas is parsed wrongly at just these places. A cue at the end of a sentence, with a noun
phrase right before it and a verb before that, is a postposed attribution whatever the parse says.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import Cue, Cues, cues
from reportedly.reading.attribution_found import Found, inside
from reportedly.reading.attribution_grammar import FINITE
from reportedly.reading.attribution_noun_phrase import DAYS, DETERMINERS, PRONOUNS, noun_phrase_before
from reportedly.reading.doc import TokenRange
from reportedly.reading.once import tokens_in
from reportedly.reading.positions import sentence_at

VERBAL = FINITE | {"VBN"}
"""Tags that a clause's verb can have; the tagger takes "killed" for a participle where a clause has lost its commas."""

SUBORDINATORS = cues().words["subordinators"]

TIME_WORDS = cues().words["time_words"]

WITH_VERB = frozenset({"has", "have", "had", "also", "later", "earlier", "then", "often", "once", "repeatedly"})

BEFORE_INSERTION = frozenset({",", '"', "”", "''", "—", "–"})  # noqa: RUF001

INSERTED = 8
"""An inserted clause has at most this many tokens after its verb: "the army said in a statement on Friday,"."""

BEING = frozenset({"was", "were", "is", "are", "been", "being"})

THAT_REACH = 25
"""A clause with "that" begins within this many tokens of its verb."""

TAIL = 14
"""After a postposed cue come at most this many words, none of them a finite verb: "said on Monday in a statement"."""


def postposed_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "… the monitor said on Monday": what stands before in the sentence is content."""
    quoted = [(quote.start, quote.end) for quote in doc._.quotes]
    past = 0
    for token, cue in _saying(doc, lexicon):
        if token.i < past or token.pos_ != "VERB" or token.lower_.endswith("ing") or inside(token.i, quoted):
            continue
        sentence = sentence_at(doc, token.i)
        inserted = _inserted(doc, sentence, token, cue, lexicon)
        if inserted is not None:
            yield inserted
            continue
        if not _closes_sentence(token, sentence):
            continue
        found = _postposed(doc, sentence, token, cue, lexicon) or _inverted(doc, sentence, token, cue)
        if found is not None:
            yield found
            past = sentence[1]


def _saying(doc: Doc, lexicon: Cues) -> Iterator[tuple[Token, Cue]]:
    """The words that can say a clause, whatever the parse takes them for, with their cues."""
    for token in tokens_in(doc, lexicon.verbs):
        cue = lexicon.verbs[token.lower_]
        if cue.kind == "says" and "clause" in cue.takes:
            yield token, cue


def _inserted(doc: Doc, sentence: TokenRange, verb: Token, cue: Cue, lexicon: Cues) -> Found | None:
    """As in "The road, the army said on Friday, was open": the sentence without the inserted clause is content."""
    first, last = sentence
    end = verb.i + 1
    while end < last and doc[end].text != "," and end - verb.i <= INSERTED and doc[end].tag_ not in FINITE:
        end += 1
    if end >= last - 1 or doc[end].text != ",":
        return None
    edge = _auxiliaries_before(doc, first, verb)
    source = noun_phrase_before(doc, first, edge, lexicon)
    if source is None or source[0] - 1 <= first or doc[source[0] - 1].text not in BEFORE_INSERTION:
        return None
    after = doc[end + 1]
    if after.tag_ in {"VBG", "WDT", "WP"} or after.lower_ in SUBORDINATORS | {"but", "and"}:
        return None
    found = _found(verb, cue, (edge, verb.i + 1), (first, source[0]), source)
    return replace(found, content=((first, source[0]), (end + 1, last)))


def _auxiliaries_before(doc: Doc, start: int, verb: Token) -> int:
    """The first token of the verb group: "has said", "also said"."""
    edge = verb.i
    while edge - 1 > start and doc[edge - 1].pos_ in {"AUX", "ADV"} and doc[edge - 1].lower_ in WITH_VERB:
        edge -= 1
    return edge


def _closes_sentence(verb: Token, sentence: TokenRange) -> bool:
    """Whether nothing finite follows the verb, up to a participle that begins another attribution."""
    doc = verb.doc
    for i in range(verb.i + 1, sentence[1]):
        token = doc[i]
        if token.tag_ == "VBG" or token.lower_ in {"without", "adding", "citing"}:
            return True
        if token.tag_ in FINITE or token.lower_ in {"that", "whether", "how"} or token.text == ":":
            return False
        if i - verb.i > TAIL:
            return False
    return True


def _postposed(doc: Doc, sentence: TokenRange, verb: Token, cue: Cue, lexicon: Cues) -> Found | None:
    start, end = sentence
    edge = _auxiliaries_before(doc, start, verb)
    following = doc[verb.i + 1] if verb.i + 1 < end else None
    told = _told(doc, verb, end) if "addressee" in cue.takes else None
    if following is not None and told is None and not _begins_tail(following):
        return None
    source = noun_phrase_before(doc, start, edge, lexicon)
    if source is None or source[0] <= start:
        return None
    before = doc[source[0] - 1]
    if (
        before.lower_ in SUBORDINATORS
        or before.pos_ in {"ADP", "DET", "CCONJ", "SCONJ", "AUX"}
        or not any(t.tag_ in VERBAL for t in doc[start : source[0]])
    ):
        return None
    return replace(_found(verb, cue, (edge, verb.i + 1), (start, source[0]), source), told=told)


def _told(doc: Doc, verb: Token, end: int) -> TokenRange | None:
    """Who is told, right after the verb: "told THE PAPER on Friday"."""
    stop = verb.i + 1
    while stop < end and doc[stop].pos_ in {"DET", "PROPN", "NOUN", "ADJ", "PRON"} and doc[stop].lower_ not in DAYS:
        stop += 1
    return (verb.i + 1, stop) if stop > verb.i + 1 else None


def _begins_tail(token: Token) -> bool:
    low = token.lower_
    return (
        token.is_punct
        or token.is_space
        or token.pos_ == "ADP"
        or token.tag_ == "VBG"
        or low in DAYS
        or low in TIME_WORDS
        or low in {"without", "this", "last", "when", "via"}
    )


def _inverted(doc: Doc, sentence: TokenRange, verb: Token, cue: Cue) -> Found | None:
    """As in "… was hit said the ministry": the source is the noun phrase that ends the sentence."""
    start, last = sentence
    known = "addressee" not in cue.takes and _ends_in_source(doc, verb, last)
    if verb.i + 1 >= last or not (known or verb.lower_ in {"said", "says", "added", "adds"}):
        return None
    first = doc[verb.i + 1]
    if (first.lower_ not in DETERMINERS and first.pos_ not in {"PROPN", "NOUN", "ADJ"}) or first.lower_ in DAYS:
        return None
    before = doc[verb.i - 1]
    if before.lower_ in PRONOUNS or before.lower_ in {"also", "has", "have", "had"}:
        return None
    if not any(t.tag_ in FINITE for t in doc[start : verb.i]):
        return None
    end = verb.i + 1
    while end < last and (end == verb.i + 1 or not _ends_phrase(doc[end])):
        end += 1
    return _found(verb, cue, (verb.i, verb.i + 1), (start, verb.i), (verb.i + 1, end))


def _ends_in_source(doc: Doc, verb: Token, last: int) -> bool:
    """Whether nothing but a known source stands after the verb: "… were shelled REPORTED THE MINISTRY"."""
    after = [token.i for token in doc[verb.i + 1 : last] if not token.is_punct and token.lower_ not in DETERMINERS]
    known = {i for mention in doc._.sources for i in range(mention.start, mention.end)}
    return bool(after) and verb.tag_ in {"VBD", "VBZ", "VBN"} and known.issuperset(after)


def _ends_phrase(token: Token) -> bool:
    low = token.lower_
    return (
        low in DAYS or (token.is_punct and token.text not in {",", "-", "(", ")"}) or low == "on" or token.tag_ == "VBG"
    )


def _found(verb: Token, cue: Cue, words: TokenRange, content: TokenRange, source: TokenRange) -> Found:
    return Found(
        anchor=verb.i,
        cue=words,
        lemma=cue.lemma,
        kind="says",
        factuality=cue.factuality,
        stance=cue.stance,
        content=(content,),
        source=source,
        by="surface",
    )


def disputed_claims(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "The Swedish claims the ship was empty were disputed": a claim named by a noun, and its denial.

    The parse takes such a noun for a verb when "that" is left out.
    """
    for token in tokens_in(doc, lexicon.verbs.keys() & lexicon.nouns.keys()):
        i, low = token.i, token.lower_
        cue = lexicon.verbs[low]
        if not low.endswith("s") or i < 1 or token.is_sent_start:
            continue
        before = doc[i - 1]
        if before.ent_type_ != "NORP" and before.tag_ != "JJ":
            continue
        end = sentence_at(doc, i)[1]
        for j in range(i + 2, end - 1):
            verdict = lexicon.verbs.get(doc[j + 1].lower_)
            passive = doc[j].lower_ in BEING and doc[j + 1].tag_ in {"VBN", "VBD"}
            if passive and verdict is not None and verdict.stance and any(t.tag_ in FINITE for t in doc[i + 1 : j]):
                start = i - 2 if i >= 2 and doc[i - 2].lower_ in DETERMINERS else i - 1
                yield replace(_found(token, cue, (i, i + 1), (i + 1, j), (start, i)), by="noun")
                yield Found(
                    anchor=j + 1,
                    cue=(j, j + 2),
                    lemma=verdict.lemma,
                    kind=verdict.kind,
                    factuality=verdict.unnamed,
                    stance=verdict.stance,
                    content=((i + 1, j),),
                    source=None,
                    unnamed=True,
                    by="noun",
                )
                break


def gapped_clauses(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "an attack (that) THE MINISTRY SAYS killed six": a relative clause whose subject is the noun before.

    The parse makes the second verb anything but the complement of the first.
    """
    for token, cue in _saying(doc, lexicon):
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if following is None or following.tag_ not in FINITE - {"MD"} or token.tag_ not in FINITE | {"NNS"}:
            continue
        start, _ = sentence_at(doc, token.i)
        source = noun_phrase_before(doc, start, _auxiliaries_before(doc, start, token), lexicon)
        if source is None or source[0] - 2 < start:
            continue
        before = doc[source[0] - 1]
        relative = before.tag_ in {"WDT", "WP"} or before.lower_ == "that"
        noun = doc[source[0] - 2] if relative else before
        if noun.pos_ not in {"NOUN", "PROPN"} or (token.tag_ == "NNS" and not relative):
            continue
        while noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
            noun = noun.head.head
        antecedent = (noun.left_edge.i, before.i if relative else source[0])
        found = _found(token, cue, (token.i, token.i + 1), (token.i + 1, _clause_end(doc, following)), source)
        yield replace(found, content=(antecedent, *found.content))


def _clause_end(doc: Doc, verb: Token) -> int:
    """Where the clause of ``verb`` ends: with its last word that is not joined on by a comma."""
    end: int = verb.right_edge.i + 1
    return next((i for i in range(verb.i + 1, end) if doc[i].text in {",", ";"}), end)


def unparsed_clauses(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """Clauses after a cue that the parse has hung elsewhere: "told people at the gate THAT …", "reported THE …"."""
    for token, cue in _saying(doc, lexicon):
        if token.pos_ != "VERB" or token.tag_ not in VERBAL:
            continue
        first, last = sentence_at(doc, token.i)
        start = _clause_start(doc, token, cue, last)
        if start is None or not _runs_to_verb(doc, start, last):
            continue
        edge = _auxiliaries_before(doc, first, token)
        source = noun_phrase_before(doc, first, edge, lexicon)
        if source is not None and doc[source[0]].lower_ not in SUBORDINATORS:
            yield _found(token, cue, (edge, token.i + 1), (start, last), source)


def _runs_to_verb(doc: Doc, start: int, end: int) -> bool:
    """Whether a finite verb follows with no comma before it: a clause, and not an object."""
    for token in doc[start:end]:
        if token.tag_ in FINITE:
            return True
        if token.text in {",", ";", ":"} and doc[start].lower_ != "that":
            return False
    return False


def _clause_start(doc: Doc, verb: Token, cue: Cue, end: int) -> int | None:
    """Where the clause begins: at "that" after the one addressed, or right after a cue that addresses nobody."""
    if "addressee" not in cue.takes:
        following = doc[verb.i + 1] if verb.i + 1 < end else None
        begins = following is not None and (following.pos_ in {"DET", "PROPN", "NOUN", "NUM", "PRON"})
        return verb.i + 1 if begins else None
    for j in range(verb.i + 1, min(verb.i + THAT_REACH, end - 2)):
        if doc[j].tag_ in FINITE or doc[j].text in {";", ":"}:
            return None
        if doc[j].lower_ == "that" and doc[j].tag_ != "DT":
            return j
    return None
