"""Attributions by an adjective, a noun, a preposition or an adverb: "sure that", "reports of", "according to"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import Cues
from reportedly.knowledge.lexicon import load_lexicon
from reportedly.reading.attribution_found import Found, ranges_of, subtree, without
from reportedly.reading.attribution_grammar import (
    FINITE,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    is_mute,
    negated,
    negative,
    subject_of,
)
from reportedly.reading.doc import TokenRange
from reportedly.reading.once import lower_words, tokens_in
from reportedly.reading.positions import sentence_at

_HAPPENINGS = frozenset(load_lexicon("discourse")["same_event"]) | frozenset(load_lexicon("harms")["killed"]["nouns"])
"""Nouns for what happened, which nobody is quoted by."""


def adjective_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "He is confident that", "they were opposed to"."""
    for token in tokens_in(doc, lexicon.adjectives):
        cue = lexicon.adjectives[token.lower_]
        if token.dep_ not in {"acomp", "ROOT", "conj", "attr", "oprd"}:
            continue
        being = token.head if token.dep_ in {"acomp", "attr", "oprd"} else token
        source, antecedent = subject_of(being)
        if source is None:
            continue
        parts: list[TokenRange] = []
        for child in token.children:
            if child.i < token.i:
                continue
            if (
                (child.dep_ == "ccomp" and "clause" in cue.takes)
                or (child.dep_ == "xcomp" and ("infinitive" in cue.takes or "clause" in cue.takes))
                or (child.dep_ == "prep" and child.lower_ in cue.prepositions)
            ):
                parts.append(subtree(child))
        if not parts:
            continue
        start = being.i if being.i < token.i else token.i
        factuality = negative(cue.factuality) if negated(being) else cue.factuality
        yield Found(
            anchor=token.i,
            cue=(start, token.i + 1) if start > source[1] - 1 else (token.i, token.i + 1),
            lemma=cue.lemma,
            kind=cue.kind,
            factuality=factuality,
            stance=None,
            content=ranges_of(i for part in parts for i in range(*part)),
            source=source,
            antecedent=antecedent,
        )


LIGHT_VERBS = frozenset(
    {"make", "issue", "give", "release", "have", "express", "voice", "hold", "offer", "raise", "put"}
)


def noun_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "The claim that", "reports of clashes", "his call for a truce"."""
    for token in tokens_in(doc, lexicon.nouns):
        if token.pos_ != "NOUN":
            continue
        cue = lexicon.nouns[token.lower_]
        parts: list[TokenRange] = []
        source: TokenRange | None = None
        for child in token.children:
            dep = child.dep_
            if child.i > token.i:
                if (
                    (dep in {"acl", "ccomp", "relcl"} and "clause" in cue.takes and _that_clause(child, lexicon))
                    or (dep == "acl" and "infinitive" in cue.takes and _to_infinitive(child))
                    or (dep == "prep" and child.lower_ in cue.prepositions)
                ):
                    parts.append(subtree(child))
                elif dep == "prep" and child.lower_ in {"by", "from", "among"} and source is None:
                    source = next((subtree(n) for n in child.children if n.dep_ == "pobj"), None)
            elif dep == "poss":
                source = _possessor(child)
        if not parts:
            continue
        verb = token.head
        said_in = _said_in(token, lexicon)
        if said_in is not None:
            teller = subject_of(said_in)
            saying = lexicon.verbs[said_in.lower_]
            yield Found(
                anchor=said_in.i,
                cue=(said_in.i, said_in.i + 1),
                lemma=saying.lemma,
                kind=saying.kind,
                factuality=saying.factuality,
                stance=saying.stance,
                content=ranges_of(i for part in parts for i in range(*part)),
                source=teller[0],
                antecedent=teller[1],
            )
            continue
        if source is None and token.dep_ in {"dobj", "obj"} and verb.lemma_ in LIGHT_VERBS:
            source, _ = subject_of(verb)
        yield Found(
            anchor=token.i,
            cue=(token.i, token.i + 1),
            lemma=cue.lemma,
            kind=cue.kind,
            factuality=cue.factuality,
            stance=cue.stance,
            content=ranges_of(i for part in parts for i in range(*part)),
            source=source,
            unnamed=source is None,
            by="noun",
        )


def _said_in(noun: Token, lexicon: Cues) -> Token | None:
    """The verb of "announced in a statement that …", whose clause the parse hangs on the noun."""
    verb = noun.head.head
    cue = lexicon.verbs.get(verb.lower_)
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or cue is None or "clause" not in cue.takes:
        return None
    return verb if verb.pos_ == "VERB" and subject_of(verb)[0] is not None else None


def _possessor(noun: Token) -> TokenRange:
    start, end = subtree(noun)
    if end - start > 1 and noun.doc[end - 1].tag_ == "POS":
        end -= 1
    return start, end


def _that_clause(verb: Token, lexicon: Cues) -> bool:
    """Whether the clause says what is claimed, and does not say who denies it: "a claim THAT MOSCOW DENIED"."""
    cue = lexicon.verbs.get(verb.lower_)
    if cue is not None and cue.stance == "denies" and not any(c.dep_ in {"dobj", "ccomp"} for c in verb.rights):
        return False
    return any(
        c.lower_ in {"that", "whether", "if"} and c.dep_ in {"mark", "det", "nsubj", "dobj"} for c in verb.lefts
    ) and any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS and c.lower_ != "that" for c in verb.children)


def _to_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def preposition_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "According to X", "X, citing Y": the clause around is content."""
    lows = lower_words(doc)
    firsts = {words[0] for words in lexicon.prepositions}
    for i, low in enumerate(lows):
        if low not in firsts:
            continue
        for words, cue in lexicon.prepositions.items():
            end = i + len(words)
            if tuple(lows[i:end]) != words:
                continue
            noun = _noun_after(doc, i, end)
            if noun is None:
                continue
            source = _without_subject(doc, (end, max(end, noun.right_edge.i + 1)), lexicon)
            cites = len(words) == 1
            if noun.lemma_.lower() in lexicon.not_sources or (cites and not _could_speak(doc, noun, source, lexicon)):
                continue
            content = _clause_around(doc, i, source[1])
            if content:
                yield Found(
                    anchor=i,
                    cue=(i, end),
                    lemma=cue.lemma,
                    kind=cue.kind,
                    factuality=cue.factuality,
                    stance=None,
                    content=content,
                    source=source,
                    quoted_by=_citing(doc[i]) if doc[i].tag_ == "VBG" and cites else None,
                    by="preposition",
                )
            break


def _without_subject(doc: Doc, source: TokenRange, lexicon: Cues) -> TokenRange:
    """The source without the subject that the parse takes into it where a comma was lost: "according to a statement
    SHELLS hit the town". It ends with the first word that names a speaker or a text, if a verb would follow it.
    """
    start, end = source
    if end >= len(doc) or doc[end].tag_ not in FINITE or any(t.text == "," for t in doc[start:end]):
        return source
    ends = {m.end - 1 for m in doc._.sources if start <= m.start}
    speaking = lexicon.headline_sources | lexicon.words["media"]
    speakers = [i for i in range(start, end - 1) if i in ends or doc[i].lower_ in speaking]
    last = next((i for i in speakers if i + 1 not in speakers), end - 1)
    return start, last + 1


def _could_speak(doc: Doc, noun: Token, source: TokenRange, lexicon: Cues) -> bool:
    """Whether what is cited is somebody, and not a fact: "citing medics", not "citing the death of two"."""
    if noun.lemma_.lower() in _HAPPENINGS:
        return False  # whoever is named in it did it or suffered it
    if any(m.start < source[1] and source[0] < m.end for m in doc._.sources):
        return True
    return noun.ent_type_ in {"PERSON", "ORG"} or noun.lower_ in lexicon.headline_sources


def _citing(word: Token) -> TokenRange | None:
    """Who cites: the subject of the clause of "citing X": it stands before, or "citing" opens the sentence."""
    source, _ = subject_of(word)
    if source is None or is_mute(word.doc[slice(*source)].root):
        return None
    return source if source[1] <= word.i or word.is_sent_start else None


def _noun_after(doc: Doc, start: int, end: int) -> Token | None:
    for child in doc[start:end]:
        for noun in child.children:
            if noun.i >= end and noun.dep_ in {"pobj", "dobj"}:
                return noun
    if end < len(doc) and doc[end].pos_ in {"DET", "PROPN", "NOUN", "ADJ", "PRON"}:
        token = doc[end]
        while token.pos_ in {"DET", "ADJ"} or (
            token.dep_ in {"compound", "amod", "det", "poss"} and token.head.i > token.i
        ):
            if token.head.i <= token.i:
                break
            token = token.head
        return token
    return None


def _clause_around(doc: Doc, start: int, end: int) -> tuple[TokenRange, ...]:
    """The clause that the words ``start`` to ``end`` stand in, without them.

    Words that end the sentence go with all that stands before them, words that begin it with all that follows.
    """
    first, last = sentence_at(doc, start)
    if not any(t.tag_ in FINITE for t in doc[end:last]) and any(t.tag_ in FINITE for t in doc[first:start]):
        return ((first, start),)
    head = doc[start].head
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    span = subtree(head)
    if start == first or doc[start - 1].text in {",", "(", "\u2014", "\u2013"} or span[0] >= start:
        span = (first, last)
    return tuple(part for part in without(span, [(start, end)]) if any(t.is_alpha for t in doc[slice(*part)]))


def adverb_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "Reportedly", "allegedly": the clause is content; "an alleged attack": the noun phrase is."""
    for token in tokens_in(doc, lexicon.adverbs | lexicon.attributive):
        cue = lexicon.adverbs.get(token.lower_)
        if cue is None:
            cue = lexicon.attributive[token.lower_]
            if token.dep_ not in {"amod", "nmod"}:
                continue
        content = without(subtree(token.head), [(token.i, token.i + 1)])
        yield Found(
            anchor=token.i,
            cue=(token.i, token.i + 1),
            lemma=cue.lemma,
            kind="says" if token.pos_ == "ADV" else "other",
            factuality=cue.factuality,
            stance=None,
            content=content,
            source=None,
            unnamed=True,
            by="adverb",
        )
