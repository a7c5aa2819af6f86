"""Whom words that name nobody mean: "the monitor", "the group", "he", "it", "who"."""

from collections.abc import Callable, Sequence

from spacy.tokens import Doc

from reportedly.knowledge.parties import word_key
from reportedly.model import Source
from reportedly.reading.harms import WORDS
from reportedly.reading.party_terms import PartyContext, party_context
from reportedly.reading.positions import sentence_at
from reportedly.reading.speaker_people import Person, people_of
from reportedly.reading.speaker_phrases import Chain, clipped_end, find_parties, source_of_entry, stripped
from reportedly.reading.speakers_named import sources_at

ITSELF = frozenset({"i", "we", "me", "us", "himself", "herself", "him"})


def resolve_source(doc: Doc, start: int, end: int, previous: Sequence[tuple[Source, ...]]) -> tuple[Source, ...]:
    """The chain that ``doc[start:end]`` stands for: "the monitor", "the group", "he", "it" become the one meant.

    ``previous`` holds the chains of those who spoke before in the report, latest last. Words that stand for nobody
    else give what ``sources_at`` gives.
    """
    context = party_context(doc)
    knowledge = context.knowledge
    at, stop = stripped(doc, start, end)
    if stop - at == 1 and doc[at].text in ("who", "which", "that", "Who", "Which"):
        return _antecedent(doc, at, previous)
    stop = clipped_end(doc, at, stop) if at < stop else stop
    words = [doc[k].lower_ for k in range(at, stop) if doc[k].is_alpha or "-" in doc[k].text]
    phrase = " ".join(words)
    if phrase in knowledge.words["person_pronouns"] or phrase in ITSELF:
        found = _subject_meant(doc, at, ()) or _subject_before(doc, at)
        spoke = _last(previous, lambda chain: _is_person(doc, context, chain[0]))
        found = spoke if not found or spoke[:1] == found[:1] else found
        return found or _person_before(doc, start) or sources_at(doc, start, end)
    if phrase in knowledge.words["group_pronouns"]:
        body = next((body for chain in reversed(previous) if (body := _body(doc, context, chain))), ())
        return (_subject_meant(doc, at, body) if phrase == "it" else ()) or body or sources_at(doc, start, end)
    klass = _stands_for(context, doc, at, stop)
    definite = start < at and doc[start].lower_ in ("the", "this", "that")
    if klass == "monitor":
        found = _nearest(doc, context, start, previous, ("monitor",), definite)
    elif klass == "person" and definite:
        found = _last(previous, lambda chain: _is_person(doc, context, chain[0]))
    elif klass == "source" and definite:
        found = _last(previous, lambda chain: "source" in chain[0].name.lower())
    elif klass == "ministry" and definite:
        found = _last(previous, lambda chain: "ministry" in chain[0].name.lower())
    elif klass == "agency" and (definite or phrase.startswith("state")):
        found = _nearest(doc, context, start, previous, ("agency",), definite)
    elif klass == "rescue":
        found = _nearest(doc, context, start, previous, ("rescue",), definite)
    elif klass == "document" and definite and stop - at == 1:
        found = previous[-1] if previous else ()
    elif klass in ("ngo", "any") and definite:
        kinds = ("ngo", "medical", "un") if klass == "ngo" else ("ngo", "medical", "un", "party")
        found = _last(
            [body for chain in previous if (body := _body(doc, context, chain))],
            lambda chain: chain[0].kind in kinds,
        ) or _nearest(doc, context, start, previous, ("monitor", "ngo", "rescue"), definite)
    elif definite and doc[stop - 1].lower_ in knowledge.words["groups"] and not _names_a_group(context, at, stop):
        found = _group_before(doc, context, start, previous)
    else:
        found = ()
    return found or sources_at(doc, start, end)


def _names_a_group(context: PartyContext, at: int, stop: int) -> bool:
    """Whether the name is told with the word for a group: "the Islamic State group" is no other group."""
    named = (item for item in context.items if item.has("actor", "source"))
    return stop <= at or any(at <= item.start < stop - 1 <= item.end for item in named)


def _antecedent(doc: Doc, at: int, previous: Sequence[Chain]) -> Chain:
    """The source that "who", "which" or "that" at token ``at`` refers to: what the relative clause hangs on."""
    noun = doc[at].head.head
    if doc[at].head.dep_ == "relcl" and noun.i < at:
        return resolve_source(doc, noun.left_edge.i, max(noun.i + 1, min(at, noun.right_edge.i + 1)), previous)
    start = _phrase_before(doc, at)
    if start < at:
        return resolve_source(doc, start, at, previous)
    return (Source(id=None, name=doc[at].text, kind="unnamed"),)


def _phrase_before(doc: Doc, at: int) -> int:
    """Where the noun phrase begins that ends before the relative pronoun at ``at``; ``at`` where there is none."""
    end = at - 1 if at and doc[at - 1].text == "," else at
    if end < 1 or doc[end - 1].pos_ not in ("NOUN", "PROPN"):
        return at
    noun = doc[end - 1]
    while noun.dep_ in ("pobj", "prep", "compound", "appos", "pcomp") and noun.head.i < noun.i:
        if noun.head.pos_ not in ("NOUN", "PROPN", "ADP"):
            break
        noun = noun.head
    return int(min(noun.left_edge.i, end - 1) if noun.pos_ != "ADP" else end - 1)


def _subject_meant(doc: Doc, at: int, spoke: Chain) -> Chain:
    """The party or the person that a pronoun at ``at`` is by grammar: the subject of the clause around its own ("JNIM
    killed farmers WHOM IT ACCUSED"), else, for "it", of the sentence before ("The army did not comment. IT HAS SAID");
    empty for any other subject.

    Where somebody ``spoke`` before, a sentence that only tells a deed leaves it open who goes on ("The monitor reported
    clashes. Hezbollah shelled the town. IT SAID two died"): then a broadcaster alone is meant by it.
    """
    person = doc[at].lower_ in party_context(doc).knowledge.words["person_pronouns"]
    verbs = [token for token in doc[at].head.ancestors if token.pos_ in ("VERB", "AUX")]
    first = doc[at].sent.start
    is_open = False
    if not verbs and first > 0 and not person:
        verbs = [doc[first - 1].sent.root]
        is_open = bool(spoke) and not any(child.dep_ == "neg" for child in verbs[0].children)
    for verb in verbs:
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is None:
            continue
        start, end = subject.left_edge.i, subject.right_edge.i + 1
        if person:
            return next((one.chain for one in people_of(doc) if one.start <= subject.i < one.end), ())
        if subject.tag_ not in ("NN", "NNP") or not any(
            mention.actor.id is not None for mention in find_parties(doc, start, end)
        ):
            return ()
        meant = sources_at(doc, start, end)
        return () if is_open and all(source.kind != "media" for source in meant) else meant
    return ()


def _group_before(doc: Doc, context: PartyContext, start: int, previous: Sequence[Chain]) -> Chain:
    """The armed group that "the group" is: the one that spoke last, else the one named last before ``start``."""
    spoke = _last(previous, lambda chain: chain[0].kind == "party" and chain[0].id is not None)
    if spoke:
        return spoke
    named = [m for m in find_parties(doc, 0, start) if m.actor.id is not None and m.actor.kind in ("rebel", "militia")]
    if not named:
        return ()
    actor = named[-1].actor
    return (Source(id=actor.id, name=actor.name, kind="party", actor=actor.id),)


def _stands_for(context: PartyContext, doc: Doc, start: int, end: int) -> str | None:
    """The class of named source that ``doc[start:end]`` may stand for."""
    words = [word_key(doc[k].text) for k in range(start, end) if doc[k].is_alpha]
    text = " ".join(words)
    for adjective in sorted(context.knowledge.words["monitor_adjectives"], key=len, reverse=True):
        plain = adjective.replace("-", " ")
        if text.startswith(f"{plain} "):
            text = text[len(plain) + 1 :]
    return context.knowledge.stands_for.get(text)


def _last(previous: Sequence[Chain], fits: Callable[[Chain], bool]) -> Chain:
    return next((chain for chain in reversed(previous) if chain and fits(chain)), ())


def _is_person(doc: Doc, context: PartyContext, source: Source) -> bool:
    entry = context.knowledge.sources.get(source.id or "")
    if entry is not None:
        return entry.of is not None
    if source.id is not None:
        return False
    if any(person.chain[0].name == source.name for person in people_of(doc)):
        return True
    last = source.name.split()[-1].lower() if source.name else ""
    first_words = source.name.lower().split(" of ")[0].split(" at ")[0].split(" for ")[0].split()
    return last in context.knowledge.words["titles"] or (
        bool(first_words) and first_words[-1] in context.knowledge.words["titles"]
    )


def _body(doc: Doc, context: PartyContext, chain: tuple[Source, ...]) -> tuple[Source, ...]:
    """What is left of a chain when its people are taken off: who "it" may be."""
    return tuple(source for source in chain if not _is_person(doc, context, source))


def _person_before(doc: Doc, start: int) -> tuple[Source, ...]:
    before = [person for person in people_of(doc) if person.end <= start and not _suffers(doc, person)]
    return before[-1].chain if before else ()


def _subject_before(doc: Doc, at: int) -> Chain:
    """The person that the sentence before is about: "ANN LEE spoke after Omar Haddad was killed. She said …"."""
    first, _ = sentence_at(doc, at)
    if first == 0:
        return ()
    start, end = sentence_at(doc, first - 1)
    subject = next((child for child in doc[start:end].root.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return ()
    meant = (one for one in people_of(doc) if one.start <= subject.i < one.end and not _suffers(doc, one))
    return next((one.chain for one in meant), ())


def _suffers(doc: Doc, person: Person) -> bool:
    """Whether the words only tell what came to that person: "Omar Haddad was killed", "died"."""
    noun = doc[person.start : person.end].root
    return noun.dep_ == "nsubjpass" or (noun.dep_ == "nsubj" and noun.head.lemma_.lower() in WORDS.suffered)


def _nearest(
    doc: Doc,
    context: PartyContext,
    start: int,
    previous: Sequence[tuple[Source, ...]],
    classes: tuple[str, ...],
    definite: bool,
) -> tuple[Source, ...]:
    """The named source of one of ``classes`` that is meant: the last that spoke, else the nearest in the report."""
    sources = context.knowledge.sources
    if definite:
        for chain in reversed(previous):
            for source in chain:
                entry = sources.get(source.id or "")
                if entry is not None and entry.klass in classes:
                    return (source,)
    named = [
        (abs(item.start - start), term.key)
        for item in context.items
        if (term := item.term("source")) and sources[term.key].klass in classes
    ]
    return (source_of_entry(context, min(named)[1]),) if named else ()
