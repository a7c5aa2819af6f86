"""Reportedly: who says what happened, read from news reports of armed conflict."""

from reportedly.version import __version__

__all__ = ["__version__"]
