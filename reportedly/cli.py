"""The command line: one short function per command. Whatever a command does not need, it does not import."""

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.model import Published, Reading, Report
    from reportedly.terminal import Problems

SOMETHING_FAILED = 1

app = typer.Typer(
    name="reportedly",
    help="Reads news reports of armed conflict and keeps the books on who says what happened.",
    epilog="Start with: reportedly read examples/",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="FILE|URL",
        envvar="REPORTEDLY_LEDGER",
        help="The ledger: a file, or postgresql://user@host/name.  [default: reportedly.sqlite3 in this folder]",
        show_default=False,
        show_envvar=True,
    ),
]
AuthorOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who does this.  [default: REPORTEDLY_AUTHOR, else the user's name]")
]
ReasonOption = Annotated[str, typer.Option(metavar="WORDS", help="Why, for those who read it later.")]
IncidentArgument = Annotated[str, typer.Argument(metavar="ID", help="An incident's id, or how it begins.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day, month or year.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day, month or year.")]
Where = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Part of a place's name, or a country code.")
]
Who = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Part of the name of who did or suffered it.")]
Event = Annotated[
    str | None, typer.Option(metavar="TYPE", help="An event or sub-event type in ACLED's words, or a part of it.")
]
Graded = Annotated[
    str | None, typer.Option("--grading", metavar="GRADE", help="confirmed, fair, weak, contested or discounted.")
]
Decided = Annotated[str | None, typer.Option("--review", metavar="STATE", help="open, accepted, changed or rejected.")]
Killed = Annotated[int | None, typer.Option("--min-killed", metavar="N", min=0, help="At least so many killed.")]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words of a title, headline or claim.")]

READ_EXAMPLES = """\b
Examples:
  reportedly read story.html                     one saved page
  reportedly read examples/                      every report in a folder
  reportedly read "2016/**/*.txt" --jobs 2       every match of a pattern, in two processes
  reportedly read story.txt --published 2016-08-01 --publisher "Harbour Courier"
  reportedly read examples/ --html evidence.html   a page with each claim beside its words
  reportedly read reports.jsonl --json | jq .claims   only read, record nothing
  curl -s https://news.example/story | reportedly read - --json

\b
A date that you give is remembered when the report is read again without one.

\b
Exit status: 0 all was read, 1 something was not, or has no date (standard error says what), 2 wrong usage.
"""


def main() -> None:
    """Run the command line. Text goes out as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        app()
    except OSError as error:
        # Output that cannot be written, such as to a full disk. Python would try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"{error.filename or 'standard output'}: {error.strerror or error}\n")
        sys.exit(SOMETHING_FAILED)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


@app.callback()
def reportedly(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads news reports of armed conflict and keeps the books on who says what happened."""


@app.command(epilog=READ_EXAMPLES)
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Reports: .txt, .html and .jsonl files, folders, patterns, or - for standard input.",
            show_default=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line and nothing else.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="Write a page that shows each claim beside its words.", dir_okay=False),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the reports were published: 2016-08-01, 2016-08 or 2016.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Read in N processes.")] = 1,
    learned: Annotated[
        bool, typer.Option("--learned", help="Let the learned reader find attacks and the parts in them, too.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Let this reading count, also where the ledger holds a later one.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Read reports, print who says what, when, where, with what toll, and record it in the ledger."""
    from reportedly import terminal

    given = _publication_date(published)
    if html is not None and not html.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {html.parent}. Make it first.", param_hint="--html")
    if learned:
        _require_learned()
    problems = terminal.Problems()
    files = terminal.files_in(paths, problems, besides=html)
    if files:
        output = terminal.Output(as_json, html)
        # Who gives a date means it to count, whatever was read before.
        again = again or given is not None
        with output.work_shown(len(files)) as work:
            dates = None if as_json else _dates_given(ledger)
            reports = terminal.reports_in(files, problems, work, given, publisher, dates)
            readings = terminal.read_each(reports, jobs, work, learned)
            output.show(readings if as_json else _recorded(readings, ledger, problems, again))
    if problems.count:
        raise typer.Exit(SOMETHING_FAILED)


def _require_learned() -> None:
    from reportedly.reading.attack_model import NoModelError, attack_model

    try:
        attack_model()
    except NoModelError as error:
        raise typer.BadParameter(str(error), param_hint="--learned") from error


def _dates_given(ledger: str | None) -> "Callable[[Report], Report]":
    from reportedly.books import dates_given

    return dates_given(ledger)


def _recorded(
    readings: "Iterator[Reading]", ledger: str | None, problems: "Problems", again: bool
) -> "Iterator[Reading]":
    from reportedly.books import Recorder

    return Recorder(ledger, problems, again=again).passing(readings)


def _publication_date(text: str | None) -> "Published | None":
    from reportedly.capture import CaptureError
    from reportedly.capture.dating import by_user

    try:
        given = by_user(text) if text else None
    except CaptureError as error:
        raise typer.BadParameter(f"{error.reason}. {error.remedy}", param_hint="--published") from error
    # It may be tomorrow already where the report comes from.
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    if given is not None and given.date > tomorrow[: len(given.date)]:
        raise typer.BadParameter(f"{given.date} is yet to come. Write when it was published.", param_hint="--published")
    return given


INCIDENTS_EXAMPLES = """\b
Examples:
  reportedly incidents                                    all of them, newest first
  reportedly incidents --since 2016-08-01 --until 2016-08 --place Aleppo
  reportedly incidents --min-killed 10 --grading contested
  reportedly incidents --review open --json | jq -r .id

\b
Exit status: 0 done, 1 the ledger cannot be used (standard error says why), 2 wrong usage.
"""


@app.command(epilog=INCIDENTS_EXAMPLES)
def incidents(
    since: Since = None,
    until: Until = None,
    place: Where = None,
    actor: Who = None,
    event: Event = None,
    grading: Graded = None,
    review: Decided = None,
    min_killed: Killed = None,
    text: Words = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one incident a line as JSON.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """List the incidents that the recorded reports tell of."""
    from reportedly import books, listing

    chosen = books.filters(
        since, until, event, grading, review, place=place, actor=actor, minimum_killed=min_killed, text=text
    )
    with books.ledger_at(ledger) as book:
        listing.incidents(book, chosen, as_json)


SHOW_EXAMPLES = """\b
Examples:
  reportedly show bokari-lusami-tevodu       one incident as a recorder's sheet
  reportedly show bokari                     how its id begins is enough
  reportedly show bokari --json | jq .tolls
"""


@app.command(epilog=SHOW_EXAMPLES)
def show(incident: IncidentArgument, as_json: JsonOption = False, ledger: LedgerOption = None) -> None:
    """Show one incident: the toll by source, who says who did it, disputes, reports and the words of each claim."""
    from reportedly import books, listing

    with books.ledger_at(ledger) as book:
        listing.sheet(book, incident, as_json)


WHY_EXAMPLES = """\b
Examples:
  reportedly why bokari        the evidence for and against each link, in words
"""


@app.command(epilog=WHY_EXAMPLES)
def why(incident: IncidentArgument, ledger: LedgerOption = None) -> None:
    """Say why an incident's reports were taken to tell of one event."""
    from reportedly import books, listing

    with books.ledger_at(ledger) as book:
        listing.links(book, incident)


REVIEW_EXAMPLES = """\b
Examples:
  reportedly review accept bokari --reason "checked against the hospital's list"
  reportedly review correct bokari killed 15-18-22 --reason "two died later"
  reportedly review correct bokari when 2016-08-01
  reportedly review merge bokari tevodu --reason "one strike, two names of the village"
  reportedly review split bokari report-3f9a --reason "that page is about the day before"
  reportedly review undo review-77c1

\b
Decisions are only ever added, and outlive every relinking. Exit status: 0 recorded, 1 it could not be, 2 wrong usage.
"""
review_app = typer.Typer(
    help="Decide on incidents: accept, correct, reject, merge, split, or undo a decision.",
    epilog=REVIEW_EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(review_app, name="review")


@review_app.command(epilog=REVIEW_EXAMPLES)
def accept(
    incident: IncidentArgument, reason: ReasonOption = "", author: AuthorOption = None, ledger: LedgerOption = None
) -> None:
    """Accept an incident as it stands."""
    from reportedly import books

    with books.ledger_at(ledger) as book:
        books.judge(book, "accept", incident, author, reason)


@review_app.command(epilog=REVIEW_EXAMPLES)
def reject(
    incident: IncidentArgument, reason: ReasonOption = "", author: AuthorOption = None, ledger: LedgerOption = None
) -> None:
    """Reject an incident: it did not happen, or is none. It stays in the ledger, graded discounted."""
    from reportedly import books

    with books.ledger_at(ledger) as book:
        books.judge(book, "reject", incident, author, reason)


@review_app.command(epilog=REVIEW_EXAMPLES)
def correct(
    incident: IncidentArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="killed, injured, when, place, title, grading, …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it should be.")],
    reason: ReasonOption = "",
    author: AuthorOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Correct one field of an incident."""
    from reportedly import books

    with books.ledger_at(ledger) as book:
        name, plain = books.correction(field, value)
        books.judge(book, "correct", incident, author, reason, field=name, value=plain)


@review_app.command(epilog=REVIEW_EXAMPLES)
def merge(
    incidents: Annotated[list[str], typer.Argument(metavar="ID ID...", help="The incidents that are one.")],
    reason: ReasonOption = "",
    author: AuthorOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Say that incidents are one and the same."""
    from reportedly import books

    with books.ledger_at(ledger) as book:
        books.merge(book, incidents, author, reason)


@review_app.command(epilog=REVIEW_EXAMPLES)
def split(
    incident: IncidentArgument,
    parts: Annotated[list[str], typer.Argument(metavar="PART...", help="Accounts or reports that belong elsewhere.")],
    reason: ReasonOption = "",
    author: AuthorOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Say that some of an incident's accounts, or some of its reports, tell of another event."""
    from reportedly import books

    with books.ledger_at(ledger) as book:
        books.split(book, incident, parts, author, reason)


@review_app.command(epilog=REVIEW_EXAMPLES)
def undo(
    review: Annotated[str, typer.Argument(metavar="REVIEW", help="A decision's id, or how it begins.")],
    reason: ReasonOption = "",
    author: AuthorOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Take a decision back. Undoing an undo puts the decision back."""
    from reportedly import books

    with books.ledger_at(ledger) as book:
        books.undo(book, review, author, reason)


EXPORT_EXAMPLES = """\b
Formats:
  acled     CSV with ACLED's 31 columns, one row a day and place
  ged       CSV with the 49 columns of UCDP's Georeferenced Event Dataset
  hxl       CSV with a row of Humanitarian Exchange Language hashtags
  geojson   GeoJSON points for a map
  parquet   a Parquet table for data frames
  jsonl     everything, as JSON Lines that `reportedly import` reads back
  ftm       FollowTheMoney entities for Aleph and its kin, as JSON Lines

\b
Examples:
  reportedly export acled august.csv --since 2016-08 --until 2016-08
  reportedly export geojson - --review accepted > map.geojson
  reportedly export jsonl everything.jsonl

\b
Exit status: 0 written, 1 it could not be (standard error says why), 2 wrong usage.
"""


@app.command(epilog=EXPORT_EXAMPLES)
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="acled, ged, hxl, geojson, parquet, jsonl or ftm.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="The file to write, or - for standard output.")],
    since: Since = None,
    until: Until = None,
    place: Where = None,
    actor: Who = None,
    event: Event = None,
    grading: Graded = None,
    review: Decided = None,
    min_killed: Killed = None,
    text: Words = None,
    author: AuthorOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write incidents in a format that others work with; the audit log keeps who did."""
    from reportedly import books

    chosen = books.filters(
        since, until, event, grading, review, place=place, actor=actor, minimum_killed=min_killed, text=text
    )
    with books.ledger_at(ledger) as book:
        books.write_export(book, form, out, chosen, author)


IMPORT_EXAMPLES = """\b
Examples:
  reportedly import everything.jsonl --ledger copy.sqlite3
"""


@app.command("import", epilog=IMPORT_EXAMPLES)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `reportedly export jsonl` wrote.")],
    author: AuthorOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Record the reports, claims, accounts and decisions of an export; what is there already changes nothing."""
    from reportedly import books

    with books.ledger_at(ledger, create=True) as book:
        books.read_export(book, file, author)


VERIFY_EXAMPLES = """\b
Examples:
  reportedly verify
  reportedly verify --head 3f9a…    also prove that nothing was cut off since that head was printed
  reportedly verify --rebuild       then link all accounts anew, so that incidents that were altered come right

\b
Exit status: 0 all is as it was recorded, 1 something is not (the first such row is named), 2 wrong usage.
"""


@app.command(epilog=VERIFY_EXAMPLES)
def verify(
    head: Annotated[str | None, typer.Option(metavar="HASH", help="The head that an earlier check printed.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="After the check, link all accounts anew.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Check every text, row and audit entry of the ledger against the hashes they were recorded with."""
    from reportedly import books, listing

    with books.ledger_at(ledger) as book:
        found = book.verify(head)
        listing.verification(found)
        if rebuild:
            typer.echo(f"Linked anew: {book.rebuild():,} incidents", err=True)
        if not found.ok:
            raise typer.Exit(SOMETHING_FAILED)


SERVE_EXAMPLES = """\b
Examples:
  reportedly serve                                  the desk on this machine alone, port 8000
  reportedly serve --ledger examples.sqlite3 --port 8100
  reportedly serve --host 0.0.0.0 --https --allowed-host desk.example.org   behind a proxy with HTTPS

\b
Exit status: 0 stopped by Ctrl-C, 1 the desk cannot be started (standard error says why), 2 wrong usage.
"""


@app.command(epilog=SERVE_EXAMPLES)
def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Listen on this address.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="Listen on this port; 0 takes a free one.")
    ] = 8000,
    allowed_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name by which browsers may reach the desk.")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="A proxy on this machine speaks HTTPS for the desk.")] = False,
    let_in: Annotated[
        str | None, typer.Option(metavar="NAME", help="Print a one-time sign-in link for this person.")
    ] = None,
    take_second_factor: Annotated[
        bool, typer.Option("--take-second-factor", help="With --let-in: remove the second factor that they lost.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Open the desk: review what was read, in the browser."""
    from reportedly import books
    from reportedly.desk import serving
    from reportedly.ledger import LedgerError

    try:
        if take_second_factor and let_in is None:
            raise serving.ServeError("--take-second-factor needs to know whose: add --let-in NAME")
        serving.prepare(ledger, allowed_hosts=allowed_host or (), https=https)
        serving.serve(host, port, typer.echo, https=https, let_in=let_in, take_second_factor=take_second_factor)
    except (LedgerError, serving.ServeError) as error:
        books.fail(error)


GAZETTEER_EXAMPLES = """\b
Examples:
  reportedly gazetteer add SY.zip      every village of Syria that GeoNames knows
"""
gazetteer_app = typer.Typer(
    help="The places that names are looked up in.",
    epilog=GAZETTEER_EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(gazetteer_app, name="gazetteer")


@gazetteer_app.command("add", epilog=GAZETTEER_EXAMPLES)
def gazetteer_add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames country dump: SY.txt, or SY.zip.")],
) -> None:
    """Add a GeoNames country dump to the places that reports are read with."""
    from reportedly import books
    from reportedly.knowledge.gazetteer import add_country_dump

    try:
        kept = add_country_dump(file)
    except (OSError, ValueError) as error:
        books.fail(error)
    typer.echo(f"Added {file}, kept as {kept}. Reports read from now on are looked up in it too.")


@gazetteer_app.callback(help="The places that names are looked up in.", epilog=GAZETTEER_EXAMPLES)
def _gazetteer() -> None:
    # With a callback, Typer keeps "add" a command of its own although it is the only one.
    pass


EVALUATE_EXAMPLES = """\b
Examples:
  reportedly evaluate who-says --data sets/              one benchmark, with 95% intervals
  reportedly evaluate fa-kes --data sets/ --errors 5     and the five articles it gets most wrong
  reportedly evaluate all --data sets/ --json            all whose data are there, one JSON object a line

\b
Benchmarks: who-says, seed, fa-kes, muc4, polnear, geoparsing, gva, re3d, all. docs/accuracy.md says what each asks.
Exit status: 0 measured, 1 data are missing (standard error says which), 2 wrong usage.
"""


@app.command(epilog=EVALUATE_EXAMPLES)
def evaluate(
    benchmark: Annotated[str, typer.Argument(metavar="BENCHMARK", help="Which public benchmark, or all of them.")],
    data: Annotated[Path, typer.Option(metavar="DIR", help="The folder that holds the data sets.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a benchmark and nothing else.")
    ] = False,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="Show the N worst cases with their words.")] = 0,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Take the first N documents alone.")] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Read in N processes.")] = 1,
) -> None:
    """Measure how good the reader is on texts that other people labelled."""
    from reportedly.evaluation import BENCHMARKS, shown

    if benchmark != "all" and benchmark not in BENCHMARKS:
        raise typer.BadParameter(f"there is no {benchmark}: choose from {', '.join(BENCHMARKS)}, all.")
    names = list(BENCHMARKS) if benchmark == "all" else [benchmark]
    if not shown.measure(names, data, as_json, errors, limit, jobs):
        raise typer.Exit(SOMETHING_FAILED)
