import pytest

from reportedly.evaluation.clusters import Score, b_cubed, ceaf_e, completed, conll, muc, pairwise

# Worked by hand: c is put with d and e, where it does not belong.
GOLD = [{"a", "b", "c"}, {"d", "e"}]
FOUND = [{"a", "b"}, {"c", "d", "e"}]


def test_b_cubed_is_the_mean_over_items():
    eleven_fifteenths = pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    score = b_cubed(FOUND, GOLD)
    assert (score.precision, score.recall) == (eleven_fifteenths, eleven_fifteenths)


def test_muc_counts_the_links_kept():
    score = muc(FOUND, GOLD)
    assert (score.precision, score.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_muc_tells_too_many_links_from_too_few():
    parted = muc([{"a"}, {"b"}, {"c"}, {"d", "e"}], GOLD)
    assert (parted.precision, parted.recall) == (1.0, pytest.approx(1 / 3))
    lumped = muc([{"a", "b", "c", "d", "e"}], GOLD)
    assert (lumped.precision, lumped.recall) == (0.75, 1.0)


def test_ceaf_e_pairs_each_cluster_with_one():
    score = ceaf_e(FOUND, GOLD)
    assert (score.precision, score.recall) == (pytest.approx(0.8), pytest.approx(0.8))


def test_ceaf_e_punishes_clusters_that_find_no_partner():
    score = ceaf_e([{"a", "b", "c"}, {"d"}, {"e"}], GOLD)
    assert (score.precision, score.recall) == (pytest.approx((1 + 2 / 3) / 3), pytest.approx((1 + 2 / 3) / 2))


def test_pairs_are_counted_once_each():
    score = pairwise(FOUND, GOLD)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_the_conll_score_is_the_mean_of_three_f1():
    assert conll(FOUND, GOLD) == pytest.approx((2 / 3 + 11 / 15 + 0.8) / 3)


def test_the_same_clustering_scores_one_on_everything():
    scores = [measure(GOLD, GOLD) for measure in (muc, b_cubed, ceaf_e, pairwise)]
    assert scores == [Score(1.0, 1.0)] * 4
    assert conll(GOLD, GOLD) == 1.0


def test_an_item_that_was_not_clustered_stands_alone():
    found, gold = completed([{"a", "b"}], [{"a", "b", "c"}])
    assert found == [frozenset("ab"), frozenset("c")]
    assert gold == [frozenset("abc")]
    assert b_cubed([{"a", "b"}], [{"a", "b", "c"}]).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


def test_nothing_to_cluster_scores_nothing():
    assert [measure([], []).f1 for measure in (muc, b_cubed, ceaf_e, pairwise)] == [0.0] * 4
