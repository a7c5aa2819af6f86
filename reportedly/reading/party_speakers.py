"""Who may speak: monitors, agencies, ministries, people and what they speak for, and generic speakers.

A chain of sources is most direct first: the person, then the body that he or she speaks for.
"""

# ruff: noqa: RUF001  (curly marks are told apart from straight ones here)

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from reportedly.knowledge.parties import slug, word_key, word_keys
from reportedly.model import Source
from reportedly.model.parties import SourceKind
from reportedly.reading.doc import ActorMention, SourceMention
from reportedly.reading.once import once_a_doc, phrase_at, text_at
from reportedly.reading.party_actors import MODIFIERS, POSSESSIVES, adjacent, coalition_near, find_actors
from reportedly.reading.party_terms import Item, PartyContext, party_context

LEFT_REACH = 14
"""A person's office stands within this many tokens before the name."""
RIGHT_REACH = 10
"""An apposition that names the office ends within this many tokens after the name."""
ARTICLES = frozenset({"the", "a", "an", "this", "that", "one", "another", "its", "their", "his", "her", '"', "“", "'"})
CONNECTING = frozenset(
    {"of", "for", "the", "at", "with", "in", "from", "to", "and", "a", "an", "who", "that", "is"}
    | {"'s", "’s", "'", "-", ",", "s"}
)
CUTS = frozenset({"who", "which", "that", "where", "whom", "whose", "when", "while", ",", ";", ":", "(", "—", "–"})
WHERE = frozenset({"in", "near", "at", "around", "towards", "toward", "outside", "into"})
"""Prepositions after which a name that the parser takes for a person's is a place's."""
NOT_BEFORE_A_SPEAKER = frozenset(
    {"of", "for", "by", "with", "against", "from", "to", "-", "anti", "pro", "on", "about"}
)
ITSELF = frozenset({"i", "we", "me", "us", "himself", "herself", "him"})


Chain = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the report, with the chain that he or she heads: the person, then the body spoken for."""

    start: int
    end: int
    chain: tuple[Source, ...]


def find_sources(doc: Doc, context: PartyContext) -> tuple[SourceMention, ...]:
    """Every possible speaker named in ``doc``, from left to right."""
    mentions = [SourceMention(p.start, p.end, p.chain[0]) for p in people_of(doc)]
    taken = {k for m in mentions for k in range(m.start, m.end)}
    for i, item in enumerate(context.items):
        if taken.intersection(range(item.start, item.end)):
            continue
        if (term := item.term("source")) is not None:
            mentions.append(SourceMention(item.start, item.end, _entry(context, term.key)))
        elif item.has("speaker", "ministry"):
            start = _phrase_start(doc, context, i)
            ends_here = i + 1 == len(context.items) or not (
                adjacent(doc, item, context.items[i + 1])
                and context.items[i + 1].has("speaker", "ministry", "force", "title", "source", "deed")
            )
            if ends_here and _speaks(doc, context, item):
                mentions.append(SourceMention(start, item.end, _phrase_source(doc, context, start, item.end)))
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def sources_at(doc: Doc, start: int, end: int) -> tuple[Source, ...]:
    """The chain of sources that the words ``doc[start:end]`` name, most direct first.

    Any phrase will do: what no entry knows is taken verbatim without its article. Empty only for no words at all.
    """
    context = party_context(doc)
    start, end = _stripped(doc, start, end)
    if start >= end:
        return ()
    ally = _ally(doc, context, start, end)
    if ally is not None:
        return tuple(dict.fromkeys((*sources_at(doc, start, ally[0]), *sources_at(doc, ally[1], end))))
    end = max([end, *(item.end for item in context.items if start <= item.start < end < item.end)])
    start, end = _stripped(doc, start, end)
    clipped = _clipped(doc, start, end)
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
    head = _head_item(doc, items, start, clipped)
    bodies = _bodies(doc, context, start, clipped)
    if head is not None and not head.has("source") and _stands_for_a_person(context, doc, head):
        return _unnamed_person(doc, context, head, start, clipped)
    if not bodies and head is not None and head.has("speaker"):
        bodies = _bodies(doc, context, clipped, end)[:1] if doc[clipped - 1].i < end - 1 else ()
        bodies = bodies if _is_name_of(doc, clipped) else ()
    if head is not None and (body := head.term("source")) is not None:
        first = _entry(context, body.key)
        bodies = (first, *(source for source in bodies if source != first))
    if bodies:
        return bodies
    source = _phrase_source(doc, context, start, clipped)
    name = _name_given(doc, clipped, end) if source.id is None else ""
    return (source.model_copy(update={"name": name}) if name else source,)


def _ally(doc: Doc, context: PartyContext, start: int, end: int) -> tuple[int, int] | None:
    """Where "and its ally" stands before another party's name ("the government AND ITS ALLY Russia"), or nothing."""
    for i in range(start + 1, end - 3):
        owned = doc[i].lower_ == "and" and doc[i + 1].lower_ in POSSESSIVES
        if owned and doc[i + 2].lemma_.lower() in context.knowledge.words["allies"] and doc[i + 3].pos_ == "PROPN":
            return i, i + 3
    return None


def resolve_source(doc: Doc, start: int, end: int, previous: Sequence[tuple[Source, ...]]) -> tuple[Source, ...]:
    """The chain that ``doc[start:end]`` stands for: "the monitor", "the group", "he", "it" become the one meant.

    ``previous`` holds the chains of those who spoke before in the report, latest last. Words that stand for nobody
    else give what ``sources_at`` gives.
    """
    context = party_context(doc)
    knowledge = context.knowledge
    at, stop = _stripped(doc, start, end)
    if stop - at == 1 and doc[at].text in ("who", "which", "that", "Who", "Which"):
        return _antecedent(doc, at, previous)
    stop = _clipped(doc, at, stop) if at < stop else stop
    words = [doc[k].lower_ for k in range(at, stop) if doc[k].is_alpha or "-" in doc[k].text]
    phrase = " ".join(words)
    if phrase in knowledge.words["person_pronouns"] or phrase in ITSELF:
        found = _subject_meant(doc, at, ()) or _last(previous, lambda chain: _is_person(doc, context, chain[0]))
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
            body = _entry(context, of)
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
        elif doc[at - 1].lower_ in CONNECTING and not (doc[at - 1].text == "," and not left):
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
            return title, _entry(context, term.key)
        if (term := item.term("actor")) is not None:
            entry = context.knowledge.actor(term.key, context.day)
            kind: SourceKind = "official" if entry.kind in ("state", "external") else "party"
            return title, Source(id=entry.id, name=entry.name, kind=kind, actor=entry.id)
        start = _phrase_start(doc, context, context.starting[item.start])
        return title, _phrase_source(doc, context, start, item.end)
    at = items.index(titles[-1][0])
    for item in reversed(items[:at]):
        if (term := item.term("adjective", "state")) is not None:
            state = context.knowledge.states[term.key]
            return title, Source(id=state.id, name=state.name, kind="official", actor=state.id)
        force = item.term("force")
        key = _force_spoken_for(doc, context, item) if force is not None else None
        if key is not None:
            entry = context.knowledge.actor(key, context.day)
            return title, Source(id=entry.id, name=entry.name, kind="official", actor=entry.id)
        if not item.has("filler", "title", "side", "speaker", "belonging"):
            break
    return title, None


def _force_spoken_for(doc: Doc, context: PartyContext, item: Item) -> str | None:
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


def _entry(context: PartyContext, key: str) -> Source:
    entry = context.knowledge.sources[key]
    return Source(id=entry.id, name=entry.name, kind=entry.kind, actor=entry.actor)


def _phrase_start(doc: Doc, context: PartyContext, i: int) -> int:
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


def _phrase_source(doc: Doc, context: PartyContext, start: int, end: int) -> Source:
    """The source that a phrase names which is no entry of its own: a party, a ministry, "local activists"."""
    items = [item for item in context.items if start <= item.start and item.end <= end]
    name = phrase_at(doc, start, end)
    last = _head_item(doc, items, start, end)
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
            return _entry(context, key)
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
        kind = context.knowledge.title_kinds.get(title.key if title else "", _kind_of_unknown(doc, start, end))
        return Source(id=None, name=name, kind=kind, actor=None)
    kind = speaker.key  # type: ignore[assignment]
    spoken_for = actor.id if actor is not None else None
    if spoken_for is None and kind == "official" and state is not None:
        spoken_for = state.id
    if kind == "unnamed" and (spoken_for is not None or any(item.has("place") for item in items) or end - start > 3):
        kind = _kind_of_party(actor.kind if actor else None)
    if kind == "media" and name.lower().startswith(("state", "official")) and context.country is not None:
        spoken_for = f"{context.knowledge.states[context.country].id}-government"
    return Source(id=None, name=name, kind=kind, actor=spoken_for)


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
    return _by_surname(doc, start, clipped)


def _bodies(doc: Doc, context: PartyContext, start: int, end: int) -> Chain:
    """The bodies named in ``doc[start:end]``, each once; a party only where it is one of several speakers."""
    found: list[Source] = []
    for item in context.items:
        if not (start <= item.start and item.end <= end):
            continue
        coordinated = (item.end < end and doc[item.end].lower_ in ("and", "or", "&")) or (
            item.start > start and doc[item.start - 1].lower_ in ("and", "or", "&")
        )
        source: Source | None = None
        if (term := item.term("source")) is not None:
            source = _entry(context, term.key)
        elif coordinated and (term := item.term("actor", "state", "capital")) is not None:
            source = _phrase_source(doc, context, item.start, item.end)
        if source is not None and source not in found:
            found.append(source)
    return tuple(found)


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
    """Whether the participle at ``at`` only gives a name: "the organisation known as the White Helmets"."""
    return at < len(doc) and doc[at].lower_ in ("known", "called", "named", "dubbed")


def _name_given(doc: Doc, at: int, end: int) -> str:
    """The name that follows at ``at``: "a group CALLED THE DESERT FALCONS"; empty where none does."""
    if not _is_name_of(doc, at):
        return ""
    first = next((k for k in range(at + 1, end) if doc[k].text[:1].isupper()), end)
    last = next((k for k in range(first, end) if not doc[k].text[:1].isupper()), end)
    return phrase_at(doc, first, last) if first <= at + 3 else ""


def _unnamed_person(doc: Doc, context: PartyContext, head: Item, start: int, end: int) -> Chain:
    """A speaker without a name, by the words of the phrase, then the body that he or she speaks for if it is known."""
    bodies = _bodies(doc, context, start, end)
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
        kind = _kind_of_party(parties[-1].kind) if kind in ("unnamed", "official") else kind
    elif state is not None and kind in ("unnamed", "official"):
        actor, kind = context.knowledge.states[state].id, "official"
    elif kind == "unnamed":
        force = next((i for i in context.items if start <= i.start < end and _force_spoken_for(doc, context, i)), None)
        actor = _force_spoken_for(doc, context, force) if force is not None else None
        kind = "official" if actor is not None else _kind_of_unknown(doc, head.end, end)
    return (Source(id=None, name=name, kind=kind, actor=actor), *bodies)


def _ministry_before(context: PartyContext, start: int) -> Source | None:
    """The ministry that was named last before token ``start``."""
    named = [t.key for item in context.items if item.start < start and (t := item.term("source"))]
    ministries = [key for key in named if context.knowledge.sources[key].klass == "ministry"]
    return _entry(context, ministries[-1]) if ministries else None


def _kind_of_party(kind: str | None) -> SourceKind:
    if kind in ("state", "external"):
        return "official"
    return "party" if kind in ("rebel", "militia") else "unnamed"


def _kind_of_unknown(doc: Doc, start: int, end: int) -> SourceKind:
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


def find_parties(doc: Doc, start: int, end: int) -> list[ActorMention]:
    """The actor mentions inside ``doc[start:end]``."""
    actors = doc._.actors or find_actors(doc, party_context(doc))
    return [mention for mention in actors if start <= mention.start and mention.end <= end]


def _speaks(doc: Doc, context: PartyContext, item: Item) -> bool:
    """Whether a speaker word stands as a noun of its own, not as part of another thing: "hospital bed"."""
    token = doc[item.end - 1]
    if item.end < len(doc) - 1 and doc[item.end].text == "-" and not doc[item.end].whitespace_:
        return False
    if token.dep_ in ("compound", "amod") and token.head.i >= item.end and token.head.pos_ == "NOUN":
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ")


def _stripped(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in ARTICLES or doc[start].is_punct or doc[start].is_space):
        if doc[start].lower_ in ("one", "another") and start + 1 < end and doc[start + 1].lower_ == "of":
            break  # "one of them" is more than "of them"
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].text in ("'s", "’s")):
        end -= 1
    return start, end


def _clipped(doc: Doc, start: int, end: int) -> int:
    """Where a phrase ends as a name: before a relative clause, an aside, a participle or "on Sunday"."""
    for k in range(start + 1, end):
        if doc[k].text == "-" and doc[k].whitespace_ and doc[k - 1].whitespace_:
            return k
        if doc[k].lower_ == "on" and k + 1 < end and doc[k + 1].ent_type_ == "DATE":
            return k
        if doc[k].lower_ in CUTS or (doc[k].tag_ in ("VBG", "VBD", "VBN") and doc[k].dep_ in ("acl", "relcl")):
            return k
    return end


def _head_item(doc: Doc, items: list[Item], start: int, end: int) -> Item | None:
    root = doc[start:end].root.i if end - start > 1 else start
    for item in items:
        if item.start <= root < item.end:
            return item
    before = [item for item in items if item.end <= root] or items
    return before[-1] if before else None


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
    before = [person for person in people_of(doc) if person.end <= start]
    return before[-1].chain if before else ()


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
    return (_entry(context, min(named)[1]),) if named else ()


def _by_surname(doc: Doc, start: int, end: int) -> tuple[Source, ...]:
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
