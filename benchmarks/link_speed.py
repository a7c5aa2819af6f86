"""How fast accounts become incidents: 10,000, 30,000 and 100,000 synthetic accounts, with time and memory.

    python benchmarks/link_speed.py [--sizes 10000,30000,100000]

The accounts are made up by rule from a fixed seed: a war of five years in 14 provinces and 400 towns, every event told
by one to eight reports that differ in toll, day, wording and how exactly they place it. Each size runs in a process of
its own, so that its memory is its own. CPU time is told beside the clock's, since a busy machine stretches the
clock; the last column is how much more of it an account takes than at the size before.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from multiprocessing import get_context

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


def measured(size: int) -> tuple[int, float, float, float]:
    """How many incidents, in how many seconds by the clock and of CPU time, with how many GB at most in the process."""
    made = list(readings(size))
    start, busy = time.perf_counter(), time.process_time()
    incidents = link(made)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return len(incidents), seconds, busy, peak


def main() -> int:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="10000,30000,100000", help="numbers of accounts, parted by commas")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    print(f"{'accounts':>10} {'incidents':>10} {'seconds':>9} {'CPU s':>8} {'GB':>6} {'CPU ms each':>12} {'growth':>7}")
    before = None
    for size in sizes:
        with get_context("spawn").Pool(1) as process:
            incidents, seconds, busy, gigabytes = process.apply(measured, (size,))
        each = 1000 * busy / size
        growth = f"{each / before:.2f}" if before else "-"
        print(
            f"{size:>10,} {incidents:>10,} {seconds:>9.1f} {busy:>8.1f} {gigabytes:>6.2f} {each:>12.2f} {growth:>7}",
            flush=True,
        )
        before = each
    return 0


if __name__ == "__main__":
    sys.exit(main())
