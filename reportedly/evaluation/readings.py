"""Makes reports of a benchmark's texts and reads them, each only once in a run."""

from collections.abc import Callable, Iterable, Iterator

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


def _key(report: Report) -> Key:
    return report.id, report.uri
