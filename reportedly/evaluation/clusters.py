"""How well a clustering agrees with the true one: MUC, B-cubed, CEAF-e and their mean, the CoNLL score.

Both clusterings are given as collections of sets of items. An item that only one of them holds counts as a cluster of
its own in the other, so nothing is gained by leaving items out.
Sources: Vilain et al. 1995 (MUC); Bagga and Baldwin 1998 (B-cubed); Luo 2005 (CEAF); Pradhan et al. 2012 (CoNLL).
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        """The three numbers, rounded to four places."""
        return {"precision": round(self.precision, 4), "recall": round(self.recall, 4), "f1": round(self.f1, 4)}


Clusters = list[frozenset[Hashable]]


def completed(found: Iterable[Collection[Hashable]], gold: Iterable[Collection[Hashable]]) -> tuple[Clusters, Clusters]:
    """Both clusterings over the same items: what one lacks becomes a cluster of its own."""
    found_sets = [frozenset(cluster) for cluster in found if cluster]
    gold_sets = [frozenset(cluster) for cluster in gold if cluster]
    in_found = frozenset(item for cluster in found_sets for item in cluster)
    in_gold = frozenset(item for cluster in gold_sets for item in cluster)
    found_sets += [frozenset([item]) for item in sorted(in_gold - in_found, key=repr)]
    gold_sets += [frozenset([item]) for item in sorted(in_found - in_gold, key=repr)]
    return found_sets, gold_sets


def muc(found: Iterable[Collection[Hashable]], gold: Iterable[Collection[Hashable]]) -> Score:
    """The links that must be added to make one clustering out of the other."""
    found_sets, gold_sets = completed(found, gold)
    return Score(precision=_muc_recall(found_sets, gold_sets), recall=_muc_recall(gold_sets, found_sets))


def _muc_recall(of: Clusters, within: Clusters) -> float:
    home = {item: number for number, cluster in enumerate(within) for item in cluster}
    links = sum(len(cluster) - 1 for cluster in of)
    kept = sum(len(cluster) - len({home[item] for item in cluster}) for cluster in of)
    return kept / links if links else 0.0


def b_cubed(found: Iterable[Collection[Hashable]], gold: Iterable[Collection[Hashable]]) -> Score:
    """For the mean item: how much of its found cluster is right, and how much of its true cluster was found."""
    found_sets, gold_sets = completed(found, gold)
    found_of = {item: cluster for cluster in found_sets for item in cluster}
    gold_of = {item: cluster for cluster in gold_sets for item in cluster}
    if not gold_of:
        return Score(0.0, 0.0)
    shared = {item: len(found_of[item] & gold_of[item]) for item in gold_of}
    precision = sum(shared[item] / len(found_of[item]) for item in gold_of) / len(gold_of)
    recall = sum(shared[item] / len(gold_of[item]) for item in gold_of) / len(gold_of)
    return Score(precision, recall)


def ceaf_e(found: Iterable[Collection[Hashable]], gold: Iterable[Collection[Hashable]]) -> Score:
    """The best one-to-one pairing of clusters, two clusters being as alike as 2|A∩B| / (|A|+|B|)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    found_sets, gold_sets = completed(found, gold)
    if not gold_sets:
        return Score(0.0, 0.0)
    likeness = np.zeros((len(gold_sets), len(found_sets)))
    home = {item: number for number, cluster in enumerate(found_sets) for item in cluster}
    for row, cluster in enumerate(gold_sets):
        for column in {home[item] for item in cluster}:
            other = found_sets[column]
            likeness[row, column] = 2 * len(cluster & other) / (len(cluster) + len(other))
    rows, columns = linear_sum_assignment(-likeness)
    total = float(likeness[rows, columns].sum())
    return Score(total / len(found_sets), total / len(gold_sets))


def pairwise(found: Iterable[Collection[Hashable]], gold: Iterable[Collection[Hashable]]) -> Score:
    """Pairs of items that both clusterings put together."""
    found_sets, gold_sets = completed(found, gold)
    found_pairs = {frozenset(pair) for cluster in found_sets for pair in combinations(cluster, 2)}
    gold_pairs = {frozenset(pair) for cluster in gold_sets for pair in combinations(cluster, 2)}
    both = len(found_pairs & gold_pairs)
    return Score(both / len(found_pairs) if found_pairs else 0.0, both / len(gold_pairs) if gold_pairs else 0.0)


def conll(found: Iterable[Collection[Hashable]], gold: Iterable[Collection[Hashable]]) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e, from 0 to 1."""
    found, gold = list(found), list(gold)
    return (muc(found, gold).f1 + b_cubed(found, gold).f1 + ceaf_e(found, gold).f1) / 3
