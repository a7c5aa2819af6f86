"""What cannot be read is named with its reason and the way out, and everything else is read all the same."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import GOOD, Run

TWO_HUNDRED_MEGABYTES = 200 * 1024 * 1024
HEAD = "<html><head><title>Rocket</title></head>"
PAGE = HEAD + "<body><article><h1>Rocket kills three in Idlib</h1><p>{}</p></article></body></html>"
STORY = (
    "A rocket killed three people in the Syrian town of Saraqeb on 1 August 2016, the White Helmets said. "
    "Two of the dead were children, the rescue service added, and a dozen people were taken to hospital."
)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(TWO_HUNDRED_MEGABYTES)


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda path: path.write_text(content, encoding=encoding) and None


def data(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


GERMAN = (
    "Rakete tötet drei Menschen in Idlib\n\nSarakeb, 1. August 2016\n\nEine Rakete hat am Montag in der syrischen "
    "Stadt Sarakeb drei Menschen getötet, wie die Rettungskräfte der Weißhelme mitteilten. Unter den Toten waren zwei "
    "Kinder, weitere zwölf Menschen wurden in ein Krankenhaus gebracht.\n"
)
MENU = '<html><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><script>var a = 1;</script></body></html>'

UNREADABLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty.txt": (data(b""), "empty"),
    "only blanks.txt": (data(b" \n\t\n"), "empty"),
    "picture.txt": (data(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40), "PNG image"),
    "noise.txt": (data(bytes(range(256)) * 40), "encoding could not be recognised"),
    "document.pdf": (data(b"%PDF-1.7\n1 0 obj\n"), "PDF document"),
    "huge.txt": (sparse, "200 MB"),
    "cut in its head.html": (data(b'<html><head><meta charset="utf-8"><title>Rocket ki'), "no article"),
    "menu.html": (text(MENU), "no article"),
    "nested.html": (text(PAGE.format("<div>" * 100_000 + STORY)), "nested"),
    "endless.txt": (text("Aleppo, 1 August 2016\n\n" + "a b c d. " * 150_000), "1,000,000"),
    "german.txt": (text(GERMAN), "German"),
    "lines.jsonl": (data(b'{"text": "A shell killed t\n'), "JSON"),
}
"""Files that hold no report, how each is made, and a word of the reason that must be given."""

READABLE: dict[str, Callable[[Path], None]] = {
    "cut in its body.html": data((PAGE.format(STORY).encode() + b" " * 64)[:330]),
    "windows.txt": text(GOOD.replace("town of", "town—or village—of"), "windows-1252"),
    "utf-16.txt": text(GOOD, "utf-16"),
    "form feeds.txt": text(GOOD.replace("\n", "\f\n")),
}
"""Files that are damaged or odd, and hold a report nevertheless."""

Result = "subprocess.CompletedProcess[str]"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("bad input")
    for name, (make, _) in UNREADABLE.items():
        make(where / name)
    for name, make in READABLE.items():
        make(where / name)
    (where / "good.txt").write_text(GOOD, encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def result(folder: Path, reportedly: Run) -> "subprocess.CompletedProcess[str]":
    """One run over all of it, what can be read between what cannot."""
    names = ["missing.txt", *UNREADABLE, *READABLE, "good.txt"]
    return reportedly("read", "--json", *names, cwd=folder)


def test_the_exit_status_says_that_something_failed(result: "subprocess.CompletedProcess[str]"):
    assert result.returncode == 1


def test_nobody_sees_a_traceback(result: "subprocess.CompletedProcess[str]"):
    assert "Traceback" not in result.stderr
    assert 'File "' not in result.stderr


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.txt", "no such file"), *((n, r) for n, (_, r) in UNREADABLE.items())]
)
def test_each_file_is_named_with_its_reason_and_a_next_step(
    result: "subprocess.CompletedProcess[str]", name: str, reason: str
):
    told = [line for line in result.stderr.splitlines() if line.startswith(name)]
    assert len(told) == 1, result.stderr
    where, _, message = told[0].partition(": ")
    assert where.split(",")[0] == name
    assert reason in message
    assert message.count(". ") >= 1, "a reason and a next step"
    assert message.endswith(".")


def test_nothing_is_said_of_files_that_were_read(result: "subprocess.CompletedProcess[str]"):
    named = {line.partition(": ")[0].split(",")[0] for line in result.stderr.splitlines()}
    assert named == {"missing.txt", *UNREADABLE}


def test_every_line_of_output_is_whole_and_every_other_file_was_read(result: "subprocess.CompletedProcess[str]"):
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.stdout.endswith("\n")
    assert all(list(reading) == ["report", "claims", "accounts"] for reading in readings)
    files = [reading["report"]["uri"].rpartition("/")[2].replace("%20", " ") for reading in readings]
    assert files == [*READABLE, "good.txt"]


def test_a_wrong_encoding_does_not_garble_the_words(result: "subprocess.CompletedProcess[str]"):
    texts = {
        r["report"]["uri"].rpartition("/")[2]: r["report"]["text"] for r in map(json.loads, result.stdout.splitlines())
    }
    assert "town—or village—of Saraqeb" in texts["windows.txt"]
    assert "town of Saraqeb" in texts["utf-16.txt"]


def test_a_missing_file_among_a_hundred_costs_only_itself(tmp_path: Path, reportedly: Run):
    names = [f"{number:03}.txt" for number in range(100)]
    for name in names:
        (tmp_path / name).write_text(GOOD.replace("Idlib", f"Idlib ({name})"), encoding="utf-8")
    (tmp_path / "042.txt").unlink()
    result = reportedly("read", "--json", *names, cwd=tmp_path)
    read = [json.loads(line)["report"]["uri"].rpartition("/")[2] for line in result.stdout.splitlines()]
    assert (result.returncode, read) == (1, [name for name in names if name != "042.txt"])
    assert result.stderr == "042.txt: there is no such file. Check the name and the folder.\n"


def test_a_report_without_a_date_is_read_and_told_of(tmp_path: Path, reportedly: Run):
    undated = "A rocket killed three people in the Syrian town of Saraqeb on Monday, the White Helmets said.\n"
    result = reportedly("read", "--json", "-", stdin=undated.encode(), cwd=tmp_path)
    assert (result.returncode, json.loads(result.stdout)["report"]["published"]) == (1, None)
    assert result.stderr == (
        "-: no date was found in it, so days such as “Monday” stay open. Give the day with --published.\n"
    )


def test_a_date_given_by_hand_settles_it(tmp_path: Path, reportedly: Run):
    undated = "A rocket killed three people in the Syrian town of Saraqeb on Monday, the White Helmets said.\n"
    result = reportedly("read", "--json", "--published", "2016-08-02", "-", stdin=undated.encode(), cwd=tmp_path)
    published = json.loads(result.stdout)["report"]["published"]
    assert (result.returncode, result.stderr) == (0, "")
    assert published == {"date": "2016-08-02", "precision": "day", "basis": "user"}


def test_a_file_without_a_date_says_that_its_own_was_used(tmp_path: Path, reportedly: Run):
    (tmp_path / "undated.txt").write_text("A rocket killed three people in Saraqeb on Monday.\n", encoding="utf-8")
    result = reportedly("read", "--json", "undated.txt", cwd=tmp_path)
    assert json.loads(result.stdout)["report"]["published"]["basis"] == "file"
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith("undated.txt: no date was found in it, so days are counted from ")


def test_a_date_that_is_yet_to_come_is_wrong_usage(tmp_path: Path, reportedly: Run):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    result = reportedly("read", "--json", "good.txt", "--published", "9016-08-02", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "is not a publication date" in result.stderr
    result = reportedly("read", "--json", "good.txt", "--published", "2098", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "2098 is yet to come. Write when it was published." in result.stderr


def test_a_name_that_is_empty_is_told(tmp_path: Path, reportedly: Run):
    result = reportedly("read", "--json", "", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "'': it names nothing. Name a file or a folder.\n"


def test_a_folder_without_reports_says_which_files_are_reports(tmp_path: Path, reportedly: Run):
    (tmp_path / "notes").mkdir()
    result = reportedly("read", "notes", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("notes: the folder holds no reports. ")
