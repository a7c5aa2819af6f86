"""Finds the words of a report that name places, before it is decided which places they are."""

from dataclasses import dataclass, replace

from spacy.attrs import DEP, POS
from spacy.symbols import PROPN, nsubj
from spacy.tokens import Doc, Span

from reportedly.knowledge.gazetteer import Gazetteer, Match
from reportedly.knowledge.place_words import PlaceWords, place_words
from reportedly.reading.once import lower_words, text_at, texts
from reportedly.reading.place_senses import holds

LONGEST_NAME = 7
"""Tokens in the longest name tried; hyphens and articles count."""

JOINERS = frozenset({"-", "'", "\u2019", "`", "."})
"""Tokens inside names."""

LARGE = 100_000
"""People in a town that needs no introduction."""

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Words that name a place.

    ``start`` and ``end`` bound the whole phrase ("southwestern districts of Aleppo"), ``name_start`` and ``name_end``
    the name in it. ``asked`` is the kind of place the words ask for (a GeoNames feature code, or a word for what
    stands there), ``directed`` whether a direction narrows it ("northern Syria"), ``away`` whether it is beside the
    place ("south of", "near"). ``countries`` are those said to hold it. ``within`` is the index of the name after it
    that holds it. ``matches`` are the gazetteer's bearers of the name. ``sure`` tells names that the words around
    them mark as places from those that only look like one.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    matches: tuple[Match, ...]
    asked: str | None = None
    directed: bool = False
    away: bool = False
    countries: frozenset[str] = frozenset()
    within: int | None = None
    sure: bool = True
    standing: bool = True


def find_names(
    doc: Doc, gazetteer: Gazetteer, countries: frozenset[str] = frozenset(), blocked: frozenset[int] = frozenset()
) -> list[NamedPlace]:
    """The place names of ``doc`` in order.

    ``countries`` are those that the report names or whose people it names: another transliteration of a name is looked
    for only there. Tokens in ``blocked`` belong to the name of a party or a source.
    """
    words = place_words()
    found = _Finder(doc, gazetteer, words, countries, blocked).run()
    return _link(_with_phrases(doc, found, words, gazetteer, blocked), doc, words)


def names_at(
    doc: Doc, ranges: list[tuple[int, int]], gazetteer: Gazetteer, countries: frozenset[str] = frozenset()
) -> list[NamedPlace]:
    """The names that stand at ``ranges`` of tokens, in order, taken for places without asking whether they are."""
    words = place_words()
    found = []
    for start, end in ranges:
        name = text_at(doc, start, end)
        country = gazetteer.country_of_demonym(name)
        exact = gazetteer.country(country) if country else gazetteer.find(name)
        known = {m.entry.ref for m in exact}
        folded = (m for m in gazetteer.find_folded(name) if m.entry.ref not in known and m.entry.country in countries)
        found.append(NamedPlace(start, end, start, end, name, (*exact, *folded)))
    return _link(_with_phrases(doc, found, words, gazetteer, frozenset()), doc, words)


class _Finder:
    """One pass over one doc."""

    def __init__(
        self, doc: Doc, gazetteer: Gazetteer, words: PlaceWords, countries: frozenset[str], blocked: frozenset[int]
    ) -> None:
        self.doc, self.gazetteer, self.words = doc, gazetteer, words
        self.countries, self.blocked = countries, blocked
        self.lower = lower_words(doc)
        self.capital = [_is_capital(text) for text in texts(doc)]
        self.entity: list[Span | None] = [None] * len(doc)
        for span in doc.ents:
            if any(token.is_quote or "\n" in token.text for token in span):
                continue  # no name goes on past the end of a quotation or a line
            for i in range(span.start, span.end):
                self.entity[i] = span
        self.surnames, self.called = _people(doc, words)
        self.shouting = _shouting(doc)
        self.taken_end = 0
        self.found: list[NamedPlace] = []

    def run(self) -> list[NamedPlace]:
        i, n = 0, len(self.doc)
        while i < n:
            named = self._at(i) if self._may_start(i) else None
            if named is None:
                i += 1
            else:
                self.found.append(named)
                i = named.name_end
        return self.found

    def _may_start(self, i: int) -> bool:
        if i in self.blocked:
            return False
        if self.capital[i]:
            return True
        # "al-Bab", "ez Zor": a small article before a capital, with or without its hyphen.
        if self.lower[i] in self.words.articles and i + 2 < len(self.doc) and self.lower[i + 1] == "-":
            return self.capital[i + 2]
        return self.lower[i] in self.words.opening and i + 1 < len(self.doc) and self.capital[i + 1]

    def _at(self, i: int) -> NamedPlace | None:
        for end in self._ends(i):
            if end == i + 1 and self._opens_a_name(i):
                break
            if self._only_says_what_kind(i, end):
                return None
            name = text_at(self.doc, i, end)
            matches = self._matches(name, i, end)
            if matches and self._is_place(i, end, matches):
                return NamedPlace(i, end, i, end, name, matches, sure=self._is_sure(i, end))
        return self._unlisted(i)

    def _ends(self, i: int) -> list[int]:
        """Where a name that starts at ``i`` may end, longest first."""
        ends = []
        for j in range(i, min(i + LONGEST_NAME, len(self.doc))):
            if j in self.blocked or (j > i and self.doc[j].is_sent_start and self.capital[j - 1]):
                break
            if self.capital[j] or (j == i + 1 and self.lower[i] in self.words.landforms and self.doc[j].is_alpha):
                ends.append(j + 1)
            elif not (self.lower[j] in self.words.connectors or self.lower[j] in JOINERS or self._number_after_name(j)):
                break
            elif self._number_after_name(j):
                ends.append(j + 1)
        return ends[::-1]

    def _opens_a_name(self, i: int) -> bool:
        """Whether the word is but the first of a name: "Tal" in "Tal Abiad", "Khan" in "Khan-Arnab"."""
        if self.lower[i] not in self.words.landforms:
            return False
        j = i + 1
        while j < len(self.doc) and j - i < 4 and (self.lower[j] in self.words.opening or self.lower[j] == "-"):
            j += 1
        return (
            j < len(self.doc)
            and self.capital[j]
            and j not in self.blocked
            and not self.doc[j].is_sent_start
            and self.lower[j] not in self.words.kind_of
            and not self._is_listed_place(j)
        )

    def _only_says_what_kind(self, start: int, end: int) -> bool:
        """Whether it is no name but goes before one: "the Southern City of Daraa"."""
        kinds = all(word in self.words.directions or word in self.words.kind_of for word in self.lower[start:end])
        return kinds and end < len(self.doc) and self.lower[end] == "of"

    def _number_after_name(self, j: int) -> bool:
        return j > 0 and self.doc[j].is_digit and self.capital[j - 1]

    def _matches(self, name: str, start: int, end: int) -> tuple[Match, ...]:
        if len(name) < 2 or (end - start == 1 and self._is_common(start)) or self._is_water(start, end):
            return ()
        exact = self.gazetteer.find(name)
        if end - start == 1 and self.gazetteer.country_of_demonym(name):
            exact = tuple(match for match in exact if match.how == "name")  # "the Kazakh capital"
            if not exact:
                return ()
        if end - start == 1 and name.isupper() and not self.shouting and "." not in name:
            # Short capitals are airport codes and the like among alternate names, and "NGO" is no town.
            exact = tuple(m for m in exact if (m.how == "name" and len(name) > 3) or not m.entry.ref.isdigit())
        if len(name) < 4 or (len(name) == 4 and name.isupper()) or not self._is_sure(start, end):
            return exact
        if self._names_a_building(end):
            return exact  # "Nasser hospital" bears a name of its own, and not that of a town spelt a little otherwise
        known = {m.entry.ref for m in exact}
        return exact + tuple(
            m
            for m in self.gazetteer.find_folded(name)
            if m.entry.ref not in known and m.entry.country in self.countries
        )

    def _is_water(self, start: int, end: int) -> bool:
        """Whether it is the name of a river, a lake or a sea: "the Niger River", "Lake Chad", "the Gulf of Aden"."""
        low, waters = self.lower, self.words.waters
        if self._has_kind(start, end):
            return False
        if low[start] in self.words.rivers or (end - start > 1 and low[end - 1] in waters and low[end - 1] != "lake"):
            return True
        if end - start == 1 and end < len(low) and low[end] in waters and self._water_ends(end):
            return True
        i = start - 1 if start and low[start - 1] != "of" else start - 2
        return i >= 0 and low[i] in waters and self.capital[i]

    def _water_ends(self, i: int) -> bool:
        """Whether the word for a water at ``i`` ends the name: "Niger River", but not "Red River County"."""
        return i + 1 >= len(self.doc) or not self.capital[i + 1]

    def _is_common(self, i: int) -> bool:
        """A word that is a place only where the text says so."""
        token, low, words = self.doc[i], self.lower[i], self.words
        if low in words.articles or low in words.peoples or low in words.kind_of or low in words.institutions:
            return True
        if token.is_stop and not (token.text.isupper() and len(token.text) == 2 and not self.shouting):
            return True
        if self.lower[i].replace(".", "") not in self.words.never:
            return False
        if self.lower[i] in self.words.directions and i + 1 < len(self.doc) and self.capital[i + 1]:
            return True  # "in Northern Syria" names Syria
        if self._names_a_building(i + 1):
            return True  # "Unity market"
        return not (self._has_kind(i, i + 1) or (self._locative(i) and self.entity_is_place(i, i + 1)))

    def _names_a_building(self, end: int) -> bool:
        """Whether the word after the name says what stands there: a hospital, a market."""
        return end < len(self.doc) and self.words.kind_of.get(self.lower[end]) == "BLDG"

    def entity_is_place(self, start: int, end: int) -> bool:
        span = self.entity[start]
        return span is not None and span.label_ in PLACE_LABELS and span.end >= end

    def _is_sure(self, start: int, end: int) -> bool:
        """Whether the words around mark it as a place: "in", "the town of", "province"."""
        return self._locative(start) or self._has_kind(start, end) or self._listed(start) or self._held_by_next(end)

    def _held_by_next(self, end: int) -> bool:
        """Whether a comma and a country or division follow: "Beirut, Lebanon"."""
        if end + 1 >= len(self.doc) or self.lower[end] != "," or not self.capital[end + 1] or self._is_common(end + 1):
            return False
        following = self.gazetteer.find(self.doc[end + 1].text)
        return bool(following) and following[0].entry.feature_code in ("PCLI", "ADM1")

    def _within_next(self, end: int, matches: tuple[Match, ...]) -> bool:
        """Whether "in" and the division or country follow that a bearer of the name lies in: "Binnish in Idlib"."""
        i = end + 1
        while i < len(self.doc) and (self.lower[i] == "the" or self.lower[i] in self.words.directions):
            i += 1
        if i >= len(self.doc) or self.lower[end] != "in" or not self.capital[i] or self._is_common(i):
            return False
        holders = [match.entry for match in self.gazetteer.find(self.doc[i].text)]
        return any(
            holds(holder, match.entry)
            for holder in holders
            if holder.feature_code in ("PCLI", "ADM1")
            for match in matches
        )

    def _listed(self, start: int) -> bool:
        """Whether it follows a place name in a list: "Aleppo, Idlib and Homs"; the commas may be missing."""
        i = start - 1
        while i >= 0 and self.lower[i] in (",", "and", "or", "the"):
            i -= 1
        return bool(self.found) and self.found[-1].name_end == i + 1 and self.found[-1].sure

    def _before(self, start: int) -> int:
        """The index of the word before the name, past articles, directions and peoples ("in northern Iraq's Mosul")."""
        i = start - 1
        while i >= 0 and (
            self.lower[i] in ("the", "-", "'s", "\u2019s")
            or self.lower[i] in self.words.directions
            or (self.capital[i] and self.gazetteer.country_of_demonym(self.doc[i].text) is not None)
        ):
            i -= 1
        return i

    def _locative(self, start: int) -> bool:
        i = self._before(start)
        return i >= 0 and self.lower[i] in self.words.locative

    def _weakly_locative(self, start: int) -> bool:
        i = self._before(start)
        return i >= 0 and (self.lower[i] in self.words.weak or self.lower[i] in self.words.striking)

    def _struck(self, start: int) -> bool:
        """Whether the word before says that it was struck or taken: "shells hit X", "raids on X"."""
        i = self._before(start)
        return i >= 0 and self.lower[i] in self.words.striking

    def _has_kind(self, start: int, end: int) -> bool:
        """Whether a word for a kind of place stands with it: "town of X", "X province"."""
        if end < len(self.doc) and self.lower[end] in self.words.kind_of:
            return True
        i = self._before(start)
        if i >= 0 and self.lower[i] == "of":
            i -= 1
            return i >= 0 and (self.lower[i] in self.words.kind_of or self.lower[i] in self.words.parts)
        if i < 0 or i in self.blocked:
            return False  # "Islamic State" names no kind of place
        return self.lower[i] in self.words.kind_of and not self.doc[i].is_sent_start

    def _is_place(self, start: int, end: int, matches: tuple[Match, ...]) -> bool:
        if (
            self.doc[end - 1].pos_ in ("VERB", "AUX", "ADV", "ADP")
            and end - start == 1
            and not (self._locative(start) or self._held_by_next(end))
        ):
            return self._told_before(start)
        if self._governs(start, end, matches):
            return False
        if self._within_next(end, matches):
            return not self._joined_to_name(start, end)
        span = self.entity[start]
        single = end - start == 1
        if single and self.lower[start] in self.words.persons and not self._is_sure(start, end):
            return span is not None and span.label_ in PLACE_LABELS
        if single and self.doc[start].text in self.surnames and not self._is_sure(start, end):
            return span is not None and span.label_ in PLACE_LABELS and self._is_at_home(start, end, matches)
        named = single and self.doc[start].text in self.called and not self._is_sure(start, end)
        if named and not any(self._is_foreign_home(match) for match in matches):
            return False
        if span is None:
            return self._without_label(start, end, matches)
        if span.label_ in PLACE_LABELS:
            return not self._joined_to_name(start, end)
        after_the = span.start == start - 1 and self.lower[span.start] == "the"
        named_alone = span.end == end and (span.start == start or after_the)
        if named_alone or not _covers(span, start, end):
            if span.label_ == "NORP":
                struck = self._struck(start) and matches[0].entry.population >= LARGE
                return struck or self._locative(start) or self._has_kind(start, end)
            if self._weakly_locative(start) and matches[0].entry.population >= LARGE:
                return True
            return self._is_sure(start, end) or self._is_at_home(start, end, matches)
        return self._within_other(span, start, end, matches)

    def _told_before(self, i: int) -> bool:
        """Whether the word was a place further up: a parser may take a name that opens a sentence for a verb."""
        return any(named.name == self.doc[i].text for named in self.found)

    def _is_at_home(self, start: int, end: int, matches: tuple[Match, ...]) -> bool:
        """Whether a bearer of the name, whatever the label, lies in a country that the report is about."""
        if self.doc[end - 1].pos_ != "PROPN" or self._joined_to_name(start, end):
            return False
        told = end - start > 1 or self._struck(start)
        if end - start == 1 and self.doc[start].ent_type_ == "PERSON":
            return any(self._is_foreign_home(m) and (told or m.entry.population > 5000) for m in matches)
        return any(
            m.entry.country in self.countries and m.how != "folded" and (told or m.entry.population > 5000)
            for m in matches
        )

    def _is_foreign_home(self, match: Match) -> bool:
        """Whether it lies in a country that the report is about, and in whose towns no surnames live on."""
        country = match.entry.country
        return country in self.countries and match.how != "folded" and country.lower() not in self.words.surnamed

    def _within_other(self, span: Span, start: int, end: int, matches: tuple[Match, ...]) -> bool:
        """Inside a longer name of something else: a place only if a place word or the sentence marks it off."""
        if self._has_kind(start, end):
            return True
        if start > span.start and self._locative(start):
            return True
        others = [i for i in range(span.start, span.end) if not start <= i < end]
        if all(self.gazetteer.country_of_demonym(self.doc[i].text) or self._is_listed_place(i) for i in others):
            return self._without_label(start, end, matches)
        return (
            start == span.start
            and self._locative(start)
            and span.label_ in ("PERSON", "DATE")
            and (end < span.end and not self.capital[end])
        )

    def _without_label(self, start: int, end: int, matches: tuple[Match, ...]) -> bool:
        if end - start > 1 and self._locative(start):
            return True
        if self._joined_to_name(start, end):
            return False
        if self._is_sure(start, end):
            return True
        if not any(t.pos_ == "PROPN" for t in self.doc[start:end]):
            return False
        if self._is_at_home(start, end, matches):
            return True
        first = matches[0].entry
        if first.feature_code in ("PCLI", "ADM1") or first.population >= LARGE:
            return True
        return end - start > 1 or self._weakly_locative(start)

    def _joined_to_name(self, start: int, end: int) -> bool:
        """Whether it is part of a longer proper name: "Paris Hilton", "John Lincoln", "Austin Powers"."""
        if self.shouting:
            return False
        if self._continues(end) or self._ends_a_name(start):
            return True
        if (
            end < len(self.doc)
            and self.capital[end]
            and self.doc[end].pos_ == "PROPN"
            and not self._has_kind(start, end)
        ):
            following = self.doc[end]
            head = self.doc[end - 1].head
            if head.i >= end and self.doc[end - 1].dep_ == "compound" and not self._is_listed_place(end):
                return following.ent_type_ not in PLACE_LABELS
        if start > 0 and not self.doc[start].is_sent_start and self.capital[start - 1]:
            before = self.doc[start - 1]
            return (
                before.pos_ == "PROPN"
                and before.dep_ == "compound"
                and before.head.i >= start
                and before.ent_type_ not in PLACE_LABELS
                and self.lower[start - 1] not in self.words.kind_of
                and self.lower[start - 1] not in self.words.directions
                and not self._is_listed_place(start - 1)
            )
        return False

    def _continues(self, end: int) -> bool:
        """Whether an article and a capital go on with the name: "Tal" in "Tal al-Majda"."""
        i = end
        while i < len(self.doc) and i - end < 3 and (self.lower[i] in self.words.opening or self.lower[i] == "-"):
            i += 1
        if i == end or i >= len(self.doc) or not self.capital[i] or (self.lower[i - 1] == "-" and i - end == 1):
            return False
        rest = text_at(self.doc, end, i + 1)
        return not self.gazetteer.find(rest.lstrip("-"))

    def _ends_a_name(self, start: int) -> bool:
        """Whether a capital and an article go before: "Kabir" in "Kharroubi al-Kabir"."""
        i = start - 1
        while i > 0 and start - i < 3 and (self.lower[i] in self.words.opening or self.lower[i] == "-"):
            i -= 1
        if i == start - 1 or i < 0 or self.lower[i + 1] not in self.words.opening:
            return False
        before = self.doc[i]
        return self.capital[i] and before.pos_ == "PROPN" and not self._is_common(i) and not self._is_listed_place(i)

    def _is_listed_place(self, i: int) -> bool:
        """Whether the word is by itself a country, a division, a large town, or a town of a country told of."""
        return not self._is_common(i) and any(
            m.entry.precision > 3
            or m.entry.population > LARGE
            or (m.entry.population > 5000 and m.entry.country in self.countries)
            for m in self.gazetteer.find(self.doc[i].text)
        )

    def _governs(self, start: int, end: int, matches: tuple[Match, ...]) -> bool:
        """Whether the name stands for a government: a country or capital that says, denies or decides something."""
        if matches[0].entry.feature_code not in ("PCLI", "PPLC"):
            return False
        root = self.doc[start:end].root
        return root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in self.words.speaking

    def _unlisted(self, i: int) -> NamedPlace | None:
        """A name that the gazetteer does not have, where the words say that it is a place."""
        if (
            i > 0
            and self.capital[i - 1]
            and not (self.found and self.found[-1].name_end == i)
            and not self._locative(i)
        ):
            return None
        end = self._run(i)
        name = text_at(self.doc, i, end)
        if end - i == 1 and (self._is_common(i) or self.lower[i] in self.words.never or len(name) < 3):
            return None
        if any(character.isdigit() for character in name) or self._is_water(i, end):
            return None
        written = texts(self.doc)
        capitals = [k for k in range(i, end) if written[k][0].isupper()]
        if any(self.gazetteer.country_of_demonym(written[k]) or self.doc[k].is_stop for k in capitals):
            return None
        span = self.entity[i]
        whole = span is not None and span.start == i and span.end == end
        labelled = whole and span is not None and span.label_ in ("GPE", "LOC")
        marked = self._named_after_kind(i) or (self._kind_follows(end) and (span is None or whole))
        opened = self._opens_a_name(i) and (
            self.lower[i] not in self.words.persons or self._locative(i) or self._listed(i)
        )
        stands = self._locative(i) or self._listed(i) or self._weakly_locative(i)
        if marked or ((labelled or opened) and stands):
            return NamedPlace(i, end, i, end, name, ())
        if self._explained(end) and (span is None or whole):
            return NamedPlace(i, end, i, end, name, ())
        return None

    def _run(self, start: int) -> int:
        """Where a run of capitals, joined by articles and hyphens alone, ends; a known place ends it."""
        end = start
        i = start
        opened = self._opens_a_name(start)
        while i < len(self.doc) and i - start < LONGEST_NAME and i not in self.blocked:
            if self.capital[i]:
                follows_kin = i > start and self.lower[i - 1] in self.words.kin
                if i > start and not follows_kin and (self.doc[i].is_sent_start or self._is_listed_place(i)):
                    break
                end = i + 1
                if opened and i > start and self.lower[i] not in self.words.kin:
                    break  # "Tal Hamis Attack" in a headline: one word belongs to the first
            elif self.lower[i] not in self.words.opening and self.lower[i] not in JOINERS and not self._hyphened(i):
                break
            i += 1
        return max(end, start + 1)

    def _hyphened(self, i: int) -> bool:
        """Whether a small word stands between hyphens inside a name: "Dasht-e-Barchi"."""
        inside = self.lower[i] in self.words.connectors and i + 1 < len(self.doc)
        return inside and self.lower[i - 1] == "-" and self.lower[i + 1] == "-"

    def _explained(self, end: int) -> bool:
        """Whether the words after the name say what it is: "Babeska, a village in Idlib"; the comma may be missing."""
        i = end + 1 if end < len(self.doc) and self.lower[end] == "," else end
        if i >= len(self.doc) or self.lower[i] not in ("a", "an", "the"):
            return False
        for j in range(i + 1, min(i + 4, len(self.doc) - 1)):
            if self.lower[j] in self.words.settled:
                return self.lower[j + 1] in ("in", "near", "outside", "of", "on", "south", "north", "east", "west", ",")
        return False

    def _named_after_kind(self, start: int) -> bool:
        i = self._before(start)
        return i >= 1 and self.lower[i] == "of" and self.lower[i - 1] in self.words.settled

    def _kind_follows(self, end: int) -> bool:
        return end < len(self.doc) and self.lower[end] in self.words.settled


def _people(doc: Doc, words: PlaceWords) -> tuple[frozenset[str], frozenset[str]]:
    """The surnames of people, and the other words by which they are called: their first names, and what is quoted."""
    named = [span for span in doc.ents if span.label_ == "PERSON" and span.end - span.start > 1]
    parts = doc.to_array([DEP, POS]).tolist()
    subjects = [doc[i] for i, (role, part) in enumerate(parts) if role == nsubj and part == PROPN]
    quoted = {
        token.text for token in subjects if token.head.lemma_ in words.quoting and token.ent_type_ not in PLACE_LABELS
    }
    return frozenset(span[-1].text for span in named), frozenset({span[0].text for span in named} | quoted)


def _covers(span: Span, start: int, end: int) -> bool:
    return span.start <= start and span.end >= end


def _is_capital(text: str) -> bool:
    return text[0].isupper() or (len(text) > 3 and text[:2] in ("al", "el", "as", "ez") and text[2:3].isupper())


def _shouting(doc: Doc) -> bool:
    """Whether the whole text is in capitals, so that capitals tell nothing."""
    letters = [text for text in texts(doc)[:200] if text.isalpha() and len(text) > 3]
    return bool(letters) and sum(t.isupper() for t in letters) > 0.8 * len(letters)


def _with_phrases(
    doc: Doc, found: list[NamedPlace], words: PlaceWords, gazetteer: Gazetteer, blocked: frozenset[int]
) -> list[NamedPlace]:
    phrased: list[NamedPlace] = []
    for named in found:
        after = max(phrased[-1].end if phrased else 0, 1 + max((i for i in blocked if i < named.start), default=-1))
        phrased.append(_with_phrase(doc, named, after, words, gazetteer))
    return phrased


def _with_phrase(doc: Doc, named: NamedPlace, after: int, words: PlaceWords, gazetteer: Gazetteer) -> NamedPlace:
    """``named`` with the words that belong to it: what kind of place, which part of it, how it lies to it."""
    start, end = named.name_start, named.name_end
    asked: str | None = None
    directed = away = False
    if (
        end < len(doc)
        and doc[end].lower_ in words.directions
        and end + 1 < len(doc)
        and doc[end + 1].lower_ in words.kind_of
    ):
        directed = True
        end += 1
    if end < len(doc) and doc[end].lower_ in words.kind_of:
        asked = words.kind_of[doc[end].lower_]
        end += 1
    countries: set[str] = set()
    i = start
    while i > after:
        word = doc[i - 1].lower_
        if word in words.directions:
            directed = True
            i -= 1
            start = i
        elif word == "of" and i > after + 1 and doc[i - 2].lower_ in (words.parts | words.kind_of.keys() | words.away):
            before = doc[i - 2].lower_
            away = away or (before in words.away and not _attributive(doc, i - 2))
            if before in words.kind_of and before not in words.parts:
                asked = asked or words.kind_of[before]
            elif before == "countryside":
                asked = asked or "COUNTRYSIDE"
            i -= 2
            start = i
        elif word in ("the", "-"):
            i -= 1
        elif word in words.kind_of and not doc[i].is_sent_start:
            asked = asked or words.kind_of[word]
            i -= 1
            start = i
        elif (country := gazetteer.country_of_demonym(doc[i - 1].text)) is not None and start < named.name_start:
            countries.add(country)
            i -= 1
            start = i
        elif (
            doc[i - 1].pos_ in ("ADJ", "NOUN")
            and start < named.name_start
            and doc[i - 1].dep_ in ("amod", "compound", "npadvmod")
        ):
            i -= 1
            start = i
        else:
            break
    if i > after and doc[i - 1].lower_ in words.beside:
        away = True
    return replace(
        named,
        start=start,
        end=end,
        asked=asked,
        directed=directed,
        away=away,
        countries=frozenset(countries),
    )


def _attributive(doc: Doc, i: int) -> bool:
    """Whether the direction names a part ("the south of Syria") and not what lies beside it ("south of Aleppo")."""
    return i > 0 and doc[i - 1].lower_ in ("the", "a")


def _link(found: list[NamedPlace], doc: Doc, words: PlaceWords) -> list[NamedPlace]:
    """Each name with the name after it that it is said to lie in: "Paris, Texas", "Saraqeb in Idlib province"."""
    linked = []
    for i, named in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and _lies_in(doc, named, following, words):
            named = replace(named, within=i + 1)
        elif (country := _country_before(found, doc, i)) is not None:
            named = replace(named, countries=named.countries | {country})
        linked.append(named)
    return linked


def _country_before(found: list[NamedPlace], doc: Doc, i: int) -> str | None:
    """The country named before that is said to hold a place: "in Bolivia in La Paz", "In Chad, shells fell on Boma"."""
    before = next((one for one in reversed(found[:i]) if _is_country(one)), None)
    if before is None or any(token.is_sent_start for token in doc[before.end : found[i].start + 1]):
        return None
    gap = [token.lower_ for token in doc[before.end : found[i].start]]
    first = next(
        (k for k in range(before.start, max(-1, before.start - COUNTRY_AT_HEAD), -1) if doc[k].is_sent_start), None
    )
    opens = first is not None and doc[first].lower_ == "in"
    return before.matches[0].entry.country if opens or gap in (["in"], ["'s"], ["\u2019s"]) else None


COUNTRY_AT_HEAD = 4
"""Tokens before a country that opens its sentence, at most: "In the neighbouring Chad"."""


def _is_country(named: NamedPlace) -> bool:
    return bool(named.matches) and named.matches[0].entry.feature_code == "PCLI"


def _describes(doc: Doc, named: NamedPlace, words: PlaceWords) -> bool:
    """Whether the name only says who somebody is: "in Deraa the Britain-based monitor said"."""
    i = named.name_end
    return i < len(doc) and (doc[i].lower_ in words.describing or (doc[i].text == "-" and not doc[i].whitespace_))


def _lies_in(doc: Doc, named: NamedPlace, following: NamedPlace, words: PlaceWords) -> bool:
    if following.start < named.end:
        return False
    if any("\n" in token.text for token in doc[named.end : following.start]) or _describes(doc, following, words):
        return False
    gap = [t.lower_ for t in doc[named.end : following.start] if not t.is_space]
    if any(t.is_sent_start for t in doc[named.end : following.start + 1]) and gap != []:
        return False
    between = tuple(word for word in gap if word != "the")
    if between in ((), (",",)):
        return following.name_end == following.end or following.asked != named.asked or named.asked is None
    return between in (("in",), (",", "in"), ("of",), ("(",), (",", "a", "in"))
