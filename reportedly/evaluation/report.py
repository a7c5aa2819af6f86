"""Writes ``docs/accuracy.json`` and ``docs/accuracy.md``: how good the reader is, beside others, with intervals.

    python -m reportedly.evaluation.report --data DIR               measures everything anew and writes both
    python -m reportedly.evaluation.report --data DIR fa-kes gva    measures these two anew and keeps the others
    python -m reportedly.evaluation.report                          writes the page anew from the JSON alone

What the page says besides our own figures is in ``benchmarks.yaml``. A test keeps the page equal to the JSON.
"""

import json
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
    return "\n".join(parts)


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
) -> None:
    """Write accuracy.json and accuracy.md."""
    path = docs / "accuracy.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"benchmarks": {}}
    if data is not None:
        known["benchmarks"] |= measured_anew(data, benchmarks or list(BENCHMARKS), jobs)
        known["version"] = __version__
    results = {
        "version": known.get("version", __version__),
        "benchmarks": {name: known["benchmarks"][name] for name in BENCHMARKS if name in known["benchmarks"]},
    }
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (docs / "accuracy.md").write_text(page(results), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
