"""The desk's key: it signs cookies and forms and protects second factors. Made once, readable to its owner alone."""

import os
import secrets
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "REPORTEDLY_SECRET_KEY"


def secret_key(path: Path | None = None) -> str:
    """The environment's ``REPORTEDLY_SECRET_KEY``, else the key in ``path``, which is made where there is none.

    ``path`` is ``desk-secret-key`` in the user's data folder unless given. Two programs that start at once end up with
    the same key.
    """
    if given := os.environ.get(VARIABLE):
        return given
    file = path or user_data_path("reportedly") / "desk-secret-key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            # A link, unlike a rename, does not replace the key of a program that was quicker.
            os.link(part, file)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return file.read_text(encoding="ascii")
