from hypothesis import HealthCheck, given, settings

from reportedly.linking import link, link_incrementally, linked
from reportedly.model import Review
from tests.linking.making import (
    CIVILIANS,
    COUNCIL,
    GOVERNMENT,
    ISLAMIC_STATE,
    MINISTRY,
    MONITOR,
    REBELS,
    RUSSIA,
    account,
    day,
    figure,
    ledgers,
    province,
    reading,
    report,
    simple,
    town,
)

AT = "2016-09-01T00:00:00Z"


def reports_in(incident):
    return {account.report for account in incident.accounts}


def ids(*readings):
    return {one.report.id for one in readings}


def market(number, killed=18, publisher=None, **more):
    text = f"Report {number}: warplanes hit the vegetable market of Saraqeb on Monday."
    return simple(text, "Saraqeb", "2016-08-01", killed, publisher=publisher or f"Paper {number}", **more)


def test_reports_of_one_attack_become_one_incident():
    first, second, third = market(1), market(2, 20), market(3)
    other = simple("A bomb went off in Kobani.", "Kobani", "2016-08-01", 5, sub_type="Suicide bomb")
    assert {frozenset(reports_in(one)) for one in link([first, second, other, third])} == {
        frozenset(ids(first, second, third)),
        frozenset(ids(other)),
    }


def test_the_order_of_reports_does_not_matter():
    readings = [market(1), market(2, 20), simple("Shells fell on Homs.", "Homs", "2016-08-02", 2)]
    assert link(readings) == link(reversed(readings))


def test_one_report_is_one_incident_and_none_are_none():
    alone = market(1)
    assert [reports_in(one) for one in link([alone])] == [ids(alone)]
    assert link([]) == ()


def test_reports_weeks_and_provinces_apart_are_never_one_incident_even_as_copies():
    text = "Warplanes hit a market on Monday and rescuers pulled the dead from the stalls. " * 6
    near = simple(text, "Saraqeb", "2016-08-01", 18, publisher="A")
    far = simple(text, "Deir ez-Zor", "2016-08-21", 18, publisher="B")
    assert len(link([near, far])) == 2


def test_two_accounts_of_one_report_stay_apart():
    of = report("Two raids hit Saraqeb on Monday.")
    twice = reading(
        of,
        account(of, place=town("Saraqeb"), when=day("2016-08-01"), figures=[figure("killed", 18)], number=1),
        account(
            of, role="also", place=town("Saraqeb"), when=day("2016-08-01"), figures=[figure("killed", 18)], number=2
        ),
    )
    assert len(link([twice])) == 2


def test_a_battle_and_shelling_of_one_town_and_day_are_two_incidents_unless_as_many_died():
    def told(sub_type: str, killed: int | None, publisher: str):
        text = "Saraqeb saw it on Monday, residents said, and the dead were carried away."
        return simple(text, "Saraqeb", "2016-08-01", killed, sub_type=sub_type, publisher=publisher)

    battle = told("Armed clash", 37, "A")
    assert len(link([battle, told("Shelling/artillery/missile attack", 28, "B")])) == 2
    assert len(link([battle, told("Shelling/artillery/missile attack", None, "B")])) == 2
    assert len(link([battle, told("Shelling/artillery/missile attack", 37, "B")])) == 1


def test_that_nothing_speaks_against_it_is_no_reason_to_link():
    of_town = simple("A raid.", "Saraqeb", "2016-08-01", 5)
    of = report("A raid somewhere.")
    of_nowhere = reading(of, account(of, place=None, when=day("2016-08-01"), figures=[figure("killed", 5)]))
    assert len(link([of_town, of_nowhere])) == 2


def test_a_background_mention_joins_the_incident_it_speaks_of_and_not_its_toll():
    told = market(1, 18)
    later = report("A week after the raid on Saraqeb, a new raid hit Atmeh.", "2016-08-08", "Paper 9")
    mentioning = reading(
        later,
        account(later, place=town("Atmeh"), when=day("2016-08-08"), figures=[figure("killed", 4)], number=1),
        account(
            later,
            role="background",
            place=town("Saraqeb"),
            when=day("2016-08-01"),
            figures=[figure("killed", 25)],
            number=2,
        ),
    )
    saraqeb, atmeh = link([told, mentioning])
    assert (saraqeb.mentioned_in, reports_in(saraqeb)) == ((mentioning.accounts[1].id,), ids(told, mentioning))
    assert (saraqeb.tolls[0].best, saraqeb.tolls[0].high) == (18, 18)
    assert [left.why for left in saraqeb.tolls[0].left_out] == ["only mentioned in passing, as background"]
    assert reports_in(atmeh) == ids(mentioning)


def test_a_background_mention_never_draws_two_incidents_together():
    gas = simple("Gas in Saraqeb.", "Saraqeb", "2016-08-02", None, sub_type="Chemical weapon")
    of = report("The helicopter shot down near Saraqeb on Monday.", "2016-08-01", "Paper 3")
    shot_down = {"sub_type": "Armed clash", "place": town("Saraqeb"), "when": day("2016-08-01")}
    helicopter = reading(of, account(of, figures=[figure("killed", 5)], **shot_down))
    later = report("Gas fell on Saraqeb a day after a helicopter was shot down near it.", "2016-08-02", "Paper 4")
    both = reading(
        later,
        account(later, sub_type="Chemical weapon", place=town("Saraqeb"), when=day("2016-08-02"), number=1),
        account(
            later,
            role="background",
            figures=[figure("killed", 5)],
            number=2,
            **shot_down,
        ),
    )
    found = link([gas, helicopter, both])
    assert {frozenset(a.report for a in one.accounts if a.role == "main") for one in found} == {
        frozenset(ids(gas, both)),
        frozenset(ids(helicopter)),
    }


def test_a_roll_up_is_related_to_its_parts_and_not_merged_with_them():
    of = report("Raids killed 49 people across Aleppo province on Monday.", "2016-08-01", "Paper 1")
    whole = reading(
        of, account(of, place=province("Aleppo"), when=day("2016-08-01"), figures=[figure("killed", 49)], number=1)
    )
    part = simple("A raid on Daret Izza.", "Daret Izza", "2016-08-01", 14, publisher="Paper 2")
    other_part = simple("A raid on the city.", "Aleppo", "2016-08-01", 20, publisher="Paper 3")
    elsewhere = simple("A raid on Homs.", "Homs", "2016-08-01", 3, publisher="Paper 4")
    found = {next(iter(reports_in(one))): one for one in link([whole, part, other_part, elsewhere])}
    assert len(found) == 4
    roll_up = found[whole.report.id]
    assert {found[r.report.id].part_of for r in (part, other_part)} == {roll_up.id}
    assert (roll_up.part_of, found[elsewhere.report.id].part_of) == (None, None)


def test_an_account_of_a_province_joins_the_one_attack_in_it():
    of = report("An air raid in Idlib province killed 18 people on Monday.", "2016-08-01", "Paper 7")
    vague = reading(of, account(of, place=province("Idlib"), when=day("2016-08-01"), figures=[figure("killed", 18)]))
    assert [reports_in(one) for one in link([market(1, 18), vague])] == [ids(market(1, 18), vague)]


def test_a_merge_joins_what_the_weights_would_not():
    one, other = market(1), simple("Something in Homs.", "Homs", "2016-08-09", 2)
    merge = Review.of("merge", author="a", at=AT, reason="same", accounts=(one.accounts[0].id, other.accounts[0].id))
    assert len(link([one, other])) == 2
    assert len(link([one, other], [merge])) == 1


def test_a_split_parts_what_the_weights_would_join_and_an_undo_takes_it_back():
    one, other = market(1), market(2)
    split = Review.of("split", author="a", at=AT, reason="two raids", accounts=(one.accounts[0].id,),
                      apart_from=(other.accounts[0].id,))  # fmt: skip
    undo = Review.of("undo", author="b", at="2016-09-02T00:00:00Z", reason="one raid", undoes=split.id)
    again = Review.of("undo", author="a", at="2016-09-03T00:00:00Z", reason="two raids", undoes=undo.id)
    assert [len(link([one, other], r)) for r in ([], [split], [split, undo], [again, undo, split])] == [1, 2, 1, 2]


def test_a_correction_and_a_rejection_shape_the_incident_that_holds_the_account():
    told = market(1)
    founder = (told.accounts[0].id,)
    toll = Review.of("correct", author="a", at=AT, reason="counted graves", accounts=founder, field="tolls",
                     value=[{"harm": "killed", "group": "unknown", "low": 16, "best": 16, "high": 16}])  # fmt: skip
    reject = Review.of("reject", author="a", at=AT, reason="never happened", accounts=founder)
    corrected = link([told], [toll])[0]
    assert [(t.low, t.best, t.high, t.method) for t in corrected.tolls] == [(16, 16, 16, "review by a")]
    assert corrected.reviewed_by == (toll.id,)
    assert link([told], [reject])[0].grading == "discounted"


def test_grades_follow_the_designs_five():
    def grading(*readings):
        return [one.grading for one in link(readings)]

    accused = {"doers": [RUSSIA], "how": "accused", "said_by": [MONITOR]}
    assert grading(market(1, said_by=[MONITOR])) == ["weak"]
    assert grading(market(1, said_by=[MONITOR]), market(2, said_by=[COUNCIL])) == ["fair"]
    assert grading(market(1, doers=[ISLAMIC_STATE], how="claimed", said_by=[MONITOR])) == ["confirmed"]
    assert grading(market(1, **accused), market(2, doers=[ISLAMIC_STATE], how="accused", said_by=[MINISTRY])) == [
        "contested"
    ]
    denial = ((RUSSIA,), "denied", (MINISTRY,), "CT-", "accomplished", None)
    accusation = ((RUSSIA,), "accused", (MONITOR,), "CT+", "accomplished", None)
    assert grading(market(1, figures=[], claims=[accusation, denial])) == ["contested"]


def test_disputes_name_the_claims_that_differ():
    few = market(1, 10, said_by=[MONITOR])
    many = market(2, 32, said_by=[COUNCIL])
    at_least = market(3, figures=[figure("killed", 8, qualifier="at_least")])
    incident = link([few, many, at_least])[0]
    assert [(dispute.about, set(dispute.claims)) for dispute in incident.disputes] == [
        ("toll", {few.claims[0].id, many.claims[0].id})
    ]


def test_two_accounts_of_what_it_was_are_a_dispute_of_description():
    gas = simple("Gas on Saraqeb.", "Saraqeb", "2016-08-01", 3, publisher="A", sub_type="Chemical weapon")
    mine = simple("A mine in Saraqeb.", "Saraqeb", "2016-08-01", 3, publisher="B",
                  sub_type="Remote explosive/landmine/IED")  # fmt: skip
    together = Review.of("merge", author="a", at=AT, reason="one event",
                         accounts=(gas.accounts[0].id, mine.accounts[0].id))  # fmt: skip
    assert [dispute.about for dispute in link([gas, mine], [together])[0].disputes] == ["description"]


def test_the_type_of_violence_is_ucdps():
    civilians = market(1, doers=[RUSSIA], how="accused", targets=[CIVILIANS])
    fighters = market(2, doers=[GOVERNMENT], how="fact", targets=[ISLAMIC_STATE])
    among_rebels = market(3, doers=[REBELS], how="fact", targets=[ISLAMIC_STATE])
    types = [link([one])[0].type_of_violence for one in (civilians, fighters, among_rebels, market(4))]
    assert types == ["one-sided", "state-based", "non-state", None]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledgers())
def test_placing_new_accounts_equals_linking_everything_anew(ledger):
    readings, reviews, some, few = ledger
    before = linked(readings[:some], reviews[:few])
    after = link_incrementally(before, readings[some:], reviews[few:])
    assert after.incidents == link(readings, reviews)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledgers())
def test_every_current_account_is_in_exactly_one_incident(ledger):
    readings, reviews, _, _ = ledger
    state = linked(readings, reviews)
    placed = [account.id for incident in state.incidents for account in incident.accounts]
    current = [a.id for made in state.readings.values() for a in made.accounts if a.role != "background"]
    assert len(placed) == len(set(placed))
    assert set(current) <= set(placed)


def test_weights_of_an_earlier_run_can_be_used_again():
    readings = [market(1), market(2), simple("Shells on Homs.", "Homs", "2016-08-02", 2)]
    before = linked(readings)
    assert linked(readings, pairs=before.links.pairs()).incidents == before.incidents
