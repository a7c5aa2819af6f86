"""Accounts into incidents, without chaining: average linkage by descending match weight, under cannot-links.

Two clusters are joined only while the mean weight over *all* pairs between them, compared or not, reaches the
threshold, and only if no pair between them is forbidden. A row of accounts each a little like the next is therefore
not drawn into one incident, as connected components or single linkage would draw it.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping

from reportedly.linking.matching import FLOOR, Pair

Neighbours = Mapping[str, Mapping[str, float]]


def components(items: Iterable[str], linked: Callable[[str], Iterable[str]]) -> Iterator[frozenset[str]]:
    """The connected components that ``items`` lie in, each once."""
    seen: set[str] = set()
    for item in items:
        if item in seen:
            continue
        reached = {item}
        waiting = [item]
        while waiting:
            for other in linked(waiting.pop()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        seen |= reached
        yield frozenset(reached)


def clusters(
    items: Iterable[str],
    weights: Neighbours,
    threshold: float,
    *,
    missing: float = FLOOR,
    must: Iterable[Pair] = (),
    forbidden: Callable[[str, str], bool] = lambda left, right: False,
) -> tuple[tuple[str, ...], ...]:
    """A partition of ``items``, each cluster sorted, the clusters sorted.

    ``weights`` holds the match weight of compared pairs both ways round; a pair it does not hold counts as
    ``missing``. ``must`` pairs start out together whatever else is said. ``forbidden`` says of two items whether they
    may never share a cluster. The outcome does not depend on the order of ``items``.
    """
    joined = _Joined(sorted(set(items)), must)
    heap = [
        (-mean, left, right)
        for left in joined.ids()
        for right, mean in joined.means(left, weights, missing)
        if left < right
    ]
    heapq.heapify(heap)
    while heap:
        negative, left, right = heapq.heappop(heap)
        if -negative < threshold:
            break
        if not joined.current(left, right) or any(
            forbidden(a, b) for a in joined.members[left] for b in joined.members[right]
        ):
            continue
        new = joined.join(left, right)
        for other, mean in joined.means(new, weights, missing):
            heapq.heappush(heap, (-mean, min(new, other), max(new, other)))
    return tuple(sorted(tuple(sorted(members)) for members in joined.members.values()))


class _Joined:
    """Clusters under numbers that are never used again, with the sums of the weights between them."""

    def __init__(self, items: list[str], must: Iterable[Pair]) -> None:
        bound: dict[str, list[str]] = {item: [] for item in items}
        for left, right in must:
            if left in bound and right in bound:
                bound[left].append(right)
                bound[right].append(left)
        self.members: dict[int, list[str]] = {
            number: sorted(together) for number, together in enumerate(components(items, bound.__getitem__))
        }
        self._home = {item: number for number, together in self.members.items() for item in together}
        self._sums: dict[int, dict[int, tuple[float, int]]] = {}
        self._next = len(items)

    def ids(self) -> list[int]:
        return sorted(self.members)

    def current(self, left: int, right: int) -> bool:
        return left in self.members and right in self.members

    def means(self, number: int, weights: Neighbours, missing: float) -> list[tuple[int, float]]:
        """The mean weight from a cluster to each cluster that it has a compared pair with."""
        sums = self._sums.get(number)
        if sums is None:
            sums = {}
            for item in self.members[number]:
                for other, weight in weights.get(item, {}).items():
                    home = self._home.get(other)
                    if home is not None and home != number:
                        total, count = sums.get(home, (0.0, 0))
                        sums[home] = (total + weight, count + 1)
            self._sums[number] = sums
        found = []
        for near, (total, count) in sums.items():
            if near in self.members:
                pairs = len(self.members[number]) * len(self.members[near])
                found.append((near, round((total + missing * (pairs - count)) / pairs, 9)))
        return found

    def join(self, left: int, right: int) -> int:
        new = self._next
        self._next += 1
        sums: dict[int, tuple[float, int]] = {}
        for old in (left, right):
            for other, (total, count) in self._sums.pop(old, {}).items():
                if other in self.members and other not in (left, right):
                    before, counted = sums.get(other, (0.0, 0))
                    sums[other] = (before + total, counted + count)
        self.members[new] = self.members.pop(left) + self.members.pop(right)
        self._sums[new] = sums
        for other, both in sums.items():
            self._sums[other][new] = both
        return new
