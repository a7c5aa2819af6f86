from reportedly.linking.origins import copied, origin_of, voices
from tests.linking.making import AGENCY, COUNCIL, DIRECTOR, MONITOR, WITNESSES, report

WIRE = (
    "Warplanes struck a vegetable market in the northern town on Monday morning, and rescue workers pulled the bodies "
    "of at least a dozen shoppers from under collapsed stalls, residents told the agency by telephone from the town."
)
OTHER = (
    "The ministry said in its evening briefing that its aircraft had flown no missions over the province that day and "
    "called the accusations of the opposition an invention meant to spoil the talks that open next week in Geneva."
)


def test_the_same_wire_in_several_papers_speaks_with_one_voice():
    first = report(WIRE, "2016-08-01", "The Morning Post")
    again = report(WIRE + "\n\nOur correspondent adds that shops stayed shut.", "2016-08-02", "The Evening Post")
    apart = report(OTHER, "2016-08-02", "The Gazette")
    voice = voices([apart, again, first])
    assert voice == {first.id: "morning post", again.id: "morning post", apart.id: "gazette"}


def test_an_agency_in_the_byline_is_the_voice():
    paper = report(WIRE, "2016-08-02", "The Evening Post", by="AFP")
    other = report(OTHER, "2016-08-02", "The Gazette", by="Agence France-Presse")
    assert len(set(voices([paper, other]).values())) == 1


def test_short_texts_are_copies_only_when_they_are_the_same():
    assert copied("Eighteen killed in raid on Saraqeb", "Eighteen killed in  raid on saraqeb")
    assert not copied("Eighteen killed in raid on Saraqeb", "Eighteen killed in raid on Atmeh")


def test_lost_commas_and_apostrophes_do_not_hide_a_copy():
    assert copied(WIRE, WIRE.replace(",", "").replace("-", " "))


def test_the_speaker_for_a_body_is_that_body():
    voice = {"r": "paper"}
    assert origin_of([DIRECTOR, MONITOR, AGENCY], "r", voice) == origin_of([MONITOR], "r", voice) == "source:sohr"


def test_a_carrier_is_not_the_origin():
    assert origin_of([COUNCIL, AGENCY], "r", {"r": "paper"}) == origin_of([COUNCIL], "r", {"r": "paper"})


def test_nameless_witnesses_are_each_reports_own():
    voice = {"r": "paper", "s": "gazette"}
    assert origin_of([WITNESSES], "r", voice) != origin_of([WITNESSES], "s", voice)
    assert origin_of([WITNESSES, AGENCY], "r", voice) == origin_of([WITNESSES, AGENCY], "s", voice)


def test_no_source_is_the_reports_own_voice():
    assert origin_of([], "r", {"r": "paper"}) == "voice:paper"
