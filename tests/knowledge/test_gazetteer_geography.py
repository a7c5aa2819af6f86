import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.knowledge.geography import contains, distance_km, kilometres
from reportedly.model import Place


def place(name, code="PPL", admin1=None, country="SY", at=(None, None), geonameid=None):
    return Place(
        text=name, span=None, name=name, geonameid=geonameid, feature_code=code, admin1=admin1, country=country,
        latitude=at[0], longitude=at[1],
    )  # fmt: skip


SYRIA = place("Syria", "PCLI")
IDLIB = place("Idlib", "ADM1", "Idlib")
HOMS = place("Homs", "ADM1", "Homs")
SARAQIB = place("Saraqib", admin1="Idlib", geonameid=1)
ARIHA = place("Ariha", admin1="Idlib", geonameid=2)
NAMELESS = place("Taduf", code=None)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (SYRIA, SARAQIB, True),
        (SYRIA, place("Mosul", country="IQ"), False),
        (SYRIA, place("nowhere", country=None), None),
        (IDLIB, SARAQIB, True),
        (HOMS, SARAQIB, False),
        (IDLIB, SYRIA, False),
        (IDLIB, NAMELESS, None),
        (SARAQIB, ARIHA, None),
        (SARAQIB, SARAQIB, True),
        (SARAQIB, IDLIB, False),
    ],
)
def test_one_place_holds_another_as_far_as_country_and_division_tell(outer, inner, expected):
    assert contains(outer, inner) is expected


def test_a_degree_of_latitude_is_111_kilometres():
    assert round(kilometres(0, 0, 1, 0), 1) == 111.2


def test_the_distance_from_aleppo_to_damascus():
    aleppo, damascus = place("Aleppo", at=(36.2, 37.16)), place("Damascus", at=(33.51, 36.29))
    # By Pythagoras: 2.69 degrees of latitude are 299.1 km, 0.87 of longitude at 34.9 degrees north 79.4 km.
    assert round(distance_km(aleppo, damascus)) == 309


def test_a_place_without_coordinates_has_no_distance():
    assert distance_km(place("Aleppo", at=(36.2, 37.16)), NAMELESS) is None


points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@settings(deadline=None)
@given(points, points)
def test_distance_is_the_same_both_ways_and_never_beyond_half_the_globe(a, b):
    there, back = kilometres(*a, *b), kilometres(*b, *a)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there < 20_016
