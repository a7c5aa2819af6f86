"""How good the reader is: one module per public benchmark, and the gate.

Every benchmark gives the same two things: ``evaluate(data, limit, read_all)``, its measures with their 95% intervals,
and ``worst(data, number, limit, read_all)``, the cases it gets most wrong with the words in question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.evaluation.readings import ReadAll


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A public benchmark: the folder its data are in, ``what`` it asks, and the module that scores it."""

    name: str
    folder: str
    what: str
    module: str


BENCHMARKS = {
    benchmark.name: benchmark
    for benchmark in (
        Benchmark("who-says", "who_says", "who was killed, where, when, by whom, on whose word", "who_says"),
        Benchmark("seed", "seed", "the claims of one page, each with its source and its words", "seed"),
        Benchmark("fa-kes", "fa_kes", "the dead, the doer, the cause and the province", "fa_kes"),
        Benchmark("muc4", "muc4", "templates of attacks in Latin America, 1989 and 1990", "muc4"),
        Benchmark("polnear", "polnear", "source, cue and content of every attribution", "polnear_measures"),
        Benchmark("geoparsing", "geoparsing", "where the places named in news are", "geoparsing_measures"),
        Benchmark("gva", "gva", "which reports are of one incident, and its toll", "gva_measures"),
        Benchmark("ucdp", "ucdp_syria", "which headlines are of one event", "ucdp"),
        Benchmark("re3d", "re3d", "the words that name parties and places", "re3d"),
    )
}
"""The benchmarks by name, in the order in which ``all`` runs them."""


class MissingDataError(FileNotFoundError):
    """The data of a benchmark are not where they were looked for."""


def evaluate(name: str, data: Path, limit: int | None = None, read_all: "ReadAll | None" = None) -> dict[str, Any]:
    """The measures of benchmark ``name`` on the sets under ``data``, on its first ``limit`` documents.

    ``{"benchmark", "documents", "measures": {measure: {"value", "low", "high", "n"}}}``. Raises ``MissingDataError``.
    """
    result: dict[str, Any] = _run(
        name, data, lambda module, folder: module.evaluate(folder, limit, read_all or _read_once())
    )
    return result


def worst(
    name: str, data: Path, number: int, limit: int | None = None, read_all: "ReadAll | None" = None
) -> list[dict[str, Any]]:
    """The ``number`` cases that benchmark ``name`` gets most wrong, worst first. Raises ``MissingDataError``."""
    cases: list[dict[str, Any]] = _run(
        name, data, lambda module, folder: module.worst(folder, number, limit, read_all or _read_once())
    )
    return cases


def folder_of(name: str, data: Path) -> Path:
    """The folder of a benchmark's data: under ``data``, beside it (the seed), or ``data`` itself.

    Raises ``MissingDataError``.
    """
    folder = BENCHMARKS[name].folder
    for candidate in (data / folder, data.parent / folder if name == "seed" else data):
        if candidate.is_dir() and (candidate.name == folder or not _holds_sets(candidate)):
            return candidate
    raise MissingDataError(
        f"{data}: no folder {folder} here, which {name} needs. "
        f"Give with --data the folder that holds {folder}; docs/accuracy.md says what belongs in it."
    )


def _holds_sets(folder: Path) -> bool:
    return any((folder / benchmark.folder).is_dir() for benchmark in BENCHMARKS.values())


def _run(name: str, data: Path, what: Callable[[Any, Path], Any]) -> Any:
    folder = folder_of(name, data)
    try:
        return what(import_module(f"{__name__}.{BENCHMARKS[name].module}"), folder)
    except MissingDataError:
        raise
    except FileNotFoundError as error:
        raise MissingDataError(
            f"{folder}: not the data of {name} ({error}). docs/accuracy.md says what it is."
        ) from error


def _read_once() -> "ReadAll":
    from reportedly.evaluation.readings import ReadOnce

    return ReadOnce()
