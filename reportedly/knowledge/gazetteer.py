"""Looks up place names: which places of the world bear a name, under any of its usual spellings.

The index is built once into the user's cache folder and opened read-only from then on.
"""

import os
import shutil
import sqlite3
import threading
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from reportedly.knowledge.folders import cache_folder, data_folder
from reportedly.knowledge.gazetteer_index import COLUMNS, RANK_NAME, Entry, Progress, build, index_name, read_dump
from reportedly.knowledge.names import fold, plain
from reportedly.model import Place, Span

__all__ = ["Entry", "Gazetteer", "Match", "add_country_dump", "open_gazetteer"]

MOST_ENTRIES = 80
"""How many bearers of one name are looked at, most populous first."""

How = Literal["name", "alternate", "folded"]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that bears a name, and ``how``: as its main name, as another name, or only as a transliteration."""

    entry: Entry
    how: How


class Gazetteer:
    """The gazetteer over one index file. Cheap to open, safe to share between threads, to fork and to pickle."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self.find = lru_cache(maxsize=8192)(self._find)
        self.find_folded = lru_cache(maxsize=4096)(self._find_folded)
        self.division_name = lru_cache(maxsize=1024)(self._division_name)
        self.country_of_demonym = lru_cache(maxsize=1024)(self._country_of_demonym)

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path]]:
        return Gazetteer, (self.path,)

    def _find(self, name: str) -> tuple[Match, ...]:
        """The places that bear ``name``, whatever its case and accents, most populous first."""
        rows = self._query(_BY_NAME, plain(name))
        return tuple(Match(_entry(row), "name" if row[-1] == RANK_NAME else "alternate") for row in rows)

    def _find_folded(self, name: str) -> tuple[Match, ...]:
        """The places whose name may be ``name`` in another transliteration, most populous first."""
        rows = self._query(_BY_FOLDED_NAME, fold(name))
        return tuple(Match(_entry(row), "folded") for row in rows)

    def _division_name(self, country: str | None, code: str | None) -> str | None:
        """The name of the first-order division with GeoNames' ``code``, if it is known."""
        rows = self._query("SELECT name FROM division WHERE country = ? AND code = ?", country or "", code or "")
        return str(rows[0][0]) if rows else None

    def _country_of_demonym(self, word: str) -> str | None:
        """The ISO 3166-1 code of the country whose people or things ``word`` names ("Syrian" → "SY")."""
        rows = self._query("SELECT country FROM demonym WHERE key = ?", plain(word))
        if rows:
            return str(rows[0][0])
        # "Syrias army" is "Syria's army" in a text that has lost its apostrophes.
        named = self.find(word[:-1]) if len(word) > 4 and word.endswith("s") else ()
        return named[0].entry.country if named and named[0].entry.feature_code == "PCLI" else None

    def country(self, code: str) -> tuple[Match, ...]:
        """The country with this ISO 3166-1 code, as a single match; nothing where there is none."""
        rows = self._query(_COUNTRY, code)
        return tuple(Match(_entry(row), "name") for row in rows)

    def largest_towns(self, west: float, south: float, east: float, north: float, most: int) -> tuple[Entry, ...]:
        """The towns of the most people between four edges (WGS 84 degrees), largest first, ``most`` of them at most."""
        rows = self._query(_LARGEST_TOWNS, south, north, west, east, most)
        return tuple(_entry(row) for row in rows)

    def place(self, entry: Entry, text: str, span: Span | None = None, precision: int | None = None) -> Place:
        """``entry`` as the place that a report names with ``text``; ``precision`` where the words tell it less well."""
        return Place(
            text=text,
            span=span,
            name=entry.name,
            geonameid=entry.geonameid,
            feature_code=entry.feature_code,
            admin1=self.division_name(entry.country, entry.admin1),
            country=entry.country,
            latitude=entry.latitude,
            longitude=entry.longitude,
            precision=precision if precision is not None else entry.precision,
        )

    def _query(self, statement: str, *values: str | float) -> list[tuple[object, ...]]:
        return self._connection().execute(statement, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        # A connection must not cross a fork or a thread.
        mine: tuple[int, sqlite3.Connection] | None = getattr(self._local, "opened", None)
        if mine is None or mine[0] != os.getpid():
            connection = sqlite3.connect(f"{self.path.as_uri()}?mode=ro&immutable=1", uri=True)
            connection.execute("PRAGMA mmap_size = 268435456")
            connection.execute("PRAGMA cache_size = -2000")
            mine = self._local.opened = (os.getpid(), connection)
        return mine[1]


_COLUMNS = ", ".join(f"place.{column}" for column in COLUMNS)
_MOST_POPULOUS = f"ORDER BY population DESC, place.id LIMIT {MOST_ENTRIES}"
_BY_NAME = f"SELECT {_COLUMNS}, rank FROM exact JOIN place ON place.id = place WHERE key = ? {_MOST_POPULOUS}"  # noqa: S608
_BY_FOLDED_NAME = f"SELECT {_COLUMNS} FROM folded JOIN place ON place.id = place WHERE key = ? {_MOST_POPULOUS}"  # noqa: S608
_COUNTRY = f"SELECT {_COLUMNS} FROM place WHERE country = ? AND feature_code = 'PCLI'"  # noqa: S608
# Quarters of a town (PPLX) lie inside it, and what was left or destroyed (PPLH, PPLQ, PPLW) holds nobody.
_LARGEST_TOWNS = (
    f"SELECT {_COLUMNS} FROM place WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND population > 0 "  # noqa: S608
    "AND feature_code LIKE 'PPL%' AND feature_code NOT IN ('PPLX', 'PPLH', 'PPLQ', 'PPLW') "
    "ORDER BY population DESC, id LIMIT ?"
)


def _entry(row: tuple[object, ...]) -> Entry:
    identity, ref, *rest = row[: len(COLUMNS)]
    return Entry(ref, identity if isinstance(identity, int) and identity > 0 else None, *rest)  # type: ignore[arg-type]


def open_gazetteer(progress: Progress | None = None) -> Gazetteer:
    """The gazetteer for what is installed and added now; its index is built first where there is none yet.

    ``progress`` is called while it is built. Raises OSError when no folder can be written.
    """
    path = cache_folder() / index_name()
    if not path.exists():
        build(path, progress)
    return Gazetteer(path)


def add_country_dump(path: Path) -> Path:
    """Add a GeoNames country dump (``SY.txt``, or the ``SY.zip`` it comes in) to the user's gazetteer.

    Gives back where it is kept. The index is built anew when the gazetteer is next opened. Raises FileNotFoundError
    when there is no such file and ValueError, naming the line, when it is not a GeoNames dump.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    folder = data_folder() / "gazetteer"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{path.stem}.txt"
    unfinished = kept.with_suffix(".part")
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, f"{path.stem}.txt", path, unfinished)
        else:
            shutil.copyfile(path, unfinished)
        _check(unfinished, path)
        os.replace(unfinished, kept)
    finally:
        unfinished.unlink(missing_ok=True)
    return kept


def _unpack(archive: zipfile.ZipFile, member: str, path: Path, to: Path) -> None:
    if member not in archive.namelist():
        raise ValueError(f"{path}: no {member} in it; a GeoNames country archive holds a file named like itself")
    with archive.open(member) as source, to.open("wb") as target:
        shutil.copyfileobj(source, target)


def _check(copied: Path, given: Path) -> None:
    try:
        places = sum(1 for _ in read_dump(copied))
    except UnicodeDecodeError as error:
        raise ValueError(f"{given}: not UTF-8 text ({error.reason}); give the file as GeoNames publishes it") from error
    except ValueError as error:
        raise ValueError(f"{given}: {error}") from error
    if not places:
        raise ValueError(f"{given}: no places in it; give a country dump of GeoNames with 19 tab-separated columns")
