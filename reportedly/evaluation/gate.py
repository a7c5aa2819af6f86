"""The accuracy gate: no measure may fall below its floor.

    python -m reportedly.evaluation.gate --data DIR                    fails where a quick measure is below its floor
    python -m reportedly.evaluation.gate --data DIR all                the same for every benchmark: some ten minutes
    python -m reportedly.evaluation.gate --data DIR --raise            raises floors to what was measured, never lowers
    python -m reportedly.evaluation.gate --data DIR --lower fa-kes     sets the floors of fa-kes, lower ones too

Floors are in ``floors.yaml``, by benchmark and measure, rounded down to 0.01. A floor is lowered with a reason.
"""

import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from reportedly.evaluation import BENCHMARKS, MissingDataError, evaluate
from reportedly.evaluation.readings import ReadOnce

Floors = dict[str, dict[str, float]]
QUICK = ("who-says", "seed", "fa-kes")
"""What a run of the tests has the time for."""

_HEADER = """\
# What no change may fall below, by benchmark and measure. `python -m reportedly.evaluation.gate` compares; its --raise
# raises these floors, and only its --lower lowers them.
"""


@dataclass(frozen=True, slots=True)
class Below:
    """A measure below its floor; ``value`` is ``None`` where it could not be measured."""

    benchmark: str
    measure: str
    value: float | None
    floor: float

    def __str__(self) -> str:
        """For the terminal."""
        return f"{self.benchmark} {self.measure}: {self.value} is below its floor of {self.floor}"


def floors_file() -> Path:
    """The file of the floors."""
    return Path(str(resources.files("reportedly.evaluation") / "floors.yaml"))


def read_floors(path: Path) -> Floors:
    """The floors in ``path``; none where there is no file."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.is_file() else {}


def write_floors(path: Path, floors: Floors) -> None:
    """Write ``floors`` to ``path``, in the order of the benchmarks."""
    ordered = {name: floors[name] for name in BENCHMARKS if floors.get(name)}
    path.write_text(_HEADER + yaml.safe_dump(ordered, sort_keys=False), encoding="utf-8")


def below(result: Mapping[str, Any], floors: Mapping[str, float]) -> list[Below]:
    """The measures of one benchmark's ``result`` that are below their ``floors``."""
    values = {name: result["measures"].get(name, {}).get("value") for name in floors}
    return [
        Below(result["benchmark"], name, values[name], floor)
        for name, floor in floors.items()
        if values[name] is None or values[name] < floor
    ]


def moved(result: Mapping[str, Any], floors: Mapping[str, float], lower: bool) -> dict[str, float]:
    """New floors: what was measured, rounded down to 0.01; never less than before unless ``lower``."""
    new = dict(floors)
    for name, measure in result["measures"].items():
        if measure["value"] is not None:
            reached = math.floor(measure["value"] * 100 + 1e-9) / 100
            new[name] = reached if lower else max(reached, floors.get(name, 0.0))
    return new


def run(data: Path, names: Iterable[str], jobs: int) -> list[dict[str, Any]]:
    """The results of the benchmarks ``names``. Raises ``MissingDataError``."""
    read_all = ReadOnce(jobs)
    return [evaluate(name, data, read_all=read_all) for name in names]


def main(
    data: Annotated[Path, typer.Option(metavar="DIR", help="The folder that holds the data sets.")],
    benchmarks: Annotated[
        list[str] | None, typer.Argument(metavar="[BENCHMARK]...", help="By default the quick ones.")
    ] = None,
    raise_: Annotated[bool, typer.Option("--raise", help="Raise the floors to what was measured.")] = False,
    lower: Annotated[
        bool, typer.Option("--lower", help="Set the floors to what was measured, lower ones too.")
    ] = False,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Read in N processes.")] = 2,
) -> None:
    """Fail where a measure is below its floor. Without the data, say so and fail nothing."""
    path = floors_file()
    floors = read_floors(path)
    names = list(BENCHMARKS) if benchmarks == ["all"] else benchmarks or list(QUICK)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        raise typer.BadParameter(f"no benchmark {unknown[0]}: there are {', '.join(BENCHMARKS)}")
    if not data.is_dir():
        typer.echo(f"{data}: no data sets here, so accuracy was not measured.")
        return
    failed: list[Below] = []
    for name in names:
        try:
            (result,) = run(data, [name], jobs)
        except MissingDataError as error:
            typer.echo(f"{name}: not measured. {error}")
            continue
        if raise_ or lower:
            floors[name] = moved(result, floors.get(name, {}), lower)
        missed = below(result, floors.get(name, {}))
        failed += missed
        typer.echo(f"{name}: {len(result['measures'])} measures, {len(missed)} below their floors")
    if raise_ or lower:
        write_floors(path, floors)
    for one in failed:
        typer.echo(str(one), err=True)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    typer.run(main)
