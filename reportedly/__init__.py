"""Reportedly: who says what happened, read from news reports of armed conflict.

The whole public API: ``read`` and ``read_many`` turn reports into readings, ``link`` turns readings into incidents, and
``reportedly.model`` holds the nouns. They are loaded when first used, so that importing the package costs nothing.
"""

from typing import TYPE_CHECKING, Any

from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.linking import link
    from reportedly.reading.pipeline import read, read_many

__all__ = ["__version__", "link", "read", "read_many"]


def __getattr__(name: str) -> Any:
    if name in ("read", "read_many"):
        from reportedly.reading import pipeline

        return getattr(pipeline, name)
    if name == "link":
        from reportedly.linking import link

        return link
    raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
