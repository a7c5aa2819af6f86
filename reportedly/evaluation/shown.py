"""Results and worst cases as a person reads them on a terminal."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from reportedly.evaluation import MissingDataError, evaluate, worst
from reportedly.evaluation.readings import ReadOnce


def measure(names: Sequence[str], data: Path, as_json: bool, errors: int, limit: int | None, jobs: int) -> bool:
    """Measure the benchmarks ``names`` and print each as soon as it is done; whether the data of all were there.

    With ``as_json``, standard output holds one object a benchmark, its worst cases under ``errors``.
    """
    read_all = ReadOnce(jobs)
    console = Console(highlight=False, markup=False, emoji=False)
    complete = True
    for name in names:
        try:
            result = evaluate(name, data, limit, read_all)
            wrong = worst(name, data, errors, limit, read_all) if errors else []
        except MissingDataError as error:
            print(error, file=sys.stderr, flush=True)  # noqa: T201  (this is the command line)
            complete = False
            continue
        if as_json:
            line = result | ({"errors": wrong} if errors else {})
            print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201
        else:
            console.print(table(result))
            for case in cases(wrong):
                console.print(f"\n{case}", soft_wrap=True)
            console.print()
    return complete


def table(result: Mapping[str, Any]) -> Table:
    """The measures of one benchmark: value, 95% interval, and how many there were to get right."""
    documents = "1 document" if result["documents"] == 1 else f"{result['documents']} documents"
    shown = Table(title=f"{result['benchmark']}: {documents}", title_justify="left", box=None, pad_edge=False)
    shown.add_column("measure")
    for heading in ("value", "95% interval", "of"):
        shown.add_column(heading, justify="right")
    for name, measure in result["measures"].items():
        shown.add_row(name, number(measure["value"]), interval(measure), str(measure["n"]))
    return shown


def number(value: float | None) -> str:
    """A share to three places, or a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"  # noqa: RUF001


def interval(measure: Mapping[str, Any]) -> str:
    """The bounds of the 95% interval, or a dash where there are none."""
    if measure["low"] is None or measure["high"] is None:
        return "–"  # noqa: RUF001
    return f"{measure['low']:.3f} to {measure['high']:.3f}"


def cases(found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each case as a block of lines, its first field as the heading."""
    for case in found:
        (_, heading), *rest = case.items()
        lines = [f"{heading}"]
        for name, value in rest:
            if value in ([], {}, None, ""):
                continue
            if isinstance(value, list) and value:
                lines += [f"  {name}:", *(f"    {_written(one)}" for one in value)]
            else:
                lines.append(f"  {name}: {_written(value)}")
        yield "\n".join(lines)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
