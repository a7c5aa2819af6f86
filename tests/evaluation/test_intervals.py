"""Scores with their intervals, against what can be worked out by hand."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.evaluation.intervals import F1, Share, measured

RIGHT = {"right": Share("right", "asked")}


def test_a_share_is_of_all_documents_together() -> None:
    found = measured([{"right": 1, "asked": 2}, {"right": 2, "asked": 2}], RIGHT)

    assert (found["right"]["value"], found["right"]["n"]) == (0.75, 4)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    # 3 of 4 found are right, 3 of 6 true ones were found: 2 * 0.75 * 0.5 / 1.25.
    found = measured([{"hits": 3, "gold": 6, "found": 4}], {"f1": F1("hits", "gold", "found")})

    assert (found["f1"]["value"], found["f1"]["n"]) == (0.6, 6)


def test_nothing_to_count_is_no_score_rather_than_zero() -> None:
    nothing = {"value": None, "low": None, "high": None, "n": 0}

    assert measured([], RIGHT) == {"right": nothing}
    assert measured([{"right": 0, "asked": 0}], RIGHT) == {"right": nothing}


def test_one_document_has_no_interval() -> None:
    one = measured([{"right": 1, "asked": 2}], RIGHT)

    assert one == {"right": {"value": 0.5, "low": None, "high": None, "n": 2}}


def test_the_interval_of_a_coin_is_that_of_the_binomial() -> None:
    # 100 throws, half of them heads: the normal approximation gives 0.5 ± 1.96 * 0.05, so 0.402 to 0.598.
    coin = measured([{"right": i % 2, "asked": 1} for i in range(100)], RIGHT)["right"]

    assert abs(coin["low"] - 0.402) < 0.02
    assert abs(coin["high"] - 0.598) < 0.02


def test_documents_that_fail_together_make_the_interval_wider() -> None:
    alone = [{"right": i % 2, "asked": 1} for i in range(100)]
    together = [{"right": 10 * (i % 2), "asked": 10} for i in range(10)]

    narrow, wide = measured(alone, RIGHT)["right"], measured(together, RIGHT)["right"]

    assert (narrow["value"], wide["value"]) == (0.5, 0.5)
    assert wide["high"] - wide["low"] > 2 * (narrow["high"] - narrow["low"])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=12))
def test_the_same_documents_always_give_the_same_interval_in_order(pairs: list[tuple[int, int]]) -> None:
    documents = [{"right": right, "asked": right + wrong} for right, wrong in pairs]

    found = measured(documents, RIGHT)["right"]

    assert found == measured(documents, RIGHT)["right"]
    assert found["low"] is None or 0 <= found["low"] <= found["value"] <= found["high"] <= 1
