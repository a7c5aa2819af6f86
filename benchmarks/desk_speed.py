"""How fast the desk answers with 20,000 incidents and 100,000 claims: lists, filters, map, timeline, an incident.

    python benchmarks/desk_speed.py [--incidents 20000] [--rounds 15] [--ledger FILE]

The reports are made up by rule from a fixed seed: a war of five years in 14 provinces and 400 towns, every event told
by one to three reports with two or three claims each. They are put together by construction and not by the linker,
whose own speed link_speed.py measures. With --ledger the ledger is kept there and used again. Each page is asked for
in this process, without a network between; the table gives the median and the slowest of the rounds in milliseconds,
and the median of the processor's time alone, since a busy machine stretches the clock. Exit status 1 where a median is
over 300 ms.
"""

import argparse
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

MOST_MILLISECONDS = 300
FIRST_DAY = date(2013, 1, 1)
DAYS_OF_WAR = 5 * 365
PROVINCES = 14
TOWNS = 400
KINDS = (
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Suicide bomb"),
    ("Violence against civilians", "Attack"),
)
SYLLABLES = ("ba", "dar", "el", "fi", "gan", "hu", "jis", "ka", "lun", "mar", "nab", "or", "qu", "ras", "sal", "tel")


def name_of(chance: random.Random) -> str:
    """A name nobody bears."""
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def readings(incidents: int) -> Iterator["Reading"]:  # noqa: F821 - imported once Django is set up
    """One to three readings an incident; the report's address says which incident it tells of."""
    from reportedly.model import Actor, Source

    chance = random.Random(11)  # noqa: S311 - made-up data
    towns = [(name_of(chance), 33 + 4 * chance.random(), 36 + 6 * chance.random(), n % PROVINCES) for n in range(TOWNS)]
    actors = [Actor(id=f"actor-{n}", name=f"Actor {n}", kind="rebel", text=f"actor {n}") for n in range(12)]
    sources = [Source(id=f"source-{n}", name=f"Source {n}", kind="ngo") for n in range(40)]
    words = [name_of(chance).lower() for _ in range(3000)]
    for number in range(incidents):
        town = chance.choice(towns)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS_OF_WAR))
        kind = chance.choice(KINDS)
        killed = min(int(chance.expovariate(1 / 6)) + 1, 120)
        doers = chance.sample(actors, 2)
        for copy in range(number % 3 + 1):
            claims = 2 + (number + copy) % 2
            story = " ".join(chance.choices(words, k=80))
            said_by = chance.sample(sources, claims)
            yield reading(number, copy, town, day, kind, killed + copy, doers, said_by, story)


def reading(number, copy, town, day, kind, killed, doers, said_by, story):  # type: ignore[no-untyped-def]
    """One report of one event, with a claim by each of ``said_by``."""
    from reportedly.model import (
        Account,
        AccountFigure,
        Claim,
        Event,
        Figure,
        Place,
        Published,
        Reading,
        Report,
        Span,
        When,
        content_id,
        sha256_of_text,
    )

    name, latitude, longitude, province = town
    sentences = [f"{source.name} said {killed} people were killed in {name}" for source in said_by]
    text = f"Dead in {name} {number} {copy}\n" + ". ".join(sentences) + f". {story}"
    published = (day + timedelta(days=copy)).isoformat()
    uri = f"https://news.example/{number}/{copy}"
    publisher = f"Paper {(number + copy) % 25}"
    report = Report(
        id=Report.identify(text, publisher, uri), uri=uri, publisher=publisher, headline=text.split("\n")[0],
        standfirst=None, by=None, language="en", published=Published(date=published, precision="day", basis="metadata"),
        captured_at=None, media_type="text/plain", sha256=None, text_sha256=sha256_of_text(text), text=text,
    )  # fmt: skip

    def span(exact: str, after: int = 0) -> Span:
        start = text.index(exact, after)
        return Span.of(text, start, start + len(exact))

    place = Place(text=name, span=None, name=name, geonameid=None, feature_code="PPL", admin1=f"Province {province}",
                  country="SY", latitude=latitude, longitude=longitude, precision=(1, 1, 2, 4)[number % 4])  # fmt: skip
    when = When(text="", span=None, start=day.isoformat(), end=day.isoformat(), precision=1)
    event = Event(type=kind[0], sub_type=kind[1], weapon=None, trigger=span("killed"))
    claims = []
    for place_in_text, (source, sentence) in enumerate(zip(said_by, sentences, strict=True)):
        words = span(sentence)
        figure = Figure(harm="killed", group="all", who=None, subgroup=None, minimum=killed + place_in_text,
                        maximum=killed + place_in_text, qualifier="exact", verbatim=str(killed),
                        span=span(str(killed), words.start))  # fmt: skip
        claims.append(
            Claim(id=content_id("claim", report.id, place_in_text), report=report.id, said_by=(source,),
                  source=span(source.name, words.start), cue=span("said", words.start), content=(words,),
                  quote="indirect", factuality="CT+", stage="accomplished", event=event,
                  perpetrators=(doers[place_in_text % 2],), responsibility="accused", targets=(), place=place,
                  when=when, figures=(figure,), stance=None, reader="benchmark@1")
        )  # fmt: skip
    figures = tuple(
        AccountFigure(**dict(claim.figures[0]), claim=claim.id, said_by=claim.said_by, main_toll=True)
        for claim in claims
    )
    account = Account(id=content_id("account", report.id), report=report.id, role="main",
                      claims=tuple(claim.id for claim in claims), event=event, perpetrators=(doers[0],),
                      responsibility="accused", said_by=claims[0].said_by, place=place, when=when, figures=figures,
                      disputes=())  # fmt: skip
    return Reading(report=report, claims=tuple(claims), accounts=(account,))


def by_address(found: Iterable["Reading"], reviews: object) -> tuple["Incident", ...]:  # noqa: F821
    """An incident of all reports whose addresses say so."""
    from reportedly.linking.incidents import incident_of
    from reportedly.linking.titles import speakable_ids

    groups = defaultdict(list)
    for one in found:
        groups[one.report.uri.rsplit("/", 1)[0]].append(one)
    ids = speakable_ids(groups)
    return tuple(
        incident_of([a for one in group for a in one.accounts], [], {r.report.id: r for r in group}, ids[key])
        for key, group in groups.items()
    )


def fill(address: str, incidents: int) -> None:
    """Write the made-up ledger."""
    from reportedly.ledger import open_ledger
    from reportedly.ledger.models import HeadRow
    from reportedly.version import __version__

    with open_ledger(address, linker=by_address) as ledger:
        ledger.record(readings(incidents), author="benchmark")
        # The desk must take these incidents for its own linker's, or it would link everything anew at the first page.
        HeadRow.objects.using(ledger.alias).update(linker=f"reportedly@{__version__}")


def main() -> int:
    """Fill a ledger, ask for each page, print how long it took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--incidents", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--ledger", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "speed.sqlite3"
        return measure(path, options.incidents, options.rounds)


def measure(path: Path, incidents: int, rounds: int) -> int:
    """Time the pages on the ledger at ``path``, which is filled where it is new."""
    os.environ.setdefault("REPORTEDLY_SECRET_KEY", "only for this benchmark")
    is_new = not path.exists()
    from reportedly.desk.serving import prepare

    prepare(str(path))
    logging.disable(logging.WARNING)
    if is_new:
        started = time.perf_counter()
        fill(str(path), incidents)
        print(f"filled in {time.perf_counter() - started:.0f} s")

    from django.test import Client

    from reportedly.desk.book import the_ledger
    from reportedly.desk.people.models import User
    from reportedly.desk.people.roles import give_role
    from reportedly.desk.reckoning import is_behind, reckon
    from reportedly.ledger.models import ClaimRow, IncidentRow

    user, made = User.objects.get_or_create(username="benchmark")
    if made:
        give_role(user, "editor", by="benchmark")
    for name in ("sources", "actors"):
        if is_behind(the_ledger(), name):
            started = time.perf_counter()
            reckon(the_ledger(), name)
            print(f"reckoned {name} in {time.perf_counter() - started:.0f} s")
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    rows = IncidentRow.objects.order_by("-reports", "ref")
    most_told = rows.first().ref
    place = rows.first().places.split("\n")[0]
    print(f"{IncidentRow.objects.count():,} incidents, {ClaimRow.objects.count():,} claims")
    pages = {
        "list": "/incidents/",
        "list, page 200": "/incidents/?page=200",
        "list, deadliest first": "/incidents/?order=deadliest",
        "filter: words": f"/incidents/?text={place}",
        "filter: place and days": f"/incidents/?place={place}&since=2014&until=2016-06",
        "filter: actor, killed, event": "/incidents/?actor=actor+3&killed=10&event=Air%2Fdrone+strike",
        "map page": "/incidents/?view=map",
        "map data, all": "/incidents/map.json?zoom=5&window=30,30,45,40",
        "map data, near": "/incidents/map.json?zoom=8&window=36,33,38,35",
        "timeline": "/incidents/?view=timeline",
        "incident": f"/incident/{most_told}/",
        "queue": "/queue/",
        "sources": "/sources/",
        "api: incidents": "/api/v1/incidents?limit=50",
    }
    slow = 0
    print(f"{'page':32}{'median ms':>12}{'slowest ms':>12}{'processor ms':>14}")
    for label, address in pages.items():
        taken, worked = [], []
        for _ in range(rounds):
            started, working = time.perf_counter(), time.process_time()
            response = client.get(address)
            taken.append((time.perf_counter() - started) * 1000)
            worked.append((time.process_time() - working) * 1000)
            if response.status_code != 200:
                sys.exit(f"{address}: status {response.status_code}")
        median = statistics.median(taken)
        slow += median > MOST_MILLISECONDS
        print(f"{label:32}{median:12.0f}{max(taken):12.0f}{statistics.median(worked):14.0f}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
