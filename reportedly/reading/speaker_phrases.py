"""What the words of a possible speaker stand for: where they end, their head, the body or kind of source they name."""

# ruff: noqa: RUF001  (curly marks are told apart from straight ones here)

from spacy.tokens import Doc

from reportedly.knowledge.parties import slug, word_key
from reportedly.model import Source
from reportedly.model.parties import SourceKind
from reportedly.reading.doc import ActorMention
from reportedly.reading.once import phrase_at, text_at
from reportedly.reading.party_actors import MODIFIERS, adjacent, coalition_near, find_actors
from reportedly.reading.party_terms import Item, PartyContext, party_context

ARTICLES = frozenset({"the", "a", "an", "this", "that", "one", "another", "its", "their", "his", "her", '"', "“", "'"})
CUTS = frozenset({"who", "which", "that", "where", "whom", "whose", "when", "while", ",", ";", ":", "(", "—", "–"})

Chain = tuple[Source, ...]
"""Sources, most direct first: the person, then the body that he or she speaks for."""


def find_parties(doc: Doc, start: int, end: int) -> list[ActorMention]:
    """The actor mentions inside ``doc[start:end]``."""
    actors = doc._.actors or find_actors(doc, party_context(doc))
    return [mention for mention in actors if start <= mention.start and mention.end <= end]


def stripped(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The range without articles before it and marks at its ends."""
    while start < end and (doc[start].lower_ in ARTICLES or doc[start].is_punct or doc[start].is_space):
        if doc[start].lower_ in ("one", "another") and start + 1 < end and doc[start + 1].lower_ == "of":
            break  # "one of them" is more than "of them"
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].text in ("'s", "’s")):
        end -= 1
    return start, end


def clipped_end(doc: Doc, start: int, end: int) -> int:
    """Where a phrase ends as a name: before a relative clause, an aside, a participle or "on Sunday"."""
    for k in range(start + 1, end):
        if doc[k].text == "-" and doc[k].whitespace_ and doc[k - 1].whitespace_:
            return k
        if doc[k].lower_ == "on" and k + 1 < end and doc[k + 1].ent_type_ == "DATE":
            return k
        if doc[k].lower_ in CUTS or (doc[k].tag_ in ("VBG", "VBD", "VBN") and doc[k].dep_ in ("acl", "relcl")):
            return k
    return end


def head_item(doc: Doc, items: list[Item], start: int, end: int) -> Item | None:
    """The one of ``items`` that the noun of ``doc[start:end]`` is in, else the last before it."""
    root = doc[start:end].root.i if end - start > 1 else start
    for item in items:
        if item.start <= root < item.end:
            return item
    before = [item for item in items if item.end <= root] or items
    return before[-1] if before else None


def phrase_start(doc: Doc, context: PartyContext, i: int) -> int:
    """Where the phrase that item ``i`` ends begins: its modifiers are part of it."""
    while (
        i > 0
        and adjacent(doc, context.items[i - 1], context.items[i])
        and context.items[i - 1].has("force", "speaker", "filler", *MODIFIERS)
        and not context.items[i - 1].has("deed")
    ):
        i -= 1
    start = context.items[i].start
    while start > 0 and doc[start - 1].pos_ == "ADJ" and start - 1 not in context.starting:
        start -= 1
    return start


def source_of_entry(context: PartyContext, key: str) -> Source:
    """The source with the id ``key``. Raises ``KeyError`` when there is none."""
    entry = context.knowledge.sources[key]
    return Source(id=entry.id, name=entry.name, kind=entry.kind, actor=entry.actor)


def phrase_source(doc: Doc, context: PartyContext, start: int, end: int) -> Source:
    """The source that a phrase names which is no entry of its own: a party, a ministry, "local activists"."""
    items = [item for item in context.items if start <= item.start and item.end <= end]
    name = phrase_at(doc, start, end)
    last = head_item(doc, items, start, end)
    speaker = last.term("speaker") if last is not None else None
    iso = next((t.key for item in items if (t := item.term("adjective", "state", "leader", "capital"))), None)
    state = context.knowledge.states[iso] if iso else None
    actors = find_parties(doc, start, end)
    actor = actors[-1].actor if actors else None
    if last is not None and last.has("ministry"):
        earlier = None if state else _ministry_before(context, start)
        if earlier is not None and (earlier.name.lower().endswith(name.lower()) or name.lower() == "ministry"):
            return earlier
        owner = state or (context.knowledge.states[context.country] if context.country else None)
        key = f"{owner.id}-{slug(text_at(doc, last.start, last.end))}" if owner else None
        if key is not None and key in context.knowledge.sources:
            return source_of_entry(context, key)
        return Source(id=None, name=name, kind="official", actor=owner.id if owner else None)
    if actor is not None and actors[-1].end == end and (speaker is None or actor.id is not None):
        kind: SourceKind = "official" if actor.kind in ("state", "external") else "party"
        if actor.kind == "civilians":
            kind = speaker.key if speaker is not None else "witness"  # type: ignore[assignment]
        if actor.kind == "unknown":
            kind = speaker.key if speaker is not None else "unnamed"  # type: ignore[assignment]
        return Source(id=actor.id, name=actor.name, kind=kind, actor=actor.id)
    whole = bool(items) and items[0].start == start and items[-1].end == end
    if speaker is None and state is not None and whole and items[-1].has("state", "capital", "adjective", "people"):
        return Source(id=state.id, name=state.name, kind="official", actor=state.id)
    if speaker is None:
        title = last.term("title") if last is not None else None
        kind = context.knowledge.title_kinds.get(title.key if title else "", kind_of_unknown(doc, start, end))
        return Source(id=None, name=name, kind=kind, actor=None)
    kind = speaker.key  # type: ignore[assignment]
    spoken_for = actor.id if actor is not None else None
    if spoken_for is None and kind == "official" and state is not None:
        spoken_for = state.id
    if kind == "unnamed" and (spoken_for is not None or any(item.has("place") for item in items) or end - start > 3):
        kind = kind_of_party(actor.kind if actor else None)
    if kind == "media" and name.lower().startswith(("state", "official")) and context.country is not None:
        spoken_for = f"{context.knowledge.states[context.country].id}-government"
    return Source(id=None, name=name, kind=kind, actor=spoken_for)


def force_spoken_for(doc: Doc, context: PartyContext, item: Item) -> str | None:
    """The id of the actor that a force without a name is: "the coalition", "the army" of the country reported on."""
    term = item.term("force")
    if term is None:
        return None
    if term.key == "external":
        return coalition_near(doc, context, item.start)
    if term.key == "state" and term.own and term.unit is not None and context.country is not None:
        home = context.knowledge.home_of(term.unit, context.country)
        return f"{context.knowledge.states[home].id}-{term.unit}"
    return None


def _ministry_before(context: PartyContext, start: int) -> Source | None:
    """The ministry that was named last before token ``start``."""
    named = [t.key for item in context.items if item.start < start and (t := item.term("source"))]
    ministries = [key for key in named if context.knowledge.sources[key].klass == "ministry"]
    return source_of_entry(context, ministries[-1]) if ministries else None


def bodies_in(doc: Doc, context: PartyContext, start: int, end: int) -> Chain:
    """The bodies named in ``doc[start:end]``, each once; a party only where it is one of several speakers."""
    found: list[Source] = []
    for item in context.items:
        if not (start <= item.start and item.end <= end):
            continue
        before = item.start - 1 - (item.start - 1 > start and doc[item.start - 1].lower_ in ARTICLES)
        coordinated = (item.end < end and doc[item.end].lower_ in ("and", "or", "&")) or (
            item.start > start and doc[before].lower_ in ("and", "or", "&")
        )
        source: Source | None = None
        if (term := item.term("source")) is not None:
            source = source_of_entry(context, term.key)
        elif coordinated and (term := item.term("actor", "state", "capital")) is not None:
            source = phrase_source(doc, context, item.start, item.end)
        if source is not None and source not in found:
            found.append(source)
    return tuple(found)


def kind_of_party(kind: str | None) -> SourceKind:
    """What kind of source a party of ``kind`` is, where it speaks for itself."""
    if kind in ("state", "external"):
        return "official"
    return "party" if kind in ("rebel", "militia") else "unnamed"


def kind_of_unknown(doc: Doc, start: int, end: int) -> SourceKind:
    """The kind of a source that no entry knows, by its own words."""
    labels = {doc[k].ent_type_ for k in range(start, end)}
    if "PERSON" in labels:
        return "witness"
    words = {word_key(doc[k].text) for k in range(start, end)}
    if words & {"command", "ministry", "governorate", "police", "department", "army", "government", "council"}:
        return "official"
    if words & {"hospital", "clinic", "health", "medical"}:
        return "medical"
    if words & {"news", "agency", "television", "tv", "radio", "newspaper", "media"}:
        return "media"
    if {"human", "rights"} <= words or words & {"charity", "humanitarian", "network"}:
        return "ngo"
    return "unnamed"
