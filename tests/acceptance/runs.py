"""How ``reportedly`` is run by the acceptance tests: another process, real files."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
LEDGER = Path(tempfile.mkdtemp(prefix="reportedly-tests-")) / "ledger.sqlite3"

GOOD = """Rocket kills three in Idlib

Saraqeb, 1 August 2016

A rocket killed three people in the Syrian town of Saraqeb on Monday, the White Helmets said.
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a user who set nothing but where the ledger is (not in this folder), with ``changes``."""
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return {**kept, "PYTHONPATH": str(ROOT), "REPORTEDLY_LEDGER": str(LEDGER), **changes}
