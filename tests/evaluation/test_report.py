"""docs/accuracy.md is what the evaluation's JSON says, and nothing else."""

import json
from pathlib import Path

from reportedly.evaluation import BENCHMARKS
from reportedly.evaluation.report import page, told

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_what_the_json_renders() -> None:
    results = json.loads((DOCS / "accuracy.json").read_text(encoding="utf-8"))

    assert (DOCS / "accuracy.md").read_text(encoding="utf-8") == page(results)


def test_every_benchmark_is_told_of_with_what_goes_wrong() -> None:
    assert list(told()) == list(BENCHMARKS)
    assert all(about["wrong"] and about["measures"] for about in told().values())


def test_figures_of_others_are_of_measures_that_we_show() -> None:
    for about in told().values():
        assert all(set(other["values"]) <= set(about["measures"]) for other in about["others"])


def test_a_benchmark_without_data_is_said_to_be_unmeasured() -> None:
    measure = {"value": 0.5, "low": 0.25, "high": 0.75, "n": 1200}
    results = {
        "version": "9.9",
        "benchmarks": {"fa-kes": {"benchmark": "fa-kes", "documents": 1, "measures": {"killed": measure}}},
    }

    shown = page(results)

    assert shown.count("Not measured: the data were not at hand.") == len(BENCHMARKS) - 1
    assert "| `killed` | killed in all | 0.500 | 0.250 to 0.750 | 1,200 | 0.560 |" in shown
    assert "Measured with version 9.9." in shown
