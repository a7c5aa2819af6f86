"""Who says what, in the forms that news copy has for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.reading import attribution, parties, structure  # noqa: F401  (registers the components)
from reportedly.reading.doc import Attribution
from reportedly.reading.language_model import load_language_model
from tests.reading.reports import plain_report


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = load_language_model()
    pipeline.add_pipe("structure", first=True)
    pipeline.add_pipe("parties")
    pipeline.add_pipe("attribution")
    return pipeline


def with_headline(nlp: Language, headline: str, body: str) -> Doc:
    text = f"{headline}\n\n{body}"
    doc = nlp.make_doc(text)
    doc._.report = plain_report(text, published=None, headline=headline)
    return nlp(doc)


def words(doc: Doc, span: tuple[int, int] | None) -> str | None:
    return doc[span[0] : span[1]].text if span else None


def said(doc: Doc, one: Attribution) -> tuple[str | None, str | None, str]:
    """Source, cue and content in words."""
    return words(doc, one.source), words(doc, one.cue), " … ".join(words(doc, part) or "" for part in one.content)


def sayings(doc: Doc) -> list[tuple[str | None, str | None, str]]:
    return [said(doc, one) for one in doc._.attributions if one.kind == "says"]


def chains(doc: Doc) -> list[list[str]]:
    return [[source.name for source in one.said_by] for one in doc._.attributions if one.kind == "says"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the clause after the cue, with and without "that"
        ("The ministry said that two tankers sank.", ("The ministry", "said", "that two tankers sank")),
        ("The ministry said two tankers sank.", ("The ministry", "said", "two tankers sank")),
        ("The ministry says two tankers sank.", ("The ministry", "says", "two tankers sank")),
        # its parts, though the parser hangs them on the verb
        (
            "The ministry put the toll at 21, including a nurse.",
            ("The ministry", "put", "the toll at 21, including a nurse"),
        ),
        (
            "The ministry said a tanker sank, and that nobody was hurt.",
            ("The ministry", "said", "a tanker sank … that nobody was hurt"),
        ),
        (
            'The ministry rejected the claim as "a lie to hide the leak".',
            ("The ministry", "rejected", 'the claim as "a lie to hide the leak"'),
        ),
        # before it
        ("Two tankers sank, the ministry said.", ("the ministry", "said", "Two tankers sank")),
        ("Two tankers sank, said the ministry.", ("the ministry", "said", "Two tankers sank")),
        ("Two tankers sank, the ministry said on Friday.", ("the ministry", "said", "Two tankers sank")),
        # around it
        (
            "Two tankers, the ministry said on Friday, were sunk near the port.",
            ("the ministry", "said", "Two tankers … were sunk near the port"),
        ),
        # a preposition
        ("According to the ministry, two tankers sank.", ("the ministry", "According to", "two tankers sank")),
        ("Two tankers sank, according to the ministry.", ("the ministry", "according to", "Two tankers sank")),
        # an object
        ("The ministry denied shelling the village.", ("The ministry", "denied", "shelling the village")),
        ("The ministry reported heavy clashes.", ("The ministry", "reported", "heavy clashes")),
        (
            "The images were described by analysts as genuine.",
            ("analysts", "were described", "The images … as genuine"),
        ),
        ("The mayor put the toll at nine.", ("The mayor", "put", "the toll at nine")),
        (
            "Pictures shared online showed the bridge in ruins.",
            ("Pictures shared online", "showed", "the bridge in ruins"),
        ),
    ],
)
def test_an_attribution_has_a_source_a_cue_and_content(
    nlp: Language, text: str, expected: tuple[str, str, str]
) -> None:
    assert sayings(nlp(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At least nine farmers were killed when a shell hit the orchard the ministry said.",
            ("the ministry", "said", "At least nine farmers were killed when a shell hit the orchard"),
        ),
        (
            "Nine farmers were killed in the orchard near Darwan a monitoring group said on Tuesday.",
            ("a monitoring group", "said", "Nine farmers were killed in the orchard near Darwan"),
        ),
        (
            "Nine farmers were killed in the orchard said the ministry of health.",
            ("the ministry of health", "said", "Nine farmers were killed in the orchard"),
        ),
        (
            "Nine farmers were killed in the orchard according to the ministry.",
            ("the ministry", "according to", "Nine farmers were killed in the orchard"),
        ),
    ],
)
def test_copy_that_lost_its_commas_is_still_read(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    assert sayings(nlp(text)) == [expected]


def test_a_participle_after_a_postposed_cue_has_the_same_source(nlp: Language) -> None:
    doc = nlp("Nine farmers were killed in the orchard the ministry said blaming the army for the attack.")
    assert [words(doc, one.source) for one in doc._.attributions] == ["the ministry", "the ministry"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We saw two jets,” the baker said.", ("the baker", "said", "We saw two jets")),
        ('"We saw two jets" the baker said.', ("the baker", "said", "We saw two jets")),
        ("The baker said: “We saw two jets.”", ("The baker", "said", "We saw two jets")),
        (
            "“We saw two jets,” the baker said, “and then the roof was gone.”",
            ("the baker", "said", "We saw two jets … and then the roof was gone"),
        ),
        (
            "“We saw two jets,” the baker said. “Then the roof was gone.”",
            ("the baker", "said", "We saw two jets … Then the roof was gone"),
        ),
        (
            "“We saw two jets,” the baker said.\n\n“Then the roof was gone.”",
            ("the baker", "said", "We saw two jets … Then the roof was gone"),
        ),
    ],
)
def test_direct_speech_belongs_to_its_speaker(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    doc = nlp(text)
    assert sayings(doc) == [expected]
    assert [one.quote for one in doc._.attributions] == ["direct"]


def test_a_word_in_quotation_marks_is_not_direct_speech(nlp: Language) -> None:
    doc = nlp("The ministry said the so-called “safe zone” was shelled again on Friday night.")
    assert [one.quote for one in doc._.attributions] == ["indirect"]


def test_what_is_said_inside_a_quotation_is_not_the_reports_own_attribution(nlp: Language) -> None:
    doc = nlp("“My sister says the well is dry,” the baker said.")
    assert sayings(doc) == [("the baker", "said", "My sister says the well is dry")]


def test_a_headline_names_its_source_after_a_colon_a_dash_or_nothing(nlp: Language) -> None:
    body = "The town was quiet by noon."
    for headline in (
        "Raid on depot kills six: monitor",
        "Raid on depot kills six - monitor",
        "Raid on depot kills six Monitor",
    ):
        doc = with_headline(nlp, headline, body)
        assert [(words(doc, a.source) or "").lower() for a in doc._.attributions] == ["monitor"]
        assert [words(doc, part) for a in doc._.attributions for part in a.content] == ["Raid on depot kills six"]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The ministry said the bridge fell.", "CT+"),
        ("The ministry denied that the bridge fell.", "CT-"),
        ("The ministry suggested that the bridge fell.", "PS+"),
        ("The ministry believes that the bridge fell.", "PR+"),
        ("The ministry asked whether the bridge fell.", "Uu"),
        ("It was suggested that the bridge fell.", "PS+"),
        ("Hundreds are reported to have fled the town.", "PR+"),
        ("The bridge is believed to have fallen.", "PR+"),
    ],
)
def test_the_cue_says_what_the_source_commits_to(nlp: Language, text: str, factuality: str) -> None:
    assert [one.factuality for one in nlp(text)._.attributions] == [factuality]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry denied that the bridge fell.", "denies"),
        ("The ministry dismissed the report as “a fairy tale”.", "denies"),
        ("The ministry confirmed that the bridge fell.", "supports"),
        ("The ministry said the bridge fell.", None),
    ],
)
def test_the_cue_says_how_the_source_stands_to_what_was_said(nlp: Language, text: str, stance: str | None) -> None:
    assert [one.stance for one in nlp(text)._.attributions] == [stance]


def test_hitting_back_by_calling_it_something_denies_it(nlp: Language) -> None:
    doc = nlp("The rebels hit back at the offer by calling it “a cheap trick”.")
    called = next(one for one in doc._.attributions if one.cue_lemma == "call")
    assert (words(doc, called.source), called.stance, called.quote) == ("The rebels", "denies", "direct")


def test_a_claim_named_by_a_noun_and_disputed_is_both_said_and_denied(nlp: Language) -> None:
    doc = nlp("The Swedish claims the ship was carrying grain were disputed by divers.")
    assert [(a.cue_lemma, a.stance, said(doc, a)[2]) for a in doc._.attributions] == [
        ("claim", None, "the ship was carrying grain"),
        ("dispute", "denies", "the ship was carrying grain"),
    ]


def test_not_saying_is_no_saying(nlp: Language) -> None:
    doc = nlp("The ministry did not say how many were hurt. No group has claimed the attack.")
    assert {one.kind for one in doc._.attributions} <= {"other"}


def test_thinking_and_wanting_are_told_from_saying(nlp: Language) -> None:
    doc = nlp("The envoy believes that the truce holds. The rebels want to leave.")
    assert [one.kind for one in doc._.attributions] == ["thinks", "wants"]


def test_a_passive_without_an_agent_has_an_unnamed_source(nlp: Language) -> None:
    doc = nlp("It was suggested that the jet had been hit.")
    assert [(one.source, [(s.name, s.kind) for s in one.said_by]) for one in doc._.attributions] == [
        (None, [("unnamed", "unnamed")])
    ]


def test_telling_an_agency_makes_it_the_last_in_the_chain(nlp: Language) -> None:
    assert chains(nlp("A medic told Reuters that nine people died.")) == [["medic", "Reuters"]]


def test_a_pronoun_stands_for_the_last_speaker(nlp: Language) -> None:
    doc = nlp("The Red Cross said two trucks were hit. It said the drivers were safe.")
    assert chains(doc)[0] == chains(doc)[1] != []


def test_one_source_ends_where_another_begins(nlp: Language) -> None:
    doc = nlp("The army said the road was open but residents said it was mined.")
    assert sayings(doc) == [
        ("The army", "said", "the road was open"),
        ("residents", "said", "it was mined"),
    ]


def test_a_second_verb_of_saying_has_the_speaker_and_not_the_one_spoken_of(nlp: Language) -> None:
    doc = nlp("It said the rebels had fled the hills but reported further clashes.")
    assert [words(doc, one.source) for one in doc._.attributions] == ["It", "It"]


def test_what_is_said_inside_anothers_words_has_a_parent(nlp: Language) -> None:
    doc = nlp("The paper reported that the mayor said the dam would burst.")
    outer, inner = doc._.attributions
    assert (outer.parent, inner.parent) == (None, 0)
    assert inner.said_by[-1:] == outer.said_by[-1:]


def test_a_count_that_goes_on_keeps_its_source(nlp: Language) -> None:
    doc = nlp("Nine people were killed, the baker said. Another six were wounded. The town lies on a river.")
    assert chains(doc) == [["baker"], ["baker"]]
    assert said(doc, doc._.attributions[1]) == (None, None, "Another six were wounded")


def test_the_writers_own_i_is_no_source(nlp: Language) -> None:
    assert nlp("I think the truce will hold.")._.attributions == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "army",
                "said",
                "“",
                "”",
                '"',
                ",",
                ".",
                "claims",
                "he",
                "that",
                "nine",
                "were",
                "killed",
                "\n\n",
                "told",
                "AFP",
                "but",
                "according",
                "to",
                "reportedly",
                ":",
                "-",
                "denied",
                "by",
                "calling",
                "it",
                "Another",
            ]
        ),
        max_size=25,
    )
)
def test_any_words_give_ranges_inside_the_text(nlp: Language, tokens: list[str]) -> None:
    doc = nlp(" ".join(tokens))
    for one in doc._.attributions:
        spans = [*one.content, *([one.source] if one.source else []), *([one.cue] if one.cue else [])]
        assert all(0 <= start < end <= len(doc) for start, end in spans)
        assert one.content
        assert one.parent is None or 0 <= one.parent < len(doc._.attributions)


def test_a_quotation_that_nobody_is_said_to_say_goes_on_with_the_last_speaker_quoted(nlp: Language) -> None:
    doc = nlp("“We saw two jets,” the baker said. Farther west “nine sheds were burnt that night” near the mill.")
    assert chains(doc) == [["baker"], ["baker"]]
    assert said(doc, doc._.attributions[1]) == (None, None, "nine sheds were burnt that night")


def test_the_one_quoted_comes_before_the_one_who_quotes(nlp: Language) -> None:
    assert chains(nlp("Reuters quoted a medic as saying that nine people died.")) == [["medic", "Reuters"]]


def test_a_death_that_is_claimed_by_a_shell_is_no_saying(nlp: Language) -> None:
    assert sayings(nlp("The shell claimed the lives of two farmers.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tankers thought to belong to the company blocked the harbour.",
        "Two boats also believed to be Greek rammed the pier.",
        "A tanker said to be Greek rammed the pier.",
    ],
)
def test_a_thing_that_is_believed_to_be_something_believes_nothing(nlp: Language, text: str) -> None:
    assert [words(doc, one.source) for doc in [nlp(text)] for one in doc._.attributions] == []


def test_what_is_known_to_have_happened_in_somebodys_words_is_theirs_alone(nlp: Language) -> None:
    doc = nlp("The driver is now known to have drowned in the flood, the ministry said.")
    assert sayings(doc) == [
        ("the ministry", "said", "The driver is now known to have drowned in the flood"),
    ]
    assert len(doc._.attributions) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The union said that 12 of its members had been arrested and blamed the ministry.",
            [
                ("The union", "said", "that 12 of its members had been arrested"),
                ("The union", "blamed", "the ministry"),
            ],
        ),
        (
            "The union said 12 of its members had been arrested in the port and accused the ministry of lying.",
            [
                ("The union", "said", "12 of its members had been arrested in the port"),
                ("The union", "accused", "the ministry of lying"),
            ],
        ),
    ],
)
def test_a_verb_of_blame_after_those_harmed_has_the_speaker_and_not_them(
    nlp: Language, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert sayings(nlp(text)) == expected


def test_what_somebody_says_a_thing_was_is_said_by_them_wherever_it_stands(nlp: Language) -> None:
    doc = nlp("The council voted for help in response to what the ministry says was a flood.")
    assert ("the ministry", "says", "what … was a flood") in sayings(doc)


def test_not_knowing_commits_to_nothing(nlp: Language) -> None:
    doc = nlp("The police did not know how many boats had sunk.")
    assert [(one.cue_lemma, one.factuality) for one in doc._.attributions] == [("know", "Uu")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # papers, polls and figures are cited as people are
        ("Two tankers sank, according to court records.", ("court records", "according to", "Two tankers sank")),
        (
            "According to an army statement shells destroyed two tankers.",
            ("an army statement", "According to", "shells destroyed two tankers"),
        ),
        # forms that double their last letter, or change altogether
        ("The mayor gave a toll of nine.", ("The mayor", "gave", "a toll of nine")),
        ("The mayor slammed the ministry.", ("The mayor", "slammed", "the ministry")),
        # a clause put in
        (
            "As the ministry said on Friday, two tankers sank.",
            ("the ministry", "said", "two tankers sank"),
        ),
        (
            "The road, many drivers say, is shut because of the flood.",
            ("many drivers", "say", "The road … is shut because of the flood"),
        ),
        # a relative clause without its subject
        (
            "The mayor left over a fire that the union claims killed nine people.",
            ("the union", "claims", "a fire … killed nine people"),
        ),
        # what the tagger takes for a participle
        (
            "Two engineers, Ann Hill and Tom Lake, found in 2014 that the dam was safe.",
            ("Two engineers, Ann Hill and Tom Lake", "found", "that the dam was safe"),
        ),
        # a participle after a comma has the subject of the sentence
        (
            "The mayor rejected the notion that the dam was at fault, saying that it had held.",
            ("The mayor", "saying", "that it had held"),
        ),
    ],
)
def test_a_source_is_found_where_the_sentence_hides_it(
    nlp: Language, text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in sayings(nlp(text))


def test_the_way_of_doing_something_is_no_source(nlp: Language) -> None:
    assert sayings(nlp("The crews worked according to the needs of the town.")) == []


def test_the_one_quoted_as_saying_is_named_before_the_agency_that_quotes(nlp: Language) -> None:
    doc = nlp('"A wave sank two tankers," TASS quoted a harbour official in the city as saying.')
    assert [words(doc, one.source) for one in doc._.attributions] == ["a harbour official"]
    assert chains(doc) == [["harbour official", "TASS"]]


@pytest.mark.parametrize(
    "following",
    [
        "More waves later hit the pier, leaving two people dead.",
        "The explosion killed nine people.",
        "At least nine people died in the explosion.",
        "Nine people died in it.",
    ],
)
def test_a_count_of_those_harmed_by_what_was_just_told_keeps_its_source(nlp: Language, following: str) -> None:
    doc = nlp(f"An explosion shook the harbour, the ministry said. {following}")
    assert chains(doc) == [["ministry"], ["ministry"]]


@pytest.mark.parametrize(
    "following",
    [
        "On Monday the explosion of a boiler killed nine people.",
        "The explosion at a mill last month killed nine people.",
        "The explosion shut the port.",
        "Nine people live in the harbour.",
    ],
)
def test_what_has_a_day_of_its_own_or_counts_nobody_harmed_is_the_reports_own_word(
    nlp: Language, following: str
) -> None:
    doc = nlp(f"An explosion shook the harbour, the ministry said. {following}")
    assert chains(doc) == [["ministry"]]


def test_a_writers_name_run_into_the_headline_is_no_source(nlp: Language) -> None:
    doc = with_headline(nlp, "Nine dead as a dam breaks: monitor Jane Doe", "A dam broke on Friday.")
    assert chains(doc) == [["monitor"]]


def test_a_title_before_a_name_in_a_headline_is_one_source_with_it(nlp: Language) -> None:
    doc = with_headline(nlp, "Nine dead as a dam breaks: Mayor Jane Doe", "A dam broke on Friday.")
    assert chains(doc) == [["Jane Doe"]]


def test_which_stands_for_the_body_named_before_it(nlp: Language) -> None:
    text = (
        "She works for the Harbour Relief Fund which says that nine boats have sunk said another source gave it a list."
    )
    assert ["Harbour Relief Fund"] in chains(nlp(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union backs the mayor.", ("The union", "backs", "the mayor")),
        ("The union plans to leave the port.", ("The union", "plans", "to leave the port")),
        ("The union pushed for a new dam.", ("The union", "pushed", "for a new dam")),
    ],
)
def test_what_somebody_is_for_or_means_to_do_is_wanted_and_not_said(
    nlp: Language, text: str, expected: tuple[str, str, str]
) -> None:
    doc = nlp(text)
    assert [(one.kind, said(doc, one)) for one in doc._.attributions] == [("wants", expected)]


def test_a_statement_reads_what_is_quoted_from_it(nlp: Language) -> None:
    doc = nlp('The statement read: "Two tankers have sunk near the port."')
    assert sayings(doc) == [("The statement", "read", "Two tankers have sunk near the port")]


def test_whom_an_agency_cites_comes_before_it_in_one_chain(nlp: Language) -> None:
    doc = nlp("Two tankers sank near the port, Reuters reported, citing a harbour official.")
    assert sayings(doc) == [("Reuters", "reported", "Two tankers sank near the port")]
    assert chains(doc) == [["harbour official", "Reuters"]]


def test_the_agency_by_which_somebody_was_quoted_ends_the_chain(nlp: Language) -> None:
    assert chains(nlp("The governor was quoted by TASS as saying that two tankers sank.")) == [["governor", "TASS"]]


def test_what_somebody_is_accused_of_is_no_part_of_the_accuser(nlp: Language) -> None:
    doc = nlp("The company has been accused by residents of dumping oil.")
    assert sayings(doc) == [("residents", "has been accused", "The company … of dumping oil")]


def test_people_harmed_are_no_part_of_the_speaker_after_them(nlp: Language) -> None:
    text = "Divers pulled out two boats and left three others wounded local media reported on Friday."
    assert [source for source, _, _ in sayings(nlp(text))] == ["local media"]


def test_per_names_a_source_and_not_a_rate(nlp: Language) -> None:
    assert sayings(nlp("Per the ministry, two tankers sank.")) == [("the ministry", "Per", "two tankers sank")]
    assert sayings(nlp("The tankers carry nine tons per day.")) == []


def test_a_raid_that_claims_lives_says_nothing(nlp):
    assert sayings(nlp("The raid claimed nine lives.")) == sayings(nlp("The raid claimed nine.")) == []


def test_a_group_called_by_its_name_is_not_the_group_that_spoke_before(nlp):
    doc = nlp(
        "The Nour al-Din al-Zenki Movement denied it. The Islamic State group claimed responsibility for the blast."
    )
    assert chains(doc) == [["Nour al-Din al-Zenki"], ["Islamic State"]]


@pytest.mark.parametrize("asking", ["who declined to be named", "who asked not to be identified"])
def test_what_a_speaker_asks_about_his_own_name_is_no_claim(nlp, asking):
    doc = nlp(f"An official {asking} said that two tankers sank.")
    assert [content for _, _, content in sayings(doc)] == ["that two tankers sank"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Residents have accused the company of dumping oil, a charge it denies.",
            [
                ("Residents", "have accused", "the company of dumping oil", "CT+", ["Residents"]),
                ("it", "denies", "the company of dumping oil", "CT-", ["company"]),
            ],
        ),
        (
            "The company has been accused by residents of dumping oil, a charge it denies.",
            [
                ("residents", "has been accused", "The company … of dumping oil", "CT+", ["residents"]),
                ("it", "denies", "The company … of dumping oil", "CT-", ["company"]),
            ],
        ),
        (
            "Residents say the company dumped oil, which the mayor denies.",
            [
                ("Residents", "say", "the company dumped oil", "CT+", ["Residents"]),
                ("the mayor", "denies", "the company dumped oil", "CT-", ["mayor"]),
            ],
        ),
        (
            "Residents said the boats were stolen, a claim that the mayor denied.",
            [
                ("Residents", "said", "the boats were stolen", "CT+", ["Residents"]),
                ("the mayor", "denied", "the boats were stolen", "CT-", ["mayor"]),
            ],
        ),
    ],
)
def test_a_denial_tacked_on_denies_what_was_charged_by_whom_it_accuses(
    nlp: Language, text: str, expected: list[tuple[str, str, str, str, list[str]]]
) -> None:
    doc = nlp(text)
    found = [(*said(doc, one), one.factuality, [source.name for source in one.said_by]) for one in doc._.attributions]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had lost six men and the rebels said nine had died.",
        "The army said it had lost six men, but the rebels said nine had died.",
        "The army said it had lost six men while the rebels said nine had died.",
    ],
)
def test_where_another_speaks_next_the_first_ones_words_end_before_the_word_that_joins_them(nlp, text):
    assert sayings(nlp(text)) == [
        ("The army", "said", "it had lost six men"),
        ("the rebels", "said", "nine had died"),
    ]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Hospital says 12 dead in camp fire", ("Hospital", "says", "12 dead in camp fire")),
        ("Ministry insists the crew were on a relief run", ("Ministry", "insists", "the crew were on a relief run")),
    ],
)
def test_what_a_headlines_speaker_says_runs_to_its_end(nlp, headline, expected):
    assert sayings(with_headline(nlp, headline, "A dam broke on Friday."))[0] == expected
