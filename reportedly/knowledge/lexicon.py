"""Loads the reader's word lists: one YAML file each, in this folder, for a domain expert to edit."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The word list ``name``.yaml as plain values. Callers treat it as read-only.

    Raises ``FileNotFoundError`` when there is no such list.
    """
    words: dict[str, Any] = parse_yaml(resources.files("reportedly.knowledge").joinpath(f"{name}.yaml").read_bytes())
    return words


def parse_yaml(content: str | bytes) -> Any:
    """The plain values of ``content``, by the safe loader that is written in C where the platform has it: the other
    takes ten times as long. Raises ``yaml.YAMLError`` when it is not YAML.
    """
    return yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
