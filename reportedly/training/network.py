"""A network of one hidden layer, trained by Adam: what logistic regression is to single features, for dense vectors."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SAMPLE = 20_000
"""How many rows the scale of the columns is taken from."""


@dataclass(frozen=True, slots=True)
class Network:
    """Weights and constants of the hidden layer, then those of the outputs."""

    hidden: Floats
    hidden_constant: Floats
    out: Floats
    out_constant: Floats

    def odds(self, rows: Floats) -> Floats:
        """The logarithm of the odds of each output, a row for each of ``rows``."""
        return np.asarray(np.maximum(rows @ self.hidden + self.hidden_constant, 0) @ self.out + self.out_constant)


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is trained.

    ``rounds`` is how often each row is looked at, ``batch`` how many at once, ``pace`` the longest step, ``left_out``
    the shares of inputs and of the hidden layer that are left out of each step, ``shrink`` how strongly weights are
    pulled to zero.
    """

    width: int
    rounds: int
    batch: int
    pace: float
    left_out: tuple[float, float]
    shrink: float


def network(rows_at: Callable[[NDArray[np.intp]], Floats], labels: NDArray[np.bool_], course: Course) -> Network:
    """A network that tells from ``rows_at`` (of the numbers of some examples, their rows) each column of ``labels``.

    Columns of the rows are brought to one scale while it is trained. The same rows give the same network.
    """
    chance = np.random.default_rng(0)
    some = rows_at(np.sort(chance.permutation(len(labels))[:SAMPLE]))
    middle, spread = some.mean(axis=0), some.std(axis=0) + np.float32(1e-5)
    size, wide, outputs = some.shape[1], course.width, labels.shape[1]
    share = labels.mean(axis=0).clip(1e-5, 1 - 1e-5)
    weights = [
        _drawn(chance, size, wide),
        np.zeros(wide, np.float32),
        _drawn(chance, wide, outputs),
        np.log(share / (1 - share)).astype(np.float32),
    ]
    means, squares = [np.zeros_like(one) for one in weights], [np.zeros_like(one) for one in weights]
    batches = -(-len(labels) // course.batch)
    step = 0
    for _ in range(course.rounds):
        order = chance.permutation(len(labels))
        for start in range(0, len(order), course.batch):
            chosen = order[start : start + course.batch]
            step += 1
            done = step / (batches * course.rounds)
            pace = course.pace * min(10 * done, (1 - done) / 0.9)  # grows over the first tenth, then falls to nothing
            slopes = _slopes(weights, (rows_at(chosen) - middle) / spread, labels[chosen], course.left_out, chance)
            for n, slope in enumerate(slopes):
                means[n] += 0.1 * (slope - means[n])
                squares[n] += 0.001 * (slope * slope - squares[n])
                mean, square = means[n] / (1 - 0.9**step), squares[n] / (1 - 0.999**step)
                shrunk = course.shrink * weights[n] if weights[n].ndim > 1 else 0
                weights[n] -= np.float32(pace) * (mean / (np.sqrt(square) + 1e-8) + shrunk)
    hidden, constant, out, out_constant = weights
    hidden = hidden / spread[:, None]
    return Network(hidden, constant - middle @ hidden, out, out_constant)


def _drawn(chance: np.random.Generator, rows: int, columns: int) -> Floats:
    bound = np.sqrt(6 / (rows + columns))
    return chance.uniform(-bound, bound, (rows, columns)).astype(np.float32)


def _slopes(
    weights: list[Floats],
    rows: Floats,
    labels: NDArray[np.bool_],
    left_out: tuple[float, float],
    chance: np.random.Generator,
) -> list[Floats]:
    """How the loss grows with each weight, some inputs and some of the hidden layer left out."""
    hidden, hidden_constant, out, out_constant = weights
    rows = rows * _kept(chance, rows.shape, left_out[0])
    before = rows @ hidden + hidden_constant
    kept = _kept(chance, before.shape, left_out[1]) * (before > 0)
    layer = before * kept
    sure = 1 / (1 + np.exp(-np.clip(layer @ out + out_constant, -50, 50)))
    wrong = (sure - labels).astype(np.float32) / len(rows)
    back = (wrong @ out.T) * kept
    return [rows.T @ back, back.sum(axis=0), layer.T @ wrong, wrong.sum(axis=0)]


def _kept(chance: np.random.Generator, shape: tuple[int, ...], left_out: float) -> Floats:
    if not left_out:
        return np.ones(shape, np.float32)
    return (chance.random(shape, dtype=np.float32) >= left_out).astype(np.float32) / np.float32(1 - left_out)
