"""Writes ``docs/accuracy.json`` and ``docs/accuracy.md``: how good the reader is, beside others, and how fast.

    python -m reportedly.evaluation.report --data DIR               measures everything anew and writes both
    python -m reportedly.evaluation.report --data DIR fa-kes gva    measures these two anew and keeps the others
    python -m reportedly.evaluation.report                          writes the page anew from the JSON alone
    python -m reportedly.evaluation.report --speed FILE             takes in what read_speed.py --json printed

What the page says besides our own figures is in ``benchmarks.yaml``. The README shows some of the figures, between two
marks. Tests keep the page and the README equal to the JSON.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from reportedly.evaluation import BENCHMARKS, MissingDataError, evaluate
from reportedly.evaluation.readings import ReadOnce
from reportedly.evaluation.shown import interval, number
from reportedly.version import __version__

DOCS = Path("docs")
README = "README.md"

IN_THE_README = (
    ("who-says", "figures", "war in Syria: each number of dead or hurt, with its harm"),
    ("who-says", "figures_said", "the same, and on whose word"),
    ("fa-kes", "killed", "war in Syria, a crowd's labels: killed in all"),
    ("polnear", "content_overlapping", "US politics: what is attributed"),
    ("geoparsing", "lgl.given_the_name", "US local news: places within 161 km"),
    ("geoparsing", "tr_news.given_the_name", "world news: places within 161 km"),
    ("gva", "gvc_dev.b_cubed_f1", "US shootings: reports of one incident"),
    ("gva", "dev.killed", "US shootings: killed, exactly"),
    ("muc4", "ceaf_ree", "Latin America, 1989: templates of attacks"),
)
"""The measures that the README shows: benchmark, measure, and what it is of."""

_MARKED = re.compile(r"(<!-- figures of docs/accuracy.json -->\n).*?(<!-- end of figures -->)", re.DOTALL)

OPENING = """\
# How accurate it is

This page is written by the project's own evaluation from `accuracy.json`; no figure in it is typed in by hand. Each
benchmark is other people's data, read in the form in which they published it. None of it is part of this repository.

```sh
reportedly evaluate fa-kes --data DIR --errors 10           # one benchmark, and its ten worst cases
python -m reportedly.evaluation.report --data DIR           # all of this page anew
python -m reportedly.evaluation.gate --data DIR all         # fails where a measure is below its floor
```

`DIR` holds one folder for each set, named as below. What is missing is left out.

How to read the tables: a value of 1 is perfect. The interval is where 95 of 100 values lie when as many documents are
drawn anew, with replacement, a thousand times; two values whose intervals overlap a good deal may be equally good. “of”
is how many there were to get right. Rules were made looking at these sets, so texts nobody has looked at come out
somewhat lower. What the figures do not say: how good it is on other wars, other decades and other kinds of text than
these.
"""


@cache
def told() -> dict[str, Any]:
    """What ``benchmarks.yaml`` tells of each benchmark."""
    text = (resources.files("reportedly.evaluation") / "benchmarks.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def page(results: Mapping[str, Any]) -> str:
    """The page for the results of a run: ``{"version", "benchmarks": {name: result}}``."""
    parts = [OPENING, f"Measured with version {results['version']}.\n"]
    parts += ["\n".join(_section(name, results["benchmarks"].get(name))) for name in BENCHMARKS]
    parts += ["\n".join(_speed(results.get("speed")))]
    return "\n".join(parts)


def in_the_readme(results: Mapping[str, Any]) -> str:
    """The README's table: a few measures beside what others reach."""
    lines = ["| | ours | others |", "|---|---:|---|"]
    for benchmark, name, what in IN_THE_README:
        measures = results["benchmarks"].get(benchmark, {"measures": {}})["measures"]
        if name in measures:
            others = [one for one in told()[benchmark]["others"] if name in one["values"]]
            theirs = ", ".join(f"{one['who']} {number(one['values'][name])}" for one in others)
            lines.append(f"| {what} | {number(measures[name]['value'])} | {theirs} |")
    return "\n".join(lines) + "\n"


def readme_with(results: Mapping[str, Any], readme: str) -> str:
    """``readme`` with the table between its marks as ``in_the_readme`` gives it."""
    return _MARKED.sub(lambda marked: marked[1] + in_the_readme(results) + marked[2], readme)


def _speed(speed: Mapping[str, Any] | None) -> Iterator[str]:
    yield "## Speed\n"
    if speed is None:
        yield "Not measured: `benchmarks/read_speed.py --json` was not taken in.\n"
        return
    yield (
        f"`python benchmarks/read_speed.py` on {speed['machine']}, {speed['cores']} cores, Python {speed['python']}: "
        f"{speed['reports']:,} reports of {speed['words']:,} words in all.\n"
    )
    yield "| measure | ours |"
    yield "|---|---:|"
    yield f"| reading over the bare parse of the same texts | {speed['ratio']:.2f} |"
    if "learned_ratio" in speed:
        yield f"| `read --learned` over `read` | {speed['learned_ratio']:.2f} |"
    for jobs, processes in (("1", "one process"), ("2", "two processes")):
        yield f"| reports a second, {processes} | {speed[f'reports_a_second_{jobs}_jobs']:.1f} |"
        yield f"| memory, {processes} | {speed[f'memory_gb_{jobs}_jobs']:.2f} GB |"
    yield f"| from the start of a process to its first claims | {speed['first_claim_seconds']:.1f} s |\n"


def _section(name: str, result: Mapping[str, Any] | None) -> Iterator[str]:
    about = told()[name]
    yield f"## {name}: {about['title'][0].lower()}{about['title'][1:]}\n"
    yield f"{about['data']}\n\nData: {about['folder']}.\n"
    if result is None:
        yield "Not measured: the data were not at hand.\n"
    else:
        documents = result["documents"]
        yield f"{documents:,} {'document' if documents == 1 else 'documents'}. {about['note']}\n"
        yield from _table(about, result["measures"])
    yield ""
    yield from _others(about["others"])
    yield "What is known to go wrong:\n"
    yield from (f"- {one['what']} *{one['example']}*" for one in about["wrong"])
    yield ""


def _table(about: Mapping[str, Any], measures: Mapping[str, Any]) -> Iterator[str]:
    others = about["others"]
    heads = ["measure", "what is right", "ours", "95% interval", "of", *(one["who"] for one in others)]
    yield "| " + " | ".join(heads) + " |"
    yield "|---|---|" + "---:|" * (len(heads) - 2)
    for name, meaning in about["measures"].items():
        measure = measures.get(name)
        if measure is None:
            continue
        figures = [number(measure["value"]), interval(measure), f"{measure['n']:,}"]
        figures += [number(one["values"].get(name)) if name in one["values"] else "" for one in others]
        yield f"| `{name}` | {meaning} | " + " | ".join(figures) + " |"


def _others(others: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    sources = [f"{one['who']}: {one['source']}" for one in others]
    if sources:
        yield f"Others: {'; '.join(sources)}.\n"


def measured_anew(data: Path, names: Iterable[str], jobs: int) -> dict[str, Any]:
    """Results of the benchmarks ``names``, without those whose data are missing."""
    read_all = ReadOnce(jobs)
    results: dict[str, Any] = {}
    for name in names:
        try:
            results[name] = evaluate(name, data, read_all=read_all)
        except MissingDataError as error:
            typer.echo(f"{name}: not measured. {error}", err=True)
            continue
        typer.echo(f"{name}: {results[name]['documents']} documents")
    return results


def main(
    benchmarks: Annotated[list[str] | None, typer.Argument(metavar="[BENCHMARK]...", help="Only these.")] = None,
    data: Annotated[Path | None, typer.Option(metavar="DIR", help="The folder that holds the data sets.")] = None,
    docs: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the documentation.")] = DOCS,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Read in N processes.")] = 2,
    speed: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What benchmarks/read_speed.py --json put out.")
    ] = None,
) -> None:
    """Write accuracy.json and accuracy.md, and the README's figures."""
    path = docs / "accuracy.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"benchmarks": {}}
    if data is not None:
        known["benchmarks"] |= measured_anew(data, benchmarks or list(BENCHMARKS), jobs)
        known["version"] = __version__
    if speed is not None:
        known["speed"] = json.loads(speed.read_text(encoding="utf-8"))
    results: dict[str, Any] = {
        "version": known.get("version", __version__),
        "benchmarks": {name: known["benchmarks"][name] for name in BENCHMARKS if name in known["benchmarks"]},
        "speed": known.get("speed"),
    }
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (docs / "accuracy.md").write_text(page(results), encoding="utf-8")
    readme = docs.absolute().parent / README
    if readme.is_file():
        readme.write_text(readme_with(results, readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
