"""Sources that take a deed on themselves: "claimed responsibility", "said it had hit a convoy", "we fired on them"."""

from collections.abc import Sequence

from spacy.tokens import Doc

from reportedly.knowledge.cues import cues
from reportedly.knowledge.lexicon import load_lexicon
from reportedly.knowledge.parties import Role
from reportedly.model import Actor, Source
from reportedly.model.parties import ActorKind
from reportedly.reading.blame import claims_it, sides
from reportedly.reading.doc import Attribution, EventMention, TokenRange
from reportedly.reading.naming import party_in_words
from reportedly.reading.party_actors import party_actor
from reportedly.reading.party_terms import party_context
from reportedly.reading.positions import sentence_at

_CHARGING = frozenset(load_lexicon("roles")["blaming_verbs"])

SPEAKING = 2
"""The sources at the head of a chain that may speak of themselves: a spokesman and the body he speaks for."""

PARTIES: tuple[Role, ...] = ("actor", "force", "state", "adjective", "capital", "leader", "people")
"""What a word that "it" may stand for can be."""


def takes_on(doc: Doc, attribution: Attribution | None) -> tuple[Actor, ...]:
    """The source as doer, where it takes the deed on in so many words: "the group claimed responsibility"."""
    if attribution is None or attribution.source is None or attribution.factuality.endswith("-"):
        return ()
    cue = (attribution.cue,) if attribution.cue else ()
    if not claims_it(doc, (*cue, *attribution.content)):
        return ()
    return _spoken_for(doc, attribution.said_by, attribution.source) or _unheard_of(doc, attribution)


def tells_of_itself(doc: Doc, attribution: Attribution | None, event: EventMention) -> tuple[Actor, ...]:
    """The party that speaks as the doer of ``event``, where its words are "it", "we" or "its warplanes".

    Where another party is named in what it says before those words, they may mean that one: then nobody is named.
    """
    if attribution is None or event.own is None:
        return ()
    start, end = event.own
    context = party_context(doc)
    content = next((low for low, high in attribution.content if low <= start < high), None)
    if content is None or any(content <= item.start < start and item.has(*PARTIES) for item in context.items):
        return ()
    if _goes_on_charging(doc, attribution):
        return ()
    if attribution.cue_lemma in cues().charges and attribution.parent is not None:
        # "X denied accusations by Y that it had shelled": Y means X
        return _spoken_for(doc, doc._.attributions[attribution.parent].said_by, (start, end))
    own = _spoken_for(doc, attribution.said_by, (start, end))
    named = [actor for actor in event.perpetrators if actor.id is not None]
    if not own and event.perpetrators and not named and end - start > 1:
        return _unheard_of(doc, attribution) or event.perpetrators  # "its fighters" of a group no entry knows
    # "its aircraft" may already be known for its air force.
    return event.perpetrators if sides(own) & sides(event.perpetrators) else own


def _goes_on_charging(doc: Doc, attribution: Attribution) -> bool:
    """Whether the source has just charged a party, which may be meant: "accused the army, SAYING IT had hit Homs"."""
    if attribution.cue is None or doc[attribution.cue[0]].tag_ != "VBG":
        return False
    first, _ = sentence_at(doc, attribution.cue[0])
    before = (one for one in doc._.attributions if one.cue is not None and first <= one.cue[0] < attribution.cue[0])
    charges = [one for one in before if one.cue_lemma in _CHARGING and one.source == attribution.source]
    charged = [words for one in charges for words in one.content]
    parties = (item.start for item in party_context(doc).items if item.has(*PARTIES))
    return any(low <= i < high for i in parties for low, high in charged)


def _unheard_of(doc: Doc, attribution: Attribution) -> tuple[Actor, ...]:
    """A source that no entry knows, as a party: under its own name where it has one, else as the words call it."""
    start, end = attribution.source or (0, 0)
    # A party with an id that the source does not speak for is only what it parted from.
    called = next((m.actor for m in doc._.actors if start <= m.start < end and m.actor.id is None), None)
    if not attribution.said_by or not any(token.pos_ == "PROPN" for token in doc[start:end]):
        return (called,) if called else ()
    kind: ActorKind = called.kind if called else "unknown"
    return (party_in_words(doc, (start, end), name=attribution.said_by[0].name, kind=kind),)


def _spoken_for(doc: Doc, said_by: Sequence[Source], words: TokenRange) -> tuple[Actor, ...]:
    party = next((source.actor for source in said_by[:SPEAKING] if source.actor), None)
    return (party_actor(doc, party_context(doc), party, *words),) if party else ()
