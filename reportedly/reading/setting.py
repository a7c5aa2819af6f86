"""Where and when something is said to have happened: which of the places and times in its words are the event's own."""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.knowledge.place_words import place_words
from reportedly.model import Place, When
from reportedly.reading.doc import PlaceMention, TimeMention
from reportedly.reading.events import is_answered, names_a_weapon
from reportedly.reading.harm_grammar import is_passive
from reportedly.reading.harms import WORDS
from reportedly.reading.told_before import EVENT_NOUNS, brings_in, points_back

_MOTION = frozenset(load_lexicon("events")["motion"])
_NAMING = frozenset(load_lexicon("events")["naming"])
_APART = frozenset(load_lexicon("events")["apart"])
_SENT = frozenset({*load_lexicon("events")["complaining"], "protest", "condemnation", "criticism"})
_DOERS = frozenset(load_lexicon("things")["doers"])

_STATES = frozenset({"PCLI", "PPLC"})
"""GeoNames' codes of what may stand for a government: a country, a capital."""

BESIDE = 3
"""How coarse a place counts that the event was only near: coarser than a town, finer than a province."""


def place_of(
    doc: Doc, mentions: Sequence[PlaceMention], anchor: int, triggers: Collection[int], home: str | None
) -> Place | None:
    """Where the event at token ``anchor`` happened: the most exact of ``mentions`` in its own clause, nearest first.

    ``triggers`` are the tokens of all events in the same words. Places in ``home``, the country that the report is
    about, come before those abroad.
    """
    there = [
        mention
        for mention in mentions
        if not is_aside(doc[mention.start], doc[anchor], triggers) and not is_meanwhile(doc[mention.start], doc[anchor])
    ]
    # "hit a tent where people had gathered in the city": the clause tells of the target, and where that is.
    there = there or [mention for mention in mentions if _is_in_where_clause(doc[mention.start])]
    near = [
        mention
        for mention in there
        if not _is_destination(doc[mention.end - 1])
        and not is_origin(doc, mention)
        and not _is_whence(doc[mention.start])
        and not (mention.dateline and mention.place.feature_code == "PPLC")
        and not stands_for_people(doc, mention)
    ]
    best = min(
        (mention for mention in near if not any(_says_where(doc, mention, other) for other in near)),
        key=lambda mention: (
            mention.dateline,
            _belongs_elsewhere(doc, triggers, mention.start, anchor),
            home is not None and mention.place.country not in (home, None),
            _coarseness(mention),
            abs(mention.start - anchor),
        ),
        default=None,
    )
    return best.place if best is not None else None


def _says_where(doc: Doc, mention: PlaceMention, other: PlaceMention) -> bool:
    """Whether ``mention`` only says where ``other``, named just before it, is: "Babeska near the border in Idlib"."""
    between = doc[other.end : mention.start]
    words = place_words()
    apart = mention.start - other.end
    if other.place.precision in (4, 6):
        return apart in (0, 1) and mention.away and _is_bearing(mention)
    if not 0 < apart <= WHERE_AT_MOST:
        return False
    return all(
        token.lower_ in words.lying
        or token.lower_ in words.directions
        or token.lower_ in words.kind_of
        or token.like_num
        for token in between
        if token.pos_ not in ("DET", "ADJ", "ADV")
    )


def _is_bearing(mention: PlaceMention) -> bool:
    """Whether the words give a direction from a place ("north of Moscow"), which may be far from it."""
    first = mention.place.text.split()[0].lower()
    return first in place_words().directions or first in place_words().away


WHERE_AT_MOST = 8
"""Tokens between a place and the one that says where it is, at most."""


def time_of(doc: Doc, mentions: Sequence[TimeMention], anchor: int, triggers: Collection[int]) -> When | None:
    """When the event at token ``anchor`` happened: the time in its own clause that does not date the saying."""
    near = [
        mention
        for mention in mentions
        if not mention.of_saying
        and (not is_aside(doc[mention.start], doc[anchor]) or _dates_its_course(doc[mention.start], triggers))
        and not _dates_a_thing(doc, mention, triggers)
    ]
    best = min(
        near,
        key=lambda mention: (
            mention.when.start is None,
            _belongs_elsewhere(doc, triggers, mention.start, anchor),
            abs(mention.start - anchor),
        ),
        default=None,
    )
    return best.when if best is not None else None


def _dates_its_course(token: Token, triggers: Collection[int]) -> bool:
    """Whether ``token`` tells when an event at ``triggers`` took place: "an assault that began on 3 January"."""
    clause = next((head for head in token.ancestors if head.dep_ == "relcl"), None)
    return clause is not None and clause.lemma_ in _TAKING_PLACE and clause.head.i in triggers


_TAKING_PLACE = frozenset({"begin", "start", "occur", "happen", "take", "come", "last"})


def stands_for_people(doc: Doc, mention: PlaceMention) -> bool:
    """Whether a place's name tells who and not where: "London-based", "its ally Russia", "protested by Damascus"."""
    words = place_words()
    after = doc[mention.end] if mention.end < len(doc) else None
    if after is not None and (after.lower_ in words.describing or _is_hyphened_on(doc, after)):
        return True
    if mention.place.feature_code not in _STATES or mention.place.text != doc[mention.start : mention.end].text:
        return False
    if mention.start > 0 and doc[mention.start - 1].lower_ in words.locative:
        return False  # "a checkpoint near Damascus claim four lives": a parser may take the city for who claims
    return _acts_in_its_own_name(doc, doc[mention.start : mention.end].root)


def _is_hyphened_on(doc: Doc, hyphen: Token) -> bool:
    """Whether a hyphen and a small word go on: "Ankara-backed", but not "Damascus-Beirut highway"."""
    return hyphen.text == "-" and not hyphen.whitespace_ and hyphen.i + 1 < len(doc) and doc[hyphen.i + 1].is_lower


def _acts_in_its_own_name(doc: Doc, name: Token) -> bool:
    """Whether the name of a country or a capital stands for its government."""
    words = place_words()
    if name.i > 0 and doc[name.i - 1].lower_ in words.allied:
        return True
    if any(child.dep_ == "conj" and child.lower_ in words.allied for child in name.children):
        return True
    token = name
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
        if token.lower_ in words.allied or _names_a_party(doc, token):
            return True
    if token.dep_ == "nsubj":
        return token.head.pos_ in ("VERB", "AUX") and token.head.lemma_ not in words.undergoing
    if token.dep_ == "poss":  # "Syria's army", but not "Syria's border", "Syria's north", "Syria's Idlib"
        head = token.head
        spot = head.lower_ in words.lying | words.directions | words.parts | words.kind_of.keys()
        return not spot and not any(place.start <= head.i < place.end for place in doc._.places)
    if token.dep_ in ("pobj", "agent"):
        return token.head.lower_ in ("by", "with")
    return False


def _names_a_party(doc: Doc, token: Token) -> bool:
    """Whether ``token`` belongs to the name of a party that is no place ("the government", "the coalition")."""
    named = any(actor.start <= token.i < actor.end for actor in doc._.actors)
    return named and not any(place.start <= token.i < place.end for place in doc._.places)


def _is_destination(token: Token) -> bool:
    """Whether people were taken or fled there: "the wounded were taken to hospitals in the province"."""
    motion = next((head for head in token.ancestors if head.lemma_ in _MOTION), None)
    if motion is None:
        return False
    return any(child.lower_ in ("to", "into", "towards") and child.i < token.i for child in motion.children)


def is_origin(doc: Doc, mention: PlaceMention) -> bool:
    """Whether it says where people, words or weapons come from: "evacuees from two towns were killed"."""
    i = mention.start - 1
    while i > 0 and doc[i].pos_ == "DET":
        i -= 1
    if i <= 0 or doc[i].lower_ != "from":
        return False
    before = doc[i - 1].lemma_.lower()
    sent = doc[i].head.lemma_.lower() in _SENT or names_a_weapon(before)  # "a rocket from Gaza hit Ashkelon"
    return sent or before in WORDS.people | WORDS.fighters | _DOERS


def _is_whence(token: Token) -> bool:
    """Whether it says where those who act are: "gunmen positioned in one town fired shells at another"."""
    posted = next((head for head in token.ancestors if head.lemma_.lower() in place_words().posted), None)
    if posted is None:
        return False
    if posted.dep_ == "ROOT":  # a parser may take the participle for the verb of the sentence
        return posted.tag_ in ("VBN", "VBD") and posted.i + 1 == token.head.i and not is_passive(posted)
    return posted.dep_ in _POSTED_AS and posted.head.dep_ == "nsubj" and not is_passive(posted.head.head)


_POSTED_AS = frozenset({"acl", "amod", "relcl"})


def _belongs_elsewhere(doc: Doc, triggers: Collection[int], i: int, anchor: int) -> bool:
    """Whether token ``i`` hangs on another event of the same words than the one at ``anchor``: "was shot down over the
    valley as rebels advanced on the city" puts the city with the advance.
    """
    above = {token.i for token in doc[anchor].ancestors} | {token.i for token in doc[anchor].children}
    owner = next((token.i for token in doc[i].ancestors if token.i in triggers or token.i == anchor), anchor)
    return owner != anchor and owner not in above


def _coarseness(mention: PlaceMention) -> int:
    """0 for a town or nearer, then what lies beside one, then province, then country: UCDP's where_prec in the order
    of use.
    """
    precision = mention.place.precision or 1
    return max(BESIDE if mention.away else 0, 0 if precision <= 2 else precision)


def _dates_a_thing(doc: Doc, mention: TimeMention, triggers: Collection[int]) -> bool:
    """Whether it dates a thing that is no event of the words: "ahead of the June 3 poll", "after Friday prayers"."""
    root = doc[mention.start : mention.end].root
    thing = root.head
    if thing.dep_ == "pobj" and thing.head.lower_ == "during":
        return False  # "during Friday prayers" tells when
    if root.dep_ not in ("compound", "nmod", "amod", "poss", "nummod") or thing.i < mention.end:
        return False
    return thing.i not in triggers and thing.lemma_.lower() not in EVENT_NOUNS


def is_meanwhile(token: Token, anchor: Token) -> bool:
    """Whether ``token`` stands in a clause of what went on meanwhile: "as fighters advanced towards the city"."""
    clauses = {
        head.i
        for head in (token, *token.ancestors)
        if head.dep_ == "advcl" and any(child.lower_ in ("as", "while") for child in head.lefts if child.dep_ == "mark")
    }
    return bool(clauses - {head.i for head in (anchor, *anchor.ancestors)})


def _is_in_where_clause(token: Token) -> bool:
    clause = next((head for head in token.ancestors if head.dep_ == "relcl"), None)
    return clause is not None and any(child.lower_ == "where" for child in clause.children)


def is_apart(act: Token, event: Token) -> bool:
    """Whether the words set ``event`` apart in time from ``act``, as another event: "hit a base AFTER A MORTAR ATTACK",
    "AFTER a rocket killed two". What has no noun for its own doer may be the same one's: "after storming it".
    """
    above = [event, *event.ancestors]
    if act not in above[1:]:
        return False
    return any(opens_apart(head) for head in above[: above.index(act)])


def opens_apart(head: Token) -> bool:
    """Whether a clause or a phrase sets what it tells apart in time: "AFTER a rocket killed two", "after a blast"."""
    if head.dep_ == "advcl":
        marked = any(child.dep_ == "mark" and child.lower_ in _APART for child in head.children)
        return marked and any(child.dep_.startswith("nsubj") and child.pos_ != "PRON" for child in head.children)
    return head.dep_ == "pobj" and head.head.lower_ in _APART and (brings_in(head) or points_back(head))


def _tells_of_something_else(verb: Token) -> bool:
    """Whether the clause of ``verb`` is an aside: a relative clause, a name ("known until May as"), or one that dates
    something from then on ("the first deaths since the truce began on Monday").
    """
    named = verb.dep_ == "acl" and verb.lemma_ in _NAMING
    since = verb.dep_ in ("advcl", "pcomp") and any(child.lower_ == "since" for child in verb.lefts)
    return verb.dep_ == "relcl" or named or since


def is_aside(token: Token, anchor: Token, triggers: Collection[int] = ()) -> bool:
    """Whether ``token`` stands in a relative clause that ``anchor`` stands outside of: "a town where a truce has held
    since July" dates the truce and not the attack on the town. A clause about one of the events at ``triggers`` is no
    aside: "died in a blast that hit a bus in the town".
    """
    clauses = {
        head.i
        for head in (token, *token.ancestors)
        if (_tells_of_something_else(head) and head.head.i not in triggers) or is_answered(head)
    }
    return bool(clauses - {head.i for head in (anchor, *anchor.ancestors)})
