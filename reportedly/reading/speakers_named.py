"""Who may speak, as the words name them: monitors, agencies, ministries, people and what they speak for, and others."""

from spacy.tokens import Doc

from reportedly.model import Source
from reportedly.model.parties import SourceKind
from reportedly.reading.doc import SourceMention
from reportedly.reading.once import phrase_at
from reportedly.reading.party_actors import POSSESSIVES, adjacent
from reportedly.reading.party_terms import Item, PartyContext, party_context
from reportedly.reading.speaker_people import by_surname, people_of
from reportedly.reading.speaker_phrases import (
    Chain,
    bodies_in,
    clipped_end,
    find_parties,
    force_spoken_for,
    head_item,
    kind_of_party,
    kind_of_unknown,
    phrase_source,
    phrase_start,
    source_of_entry,
    stripped,
)

NOT_BEFORE_A_SPEAKER = frozenset(
    {"of", "for", "by", "with", "against", "from", "to", "-", "anti", "pro", "on", "about"}
)


def find_sources(doc: Doc, context: PartyContext) -> tuple[SourceMention, ...]:
    """Every possible speaker named in ``doc``, from left to right."""
    mentions = [SourceMention(p.start, p.end, p.chain[0]) for p in people_of(doc)]
    taken = {k for m in mentions for k in range(m.start, m.end)}
    for i, item in enumerate(context.items):
        if taken.intersection(range(item.start, item.end)):
            continue
        if (term := item.term("source")) is not None:
            mentions.append(SourceMention(item.start, item.end, source_of_entry(context, term.key)))
        elif item.has("speaker", "ministry"):
            start = phrase_start(doc, context, i)
            ends_here = i + 1 == len(context.items) or not (
                adjacent(doc, item, context.items[i + 1])
                and context.items[i + 1].has("speaker", "ministry", "force", "title", "source", "deed")
            )
            if ends_here and _speaks(doc, context, item):
                mentions.append(SourceMention(start, item.end, phrase_source(doc, context, start, item.end)))
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _speaks(doc: Doc, context: PartyContext, item: Item) -> bool:
    """Whether a speaker word stands as a noun of its own, not as part of another thing: "hospital bed"."""
    token = doc[item.end - 1]
    if item.end < len(doc) - 1 and doc[item.end].text == "-" and not doc[item.end].whitespace_:
        return False
    if token.dep_ in ("compound", "amod") and token.head.i >= item.end and token.head.pos_ == "NOUN":
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ")


def sources_at(doc: Doc, start: int, end: int) -> tuple[Source, ...]:
    """The chain of sources that the words ``doc[start:end]`` name, most direct first.

    Any phrase will do: what no entry knows is taken verbatim without its article. Empty only for no words at all.
    """
    context = party_context(doc)
    start, end = stripped(doc, start, end)
    if start >= end:
        return ()
    ally = _ally(doc, context, start, end)
    if ally is not None:
        return tuple(dict.fromkeys((*sources_at(doc, start, ally[0]), *sources_at(doc, ally[1], end))))
    end = max([end, *(item.end for item in context.items if start <= item.start < end < item.end)])
    start, end = stripped(doc, start, end)
    start = min([start, *(item.start for item in context.items if item.start < start < item.end)])  # "The Guardian"
    clipped = clipped_end(doc, start, end)
    person = _person_meant(doc, context, start, end, clipped)
    if person:
        return person
    if _parts_from(doc, context, start, clipped):
        other = sources_at(doc, clipped + 1, end) if find_parties(doc, clipped, end) else ()
        return other or (Source(id=None, name=phrase_at(doc, start, clipped), kind="party"),)
    items = [item for item in context.items if start <= item.start and item.end <= clipped]
    if clipped - start > 1 and doc[clipped - 1].lemma_.lower() in context.knowledge.words["sayings"]:
        named = [item for item in items if item.has("source", "actor", "adjective", "state", "capital", "leader")]
        whole = all(not item.start < clipped - 1 < item.end for item in context.items)  # a name is never cut in two
        if named and items[-1].end >= clipped - 1 and whole:
            return sources_at(doc, start, clipped - 1)
    head = head_item(doc, items, start, clipped)
    bodies = bodies_in(doc, context, start, clipped)
    if head is not None and not head.has("source") and _stands_for_a_person(context, doc, head):
        return _unnamed_person(doc, context, head, start, clipped)
    if not bodies and head is not None and head.has("speaker"):
        bodies = bodies_in(doc, context, clipped, end)[:1] if doc[clipped - 1].i < end - 1 else ()
        bodies = bodies if _is_name_of(doc, clipped) else ()
    if head is not None and (body := head.term("source")) is not None:
        first = source_of_entry(context, body.key)
        bodies = (first, *(source for source in bodies if source != first))
    if bodies:
        return bodies
    source = phrase_source(doc, context, start, clipped)
    name = _name_given(doc, clipped, end) if source.id is None else ""
    return (source.model_copy(update={"name": name}) if name else source,)


def _ally(doc: Doc, context: PartyContext, start: int, end: int) -> tuple[int, int] | None:
    """Where "and its ally" stands before another party's name ("the government AND ITS ALLY Russia"), or nothing."""
    for i in range(start + 1, end - 3):
        owned = doc[i].lower_ == "and" and doc[i + 1].lower_ in POSSESSIVES
        if owned and doc[i + 2].lemma_.lower() in context.knowledge.words["allies"] and doc[i + 3].pos_ == "PROPN":
            return i, i + 3
    return None


def _person_meant(doc: Doc, context: PartyContext, start: int, end: int, clipped: int) -> Chain:
    """The chain of the person whom ``doc[start:end]`` names, when it is the person who speaks.

    "Opponents of X" and "X's office" name X and mean another.
    """
    root = doc[start:end].root.i
    for person in people_of(doc):
        if not (start <= person.start and person.end <= end):
            continue
        if person.start <= root < person.end or person.start == start:
            return person.chain
        if person.start >= clipped and person.end != end:
            continue
        before = doc[person.start - 1].lower_
        titled = any(
            item.has("title", "speaker") and start <= item.start and item.end <= person.start for item in context.items
        )
        if before not in NOT_BEFORE_A_SPEAKER and (titled or person.end in (clipped, end)):
            return person.chain
    return by_surname(doc, start, clipped)


def _parts_from(doc: Doc, context: PartyContext, start: int, end: int) -> bool:
    """Whether the phrase means those who parted from the party named in it: "a breakaway FACTION OF the Taliban", "a
    SPLINTER GROUP OF Hamas".
    """
    splinters, groups = context.knowledge.words["splinters"], context.knowledge.words["groups"]
    for i in range(start, end - 1):
        after = [token.lower_ for token in doc[i + 1 : min(i + 3, end)]]
        after = after[1:] if after[0] in groups else after
        if doc[i].lemma_.lower() in splinters and after[:1] == ["of"]:
            return True
    return False


def _is_name_of(doc: Doc, at: int) -> bool:
    """Whether the words at ``at`` only give a name: "the organisation KNOWN AS the White Helmets", "an outfit CALLING
    ITSELF the Lions".
    """
    words = [token.lower_ for token in doc[at : at + 3]]
    words = words[1:] if words[:1] in (["that"], ["which"]) else words
    itself = words[:1] in (["calling"], ["calls"], ["called"]) and words[1:2] in (["itself"], ["themselves"])
    return itself or words[:1] in (["known"], ["called"], ["named"], ["dubbed"])


def _name_given(doc: Doc, at: int, end: int) -> str:
    """The name that follows at ``at``: "a group CALLED THE DESERT FALCONS"; empty where none does."""
    if not _is_name_of(doc, at):
        return ""
    first = next((k for k in range(at + 1, end) if doc[k].text[:1].isupper()), end)
    last = next((k for k in range(first, end) if not doc[k].text[:1].isupper()), end)
    return phrase_at(doc, first, last) if first <= at + 4 else ""


def _unnamed_person(doc: Doc, context: PartyContext, head: Item, start: int, end: int) -> Chain:
    """A speaker without a name, by the words of the phrase, then the body that he or she speaks for if it is known."""
    bodies = bodies_in(doc, context, start, end)
    end = next((k for k in range(head.end, end) if doc[k].lower_ == "and"), end)
    name = phrase_at(doc, start, end)
    word = doc[head.end - 1].lemma_.lower()
    parties = [m.actor for m in find_parties(doc, start, end) if m.actor.id is not None]
    term = head.term("speaker")
    kind: SourceKind = term.key if term is not None else "unnamed"  # type: ignore[assignment]
    kind = context.knowledge.title_kinds.get(word, kind)
    actor: str | None = None
    state = next(
        (t.key for i in context.items if start <= i.start < head.end and (t := i.term("adjective", "state"))), None
    )
    if bodies:
        actor = bodies[0].actor
        kind = bodies[0].kind if kind == "unnamed" else kind
    elif parties:
        actor = parties[-1].id
        kind = kind_of_party(parties[-1].kind) if kind in ("unnamed", "official") else kind
    elif state is not None and kind in ("unnamed", "official"):
        actor, kind = context.knowledge.states[state].id, "official"
    elif kind == "unnamed":
        force = next((i for i in context.items if start <= i.start < end and force_spoken_for(doc, context, i)), None)
        actor = force_spoken_for(doc, context, force) if force is not None else None
        kind = "official" if actor is not None else kind_of_unknown(doc, head.end, end)
    return (Source(id=None, name=name, kind=kind, actor=actor), *bodies)


def _stands_for_a_person(context: PartyContext, doc: Doc, item: Item) -> bool:
    word = doc[item.end - 1]
    return (
        item.has("speaker", "title")
        and not item.has("actor")
        and (
            word.lemma_.lower() in context.knowledge.words["titles"]
            or word.lemma_.lower()
            in ("source", "spokesman", "spokeswoman", "official", "activist", "reporter", "statement")
        )
    )
