"""Whole readings of short texts: who says what, how surely, of whom, where and when."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.model import Reading
from reportedly.reading.pipeline import read


def told(text: str, published: str = "2016-08-03") -> list[dict[str, object]]:
    """The claims that ``text`` makes under a bare headline, each with what it says and nothing that is empty."""
    reading = read(f"Report\n\n{text}", published=published)
    return [_brief(claim) for claim in reading.claims]


def _brief(claim):
    brief = {
        "content": " ... ".join(span.exact for span in claim.content),
        "said_by": [source.name for source in claim.said_by],
        "factuality": claim.factuality,
        "stage": claim.stage if claim.stage != "accomplished" else None,
        "event": claim.event.sub_type if claim.event else None,
        "doer": [actor.name for actor in claim.perpetrators],
        "responsibility": claim.responsibility if claim.perpetrators else None,
        "place": claim.place.name if claim.place else None,
        "day": claim.when.start if claim.when else None,
        "figures": [(figure.harm, figure.minimum, figure.maximum) for figure in claim.figures],
        "stance": claim.stance.relation if claim.stance else None,
    }
    return {name: value for name, value in brief.items() if value not in (None, [])}


def test_a_monitor_accuses_an_army_of_a_shelling():
    words = "Shells fired by the Syrian army killed 11 people in Binnish on Monday"
    assert told(f"{words}, the Syrian Observatory for Human Rights said.") == [
        {
            "content": words,
            "said_by": ["Syrian Observatory for Human Rights"],
            "factuality": "CT+",
            "event": "Shelling/artillery/missile attack",
            "doer": ["Syrian army"],
            "responsibility": "accused",
            "place": "Binnish",
            "day": "2016-08-01",
            "figures": [("killed", 11, 11)],
        }
    ]


def test_a_denial_is_a_negative_claim_by_the_one_who_denies():
    assert told("The Syrian government denied that its aircraft bombed the clinic in Saraqeb.") == [
        {
            "content": "that its aircraft bombed the clinic in Saraqeb",
            "said_by": ["Syrian government"],
            "factuality": "CT-",
            "event": "Air/drone strike",
            "doer": ["Syrian air force"],
            "responsibility": "denied",
            "place": "Saraqib",
            "stance": "denies",
        }
    ]


def test_what_is_announced_for_the_future_is_planned_and_makes_no_account():
    reading = read("Report\n\nRebel commanders said they would attack the airbase near Aleppo.", published="2016-08-03")
    assert [claim.stage for claim in reading.claims] == ["planned"]
    assert reading.accounts == ()


def test_a_group_that_claims_responsibility_is_the_doer_on_its_own_word():
    claim = read(
        "Report\n\nIslamic State claimed responsibility for a car bomb that killed 20 people in Qamishli.",
        published="2016-08-03",
    ).claims[0]
    assert ([a.id for a in claim.perpetrators], claim.responsibility) == (["islamic-state"], "claimed")


def test_may_have_is_possible_and_according_to_names_the_source():
    assert told("Police may have killed two men in Idlib, according to local media.") == [
        {
            "content": "Police may have killed two men in Idlib",
            "said_by": ["local media"],
            "factuality": "PS+",
            "event": "Attack",
            "doer": ["Syrian police"],
            "responsibility": "accused",
            "place": "Idlib",
            "figures": [("killed", 2, 2)],
        }
    ]


def test_the_reports_own_voice_says_what_nobody_else_is_said_to_say():
    assert told("A car bomb killed four soldiers in Homs on Tuesday.") == [
        {
            "content": "A car bomb killed four soldiers in Homs on Tuesday",
            "factuality": "CT+",
            "event": "Remote explosive/landmine/IED",
            "place": "Homs",
            "day": "2016-08-02",
            "figures": [("killed", 4, 4)],
        }
    ]


def test_sentences_without_an_event_or_a_figure_make_no_claim_of_the_reports_own():
    assert told("The city lies on a river. Its market is famous for soap.") == []


def test_texts_that_lost_their_commas_and_apostrophes_are_still_attributed():
    claims = told("Syrias army shelled the town of Binnish killing 11 people the Observatory said.")
    assert [(c["said_by"], c["figures"]) for c in claims] == [
        (["Syrian Observatory for Human Rights"], [("killed", 11, 11)])
    ]


def assert_consistent(reading: Reading) -> None:
    text = reading.report.text
    ids = {claim.id for claim in reading.claims}
    spans = [span for claim in reading.claims for span in (*claim.content, claim.source, claim.cue) if span]
    spans += [figure.span for claim in reading.claims for figure in claim.figures]
    spans += [claim.event.trigger for claim in reading.claims if claim.event]
    spans += [place.span for place in (claim.place for claim in reading.claims) if place and place.span]
    spans += [when.span for when in (claim.when for claim in reading.claims) if when and when.span]
    spans += [actor.span for claim in reading.claims for actor in claim.perpetrators if actor.span]
    assert all(text[span.start : span.end] == span.exact for span in spans)
    assert all(set(account.claims) <= ids for account in reading.accounts)
    assert all(figure.claim in ids for account in reading.accounts for figure in account.figures)
    assert sum(account.role == "main" for account in reading.accounts) <= 1
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


VOCABULARY = """
the Syrian army rebels said that killed 12 people dozens wounded in Aleppo on Monday, . not may denied air strikes
according to Observatory it he who had been Reuters U.S. 3,000 100% a child and \u201c \u201d \" ' - \u2013
\u00ab\u0642\u0627\u0644\u00bb \U0001f600
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n", "\t"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join))
def test_any_order_of_words_is_read_with_exact_spans_and_stable_ids(text):
    reading = read(f"Report\n\n{text}", published="2016-08-03")
    assert_consistent(reading)
    again = read(f"Report\n\n{text}", published="2016-08-03")
    assert (reading.report.id, reading.claims, reading.accounts) == (again.report.id, again.claims, again.accounts)


def test_and_that_begins_another_claim_with_a_certainty_of_its_own():
    claims = read(
        "Bus burns in Atmeh\n\nAn official said a bag of explosives had been left in the bus, and that nobody blew "
        "himself up.",
        published="2016-08-03",
    ).claims
    assert [(claim.content[0].exact, claim.factuality) for claim in claims if claim.said_by] == [
        ("a bag of explosives had been left in the bus", "CT+"),
        ("that nobody blew himself up", "CT-"),
    ]


def test_he_is_the_person_whose_sentence_it_is():
    claims = told("Police chief Ann Lee spoke of it. Mayor Tom Reed prayed for the dead, who he said were murdered.")
    assert claims[-1]["said_by"] == ["Tom Reed"]


def test_what_is_feared_in_somebodys_words_is_not_somebody_elses():
    (claim,) = told("More than 100 people were feared dead after gunmen stormed the village, a priest said.")
    assert claim["said_by"] == ["priest"]
    assert claim["factuality"] == "PS+"
    assert claim["figures"] == [("killed", 100, None)]


def test_a_death_that_is_cited_as_a_reason_says_nothing():
    text = "The council said the regime commits crimes, citing the death of nine villagers in raids launched by Assad."
    assert not [name for claim in told(text) for name in claim["said_by"] if "death" in name]


def contents(text: str) -> list[str]:
    return [claim["content"] for claim in told(text)]


def test_a_quotation_begun_in_the_words_ends_in_them():
    assert contents('The governor said the shelling was "an act of cowards."') == [
        'the shelling was "an act of cowards."'
    ]


def test_words_end_before_what_joins_them_to_anothers_and_keep_their_adverbs():
    assert contents("The road was shelled on Monday, while the army said a bridge was hit.")[0] == (
        "The road was shelled on Monday"
    )
    assert contents("The cause of the blast is not known yet.") == ["The cause of the blast is not known yet"]
