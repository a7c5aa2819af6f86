"""The small network that judges vectors."""

import numpy as np

from reportedly.training.network import Course, network

COURSE = Course(width=16, rounds=200, batch=32, pace=0.01, left_out=(0.0, 0.0), shrink=0.001)


def rows_and_labels():
    """Points of a plane in four clouds, far from zero in one direction; opposite clouds belong together."""
    chance = np.random.default_rng(3)
    sides = chance.integers(0, 2, (200, 2))
    rows = (sides * 2 - 1 + 0.2 * chance.standard_normal((200, 2))).astype(np.float32) * [1, 100] + [0, 5000]
    return rows.astype(np.float32), (sides[:, :1] == sides[:, 1:])


def test_a_network_tells_what_no_line_parts():
    rows, labels = rows_and_labels()
    learned = network(lambda some: rows[some], labels, COURSE)
    assert ((learned.odds(rows) > 0) == labels).all()


def test_the_same_rows_give_the_same_network():
    rows, labels = rows_and_labels()
    once, again = (network(lambda some: rows[some], labels, COURSE) for _ in range(2))
    assert (once.odds(rows) == again.odds(rows)).all()
