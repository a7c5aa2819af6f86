"""Who acts or suffers: named groups, the forces of states, and parties that only a phrase names ("Syrian rebels")."""

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from reportedly.knowledge.parties import Role, Term, party_knowledge
from reportedly.model import Actor
from reportedly.model.parties import ActorKind
from reportedly.reading.doc import ActorMention
from reportedly.reading.naming import party_in_words
from reportedly.reading.once import phrase_at
from reportedly.reading.party_terms import Item, PartyContext
from reportedly.reading.positions import sentence_at

MODIFIERS: tuple[Role, ...] = ("actor", "adjective", "state", "leader", "side", "capital", "people")
AFTER_FORCE: tuple[Role, ...] = ("force", "deed", "speaker", "title", "filler")
IN_RUN: tuple[Role, ...] = (*AFTER_FORCE, "ministry", *MODIFIERS)
JOINING = frozenset({"-", "–", "'s", "’s", "'", "’"})  # noqa: RUF001
"""Tokens that do not part a modifier from what it modifies."""
HYPHENS = frozenset({"-", "–"})  # noqa: RUF001
MAKE = re.compile(r"[A-Za-z]{1,5}-?\d{1,4}[A-Za-z]{0,3}")
"""How the make of a weapon is written: "Kh-101", "S-300", "F16"."""
LINKING = frozenset({"and", "or", "and/or", "/", ","})
POSSESSIVES = frozenset({"its", "their", "his", "her", "our"})


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring items that make one phrase: modifiers, then a force, a deed, or nothing."""

    items: tuple[Item, ...]
    backed: frozenset[int]
    """Indices in ``items`` of modifiers that only stand behind the party: "Iranian-backed"."""
    following: int
    """Index of the item after the run."""


def find_actors(doc: Doc, context: PartyContext) -> tuple[ActorMention, ...]:
    """Every party named in ``doc``, from left to right."""
    mentions: list[ActorMention] = []
    pending: list[Run] = []
    i = 0
    while i < len(context.items):
        run = _run_at(doc, context, i)
        if run is None:
            i += 1
            continue
        mention, following = _mention(doc, context, run)
        if mention is None and _only_adjective(run) and _joined_to_next(doc, context, run):
            pending.append(run)
        elif mention is not None:
            mentions.extend(_shared(doc, context, pending, run))
            pending.clear()
            mentions.append(mention)
        else:
            pending.clear()
        i = following
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _run_at(doc: Doc, context: PartyContext, i: int) -> Run | None:
    """The phrase that begins at item ``i``; ``None`` when that item begins none."""
    items = context.items
    if not items[i].has("force", "deed", "speaker", *MODIFIERS):
        return None
    run: list[Item] = []
    backed: set[int] = set()
    j = i
    while j < len(items) and (not run or adjacent(doc, items[j - 1], items[j])):
        item = items[j]
        if run and len(run) - 1 not in backed and _parted(doc, run[-1], item):
            break
        if run and run[-1].has("actor") and j + 1 < len(items) and items[j + 1].has("backing"):
            break
        if run and item.has("holding") and not item.has("actor", "force"):
            if item.end < len(doc) and doc[item.end].lower_ == "by" and run[-1].has("force"):
                break  # "rebels besieged by the army" are rebels
            return Run((), frozenset(), j + 1)
        if run and item.has("backing") and not item.has("force"):
            if not (doc[item.end - 1].lower_ == "led" and j + 1 < len(items) and items[j + 1].has("deed")):
                backed.add(len(run) - 1)
        elif not item.has(*(AFTER_FORCE if run and run[-1].has("force") else IN_RUN)):
            break
        elif run and run[-1].has("force") and item.has("deed") and doc[item.end - 1].tag_ in ("VBP", "VBZ", "VBD"):
            break  # "army jets bomb the town"
        else:
            run.append(item)
        j += 1
    while run and not run[-1].has("force", "deed", "speaker", "title", "ministry", *MODIFIERS):
        run.pop()
        j -= 1
    if not run:
        return None
    return Run(tuple(run), frozenset(k for k in backed if k < len(run)), max(j, i + 1))


def adjacent(doc: Doc, left: Item, right: Item) -> bool:
    """Whether only joining marks stand between two items, or the make of a weapon: "Russian Kh-101 missile"."""
    return right.start >= left.end and all(
        (doc[k].text in JOINING and not (doc[k].whitespace_ and doc[k].text in HYPHENS))
        or (right.has("deed", "force") and MAKE.fullmatch(doc[k].text) is not None)
        for k in range(left.end, right.start)
    )


def _parted(doc: Doc, left: Item, right: Item) -> bool:
    """Whether two neighbouring items are two phrases, the mark between them lost.

    An adjective of a country comes first in a phrase, a plural force last; a capital stands only for a government.
    """
    names = right.has("actor", "adjective", "state", "leader") and not right.has("deed")
    if names and left.has("actor", "deed") and not left.has("adjective"):
        return True
    if left.has("capital", "place") and not left.has("adjective", "actor", "state") and not _owns(doc, left):
        force = right.term("force")
        return force is None or force.unit != "government" or force.key != "state"
    force = left.term("force")
    if force is None or force.key in ("state", "external") or not right.has("force"):
        return False
    return doc[left.end - 1].tag_ in ("NNS", "NNPS") and doc[left.end - 1].lower_.endswith(("s", "men"))


def _only_adjective(run: Run) -> bool:
    return len(run.items) == 1 and run.items[0].has("adjective", "side", "actor") and not run.items[0].has("force")


def _joined_to_next(doc: Doc, context: PartyContext, run: Run) -> bool:
    end = run.items[-1].end
    following = context.items[run.following] if run.following < len(context.items) else None
    return (
        following is not None
        and end < len(doc)
        and doc[end].lower_ in LINKING
        and end + 1 <= following.start <= end + 2
    )


def _shared(doc: Doc, context: PartyContext, pending: list[Run], run: Run) -> list[ActorMention]:
    """The modifiers before "and" that share the head of ``run``: "Syrian and Russian warplanes"."""
    found: list[ActorMention] = []
    head = run.items[-1]
    if not run.items[0].has("adjective", "side", "actor", "state") or not head.has("force", "deed"):
        return found
    for earlier in pending:
        if earlier.items[-1].end + 2 < run.items[0].start and len(pending) == 1:
            continue
        joined = Run((*earlier.items, head), earlier.backed, earlier.following)
        actor = _resolve(doc, context, joined, earlier.items[0].start, earlier.items[-1].end)
        if actor is not None:
            found.append(ActorMention(earlier.items[0].start, earlier.items[-1].end, actor))
    return found


def _mention(doc: Doc, context: PartyContext, run: Run) -> tuple[ActorMention | None, int]:
    """The mention that ``run`` makes, if any, and the index of the item to go on from."""
    nothing = (None, run.following)
    if not run.items:
        return nothing
    last = run.items[-1]
    if last.has("deed") and not last.has("actor"):
        mods = _trimmed(run.items[:-1])
        if not mods or not _does(doc, context, mods, last):
            return nothing
        start, end = mods[0].start, mods[-1].end
        actor = _resolve(doc, context, Run((*mods, last), _kept(run, mods), run.following), start, end)
        return (None if actor is None else ActorMention(start, end, actor)), run.following
    if last.has("speaker", "title", "ministry") and not last.has("force", "actor"):
        party = next((item for item in reversed(run.items) if item.has("actor")), None)
        if party is None or run.items.index(party) in run.backed:
            return nothing
        actor = _resolve(doc, context, Run((party,), frozenset(), run.following), party.start, party.end)
        return (None if actor is None else ActorMention(party.start, party.end, actor)), run.following
    if (
        _describes(doc, context, last)
        if last.has("force")
        else not last.has("actor") and not _acts_alone(doc, context, run)
    ):
        return nothing
    if _names_what_follows(doc, context, run) or _idle_machine(doc, context, run):
        return nothing
    items = _trimmed(run.items)
    run = Run(items, _kept(run, items), run.following)
    start = last.start if last.has("actor") and not last.has("force") else items[0].start
    run, end = _with_belonging(doc, context, run, last.end)
    parted = _parted_from(doc, context, run, start, end)
    if parted is not None:
        return ActorMention(
            parted, end, _actor(doc, context, parted, end, None, _phrase(doc, parted, end), "rebel", None)
        ), run.following
    actor = _resolve(doc, context, run, start, end)
    return (None if actor is None else ActorMention(start, end, actor)), run.following


def _parted_from(doc: Doc, context: PartyContext, run: Run, start: int, end: int) -> int | None:
    """Where the words begin for those who parted from the armed group of ``run``: "DISSIDENTS OF the FARC"."""
    group = next((term for item in run.items if (term := item.term("actor"))), None)
    if group is None or context.knowledge.actors[group.key].kind not in ("rebel", "militia"):
        return None
    splinters = context.knowledge.words["splinters"]
    pairs = ((i, doc[i].lemma_.lower(), doc[i + 1].lower_) for i in range(max(0, start - 3), end - 1))
    at = next((i for i, noun, of in pairs if noun in splinters and of == "of"), None)
    return min(start, at) if at is not None else None


def _names_what_follows(doc: Doc, context: PartyContext, run: Run) -> bool:
    """Whether the phrase only says what the name after it is: "rebel group Ahrar al-Sham"."""
    last = run.items[-1]
    if last.has("actor") or run.following >= len(context.items) or doc[last.end - 1].tag_ not in ("NN", "NNP"):
        return False
    following = context.items[run.following]
    return following.has("actor") and adjacent(doc, last, following)


def _idle_machine(doc: Doc, context: PartyContext, run: Run) -> bool:
    """Whether an aircraft that nobody is named for does nothing: "the helicopter was shot down"."""
    force = run.items[-1].term("force")
    if force is None or force.unit != "air-force" or force.own or len(run.items) > 1:
        return False
    token = doc[run.items[-1].end - 1]
    if token.lemma_.lower() not in context.knowledge.words["machines"]:
        return False
    while token.dep_ == "conj":
        token = token.head
    acts = token.dep_ == "nsubj" and token.head.lemma_.lower() in context.knowledge.words["acting_verbs"]
    return not acts and token.head.lower_ != "by"


def _kept(run: Run, items: tuple[Item, ...]) -> frozenset[int]:
    """The indices in ``items`` of those that ``run`` holds to be backers."""
    backers = {run.items[k].start for k in run.backed}
    return frozenset(k for k, item in enumerate(items) if item.start in backers)


def _trimmed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Without numbers and qualifiers at the front ("some rebels") and what belongs to the deed at the back."""
    kept = list(items)
    while len(kept) > 1 and not kept[-1].has("force", *MODIFIERS):
        kept.pop()
    while len(kept) > 1 and kept[0].has("filler") and not kept[0].has("force", "adjective", "actor"):
        kept.pop(0)
    while kept and not kept[0].has("force", *MODIFIERS):
        kept.pop(0)
    return tuple(kept)


def _does(doc: Doc, context: PartyContext, mods: tuple[Item, ...], deed: Item) -> bool:
    """Whether the modifiers name the doer of ``deed``, and not merely where it happened."""
    last, term = mods[-1], deed.term("deed")
    places_too = term is not None and term.key in context.knowledge.words["places_too"]
    named = last.term("adjective", "state")
    if last.has("actor", "side", "force") or (last.has("leader") and named is None):
        return True
    if named is None:
        return last.has("capital") and _owns(doc, last)
    at_home = named.key in (context.country, None)
    if not last.has("adjective") and not _owns(doc, last):
        return False  # a bare "Yemen strikes" tells no more of who strikes than of where
    return not (at_home and places_too)


def _owns(doc: Doc, item: Item) -> bool:
    """Whether the item is a possessive, its apostrophe perhaps lost: "Syria's", "Syrias", but not "Damascus"."""
    after = doc[item.end].text if item.end < len(doc) else ""
    if after in ("'s", "’s", "'"):  # noqa: RUF001
        return True
    last = doc[item.end - 1].lower_
    return item.has("state", "capital") and last.endswith("s") and last not in party_knowledge().tree.children


def _describes(doc: Doc, context: PartyContext, item: Item) -> bool:
    """Whether the force is itself only a modifier of another thing: "army base", "police station"."""
    token = doc[item.end - 1]
    return (
        token.dep_ in ("compound", "amod", "nmod")
        and item.end <= token.head.i <= item.end + 2
        and token.head.pos_ in ("NOUN", "PROPN")
        and not _known_doing(context, token.head)
    )


def _known_doing(context: PartyContext, token: Token) -> bool:
    at = context.starting.get(token.i)
    return at is not None and context.items[at].has("deed", "actor", "force")


def _acts_alone(doc: Doc, context: PartyContext, run: Run) -> bool:
    """Whether a state, capital or people without a force stands where one who acts stands."""
    if len(run.items) != 1:
        return False
    item = run.items[0]
    if _people(doc, item):
        return True
    if not item.has("state", "capital", "leader"):
        return False
    words = context.knowledge.words
    token = _head_of(doc, item)
    allied = token.dep_ == "appos" and token.head.lemma_.lower() in words["allies"]
    token = token.head if allied else token  # "the army and its ally Russia"
    while token.dep_ == "conj" and (allied or token.head.ent_type_ in ("GPE", "NORP")):
        token = token.head
    verb = token.head
    is_leader = not item.has("state", "capital")  # who is blamed, or has done something where states do
    if token.dep_ == "nsubj":
        return not is_leader and verb.lemma_.lower() in words["acting_verbs"]
    if token.dep_ == "pobj":
        if not is_leader and (verb.lower_ == "by" or verb.dep_ == "agent"):
            return verb.head.lemma_.lower() in words["acting_verbs"]
        return verb.lower_ == "on" and verb.head.lemma_.lower() in words["blaming_verbs"]
    if token.dep_ in ("dobj", "nsubjpass"):
        return verb.lemma_.lower() in words["blaming_verbs"]
    return False


def _people(doc: Doc, item: Item) -> bool:
    """Whether a demonym names people: "Russians", "the French"; not what it describes: "French officials"."""
    token = doc[item.end - 1]
    if item.has("people", "adjective") and token.tag_ in ("NNS", "NNPS") and token.lower_.endswith("s"):
        return not item.has("state", "actor")
    if not item.has("people") or item.start == 0 or doc[item.start - 1].lower_ not in ("the", "of", "by"):
        return False
    after = doc[item.end].pos_ if item.end < len(doc) else ""
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and after not in ("NOUN", "PROPN", "ADJ")


def _head_of(doc: Doc, item: Item) -> Token:
    return doc[item.start : item.end].root


def _with_belonging(doc: Doc, context: PartyContext, run: Run, end: int) -> tuple[Run, int]:
    """The run with the owner named after it: "forces loyal to Assad", "fighters from the Islamic State"."""
    at = run.following
    items = context.items
    head = run.items[-1]
    term = head.term("force")
    if term is None or term.key == "civilians" or at >= len(items) or not adjacent(doc, head, items[at]):
        return run, end
    link = items[at]
    if not link.has("belonging", "siding"):
        return run, end
    at += 1
    skipped = link.end
    while skipped < len(doc) and doc[skipped].lower_ in ("the", "president", "a", "an"):
        skipped += 1
    if at >= len(items) or items[at].start > skipped:
        return run, end
    owner = _run_at(doc, context, at)
    if owner is None or not owner.items or not owner.items[-1].has("actor", "state", "leader", "capital", "force"):
        return run, end
    if owner.items[-1].has("force") and not owner.items[-1].has("actor"):
        force = owner.items[-1].term("force")
        if force is None or force.key != "state":
            return run, end
    if owner.items[0].has("state") and len(owner.items) == 1 and link.has("belonging"):
        return run, end
    if link.has("siding"):
        if any(item.has(*MODIFIERS) for item in run.items[:-1]) or term.bare:
            return run, end
        return Run(run.items, run.backed, owner.following), owner.items[-1].end
    if any(item.has("adjective", "actor") for item in run.items[:-1]):
        return run, end
    return Run((*owner.items, *run.items), run.backed, owner.following), owner.items[-1].end


def _resolve(doc: Doc, context: PartyContext, run: Run, start: int, end: int) -> Actor | None:
    knowledge = context.knowledge
    mods = [item for k, item in enumerate(run.items) if k not in run.backed]
    named = next((term for item in reversed(mods) if (term := item.term("actor"))), None)
    if named is not None:
        entry = knowledge.actor(named.key, context.day)
        force = run.items[-1].term("force")
        if entry.id.endswith("-government") and force is not None and force.unit and entry.country:
            return _of_state(doc, context, entry.country, _unit(mods, force), start, end)
        return _actor(doc, context, start, end, entry.id, entry.name, entry.kind, entry.country)
    iso = next((t.key for item in mods if (t := item.term("adjective", "state", "leader", "capital", "people"))), None)
    sides = [t.key for item in mods if (t := item.term("side"))]
    head = run.items[-1].term("force")
    if head is None and len(mods) == 1 and iso is not None:
        return _alone(doc, context, mods[0], iso, start, end)
    if run.items[-1].has("deed"):
        return _doer(doc, context, mods[:-1], iso, sides, start, end)
    if head is None:
        return None
    return _force(doc, context, mods, head, iso, sides, start, end, bool(run.backed))


def _alone(doc: Doc, context: PartyContext, item: Item, iso: str, start: int, end: int) -> Actor:
    if item.has("people") or (item.has("adjective") and not item.has("state", "capital")):
        return _actor(doc, context, start, end, None, _phrase(doc, start, end), "unknown", iso)
    if not item.has("state", "capital"):
        return _of_state(doc, context, iso, "government", start, end)  # a leader's name
    state = context.knowledge.states[iso]
    return _actor(doc, context, start, end, state.id, state.name, "state", iso)


def _doer(
    doc: Doc, context: PartyContext, mods: list[Item], iso: str | None, sides: list[str], start: int, end: int
) -> Actor | None:
    """The doer that a modifier of a deed names: "regime air strikes", "Russian shelling", "rebel rockets"."""
    if not mods:
        return None
    last = mods[-1]
    force = last.term("force")
    # A tank is its state's, unless it is said to be somebody else's ("rebel tank fire").
    owned = any((term := item.term("force")) and term.own for item in mods)
    of_state = force is not None and force.key == "state" and (owned or iso is not None)
    if "government" in sides or of_state:
        unit = force.unit if force is not None and force.unit else "government"
        return _of_state(doc, context, iso or context.country, unit, start, end)
    if "external" in sides and coalition_near(doc, context, start) is not None and iso is None:
        entry = context.knowledge.actor(coalition_near(doc, context, start) or "", context.day)
        return _actor(doc, context, start, end, entry.id, entry.name, entry.kind, entry.country)
    if sides:
        side = sides[-1]
        doers = context.knowledge.doers.get(side)
        if doers is None and force is None:
            return None
        kind: ActorKind = "unknown" if side in ("unknown", "government") else side  # type: ignore[assignment]
        # Of "rebel drone strikes" the doers are rebel fighters.
        of_side = [item for item in mods if item.has("side")]
        phrase = _phrase(doc, start, of_side[-1].end if force is not None and force.unit else end)
        name = f"{phrase} {doers}" if doers and not phrase.endswith("s") else phrase
        return _actor(doc, context, start, end, None, name, kind, iso or context.country)
    if force is not None:
        kind = force.key  # type: ignore[assignment]
        if kind == "civilians" or (force.unit is not None and not force.own and iso is None):
            return None  # a drone or a tank is nobody
        return _actor(doc, context, start, end, None, _phrase(doc, start, end), kind, iso or context.country)
    if iso is not None:
        state = context.knowledge.states[iso]
        return _actor(doc, context, start, end, state.id, state.name, "state", iso)
    return None


def _force(
    doc: Doc,
    context: PartyContext,
    mods: list[Item],
    head: Term,
    iso: str | None,
    sides: list[str],
    start: int,
    end: int,
    backed: bool,
) -> Actor | None:
    other = [side for side in sides if side not in ("government", "unknown")]
    state_made = any((t := item.term("force")) and t.key == "state" for item in mods[:-1]) or "government" in sides
    phrase = _phrase(doc, start, end)
    if head.key == "external" or "external" in other:
        key = coalition_near(doc, context, start) if iso is None else None
        if key is not None:
            entry = context.knowledge.actor(key, context.day)
            return _actor(doc, context, start, end, entry.id, entry.name, entry.kind, entry.country)
        return _actor(doc, context, start, end, None, phrase, "external", None)
    if head.unit is not None and not other and (head.own or not backed):
        if iso is None and start > 0 and doc[start - 1].lower_ in POSSESSIVES:
            iso = _possessor(doc, context, start)
            if iso is None and head.bare:
                return _actor(doc, context, start, end, None, phrase, "state" if head.own else "unknown", None)
        unit = _unit(mods, head)
        home = context.knowledge.home_of(unit, context.country) if context.country else None
        owner = iso or (_foreign_speaker(doc, context, head, start, phrase) or home if head.own or state_made else None)
        if owner is not None and not (iso is None and _many(doc, head, end)):
            return _of_state(doc, context, owner, unit, start, end)
        if head.own or state_made:
            return _actor(doc, context, start, end, None, phrase, "state", None)
    if head.unit is None and not head.bare and state_made and not other and (iso or context.country):
        return _of_state(doc, context, iso or context.country, _unit(mods, head), start, end)
    kind: ActorKind = head.key  # type: ignore[assignment]
    if kind in ("unknown", "state"):
        kind = other[-1] if other else "unknown"  # type: ignore[assignment]
        if kind == "unknown" and (backed or end > mods[-1].end):
            kind = "militia"
    modified = len(mods) > 1 or backed or end > mods[-1].end
    if not head.bare and not modified:
        return None
    if not head.bare and not (iso or sides or backed or end > mods[-1].end):
        return None
    country = iso or (context.country if kind in ("rebel", "militia", "civilians") else None)
    return _actor(doc, context, start, end, None, phrase, kind, country)


def _possessor(doc: Doc, context: PartyContext, start: int) -> str | None:
    """The state that "its troops" are of: the last one named before them in the sentence."""
    sentence, _ = sentence_at(doc, start)
    named = [
        term.key
        for item in context.items
        if sentence <= item.start < start and (term := item.term("adjective", "state", "capital"))
    ]
    return named[-1] if named else None


def _many(doc: Doc, head: Term, end: int) -> bool:
    """Whether several governments are meant, and so not the one at home: "governments", but not "authorities"."""
    return head.unit == "government" and doc[end - 1].lower_ in ("governments", "regimes", "administrations")


def _foreign_speaker(doc: Doc, context: PartyContext, head: Term, start: int, phrase: str) -> str | None:
    """The foreign state whose army "the army" is, after its speaker: "Turkish officials said the army"."""
    if head.unit == "forces" or "regime" in phrase.lower():
        return None
    sentence, _ = sentence_at(doc, start)
    for left, right in pairwise(context.items):
        if right.end > start:
            return None
        named = left.term("adjective", "state")
        foreign = named is not None and named.key != context.country and left.start >= sentence
        if foreign and named and right.has("speaker", "title", "ministry") and adjacent(doc, left, right):
            return named.key
    return None


def _unit(mods: list[Item], head: Term) -> str:
    """The part of the state: "army forces" are the army, "army helicopters" the air force."""
    unit = head.unit or "forces"
    if unit == "forces":
        for item in mods[:-1]:
            term = item.term("force")
            if term is not None and term.unit not in (None, "government"):
                return str(term.unit)
    return unit


def _of_state(doc: Doc, context: PartyContext, iso: str | None, unit: str, start: int, end: int) -> Actor:
    if iso is None:
        return _actor(doc, context, start, end, None, _phrase(doc, start, end), "state", None)
    entry = context.knowledge.actors[f"{context.knowledge.states[iso].id}-{unit}"]
    return _actor(doc, context, start, end, entry.id, entry.name, entry.kind, entry.country)


def coalition_near(doc: Doc, context: PartyContext, at: int) -> str | None:
    """The coalition that "the coalition" is: the nearest one that the report names, none when it names none."""
    named = [
        (abs(item.start - at), term.key)
        for item in context.items
        if (term := item.term("actor"))
        and term.key.endswith("coalition")
        and context.knowledge.actors[term.key].kind == "external"
    ]
    return min(named)[1] if named else None


def party_actor(doc: Doc, context: PartyContext, key: str, start: int, end: int) -> Actor:
    """The party ``key``, in the words ``doc[start:end]``. Raises ``KeyError`` when there is no such party."""
    entry = context.knowledge.actor(key, context.day)
    return _actor(doc, context, start, end, entry.id, entry.name, entry.kind, entry.country)


def _actor(
    doc: Doc,
    context: PartyContext,
    start: int,
    end: int,
    key: str | None,
    name: str,
    kind: ActorKind,
    country: str | None,
) -> Actor:
    """``external`` is ACLED's: a state's forces outside their own country (interaction code 8, Codebook 2023)."""
    if kind == "state" and country is not None and context.country is not None and country != context.country:
        kind = "external"
    return party_in_words(doc, (start, end), key=key, name=name, kind=kind, country=country)


def _phrase(doc: Doc, start: int, end: int) -> str:
    return phrase_at(doc, start, end)
