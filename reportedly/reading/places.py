"""The ``places`` component: every place the report names, resolved against the gazetteer where it can be."""

from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from spacy.language import Language
from spacy.tokens import Doc

from reportedly.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from reportedly.knowledge.geography import kilometres
from reportedly.knowledge.names import plain
from reportedly.knowledge.place_words import place_words
from reportedly.model import Place
from reportedly.reading.doc import PlaceMention, words_at
from reportedly.reading.once import text_at, texts
from reportedly.reading.party_terms import country_of_publisher
from reportedly.reading.place_names import LARGE, NamedPlace, find_names, names_at
from reportedly.reading.place_senses import Answer, Question, Setting, holds, resolve
from reportedly.reading.positions import sentence_at


@Language.component("places")
def find_places(doc: Doc) -> Doc:
    """Leave every place that ``doc`` names on ``doc._.places``, in order."""
    doc._.places = mentions_of(doc, gazetteer())
    return doc


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process."""
    return open_gazetteer()


def places_at(doc: Doc, characters: list[tuple[int, int]], gazetteer: Gazetteer) -> list[Place | None]:
    """The places that the given characters of ``doc`` name, told that they name places."""
    told = _countries_told(doc, gazetteer)
    given = []
    for start, end in characters:
        span = doc.char_span(start, end, alignment_mode="expand")
        given.append((span.start, span.end) if span is not None else (0, 0))
    ordered = sorted(set(given))
    found = names_at(doc, ordered, gazetteer, frozenset(told))
    questions, question_of = _questions(found)
    answers = resolve(questions, Setting(told)) if questions else []
    places = {
        place: _place(doc, named, answers[question_of[i]], None, gazetteer)
        for i, (place, named) in enumerate(zip(ordered, found, strict=True))
    }
    return [places.get(one) for one in given]


def mentions_of(doc: Doc, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The places that ``doc`` names, found and resolved with ``gazetteer``."""
    told = _countries_told(doc, gazetteer)
    found = find_names(doc, gazetteer, frozenset(told), _party_tokens(doc, told, gazetteer))
    if not found:
        return ()
    questions, question_of = _questions(found)
    answers = resolve(questions, Setting(told))
    places: dict[int, Place] = {}
    for i in reversed(range(len(found))):  # what holds a place stands after it
        answer = answers[question_of[i]]
        within = found[i].within
        stray = _is_lonely(answer, answers) or _is_quarter_abroad(found[i], answer, answers)
        if stray or _is_faint(answer, told) or _is_abroad(answer, found[i].countries):
            if not found[i].sure:
                continue
            answer = UNKNOWN
        elif within is not None and not _may_hold(answers[question_of[within]], answer):
            if _in_a_row(doc, found, i):
                within = None
            else:
                answer = UNKNOWN
        places[i] = _place(doc, found[i], answer, places.get(within) if within is not None else None, gazetteer)
    line = _dateline(doc, found, places)
    places = _without_foreign_dateline(_with_surroundings(doc, found, places), line)
    return tuple(
        PlaceMention(found[i].start, found[i].end, places[i], found[i].away, i in line) for i in sorted(places)
    )


GREAT = 300_000
"""People in a city that tells of its country by itself."""

KNOWN = 10_000
"""People in a town that is taken for the one meant where none other bears its name, and no country is told."""

LEAST_SUPPORT = 0.5
LONELY_KM = 500.0
DATELINE_ENDS = frozenset({"-", "\u2013", "\u2014", "--", ":", "("})
DATELINE_REACH = 12

UNKNOWN = Answer(None, 0.0, 0.0)


def _is_faint(answer: Answer, told: dict[str, float]) -> bool:
    """Whether the answer rests on the sound of the name alone: a small place where nothing else in the report is."""
    if answer.match is None:
        return False
    entry = answer.match.entry
    if entry.precision > 3 or entry.population >= LARGE or entry.country in told:
        return False
    if not told and answer.alone and entry.population >= KNOWN:
        return False
    return answer.support < LEAST_SUPPORT


def _is_lonely(answer: Answer, answers: list[Answer]) -> bool:
    """Whether a place, not known by this as its main name, lies far from all others, in a country of its own."""
    if answer.match is None or answer.match.how == "name" or answer.match.entry.feature_code in ("PCLI", "PPLC"):
        return False
    entry = answer.match.entry
    known = [a.match.entry for a in answers if a is not answer and a.match is not None]
    if any(other.country == entry.country for other in known):
        return False
    others = [other for other in known if other.precision < 6]
    apart = [
        kilometres(entry.latitude, entry.longitude, other.latitude, other.longitude) > LONELY_KM
        for other in others
        if entry.latitude is not None
        and entry.longitude is not None
        and other.latitude is not None
        and other.longitude is not None
    ]
    return len(apart) > 1 and all(apart)


def _is_quarter_abroad(named: NamedPlace, answer: Answer, answers: list[Answer]) -> bool:
    """Whether "the Madina district" would be a town of a country that nothing else in the report lies in, where it
    names others: it is a quarter of one of their towns.
    """
    if named.asked != "PPLX" or answer.match is None or answer.match.entry.precision > 3:
        return False
    others = {a.match.entry.country for a in answers if a is not answer and a.match is not None}
    return bool(others) and answer.match.entry.country not in others


def _is_abroad(answer: Answer, countries: frozenset[str]) -> bool:
    """Whether a small place lies in none of ``countries``, where the words say that the one meant does."""
    if answer.match is None or not countries or not _is_small(answer.match.entry):
        return False
    return answer.match.entry.country not in countries


def _may_hold(holder: Answer, held: Answer) -> bool:
    """Whether the division or the large town that is said to hold a small place may do so.

    A name's only bearer may be another place than the one meant: "the village of Zara in Hama" is not Zara in Homs.
    """
    if holder.match is None or held.match is None or _is_small(holder.match.entry) or not _is_small(held.match.entry):
        return True
    return holds(holder.match.entry, held.match.entry)


def _is_small(entry: Entry) -> bool:
    return entry.precision <= 3 and entry.population < LARGE


def _dateline(doc: Doc, found: list[NamedPlace], places: dict[int, Place]) -> set[int]:
    """Which of ``places`` stand in a dateline ("BEIRUT, Lebanon -"): it says where the report was filed."""
    line = {
        i
        for i in places
        if text_at(doc, found[i].name_start, found[i].name_end).isupper()
        and any(token.is_sent_start for token in doc[max(0, found[i].name_start - 1) : found[i].name_start + 1])
        and any(t.text in DATELINE_ENDS for t in doc[found[i].end : found[i].end + DATELINE_REACH])
    }
    return line | {i + 1 for i in line if i + 1 in places and found[i + 1].start - found[i].end <= 1}


def _without_foreign_dateline(places: dict[int, Place], line: set[int]) -> dict[int, Place]:
    """``places`` without those of a dateline that lie in a country that the report is not about."""
    told: Counter[str | None] = Counter(p.country for i, p in places.items() if i not in line and p.country)
    if not line or not told:
        return places
    most = max(told.values())
    return {i: place for i, place in places.items() if i not in line or told[place.country] * 2 >= most}


def _with_surroundings(doc: Doc, found: list[NamedPlace], places: dict[int, Place]) -> dict[int, Place]:
    """Unresolved places with the division told of the same name elsewhere, or of all others in their sentence."""
    told: dict[str, Place] = {}
    for i, place in places.items():
        if place.feature_code is None and place.country is not None:
            told.setdefault(plain(found[i].name), place)
    filled = dict(places)
    for i, place in places.items():
        if place.feature_code is not None or place.country is not None:
            continue
        same = told.get(plain(found[i].name)) or _of_sentence(doc, found, places, i)
        if same is not None and (not found[i].countries or same.country in found[i].countries):
            filled[i] = place.model_copy(
                update={
                    "admin1": same.admin1,
                    "country": same.country,
                    "latitude": same.latitude,
                    "longitude": same.longitude,
                    "precision": _precision_within(same),
                }
            )
    return filled


def _of_sentence(doc: Doc, found: list[NamedPlace], places: dict[int, Place], i: int) -> Place | None:
    """The place that stands nearest in the same sentence, where all there lie in one division."""
    beside = places.get(i + 1)
    if beside is not None and beside.admin1 is not None and _is_beside(doc, found[i], found[i + 1]):
        return beside
    first, last = sentence_at(doc, found[i].name_start)
    others = [
        (abs(found[k].start - found[i].start), k)
        for k, place in places.items()
        if k != i and first <= found[k].start < last and place.admin1 is not None and place.latitude
    ]
    if not others or len({(places[k].country, places[k].admin1) for _, k in others}) > 1:
        return None
    nearest = min(others)[1]
    # One neighbour in a list tells nothing: towns of any distance are told in a row.
    return None if len(others) == 1 and _is_next_in_list(doc, found[i], found[nearest]) else places[nearest]


BESIDE_AT_MOST = 5
"""Tokens between a place and the town that it is said to be near, at most: "Babeska, some 12 km west of Idlib"."""


def _is_beside(doc: Doc, named: NamedPlace, town: NamedPlace) -> bool:
    """Whether the words say that ``named`` lies near ``town``, named next."""
    between = doc[named.end : town.name_start]
    if not town.away or not 0 < len(between) <= BESIDE_AT_MOST or any(token.is_sent_start for token in between):
        return False
    words = place_words()
    near = words.lying | words.away | words.beside | words.directions
    return all(token.lower_ in near or token.like_num or token.pos_ in ("DET", "ADV") for token in between)


def _is_next_in_list(doc: Doc, one: NamedPlace, other: NamedPlace) -> bool:
    """Whether nothing but a comma or an "and" parts two names."""
    first, second = sorted((one, other), key=lambda named: named.start)
    return all(token.lower_ in (",", "and", "or", "the") for token in doc[first.end : second.start])


def _in_a_row(doc: Doc, found: list[NamedPlace], i: int) -> bool:
    """Whether the name at ``i`` is one of three or more in a list, so that what follows it does not hold it."""
    row = found[i : i + 3]
    gaps = [doc[one.end : other.start] for one, other in pairwise(row)]
    return len(row) == 3 and all(
        len(gap) > 0 and _is_next_in_list(doc, *two) for gap, two in zip(gaps, pairwise(row), strict=True)
    )


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
    return asked if asked in ("ADM1", "ADM2", "PPL", "AIRB", "AREA") else "ADM1" if asked in _DIVISIONS else None


_DIVISIONS = frozenset({"COUNTRYSIDE", "REGION"})
"""Words of a place's surroundings, which are the division's of its name where there is one."""


def _countries_told(doc: Doc, gazetteer: Gazetteer) -> dict[str, float]:
    """Weights of the countries whose people or things the report names, and of its outlet's."""
    told: dict[str, float] = defaultdict(float)
    for i, word in enumerate(texts(doc)):
        if word[0].isupper() and word.isalpha() and not doc[i].is_stop:
            country = gazetteer.country_of_demonym(word)
            if country:
                told[country] += 1
            elif (known := _known_by_itself(word, gazetteer)) is not None:
                told[known[0]] += known[1]
    weights = {country: count**0.5 for country, count in told.items()}
    report = doc._.report
    host = urlsplit(report.uri).hostname if report is not None and report.uri else None
    if host:
        ending = host.rsplit(".", 1)[-1].upper()
        home = {"UK": "GB"}.get(ending, ending)
        if len(home) == 2:
            weights[home] = weights.get(home, 0.0) + 1.0
    watched = country_of_publisher(doc)
    if watched is not None:
        weights[watched] = weights.get(watched, 0.0) + 1.0
    return weights


def _known_by_itself(word: str, gazetteer: Gazetteer) -> tuple[str, float] | None:
    """The country that ``word`` tells of by itself: it is the country's name, or that of a great city of it alone.

    The second value is how much that weighs: nothing for a city, which is among the report's places already.
    """
    matches = gazetteer.find(word)
    if not matches or matches[0].entry.country is None:
        return None
    first, country = matches[0].entry, matches[0].entry.country
    if first.feature_code == "PCLI":
        return country, 0.5
    elsewhere = max((m.entry.population for m in matches if m.entry.country != country), default=0)
    return (country, 0.0) if first.population >= GREAT and elsewhere * 20 < first.population else None


def _party_tokens(doc: Doc, told: dict[str, float], gazetteer: Gazetteer) -> frozenset[int]:
    """Tokens inside the names of parties and sources of more than one word ("Free Syrian Army").

    Two words that were only taken for a person's name are left out where a place is asked for ("in Tal Hamis") or
    where a place of a country that the report names bears them.
    """
    short = [(m.start, m.end) for m in doc._.actors if m.actor.id is not None and m.end - m.start == 1]
    # "SANA" is the agency, however much it looks like a town; "M23 rebels" name no place.
    single = {start for start, _ in short if not gazetteer.find(doc[start].text)}
    single |= {m.start for m in doc._.sources if m.end - m.start == 1 and m.source.id and m.source.kind == "media"}
    # In "killed in U.S. strikes" it strikes, and is not where.
    single |= {
        start for start, end in short if doc[start].head.i >= end and doc[start].dep_ in ("compound", "amod", "nmod")
    }
    named = [(m.start, m.end) for m in doc._.actors]
    named += [
        (m.start, m.end)
        for m in doc._.sources
        if m.source.id is not None or not _may_be_a_place(doc, m.start, m.end, told, gazetteer)
    ]
    return frozenset(single) | frozenset(
        i
        for start, end in named
        if end - start > 1 and all(t.text[0].isupper() or t.is_stop or t.is_punct for t in doc[start:end])
        for i in range(start, end)
    )


def _may_be_a_place(doc: Doc, start: int, end: int, told: dict[str, float], gazetteer: Gazetteer) -> bool:
    if start > 0 and doc[start - 1].lower_ in place_words().locative:
        return True
    return any(match.entry.country in told for match in gazetteer.find(text_at(doc, start, end)))


def _place(doc: Doc, named: NamedPlace, answer: Answer, holder: Place | None, gazetteer: Gazetteer) -> Place:
    span = words_at(doc, named.start, named.end)
    if answer.match is None:
        return Place(
            text=span.exact,
            span=span,
            name=named.name,
            admin1=holder.admin1 if holder else None,
            country=holder.country if holder else None,
            latitude=holder.latitude if holder else None,
            longitude=holder.longitude if holder else None,
            precision=_precision_within(holder) if holder else None,
        )
    entry = answer.match.entry
    return gazetteer.place(entry, span.exact, span, _precision(named, entry))


def _precision(named: NamedPlace, entry: Entry) -> int:
    if entry.precision in (4, 6):
        return 5 if named.directed and entry.precision == 6 else entry.precision
    if named.away or named.asked == "COUNTRYSIDE":
        return max(2, entry.precision)
    return entry.precision


def _precision_within(holder: Place) -> int | None:
    """How exactly a place is known of which only what holds it is: no better than a second-order division."""
    return max(3, holder.precision) if holder.precision is not None else None
