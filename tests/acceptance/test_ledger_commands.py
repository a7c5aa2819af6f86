"""The commands on the ledger, from reading to export, as a recorder uses them."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from runs import EXAMPLES, GOOD, Run, environment

from reportedly.books import correction
from reportedly.ledger import LedgerError

ATMEH = sorted(EXAMPLES.glob("atmeh-*"))


@pytest.fixture(scope="module")
def recorded(reportedly: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three reports of one bombing; not to be changed."""
    ledger = tmp_path_factory.mktemp("ledger") / "atmeh.sqlite3"
    done = reportedly("read", *ATMEH, "--ledger", ledger)
    assert (done.returncode, done.stderr) == (0, "")
    return ledger


@pytest.fixture
def ledger(recorded: Path, tmp_path: Path) -> Path:
    """A copy of it, to decide on."""
    copy = tmp_path / "copy.sqlite3"
    with sqlite3.connect(recorded) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


def listed(reportedly: Run, ledger: Path, *options: str) -> list[dict]:
    done = reportedly("incidents", "--json", *options, "--ledger", ledger)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_incidents_are_listed_with_each_account_whole_and_its_reports_address(reportedly: Run, recorded: Path):
    found = max(listed(reportedly, recorded), key=lambda incident: len(incident["accounts"]))
    assert found["place"]["name"] == "Atmeh"
    assert {account["uri"] for account in found["accounts"]} == {path.absolute().as_uri() for path in ATMEH}
    assert {"id", "report", "role", "claims", "figures", "said_by"} <= set(found["accounts"][0])


def test_filters_leave_out_what_does_not_meet_them(reportedly: Run, recorded: Path):
    every = listed(reportedly, recorded)
    killed = listed(reportedly, recorded, "--min-killed", "20", "--place", "atmeh", "--since", "2016-08")
    assert [incident["place"]["name"] for incident in killed] == ["Atmeh"]
    assert len(killed) <= len(every)
    assert listed(reportedly, recorded, "--until", "2015") == []


def test_reading_the_same_files_again_changes_nothing(reportedly: Run, ledger: Path):
    before = [listed(reportedly, ledger), reportedly("verify", "--ledger", ledger).stdout]
    assert reportedly("read", *ATMEH, "--ledger", ledger).returncode == 0
    assert [listed(reportedly, ledger), reportedly("verify", "--ledger", ledger).stdout] == before


def test_a_date_given_once_is_kept_and_of_two_dates_the_last_one_told_counts(reportedly: Run, tmp_path: Path):
    (tmp_path / "report.txt").write_text("A rocket killed three people in Saraqeb on Monday, the White Helmets said.\n")
    ledger = tmp_path / "ledger.sqlite3"

    def read(*options: str) -> tuple[int, str]:
        done = reportedly("read", "report.txt", *options, "--ledger", "ledger.sqlite3", cwd=tmp_path)
        assert done.stderr == ""
        return done.returncode, done.stdout.splitlines()[1].partition(" (")[0]

    first, second = ["--published", "2016-08-02"], ["--published", "2016-08-09"]
    assert [read(*first), read(), read(*second), read(), read(*first), read()] == [
        (0, "2 August 2016"), (0, "2 August 2016"), (0, "9 August 2016"), (0, "9 August 2016"), (0, "2 August 2016"),
        (0, "2 August 2016"),
    ]  # fmt: skip
    assert [incident["when"]["start"] for incident in listed(reportedly, ledger)] == ["2016-08-01"]


def test_a_reading_that_a_later_one_took_the_place_of_is_told_of_and_can_count_again(reportedly: Run, tmp_path: Path):
    (tmp_path / "unix.txt").write_bytes(GOOD.encode())
    (tmp_path / "windows.txt").write_bytes(GOOD.replace("\n", "\r\n").encode())
    at = {"cwd": tmp_path, "env": {"REPORTEDLY_LEDGER": "ledger.sqlite3"}}
    assert [reportedly("read", name, **at).stderr for name in ("unix.txt", "windows.txt")] == ["", ""]
    told = reportedly("read", "unix.txt", **at)
    assert (told.returncode, told.stderr) == (0, (
        "Read so before, and read otherwise since; the later reading is what the ledger counts: unix.txt. "
        "To let this reading count instead, add --again.\n"
    ))  # fmt: skip
    assert reportedly("read", "unix.txt", "--again", **at).stderr == ""
    assert reportedly("read", "unix.txt", **at).stderr == ""
    assert reportedly("verify", **at).stdout.startswith("All is as it was recorded: 2 reports, 3 readings, ")


@pytest.mark.parametrize(
    ("option", "given", "told"),
    [
        ("--grading", "strong", "'strong' is none of confirmed, fair, weak, contested, discounted."),
        ("--review", "opn", "'opn' is none of open, accepted, changed, rejected."),
        ("--event", "gas", "'gas' is none of Battles, "),
        ("--since", "2016-02-30", "'2016-02-30' is not a date: write 2016-08-01, 2016-08 or 2016."),
        ("--since", "2016-09", "nothing is since 2016-09 and until 2016-08."),
    ],
)
def test_a_filter_that_nothing_can_meet_is_wrong_usage(
    reportedly: Run, recorded: Path, option: str, given: str, told: str
):
    done = reportedly("incidents", option, given, "--until", "2016-08", "--ledger", recorded)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Invalid value for {option}: {told}" in done.stderr


def test_part_of_an_events_name_finds_it_whatever_its_case(reportedly: Run, recorded: Path):
    (found,) = listed(reportedly, recorded, "--min-killed", "20")
    kind = found["event"]["sub_type"]
    assert found in listed(reportedly, recorded, "--event", kind.upper())
    assert listed(reportedly, recorded, "--event", "shelling") == []


def test_an_export_that_the_log_cannot_take_is_not_written(reportedly: Run, ledger: Path, tmp_path: Path):
    with sqlite3.connect(ledger, isolation_level=None) as connection:
        connection.execute(
            "CREATE TRIGGER no_more BEFORE INSERT ON reportedly_audit BEGIN SELECT RAISE(ABORT, 'no more'); END"
        )
    done = reportedly("export", "ged", "out.csv", "--ledger", ledger, cwd=tmp_path)
    assert (done.returncode, done.stdout, (tmp_path / "out.csv").exists()) == (1, "", False)
    assert done.stderr == "the ledger cannot be written to: no more\n"


def test_output_that_finds_no_room_is_told_in_a_line(tmp_path: Path):
    (tmp_path / "report.txt").write_text(GOOD)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reportedly", "read", "--json", "report.txt"],
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment(), timeout=300, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "standard output: No space left on device\n")


def test_reading_to_json_records_nothing(reportedly: Run, tmp_path: Path):
    (tmp_path / "report.txt").write_text(GOOD)
    done = reportedly("read", "--json", "report.txt", cwd=tmp_path, env={"REPORTEDLY_LEDGER": "mine.sqlite3"})
    assert done.returncode == 0
    assert os.listdir(tmp_path) == ["report.txt"]


def test_a_ledger_that_cannot_be_used_is_told_and_the_reports_are_shown_all_the_same(reportedly: Run, tmp_path: Path):
    (tmp_path / "report.txt").write_text(GOOD)
    done = reportedly("read", "report.txt", "--ledger", "nowhere/ledger.sqlite3", cwd=tmp_path)
    assert done.returncode == 1
    assert "3 killed: Syrian Civil Defence" in done.stdout
    assert done.stderr.startswith("Nothing was recorded: the folder ")


def test_a_sheet_tells_the_toll_by_source_who_did_it_and_the_words(reportedly: Run, recorded: Path):
    (found,) = listed(reportedly, recorded, "--min-killed", "20")
    done = reportedly("show", found["id"], "--ledger", recorded)
    assert (done.returncode, done.stderr) == (0, "")
    for heading in ("How many", "Who did it", "In dispute", "Reports", "In their words"):
        assert f"\n{heading}" in done.stdout
    assert "Syrian Observatory for Human Rights" in done.stdout
    assert "left out: " in done.stdout


def test_why_tells_the_evidence_of_each_link(reportedly: Run, recorded: Path):
    (found,) = listed(reportedly, recorded, "--min-killed", "20")
    done = reportedly("why", found["id"][:4], "--ledger", recorded)
    assert (done.returncode, done.stderr) == (0, "")
    assert "for one incident. For: " in " ".join(done.stdout.split())


def test_a_split_a_correction_and_their_undoing(reportedly: Run, ledger: Path):
    (found,) = before = listed(reportedly, ledger, "--min-killed", "20")
    apart = next(account["report"] for account in found["accounts"] if account["id"] != found["founded_by"])
    split = reportedly("review", "split", found["id"], apart, "--reason", "another day", "--ledger", ledger)
    assert (split.returncode, split.stderr, split.stdout.startswith("Split: ")) == (0, "", True)
    assert all(
        {account["report"] for account in incident["accounts"]} != {account["report"] for account in found["accounts"]}
        for incident in listed(reportedly, ledger)
    )
    undone = reportedly("review", "undo", split.stdout.split()[-1], "--ledger", ledger)
    assert undone.stdout.startswith("Taken back")
    assert listed(reportedly, ledger, "--min-killed", "20") == before
    corrected = reportedly(
        "review", "correct", found["id"], "killed", "40-45-50", "--author", "amal", "--ledger", ledger
    )
    assert corrected.stdout.startswith(f"Corrected: {found['id']}\n")
    (now,) = listed(reportedly, ledger, "--review", "changed")
    toll = next(toll for toll in now["tolls"] if (toll["harm"], toll["group"]) == ("killed", "all"))
    assert (toll["low"], toll["best"], toll["high"], toll["method"]) == (40, 45, 50, "review by amal")


def test_an_exported_ledger_is_imported_whole(reportedly: Run, ledger: Path, tmp_path: Path):
    (tmp_path / "fair.txt").write_text("Book fair opens\n\n2 August 2016\n\nThe book fair opened, the mayor said.\n")
    assert reportedly("read", "fair.txt", "--ledger", ledger, cwd=tmp_path).returncode == 0
    first = listed(reportedly, ledger)
    reportedly("review", "accept", first[0]["id"], "--ledger", ledger)
    out, back = tmp_path / "all.jsonl", tmp_path / "back.jsonl"
    done = reportedly("export", "jsonl", out, "--ledger", ledger)
    assert (done.returncode, done.stdout) == (0, f"Wrote {len(first)} incident{'s' * (len(first) != 1)} to {out}\n")
    copy = tmp_path / "imported.sqlite3"
    assert reportedly("import", out, "--ledger", copy).returncode == 0
    assert listed(reportedly, copy) == listed(reportedly, ledger)
    reportedly("export", "jsonl", back, "--ledger", copy)
    assert back.read_bytes() == out.read_bytes()
    assert reportedly("verify", "--ledger", copy).stdout.startswith(
        "All is as it was recorded: 4 reports, 4 readings, "
    )


def test_an_export_goes_to_standard_output_and_nothing_else_does(reportedly: Run, ledger: Path):
    done = reportedly("export", "geojson", "-", "--ledger", ledger)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["type"] == "FeatureCollection"


def test_a_ledger_that_was_tampered_with_is_told_by_its_first_row(reportedly: Run, ledger: Path):
    assert reportedly("verify", "--ledger", ledger).returncode == 0
    with sqlite3.connect(ledger) as connection:
        connection.execute("DROP TRIGGER reportedly_report_update_guard")
        connection.execute("UPDATE reportedly_report SET body = replace(body, 'killed', 'saved') WHERE id = 1")
        (ref,) = connection.execute("SELECT ref FROM reportedly_report WHERE id = 1").fetchone()
    done = reportedly("verify", "--ledger", ledger)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{ref}: the report does not match the hash that it was captured with\n"


def test_incidents_that_were_altered_are_named_and_made_anew(reportedly: Run, ledger: Path):
    before = listed(reportedly, ledger)
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE reportedly_incident SET body = replace(body, 'killed', 'saved')")
        (ref,) = connection.execute("SELECT ref FROM reportedly_incident ORDER BY ref LIMIT 1").fetchone()
    done = reportedly("verify", "--rebuild", "--ledger", ledger)
    first, *_, last = done.stderr.splitlines()
    assert (done.returncode, first) == (1, f"{ref}: the incident does not match its hash; rebuild the incidents")
    assert last.startswith("Linked anew: ")
    assert reportedly("verify", "--ledger", ledger).returncode == 0
    assert listed(reportedly, ledger) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "zzzz"), "there is no incident 'zzzz' in this ledger; the nearest are "),
        (("show", "z"), "'z' is too short for an id: give at least 3 characters\n"),
        (("why", "zzzz"), "there is no incident 'zzzz' in this ledger; the nearest are "),
        (("review", "undo", "review-0000"), "there is no review 'review-0000' in this ledger\n"),
        (("export", "excel", "-"), "there is no format 'excel': choose among acled, ged, hxl, "),
        (("export", "acled", "nowhere/a.csv"), "there is no folder nowhere: make it first\n"),
        (("import", "nowhere.jsonl"), "nowhere.jsonl: No such file or directory\n"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(reportedly: Run, recorded: Path, arguments, message):
    done = reportedly(*arguments, "--ledger", recorded)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(message)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("colour", "red", "there is no field 'colour' to correct: choose among killed, "),
        ("when", "2016-08-40", "'2016-08-40' is not a date: write 2016-08-01, "),
        ("when", "2016-08", "'2016-08' is no day: write 2016-08-01, or 2016-07-31/2016-08-01 for several"),
        ("when", "2016-08-01/soon", "'soon' is not a date: "),
    ],
)
def test_a_correction_that_cannot_be_meant_is_told(field: str, value: str, told: str):
    with pytest.raises(LedgerError) as refused:
        correction(field, value)
    assert str(refused.value).startswith(told)


def test_a_correction_that_no_incident_can_follow_is_refused(reportedly: Run, ledger: Path):
    found = listed(reportedly, ledger)[0]
    before = reportedly("verify", "--ledger", ledger).stdout
    done = reportedly("review", "correct", found["id"], "grading", "excellent", "--ledger", ledger)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("grading cannot be corrected to 'excellent': ")
    assert reportedly("verify", "--ledger", ledger).stdout == before


def test_looking_into_a_ledger_that_is_not_there_makes_none(reportedly: Run, tmp_path: Path):
    done = reportedly("incidents", cwd=tmp_path, env={"REPORTEDLY_LEDGER": "mine.sqlite3"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("there is no ledger at ")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_country_dump_is_not_added_to_the_gazetteer(reportedly: Run, tmp_path: Path):
    notes = tmp_path / "notes.txt"
    notes.write_text("nothing of the kind\n")
    done = reportedly("gazetteer", "add", notes)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"{notes}: ")
