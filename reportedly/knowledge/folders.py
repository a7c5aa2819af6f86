"""Where a user's own data and what can be rebuilt from it are kept."""

import os
import tempfile
from pathlib import Path

import platformdirs

DATA_VARIABLE = "REPORTEDLY_DATA"


def data_folder() -> Path:
    """The folder of the user's own data: the variable ``REPORTEDLY_DATA``, else the platform's place for it."""
    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_data_path("reportedly", appauthor=False)


def cache_folder() -> Path:
    """A folder that can be written, for what can be rebuilt; a temporary one where the usual one is closed to us."""
    chosen = os.environ.get(DATA_VARIABLE)
    usual = (
        Path(chosen).expanduser() / "cache" if chosen else platformdirs.user_cache_path("reportedly", appauthor=False)
    )
    try:
        usual.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _temporary()
    return usual if os.access(usual, os.W_OK) else _temporary()


def _temporary() -> Path:
    # Named by user so that the next process finds what this one built; 0700 so that nobody else can change it.
    owner = getattr(os, "getuid", lambda: "user")()
    folder = Path(tempfile.gettempdir()) / f"reportedly-{owner}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if getattr(folder.stat(), "st_uid", owner) == owner and os.access(folder, os.W_OK):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="reportedly-"))
    return Path(tempfile.mkdtemp(prefix="reportedly-"))
