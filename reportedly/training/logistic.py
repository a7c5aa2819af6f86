"""Logistic regression, by SciPy's L-BFGS."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from reportedly.reading.attack_features import SIZE

Matrix = sparse.csr_matrix


def rows_of(features: list[list[int]]) -> Matrix:
    """A row for each list of numbers, 1 where a feature is there."""
    ends = np.cumsum([0, *(len(row) for row in features)])
    numbers = np.fromiter((number for row in features for number in row), dtype=np.int32, count=ends[-1])
    matrix = sparse.csr_matrix((np.ones(ends[-1], dtype=np.float32), numbers, ends), shape=(len(features), SIZE))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def fitted(
    x: Matrix | NDArray[np.float64], y: NDArray[np.bool_], strength: float, steps: int = 60
) -> NDArray[np.float64]:
    """Weights and, last, the constant that tell rows of ``x`` with ``y`` from those without.

    ``strength`` is how much the data count beside the wish for small weights (scikit-learn's C).
    """
    sign = np.where(y, 1.0, -1.0)
    turned = x.T.tocsr() if sparse.issparse(x) else x.T

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (x @ weights[:-1] + weights[-1])
        pull = -strength * sign / (1 + np.exp(np.clip(margin, -50, 50)))
        value = strength * np.logaddexp(0, -margin).sum() + 0.5 * weights[:-1] @ weights[:-1]
        return float(value), np.append(turned @ pull + weights[:-1], pull.sum())

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return np.asarray(found.x)


def odds(x: Matrix, weights: NDArray[np.float64]) -> NDArray[np.float32]:
    """The logarithm of the odds that columns of ``weights`` (the constants in the last row) give each row of ``x``."""
    return np.asarray(x @ weights[:-1] + weights[-1], dtype=np.float32)
