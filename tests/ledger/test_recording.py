"""Readings into the ledger."""

import pytest
from ledger_samples import incident_id, make_reading

from reportedly.ledger import LedgerError, Recorded
from reportedly.ledger.recording import BATCH


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
