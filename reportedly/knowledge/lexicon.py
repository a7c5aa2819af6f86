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
    text = resources.files("reportedly.knowledge").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    return words
