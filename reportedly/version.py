"""The version, and the name that every claim carries as its reader."""

__version__ = "0.3.0"
READER = f"reportedly@{__version__}"
