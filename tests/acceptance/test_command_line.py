"""``reportedly`` as it is typed: what goes where, and with which exit status."""

import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from runs import EXAMPLES, GOOD, ROOT, Run, environment

from reportedly.model import Reading
from reportedly.version import __version__

COLOUR = re.compile(r"\x1b\[[0-9;]*[3489][0-9;]*m")


def on_a_terminal(*arguments: str, cwd: Path = ROOT, **env: str) -> str:
    """What a terminal of 100 columns shows of a run, escape sequences and all."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "reportedly", *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=cwd,
        env=environment(COLUMNS="100", TERM="xterm-256color", **env),
    )
    os.close(follower)
    shown = b""
    while True:
        ready, _, _ = select.select([leader], [], [], 120)
        try:
            piece = os.read(leader, 65536) if ready else b""
        except OSError:  # the other side is closed
            piece = b""
        if not piece:
            break
        shown += piece
    process.wait(timeout=60)
    os.close(leader)
    return shown.decode("utf-8")


def test_the_version_is_printed(reportedly: Run):
    result = reportedly("--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"reportedly {__version__}\n", "")


@pytest.mark.parametrize("module", ["spacy", "trafilatura", "jinja2", "dateparser"])
def test_help_and_version_load_nothing_heavy(module: str):
    program = f"import sys, reportedly.cli; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment(), check=False).returncode == 0


def test_the_help_of_every_command_has_examples(reportedly: Run):
    listed = reportedly("--help").stdout.partition("Commands:\n")[2].partition("\n\n")[0]
    commands = re.findall(r"^  (\w+) ", listed, re.MULTILINE)
    assert "read" in commands
    for command in commands:
        help_text = reportedly(command, "--help").stdout
        assert f"  reportedly {command} " in help_text.partition("Examples:")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "--no-such-option", "x.txt"],
        ["read", "x.txt", "--jobs", "0"],
        ["read", "x.txt", "--published", "the day before"],
        ["read", "x.txt", "--html", "no such folder/out.html"],
        ["no-such-command"],
        [],
    ],
)
def test_wrong_usage_is_status_2_with_nothing_on_standard_output(arguments: list[str], reportedly: Run):
    result = reportedly(*arguments)
    assert (result.returncode, result.stdout) == (2, "") if arguments else (2, result.stdout)
    assert "Traceback" not in result.stderr


def test_a_report_is_printed_as_a_table(good: Path, reportedly: Run):
    result = reportedly("read", good)
    assert (result.returncode, result.stderr) == (0, "")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines[0] == "Rocket kills three in Idlib"
    assert "Who says" in result.stdout
    assert "3 killed" in result.stdout
    assert "Syrian Civil" in result.stdout
    assert "\x1b" not in result.stdout


def test_json_is_one_reading_a_line_and_nothing_else(reportedly: Run):
    result = reportedly("read", "--json", EXAMPLES / "helicopter-wire.txt", EXAMPLES / "atmeh-first.txt")
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr, len(lines)) == (0, "", 2)
    for line in lines:
        reading = Reading.model_validate_json(line)
        assert reading.model_dump_json() == line
        assert all(
            span.exact == reading.report.text[span.start : span.end] for c in reading.claims for span in c.content
        )


def test_standard_input_is_read_as_a_report(reportedly: Run):
    result = reportedly("read", "--json", "-", stdin=GOOD.encode())
    report = json.loads(result.stdout)["report"]
    assert (result.returncode, report["headline"], report["uri"]) == (0, "Rocket kills three in Idlib", None)


def test_json_lines_on_standard_input_are_reports(reportedly: Run):
    reports = [{"uri": f"https://news.example/{n}", "text": GOOD.replace("Idlib", f"Idlib {n}")} for n in range(3)]
    result = reportedly("read", "--json", "-", stdin="\n".join(map(json.dumps, reports)).encode())
    uris = [json.loads(line)["report"]["uri"] for line in result.stdout.splitlines()]
    assert (result.returncode, uris) == (
        0,
        ["https://news.example/0", "https://news.example/1", "https://news.example/2"],
    )


def test_what_the_user_knows_goes_before_what_the_report_says(good: Path, reportedly: Run):
    result = reportedly("read", "--json", good, "--published", "2016-08-03", "--publisher", "Harbour Courier")
    report = json.loads(result.stdout)["report"]
    assert report["published"] == {"date": "2016-08-03", "precision": "day", "basis": "user"}
    assert report["publisher"] == "Harbour Courier"


def test_two_processes_give_what_one_gives(reportedly: Run):
    def unstamped(text: str) -> list[str]:
        return [re.sub(r'"captured_at":"[^"]*"', "", line) for line in text.splitlines()]

    one = reportedly("read", "--json", EXAMPLES)
    two = reportedly("read", "--json", EXAMPLES, "--jobs", "2")
    assert (one.returncode, len(one.stdout.splitlines())) == (0, 12)
    assert unstamped(one.stdout) == unstamped(two.stdout)


def test_text_is_utf_8_whatever_the_locale(tmp_path: Path, reportedly: Run):
    (tmp_path / "تقرير.txt").write_text(GOOD.replace("Idlib", "Idlib إدلب", 1), encoding="utf-8")
    result = reportedly(
        "read", tmp_path, env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    )
    assert result.returncode == 0
    assert result.stdout.startswith("Rocket kills three in Idlib إدلب")


def test_a_closed_pipe_ends_the_run_in_silence():
    reports = "examples/helicopter-wire.txt " * 3
    command = f"{sys.executable} -m reportedly read --json {reports} | head -c 10"
    result = subprocess.run(["sh", "-c", command], capture_output=True, cwd=ROOT, env=environment(), check=False)
    assert (result.stdout, result.stderr) == (b'{"report":', b"")


def test_a_terminal_gets_colour_and_a_progress_bar(tmp_path: Path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(GOOD, encoding="utf-8")
    shown = on_a_terminal("read", ".", cwd=tmp_path)
    assert COLOUR.search(shown)
    assert "0/3" in shown
    assert shown.count("Who says") == 3


def test_no_color_is_respected(good: Path):
    shown = on_a_terminal("read", str(good), NO_COLOR="1")
    assert "Who says" in shown
    assert not COLOUR.search(shown)


def test_the_page_is_written_and_nothing_else(tmp_path: Path, good: Path, reportedly: Run):
    out = tmp_path / "evidence page.html"
    result = reportedly("read", good, "--html", out)
    assert (result.returncode, result.stdout, result.stderr) == (0, f"Wrote {out}\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evidence page.html", "good report.txt"]
    assert "<h2" in out.read_text(encoding="utf-8")


def test_a_page_written_into_the_folder_is_not_read_the_next_time(tmp_path: Path, good: Path, reportedly: Run):
    out = tmp_path / "evidence.html"
    assert reportedly("read", tmp_path, "--html", out).returncode == 0
    first = out.read_text(encoding="utf-8")
    assert reportedly("read", tmp_path, "--html", out).returncode == 0
    assert out.read_text(encoding="utf-8") == first


def test_json_and_a_page_can_be_had_at_once(tmp_path: Path, good: Path, reportedly: Run):
    result = reportedly("read", good, "--json", "--html", tmp_path / "out.html")
    assert list(json.loads(result.stdout)) == ["report", "claims", "accounts"]
    assert (tmp_path / "out.html").exists()
