"""Where the public data sets are, for tests that can use them: beside the repository, or where the user says."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
DATA = Path(os.environ.get("REPORTEDLY_DATA_SETS", REPOSITORY.parent / "shared" / "data"))

with_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no data sets at {DATA}: set REPORTEDLY_DATA_SETS to their folder to measure accuracy"
)
