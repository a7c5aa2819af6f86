from reportedly.linking import headline_toll, link
from reportedly.linking.sides import with_sides
from reportedly.model import Actor
from reportedly.reading.pipeline import read
from tests.linking.making import AGENCY, COUNCIL, DIRECTOR, MONITOR, account, day, figure, reading, report, said, town


def incident_of(*told, accounts=None):
    """One incident of several reports; each of ``told`` is (published, publisher, figures)."""
    readings = []
    for number, (published, publisher, figures) in enumerate(told):
        text = f"Report number {number} about the air raid on Saraqeb, printed by {publisher}."
        made = report(text, published, publisher)
        readings.append(reading(made, account(made, place=town("Saraqeb"), when=day("2016-08-01"), figures=figures)))
    found = link(readings, merges(readings))
    assert len(found) == 1
    return found[0]


def merges(readings):
    from reportedly.model import Review

    ids = tuple(account.id for reading in readings for account in reading.accounts)
    if len(ids) < 2:
        return ()
    return (Review.of("merge", author="a", at="2016-09-01T00:00:00Z", reason="one raid", accounts=ids),)


def bounds(toll):
    return (toll.low, toll.best, toll.high)


def killed(incident):
    return bounds(headline_toll(incident, "killed"))


def test_the_range_runs_from_the_least_minimum_to_the_greatest_maximum():
    incident = incident_of(
        ("2016-08-01", "A", [figure("killed", 10, said_by=[MONITOR])]),
        ("2016-08-01", "B", [figure("killed", 15, said_by=[COUNCIL])]),
        ("2016-08-01", "C", [figure("killed", 32)]),
        ("2016-08-01", "D", [figure("killed", 50)]),
        ("2016-08-01", "E", [figure("killed", 32)]),
    )
    toll = headline_toll(incident, "killed")
    assert (bounds(toll), toll.method, toll.independent_sources) == ((10, 32, 50), "range/1", 5)


def test_a_tie_goes_to_the_lower_number():
    incident = incident_of(
        ("2016-08-01", "A", [figure("killed", 15, said_by=[MONITOR])]),
        ("2016-08-01", "B", [figure("killed", 12, said_by=[COUNCIL])]),
    )
    assert killed(incident) == (12, 12, 15)


def test_at_least_a_number_gives_that_number_and_no_upper_bound():
    incident = incident_of(("2016-08-01", "A", [figure("killed", 28, qualifier="at_least")]))
    assert killed(incident) == (28, 28, None)


def test_up_to_a_number_gives_that_number_and_no_lower_bound():
    incident = incident_of(("2016-08-01", "A", [figure("killed", None, 22, qualifier="at_most")]))
    assert killed(incident) == (None, 22, 22)


def test_the_upper_bound_is_never_below_what_somebody_says_is_the_least():
    incident = incident_of(
        ("2016-08-01", "A", [figure("killed", 15, said_by=[MONITOR])]),
        ("2016-08-01", "B", [figure("killed", 32, qualifier="at_least", said_by=[COUNCIL])]),
    )
    assert killed(incident) == (15, 15, 32)


def test_a_vague_word_gives_way_to_a_number():
    incident = incident_of(
        ("2016-08-01", "A", [figure("killed", 24, qualifier="vague", said_by=[COUNCIL])]),
        ("2016-08-01", "B", [figure("killed", 28, said_by=[MONITOR])]),
    )
    assert killed(incident) == (24, 28, 28)


def test_the_later_figure_of_one_origin_supersedes_the_earlier():
    incident = incident_of(
        ("2016-08-01", "A", [figure("killed", 10, said_by=[MONITOR])]),
        ("2016-08-03", "B", [figure("killed", 18, said_by=[MONITOR])]),
    )
    toll = headline_toll(incident, "killed")
    assert bounds(toll) == (18, 18, 18)
    assert [(left.verbatim, left.why) for left in toll.left_out] == [
        ("10 killed", "superseded by “18 killed” of the same origin")
    ]


def test_a_director_and_his_monitor_are_one_origin_however_the_word_travelled():
    incident = incident_of(
        ("2016-08-01", "A", [figure("killed", 10, said_by=[DIRECTOR, MONITOR, AGENCY])]),
        ("2016-08-01", "B", [figure("killed", 10, said_by=[MONITOR])]),
        ("2016-08-01", "C", [figure("killed", 12, said_by=[COUNCIL])]),
    )
    toll = headline_toll(incident, "killed")
    assert (bounds(toll), toll.independent_sources) == ((10, 10, 12), 2)


def test_denied_planned_and_running_figures_are_left_out_with_the_reason():
    incident = incident_of(
        (
            "2016-08-01",
            "A",
            [
                figure("killed", 18),
                figure("killed", 40, factuality="CT-", main=False, said_by=[COUNCIL]),
                figure("killed", 60, stage="planned", main=False, said_by=[MONITOR]),
                figure("killed", 280_000, cumulative=True, main=False),
            ],
        )
    )
    toll = headline_toll(incident, "killed")
    assert bounds(toll) == (18, 18, 18)
    assert [(left.verbatim, left.why) for left in toll.left_out] == [
        ("40 killed", "denied by the one who speaks of it"),
        ("60 killed", "planned, not done"),
        ("280000 killed", "a running total, not this incident's own"),
    ]


def test_groups_and_subgroups_have_tolls_of_their_own():
    incident = incident_of(
        (
            "2016-08-01",
            "A",
            [
                figure("killed", 18, group="all"),
                figure("killed", 17, group="side_b", main=False),
                figure("killed", 1, group="civilians", subgroup="children", main=False),
                figure("injured", 24, qualifier="vague", main=False),
            ],
        )
    )
    assert {(t.harm, t.group, t.subgroup): bounds(t) for t in incident.tolls} == {
        ("killed", "all", None): (18, 18, 18),
        ("killed", "side_b", None): (17, 17, 17),
        ("killed", "civilians", "children"): (1, 1, 1),
        ("injured", "unknown", None): (24, 24, None),
    }


def test_parts_without_a_total_are_added_up():
    incident = incident_of(
        (
            "2016-08-01",
            "A",
            [figure("killed", 17, group="side_b", main=False), figure("killed", 3, group="civilians", main=False)],
        )
    )
    assert killed(incident) == (20, 20, 20)


def test_people_told_one_by_one_are_added_up():
    text = (
        "Two brothers' quarrel ends in bloodshed\n\nOmar Saleh, 22, was killed in Saraqeb on Monday. "
        "His neighbour Karim Haddad, 41, was also killed. Saleh died at once."
    )
    incidents = link([read(text, published="2016-08-01")])
    assert [killed(incident) for incident in incidents] == [(2, 2, 2)]


def test_a_number_counts_for_more_than_those_who_are_named():
    text = (
        "Shelling in Saraqeb\n\nFour people were killed in Saraqeb on Monday. Omar Saleh, 22, was killed. "
        "Karim Haddad, 41, was also killed."
    )
    incidents = link([read(text, published="2016-08-01")])
    assert [killed(incident) for incident in incidents] == [(4, 4, 4)]


def test_totals_of_different_groups_are_reconciled_in_one_row():
    incident = incident_of(
        ("2016-08-01", "A", [figure("killed", 18, group="civilians", said_by=[MONITOR])]),
        ("2016-08-01", "B", [figure("killed", 20, group="unknown", said_by=[COUNCIL])]),
    )
    rows = {toll.group: bounds(toll) for toll in incident.tolls}
    assert rows == {"all": (18, 18, 20), "civilians": (18, 18, 18), "unknown": (20, 20, 20)}


def test_a_part_that_exceeds_its_whole_is_flagged():
    incident = incident_of(
        (
            "2016-08-01",
            "A",
            [
                figure("killed", 10, group="all"),
                figure("killed", 12, group="civilians", subgroup="children", main=False),
            ],
        )
    )
    flags = {(toll.group, toll.subgroup): toll.flags for toll in incident.tolls}
    assert flags == {
        ("all", None): (),
        ("civilians", "children"): ("children killed (12) exceed people in all killed (at most 10)",),
    }


def test_casualties_never_count_as_killed():
    incident = incident_of(("2016-08-01", "A", [figure("casualties", 30)]))
    assert headline_toll(incident, "killed") is None
    assert bounds(headline_toll(incident, "casualties")) == (30, 30, 30)


def test_a_part_of_those_hurt_does_not_stand_for_all_of_them():
    text = "Eight villagers were shot in Qasr on Sunday. Two men are in critical condition."
    found = read(text, published="2016-08-01")
    (incident,) = link([found])
    toll = headline_toll(incident, "casualties")
    assert (toll.best, headline_toll(incident, "injured")) == (8, None)


ARMY = Actor(id="syria-army", name="Syrian army", kind="state", country="SY", text="soldiers")
FIGHTERS = Actor(id=None, name="rebels", kind="rebel", country="SY", text="rebels")


def battle(*figures):
    """The tolls of a battle that the rebels began against the army, by group."""
    made = report("Rebels stormed army positions in Saraqeb.", "2016-08-01", "A")
    told = account(
        made, sub_type="Armed clash", place=town("Saraqeb"), when=day("2016-08-01"), doers=[FIGHTERS], targets=[ARMY],
        figures=figures, claims=[said(who=[FIGHTERS], how="fact")],
    )  # fmt: skip
    (incident,) = link([reading(made, told)])
    return {(toll.harm, toll.group): bounds(toll) for toll in incident.tolls}


def test_the_dead_of_either_side_of_a_battle_are_counted_apart_and_together():
    assert battle(
        figure("killed", 50, who=FIGHTERS, qualifier="at_least", said_by=[MONITOR]),
        figure("killed", 37, who=ARMY, said_by=[COUNCIL], main=False),
    ) == {("killed", "all"): (87, 87, None), ("killed", "side_a"): (50, 50, None), ("killed", "side_b"): (37, 37, 37)}


def test_where_one_side_alone_has_dead_they_are_the_people_whom_others_count():
    assert battle(
        figure("killed", 38, who=ARMY, said_by=[MONITOR]),
        figure("killed", 50, said_by=[COUNCIL], main=False),
    ) == {("killed", "unknown"): (38, 38, 50)}


def test_a_few_people_are_not_all_the_dead_where_one_side_had_more():
    assert battle(
        figure("killed", 50, who=FIGHTERS, main=False),
        figure("killed", 37, who=ARMY, main=False),
        figure("killed", 2, main=False),
    )["killed", "all"] == (87, 87, 87)


def test_the_dead_of_another_day_part_no_sides():
    made = report("Rebels stormed army positions in Saraqeb.", "2016-08-01", "A")
    told = account(
        made, sub_type="Armed clash", place=town("Saraqeb"), when=day("2016-08-01"), doers=[FIGHTERS], targets=[ARMY],
        figures=[figure("killed", 38, who=ARMY)], claims=[said(who=[FIGHTERS], how="fact")],
    )  # fmt: skip
    fell, _ = account(made, figures=[figure("killed", 9, who=FIGHTERS)])
    (own,) = with_sides([told[0]], (FIGHTERS, ARMY))
    before, _ = with_sides([told[0], fell.model_copy(update={"role": "background"})], (FIGHTERS, ARMY))
    now, _ = with_sides([told[0], fell], (FIGHTERS, ARMY))
    assert [one.figures[0].group for one in (own, before, now)] == ["unknown", "unknown", "side_b"]


def test_no_deaths_is_a_number_that_competes_with_other_reports_and_not_with_its_own():
    none = figure("killed", 0, factuality="CT-")
    one_died = ("2016-08-02", "B", [figure("killed", 1, said_by=[COUNCIL])])
    assert killed(incident_of(("2016-08-01", "A", [none]), one_died)) == (0, 0, 1)
    five = figure("killed", 5, said_by=[MONITOR])
    assert killed(incident_of(("2016-08-01", "A", [five, none]), ("2016-08-02", "B", [five]))) == (5, 5, 5)
