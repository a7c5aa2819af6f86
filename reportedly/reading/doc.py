"""What the components leave on the Doc: one value per kind of finding, one extension attribute per component.

Every range is a pair of token indices, end exclusive. A component reads what earlier ones left and adds its own:

=================  =====================  =====================================================
component          leaves                 kind
=================  =====================  =====================================================
``structure``      ``doc._.sections``     tuple of Section; also sets sentence starts
``structure``      ``doc._.quotes``       tuple of Quotation
``parties``        ``doc._.actors``       tuple of ActorMention
``parties``        ``doc._.sources``      tuple of SourceMention
``places``         ``doc._.places``       tuple of PlaceMention
``times``          ``doc._.times``        tuple of TimeMention
``attribution``    ``doc._.attributions`` tuple of Attribution
``figures``        ``doc._.figures``      tuple of FigureMention
``events``         ``doc._.events``       tuple of EventMention
``struck``         ``doc._.things``       tuple of ThingMention
``struck``         ``doc._.victims``      tuple of VictimMention
=================  =====================  =====================================================

``doc._.report`` is the Report that was read, set before the first component runs.
"""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from reportedly.model import Actor, Figure, Place, Source, Thing, Victim, When
from reportedly.model.claim import Factuality, Quote
from reportedly.model.span import Span as Words
from reportedly.reading.once import starts, text_at

TokenRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its headline, its standfirst, or a paragraph of its body."""

    kind: Literal["headline", "standfirst", "body"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; ``start`` and ``end`` leave the marks out. ``closed`` is false when the closing
    mark is missing, and the range then ends with the paragraph.
    """

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A party named in the report, with the words as ``actor.text``."""

    start: int
    end: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A possible speaker named in the report (an agency, a monitor, a ministry, a person, "activists")."""

    start: int
    end: int
    source: Source


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the report, resolved against the gazetteer where it could be.

    ``away`` is true when the words say that something was beside it ("near", "east of") or on the way there,
    ``dateline`` when it stands in a dateline, which says where the report was filed.
    """

    start: int
    end: int
    place: Place
    away: bool = False
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time named in the report, resolved against the report's publication date where it could be.

    ``of_saying`` is true when it says when the words were said ("told reporters on Friday"), not when it happened.
    """

    start: int
    end: int
    when: When
    of_saying: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something. ``said_by`` is the resolved chain, most direct first.

    ``factuality`` is what the cue alone commits the source to: "denied" CT-, "believes" PR+, "suggested" PS+,
    "asked whether" Uu, plain saying CT+. ``stance`` is set when the cue takes a stand on something said before
    ("rejected", "hit back at", "confirmed"). ``cue_lemma`` is the cue's lemma in the cue lexicon. ``parent`` is the
    index in ``doc._.attributions`` of the attribution that this one is said inside. ``kind`` tells saying from
    thinking and wanting, and from what only looks like saying ("did not say", "an alleged attack").
    """

    content: tuple[TokenRange, ...]
    source: TokenRange | None
    cue: TokenRange | None
    cue_lemma: str | None
    quote: Quote
    said_by: tuple[Source, ...]
    factuality: Factuality
    stance: Literal["supports", "denies", "revises"] | None
    parent: int | None
    kind: Literal["says", "thinks", "wants", "other"] = "says"


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A number of people harmed; ``head`` is the token index of the word that says the harm.

    ``part`` marks a number of some among others ("six of them children"), ``revised`` one that takes the place of an
    earlier number ("the toll rose to 28"), ``single`` one person meant by name or as "the pilot". ``persons`` are the
    people it is of, by their number in the report, where it means them one by one. ``listed`` is the token at which the
    list of different people begins that it stands in ("a teacher and two pupils").
    """

    start: int
    end: int
    head: int
    figure: Figure
    part: bool = False
    revised: bool = False
    single: bool = False
    persons: tuple[int, ...] = ()
    listed: int | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A word that says what happened (``trigger``, token index), with those who play a part in it.

    ``rank`` is the lexicon's: of several mentions of one event, the highest names its type. ``negated`` is true where
    a "not" or a "no" stands on the trigger itself, ``aside`` where it stands in a relative clause; ``apart``
    is true where that only says where or when another took place ("near where a bus was hit"). ``own`` is the range
    of words by which whoever speaks may name itself as the doer: "it", "we", "its warplanes".
    """

    trigger: int
    start: int
    end: int
    sub_type: str
    rank: int
    weapon: str | None
    perpetrators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    negated: bool = False
    aside: bool = False
    apart: bool = False
    own: TokenRange | None = None


@dataclass(frozen=True, slots=True)
class ThingMention:
    """A thing that the report says was hit; the range is that of its words."""

    start: int
    end: int
    thing: Thing


@dataclass(frozen=True, slots=True)
class VictimMention:
    """A person whom the report names as harmed or attacked; the range is that of the name."""

    start: int
    end: int
    victim: Victim


EXTENSIONS: dict[str, object] = {
    "report": None,
    "sections": (),
    "quotes": (),
    "actors": (),
    "sources": (),
    "places": (),
    "times": (),
    "attributions": (),
    "figures": (),
    "events": (),
    "things": (),
    "victims": (),
}

for _name, _default in EXTENSIONS.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


def words_at(doc: Doc, start: int, end: int) -> Words:
    """The exact words of the tokens from ``start`` to ``end``, at least one, as a model Span."""
    exact, at = text_at(doc, start, end), starts(doc)[start]
    return Words(start=at, end=at + len(exact), exact=exact)
