"""Actors who share a name, told apart by what else is in the articles that editors gave each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SURE = 0.8  # the probability from which a name is given to one of them
_SMOOTHING = 0.2  # articles in which each of them might have had any feature


class Homonyms:
    """Chooses by naive Bayes over the presence of topics, other actors and sources.

    ``groups`` maps an actor to all who share a name with it, itself included; ``articles`` gives
    for an actor the facets of articles in which an editor confirmed that it is meant.
    """

    def __init__(
        self,
        groups: Mapping[int, tuple[int, ...]] | None = None,
        articles: Iterable[tuple[int, Iterable[str]]] = (),
    ) -> None:
        self.groups = groups or {}
        self._seen: Counter[int] = Counter()
        self._with: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for actor, facets in articles:
            self._seen[actor] += 1
            for facet in _telling(facets, self.groups.get(actor, ())):
                self._with[facet][actor] += 1

    def of(self, actor: int) -> tuple[int, ...]:
        """List who share a name with an actor, itself included."""
        return self.groups.get(actor, (actor,))

    def choose(self, candidates: tuple[int, ...], facets: Iterable[str]) -> int | None:
        """Choose who is meant in an article with these facets, or nobody where it stays unclear."""
        if len(candidates) < 2:  # noqa: PLR2004 - nothing to choose
            return candidates[0] if candidates else None
        known = [actor for actor in candidates if self._seen[actor]]
        if len(known) < len(candidates) or not known:
            return None
        telling = [facet for facet in _telling(facets, candidates) if facet in self._with]
        weights = {actor: self._weight(actor, telling) for actor in known}
        best = max(known, key=weights.__getitem__)
        total = sum(math.exp(weight - weights[best]) for weight in weights.values())
        return best if telling and 1 / total >= _SURE else None

    def _weight(self, actor: int, facets: Iterable[str]) -> float:
        seen = self._seen[actor]
        weight = math.log(seen)
        for facet in facets:
            share = (self._with[facet][actor] + _SMOOTHING) / (seen + 2 * _SMOOTHING)
            weight += math.log(share)
        return weight


def _telling(facets: Iterable[str], actors: Iterable[int]) -> set[str]:
    """Keep the facets that may tell namesakes apart: topics, sources and other actors."""
    own = {f"a:{actor}" for actor in actors}
    return {facet for facet in facets if facet[:2] in {"t:", "a:", "s:"}} - own
