from itertools import combinations

import networkx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from reportedly.linking.cluster import clusters, components
from reportedly.linking.matching import FLOOR


def both_ways(pairs):
    near = {}
    for (left, right), weight in pairs.items():
        near.setdefault(left, {})[right] = weight
        near.setdefault(right, {})[left] = weight
    return near


@st.composite
def graphs(draw):
    """A few items and distinct weights on some of their pairs, so that no tie leaves the order open."""
    items = [chr(ord("a") + number) for number in range(draw(st.integers(2, 9)))]
    pairs = list(combinations(items, 2))
    weights = draw(st.lists(st.integers(-2900, 9000), min_size=len(pairs), max_size=len(pairs), unique=True))
    kept = draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    # Thousandths that are irrational apart, so that means of different pairs do not tie either.
    weighed = [weight / 1000 + 1e-7 * (2 ** (number / 7)) for number, weight in enumerate(weights)]
    return items, {pair: weight for pair, weight, keep in zip(pairs, weighed, kept, strict=True) if keep}


@given(graphs())
def test_without_constraints_it_is_average_linkage_as_scipy_has_it(graph):
    items, pairs = graph
    threshold = 0.5
    distance = np.zeros((len(items), len(items)))
    for (i, left), (j, right) in combinations(enumerate(items), 2):
        distance[i, j] = distance[j, i] = 20 - pairs.get((left, right), FLOOR)
    labels = fcluster(linkage(squareform(distance), method="average"), t=20 - threshold, criterion="distance")
    theirs = {frozenset(item for item, label in zip(items, labels, strict=True) if label == one) for one in labels}
    ours = {frozenset(members) for members in clusters(items, both_ways(pairs), threshold)}
    assert ours == theirs


@given(graphs())
def test_components_are_those_that_networkx_finds(graph):
    items, pairs = graph
    drawn = networkx.Graph()
    drawn.add_nodes_from(items)
    drawn.add_edges_from(pairs)
    near = both_ways(pairs)
    assert set(components(items, lambda item: near.get(item, {}))) == {
        frozenset(found) for found in networkx.connected_components(drawn)
    }


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(graph, chance):
    items, pairs = graph
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert clusters(items, both_ways(pairs), 0.0) == clusters(shuffled, both_ways(pairs), 0.0)


@given(graphs(), st.sets(st.tuples(st.sampled_from("abcdefghi"), st.sampled_from("abcdefghi")), max_size=6))
def test_a_forbidden_pair_never_shares_a_cluster(graph, forbidden):
    items, pairs = graph

    def parted(left, right):
        return (left, right) in forbidden or (right, left) in forbidden

    for members in clusters(items, both_ways(pairs), 0.0, forbidden=parted):
        assert not any(parted(left, right) for left, right in combinations(members, 2))


@given(graphs(), st.sets(st.tuples(st.sampled_from("abcdefghi"), st.sampled_from("abcdefghi")), max_size=4))
def test_a_must_pair_always_shares_a_cluster(graph, must):
    items, pairs = graph
    bound = [pair for pair in sorted(must) if set(pair) <= set(items)]
    home = {item: members for members in clusters(items, both_ways(pairs), 0.0, must=bound) for item in members}
    assert all(home[left] == home[right] for left, right in bound)


def test_a_row_of_neighbours_is_not_drawn_into_one():
    row = {("a", "b"): 4.0, ("b", "c"): 4.0, ("c", "d"): 4.0, ("d", "e"): 4.0, ("e", "f"): 4.0}
    assert clusters("abcdef", both_ways(row), 0.0) == (("a", "b"), ("c", "d"), ("e", "f"))


def test_the_strongest_pair_is_joined_first_where_only_one_can_be():
    weights = both_ways({("a", "b"): 3.0, ("b", "c"): 5.0})
    assert clusters("abc", weights, 0.0, forbidden=lambda left, right: {left, right} == {"a", "c"}) == (
        ("a",),
        ("b", "c"),
    )
