from reportedly.evaluation.readings import read_and_kept, report_of

REPORTS = [report_of(f"Shells killed {number} people in Homs on Monday.") for number in (4, 5, 6)]


def test_readings_are_kept_and_taken_again(tmp_path):
    file = tmp_path / "kept" / "readings.jsonl"
    first = list(read_and_kept(REPORTS[:2], file))
    kept = file.read_bytes()
    assert list(read_and_kept(REPORTS[:2], file)) == first
    assert file.read_bytes() == kept
    assert [reading.report.id for reading in read_and_kept(REPORTS[::-1], file)] == [one.id for one in REPORTS[::-1]]
    assert file.read_bytes().startswith(kept)


def test_a_reading_that_a_stopped_run_left_half_written_is_made_anew(tmp_path):
    file = tmp_path / "readings.jsonl"
    whole = list(read_and_kept(REPORTS, file))
    kept = file.read_bytes()
    file.write_bytes(kept[:-40])
    assert list(read_and_kept(REPORTS, file)) == whole
    assert file.read_bytes() == kept
