"""Finding incidents: by what they are, and by as much of an id as one remembers."""

from itertools import count

import pytest
from ledger_samples import incident_id, make_reading

from reportedly.ledger import AmbiguousIdError, Filters, LedgerError, UnknownIdError
from reportedly.model import Review

JULY = make_reading(1, town="Atmeh", day="2016-07-31", killed=50, publisher="Orontes Post")
FIRST = make_reading(2, town="Saraqib", day="2016-08-01", killed=5)
SECOND = make_reading(3, town="Aleppo", day="2016-08-02", killed=28)
READINGS = [FIRST, SECOND, JULY]


@pytest.fixture
def filled(ledger):
    ledger.record(READINGS, author="amal")
    return ledger


def towns(ledger, **filters):
    return [incident.place.name for incident in ledger.incidents(**filters)]


def test_incidents_come_newest_first(filled):
    assert towns(filled) == ["Aleppo", "Saraqib", "Atmeh"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"since": "2016-08-01"}, ["Aleppo", "Saraqib"]),
        ({"until": "2016-08-01"}, ["Saraqib", "Atmeh"]),
        ({"since": "2016-08", "until": "2016-08"}, ["Aleppo", "Saraqib"]),
        ({"until": "2016"}, ["Aleppo", "Saraqib", "Atmeh"]),
        ({"since": "2017"}, []),
        ({"place": "saraq"}, ["Saraqib"]),
        ({"place": "IDLIB"}, ["Aleppo", "Saraqib", "Atmeh"]),
        ({"place": "50%"}, []),
        ({"actor": "syrian REBELS"}, ["Aleppo", "Saraqib", "Atmeh"]),
        ({"actor": "kurdish"}, []),
        ({"grading": "weak"}, ["Aleppo", "Saraqib", "Atmeh"]),
        ({"grading": "confirmed"}, []),
        ({"minimum_killed": 28}, ["Aleppo", "Atmeh"]),
        ({"minimum_killed": 0}, ["Aleppo", "Saraqib", "Atmeh"]),
        ({"text": "killing 28 SOLDIERS"}, ["Aleppo"]),
        ({"text": "dispatch 1"}, ["Atmeh"]),
        ({"event": "Explosions/Remote violence"}, ["Aleppo", "Saraqib", "Atmeh"]),
        ({"event": "Shelling/artillery/missile attack", "place": "atmeh"}, ["Atmeh"]),
        ({"event": "Agreement"}, []),
    ],
)
def test_filters_pick_incidents(filled, filters, found):
    assert towns(filled, **filters) == found


def test_incidents_are_found_by_what_people_decided(filled):
    filled.review(
        Review.of("accept", author="amal", at="2026-01-02T00:00:00Z", reason="seen", accounts=(JULY.accounts[0].id,))
    )
    assert towns(filled, review="accepted") == ["Atmeh"]
    assert towns(filled, review="open") == ["Aleppo", "Saraqib"]


def test_filters_are_a_value_that_can_be_kept(filled):
    kept = Filters(since="2016-08-01", minimum_killed=10)
    assert [incident.place.name for incident in filled.incidents(kept)] == ["Aleppo"]
    assert [incident.place.name for incident in filled.incidents(kept, minimum_killed=5)] == ["Aleppo", "Saraqib"]


@pytest.mark.parametrize(
    "date",
    [
        "yesterday",
        "2016-13",
        "2016-08-32",
        "2016-06-31",
        "0000",
        "16-08-01",
        "2016-8-1",
        "2016-08-01T00:00",
    ],
)
def test_what_is_no_date_is_refused(filled, date):
    with pytest.raises(LedgerError, match="is not a date: write 2016-08-01, 2016-08 or 2016"):
        list(filled.incidents(since=date))


def test_an_incident_is_found_by_its_id_or_by_how_that_begins(filled):
    whole = incident_id(FIRST.accounts[0])
    for wanted in (whole, whole[:4], whole[:7], whole.upper(), f" {whole} "):
        assert filled.incident(wanted).id == whole


def test_a_report_is_found_with_and_without_its_kind(filled):
    whole = FIRST.report.id
    for wanted in (whole, whole.removeprefix("report-"), whole[:13]):
        assert filled.find("report", wanted) == whole


def test_an_unknown_id_names_the_nearest(filled):
    whole = incident_id(FIRST.accounts[0])
    mistyped = whole[:-1] + "x"
    with pytest.raises(UnknownIdError) as caught:
        filled.incident(mistyped)
    assert caught.value.nearest[0] == whole
    assert str(caught.value).startswith(f"there is no incident {mistyped!r} in this ledger; the nearest are {whole}, ")


def alike():
    """Two readings whose incidents' ids begin with the same three digits."""
    seen = {}
    for number in count():
        reading = make_reading(number)
        start = incident_id(reading.accounts[0])[:3]
        if start in seen:
            break
        seen[start] = reading
    return start, [seen[start], reading]


def test_a_short_id_that_begins_several_names_them(ledger):
    start, readings = alike()
    ledger.record(readings, author="amal")
    ids = sorted(incident_id(reading.accounts[0]) for reading in readings)
    with pytest.raises(AmbiguousIdError) as caught:
        ledger.incident(start)
    assert caught.value.candidates == tuple(ids)


def test_too_short_an_id_is_refused(filled):
    with pytest.raises(LedgerError, match="give at least 3 characters"):
        filled.incident("ab")
