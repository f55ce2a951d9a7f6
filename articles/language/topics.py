"""What an article is about: topics suggested from its words and from cue words."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.language.folding import fold
from articles.language.topic_cues import CuedText, CueMasses, CueTable, TopicCues
from articles.language.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from articles.language.topic_learning.model import TopicModel
    from articles.language.words import Word

__all__ = ["CuedText", "SuggestedTopic", "TopicCues", "TopicSuggester"]

THRESHOLD = 0.35  # score; two different cues in a text of ordinary length reach it
_UNDER_PROBABLE = 0.25  # the score that cues need where the topic above is probable already
PROBABLE = 0.3  # from here on a topic that the model knows is suggested
MOST = 5  # topics per article
_BESIDE_BEST = 0.4  # a topic needs this share of the best topic's score
_SCALE = 4.0


@dataclass(frozen=True, slots=True)
class SuggestedTopic:
    """`score` is between 0 and 1; that of a topic which the model knows is a probability."""

    code: str
    score: float


class TopicSuggester:
    """Suggests topics. Building it takes time, so keep one and use it often.

    The cues give each topic a score of 1 - exp(-mass / 4), where its mass is the sum of what
    `CueTable.weigh` gives for its cues; one that k topics share counts 1 / sqrt(k) for each. A
    cue that stands once, in title or in text, stays below the threshold of 0.35; two different
    ones in the text, or one in both title and text, pass it.

    Without a model that decides, as it does for a text too short for the model. Otherwise the
    model's topics are suggested as it finds them probable. Others still are by their cues, but
    only under a top topic that the model finds probable: the best of them takes its
    probability, the rest their share of it.
    """

    def __init__(self, topics: Iterable[TopicCues], model: TopicModel | None = None) -> None:
        self._table = CueTable(topics)
        self._share = tuple(1 / math.sqrt(len(codes)) for codes in self._table.bearers)
        self._model = model
        self._masses = CueMasses(self._table, model.topics if model else ())

    def suggest(self, *, title: str, text: str) -> list[SuggestedTopic]:
        """Give at most five topics, best first; none when nothing is clear enough."""
        return self.suggest_from(self._read(title), self._read(text))

    def cues_of(self, found: Iterable[Word]) -> list[int]:
        """Tell which cues the words meet, by number, as `suggest_from` needs them."""
        return self._table.cues_of(found)

    def features_of(self, text: str) -> tuple[int, ...]:
        """Tell which words the model knows, by number, as `suggest_from` needs them."""
        return self._model.numbers_of(text) if self._model else ()

    def suggest_from(self, title: CuedText, text: CuedText) -> list[SuggestedTopic]:
        """Do as `suggest` where it is known already which cues the tokens meet."""
        weights = self._table.weigh(title, text)
        shared = {cue: weight * self._share[cue] for cue, weight in weights.items()}
        probable = self._probable(title, text, weights)
        if probable is None:
            found = self._by_cues(shared, THRESHOLD)
            least = max(found.values(), default=0.0) * _BESIDE_BEST
            return _ranked({code: score for code, score in found.items() if score >= least})
        return _ranked(self._joined(self._by_cues(shared, _UNDER_PROBABLE), probable))

    def _read(self, text: str) -> CuedText:
        found = words(text)
        folded = " ".join(fold(text).split())
        return CuedText(self.cues_of(found), len(found), folded, self.features_of(text))

    def _probable(
        self, title: CuedText, text: CuedText, weights: Mapping[int, float]
    ) -> dict[str, float] | None:
        """Give what the model finds probable; None where it cannot tell."""
        if self._model is None:
            return None
        masses = self._masses.of(weights)
        chances = self._model.probabilities(title.features, text.features, masses)
        if chances is None:
            return None
        return {
            code: chance
            for code, chance in zip(self._model.topics, chances, strict=True)
            if chance >= PROBABLE and self._table.knows(code)
        }

    def _by_cues(self, shared: Mapping[int, float], least: float) -> dict[str, float]:
        """Score the topics by their cues, without parents that their children imply."""
        mass: defaultdict[str, float] = defaultdict(float)
        for cue, weight in shared.items():
            for code in self._table.bearers[cue]:
                mass[code] += weight
        found = [code for code in mass if _score(mass[code]) >= least]
        return {code: _score(mass[code]) for code in self._without_implied(found, shared, least)}

    def _joined(
        self, found: Mapping[str, float], probable: Mapping[str, float]
    ) -> dict[str, float]:
        """Join what the model finds probable with what cues find below that."""
        judged = frozenset(self._model.topics if self._model else ())
        scores = dict(probable)
        below: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for code, score in found.items():
            top = self._table.top_of(code)
            if top in probable and code not in judged:
                below[top][code] = score
            elif top not in judged and score >= THRESHOLD:
                scores[code] = score
        for top, codes in below.items():
            best = max(codes.values())
            for code, score in codes.items():
                if score >= best * _BESIDE_BEST:
                    scores[code] = probable[top] * score / best
        implied = {above for code in scores for above in self._table.ancestors(code)}
        return {code: score for code, score in scores.items() if code not in implied}

    def _without_implied(
        self, found: Collection[str], weights: Mapping[int, float], least: float
    ) -> Iterator[str]:
        """Leave out a parent whose cues, but for those of its children found, say too little."""
        bearers = self._table.bearers
        evidence = {code: {cue for cue in weights if code in bearers[cue]} for code in found}
        below: defaultdict[str, set[int]] = defaultdict(set)
        for code in found:
            for ancestor in self._table.ancestors(code):
                below[ancestor] |= evidence[code]
        for code in found:
            own = evidence[code] - below[code]
            if not below[code] or _score(sum(weights[cue] for cue in own)) >= least:
                yield code


def _ranked(scores: Mapping[str, float]) -> list[SuggestedTopic]:
    topics = [SuggestedTopic(code, round(score, 3)) for code, score in scores.items()]
    return sorted(topics, key=lambda topic: (-topic.score, topic.code))[:MOST]


def _score(mass: float) -> float:
    return 1 - math.exp(-mass / _SCALE)
