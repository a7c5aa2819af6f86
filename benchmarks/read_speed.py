"""What reading costs: against the bare parse of the same texts, in reports a second, in memory, and at the start.

    python benchmarks/read_speed.py                      the examples, again and again
    python benchmarks/read_speed.py --texts DIR          the .txt files of a folder
    python benchmarks/read_speed.py --learned            what the learned reader costs besides

The bare parse is the spaCy pipeline that the reader stands on, loaded as it comes, over the same texts in the same
process. Parsing and reading take turns and the quickest round of each counts, so that a busy machine troubles both
alike. Reports a second and memory are those of ``reportedly read --json`` in a process of its own; memory is the
highest sum over the process and its children. Pages that they share count in each, so the sum is never too low; it is
measured on Linux only.
"""

import argparse
import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TARGETS = {"ratio": 1.4, "memory_gb_2_jobs": 1.5, "first_claim_seconds": 3.0}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="a folder of .txt files; the examples if not given")
    parser.add_argument("--reports", type=int, default=240, help="how many reports to read (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of parsing and reading (default: %(default)s)")
    parser.add_argument("--learned", action="store_true", help="read with the learned reader too, and compare")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "reports.jsonl"
        one = Path(folder) / "one.jsonl"
        _write_reports(lines, itertools.islice(itertools.cycle(_texts(options.texts)), options.reports))
        one.write_text(lines.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        measured: dict[str, Any] = {
            "machine": _processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            **_against_the_parse(lines, options.rounds, options.learned),
            "first_claim_seconds": min(_run(one, jobs=1)["first_line_seconds"] for _ in range(options.rounds)),
        }
        for jobs in (1, 2):
            run = _run(lines, jobs)
            measured[f"reports_a_second_{jobs}_jobs"] = run["reports_a_second"]
            measured[f"memory_gb_{jobs}_jobs"] = run["memory_gb"]
    if options.json:
        print(json.dumps(measured))
    else:
        _print(measured)


def _processor() -> str:
    """The processor's name where the system tells it, else the kind of machine."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def _texts(folder: Path | None) -> list[str]:
    from reportedly.capture import CaptureFailure, capture_many

    found = capture_many([folder or ROOT / "examples"], languages=None)
    texts = [report.text for report in found if not isinstance(report, CaptureFailure)]
    if not texts:
        sys.exit(f"{folder}: no report could be read there. Name a folder of .txt files.")
    return texts


def _write_reports(path: Path, texts: Iterable[str]) -> None:
    """One report a line. Each has a number in its address, so that no two are the same report."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            report = {"uri": f"https://reports.example/{number}", "text": text, "published": "2016-08-02"}
            file.write(json.dumps(report) + "\n")


def _against_the_parse(lines: Path, rounds: int, learned: bool) -> dict[str, float]:
    from reportedly.capture import CaptureFailure, capture_many
    from reportedly.reading.language_model import load_language_model
    from reportedly.reading.pipeline import BATCH, read_many

    reports = [one for one in capture_many([lines], languages=None) if not isinstance(one, CaptureFailure)]
    texts = [report.text for report in reports]
    bare = load_language_model()

    def parse() -> None:
        for _ in bare.pipe(texts, batch_size=BATCH):
            pass

    def read() -> None:
        for _ in read_many(reports):
            pass

    def read_learned() -> None:
        for _ in read_many(reports, learned=True):
            pass

    works = [parse, read, *([read_learned] if learned else [])]
    # The first reports of each are read once before, so that nothing is loaded while the clock runs.
    list(bare.pipe(texts[:BATCH]))
    list(read_many(reports[:BATCH], learned=learned))
    times = [[_seconds(work) for work in works] for _ in range(rounds)]
    parse_seconds, read_seconds, *beside = (min(column) for column in zip(*times, strict=True))
    return {
        "reports": len(reports),
        "words": sum(len(text.split()) for text in texts),
        "parse_seconds": parse_seconds,
        "read_seconds": read_seconds,
        "ratio": read_seconds / parse_seconds,
        **({"learned_ratio": beside[0] / read_seconds} if learned else {}),
    }


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _run(lines: Path, jobs: int) -> dict[str, float]:
    """``reportedly read --json`` in a fresh process, watched from outside."""
    command = [sys.executable, "-m", "reportedly", "read", "--json", "--jobs", str(jobs), str(lines)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=ROOT) as process:  # noqa: S603
        memory = _Memory(process.pid)
        memory.start()
        assert process.stdout is not None  # noqa: S101
        printed = [time.perf_counter() - start for _ in process.stdout]
        memory.stop()
    if process.returncode or not printed:
        sys.exit(f"reportedly read ended with status {process.returncode}. See its message above.")
    # The rate is that of the last three quarters, when every process has started and works.
    quarter = len(printed) // 4
    span = printed[-1] - printed[quarter]
    return {
        "first_line_seconds": printed[0],
        "reports_a_second": (len(printed) - 1 - quarter) / span if span else 0.0,
        "memory_gb": memory.peak_bytes / 1e9,
    }


class _Memory(threading.Thread):
    """Watches the memory of a process and all that it starts."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.1):
            self.peak_bytes = max(self.peak_bytes, sum(map(_resident_bytes, _family(self._pid))))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = children.read_text().split()
        except OSError:  # the thread has ended
            continue
        for child in below:
            yield from _family(int(child))


def _resident_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # the process has ended, or this is not Linux
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def _print(measured: dict[str, Any]) -> None:
    def line(label: str, value: str, target: str = "") -> None:
        print(f"{label:<42}{value:>12}  {target}".rstrip())

    def memory(jobs: int) -> str:
        return f"{measured[f'memory_gb_{jobs}_jobs']:.2f} GB" if measured[f"memory_gb_{jobs}_jobs"] else "not measured"

    line("reports", f"{measured['reports']:,.0f}")
    line("words", f"{measured['words']:,.0f}")
    line("bare parse", f"{measured['parse_seconds']:.2f} s")
    line("read", f"{measured['read_seconds']:.2f} s")
    line("read over bare parse", f"{measured['ratio']:.2f}", f"target: at most {TARGETS['ratio']}")
    if "learned_ratio" in measured:
        line("read --learned over read", f"{measured['learned_ratio']:.2f}")
    for jobs in (1, 2):
        line(f"reports a second, --jobs {jobs}", f"{measured[f'reports_a_second_{jobs}_jobs']:.1f}")
    line("memory, --jobs 1", memory(1))
    line("memory, --jobs 2", memory(2), f"target: at most {TARGETS['memory_gb_2_jobs']} GB")
    first = f"target: under {TARGETS['first_claim_seconds']:.0f} s"
    line("fresh process to its first claims", f"{measured['first_claim_seconds']:.2f} s", first)


if __name__ == "__main__":
    main()
