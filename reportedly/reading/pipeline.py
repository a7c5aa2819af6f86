"""The reader: a Report in, a Reading out. The pipeline is the list of components below, over one Doc."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from reportedly.capture import capture
from reportedly.model import Reading, Report
from reportedly.reading import attribution, events, figures, parties, struck, structure, times  # noqa: F401 - components
from reportedly.reading import places as _places  # noqa: F401
from reportedly.reading.accounts import accounts_of
from reportedly.reading.attack_model import AttackModel, attack_model
from reportedly.reading.attacks import attacks_of
from reportedly.reading.claims import claims_of
from reportedly.reading.language_model import load_language_model

BEFORE_PARSING = ("structure",)
AFTER_PARSING = ("parties", "places", "times", "attribution", "figures", "events", "struck")

BATCH = 16
"""Reports parsed together. More costs memory and gains little speed on a CPU."""


@cache
def pipeline() -> Language:
    """The English model with Reportedly's components, loaded once a process."""
    nlp = load_language_model()
    for name in BEFORE_PARSING:
        nlp.add_pipe(name, first=True)
    for name in AFTER_PARSING:
        nlp.add_pipe(name)
    return nlp


def read(
    source: str | Path | Report,
    *,
    published: str | None = None,
    publisher: str | None = None,
    uri: str | None = None,
    learned: bool = False,
) -> Reading:
    """Read one report: a Report, the path of a file, or the text itself.

    ``published`` (ISO 8601 date), ``publisher`` and ``uri`` say what the source does not. With ``learned``, the
    reading's ``attacks`` are filled. Raises ``CaptureError`` when the source cannot be captured, ``NoModelError`` when
    the learned reader is not installed.
    """
    if not isinstance(source, Report):
        source = capture(source, published=published, publisher=publisher, uri=uri)
    return next(_read_here([source], learned))


def read_many(reports: Iterable[Report], jobs: int = 1, learned: bool = False) -> Iterator[Reading]:
    """Read reports in order, in ``jobs`` processes. Takes no more reports ahead than keep them all busy.

    With ``learned``, the readings' ``attacks`` are filled; raises ``NoModelError`` when that cannot be done here.
    """
    if jobs <= 1:
        yield from _read_here(reports, learned)
        return
    if learned:
        attack_model()
    # Each worker loads its own model: forking after the parent has loaded one would copy its threads' locks.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        ahead: deque[Future[list[Reading]]] = deque()
        for batch in _batches(reports, BATCH):
            ahead.append(pool.submit(_read_batch, batch, learned))
            if len(ahead) > 2 * jobs:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    # An interrupt is the parent's to handle; one thread a worker, for the workers themselves are the parallelism.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    pipeline()


def _read_batch(reports: list[Report], learned: bool) -> list[Reading]:
    return list(_read_here(reports, learned))


def _batches(reports: Iterable[Report], size: int) -> Iterator[list[Report]]:
    remaining = iter(reports)
    while batch := list(islice(remaining, size)):
        yield batch


def _read_here(reports: Iterable[Report], learned: bool) -> Iterator[Reading]:
    model = attack_model() if learned else None
    for report, doc in annotated(reports):
        yield reading_of(report, doc, model)


def annotated(reports: Iterable[Report]) -> Iterator[tuple[Report, Doc]]:
    """Each report with its Doc, which all components have been through."""
    nlp = pipeline()
    for batch in _batches(reports, BATCH):
        docs = [_doc(nlp, report) for report in batch]
        yield from zip(batch, nlp.pipe(docs, batch_size=BATCH), strict=True)


def _doc(nlp: Language, report: Report) -> Doc:
    doc = nlp.make_doc(report.text)
    doc._.report = report
    return doc


def reading_of(report: Report, doc: Doc, model: AttackModel | None = None) -> Reading:
    """The Reading of an annotated Doc; with ``model``, what that takes the report to tell beside it."""
    found = claims_of(doc)
    accounts, claims = accounts_of(doc, found)
    attacks = attacks_of(doc, model) if model is not None else None
    return Reading(report=report, claims=tuple(claims), accounts=tuple(accounts), attacks=attacks)
