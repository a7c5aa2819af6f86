"""Numbers of people harmed: which harm, how many, and which numbers are none."""

import pytest
from spacy.tokens import Span

from reportedly.model import Place
from reportedly.reading.doc import PlaceMention
from reportedly.reading.figures import figures
from reportedly.reading.language_model import load_language_model
from reportedly.reading.pipeline import pipeline
from tests.reading.reports import plain_report


@pytest.fixture(scope="module")
def nlp():
    return load_language_model()


def read(nlp, text):
    doc = figures(nlp(text))
    return [(m.figure.harm, m.figure.minimum, m.figure.maximum, m.figure.verbatim) for m in doc._.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two shells killed five people on Friday.", [("killed", 5, 5, "five people")]),
        ("At least 12 villagers were killed near the bridge.", [("killed", 12, None, "At least 12 villagers")]),
        ("Seven miners died in the blast.", [("killed", 7, 7, "Seven miners")]),
        ("The strike left nine dead and 14 wounded.", [("killed", 9, 9, "nine dead"), ("injured", 14, 14, "14")]),
        ("A car bomb claimed 21 lives in the market.", [("killed", 21, 21, "21 lives")]),
        ("The death toll rose to 33 on Sunday.", [("killed", 33, 33, "33")]),
        (
            "The raids killed 17 militants and a child.",
            [("killed", 17, 17, "17 militants"), ("killed", 1, 1, "a child")],
        ),
        ("Gunmen kidnapped three engineers from the plant.", [("abducted", 3, 3, "three engineers")]),
        ("The army arrested 40 students.", [("detained", 40, 40, "40 students")]),
        ("Dozens of fighters were killed or wounded in the ambush.", [("casualties", 24, None, "Dozens of fighters")]),
        ("There were no deaths.", [("killed", 0, 0, "no deaths")]),
    ],
)
def test_a_number_is_bound_to_the_word_that_says_the_harm(nlp, text, expected):
    assert read(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air strike on camp kills 18", [("killed", 18, 18, "18")]),
        ("Six killed, 20 injured in market blast", [("killed", 6, 6, "Six"), ("injured", 20, 20, "20")]),
        ("Six killed 20 injured in market blast", [("killed", 6, 6, "Six"), ("injured", 20, 20, "20")]),
    ],
)
def test_headlines_without_auxiliaries_and_commas_are_read_by_the_order_of_words(nlp, text, expected):
    assert read(nlp, text) == expected


def test_parts_of_a_whole_take_its_harm_and_their_own_subgroup(nlp):
    doc = figures(nlp("The shelling killed 28 people, including six children and eight women."))
    assert [(m.figure.harm, m.figure.minimum, m.figure.subgroup, m.part) for m in doc._.figures] == [
        ("killed", 28, None, False),
        ("killed", 6, "children", True),
        ("killed", 8, "women", True),
    ]


def test_a_row_of_towns_that_was_taken_for_a_name_is_no_person_killed(nlp):
    doc = nlp("Shells killed Homs Quneitra.")
    doc.set_ents([Span(doc, 2, 4, label="PERSON")])
    assert [m.figure.verbatim for m in figures(doc)._.figures] == ["Homs Quneitra"]
    town = Place(text="", span=None, name="Homs", geonameid=169577, admin1="Homs", country="SY", precision=1)
    doc._.places = (PlaceMention(2, 3, town), PlaceMention(3, 4, town))
    assert figures(doc)._.figures == ()


def test_a_plural_at_the_head_of_a_sentence_is_not_one_person(nlp):
    assert read(nlp, "Soldiers and their commander were killed near Binnish.") == [("killed", 1, 1, "their commander")]
    assert read(nlp, "Mothers and children were killed near Binnish.") == []


def test_the_year_of_a_massacre_is_no_toll(nlp):
    assert read(nlp, "The massacre of 1995 is remembered.") == []
    assert read(nlp, "The shelling killed 2011 people.") == [("killed", 2011, 2011, "2011 people")]


def test_sons_and_daughters_may_be_grown(nlp):
    doc = figures(nlp("Soldiers killed two sons of the herder and three boys."))
    assert [(m.figure.minimum, m.figure.subgroup) for m in doc._.figures] == [(2, None), (3, "children")]


def test_people_counted_with_their_kin_are_one_figure(nlp):
    assert read(nlp, "A rocket killed a man and his daughter in the village.") == [
        ("killed", 2, 2, "a man and his daughter")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Six rockets landed in a field.",
        "The two strikes hit three schools.",
        "He gave no casualty figures.",
        "The truce lasted 20 days.",
        "A convoy of 40 lorries reached the town.",
    ],
)
def test_things_and_measures_are_not_counted_as_people(nlp, text):
    assert read(nlp, text) == []


def test_a_running_total_of_the_war_is_cumulative(nlp):
    doc = figures(nlp("More than 300,000 people have been killed since the war began in 2011."))
    assert [(m.figure.minimum, m.figure.cumulative) for m in doc._.figures] == [(300_000, True)]


def test_every_figure_keeps_the_words_it_came_from(nlp):
    text = "Medics said 11 people died and at least 30 others were hurt."
    for mention in figures(nlp(text))._.figures:
        span = mention.figure.span
        assert text[span.start : span.end] == span.exact == mention.figure.verbatim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike killed the convoy's driver.", [("killed", 1, 1)]),
        ("Omar Saleh, 34, was shot and killed outside his home.", [("killed", 1, 1)]),
        ("Omar Saleh, a teacher, was killed on Monday.", [("killed", 1, 1)]),
        ("A man was shot in the leg.", [("casualties", 1, 1)]),
        ("Two men were fatally shot.", [("killed", 2, 2)]),
        ("The governor visited the wounded.", []),
    ],
)
def test_one_person_is_counted_when_the_words_say_that_he_was_harmed(nlp, text, expected):
    assert [figure[:3] for figure in read(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 24 cases of suffocation were recorded.", [("injured", 24, 24)]),
        ("Twelve people lost their lives.", [("killed", 12, 12)]),
        ("The brigade lost 15 fighters in the battle.", [("killed", 15, 15)]),
        ("Medics said 30 people were treated for burns.", [("injured", 30, 30)]),
        ("Around 40 rebels were rounded up and executed.", [("killed", 40, 40)]),
        ("The Observatory put the death toll at 31.", [("killed", 31, 31)]),
    ],
)
def test_harm_is_read_from_cases_treatment_joined_verbs_and_tolls(nlp, text, expected):
    assert [figure[:3] for figure in read(nlp, text)] == expected


def test_a_toll_since_a_day_of_the_fighting_is_its_own_and_a_superlative_makes_no_total(nlp):
    text = "At least 50 rebels were killed in one of the deadliest battles since the war began."
    assert [mention.figure.cumulative for mention in figures(nlp(text))._.figures] == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three people were hurt and a teenager died on Monday.", [("injured", 3, 3), ("killed", 1, 1)]),
        ("Four men were shot, one fatally, in the market.", [("casualties", 4, 4), ("killed", 1, 1)]),
        ("He was charged with two counts of murder.", []),
    ],
)
def test_each_harm_keeps_its_own_people(nlp, text, expected):
    assert [figure[:3] for figure in read(nlp, text)] == expected


def test_a_whole_that_includes_women_is_not_a_number_of_women(nlp):
    doc = figures(nlp("The raid killed 14 civilians including women and children."))
    assert [(m.figure.minimum, m.figure.group, m.figure.subgroup, m.figure.verbatim) for m in doc._.figures] == [
        (14, "civilians", None, "14 civilians")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A family of five was killed in its home.", [("killed", 5, 5, "A family of five")]),
        (
            "The strike killed an entire family of six displaced people.",
            [("killed", 6, 6, "an entire family of six displaced people")],
        ),
        ("Two families were killed in the raid.", []),
        ("The families of four fighters were evacuated.", []),
    ],
)
def test_a_family_counts_as_many_as_its_number_says_and_no_more(nlp, text, expected):
    assert read(nlp, text) == expected


def test_what_had_befallen_people_before_is_not_what_befell_them_now(nlp):
    text = "Gunmen killed six abducted soldiers, and nine displaced people were wounded."
    assert [figure[:2] for figure in read(nlp, text)] == [("killed", 6), ("injured", 9)]


@pytest.mark.parametrize(
    "text",
    [
        "The shelling killed three workers, a family of six, in addition to one local man.",
        "The shelling killed three workers a family of six in addition to one local man.",
    ],
)
def test_a_list_of_the_dead_is_read_to_its_end_with_or_without_its_commas(nlp, text):
    assert [figure[:2] for figure in read(nlp, text)] == [("killed", 3), ("killed", 6), ("killed", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry put the dead at twelve.", [("killed", 12, 12)]),
        ("The find brought to 40 the number of people killed.", [("killed", 40, 40)]),
        ("That brings the number of dead to 40.", [("killed", 40, 40)]),
        ("The dead numbered at least 12.", [("killed", 12, None)]),
        ("The raid claimed nine.", [("killed", 9, 9)]),
        ("The group claimed nine attacks.", []),
        ("Six fighters fell in the battle.", [("killed", 6, 6)]),
        ("Six fighters fell back to the river.", []),
        ("The blast left 35 people including 22 children dead.", [("killed", 35, 35), ("killed", 22, 22)]),
        ("No one was killed.", [("killed", 0, 0)]),
        ("Nobody was hurt.", [("injured", 0, 0)]),
        ("No one claimed the attack.", []),
    ],
)
def test_tolls_are_read_in_the_turns_that_reports_give_them(nlp, text, expected):
    assert [figure[:3] for figure in read(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 33 people were affected by the gas.", [("injured", 33, None)]),
        ("At least 33 people were affected by the price rise.", []),
        ("Eight people had difficulty breathing.", [("injured", 8, 8)]),
        ("Eight people had three rifles.", []),
        ("Dozens suffered suffocation.", [("injured", 24, None)]),
        ("Samir 13 suffered burns.", []),
    ],
)
def test_people_harmed_by_gas_or_smoke_are_injured(nlp, text, expected):
    assert [figure[:3] for figure in read(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Commander Yusef Barr and at least ten of his men were killed.", [("killed", 11, None)]),
        ("The commander and ten of his bodyguards died.", [("killed", 11, 11)]),
        ("At least 70 regime and rebel fighters were killed.", [("killed", 70, None)]),
    ],
)
def test_somebody_named_is_counted_with_those_who_died_beside_him(nlp, text, expected):
    assert [figure[:3] for figure in read(nlp, text)] == expected


@pytest.mark.parametrize(
    "text",
    ["Four bills are dead.", "The plan is dead.", "Two talks hit a dead end.", "The number of dead cattle rose to 40."],
)
def test_plans_and_ends_and_cattle_that_are_dead_are_nobodys_death(nlp, text):
    assert read(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven people were taken to hospital with burns.", [("injured", 7)]),
        ("The blast sent nine villagers to a clinic.", [("injured", 9)]),
        ("One driver is dead and four more are stable.", [("killed", 1), ("injured", 4)]),
        ("She was glad that no one was killed.", [("killed", 0)]),
        ("Two roads and one bridge in the valley are critical.", []),
        ("Four guards and two dogs were killed.", [("killed", 4)]),
        ("Neighbours claim a man in white opened fire.", []),
    ],
)
def test_numbers_in_hospital_are_hurt_and_no_one_is_nobody(nlp, text, expected):
    assert [(harm, least) for harm, least, *_ in read(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("More than 400 people have been killed in the city since January.", True),
        ("More than 400 people have been killed since the start of the month.", True),
        ("The raid killed six people in a town that has been cut off since January.", False),
        ("Some 11,000 people were displaced in four days.", False),
    ],
)
def test_what_months_have_claimed_is_no_events_toll(text, cumulative):
    reader = pipeline()
    doc = reader.make_doc(text)
    doc._.report = plain_report(text)
    assert [mention.figure.cumulative for mention in reader(doc)._.figures] == [cumulative]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hospital received the bodies of 29 children and 48 wounded.", [("killed", 29, 29), ("injured", 48, 48)]),
        ("Nineteen seriously injured people were taken to the city.", [("injured", 19, 19)]),
        ("The army lost 11 of its own men.", [("killed", 11, 11)]),
        ("She lost four cousins in the raid.", [("killed", 4, 4)]),
        ("The bomber killed a commander and six of his men.", [("killed", 7, 7)]),
        ("A bomb killed a couple and their teenage son.", [("killed", 3, 3)]),
        ("A farmer and her four children as well as another boy were killed.", [("killed", 6, 6)]),
        ("Her three children were killed.", [("killed", 3, 3)]),
        ("He killed four people, including his former wife.", [("killed", 4, 4), ("killed", 1, 1)]),
    ],
)
def test_those_told_beside_others_are_counted_with_what_befell_them(nlp, text, expected):
    assert [figure[:3] for figure in read(nlp, text)] == expected


def test_bodies_taken_from_somewhere_need_not_be_all():
    def parts(text):
        reader = pipeline()
        doc = reader.make_doc(text)
        doc._.report = plain_report(text)
        return [(mention.figure.verbatim, mention.part) for mention in reader(doc)._.figures]

    assert parts("Men had dragged three bodies from the wreck.") == [("three bodies", True)]
    assert parts("Three bodies lay in the wreck.") == [("Three bodies", False)]
