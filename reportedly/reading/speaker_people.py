"""The people named in a report as possible speakers, each with the office held and the body spoken for."""

# ruff: noqa: RUF001  (curly marks are told apart from straight ones here)

from dataclasses import dataclass

from spacy.tokens import Doc

from reportedly.knowledge.parties import word_key, word_keys
from reportedly.model import Source
from reportedly.model.parties import SourceKind
from reportedly.reading.once import once_a_doc, phrase_at, text_at
from reportedly.reading.party_terms import Item, PartyContext, party_context
from reportedly.reading.speaker_phrases import Chain, force_spoken_for, phrase_source, phrase_start, source_of_entry

LEFT_REACH = 14
"""A person's office stands within this many tokens before the name."""
RIGHT_REACH = 10
"""An apposition that names the office ends within this many tokens after the name."""
CONNECTING = frozenset(
    {"of", "for", "the", "at", "with", "in", "from", "to", "and", "a", "an", "who", "that", "is"}
    | {"'s", "’s", "'", "-", ",", "s"}
)
WHERE = frozenset({"in", "near", "at", "around", "towards", "toward", "outside", "into"})
"""Prepositions after which a name that the parser takes for a person's is a place's."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the report, with the chain that he or she heads: the person, then the body spoken for."""

    start: int
    end: int
    chain: tuple[Source, ...]


@once_a_doc
def people_of(doc: Doc) -> tuple[Person, ...]:
    """The people named in ``doc``, a surname alone standing for the full name."""
    context = party_context(doc)
    ranges: dict[int, tuple[int, str | None]] = {}
    for item in context.items:
        term = item.term("person")
        if term is not None and not (item.end - item.start == 1 and _inside_longer_name(doc, item)):
            ranges[item.start] = (item.end, term.key)
    known = {k for start, (end, _) in ranges.items() for k in range(start, end)}
    for entity in doc.ents:
        if entity.label_ != "PERSON" or (entity.root.dep_ == "pobj" and entity.root.head.lower_ in WHERE):
            continue
        start, end = _name_only(doc, context, entity.start, entity.end)
        if start < end and not known.intersection(range(start, end)):
            key = _known_person(context, text_at(doc, start, end))
            trusted = end - start > 1 or not doc[start].is_upper
            if key is not None or (trusted and not _other_name(context, start, end)):
                ranges[start] = (end, key)
                known.update(range(start, end))
    for item in context.items:
        start, end = item.end, _capitals_end(doc, context, item.end)
        if start + 1 < len(doc) and doc[start].text == ",":
            start, end = start + 1, _capitals_end(doc, context, start + 1)
            end = end if _is_set_off(doc, start, end) else start
        if _gives_office(doc, context, item) and end - start >= 2 and not known.intersection(range(start, end)):
            if _other_name(context, start, end) or doc[start].ent_type_ in ("GPE", "DATE", "LOC"):
                continue
            ranges[start] = (end, None)
            known.update(range(start, end))
    people = [_person(doc, context, start, end, key) for start, (end, key) in sorted(ranges.items())]
    return tuple(_with_full_names(people))


def _gives_office(doc: Doc, context: PartyContext, item: Item) -> bool:
    """Whether a name may follow ``item``: a title, or the body in "vice president of the Coalition"."""
    if _title(doc, context, item):
        return True
    if not item.has("actor", "source"):
        return False
    index = context.starting[item.start]
    near = context.items[max(0, index - 3) : index]
    before = [i for i in near if i.end > item.start - 4 and i.has("title")]
    return bool(before) and doc[before[-1].end].lower_ == "of"


def _known_person(context: PartyContext, name: str) -> str | None:
    """The entry of a person's name, a lost possessive -s taken off."""
    keys = word_keys(name)
    if not keys:
        return None
    people = context.knowledge.people
    return people.get(keys) or people.get((*keys[:-1], keys[-1].removesuffix("s")))


def _with_full_names(people: list[Person]) -> list[Person]:
    """Each person under the fullest name, with the body named at any mention of the name."""
    chains: dict[str, tuple[Source, ...]] = {}
    for person in people:
        name = person.chain[0].name
        if _knows_more(person.chain, chains.get(name, ())):
            chains[name] = person.chain
    by_surname: dict[str, set[str]] = {}
    for name in chains:
        if " " in name:
            by_surname.setdefault(_surname(name), set()).add(name)
    found: list[Person] = []
    for person in people:
        name = person.chain[0].name
        if " " not in name and person.chain[0].id is None:
            full = by_surname.get(_surname(name), set())
            name = next(iter(full)) if len(full) == 1 else name
        found.append(Person(person.start, person.end, chains.get(name, person.chain)))
    return found


def _knows_more(chain: Chain, than: Chain) -> bool:
    """Whether a chain says more of a person: a body spoken for, else what he or she is."""
    if len(chain) != len(than):
        return len(chain) > len(than)
    return than[0].kind == "witness" and chain[0].kind != "witness"


def _surname(name: str) -> str:
    """The last name as it is compared: "al-Halabi" and "Halabi" are one."""
    return name.split()[-1].lower().removeprefix("al-").removeprefix("el-")


def _person(doc: Doc, context: PartyContext, start: int, end: int, key: str | None) -> Person:
    knowledge = context.knowledge
    title, body = _office(doc, context, start, end)
    if key is not None:
        entry = knowledge.sources[key]
        of = entry.of or ""
        if of in knowledge.sources:
            body = source_of_entry(context, of)
        elif of in knowledge.actors:
            actor = knowledge.actor(of, context.day)
            body = Source(id=actor.id, name=actor.name, kind=entry.kind, actor=actor.id)
        first = Source(id=entry.id, name=entry.name, kind=entry.kind, actor=body.actor if body else None)
        return Person(start, end, (first, body) if body else (first,))
    kind: SourceKind = body.kind if body is not None else "witness"
    if kind != "party":
        kind = knowledge.title_kinds.get(title or "", kind)
    name = phrase_at(doc, start, end)
    first = Source(id=None, name=name, kind=kind, actor=body.actor if body else None)
    return Person(start, end, (first, body) if body is not None else (first,))


def _office(doc: Doc, context: PartyContext, start: int, end: int) -> tuple[str | None, Source | None]:
    """A person's title and the body it belongs to, from the words around the name."""
    left: list[Item] = []
    at = start
    while at > max(0, start - LEFT_REACH):
        item = next((i for i in context.items if i.end == at), None)
        if item is not None:
            left.insert(0, item)
            at = item.start
        elif doc[at - 1].lower_ in CONNECTING and (left or doc[at - 1].text != "," or _is_set_off(doc, start, end)):
            at -= 1
        else:
            break
    found = _office_in(doc, context, left)
    if found[0] is not None:
        return found
    right: list[Item] = []
    at = end
    while at < min(len(doc), end + RIGHT_REACH):
        index = context.starting.get(at)
        if index is not None:
            right.append(context.items[index])
            at = context.items[index].end
            if right[-1].has("source"):
                break
        elif doc[at].lower_ in CONNECTING or doc[at].text == "-" or doc[at].lower_ in ("uk", "britain", "based"):
            at += 1
        else:
            break
    if right and right[0].start <= end + 4 and any(_title(doc, context, item) for item in right[:4]):
        return _office_in(doc, context, right)
    return None, None


def _is_set_off(doc: Doc, start: int, end: int) -> bool:
    """Whether a name stands between two commas: "the minister, ANN LEE, said"."""
    return start > 0 and end < len(doc) and doc[start - 1].text == "," == doc[end].text


def _title(doc: Doc, context: PartyContext, item: Item) -> str | None:
    """The title that ``item`` is or ends with: "army spokesman" is a spokesman's."""
    term = item.term("title")
    if term is not None:
        return term.key
    word = doc[item.end - 1].lower_
    return word if item.has("speaker") and word in context.knowledge.words["titles"] else None


def _office_in(doc: Doc, context: PartyContext, items: list[Item]) -> tuple[str | None, Source | None]:
    titles = [(item, title) for item in items if (title := _title(doc, context, item))]
    if not titles:
        return None, None
    title = titles[-1][1]
    bodies = [item for item in items if item.has("source", "actor", "ministry")]
    if bodies:
        item = bodies[-1]
        if (term := item.term("source")) is not None:
            return title, source_of_entry(context, term.key)
        if (term := item.term("actor")) is not None:
            entry = context.knowledge.actor(term.key, context.day)
            kind: SourceKind = "official" if entry.kind in ("state", "external") else "party"
            return title, Source(id=entry.id, name=entry.name, kind=kind, actor=entry.id)
        start = phrase_start(doc, context, context.starting[item.start])
        return title, phrase_source(doc, context, start, item.end)
    at = items.index(titles[-1][0])
    for item in reversed(items[:at]):
        if (term := item.term("adjective", "state")) is not None:
            state = context.knowledge.states[term.key]
            return title, Source(id=state.id, name=state.name, kind="official", actor=state.id)
        force = item.term("force")
        key = force_spoken_for(doc, context, item) if force is not None else None
        if key is not None:
            entry = context.knowledge.actor(key, context.day)
            return title, Source(id=entry.id, name=entry.name, kind="official", actor=entry.id)
        if not item.has("filler", "title", "side", "speaker", "belonging"):
            break
    return title, None


def by_surname(doc: Doc, start: int, end: int) -> tuple[Source, ...]:
    """The person whose surname the words are, with or without a title before it."""
    if not doc[end - 1].text[:1].isupper() or any(doc[k].lower_ in CONNECTING for k in range(start, end - 1)):
        return ()
    if end - start > 4:
        return ()
    last = _surname(doc[end - 1].text)
    chains = {p.chain[0].name: p.chain for p in people_of(doc) if _surname(p.chain[0].name) == last}
    return next(iter(chains.values())) if len(chains) == 1 else ()


def _name_only(doc: Doc, context: PartyContext, start: int, end: int) -> tuple[int, int]:
    """A person's name without titles before it and without what the parser ran into it."""
    honorifics = context.knowledge.words["honorifics"] | context.knowledge.words["titles"]
    while start < end and (word_key(doc[start].text) in honorifics or not doc[start].text[:1].isalnum()):
        start += 1
    while end > start and (doc[end - 1].text in ("'s", "’s", "'") or not doc[end - 1].text[:1].isupper()):
        end -= 1
    return start, end


def _capitals_end(doc: Doc, context: PartyContext, start: int) -> int:
    end = start
    while (
        end < len(doc)
        and end - start < 4
        and doc[end].is_alpha
        and (doc[end].is_title or (end > start and doc[end].lower_ in ("al", "abu", "bin", "ibn", "de", "el")))
        and end not in context.starting
    ):
        end += 1
        if end < len(doc) - 1 and doc[end].text == "-" and doc[end - 1].lower_ in ("al", "el", "abdul", "abdel"):
            end += 1
    return end


def _other_name(context: PartyContext, start: int, end: int) -> bool:
    """Whether known words that are no person's cover most of a supposed name."""
    covered = 0
    for item in context.items:
        if (
            item.end > start
            and item.start < end
            and item.has(
                "actor", "source", "state", "adjective", "place", "force", "ministry", "capital", "deed", "side"
            )
        ):
            covered += min(end, item.end) - max(start, item.start)
    return 2 * covered >= end - start


def _inside_longer_name(doc: Doc, item: Item) -> bool:
    """Whether a surname is part of another person's longer name: "Khalid Abdulrahman" is not Rami."""
    return (
        item.start > 0
        and doc[item.start - 1].ent_type_ == "PERSON"
        and doc[item.start].ent_type_ == "PERSON"
        and (doc[item.start].ent_iob_ == "I" and doc[item.start - 1].is_title)
    )
