"""The command line: one short function per command. Whatever a command does not need, it does not import."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.model import Published

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

READ_EXAMPLES = """\b
Examples:
  reportedly read story.html                     one saved page
  reportedly read examples/                      every report in a folder
  reportedly read "2016/**/*.txt" --jobs 2       every match of a pattern, in two processes
  reportedly read story.txt --published 2016-08-01 --publisher "Harbour Courier"
  reportedly read examples/ --html evidence.html   a page with each claim beside its words
  reportedly read reports.jsonl --json | jq .claims
  curl -s https://news.example/story | reportedly read - --json

\b
Exit status: 0 all was read, 1 something failed (standard error says what), 2 wrong usage.
"""


def main() -> None:
    """Run the command line. Text goes out as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    app()


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
) -> None:
    """Read reports and print who says what, when, where, with what toll, and how sure they are."""
    from reportedly import terminal

    given = _publication_date(published)
    if html is not None and not html.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {html.parent}. Make it first.", param_hint="--html")
    problems = terminal.Problems()
    files = terminal.files_in(paths, problems, besides=html)
    if files:
        output = terminal.Output(as_json, html)
        with output.work_shown(len(files)) as work:
            reports = terminal.reports_in(files, problems, work, given, publisher)
            output.show(terminal.read_each(reports, jobs, work))
    if problems.count:
        raise typer.Exit(SOMETHING_FAILED)


def _publication_date(text: str | None) -> "Published | None":
    from reportedly.capture import CaptureError
    from reportedly.capture.dating import by_user

    try:
        return by_user(text) if text else None
    except CaptureError as error:
        raise typer.BadParameter(f"{error.reason}. {error.remedy}", param_hint="--published") from error
