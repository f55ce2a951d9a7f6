"""Divide the articles of a name into two by what they share; pure."""

import math
from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
ROUNDS = 10


def two_groups(facets: Mapping[Key, Collection[str]]) -> tuple[list[Key], list[Key]]:
    """Divide articles by their facets, the larger group first; the second may be empty.

    The method is that of k-means on sets, with two means: an article goes to the group with
    whose articles it shares most, rare facets counting more than common ones.
    """
    number = len(facets)
    spread = Counter(facet for one in facets.values() for facet in set(one))
    weights = {
        facet: math.log(number / times) for facet, times in spread.items() if 1 < times < number
    }
    rows = {key: {facet for facet in one if facet in weights} for key, one in facets.items()}
    telling = [key for key, row in rows.items() if row]
    if len(telling) < 2:  # noqa: PLR2004 - two groups
        return list(facets), []
    first = max(telling, key=lambda key: len(rows[key]))
    other = min(telling, key=lambda key: _likeness(rows[key], _means([rows[first]]), weights))
    means = [_means([rows[first]]), _means([rows[other]])]
    groups: list[list[Key]] = [[], []]
    for _round in range(ROUNDS):
        before = groups
        groups = [[], []]
        for key, row in rows.items():
            likeness = [_likeness(row, mean, weights) for mean in means]
            groups[likeness[1] > likeness[0]].append(key)
        if groups == before or not all(groups):
            break
        means = [_means([rows[key] for key in group]) for group in groups]
    groups.sort(key=len, reverse=True)
    return groups[0], groups[1]


def telling_facets(
    group: Collection[Key], other: Collection[Key], facets: Mapping[Key, Collection[str]]
) -> list[str]:
    """List what the articles of a group share that those of the other do not, most telling first.

    Only facets that at least two of them have (one, in a group of one), and a larger share than
    of the other group.
    """
    ours = _means([set(facets[key]) for key in group])
    theirs = _means([set(facets[key]) for key in other])
    least = min(2, len(group)) / max(1, len(group))
    more = {facet: share - theirs.get(facet, 0) for facet, share in ours.items() if share >= least}
    return sorted((f for f in more if more[f] > 0), key=lambda facet: (-more[facet], facet))


def _means(rows: Collection[Collection[str]]) -> dict[str, float]:
    """Give for each facet the share of the articles that have it."""
    counts = Counter(facet for row in rows for facet in row)
    return {facet: times / len(rows) for facet, times in counts.items()}


def _likeness(
    row: Collection[str], mean: Mapping[str, float], weights: Mapping[str, float]
) -> float:
    total = math.sqrt(sum(weights[facet] * mean[facet] ** 2 for facet in mean)) or 1
    return sum(weights[facet] * mean.get(facet, 0) for facet in row) / total
