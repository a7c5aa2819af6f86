"""Many values, a few at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(values: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """``values`` in lists of ``size``, the last one shorter; taken from the iterable only as they are asked for."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch
