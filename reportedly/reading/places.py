"""The ``places`` component: every place the report names, resolved against the gazetteer where it can be."""

from collections import defaultdict
from functools import cache
from urllib.parse import urlsplit

from spacy.language import Language
from spacy.tokens import Doc

from reportedly.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from reportedly.knowledge.names import plain
from reportedly.model import Place
from reportedly.reading.doc import PlaceMention, words_of
from reportedly.reading.place_names import NamedPlace, find_names
from reportedly.reading.place_senses import Answer, Question, Setting, resolve

FAINT = 2.2
"""An answer below this score stands on the name's sound alone."""


@Language.component("places")
def find_places(doc: Doc) -> Doc:
    """Leave every place that ``doc`` names on ``doc._.places``, in order."""
    doc._.places = mentions_of(doc, gazetteer())
    return doc


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process."""
    return open_gazetteer()


def mentions_of(doc: Doc, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The places that ``doc`` names, found and resolved with ``gazetteer``."""
    told = _countries_told(doc, gazetteer)
    found = find_names(doc, gazetteer, frozenset(told), _party_tokens(doc))
    if not found:
        return ()
    questions, question_of = _questions(found)
    answers = resolve(questions, Setting(told))
    places: dict[int, Place] = {}
    for i in reversed(range(len(found))):  # what holds a place stands after it
        holder = places.get(found[i].within) if found[i].within is not None else None  # type: ignore[arg-type]
        place = _place(doc, found[i], answers[question_of[i]], holder, gazetteer)
        if place is not None:
            places[i] = place
    return tuple(PlaceMention(found[i].start, found[i].end, places[i]) for i in sorted(places))


def _questions(found: list[NamedPlace]) -> tuple[list[Question], list[int]]:
    """One question for each name and kind asked: a report means one place by one name."""
    members: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for i, named in enumerate(found):
        members[plain(named.name), _kind(named.asked)].append(i)
    order = {key: number for number, key in enumerate(members)}
    question_of = [order[plain(named.name), _kind(named.asked)] for named in found]
    questions = []
    for (_, kind), indices in members.items():
        within = {question_of[w] for i in indices if (w := found[i].within) is not None}
        countries: frozenset[str] = frozenset().union(*(found[i].countries for i in indices))
        longest = max((found[i].matches for i in indices), key=len)
        questions.append(Question(longest, kind, tuple(sorted(within)), countries, len(indices)))
    return questions, question_of


def _kind(asked: str | None) -> str | None:
    return asked if asked in ("ADM1", "ADM2", "PPL", "AIRB", "AREA") else "ADM1" if asked == "COUNTRYSIDE" else None


def _countries_told(doc: Doc, gazetteer: Gazetteer) -> dict[str, float]:
    """Weights of the countries whose people or things the report names, and of its outlet's."""
    told: dict[str, float] = defaultdict(float)
    for token in doc:
        if token.text[:1].isupper() and token.is_alpha and not token.is_stop:
            country = gazetteer.country_of_demonym(token.text)
            if country:
                told[country] += 1
            else:
                named = gazetteer.find(token.text)[:1]
                if named and named[0].entry.feature_code == "PCLI" and named[0].entry.country:
                    told[named[0].entry.country] += 0.5
    weights = {country: count**0.5 for country, count in told.items()}
    report = doc._.report
    host = urlsplit(report.uri).hostname if report is not None and report.uri else None
    if host:
        ending = host.rsplit(".", 1)[-1].upper()
        home = {"UK": "GB"}.get(ending, ending)
        if len(home) == 2:
            weights[home] = weights.get(home, 0.0) + 1.0
    return weights


def _party_tokens(doc: Doc) -> frozenset[int]:
    """Tokens inside the names of parties and sources of more than one word ("Free Syrian Army")."""
    named = [(m.start, m.end) for m in (*doc._.actors, *doc._.sources)]
    return frozenset(
        i for start, end in named if end - start > 1 and all(t.text[0].isupper() for t in doc[start:end]) for i in range(start, end)
    )


def _place(
    doc: Doc, named: NamedPlace, answer: Answer, holder: Place | None, gazetteer: Gazetteer
) -> Place | None:
    span = words_of(doc[named.start : named.end])
    entry = answer.entry
    if entry is None:
        return _unresolved(named, span.exact, holder, words_of(doc[named.start : named.end]))
    return Place(
        text=span.exact,
        span=span,
        name=entry.name,
        geonameid=entry.geonameid,
        feature_code=entry.feature_code,
        admin1=gazetteer.division_name(entry.country, entry.admin1),
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=_precision(named, entry),
    )


def _precision(named: NamedPlace, entry: Entry) -> int:
    if entry.precision in (4, 6):
        return 5 if named.directed and entry.precision == 6 else entry.precision
    if named.away or named.asked == "COUNTRYSIDE":
        return max(2, entry.precision)
    return entry.precision


def _unresolved(named: NamedPlace, text: str, holder: Place | None, span: object) -> Place | None:
    if holder is None:
        return Place(text=text, span=span, name=named.name)  # type: ignore[arg-type]
    precision = {1: 3, 2: 3, 3: 3, None: None}.get(holder.precision, holder.precision)
    return Place(
        text=text,
        span=span,  # type: ignore[arg-type]
        name=named.name,
        admin1=holder.admin1,
        country=holder.country,
        latitude=holder.latitude,
        longitude=holder.longitude,
        precision=precision,
    )
