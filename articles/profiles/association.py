"""How much more often two names stand together than chance would have it."""

import math
from typing import NamedTuple


class Association(NamedTuple):
    """``lift``: so many times as often as by chance; ``evidence``: how sure that is, with its sign.

    Lift alone puts the rarest names first, and a number of articles the most popular. Evidence
    weighs both: it is Dunning's log-likelihood ratio (T. Dunning, Accurate methods for the
    statistics of surprise and coincidence, Computational Linguistics 19, 1993), below zero where
    two names avoid each other.
    """

    lift: float
    evidence: float


def associate(*, together: int, sample: int, of: int, other: int, archive: int) -> Association:
    """Compare how often another actor stands in a ``sample`` with how often in all other articles.

    The sample is of the ``of`` articles with the actor; ``other`` articles have the other one, and
    the ``archive`` has so many in all. The last three may be estimates that do not quite agree.
    """
    share = together / sample
    other = max(other, together)
    archive = max(archive, of, other)
    elsewhere = max(other - share * of, 0.0)
    table = ((together, sample - together), (elsewhere, max(archive - of - elsewhere, 0.0)))
    evidence = _log_likelihood(table)
    lift = share / (other / archive)
    return Association(lift, evidence if lift >= 1 else -evidence)


def _log_likelihood(table: tuple[tuple[float, float], tuple[float, float]]) -> float:
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    whole = sum(rows)
    return 2 * sum(
        number * math.log(number * whole / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, number in enumerate(row)
        if number
    )
