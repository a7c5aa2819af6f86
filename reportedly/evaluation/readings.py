"""Makes reports of a benchmark's texts and reads them, each only once in a run or, kept in a file, once at all."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reportedly.model import Published, Reading, Report, sha256_of_text
from reportedly.reading.attack_model import learned_is_available
from reportedly.reading.pipeline import read_many

ReadAll = Callable[[Iterable[Report]], Iterable[Reading]]
Key = tuple[str, str | None]
"""A report's id and address: two documents of a set may hold the same text."""


def report_of(
    text: str,
    uri: str | None = None,
    *,
    headline: str | None = None,
    published: Published | None = None,
    publisher: str | None = None,
) -> Report:
    """The report that a benchmark's ``text`` makes: English plain text that was never captured."""
    return Report(
        id=Report.identify(text, publisher, uri),
        uri=uri,
        publisher=publisher,
        headline=headline,
        standfirst=None,
        by=None,
        language="en",
        published=published,
        captured_at=None,
        media_type="text/plain",
        sha256=None,
        text_sha256=sha256_of_text(text),
        text=text,
    )


def dated(day: str | None) -> Published | None:
    """The publication date that a benchmark gives beside a text, an ISO day."""
    return Published(date=day, precision="day", basis="metadata") if day else None


class ReadOnce:
    """Reads reports in ``jobs`` processes and remembers the readings, so that scores and errors need one pass."""

    def __init__(self, jobs: int = 1, learned: bool = False) -> None:
        self._jobs = jobs
        self._learned = learned
        self._known: dict[Key, Reading] = {}

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of ``reports``, in order."""
        wanted = list(reports)
        unread = {_key(report): report for report in wanted if _key(report) not in self._known}
        if unread:
            read = read_many(unread.values(), jobs=self._jobs, learned=self._learned)
            self._known.update((_key(reading.report), reading) for reading in read)
        for report in wanted:
            yield self._known[_key(report)]

    def learned(self) -> "ReadOnce":
        """The same with the learned reader, or itself where that is not installed."""
        return self if self._learned or not learned_is_available() else ReadOnce(self._jobs, learned=True)


def read_and_kept(reports: Iterable[Report], file: Path) -> Iterator[Reading]:
    """The readings of ``reports``, in order: those that ``file`` keeps, one a line, and of the others new ones, which
    are added to it as they are read, so that a run that was stopped goes on where it was.

    What is kept is what the reader of then found: after a change of the reader, begin with no file.
    """
    known: dict[str, Reading] = {}
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as lines:
        lines.seek(0)
        end = 0
        for line in lines:
            if line.endswith(b"\n"):  # what a stopped run left half written is read anew
                reading = Reading.model_validate_json(line)
                known[reading.report.id] = reading
                end += len(line)
        lines.truncate(end)
    wanted = list(reports)
    with file.open("a", encoding="utf-8") as lines:
        for reading in read_many(report for report in wanted if report.id not in known):
            known[reading.report.id] = reading
            lines.write(reading.model_dump_json() + "\n")
    for report in wanted:
        yield known[report.id]


def _key(report: Report) -> Key:
    return report.id, report.uri
