from collections import Counter

import pytest

from reportedly.evaluation.linking_weights import (
    BELIEF,
    MOST_PAIRS_OF_A_SET,
    Trial,
    best_threshold,
    by_incident,
    by_pair,
    counted,
    learned,
)
from reportedly.linking.comparisons import COMPARISONS
from reportedly.linking.matching import untrained, weigh
from reportedly.linking.records import records_of
from tests.linking.making import simple

WEAPON = next(comparison for comparison in COMPARISONS if comparison.name == "weapon")


def told(number, place, weapon):
    return simple(f"Report {number}.", place, "2016-08-01", 5, publisher=f"Paper {number}", weapon=weapon)


def test_levels_are_counted_among_pairs_of_one_incident_and_of_two():
    readings = [told(1, "Saraqeb", "jets"), told(2, "Saraqeb", "warplanes"), told(3, "Atmeh", "mortar")]
    records = [record for reading in readings for record in records_of(reading)]
    incidents = ["a", "a", "b"]
    labels = {record.unique_id: frozenset([i]) for record, i in zip(records, incidents, strict=True)}
    same, other, pairs = counted(records, labels, blind_to=frozenset({"shared_names"}))
    assert (same["weapon"], other["weapon"]) == (Counter({1: 1}), Counter({0: 2}))
    assert pairs == Counter({"one incident": 1, "two incidents": 2})
    assert "shared_names" not in same


def test_weights_lie_between_belief_and_what_was_counted():
    level = WEAPON.levels[0]
    same = {comparison.name: Counter() for comparison in COMPARISONS} | {"weapon": Counter({1: 60})}
    other = {comparison.name: Counter() for comparison in COMPARISONS} | {"weapon": Counter({0: 60})}
    weights = learned([(same, other, Counter({"one incident": 60, "two incidents": 60}))], threshold=0.0)
    m, u = weights.of(WEAPON, level)
    assert m == pytest.approx((BELIEF * level.m + 60) / (BELIEF + 60), abs=1e-5)
    assert u == pytest.approx(BELIEF * level.u / (BELIEF + 60), abs=1e-5)
    assert weights.prior == 0.5


def test_the_threshold_is_the_one_at_which_labelled_reports_fall_into_their_incidents_best():
    near = [told(1, "Saraqeb", "jets"), told(2, "Saraqeb", "warplanes")]
    records = [record for reading in near for record in records_of(reading)]
    (weight,) = weigh(records, untrained()).values()
    candidates = (weight - 1, weight + 1)
    together = {record.unique_id: frozenset({"a"}) for record in records}
    apart = {record.unique_id: frozenset({record.unique_id}) for record in records}
    assert best_threshold([Trial(records, together, by_incident)], untrained(), candidates) == weight - 1
    assert best_threshold([Trial(records, apart, by_incident)], untrained(), candidates) == weight + 1


def test_the_threshold_serves_all_sets_together():
    near = [told(1, "Saraqeb", "jets"), told(2, "Saraqeb", "warplanes")]
    records = [record for reading in near for record in records_of(reading)]
    (weight,) = weigh(records, untrained()).values()
    together = {record.unique_id: frozenset({"a"}) for record in records}
    apart = {record.unique_id: frozenset({record.unique_id}) for record in records}
    trials = [Trial(records, apart, by_incident), Trial(records, together, by_pair)]
    assert best_threshold(trials, untrained(), (weight - 1, weight + 1)) == weight - 1


def test_of_thresholds_that_serve_as_well_the_least_is_taken():
    near = [told(1, "Saraqeb", "jets"), told(2, "Saraqeb", "warplanes")]
    records = [record for reading in near for record in records_of(reading)]
    (weight,) = weigh(records, untrained()).values()
    together = {record.unique_id: frozenset({"a"}) for record in records}
    candidates = (weight - 2, weight - 1, weight + 1)
    assert best_threshold([Trial(records, together, by_incident)], untrained(), candidates) == weight - 2


def test_pairs_are_right_where_some_event_is_of_both():
    labels = {"a": frozenset({"1", "2"}), "b": frozenset({"2"}), "c": frozenset({"1"}), "d": frozenset({"3"})}
    assert by_pair([("a", "b"), ("c", "d")], labels) == 0.5
    assert by_pair([("a",), ("b",), ("c",), ("d",)], labels) == 0.0


def test_a_large_set_does_not_drown_a_small_one():
    nothing = {comparison.name: Counter() for comparison in COMPARISONS}
    large = (nothing | {"weapon": Counter({1: 30_000})}, nothing, Counter({"one incident": 1, "two incidents": 1}))
    small = (nothing | {"weapon": Counter({0: 100})}, nothing, Counter({"one incident": 1, "two incidents": 1}))
    m, _ = learned([large, small], threshold=0.0).of(WEAPON, WEAPON.levels[1])
    assert m == pytest.approx((BELIEF * 0.25 + 100) / (BELIEF + MOST_PAIRS_OF_A_SET + 100), abs=1e-5)


def test_what_is_not_trained_keeps_its_beliefs():
    nothing = {comparison.name: Counter() for comparison in COMPARISONS}
    weights = learned([(nothing, nothing, Counter({"one incident": 1, "two incidents": 3}))], threshold=0.0)
    fixed = [comparison for comparison in COMPARISONS if not comparison.trained]
    assert [(weights.of(c, level)) for c in fixed for level in c.levels] == [
        (level.m, level.u) for c in fixed for level in c.levels
    ]
