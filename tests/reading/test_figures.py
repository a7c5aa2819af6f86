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
        ("None of the five people on board had survived.", [("killed", 5, 5)]),
        ("A helicopter was shot down, all five aboard dead.", [("killed", 5, 5)]),
        ("There were no survivors among the 29 passengers.", [("killed", 29, 29)]),
        ("Three of the five survived.", []),
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


def told(nlp, text):
    """Harm, bounds and subgroup of each figure, and whether it is of some of those told of."""
    doc = figures(nlp(text))
    return [(m.figure.harm, m.figure.minimum, m.figure.maximum, m.part) for m in doc._.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A boy, 12, and his sister, 9, were killed.", [("killed", 2, 2, False)]),
        ("A mother, 34, and her son, 6, died in the fire.", [("killed", 2, 2, False)]),
        (
            "Shells hit the yard, killing nine people, including a boy, 12, and his sister, 9, the mayor said.",
            [("killed", 9, 9, False), ("killed", 2, 2, True)],
        ),
        ("In the valley, a woman, 65, was killed and four were hurt.", [("killed", 1, 1, False)]),
    ],
)
def test_an_age_between_commas_parts_nobody_from_the_rest(nlp, text, expected):
    assert [one for one in told(nlp, text) if one[0] == "killed"] == expected


def test_who_a_victim_was_makes_no_second_one(nlp):
    assert told(nlp, "A 12th victim, a lawyer, died of his wounds.") == [("killed", 1, 1, False)]
    assert told(nlp, "A man, a woman and a child were killed.") == [("killed", 1, 1, False)] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three of the six soldiers on board were killed.", [("killed", 3, 3, False)]),
        ("At least 3 of the 14 wounded died on Tuesday.", [("injured", 14, 14, False)]),
        ("Six of the 28 dead were children.", [("killed", 6, 6, True), ("killed", 28, 28, False)]),
        ("At least six of the 40 hostages were murdered.", [("killed", 6, None, False), ("abducted", 40, 40, False)]),
        ("Gunmen killed all but two of the 14 miners.", [("killed", 12, 12, False)]),
        ("All but two of the passengers were killed.", []),
        ("Dozens of rebels killed in raid", [("killed", 24, None, False)]),
        ("Forty of the victims were buried on Monday.", []),
        ("One hostage was killed in the crossfire.", [("killed", 1, 1, False)]),
    ],
)
def test_of_some_among_many_only_those_are_counted_whom_the_harm_befell(nlp, text, expected):
    assert told(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crash killed both pilots.", [("killed", 2, 2, False)]),
        ("Both soldiers and villagers were killed.", []),
        (
            "The crash killed three of the six soldiers on board and both pilots.",
            [("killed", 3, 3, False), ("killed", 2, 2, False)],
        ),
    ],
)
def test_both_are_two_people_where_nobody_else_is_joined_to_them(nlp, text, expected):
    assert told(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shells killed three people in Karari, two in Al-Thawra and one in Ombada.",
            [(3, False), (2, False), (1, False)],
        ),
        ("A bomb struck a bus, killing 10 on the bus and 21 others on the street.", [(10, False), (21, False)]),
        ("Raids killed 9 civilians in Binnish 4 in Saraqeb and 3 in Jisr.", [(9, False), (4, False), (3, False)]),
        (
            "Floods killed 12 people in the north, seven in Binnish and five in Jisr.",
            [(12, False), (7, True), (5, True)],
        ),
        ("Twelve people were killed in the north, two in hospital.", [(12, False)]),
        ("The raids killed 10 people in Binnish and wounded two in Jisr.", [(10, False)]),
    ],
)
def test_a_row_of_places_with_a_number_each_is_read_to_its_end(nlp, text, expected):
    assert [(least, part) for harm, least, _, part in told(nlp, text) if harm == "killed"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nine people, six of them villagers and three soldiers, were killed.",
            [("killed", 9, 9, False), ("killed", 6, 6, True), ("killed", 3, 3, True)],
        ),
        (
            "Four people were killed including three children and 43 others were hurt.",
            [("killed", 4, 4, False), ("killed", 3, 3, True), ("injured", 43, 43, False)],
        ),
        ("The guards killed 15 and injured dozens of them.", [("killed", 15, 15, False), ("injured", 24, None, False)]),
        ("My two sons were killed.", [("killed", 2, 2, True)]),
        ("Twelve died. Two policemen were among the dead.", [("killed", 12, 12, False), ("killed", 2, 2, True)]),
    ],
)
def test_some_of_those_told_of_are_a_part_of_them_and_others_are_not(nlp, text, expected):
    assert told(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rocket could have killed dozens had it hit the town.",
        "The bomb would have killed hundreds.",
        "Twelve patients could die if the clinic closes.",
        "The gunmen tried to kill two officers.",
        "Police foiled a plot to kill ten officials.",
        "A father of three spoke of the bombing that killed his neighbours.",
        "A plane carrying 14 people was shot down.",
    ],
)
def test_nobody_is_counted_for_harm_that_did_not_come_about(nlp, text):
    assert [one for one in told(nlp, text) if (one[1] or 0) > 1] == []


@pytest.mark.parametrize(
    "text",
    [
        "Officials fear that more than 100 people could have been killed.",
        "More than 100 people may have been killed.",
        "More than 100 people could be dead.",
    ],
)
def test_people_feared_dead_are_counted(nlp, text):
    assert told(nlp, text) == [("killed", 100, None, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three soldiers paid the supreme price.", [("killed", 3, 3, False)]),
        ("Three soldiers paid the full price.", []),
        ("Three men were shot and wounded.", [("injured", 3, 3, False)]),
        ("Three men were shot and beheaded.", [("killed", 3, 3, False)]),
        ("Three men were shot drowned or both.", [("killed", 3, 3, False)]),
        ("A teacher was shot in the leg and is in stable condition.", [("injured", 1, 1, False)]),
        ('Around 30 "terrorists" were killed.', [("killed", 30, 30, False)]),
        ("The ministry said 32 had died, revising an earlier toll of 23.", [("killed", 32, 32, False)]),
        ("Five people choked to death.", [("killed", 5, 5, False)]),
        ("The death toll of 30 could rise.", [("killed", 30, 30, False)]),
        ("Gunmen killed nine of the", [("killed", 9, 9, False)]),
    ],
)
def test_what_became_of_those_hit_is_told_in_many_ways(nlp, text, expected):
    assert told(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army lost 640 soldiers in a day and about 3,820 since February.", [False]),
        ("The deaths bring to more than 500 the number of people killed since January.", [True]),
        ("Some 45 people have been killed this year.", [True]),
        ("More than 500 people have been killed in the past two years.", [True]),
        ("Some 45 people were killed in a raid in June last year.", [False]),
    ],
)
def test_a_running_total_is_told_from_the_toll_beside_it(nlp, text, expected):
    assert [mention.figure.cumulative for mention in figures(nlp(text))._.figures] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ambush left one person dead and four drivers in a clinic.", [("killed", 1, 1, False)]),
        (
            "The raid left a farmer dead and five others injured.",
            [("killed", 1, 1, False), ("injured", 5, 5, False)],
        ),
        ("The raid left a farmer dead and five others in shock.", [("killed", 1, 1, False)]),
        ("Two guards shot, clerk killed in robbery", [("casualties", 2, 2, False), ("killed", 1, 1, False)]),
        ("Both drivers had suffered burns and were declared dead in the clinic.", [("killed", 2, 2, False)]),
        ("Both suspects were seen hanging around the pool.", []),
        ("Four men were shot and fatally wounded.", [("killed", 4, 4, False)]),
        (
            "One of the five people killed was buried on Monday.",
            [("killed", 1, 1, True), ("killed", 5, 5, False)],
        ),
    ],
)
def test_of_people_told_together_each_keeps_what_befell_them(nlp, text, expected):
    assert told(nlp, text) == expected


def test_the_ages_of_two_people_count_nobody(nlp):
    assert told(nlp, "The attack wounded two men, 19 and 20, in the yard.") == [("injured", 2, 2, False)]
