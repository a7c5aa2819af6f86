"""What holds for the project as a whole: its pins, its arrows, and what its wheel carries."""

import re
import stat
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = ["run.txt", "test.txt"]


def plain(requirement: str) -> str:
    """The name in a requirement, as registries compare names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ;]", requirement)[0]).lower()


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    return {plain(line): line.split("==")[1].rstrip(" \\") for line in lines if "==" in line}


def direct(*extras: str) -> set[str]:
    wanted = [*PROJECT["dependencies"], *(each for extra in extras for each in PROJECT["optional-dependencies"][extra])]
    return {plain(requirement) for requirement in wanted}


def test_every_direct_dependency_is_pinned():
    assert (direct() - set(pins("run.txt")), direct("test") - set(pins("test.txt"))) == (set(), set())


def test_what_tests_run_on_is_what_users_run_on():
    run, test = pins("run.txt"), pins("test.txt")
    assert {name: test.get(name) for name in run} == run


def test_nothing_but_tests_and_exports_needs_the_packages_of_tests():
    assert set(pins("run.txt")) & {"pgserver", "playwright", "pytest", "mypy", "ruff", "followthemoney"} == set()


@pytest.mark.parametrize("name", PINNED)
def test_every_pin_has_a_hash_and_no_address(name):
    text = (ROOT / "requirements" / name).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [
        entry for entry in entries if not re.match(r"\S+==\S+(?: ; .+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry)
    ] == []
    assert re.findall(r"://|^-|(?<![\w=])/\w+|@", text, re.MULTILINE) == []


def test_every_direct_dependency_has_its_reason_and_licence_on_the_page():
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ]
    described = {plain(cells[0]) for cells in rows if len(cells) == 4 and cells[0] != "package" and all(cells)}
    assert described == direct("test", "ftm")


def test_the_wheel_carries_every_file_of_the_package(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("reportedly/")}
    tracked = subprocess.run(["git", "ls-files", "reportedly"], cwd=ROOT, check=True, capture_output=True, text=True)
    assert set(tracked.stdout.split()) - carried == set()
    assert "reportedly/knowledge/times.yaml" in carried


@pytest.mark.parametrize("package", ["model", "knowledge", "capture", "reading", "linking", "export"])
def test_the_core_loads_without_django(package):
    loads = f"import sys, reportedly.{package}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], cwd=ROOT, check=False).returncode == 0


def test_the_model_loads_without_a_language_model():
    loads = "import sys, reportedly.model; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], cwd=ROOT, check=False).returncode == 0


def test_make_alone_lists_every_command():
    listed = subprocess.run(["make", "--silent"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    promised = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    names = re.findall(r"^  make (\w+)", listed, re.MULTILINE)
    assert sorted(names) == sorted(promised.group(1).split())


def test_the_continuous_integration_calls_make_test_and_nothing_cleverer():
    script = ROOT / ".ci" / "run"
    commands = script.read_text("utf-8").splitlines()[1:]
    assert commands == ['cd "$(dirname "$0")/.." && exec make test']
    assert script.stat().st_mode & stat.S_IXUSR
