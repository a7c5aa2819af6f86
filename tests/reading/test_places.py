import pytest

from reportedly.model import Actor, Report, Source
from reportedly.reading.doc import ActorMention, SourceMention
from reportedly.reading.language_model import load_language_model
from reportedly.reading.places import find_places, gazetteer, mentions_of, places_at
from tests.reading.reports import plain_report


@pytest.fixture(scope="module")
def nlp():
    return load_language_model()


@pytest.fixture
def places(nlp):
    """Every place of a text as (words, name, feature code, division, country, precision)."""

    def read(text):
        doc = find_places(nlp(text))
        for mention in doc._.places:
            assert doc[mention.start : mention.end].text == mention.place.text == mention.place.span.exact
        return [
            (p.text, p.name, p.feature_code, p.admin1, p.country, p.precision) for p in (m.place for m in doc._.places)
        ]

    return read


def test_a_town_is_named_with_the_words_that_say_what_it_is(places):
    assert places("Rockets landed in the town of Saraqeb in Idlib province on Friday.") == [
        ("town of Saraqeb", "Saraqib", "PPL", "Idlib", "SY", 1),
        ("Idlib province", "Idlib", "ADM1", "Idlib", "SY", 4),
    ]


def test_the_word_province_asks_for_the_division_and_the_bare_name_for_the_town(places):
    assert places("Jets bombed the province of Idlib, and people fled from Idlib to Aleppo.") == [
        ("province of Idlib", "Idlib", "ADM1", "Idlib", "SY", 4),
        ("Idlib", "Idlib", "PPL", "Idlib", "SY", 1),
        ("Aleppo", "Aleppo", "PPL", "Aleppo", "SY", 1),
    ]


def test_parts_of_a_town_belong_to_the_words_and_not_to_the_name(places):
    assert places("Mortars struck southwestern districts of the divided city of Aleppo.") == [
        ("southwestern districts of the divided city of Aleppo", "Aleppo", "PPL", "Aleppo", "SY", 1)
    ]


def test_beside_a_town_is_less_exact_than_in_it(places):
    assert places("A drone fell near Saraqeb, southwest of Aleppo, in Syria.") == [
        ("Saraqeb", "Saraqib", "PPL", "Idlib", "SY", 2),
        ("southwest of Aleppo", "Aleppo", "PPL", "Aleppo", "SY", 2),
        ("Syria", "Syria", "PCLI", None, "SY", 6),
    ]


def test_a_part_of_a_country_is_a_fuzzy_area(places):
    assert places("Fighting resumed in northern Syria.") == [("northern Syria", "Syria", "PCLI", None, "SY", 5)]


def test_an_unknown_village_keeps_its_name_and_takes_the_division_that_holds_it(places, nlp):
    (village, province) = find_places(nlp("Gunmen raided the village of Kafr Blorf in Aleppo province."))._.places
    assert (village.place.name, village.place.geonameid, village.place.admin1) == ("Kafr Blorf", None, "Aleppo")
    assert (village.place.latitude, village.place.precision) == (province.place.latitude, 4)


def test_an_unknown_village_that_nothing_places_stays_unplaced(places):
    assert places("Gunmen raided the village of Blorfa at dawn.") == [
        ("village of Blorfa", "Blorfa", None, None, None, None)
    ]


def test_the_place_after_the_name_says_which_bearer_is_meant(places):
    assert places("A house burned down in Paris, Texas.")[0] == ("Paris", "Paris", "PPL", "Texas", "US", 1)
    assert places("A house burned down in Paris, France.")[0][3:5] == ("Ile-de-France", "FR")


def test_lost_commas_do_not_join_places(places):
    read = places("Clashes were reported in Aleppo Damascus and Homs.")
    assert [(place[0], place[1]) for place in read] == [
        ("Aleppo", "Aleppo"),
        ("Damascus", "Damascus"),
        ("Homs", "Homs"),
    ]


def test_a_country_that_lost_its_apostrophe_still_tells_where(places):
    assert ("Homs", "SY") in [(place[1], place[4]) for place in places("A blast in Syrias Homs killed nine people.")]


def test_an_airbase_is_found_under_its_own_name(places):
    assert places("Missiles hit the T4 airbase in Syria.")[0] == ("T4 airbase", "Tiyas", "AIRB", "Homs", "SY", 1)


def test_a_government_named_by_its_capital_is_no_place(places):
    assert [place[1] for place in places("Damascus accused Ankara of shelling Azaz in Syria.")] == [
        "Ankara",
        "Azaz",
        "Syria",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Most of them said nothing, as many do.",
        "Reading the news is hard. Nice people help.",
        "Paris Hilton gave a speech.",
        "The Syrian army and Russian jets took part.",
        "He will come in May or March.",
    ],
)
def test_ordinary_words_persons_and_peoples_are_no_places(places, text):
    assert places(text) == []


def test_a_word_of_the_language_is_a_place_where_the_text_says_so(places):
    assert places("The town of Reading in England was calm.")[0][1:5] == ("Reading", "PPL", "England", "GB")


def test_the_name_of_a_party_is_not_searched_for_places(nlp):
    doc = nlp("Fighters of the Idlib Martyrs Brigade attacked Homs.")
    actor = Actor(id=None, name="Idlib Martyrs Brigade", kind="rebel", text="Idlib Martyrs Brigade")
    doc._.actors = (ActorMention(3, 6, actor),)
    assert [m.place.name for m in mentions_of(doc, gazetteer())] == ["Homs"]


def test_one_report_means_one_place_by_one_name(places):
    read = places("Paris, Texas, was quiet. Police in Paris said so. The mayor of Paris agreed.")
    assert {place[3] for place in read if place[1] == "Paris"} == {"Texas"}


def test_a_small_place_far_from_all_that_is_told_is_not_taken_for_resolved(places):
    read = places("In Syria, rebels in Idlib and Aleppo said the village of Elmira had fallen.")
    assert read[-1][:3] == ("village of Elmira", "Elmira", None)


def test_a_dateline_abroad_is_no_place_of_the_report(places):
    assert [place[1] for place in places("BEIRUT, Lebanon (Wire) - Shells killed five people in Aleppo, Syria.")] == [
        "Aleppo",
        "Syria",
    ]


def test_a_dateline_in_the_country_of_the_report_is_kept(places):
    assert [place[1] for place in places("DAMASCUS (Wire) - Shells killed five people in Aleppo, Syria.")] == [
        "Damascus",
        "Aleppo",
        "Syria",
    ]


def test_the_outlets_country_counts(nlp):
    text = "Police closed the bridge in Newport after the flood."
    there = {}
    for uri in ("https://paper.example.uk/1", "https://paper.example.au/1"):
        doc = nlp(text)
        doc._.report = Report(
            id="r", uri=uri, publisher=None, headline=None, standfirst=None, by=None, language="en", published=None,
            captured_at=None, media_type=None, sha256=None, text_sha256="", text=text,
        )  # fmt: skip
        (there[uri[-4:-2]],) = (m.place.country for m in find_places(doc)._.places)
    assert there == {"uk": "GB", "au": "AU"}


def test_given_characters_are_resolved_as_places(nlp):
    text = "American troops met Iraqi troops at Erbil."
    found = places_at(nlp(text), [(36, 41), (0, 8)], gazetteer())
    assert [(p.name, p.country) for p in found] == [("Erbil", "IQ"), ("United States", "US")]


def test_reading_twice_gives_the_same_places(nlp):
    text = "Springfield police found the car in Columbus, near Athens and Lebanon."
    assert find_places(nlp(text))._.places == find_places(nlp(text))._.places


def test_a_text_without_places_has_none(places):
    assert places("Nobody knows.") == []
    assert places("") == []


def test_a_word_for_a_landform_opens_a_name_that_goes_on(places):
    assert [place[1] for place in places("Shells fell in Tal Blorf and Khan-Blarf in Syria.")] == [
        "Tal Blorf",
        "Khan-Blarf",
        "Syria",
    ]


def test_a_name_that_a_landform_opens_ends_after_one_word_of_its_own(places):
    assert places("Four Killed in Tell Abyad Market Attack in Syria.")[0][1] == "Tal Abyad"
    assert places("Four Syrians were killed at Mount Abdul Blorf in Syria.")[0][1] == "Mount Abdul Blorf"


def test_a_place_taken_for_a_person_is_a_place_where_one_is_asked_for(nlp):
    doc = nlp("The capture of Tal Hamis was announced by Syrian rebels.")
    doc._.sources = (SourceMention(3, 5, Source(id=None, name="Tal Hamis", kind="unnamed")),)
    assert [mention.place.name for mention in mentions_of(doc, gazetteer())] == ["Tal Hamis"]


def test_a_name_borne_only_outside_the_place_said_to_hold_it_is_kept_without_its_bearer(places):
    (village, _) = places("An explosion was heard in Shaar east of the Syrian city of Homs.")
    assert village == ("Shaar", "Shaar", None, "Homs", "SY", 3)


def test_a_people_or_a_kind_of_place_names_no_place(places):
    assert places("Rockets hit a Shiite suburb and two Christian villages in the Southern City of Daraa in Syria.") == [
        ("Southern City of Daraa", "Daraa", "PPL", "Daraa", "SY", 1),
        ("Syria", "Syria", "PCLI", None, "SY", 6),
    ]


def test_a_name_before_the_division_that_holds_it_is_a_place_whatever_the_parser_takes_it_for(places):
    assert [place[1] for place in places("The Syrian army shelled Binnish in Idlib province.")] == ["Binnish", "Idlib"]


def test_a_headline_without_a_full_stop_ends_its_last_name(places):
    assert places("Attacks kill 12 in Aleppo\n\nShelling killed 12 Syrians.")[0][1] == "Aleppo"


@pytest.mark.parametrize(
    "text",
    [
        "Boats crossed the Niger River at dawn.",
        "A ship was hit in the Gulf of Aden.",
        "Fighters crossed the Euphrates.",
        "Patrols in the Red Sea went on.",
        "Shops opened at the Unity market.",
    ],
)
def test_a_water_or_a_building_names_neither_the_country_nor_the_town_of_its_name(places, text):
    assert [place for place in places(text) if place[1] != "Gulf of Aden"] == []


def test_a_region_is_the_division_of_its_name_where_there_is_one(places):
    assert places("Drones struck the Kharkiv region of Ukraine.")[0] == (
        "Kharkiv region",
        "Kharkiv",
        "ADM1",
        "Kharkiv",
        "UA",
        4,
    )


def test_a_hospital_bears_a_name_of_its_own(places):
    assert [place[1] for place in places("Medics at Nasser hospital in Khan Younis in Gaza waited.")] == [
        "Khan Younis",
        "Gaza City",
    ]


def test_a_village_near_a_town_lies_in_its_division(places):
    found = places("Shells hit the village of Verbivske near Kupiansk in Ukraine and a woman in Kherson.")
    assert [(place[3], place[4]) for place in found[:2]] == [("Kharkiv", "UA"), ("Kharkiv", "UA")]


def test_the_next_town_of_a_list_tells_nothing_of_where_one_lies(places):
    found = places("Clashes hit Tarhuna, Sirte and Misrata in Libya.")
    assert [place[3] for place in found[:3]] == ["Murqub", "Sirte", "Misrata"]


def test_a_country_named_before_holds_the_town(places):
    text = "In Chile a bomb went off in Valparaiso, and in Bolivia in La Paz."
    assert ("La Paz", "La Paz", "PPL", "La Paz", "BO", 1) in [(*p[:2], "PPL", *p[3:]) for p in places(text)]


def test_a_headline_that_ends_in_the_town_does_not_lie_in_the_dateline(places):
    found = places("Guerrillas attack San Salvador\n\nSan Salvador was shelled, and so was Mejicanos in El Salvador.")
    assert [place[5] for place in found[:2]] == [1, 1]


def test_towns_of_other_wars_lie_in_their_divisions(places):
    text = "Gunmen raided the town of {} on Monday, the army in {} said."
    where = {
        ("Koumbri", "Burkina Faso"): "Nord",
        ("Kandadji", "Niger"): "Tillabéri",
        ("Zamboanga City", "the Philippines"): "Zamboanga Peninsula",
        ("Gharyan", "Libya"): "Jabal al Gharbi",
        ("Paletwa", "Myanmar"): "Chin",
        ("Minova", "the Democratic Republic of Congo"): "South Kivu",
    }
    assert {names: places(text.format(*names))[0][3] for names in where} == where


def test_an_agency_whose_name_looks_like_a_town_is_none(places, nlp):
    doc = nlp("Twin blasts hit a checkpoint near Damascus, SANA reported.")
    start = next(token.i for token in doc if token.text == "SANA")
    doc._.sources = (SourceMention(start, start + 1, Source(id="sana", name="SANA", kind="media")),)
    assert [mention.place.text for mention in find_places(doc)._.places] == ["Damascus"]


def test_a_town_does_not_lie_where_the_monitor_that_tells_of_it_is_based(places):
    text = "Shells struck a school in Deraa the Britain-based monitor said, and rebels shelled Aleppo in Syria."
    assert ("Daraa", "SY") in [(place[3], place[4]) for place in places(text)]


def test_a_capital_named_by_its_people_alone_is_no_other_town(places):
    assert [place[1] for place in places("Talks went on in the Kazakh capital Astana.")] == ["Astana"]


def test_a_title_names_no_town(places):
    assert places("Talks between Secretary Kerry and Speaker Ryan ended.") == []


def test_a_county_lies_where_it_is_and_not_in_the_middle_of_its_state(nlp):
    doc = find_places(nlp("Two were hurt in Harris County, Texas, when a tank blew up."))
    county = next(m.place for m in doc._.places if m.place.feature_code == "ADM2")
    assert (county.name, county.admin1, county.precision) == ("Harris County", "Texas", 3)
    assert (county.latitude, county.longitude) == (pytest.approx(29.8, abs=0.3), pytest.approx(-95.4, abs=0.3))


def test_bodies_and_offices_are_no_places(places):
    assert places("The Police Department and the City Council met at the District Court in Texas.") == [
        ("Texas", "Texas", "ADM1", "Texas", "US", 4),
    ]


def test_whoever_is_quoted_is_no_town(places):
    read = places("Three miners died in Ohio. Ripley said the shaft had been closed. Ripley left on Monday.")
    assert [name for _, name, *_ in read] == ["Ohio"]


def test_a_continent_is_what_its_name_means(places):
    assert places("The envoy travelled through Africa and Asia before the talks in Manila, Philippines.")[:2] == [
        ("Africa", "Africa", "CONT", None, None, 6),
        ("Asia", "Asia", "CONT", None, None, 6),
    ]


def test_washington_is_the_capital_unless_the_report_is_about_the_state(places):
    assert [code for _, name, code, *_ in places("Talks are held in Washington next week.")] == ["PPLC"]
    about = places("Fires burned near Seattle, Spokane and Tacoma in Washington state.")
    assert about[-1][2:5] == ("ADM1", "Washington", "US")


def test_a_town_named_before_is_one_at_the_head_of_a_sentence_too(places):
    text = "Bombs hit the town of Saraqeb in Idlib. Saraqeb lies near the spot where a Russian helicopter fell."
    assert [name for _, name, *_ in places(text)] == ["Saraqib", "Idlib", "Saraqib"]


def test_a_town_whose_name_no_other_bears_needs_no_other_place_beside_it(places):
    assert places("Helicopters dropped barrels on the town of Saraqeb on Monday night.") == [
        ("town of Saraqeb", "Saraqib", "PPL", "Idlib", "SY", 1)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dozens of air raids target Aleppo and its outskirts", "Aleppo"),
        ("Syrian shells hit Maskana", "Maskana"),
        ("Nine hurt in Syrian night raids on the Eastern Ghouta", "Eastern Ghouta"),
    ],
)
def test_what_was_struck_is_a_place_whatever_the_parser_takes_it_for(places, text, name):
    assert [place[1] for place in places(text)] == [name]


def test_the_country_that_a_monitor_watches_counts(nlp):
    def country(publisher):
        text = "Two guards were hurt in an ambush near Maskana."
        doc = nlp.make_doc(text)
        doc._.report = plain_report(text).model_copy(update={"publisher": publisher})
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        return [mention.place.country for mention in find_places(doc)._.places]

    assert (country("SOHR"), country("The Morning Paper"), country(None)) == (["SY"], [None], [None])
