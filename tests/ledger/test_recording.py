"""Readings into the ledger."""

import pytest
from ledger_samples import incident_id, make_reading

from reportedly.ledger import LedgerError, Recorded
from reportedly.ledger.recording import BATCH
from reportedly.model import Published


def actions(ledger):
    return [(entry.action, entry.actor) for entry in ledger.audit()]


def test_a_recorded_reading_is_given_back_whole(ledger):
    reading = make_reading()
    assert ledger.record([reading], author="amal") == Recorded(reports=1, readings=1, known=0)
    assert list(ledger.readings()) == [reading]
    assert ledger.reports([reading.report.id]) == {reading.report.id: reading.report}
    assert ledger.claims([reading.claims[0].id]) == {reading.claims[0].id: reading.claims[0]}


def test_every_capture_reading_and_linking_is_in_the_audit_log(ledger):
    ledger.record([make_reading()], author="amal")
    assert actions(ledger) == [("capture", "amal"), ("read", "amal"), ("link", "reportedly")]


def test_reading_the_same_file_twice_changes_nothing(ledger):
    ledger.record([make_reading()], author="amal")
    before = [vars(entry) | {"_state": None} for entry in ledger.audit()]
    again = make_reading(captured_at="2026-02-02T00:00:00Z", uri="file:///elsewhere/dispatch.txt")
    assert ledger.record([again, again], author="basil") == Recorded(known=2)
    assert [vars(entry) | {"_state": None} for entry in ledger.audit()] == before
    assert list(ledger.readings()) == [make_reading()]


def test_one_reading_given_twice_in_one_run_is_recorded_once(ledger):
    assert ledger.record([make_reading(), make_reading()], author="amal") == Recorded(reports=1, readings=1, known=1)


def test_what_a_newer_reader_reads_takes_the_place_of_the_older_reading(ledger):
    older, newer = make_reading(reader="rules@1"), make_reading(reader="rules@2")
    ledger.record([older], author="amal")
    assert ledger.record([newer], author="amal") == Recorded(readings=1)
    assert list(ledger.readings()) == [newer]
    assert [incident.id for incident in ledger.incidents()] == [incident_id(newer.accounts[0])]


def test_a_report_dated_anew_is_a_new_capture_of_the_same_report(ledger):
    undated = make_reading(day="2016-08-02")
    dated = make_reading(day="2016-08-01")
    assert undated.report.id == dated.report.id
    ledger.record([undated], author="amal")
    assert ledger.record([dated], author="amal") == Recorded(reports=1, readings=1)
    assert ledger.reports([dated.report.id]) == {dated.report.id: dated.report}


def test_a_reading_told_again_changes_nothing_and_says_that_a_later_one_counts(ledger):
    first, second = make_reading(day="2016-08-02"), make_reading(day="2016-08-01")
    ledger.record([first, second], author="amal")
    before = actions(ledger)
    assert ledger.record([first], author="amal") == Recorded(known=1, outdone=(first.report.id,))
    assert ledger.record([first, second], author="amal") == Recorded(known=2)
    assert list(ledger.readings()) == [second]
    assert actions(ledger) == before


def test_a_reading_told_again_counts_again_where_that_is_asked_for(ledger):
    first, second = make_reading(day="2016-08-02"), make_reading(day="2016-08-01")
    ledger.record([first, second], author="amal")
    for reading in (first, second, first):
        assert ledger.record([reading], author="basil", again=True) == Recorded(readings=1)
        assert list(ledger.readings()) == [reading]
        assert [incident.when.start for incident in ledger.incidents()] == [reading.report.published.date]
        assert ledger.record([reading], author="basil", again=True) == Recorded(known=1)
    found = ledger.verify()
    assert (found.reports, found.readings, found.problems) == (2, 5, ())


def published(reading, day, basis):
    date = Published(date=day, precision="day", basis=basis)
    return reading.model_copy(update={"report": reading.report.model_copy(update={"published": date})})


def test_a_date_that_a_person_gave_is_put_on_the_report_when_it_is_read_without_one(ledger):
    undated = published(make_reading(), "2016-08-09", "file")
    given, given_anew = (published(make_reading(), day, "user") for day in ("2016-08-01", "2016-08-02"))
    ledger.record([undated], author="amal")
    assert ledger.as_dated(undated.report) == undated.report
    ledger.record([given], author="amal")
    assert ledger.as_dated(undated.report) == given.report
    assert ledger.as_dated(given_anew.report) == given_anew.report
    assert ledger.as_dated(make_reading(2).report) == make_reading(2).report


def test_more_readings_than_fit_a_batch_are_all_recorded_in_order(ledger):
    readings = [make_reading(number) for number in range(BATCH * 2 + 3)]
    ledger.record(iter(readings), author="amal")
    assert list(ledger.readings()) == readings


def test_words_that_a_database_would_refuse_come_back_as_they_were(ledger):
    reading = make_reading(town="Sara\0qib\u2028", publisher="Agence\0 d\u00e9p\u00eaches")
    ledger.record([reading], author="amal")
    assert list(ledger.readings()) == [reading]
    assert ledger.verify().problems == ()


@pytest.mark.parametrize("author", ["", "  ", "a" * 301, "a\0b"])
def test_a_nameless_author_is_refused_and_nothing_is_recorded(ledger, author):
    with pytest.raises(LedgerError, match="author"):
        ledger.record([make_reading()], author=author)
    assert list(ledger.readings()) == []
    assert actions(ledger) == []


def test_readings_given_by_a_run_that_fails_halfway_are_kept_up_to_there(ledger):
    readings = [make_reading(number) for number in range(BATCH + 5)]

    def broken():
        yield from readings
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError):
        ledger.record(broken(), author="amal")
    assert list(ledger.readings()) == readings[:BATCH]
    assert len(list(ledger.incidents())) == BATCH
    ledger.record(readings, author="amal")
    assert list(ledger.readings()) == readings
