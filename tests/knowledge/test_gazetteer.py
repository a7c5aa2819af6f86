import multiprocessing
import pickle

import pytest

from reportedly.knowledge.gazetteer import Entry, Gazetteer, add_country_dump, open_gazetteer
from reportedly.knowledge.gazetteer_index import build, index_name

DUMP_LINE = [
    "99000001", "Kafr Example", "Kafr Example", "Kafr Ejample,كفر", "35.9", "36.7", "P", "PPL", "SY", "", "12",
    "", "", "", "1200", "", "310", "Asia/Damascus", "2020-01-01",
]  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORTEDLY_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def told(matches):
    return [(m.entry.name, m.entry.country, m.entry.feature_code, m.how) for m in matches]


def test_a_province_and_its_town_bear_one_name(gazetteer):
    assert told(gazetteer.find("Idlib")) == [("Idlib", "SY", "ADM1", "name"), ("Idlib", "SY", "PPL", "name")]


def test_a_name_is_found_whatever_its_case_and_accents(gazetteer):
    assert gazetteer.find("DEIR EZ ZOR") == gazetteer.find("Deir ez-Zor")


def test_another_spelling_is_found_as_another_name(gazetteer):
    assert told(gazetteer.find("Saraqeb")) == [("Saraqib", "SY", "PPL", "alternate")]


def test_an_arabic_name_is_found(gazetteer):
    assert ("Saraqib", "SY") in {(m.entry.name, m.entry.country) for m in gazetteer.find("سراقب")}


def test_an_unlisted_transliteration_is_found_only_as_folded(gazetteer):
    assert gazetteer.find("Khan Shaikhoon") == ()
    assert told(gazetteer.find_folded("Khan Shaikhoon")) == [("Khan Sheikhoun", "SY", "PPL", "folded")]


def test_the_most_populous_bearer_comes_first(gazetteer):
    populations = [m.entry.population for m in gazetteer.find("Paris")]
    assert populations == sorted(populations, reverse=True)
    assert len(populations) > 5


def test_an_airport_code_is_no_name(gazetteer):
    assert "San Antonio" not in {m.entry.name for m in gazetteer.find("SAT")}


def test_a_state_is_found_by_its_newspaper_abbreviation(gazetteer):
    assert told(gazetteer.find("Tex."))[0] == ("Texas", "US", "ADM1", "alternate")


def test_an_unknown_name_has_no_bearers(gazetteer):
    assert gazetteer.find("Qwertyville") == ()
    assert gazetteer.find("") == ()


def test_people_tell_of_their_country_also_where_an_apostrophe_is_lost(gazetteer):
    words = ("Syrian", "Iraqis", "Syrias", "Aleppo")
    assert [gazetteer.country_of_demonym(word) for word in words] == ["SY", "IQ", "SY", None]


def test_a_division_is_named_by_its_code(gazetteer):
    assert gazetteer.division_name("SY", "12") == "Idlib"
    assert gazetteer.division_name("SY", "no such code") is None


def test_a_country_is_found_by_its_code(gazetteer):
    (match,) = gazetteer.country("SY")
    assert match.entry == Entry("SY", 163843, "Syria", 35, 38, "SY", None, "PCLI", match.entry.population, 6)


def test_the_largest_towns_of_an_area_come_largest_first_and_no_quarter_of_a_town_is_among_them(gazetteer):
    found = gazetteer.largest_towns(36.0, 32.9, 38.0, 36.6, 4)
    assert [(town.name, town.country) for town in found] == [
        ("Aleppo", "SY"),
        ("Damascus", "SY"),
        ("Homs", "SY"),
        ("Hama", "SY"),
    ]


def test_a_gazetteer_can_be_sent_to_another_process(gazetteer):
    assert pickle.loads(pickle.dumps(gazetteer)).find("Aleppo") == gazetteer.find("Aleppo")  # noqa: S301


def _find(gazetteer):
    return told(gazetteer.find("Aleppo"))


def test_processes_read_one_index(gazetteer):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_find, [gazetteer, gazetteer]) == [_find(gazetteer)] * 2


def test_an_added_dump_is_found_and_keeps_the_feature_code(own_folder, tmp_path):
    dump = tmp_path / "SY.txt"
    dump.write_text("\t".join(DUMP_LINE) + "\n", encoding="utf-8")
    before = index_name()
    assert add_country_dump(dump) == own_folder / "gazetteer" / "SY.txt"
    assert index_name() != before
    steps = []
    found = open_gazetteer(lambda doing, done, total: steps.append((done, total))).find("Kafr Ejample")
    assert [(m.entry.geonameid, m.entry.admin1, m.entry.population) for m in found] == [(99000001, "12", 1200)]
    assert steps[-1] == (4, 4)
    assert [p.name for p in (own_folder / "cache").iterdir()] == [index_name()]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("one\ttwo\n", r"SY\.txt.*line 1: 2 columns where a GeoNames dump has 19"),
        ("\t".join([*DUMP_LINE[:4], "north", *DUMP_LINE[5:]]), r"line 1: not a GeoNames dump"),
        ("", "no places in it"),
    ],
)
def test_what_is_no_dump_is_refused_with_the_reason(own_folder, tmp_path, content, message):
    dump = tmp_path / "SY.txt"
    dump.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        add_country_dump(dump)
    assert list((own_folder / "gazetteer").iterdir()) == []


def test_a_missing_dump_is_named(own_folder, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"XX\.txt: no such file"):
        add_country_dump(tmp_path / "XX.txt")


def test_an_index_that_cannot_be_built_leaves_nothing_behind(tmp_path, own_folder):
    folder = own_folder / "gazetteer"
    folder.mkdir(parents=True)
    (folder / "SY.txt").write_text("broken\n", encoding="utf-8")
    with pytest.raises(ValueError, match="1 columns"):
        build(tmp_path / "index.sqlite")
    assert not [p for p in tmp_path.iterdir() if "sqlite" in p.name]


def test_a_gazetteer_needs_no_file_until_it_is_asked(tmp_path):
    assert Gazetteer(tmp_path / "none.sqlite").path.name == "none.sqlite"


def test_a_states_names_and_people_are_told_once_for_parties_and_for_places(gazetteer):
    assert gazetteer.country_of_demonym("Kosovars") == "XK"
    assert gazetteer.find("Czechoslovakia")[0].entry.ref == "CZ"


def test_a_name_of_a_country_is_no_word_for_its_people(gazetteer):
    assert [gazetteer.country_of_demonym(name) for name in ("UK", "Myanmar", "Ivory Coast")] == [None, None, None]


def test_a_place_keeps_the_words_and_the_precision_that_they_tell_it_with(gazetteer):
    entry = gazetteer.find("Saraqib")[0].entry
    place = gazetteer.place(entry, "outside Saraqeb", precision=2)
    assert (place.text, place.name, place.admin1, place.precision) == ("outside Saraqeb", "Saraqib", "Idlib", 2)
    assert gazetteer.place(entry, "Saraqeb").precision == 1
