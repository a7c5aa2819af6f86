"""Who acts and who speaks, in sentences written for these tests."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.model import Published, Source
from reportedly.reading.language_model import load_language_model
from reportedly.reading.parties import country_of_report, parties, resolve_source, sources_at
from tests.reading.reports import plain_report

SOHR = "Syrian Observatory for Human Rights"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_language_model()


def read(nlp: Language, text: str, day: str | None = "2016-08-01") -> Doc:
    published = Published(date=day, precision="day", basis="user") if day else None
    doc = nlp.make_doc(text)
    doc._.report = plain_report(text, published)
    return parties(nlp(doc))


def actors(doc: Doc) -> list[tuple[str, str | None, str]]:
    return [(m.actor.text, m.actor.id, m.actor.name) for m in doc._.actors]


def names(chain: tuple[Source, ...]) -> list[str]:
    return [source.name for source in chain]


def at(doc: Doc, words: str) -> tuple[int, int]:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    return span.start, span.end


def test_an_alias_is_the_name_borne_on_the_day_of_the_report(nlp):
    text = "Fighters overran a base in Idlib and the Nusra Front said it was theirs."
    assert ("Nusra Front", "jabhat-fatah-al-sham", "Jabhat Fatah al-Sham") in actors(read(nlp, text))
    assert ("Nusra Front", "jabhat-al-nusra", "Nusra Front") in actors(read(nlp, text, "2015-02-01"))


@pytest.mark.parametrize("name", ["ISIS", "ISIL", "Daesh", "Da'esh", "the Islamic State group", "IS"])
def test_the_islamic_state_is_one_actor_under_all_its_names(nlp, name):
    found = actors(read(nlp, f"Three villages near Raqqa were seized by {name} on Sunday."))
    assert [(key, known) for _, key, known in found] == [("islamic-state", "Islamic State")]


def test_capitals_tell_a_short_name_from_a_common_word(nlp):
    assert actors(read(nlp, "He is here, and who told us so?")) == []


def test_a_force_belongs_to_the_state_named_before_it(nlp):
    doc = read(nlp, "Russian warplanes struck Idlib while the Turkish army shelled Afrin and Israeli police watched.")
    assert actors(doc) == [
        ("Russian warplanes", "russia-air-force", "Russian air force"),
        ("Turkish army", "turkey-army", "Turkish army"),
        ("Israeli police", "israel-police", "Israeli police"),
    ]


def test_a_lost_apostrophe_does_not_hide_the_owner(nlp):
    doc = read(nlp, "Syrias army advanced in Homs as Assads regime sent tanks.")
    assert actors(doc)[:2] == [
        ("Syrias army", "syria-army", "Syrian army"),
        ("Assads regime", "syria-government", "Syrian government"),
    ]


def test_the_regime_is_that_of_the_country_the_report_is_about(nlp):
    doc = read(nlp, "The regime bombed Douma, a town outside Damascus in Syria.")
    assert actors(doc) == [("regime", "syria-government", "Syrian government")]
    doc = read(nlp, "The regime promised elections.")
    assert actors(doc) == [("regime", None, "regime")]


def test_the_modifier_of_a_deed_is_its_doer(nlp):
    doc = read(nlp, "Regime air strikes and Russian shelling hit Aleppo in Syria. Rebel rockets fell on Homs.")
    assert actors(doc) == [
        ("Regime", "syria-government", "Syrian government"),
        ("Russian", "russia", "Russia"),
        ("Rebel", None, "Rebel fighters"),
    ]


def test_a_drone_or_a_tank_is_of_whoever_it_is_said_to_be_of(nlp):
    doc = read(nlp, "Rebel tank fire and a guerrilla drone attack hit Cali in Colombia.")
    assert actors(doc) == [("Rebel tank", None, "Rebel fighters"), ("guerrilla drone", None, "guerrilla fighters")]
    assert actors(read(nlp, "A drone attack and tank fire killed five in Cali in Colombia.")) == []
    assert actors(read(nlp, "A US drone strike killed five in Cali in Colombia.")) == [
        ("US", "united-states", "United States")
    ]


def test_a_bare_country_or_capital_before_a_deed_is_no_doer_and_a_possessive_is(nlp):
    assert actors(read(nlp, "Yemen strikes killed five. Yemen and Libya mourned.")) == []
    assert actors(read(nlp, "Five died in Damascus shelling in Syria.")) == []
    assert actors(read(nlp, "Turkeys strikes hit Afrin in Syria.")) == [("Turkeys", "turkey", "Turkey")]
    assert actors(read(nlp, "US strikes hit Sanaa in Yemen.")) == [("US", "united-states", "United States")]


def test_two_modifiers_share_the_head_after_and(nlp):
    doc = read(nlp, "Syrian and Russian warplanes bombed Idlib in Syria.")
    assert actors(doc) == [
        ("Syrian", "syria-air-force", "Syrian air force"),
        ("Russian warplanes", "russia-air-force", "Russian air force"),
    ]


def test_a_demonym_that_only_describes_is_no_actor(nlp):
    text = "In the Syrian city of Homs, near the Lebanese border, a Russian-made car stood on a Turkish road in Syria."
    assert actors(read(nlp, text)) == []


def test_territory_held_by_a_party_does_not_make_it_an_actor(nlp):
    assert actors(read(nlp, "Shells fell on the rebel-held suburbs and on a government-controlled town.")) == []


def test_a_state_acts_where_it_is_the_subject_and_not_where_it_is_a_place(nlp):
    doc = read(nlp, "Moscow denied the attack. Families fled Aleppo in Syria to Moscow and to Turkey.")
    assert [found for found in actors(doc) if found[1]] == [("Moscow", "russia", "Russia")]


def test_a_backer_is_not_the_party_it_backs(nlp):
    doc = read(nlp, "Iranian-backed militias and the US-backed Syrian Democratic Forces met near Raqqa.")
    assert [(name, key) for _, key, name in actors(doc)] == [
        ("Iranian-backed militias", None),
        ("Syrian Democratic Forces", "syrian-democratic-forces"),
    ]


def test_forces_loyal_to_a_leader_are_his_governments(nlp):
    doc = read(nlp, "Forces loyal to President Bashar al-Assad entered Daraya near Damascus.")
    assert actors(doc) == [("Forces loyal to President Bashar al-Assad", "syria-forces", "Syrian government forces")]


def test_generic_parties_keep_their_modifier_and_have_no_id(nlp):
    doc = read(nlp, "Syrian rebels fought Kurdish fighters near Aleppo.")
    assert [(m.actor.id, m.actor.name, m.actor.kind, m.actor.country) for m in doc._.actors] == [
        (None, "Syrian rebels", "rebel", "SY"),
        (None, "Kurdish fighters", "militia", "SY"),
    ]


def test_a_foreign_state_is_external_and_the_reports_own_is_not(nlp):
    doc = read(nlp, "The Syrian army and Russian troops entered Palmyra in Syria.")
    assert [m.actor.kind for m in doc._.actors] == ["state", "external"]


def test_the_coalition_is_the_one_that_the_report_names(nlp):
    doc = read(nlp, "The Saudi-led coalition bombed Sanaa in Yemen. The coalition denied it.")
    assert [m.actor.id for m in doc._.actors] == ["saudi-led-coalition", "saudi-led-coalition"]


def test_the_army_that_a_foreign_official_speaks_of_is_that_officials_own(nlp):
    doc = read(nlp, "Aleppo and Homs in Syria were hit. Israeli officials said the army had opened fire.")
    assert [(m.actor.text, m.actor.id) for m in doc._.actors if m.actor.text == "army"] == [("army", "israel-army")]


def test_a_machine_that_does_nothing_is_no_actor(nlp):
    assert actors(read(nlp, "The helicopter was shot down over Idlib.")) == []
    assert actors(read(nlp, "The helicopter dropped two barrels on Idlib.")) == [("helicopter", None, "helicopter")]


def test_a_noun_that_says_what_a_group_is_makes_no_second_actor(nlp):
    doc = read(nlp, "Rebel group Ahrar al-Sham attacked a base in Hama.")
    assert actors(doc) == [("Ahrar al-Sham", "ahrar-al-sham", "Ahrar al-Sham")]


def test_its_troops_are_those_of_the_state_named_before_them(nlp):
    doc = read(nlp, "Khan Younis and Rafah in Gaza were hit. The Israeli military said its troops had entered them.")
    assert actors(doc) == [
        ("Israeli military", "israel-army", "Israeli army"),
        ("troops", "israel-army", "Israeli army"),
    ]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen killed four in Maiduguri, Borno, in northern Nigeria.", "NG"),
        ("Shells hit Kharkiv and Kherson as Russian troops neared Bakhmut.", "UA"),
        ("A bus fell into a river.", None),
        ("Talks between France and Germany ended.", None),
    ],
)
def test_a_report_is_about_the_country_most_spoken_of(nlp, text, country):
    assert country_of_report(read(nlp, text)) == country


@pytest.mark.parametrize(
    ("phrase", "chain"),
    [
        ("Kremlin spokesman Dmitry Peskov", ["Dmitry Peskov", "Kremlin"]),
        (
            "Rami Abdulrahman, who runs the Syrian Observatory from Coventry,",
            ["Rami Abdel Rahman", SOHR],
        ),
        ("Nigerian army spokesman Sani Balarabe", ["Sani Balarabe", "Nigeria"]),
        ("Observatory head Rami Abdel Rahman", ["Rami Abdel Rahman", SOHR]),
        ("The Syrian Observatory of Human Rights", ["Syrian Observatory for Human Rights"]),
        ("A source at Aleppo Police Command", ["source at Aleppo Police Command"]),
        ("The Russian defence ministry", ["Russian defence ministry"]),
        ("Colombian defense ministry officials", ["Colombian defense ministry officials"]),
        ("State news agency SANA", ["SANA"]),
        ("The Russian claims", ["Russia"]),
        ("Numerous social media accounts", ["Numerous social media accounts"]),
        ("The villagers of Qarqur", ["villagers of Qarqur"]),
        ("Syrian opposition fighters on Sunday", ["Syrian opposition fighters"]),
    ],
)
def test_a_phrase_becomes_a_chain_most_direct_first(nlp, phrase, chain):
    doc = read(nlp, f"{phrase} said that ten people had died in Syria.")
    assert names(sources_at(doc, *at(doc, phrase))) == chain


def test_a_source_speaks_for_its_party(nlp):
    doc = read(nlp, "SANA, Amaq, the Kremlin and the Turkish foreign ministry reported from Syria.")
    found = {m.source.name: (m.source.kind, m.source.actor) for m in doc._.sources}
    assert found == {
        "SANA": ("media", "syria-government"),
        "Amaq": ("media", "islamic-state"),
        "Kremlin": ("official", "russia"),
        "Turkish foreign ministry": ("official", "turkey"),
    }


def test_a_source_at_a_police_command_is_official(nlp):
    doc = read(nlp, "A source at Hama Police Command told reporters that two had died.")
    assert sources_at(doc, *at(doc, "A source at Hama Police Command")) == (
        Source(id=None, name="source at Hama Police Command", kind="official", actor=None),
    )


@pytest.mark.parametrize("words", ["a monitoring group", "the monitor", "The Britain-based monitor", "the Observatory"])
def test_a_monitor_without_a_name_is_the_one_named_elsewhere(nlp, words):
    doc = read(nlp, f"Ten died, {words} said. The Syrian Observatory for Human Rights gave no names.")
    assert names(resolve_source(doc, *at(doc, words), [])) == ["Syrian Observatory for Human Rights"]


def test_a_pronoun_is_the_last_speaker_that_agrees(nlp):
    doc = read(nlp, "Observatory head Rami Abdel Rahman spoke, and SANA too. He said so. It said so.")
    head = sources_at(doc, *at(doc, "Observatory head Rami Abdel Rahman"))
    agency = sources_at(doc, *at(doc, "SANA"))
    assert resolve_source(doc, *at(doc, "He"), [head, agency]) == head
    assert resolve_source(doc, *at(doc, "It"), [head, agency]) == agency
    assert names(resolve_source(doc, *at(doc, "It"), [head])) == ["Syrian Observatory for Human Rights"]


def test_a_pronoun_is_the_party_that_is_its_subject_by_grammar(nlp):
    doc = read(nlp, "Hamas did not comment. It said nothing. Hezbollah shelled a town that it called a base.")
    agency = resolve_source(doc, *at(doc, "Hamas"), [])
    assert names(resolve_source(doc, *at(doc, "It"), [])) == ["Hamas"]
    assert names(resolve_source(doc, *at(doc, "it"), [agency])) == ["Hezbollah"]


def test_a_party_whose_deed_is_told_in_between_does_not_speak_on_for_who_spoke_before(nlp):
    doc = read(nlp, "The Red Cross said a road was cut. Hezbollah shelled a town. It said two farmers died.")
    speaker = resolve_source(doc, *at(doc, "The Red Cross"), [])
    assert resolve_source(doc, *at(doc, "It"), [speaker]) == speaker
    doc = read(nlp, "The Red Cross said a road was cut. Hezbollah's al-Manar TV ran a film. It showed two trucks.")
    assert names(resolve_source(doc, *at(doc, "It"), [speaker])) == ["Al-Manar"]


def test_a_surname_is_the_person_named_in_full_elsewhere_with_his_office(nlp):
    doc = read(nlp, "Homs Governor Talal Hamdani said two had died. Later Hamdani said three had.")
    start = doc.text.index("Later Hamdani") + len("Later ")
    span = doc.char_span(start, start + len("Hamdani"))
    assert resolve_source(doc, span.start, span.end, []) == (
        Source(id=None, name="Talal Hamdani", kind="official", actor=None),
    )


def test_the_statement_is_by_whoever_spoke_last(nlp):
    doc = read(nlp, "The Pentagon said it had struck Raqqa. The statement gave no toll.")
    spoke = sources_at(doc, *at(doc, "The Pentagon"))
    assert resolve_source(doc, *at(doc, "The statement"), [spoke]) == spoke


def test_naming_a_person_is_not_letting_him_speak(nlp):
    doc = read(nlp, "Opponents of Bashar al-Assad said that ten people had died in Homs, Syria.")
    assert names(sources_at(doc, *at(doc, "Opponents of Bashar al-Assad"))) == ["Opponents of Bashar al-Assad"]


def test_a_body_named_twice_is_one_source(nlp):
    phrase = "The Syrian Network for Human Rights (SNHR)"
    doc = read(nlp, f"{phrase} said so.")
    assert names(sources_at(doc, *at(doc, phrase))) == ["Syrian Network for Human Rights"]


WORDS = [
    *("Syrian", "regime", "Assads", "forces", "the", "of", "U.S.", "-", "led", "ISIS", "Nusra", "Damascus", "police"),
    *("source", "he", "said", "and", ".", "(", '"', "'", "Rami", "Abdel", "Rahman", "ministry", "air", "strikes"),
    *("'s", "backed", "by", "\n", "who", "group"),
]


def test_an_ally_named_beside_a_speaker_is_a_speaker_of_its_own(nlp):
    doc = read(nlp, "The Syrian government and its ally Russia said the road was open.")
    assert names(sources_at(doc, *at(doc, "Syrian government and its ally Russia"))) == ["Syrian government", "Russia"]


def test_words_between_a_party_and_who_leads_it_leave_no_leader_behind(nlp):
    doc = read(nlp, "Syrian strikes air led.")
    assert [mention.actor.text for mention in doc._.actors] == ["Syrian"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=25,
    )
)
def test_any_words_give_mentions_within_the_text_and_a_chain_without_empty_names(nlp, words):
    doc = read(nlp, " ".join(words))
    for mention in doc._.actors:
        span = mention.actor.span
        assert doc.text[span.start : span.end] == span.exact == mention.actor.text
    for start in range(len(doc)):
        for chain in (sources_at(doc, start, len(doc)), resolve_source(doc, start, len(doc), [])):
            assert all(source.name for source in chain)
