"""Reads reports for the benchmarks, each only once in a run."""

from collections.abc import Callable, Iterable, Iterator

from reportedly.model import Reading, Report
from reportedly.reading.pipeline import read_many

ReadAll = Callable[[Iterable[Report]], Iterable[Reading]]
Key = tuple[str, str | None]
"""A report's id and address: two documents of a set may hold the same text."""


class ReadOnce:
    """Reads reports in ``jobs`` processes and remembers the readings, so that scores and errors need one pass."""

    def __init__(self, jobs: int = 1) -> None:
        self._jobs = jobs
        self._known: dict[Key, Reading] = {}

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of ``reports``, in order."""
        wanted = list(reports)
        unread = {_key(report): report for report in wanted if _key(report) not in self._known}
        if unread:
            read = read_many(unread.values(), jobs=self._jobs)
            self._known.update((_key(reading.report), reading) for reading in read)
        for report in wanted:
            yield self._known[_key(report)]


def _key(report: Report) -> Key:
    return report.id, report.uri
