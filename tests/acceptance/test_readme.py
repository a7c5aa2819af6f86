"""The README shows what the commands in it do."""

import re

import pytest
from readme_output import README, blocks, output_of
from runs import ROOT

TEXT = README.read_text(encoding="utf-8")


def test_the_readme_shows_real_output():
    assert blocks(TEXT)


@pytest.mark.parametrize(("command", "shown"), blocks(TEXT), ids=[command for command, _ in blocks(TEXT)])
def test_the_output_in_the_readme_is_what_the_command_prints(command: str, shown: str):
    assert shown == output_of(command), "run: python tests/acceptance/readme_output.py, and read what it changed"


def test_every_link_into_the_repository_leads_somewhere():
    links = [link for link in re.findall(r"\]\(([^)#]+)", TEXT) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
