"""docs/accuracy.md is what the evaluation's JSON says, and nothing else."""

import json
from pathlib import Path

from reportedly.evaluation import BENCHMARKS
from reportedly.evaluation.report import in_the_readme, page, readme_with, told

DOCS = Path(__file__).parents[2] / "docs"
README = DOCS.parent / "README.md"


def test_the_page_is_what_the_json_renders() -> None:
    results = json.loads((DOCS / "accuracy.json").read_text(encoding="utf-8"))

    assert (DOCS / "accuracy.md").read_text(encoding="utf-8") == page(results)


def test_the_readme_shows_figures_of_the_json() -> None:
    results = json.loads((DOCS / "accuracy.json").read_text(encoding="utf-8"))
    readme = README.read_text(encoding="utf-8")

    assert in_the_readme(results) in readme
    assert readme_with(results, readme) == readme


def test_the_readme_shows_nothing_that_was_not_measured() -> None:
    assert in_the_readme({"benchmarks": {}}) == "| | ours | others |\n|---|---:|---|\n"


def test_the_price_of_reading_stands_with_the_machine_it_was_measured_on() -> None:
    speed = {"machine": "a processor", "cores": 2, "python": "3.11.2", "reports": 240, "words": 61234, "ratio": 1.314}
    speed |= {"reports_a_second_1_jobs": 7.25, "memory_gb_1_jobs": 0.411, "first_claim_seconds": 2.84}
    speed |= {"reports_a_second_2_jobs": 13.5, "memory_gb_2_jobs": 0.613, "learned_ratio": 1.506}

    shown = page({"version": "9.9", "benchmarks": {}, "speed": speed}).partition("## Speed\n")[2]

    assert shown.split("\n") == [
        "",
        "`python benchmarks/read_speed.py` on a processor, 2 cores, Python 3.11.2: 240 reports of 61,234 words in all.",
        "",
        "| measure | ours |",
        "|---|---:|",
        "| reading over the bare parse of the same texts | 1.31 |",
        "| `read --learned` over `read` | 1.51 |",
        "| reports a second, one process | 7.2 |",
        "| memory, one process | 0.41 GB |",
        "| reports a second, two processes | 13.5 |",
        "| memory, two processes | 0.61 GB |",
        "| from the start of a process to its first claims | 2.8 s |",
        "",
    ]


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
