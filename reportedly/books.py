"""What the commands on the ledger share: opening it, telling what failed, recording what is read, and deciding."""

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, get_args

import typer

from reportedly.ledger import Filters, LedgerError, Recorded, deciding, open_ledger
from reportedly.ledger.values import checked_date
from reportedly.model import Claim, Incident, Reading, Report, Review
from reportedly.model.event import EVENT_TYPE_OF
from reportedly.model.incident import Grading
from reportedly.model.review import Action, CorrectableField
from reportedly.render import words

if TYPE_CHECKING:
    from reportedly.ledger.book import Ledger
    from reportedly.terminal import Problems

FAILED = 1
AUTHOR = "REPORTEDLY_AUTHOR"
PAST: dict[Action, str] = {
    "accept": "Accepted",
    "correct": "Corrected",
    "reject": "Rejected",
    "merge": "Merged",
    "split": "Split",
    "add": "Added",
    "undo": "Taken back",
}
CORRECTABLE = get_args(CorrectableField)
HARMS = ("killed", "injured", "missing", "abducted", "detained", "displaced")
BATCH = 50
"""Readings recorded at a time while they are printed."""
REVIEW_STATES = ("open", "accepted", "changed", "rejected")
NAMED = 5
"""Reports that one message names."""


@contextmanager
def ledger_at(address: str | None, *, create: bool = False) -> "Iterator[Ledger]":
    """The ledger, open. What it cannot do is told in a line on standard error, and the command ends with status 1."""
    try:
        with open_ledger(address, create=create) as ledger:
            yield ledger
    except LedgerError as error:
        fail(error)
    except BrokenPipeError:
        # Whoever read the output has seen enough; the command line ends as others do then.
        raise
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}" if error.filename else error)


def fail(message: object) -> NoReturn:
    """Tell what failed on one line and end with status 1."""
    sys.stderr.write(f"{words.one_line(str(message))}\n")
    raise typer.Exit(FAILED)


def note(message: str) -> None:
    """Tell a person at the terminal what was done; nothing where nobody looks."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{words.one_line(message)}\n")


def author_or_user(author: str | None) -> str:
    """Who is at work: as given, else the environment's ``REPORTEDLY_AUTHOR``, else the user of this machine."""
    named = author or os.environ.get(AUTHOR)
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise LedgerError(f"nobody knows who is at work: name yourself with --author or {AUTHOR}") from error


def dates_given(address: str | None) -> Callable[[Report], Report]:
    """What puts a report under the date that a person gave it before; the ledger at ``address`` knows of it, if any."""
    try:
        ledger = open_ledger(address, create=False)
    except LedgerError:
        # There is none yet, or what is wrong with it is told when something is to be recorded.
        return lambda report: report
    return ledger.as_dated


class Recorder:
    """Records readings as they pass by, some at a time; the ledger is opened when there is something to record.

    With ``again``, a reading that the ledger holds counts again where a later one of its report counted.
    """

    def __init__(self, address: str | None, problems: "Problems", *, again: bool = False) -> None:
        self._address = address
        self._problems = problems
        self._again = again
        self._waiting: list[Reading] = []
        self._names: dict[str, str] = {}
        self._done = Recorded()
        self._failed = False

    def passing(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Every one of ``readings``, recorded; also those that went by before something failed."""
        try:
            for reading in readings:
                self._waiting.append(reading)
                if len(self._waiting) >= BATCH:
                    self._record()
                yield reading
        finally:
            self._record()
            self._tell_outdone()

    def _record(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting or self._failed:
            return
        here = Path.cwd().as_uri()
        for report in (reading.report for reading in waiting):
            self._names[report.id] = words.address(report.uri, here) or words.title(report)
        try:
            with open_ledger(self._address) as ledger:
                self._done += ledger.record(waiting, author=author_or_user(None), link=False, again=self._again)
                known = f", {self._done.known:,} known already" if self._done.known else ""
                note(f"Recorded in {ledger.address}: {self._done.readings:,} new{known}. Next: reportedly incidents")
        except LedgerError as error:
            self._failed = True
            self._problems.tell(f"Nothing was recorded: {error}")

    def _tell_outdone(self) -> None:
        """Say of which reports the ledger keeps a later reading than the one just given, and how to change that."""
        names = [self._names[ref] for ref in self._done.outdone]
        if not names:
            return
        listed = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED:,} more" if len(names) > NAMED else "")
        told = "Read so before, and read otherwise since; the later reading is what the ledger counts"
        sys.stderr.write(words.one_line(f"{told}: {listed}. To let this reading count instead, add --again.") + "\n")


def evidence(ledger: "Ledger", incidents: Sequence[Incident]) -> tuple[dict[str, Report], dict[str, Claim]]:
    """The reports and claims that the accounts of ``incidents`` speak of, by id, as people's decisions left them."""
    refs = dict.fromkeys(account.report for one in incidents for account in one.accounts)
    return _by_id(ledger.reviewed(refs).values())


def _by_id(readings: Iterable[Reading]) -> tuple[dict[str, Report], dict[str, Claim]]:
    reports: dict[str, Report] = {}
    claims: dict[str, Claim] = {}
    for reading in readings:
        reports[reading.report.id] = reading.report
        claims.update((claim.id, claim) for claim in reading.claims)
    return reports, claims


def as_json(incident: Incident, reports: dict[str, Report]) -> str:
    """``incident`` on one line of JSON, each of its accounts with its report's address as ``uri``."""
    plain = incident.model_dump(mode="json")
    for account in plain["accounts"]:
        report = reports.get(account["report"])
        account["uri"] = report.uri if report else None
    return json.dumps(plain, ensure_ascii=False)


def judge(ledger: "Ledger", action: Action, wanted: str, author: str | None, reason: str, **parts: Any) -> None:
    """Record a decision on one incident, and say how to undo it."""
    incident = ledger.incident(wanted)
    _record(ledger, deciding.judgement(action, incident, author=author_or_user(author), reason=reason, **parts))


def merge(ledger: "Ledger", wanted: Sequence[str], author: str | None, reason: str) -> None:
    """Record that incidents are one, and say which it is now and how to undo it."""
    incidents = [ledger.incident(one) for one in wanted]
    _record(ledger, deciding.merging(incidents, author=author_or_user(author), reason=reason))


def split(ledger: "Ledger", wanted: str, parts: Sequence[str], author: str | None, reason: str) -> None:
    """Record that ``parts`` (accounts or reports) tell of another event, and say how to undo it."""
    incident = ledger.incident(wanted)
    _record(ledger, deciding.splitting(incident, parts, author=author_or_user(author), reason=reason))


def undo(ledger: "Ledger", wanted: str, author: str | None, reason: str) -> None:
    """Record that a decision is taken back, and say how to put it back."""
    undoes = ledger.find("review", wanted)
    _record(ledger, deciding.decision("undo", author=author_or_user(author), reason=reason, undoes=undoes))


def _record(ledger: "Ledger", review: Review) -> None:
    ledger.review(review)
    now_called = dict.fromkeys(ledger.holding(account) for account in (*review.accounts, *review.apart_from))
    outcome = " and ".join(ref for ref in now_called if ref)
    told = f"{PAST[review.action]}{f': {outcome}' if outcome else ''}"
    typer.echo(f"{told}\nTo undo: reportedly review undo {review.id}")


def correction(field: str, value: str) -> tuple[str, Any]:
    """The field and value of a correction as a person types it.

    ``killed 18`` and ``killed 15-18-22`` (low, best, high) are tolls; ``when 2016-08-01`` and
    ``when 2016-07-31/2016-08-01`` are days; ``place Saraqib`` a name alone; anything else is JSON, or else plain words.
    """
    if field not in (*HARMS, *CORRECTABLE):
        raise LedgerError(f"there is no field {field!r} to correct: choose among {', '.join((*HARMS, *CORRECTABLE))}")
    if field in HARMS:
        return "tolls", [{"harm": field, "group": "all", "subgroup": None, **_bounds(value)}]
    try:
        plain = json.loads(value)
    except ValueError:
        plain = value
    if field == "when" and isinstance(plain, str):
        start, _, end = plain.partition("/")
        if any(len(checked_date(day)) < len("2016-08-01") for day in (start, end or start)):
            raise LedgerError(f"{plain!r} is no day: write 2016-08-01, or 2016-07-31/2016-08-01 for several")
        plain = {"text": plain, "span": None, "start": start, "end": end or start, "precision": 1 if not end else 2}
    if field == "place" and isinstance(plain, str):
        plain = {"text": plain, "span": None, "name": plain}
    return field, plain


def _bounds(value: str) -> dict[str, int]:
    numbers = value.split("-")
    if not all(number.strip().isdecimal() for number in numbers) or len(numbers) not in (1, 3):
        raise LedgerError(f"{value!r} is no toll: write one number, or low-best-high such as 15-18-22")
    low, best, high = (int(number) for number in (numbers if len(numbers) == 3 else numbers * 3))
    if not low <= best <= high:
        raise LedgerError(f"{value!r} is no toll: low, best and high must rise")
    return {"low": low, "best": best, "high": high}


def write_export(ledger: "Ledger", name: str, out: str, chosen: Filters, author: str | None) -> None:
    """Export the incidents that meet ``chosen`` to ``out`` (``-``: standard output), and write that into the log."""
    from reportedly.export import FORMATS, export, jsonl

    if name not in FORMATS:
        raise LedgerError(f"there is no format {name!r}: choose among {', '.join(FORMATS)}")
    if out != "-" and not Path(out).absolute().parent.is_dir():
        raise LedgerError(f"there is no folder {Path(out).parent}: make it first")
    if out != "-" and Path(out).is_dir():
        raise LedgerError(f"{out} is a folder: name a file in it")
    try:
        import_module(f"reportedly.export.{name}")
    except ModuleNotFoundError as error:
        raise LedgerError(f"{name} needs {error.name}: pip install 'reportedly[{name}]'") from error
    incidents = list(ledger.incidents(chosen))
    stream = sys.stdout.buffer if FORMATS[name].binary else sys.stdout
    target: Any = stream if out == "-" else Path(out)
    where = "standard output" if out == "-" else str(Path(out).absolute())
    # Logged before anything is given out: what the log cannot take does not leave the ledger.
    details = {"format": name, "to": where}
    ledger.log_export(author=author_or_user(author), details=details, incidents=[one.id for one in incidents])
    if name == "jsonl":
        # As they were read: the decisions are in the file too, and will shape them again.
        # Without a filter, those that tell of no incident as well.
        of_incidents = {account.report for one in incidents for account in one.accounts}
        readings = list(ledger.readings(None if chosen == Filters() else of_incidents))
        accounts = [account for reading in readings for account in reading.accounts]
        jsonl.write(incidents, *_by_id(readings), target, accounts=accounts, reviews=ledger.reviews())
    else:
        reports, claims = evidence(ledger, incidents)
        export(name, incidents, reports, claims, target)
    if out != "-":
        typer.echo(f"Wrote {counted(len(incidents), 'incident')} to {out}")


def read_export(ledger: "Ledger", file: Path, author: str | None) -> None:
    """Record what ``write_export`` wrote as ``jsonl``, and say how much of it was new."""
    from reportedly.export.jsonl import ImportFailure, read_jsonl

    try:
        everything = read_jsonl(file)
    except ImportFailure as error:
        raise LedgerError(str(error)) from error
    by = author_or_user(author)
    done = ledger.record(everything.readings(), author=by, link=False)
    decisions = ledger.review(*everything.reviews, author=by)
    new = f"{counted(done.readings, 'report')} and {counted(decisions, 'decision')} were new"
    typer.echo(f"Imported {file}: {new}, {done.known:,} known already; {counted(ledger.place(), 'incident')} now")


def filters(
    since: str | None, until: str | None, event: str | None, grading: str | None, review: str | None, **others: Any
) -> Filters:
    """The filters as a person typed them. Raises ``BadParameter`` for what can match nothing: it was misspelt."""
    for option, given in (("--since", since), ("--until", until)):
        try:
            checked_date(given) if given else None
        except LedgerError as error:
            raise typer.BadParameter(f"{error}.", param_hint=option) from error
    if since and until and since > f"{until}~":
        raise typer.BadParameter(f"nothing is since {since} and until {until}.", param_hint="--since")
    types = list(dict.fromkeys((*EVENT_TYPE_OF.values(), *EVENT_TYPE_OF)))
    return Filters(
        since=since,
        until=until,
        event=_one_of(types, event, "--event"),
        grading=_one_of(get_args(Grading), grading, "--grading"),
        review=_one_of(REVIEW_STATES, review, "--review"),
        **others,
    )


def _one_of(names: Sequence[str], given: str | None, option: str) -> str | None:
    """The name that ``given`` is, or is a part of and of no other one."""
    if not given:
        return None
    exact = [name for name in names if name.lower() == given.lower()]
    found = exact or [name for name in names if given.lower() in name.lower()]
    if len(found) == 1:
        return found[0]
    raise typer.BadParameter(f"{given!r} is none of {', '.join(found or names)}.", param_hint=option)


def counted(number: int, noun: str) -> str:
    """How many of something: one incident, two incidents."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
