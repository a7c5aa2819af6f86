"""What one more report costs a new process on a ledger of 10,000, 30,000 and 100,000 synthetic accounts.

    python benchmarks/place_speed.py [--sizes 10000,30000,100000] [--folder FOLDER]

The accounts are those of link_speed.py, in a ledger of their own each. Every figure is of a process of its own: the
first ones record and link everything, as a first import does; then one records a single report and places it, and in
the same process another, as the desk does that stays. CPU time is told beside the clock's, since a busy machine
stretches the clock. With --folder the ledgers are kept there and used again.
"""

import argparse
import resource
import sys
import tempfile
import time
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from link_speed import readings

from reportedly.ledger import open_ledger
from reportedly.model import Reading, content_id

Cost = tuple[float, float, float]
"""Seconds by the clock, seconds of CPU time, and the most GB that the process ever took."""


def fill(path: str, size: int) -> Cost:
    """Record and link ``size`` accounts."""
    start = time.perf_counter(), time.process_time()
    with open_ledger(path) as ledger:
        ledger.record(readings(size), author="benchmark")
    return _since(start)


def place_more(path: str, seed: int) -> tuple[Cost, Cost]:
    """Record and place one report in this new process, and then another."""
    one, other = (renamed(reading, seed) for reading in islice(readings(100, seed), 50, 52))
    costs = []
    start = time.perf_counter(), time.process_time()
    with open_ledger(path) as ledger:
        for reading in (one, other):
            ledger.record([reading], author="benchmark")
            costs.append(_since(start))
            start = time.perf_counter(), time.process_time()
    return costs[0], costs[1]


def renamed(reading: Reading, seed: int) -> Reading:
    """The reading as one of a report that the ledger does not hold: the made-up ones are numbered from nothing."""
    (account,), (claim,) = reading.accounts, reading.claims
    report = reading.report.model_copy(update={"id": content_id("report", reading.report.id, seed)})
    claim = claim.model_copy(update={"id": content_id("claim", claim.id, seed), "report": report.id})
    figures = tuple(figure.model_copy(update={"claim": claim.id}) for figure in account.figures)
    account = account.model_copy(
        update={
            "id": content_id("account", account.id, seed),
            "report": report.id,
            "claims": (claim.id,),
            "figures": figures,
        }
    )
    return Reading(report=report, claims=(claim,), accounts=(account,))


def _since(start: tuple[float, float]) -> Cost:
    clock, busy = start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return time.perf_counter() - clock, time.process_time() - busy, peak


def _alone(function, *given):  # type: ignore[no-untyped-def]
    with get_context("spawn").Pool(1) as process:
        return process.apply(function, given)


def main() -> int:
    """Print one line a size and kind."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="10000,30000,100000", help="numbers of accounts, parted by commas")
    parser.add_argument("--folder", type=Path, help="where the ledgers are kept and used again")
    asked = parser.parse_args()
    print(f"{'accounts':>10}  {'what':36} {'seconds':>9} {'CPU s':>8} {'GB':>6}")
    with tempfile.TemporaryDirectory() as made:
        for size in (int(size) for size in asked.sizes.split(",")):
            path = (asked.folder or Path(made)) / f"accounts-{size}.sqlite3"
            if not path.exists():
                told(size, "everything recorded and linked", _alone(fill, str(path), size))
            first, second = _alone(place_more, str(path), time.time_ns())
            told(size, "one report, in a new process", first)
            told(size, "one more, in the same process", second)
    return 0


def told(size: int, what: str, cost: Cost) -> None:
    """Print one line."""
    clock, busy, peak = cost
    print(f"{size:>10,}  {what:36} {clock:>9.1f} {busy:>8.1f} {peak:>6.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
