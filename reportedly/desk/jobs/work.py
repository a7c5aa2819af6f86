"""What jobs do: read reports that were uploaded, and write exports. Each is run by the worker, one at a time."""

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import DatabaseError, transaction
from django.utils import timezone

from reportedly.desk.access import PERMISSIONS, may
from reportedly.desk.book import the_ledger
from reportedly.desk.incidents.search import search_from
from reportedly.desk.models import Job, JobFile
from reportedly.export import FORMATS
from reportedly.ledger import LedgerError, Recorded
from reportedly.ledger.batches import batches
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import IncidentRow
from reportedly.model import Incident, Report

AT_ONCE = 200
MOST_PROBLEMS = 200
NEEDED = {"read": "add_reports", "export": "export"}
"""The permission that each kind of job needs, when it is asked for and again when it is run."""


def ask(kind: str, user: Any, parameters: dict[str, Any], files: Iterable[tuple[str, bytes]] = ()) -> Job:
    """Put a job in the line."""
    with transaction.atomic():
        job = Job.objects.create(kind=kind, user=user, parameters=parameters)
        JobFile.objects.bulk_create(JobFile(job=job, name=name, body=body) for name, body in files)
    return job


def run_waiting() -> int:
    """Run all jobs that wait, the oldest first; how many that were."""
    done = 0
    while (job := Job.objects.filter(state=Job.State.WAITING).order_by("pk").first()) is not None:
        done += run(job)
    return done


def run(job: Job) -> bool:
    """Run ``job`` unless another worker was quicker. What goes wrong is told on the job, and ends it."""
    started = {"state": Job.State.RUNNING, "started_at": timezone.now()}
    if not Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(**started):
        return False
    job.refresh_from_db()
    state = Job.State.DONE
    try:
        if not may(job.user, NEEDED[job.kind]):
            raise LedgerError(f"{job.user.username} may no longer: {PERMISSIONS[NEEDED[job.kind]]}")
        _KINDS[job.kind](job)
    except (LedgerError, OSError, ValueError, ModuleNotFoundError, DatabaseError) as error:
        state = Job.State.FAILED
        job.problems.append(str(error))
    job.state, job.finished_at = state, timezone.now()
    job.save()
    return True


def take_up_again() -> int:
    """Put jobs back in the line that were running when the worker was stopped; how many that were."""
    running = Job.objects.filter(state=Job.State.RUNNING)
    return running.update(state=Job.State.WAITING, done=0, problems=[], started_at=None)


def _read(job: Job) -> None:
    """Read the uploaded files and record what they say."""
    from reportedly.capture.many import capture_many
    from reportedly.reading.pipeline import read_many

    ledger = the_ledger()
    publisher, published = job.parameters.get("publisher"), job.parameters.get("published")
    files = list(job.files.filter(made=False))
    job.total = len(files)
    job.save(update_fields=["total"])
    recorded: list[str] = []
    done = Recorded()
    with tempfile.TemporaryDirectory(prefix="reportedly-") as folder:
        captured = _captured(job, files, Path(folder), capture_many, published, publisher)
        reports = map(ledger.as_dated, captured)
        for some in batches(_counted(job, read_many(reports)), AT_ONCE):
            # Who gives a date means it to count, whatever was read before.
            done += ledger.record(some, author=job.user.username, link=False, again=bool(published))
            recorded += [reading.report.id for reading in some]
    ledger.place()
    JobFile.objects.filter(job=job, made=False).delete()
    job.result = {"new": done.readings, "known": done.known, "outdone": len(done.outdone), "reports": recorded}


def _captured(
    job: Job, files: list[JobFile], folder: Path, capture_many: Callable[..., Iterator[Any]],
    published: str | None, publisher: str | None,
) -> Iterator[Report]:  # fmt: skip
    from reportedly.capture import CaptureFailure
    from reportedly.capture.dating import by_user

    given = by_user(published) if published else None
    for number, file in enumerate(files):
        # A folder each, so that two files of one name do not meet; the name's end says what kind of file it is.
        path = folder / str(number) / f"upload{Path(file.name).suffix.lower()[:8]}"
        path.parent.mkdir()
        path.write_bytes(bytes(file.body))
        found = 0
        for captured in capture_many([path]):
            found += 1
            if isinstance(captured, CaptureFailure):
                _problem(job, str(captured).replace(str(path), file.name))
                continue
            yield _told(captured, path, file.name, given, publisher)
        # A file of JSON Lines holds several reports: they count as they come.
        if found > 1:
            job.total += found - 1
        path.unlink()


def _told(report: Report, path: Path, name: str, published: Any, publisher: str | None) -> Report:
    """The report with the name that its file had, and what the person who uploaded it knows better."""
    uri = report.uri
    if uri is None or uri.startswith("file:"):
        uri = f"file:///{quote(Path(name).name)}"
    publisher = publisher or report.publisher
    known = {
        "id": Report.identify(report.text, publisher, uri),
        "uri": uri,
        "publisher": publisher,
        "published": published or report.published,
    }
    return report.model_copy(update=known)


def _counted(job: Job, readings: Iterable[Any]) -> Iterator[Any]:
    for reading in readings:
        job.done += 1
        Job.objects.filter(pk=job.pk).update(done=job.done, total=max(job.total, job.done), problems=job.problems)
        yield reading


def _problem(job: Job, message: str) -> None:
    job.done += 1
    if len(job.problems) < MOST_PROBLEMS:
        job.problems.append(message)
    Job.objects.filter(pk=job.pk).update(done=job.done, problems=job.problems)


def _export(job: Job) -> None:
    """Write the incidents that were asked for into a file, and that they were given out into the audit log."""
    name = job.parameters["format"]
    form = FORMATS[name]
    ledger = the_ledger()
    ledger.place()
    incidents = _wanted(job, ledger)
    job.total = len(incidents)
    job.save(update_fields=["total"])
    body = _written(name, ledger, incidents)
    file = JobFile.objects.create(job=job, name=f"incidents-{job.pk}{form.suffix}", body=body, made=True)
    details = {"format": name, "to": f"the desk, job {job.pk}"}
    ledger.log_export(author=job.user.username, details=details, incidents=[one.id for one in incidents])
    job.done = len(incidents)
    job.result = {"incidents": len(incidents), "file": file.pk, "name": file.name, "bytes": len(body)}


def _wanted(job: Job, ledger: Ledger) -> list[Incident]:
    chosen = job.parameters.get("incidents")
    if not chosen:
        rows = search_from(job.parameters.get("search", {})).rows(ledger).defer(None)
        return [row.noun for row in rows.iterator(chunk_size=AT_ONCE)]
    found = {}
    for some in batches(chosen, AT_ONCE):
        rows = IncidentRow.objects.using(ledger.alias).filter(ref__in=some)
        found.update({row.ref: row.noun for row in rows})
    return [found[ref] for ref in chosen if ref in found]


def _written(name: str, ledger: Ledger, incidents: list[Incident]) -> bytes:
    from reportedly.export import export, jsonl

    refs = {account.report for one in incidents for account in one.accounts}
    reports, claims, accounts = {}, {}, []
    # As JSON Lines as they were read: the decisions are in the file too, and will shape them again.
    readings = ledger.readings(refs) if name == "jsonl" else ledger.reviewed(refs).values()
    for reading in readings:
        reports[reading.report.id] = reading.report
        claims.update((claim.id, claim) for claim in reading.claims)
        accounts += reading.accounts
    if FORMATS[name].binary:
        binary = io.BytesIO()
        export(name, incidents, reports, claims, binary)
        return binary.getvalue()
    text = io.StringIO(newline="")
    if name == "jsonl":
        jsonl.write(incidents, reports, claims, text, accounts=accounts, reviews=ledger.reviews())
    else:
        try:
            export(name, incidents, reports, claims, text)
        except ModuleNotFoundError as error:
            raise LedgerError(f"{name} needs {error.name}: pip install 'reportedly[{name}]'") from error
    return text.getvalue().encode("utf-8", "surrogatepass")


_KINDS: dict[str, Callable[[Job], None]] = {"read": _read, "export": _export}
