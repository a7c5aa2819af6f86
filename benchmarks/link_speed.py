"""How fast accounts become incidents: 10,000, 30,000 and 100,000 synthetic accounts, with time and memory.

    python benchmarks/link_speed.py [--sizes 10000,30000,100000] [--folder FOLDER]

The accounts are made up by rule from a fixed seed: a war of five years in 14 provinces and 400 towns, every event told
by one to eight reports that differ in toll, day, wording and how exactly they place it. ``link`` is the function over
what is in memory, ``rebuild`` links a whole ledger anew, reading it and writing its incidents. Each runs in a process
of its own, so that its memory is its own. CPU time is told beside the clock's, since a busy machine stretches the
clock; the last column is how much more of it an account takes than at the size before. Where a limit is passed, the
benchmark ends with status 1. With --folder the ledgers are kept there and used again.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from reportedly.ledger import open_ledger
from reportedly.linking import link
from reportedly.model import (
    EVENT_TYPE_OF,
    Account,
    AccountFigure,
    Actor,
    Claim,
    Event,
    Place,
    Published,
    Reading,
    Report,
    Source,
    Span,
    When,
    content_id,
    sha256_of_text,
)

LIMITS = {"cpu_seconds": 180.0, "gigabytes": 4.0, "growth": 1.3}
"""What no size may go beyond. CPU time and not the clock's: it is what the work takes on a machine that does no other.
Growth is of the CPU time that an account takes, against the size before."""

_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024

Made = TypeVar("Made")

FIRST_DAY = date(2013, 1, 1)
DAYS_OF_WAR = 5 * 365
PROVINCES = 14
TOWNS = 400
KINDS = ("Air/drone strike", "Shelling/artillery/missile attack", "Armed clash", "Suicide bomb", "Attack")
SYLLABLES = ("ba", "dar", "el", "fi", "gan", "hu", "jis", "ka", "lun", "mar", "nab", "or", "qu", "ras", "sal", "tel")
WORDS = 6000


def made_up_name(chance: random.Random) -> str:
    """A name nobody bears."""
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def readings(accounts: int, seed: int = 7) -> Iterator[Reading]:
    """Readings of one account each, ``accounts`` of them, the same ones for the same seed.

    The war lasts longer for more accounts, as a ledger's does: accounts a day stay the same.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up data
    towns = [
        (made_up_name(chance), number, 33 + 4 * chance.random(), 36 + 6 * chance.random(), number % PROVINCES)
        for number in range(TOWNS)
    ]
    names = [made_up_name(chance) for _ in range(4000)]
    # Words as news uses them: a few very often, most seldom (Zipf).
    words = [made_up_name(chance).lower() for _ in range(WORDS)]
    often = [1 / (rank + 10) for rank in range(WORDS)]
    actors = [Actor(id=f"actor-{n}", name=f"Actor {n}", kind="rebel", text=f"actor {n}") for n in range(12)]
    sources = [Source(id=f"source-{n}", name=f"Source {n}", kind="ngo") for n in range(20)]
    days = max(30, DAYS_OF_WAR * accounts // 100_000)
    made = 0
    while made < accounts:
        town = chance.choice(towns)
        day = FIRST_DAY + timedelta(days=chance.randrange(days))
        kind = chance.choice(KINDS)
        killed = min(int(chance.expovariate(1 / 6)) + 1, 120)
        doer = chance.choice(actors)
        people = chance.sample(names, 6)
        story = chance.choices(words, often, k=60)
        for _ in range(min(chance.choice((1, 1, 1, 2, 3, 5, 8)), accounts - made)):
            yield _reading(made, chance, town, day, kind, killed, doer, people, sources, [
                *chance.sample(story, 25), *chance.choices(words, often, k=60)])  # fmt: skip
            made += 1


def _reading(number, chance, town, day, kind, killed, doer, people, sources, words):  # type: ignore[no-untyped-def]
    name, town_number, latitude, longitude, province = town
    told = max(1, killed + chance.choice((0, 0, 0, -1, 1, 2)))
    published = day + timedelta(days=chance.choice((0, 0, 1, 1, 2)))
    mentioned = " and ".join(chance.sample(people, 3))
    told_of = " ".join(words)
    text = f"Report {number}. At least {told} people died in {name} on that day, said {mentioned}, while {told_of}."
    report = Report(
        id=content_id("report", number), uri=None, publisher=f"Paper {chance.randrange(30)}", headline=None,
        standfirst=None, by=None, language="en", captured_at=None, media_type=None, sha256=None,
        published=Published(date=published.isoformat(), precision="day", basis="metadata"),
        text_sha256=sha256_of_text(text), text=text,
    )  # fmt: skip
    exact = chance.random() < 0.85
    place = Place(
        text=name, span=None, name=name if exact else f"Province {province}",
        geonameid=town_number if exact else 10_000 + province, feature_code="PPL" if exact else "ADM1",
        admin1=f"Province {province}", country="SY", latitude=latitude, longitude=longitude,
        precision=1 if exact else 4,
    )  # fmt: skip
    when = When(text="", span=None, start=day.isoformat(), end=day.isoformat(), precision=1)
    event = Event(type=EVENT_TYPE_OF[kind], sub_type=kind, weapon=None, trigger=Span(start=0, end=0, exact=""))
    said_by = (chance.choice(sources),)
    whole = Span(start=0, end=len(text), exact=text)
    claim_id = content_id("claim", number)
    figure = AccountFigure(
        harm="killed", group="unknown", who=None, subgroup=None, minimum=told, maximum=None, qualifier="at_least",
        verbatim=f"At least {told}", span=whole, claim=claim_id, said_by=said_by, main_toll=True,
    )  # fmt: skip
    claim = Claim(
        id=claim_id, report=report.id, said_by=said_by, source=None, cue=None, content=(whole,), quote="none",
        factuality="CT+", stage="accomplished", event=event, perpetrators=(doer,), responsibility="accused",
        targets=(), place=place, when=when, figures=(), stance=None, reader="made-up@1",
    )  # fmt: skip
    account = Account(
        id=content_id("account", number), report=report.id, role="main", claims=(claim_id,), event=event,
        perpetrators=(doer,), responsibility="accused", said_by=said_by, place=place, when=when, figures=(figure,),
        disputes=(),
    )  # fmt: skip
    return Reading(report=report, claims=(claim,), accounts=(account,))


Measured = tuple[int, float, float, float]
"""How many incidents, in how many seconds by the clock and of CPU time, with how many GB at most in the process."""


def linked(size: int) -> Measured:
    """``link`` over ``size`` accounts, which are in memory already and count into it."""
    made = list(readings(size))
    start = time.perf_counter(), time.process_time()
    return _since(start, len(link(made)))


def recorded(path: str, size: int) -> None:
    """A ledger of ``size`` accounts, not linked yet."""
    with open_ledger(path) as ledger:
        ledger.record(readings(size), author="benchmark", link=False)


def rebuilt(path: str) -> Measured:
    """``Ledger.rebuild`` of what was recorded there."""
    start = time.perf_counter(), time.process_time()
    with open_ledger(path) as ledger:
        return _since(start, ledger.rebuild())


def _since(start: tuple[float, float], incidents: int) -> Measured:
    clock, busy = start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_BYTES / 1e9
    return incidents, time.perf_counter() - clock, time.process_time() - busy, peak


def alone(function: Callable[..., Made], *given: object) -> Made:
    """What ``function`` returns in a process of its own."""
    with get_context("spawn").Pool(1) as process:
        return process.apply(function, given)


def measured(size: int, folder: Path) -> Iterator[tuple[str, Measured]]:
    """What linking and rebuilding cost at one size. The ledger is made where ``folder`` does not hold it."""
    yield "link", alone(linked, size)
    path = folder / f"recorded-{size}.sqlite3"
    if not path.exists():
        alone(recorded, str(path), size)
    yield "rebuild", alone(rebuilt, str(path))


def beyond(what: str, size: int, busy: float, gigabytes: float, growth: float | None) -> Iterator[str]:
    """In words, which limits a measurement is beyond."""
    if busy > LIMITS["cpu_seconds"]:
        yield f"{what} of {size:,} takes {busy:.0f} s of CPU time, more than {LIMITS['cpu_seconds']:.0f}"
    if gigabytes > LIMITS["gigabytes"]:
        yield f"{what} of {size:,} takes {gigabytes:.2f} GB, more than {LIMITS['gigabytes']:.0f}"
    if growth is not None and growth > LIMITS["growth"]:
        yield f"{what} of {size:,} takes {growth:.2f} times as long for each account, more than {LIMITS['growth']}"


def main() -> int:
    """Print one line a size and kind of work; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="10000,30000,100000", help="numbers of accounts, parted by commas")
    parser.add_argument("--folder", type=Path, help="where the ledgers are kept and used again")
    asked = parser.parse_args()
    print(
        f"{'accounts':>10}  {'what':8} {'incidents':>10} {'seconds':>9} {'CPU s':>8} {'GB':>6} {'CPU ms each':>12}"
        f" {'growth':>7}"
    )
    before: dict[str, float] = {}
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        for size in (int(size) for size in asked.sizes.split(",")):
            for what, (incidents, seconds, busy, gigabytes) in measured(size, asked.folder or Path(made)):
                each = 1000 * busy / size
                growth = each / before[what] if what in before else None
                before[what] = each
                problems += beyond(what, size, busy, gigabytes, growth)
                print(
                    f"{size:>10,}  {what:8} {incidents:>10,} {seconds:>9.1f} {busy:>8.1f} {gigabytes:>6.2f}"
                    f" {each:>12.2f} {f'{growth:.2f}' if growth else '-':>7}",
                    flush=True,
                )
    limits = "{cpu_seconds:.0f} s of CPU time, {gigabytes:.0f} GB, growth {growth}".format(**LIMITS)
    print("\n".join(problems) or f"within the limits: at most {limits}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
