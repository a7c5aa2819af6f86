"""Why accounts were put together: the evidence for and against each link, in words and as Splink's waterfall."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportedly.linking.comparisons import COMPARISONS
from reportedly.linking.matching import CEILING, Pair, Weights, shipped_weights, waterfalls
from reportedly.linking.records import records_of
from reportedly.model import Incident, Reading

FINAL = "Final score"
SLIGHT = 0.05
"""Bits below which a comparison says nothing worth telling."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison's say: what was compared, what it came to, and its weight in bits (above 0 speaks for)."""

    about: str
    says: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two accounts are in one incident. ``weight`` is in bits, ``waterfall`` holds Splink's chart records."""

    accounts: Pair
    weight: float
    linked: bool
    evidence_for: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]
    waterfall: tuple[dict[str, Any], ...]

    def in_words(self) -> str:
        """One sentence."""
        times = f"{2 ** min(abs(self.weight), CEILING):,.0f}"
        odds = f"{times} to 1 for" if self.weight >= 0 else f"{times} to 1 against"
        speaks_for = "; ".join(f"{e.about}: {e.says}" for e in self.evidence_for) or "nothing"
        against = "; ".join(f"{e.about}: {e.says}" for e in self.evidence_against) or "nothing"
        return f"{odds} one incident. For: {speaks_for}. Against: {against}."


def explain(incident: Incident, readings: Iterable[Reading], weights: Weights | None = None) -> tuple[Explanation, ...]:
    """An explanation of every pair of the incident's accounts, strongest first.

    ``readings`` must hold the readings of the incident's reports; others are passed over. Raises ``ValueError`` when
    one is missing.
    """
    chosen = weights or shipped_weights()
    wanted = {account.id for account in incident.accounts}
    told = {one.unique_id: one for reading in readings for one in records_of(reading) if one.unique_id in wanted}
    records = [told[key] for key in sorted(told)]
    missing = wanted - told.keys()
    if missing:
        raise ValueError(f"no reading holds {', '.join(sorted(missing))}: give the readings of all its reports")
    found = [_explained(pair, bars, chosen) for pair, bars in waterfalls(records, chosen).items()]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.accounts)))


def _explained(pair: Pair, bars: list[dict[str, Any]], weights: Weights) -> Explanation:
    about = {comparison.name: comparison.about for comparison in COMPARISONS}
    evidence = [
        Evidence(about[bar["column_name"]], bar["label_for_charts"], round(bar["log2_bayes_factor"], 2))
        for bar in bars
        if bar["column_name"] in about and bar["comparison_vector_value"] != -1
    ]
    weight = round(next(bar["log2_bayes_factor"] for bar in bars if bar["column_name"] == FINAL), 2)
    return Explanation(
        accounts=pair,
        weight=weight,
        linked=weight >= weights.threshold,
        evidence_for=_sorted(e for e in evidence if e.weight > SLIGHT),
        evidence_against=_sorted(e for e in evidence if e.weight < -SLIGHT),
        waterfall=tuple(bars),
    )


def _sorted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (-abs(e.weight), e.about)))
