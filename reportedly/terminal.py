"""What the commands share on a terminal: messages about what failed, a progress bar, and what comes out where."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from reportedly.model import Published, Reading, Report
from reportedly.render import words
from reportedly.render.table import ReadingTable

if TYPE_CHECKING:
    from rich.progress import Progress


class Problems:
    """Tells what went wrong, one line each on standard error, and how often that was."""

    def __init__(self) -> None:
        self.count = 0

    def tell(self, message: object) -> None:
        """Print ``message`` ("path: reason. next step.") on one line."""
        self.count += 1
        print(words.one_line(str(message)), file=sys.stderr, flush=True)  # noqa: T201  (this is the command line)


class Work:
    """How much there is to do and how much is done, shown as a bar when there is a terminal to show it on."""

    def __init__(self, progress: "Progress | None" = None, total: int = 0) -> None:
        self._progress = progress
        self._total = total
        self._task = progress.add_task("reading", total=total) if progress else None

    def more(self) -> None:
        """One more report than was known of."""
        self._total += 1
        if self._progress and self._task is not None:
            self._progress.update(self._task, total=self._total)

    def done(self) -> None:
        """One report less to do."""
        if self._progress and self._task is not None:
            self._progress.advance(self._task)


def files_in(paths: Iterable[str], problems: Problems, besides: Path | None = None) -> list[Path]:
    """The files that ``paths`` name, without ``besides`` (the page being written); what is not there is told."""
    from reportedly.capture import CaptureFailure
    from reportedly.capture.files import expand

    files: list[Path] = []
    for found in expand(paths):
        if isinstance(found, CaptureFailure):
            problems.tell(found)
        elif besides is None or found[1].absolute() != besides.absolute():
            files.append(found[1])
    return files


def reports_in(
    files: Iterable[Path],
    problems: Problems,
    work: Work,
    published: Published | None,
    publisher: str | None,
    dates: Callable[[Report], Report] | None = None,
) -> Iterator[Report]:
    """The reports in ``files``; what cannot be captured is told, and the others go on.

    ``published`` and ``publisher`` are what the user knows better than the reports; ``dates`` puts a report under the
    date that the user gave it before.
    """
    from reportedly.capture import CaptureFailure, capture_many

    for file in files:
        for number, found in enumerate(capture_many([file])):
            if number:
                work.more()
            if isinstance(found, CaptureFailure):
                problems.tell(found)
                work.done()
                continue
            report = as_told(found, published, publisher)
            if dates is not None:
                report = dates(report)
            undated = without_date(report)
            if undated:
                problems.tell(f"{file}: {undated}")
            yield report


def as_told(report: Report, published: Published | None, publisher: str | None) -> Report:
    """``report`` with the date and the publisher that the user knows better, and the id that follows from them."""
    if published is None and publisher is None:
        return report
    publisher = publisher or report.publisher
    known = {
        "id": Report.identify(report.text, publisher, report.uri),
        "published": published or report.published,
        "publisher": publisher,
    }
    return report.model_copy(update=known)


def without_date(report: Report) -> str | None:
    """What to say of a report that does not tell when it was published; ``None`` for one that does."""
    if report.published is None:
        return "no date was found in it, so days such as “Monday” stay open. Give the day with --published."
    if report.published.basis == "file":
        counted = words.published(report.published)
        return f"no date was found in it, so days are counted from {counted}. Give the right day with --published."
    return None


def read_each(reports: Iterable[Report], jobs: int, work: Work, learned: bool = False) -> Iterator[Reading]:
    """Read ``reports`` in ``jobs`` processes, in order; with ``learned``, by the learned reader too."""
    from reportedly.reading.pipeline import read_many

    for reading in read_many(reports, jobs=jobs, learned=learned):
        yield reading
        work.done()


class Output:
    """Where readings go: JSON lines or tables on standard output, and a page of evidence if one is asked for."""

    def __init__(self, as_json: bool, page: Path | None) -> None:
        self._as_json = as_json
        self._page = page
        self._console = console()

    def show(self, readings: Iterable[Reading]) -> None:
        """Send all of ``readings`` where they go."""
        shown = self._each_shown(readings)
        if self._page is None:
            deque(shown, maxlen=0)
        else:
            write_page(self._page, shown)
            if not self._as_json:
                self._console.print(f"Wrote {self._page}", soft_wrap=True)

    def _each_shown(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        folder = Path.cwd().as_uri()
        for reading in readings:
            if self._as_json:
                print_json(reading)
            elif self._page is None:
                self._console.print(ReadingTable(reading, folder))
            yield reading

    @contextmanager
    def work_shown(self, total: int) -> Iterator[Work]:
        """A progress bar for ``total`` reports, if there are several, a terminal, and no JSON on it."""
        on_terminal = self._console.is_terminal
        if total < 2 or not sys.stderr.isatty() or (self._as_json and on_terminal):
            yield Work()
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        # What is printed on the bar's terminal goes through the bar's console, or the two would draw over one another.
        console = self._console if on_terminal else Console(stderr=True)
        columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
            yield Work(progress, total)


def print_json(reading: Reading) -> None:
    """One line of JSON on standard output, whole or not at all."""
    sys.stdout.write(reading.model_dump_json() + "\n")
    sys.stdout.flush()


def write_page(path: Path, readings: Iterable[Reading]) -> None:
    """The page of evidence, which replaces what was at ``path`` only when it is complete."""
    from reportedly.export.files import opened
    from reportedly.render.page import evidence_page

    with opened(path, errors="backslashreplace") as file:
        file.write(evidence_page(readings))


def console() -> Console:
    """Standard output, in colour only on a terminal and without NO_COLOR; 120 columns wide where there is none."""
    console = Console(highlight=False, emoji=False, markup=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = 120
    return console
