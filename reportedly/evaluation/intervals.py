"""How sure a score is: each measure with its 95% interval, from resampling documents.

A score on 72 articles is a guess at the score on all articles. The bootstrap (Efron 1979) says how good a guess: draw
as many documents as there are, with replacement, a thousand times, score each draw, and leave out 2.5% on either side.
Documents are drawn whole, since what one article does to its figures it does to all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
CONFIDENCE = 0.95
SEED = 2016
"""Fixed, so that the same readings always give the same interval."""

Numbers = NDArray[np.float64]
Counts = Mapping[str, float]
"""What was counted in one document, by name. A name that is missing counts 0."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of ``of`` that are ``hits``. ``n`` is the number of ``of``."""

    hits: str
    of: str

    @property
    def names(self) -> tuple[str, ...]:
        """The counts that it is made of."""
        return (self.hits, self.of)

    @property
    def n(self) -> str:
        """The count that says how many there are to get right."""
        return self.of

    def of_sums(self, hits: Numbers, of: Numbers) -> Numbers:
        """The share in each draw; not a number where there is nothing to count."""
        return np.divide(hits, of, out=np.full_like(of, np.nan), where=of > 0)


@dataclass(frozen=True, slots=True)
class F1:
    """The harmonic mean of precision (``hits`` of ``found``) and recall (``hits`` of ``gold``)."""

    hits: str
    gold: str
    found: str

    @property
    def names(self) -> tuple[str, ...]:
        """The counts that it is made of."""
        return (self.hits, self.gold, self.found)

    @property
    def n(self) -> str:
        """The count that says how many there are to get right."""
        return self.gold

    def of_sums(self, hits: Numbers, gold: Numbers, found: Numbers) -> Numbers:
        """The F1 in each draw; not a number where nothing is to be found and nothing was."""
        both = gold + found
        return np.divide(2 * hits, both, out=np.full_like(both, np.nan), where=both > 0)


Measure = Share | F1


def measured(documents: Sequence[Counts], measures: Mapping[str, Measure]) -> dict[str, dict[str, Any]]:
    """Each measure over ``documents``: ``{"value", "low", "high", "n"}``.

    ``low`` and ``high`` bound the 95% interval, ``None`` for a single document; ``value`` is ``None`` where nothing was
    to be counted. ``n`` is how many there were to get right, over all documents.
    """
    return {name: _measured(documents, measure) for name, measure in measures.items()}


def _measured(documents: Sequence[Counts], measure: Measure) -> dict[str, Any]:
    table = np.array([[float(counts.get(name, 0)) for name in measure.names] for counts in documents], dtype=float)
    if not len(table):
        return {"value": None, "low": None, "high": None, "n": 0}
    value = measure.of_sums(*(np.array([total]) for total in table.sum(axis=0)))[0]
    n = int(sum(counts.get(measure.n, 0) for counts in documents))
    if np.isnan(value):
        return {"value": None, "low": None, "high": None, "n": n}
    if len(table) == 1:  # one document says nothing of others
        return {"value": round(float(value), 4), "low": None, "high": None, "n": n}
    low, high = _interval(measure.of_sums(*(_draws(len(table)) @ table).T))
    return {"value": round(float(value), 4), "low": low, "high": high, "n": n}


def _draws(documents: int) -> Numbers:
    """How often each document is in each draw."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(documents, np.full(documents, 1 / documents), size=RESAMPLES).astype(float)


def _interval(values: Numbers) -> tuple[float, float]:
    outside = 100 * (1 - CONFIDENCE) / 2
    low, high = np.nanpercentile(values, [outside, 100 - outside])
    return round(float(low), 4), round(float(high), 4)
