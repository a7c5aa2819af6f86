"""The entries about parties and speakers: whole, consistent, and right for their day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import TypeAdapter

from reportedly.knowledge import parties
from reportedly.knowledge.parties import ActorEntry, Node, SourceEntry, State, Term, party_knowledge

KNOWN = party_knowledge()


def planted(node: Node, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Term]]:
    for term in node.terms:
        yield " ".join(words), term
    for word, child in node.children.items():
        yield from planted(child, (*words, word))


def overlap(left: Term, right: Term) -> bool:
    a, b = left.alias, right.alias
    if a is None or b is None:
        return True
    starts_before = a.valid_from is None or b.valid_to is None or a.valid_from < b.valid_to
    ends_after = b.valid_from is None or a.valid_to is None or b.valid_from < a.valid_to
    return starts_before and ends_after


def test_every_entry_fits_its_model():
    TypeAdapter(list[State]).validate_python(list(KNOWN.states.values()))
    TypeAdapter(list[ActorEntry]).validate_python(list(KNOWN.actors.values()))
    TypeAdapter(list[SourceEntry]).validate_python(list(KNOWN.sources.values()))


def test_no_id_is_given_twice():
    given = [line["id"] for name in parties._folder("actors") for line in parties._load(name) if "kind" in line]
    given += [line["id"] for name in parties._folder("sources") for line in parties._load(name)]
    assert sorted(key for key in set(given) if given.count(key) > 1) == []


def test_no_alias_means_two_parties_on_one_day():
    by_words: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for words, term in planted(KNOWN.tree):
        if term.role in ("actor", "source", "person", "state"):
            by_words[(words, term.role)].append(term)
    clashes = {
        words: sorted({a.key, b.key})
        for (words, _), terms in by_words.items()
        for a in terms
        for b in terms
        if a.key < b.key and overlap(a, b)
    }
    assert clashes == {}


def test_every_id_that_an_entry_points_to_exists():
    actors, sources = KNOWN.actors, KNOWN.sources
    lost = [e.id for e in actors.values() for key in (e.succeeds, e.part_of) if key is not None and key not in actors]
    lost += [e.id for e in sources.values() if e.actor is not None and e.actor not in actors]
    lost += [e.id for e in sources.values() if e.of is not None and e.of not in sources and e.of not in actors]
    assert lost == []


def test_a_successor_takes_over_on_the_day_its_predecessor_ends():
    pairs = [(entry, KNOWN.actors[entry.succeeds]) for entry in KNOWN.actors.values() if entry.succeeds]
    assert pairs
    assert [entry.id for entry, before in pairs if entry.since != before.until] == []


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2015, 3, 1), "Nusra Front"),
        (date(2016, 7, 27), "Nusra Front"),
        (date(2016, 7, 28), "Jabhat Fatah al-Sham"),
        (date(2017, 1, 27), "Jabhat Fatah al-Sham"),
        (date(2017, 1, 28), "Hayat Tahrir al-Sham"),
        (None, "Nusra Front"),
    ],
)
def test_an_actor_has_the_name_it_bore_on_the_day(day, name):
    assert KNOWN.actor("jabhat-al-nusra", day).name == name


def test_a_line_of_succession_is_one_party():
    line = [KNOWN.line(key) for key in ("jabhat-al-nusra", "jabhat-fatah-al-sham", "hayat-tahrir-al-sham")]
    assert line == ["jabhat-al-nusra"] * 3


def test_the_forces_of_a_state_are_on_its_side():
    assert [KNOWN.side(key) for key in ("syria", "syria-air-force", "tiger-forces")] == ["syria"] * 3


def test_every_member_state_of_the_united_nations_is_known():
    assert len(KNOWN.states) >= 193 + 3
    assert {"XK", "PS", "TW"} <= set(KNOWN.states)


def test_a_state_brings_its_forces_with_it():
    assert {unit: KNOWN.actors[f"turkey-{unit}"].name for unit in parties.UNITS} == {
        "government": "Turkish government",
        "army": "Turkish army",
        "air-force": "Turkish air force",
        "navy": "Turkish navy",
        "police": "Turkish police",
        "forces": "Turkish government forces",
    }


@pytest.mark.parametrize(
    ("written", "looked_up"),
    [
        ("U.S.-led", ("us", "led")),
        ("Da'esh", ("daesh",)),
        ("Syria's army", ("syria", "army")),
        ("Türkiye", ("turkiye",)),
        ("al-Sham", ("al", "sham")),
    ],
)
def test_words_are_looked_up_without_accents_points_apostrophes_and_hyphens(written, looked_up):
    assert parties.word_keys(written) == looked_up
