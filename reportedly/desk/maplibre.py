"""Where the files of MapLibre GL JS are: they come with the package ``maplibre``, of which nothing else is used."""

from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage

PREFIX = "maplibre/"
NAMES = ("maplibre-gl.js", "maplibre-gl.css")


class MapLibreFinder(BaseFinder):
    """Finds the two files under ``maplibre/``; none where the package is not installed."""

    def find(self, path, find_all=False, **_):  # type: ignore[no-untyped-def]
        """The file for a path such as ``maplibre/maplibre-gl.js``."""
        name = path.removeprefix(PREFIX)
        file = folder() / name if path.startswith(PREFIX) and name in NAMES else None
        found = [str(file)] if file is not None and file.is_file() else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns):  # type: ignore[no-untyped-def]
        """Both files, each with where it is kept."""
        storage = StaticFilesStorage(location=str(folder()), base_url=None)
        storage.prefix = PREFIX.rstrip("/")
        for name in NAMES:
            if (folder() / name).is_file():
                yield name, storage


def folder() -> Path:
    """The folder of the package that holds the files."""
    found = find_spec("maplibre")
    if found is None or not found.submodule_search_locations:
        return Path("maplibre-is-not-installed")
    return Path(next(iter(found.submodule_search_locations))) / "srcjs"
