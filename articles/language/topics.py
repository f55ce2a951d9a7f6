"""What an article is about: topics suggested from cue words in its title and text."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from articles.language.cues import CueIndex, distinct_cues
from articles.language.folding import fold
from articles.language.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from articles.language.words import Word

__all__ = ["SuggestedTopic", "TopicCues", "TopicSuggester"]

THRESHOLD = 0.35  # score; two different cues in a text of ordinary length reach it
MOST = 5  # topics per article
_BESIDE_BEST = 0.4  # a topic needs this share of the best topic's score
_TITLE_WEIGHT = 1.5
_REPEAT_WEIGHT = 0.35
_MOST_REPEATS = 8
_SCALE = 4.0
_ORDINARY_LENGTH = 350  # words, about 2 kB


@dataclass(frozen=True, slots=True)
class TopicCues:
    """A topic's cue words; `parent` is the code of the topic above it, if there is one."""

    code: str
    cues: tuple[str, ...]
    parent: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedTopic:
    """`score` is between 0 and 1, and rises with the number of different cues that hit."""

    code: str
    score: float


class CuedText(NamedTuple):
    """A text as the topics see it."""

    met: Iterable[int]  # what `cues_of` gives for all its words
    words: int  # how many it has
    folded: str  # with single spaces


class TopicSuggester:
    """Suggests topics. Building it takes time, so keep one and use it often.

    The score of a topic is 1 - exp(-mass / 4). Its mass is the sum over its distinct cues:

    - once in the text counts 1, and n times counts 1 + 0.35 log2(n), up to n = 8: another
      cue says more than the same one again;
    - all that the text gives is divided by 1 + log2(words / 350) / 2 in a text of more than
      350 words, so that a long text does not collect topics by accident;
    - a cue in the title adds 1.5, whatever the length: a title says what the article is about;
    - a cue that k topics share counts 1 / sqrt(k) for each.

    One cue that stands once, in title or in text, stays below the threshold of 0.35; two
    different ones in the text, or one in both title and text, pass it. The exponential
    saturates, so scores of short and of exhaustive articles can be compared.
    """

    def __init__(self, topics: Iterable[TopicCues]) -> None:
        self._topics = tuple(topics)
        self._parents = {topic.code: topic.parent for topic in self._topics}
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        for topic in self._topics:
            for cue in distinct_cues(topic.cues):
                bearers[cue].append(topic.code)
        self._bearers = tuple(tuple(codes) for codes in bearers.values())
        self._share = tuple(1 / math.sqrt(len(codes)) for codes in self._bearers)
        self._index = CueIndex(bearers)

    def suggest(self, *, title: str, text: str) -> list[SuggestedTopic]:
        """Give at most five topics, best first; none when nothing is clear enough."""
        return self.suggest_from(self._read(title), self._read(text))

    def cues_of(self, found: Iterable[Word]) -> list[int]:
        """Tell which cues the words meet, by number, as `suggest_from` needs them."""
        return self._index.met_by(found)

    def suggest_from(self, title: CuedText, text: CuedText) -> list[SuggestedTopic]:
        """Do as `suggest` where it is known already which cues the tokens meet."""
        in_title = self._index.count(title.met, title.folded)
        in_text = self._index.count(text.met, text.folded)
        damping = 1 + math.log2(max(text.words, _ORDINARY_LENGTH) / _ORDINARY_LENGTH) / 2
        weights = {
            cue: self._share[cue]
            * (_TITLE_WEIGHT * (cue in in_title) + _text_weight(in_text[cue]) / damping)
            for cue in in_title.keys() | in_text.keys()
        }
        mass: defaultdict[str, float] = defaultdict(float)
        for cue, weight in weights.items():
            for code in self._bearers[cue]:
                mass[code] += weight
        found = {code: _score(mass[code]) for code in mass if _score(mass[code]) >= THRESHOLD}
        return self._select(found, weights)

    def _read(self, text: str) -> CuedText:
        found = words(text)
        return CuedText(self.cues_of(found), len(found), " ".join(fold(text).split()))

    def _select(
        self, found: Mapping[str, float], weights: Mapping[int, float]
    ) -> list[SuggestedTopic]:
        best = max(found.values(), default=0.0)
        ranked = sorted(
            (
                SuggestedTopic(code, round(found[code], 3))
                for code in self._without_implied(found, weights)
            ),
            key=lambda topic: (-topic.score, topic.code),
        )
        return [topic for topic in ranked if topic.score >= best * _BESIDE_BEST][:MOST]

    def _without_implied(
        self, found: Collection[str], weights: Mapping[int, float]
    ) -> Iterator[str]:
        """Leave out a parent whose cues, but for those of its children found, say too little."""
        evidence = {code: {cue for cue in weights if code in self._bearers[cue]} for code in found}
        below: defaultdict[str, set[int]] = defaultdict(set)
        for code in found:
            for ancestor in self._ancestors(code):
                below[ancestor] |= evidence[code]
        for code in found:
            own = evidence[code] - below[code]
            if not below[code] or _score(sum(weights[cue] for cue in own)) >= THRESHOLD:
                yield code

    def _ancestors(self, code: str) -> Iterator[str]:
        seen = {code}
        while (code := self._parents.get(code, "")) and code not in seen:
            seen.add(code)
            yield code


def _text_weight(times: int) -> float:
    return 0.0 if times == 0 else 1 + _REPEAT_WEIGHT * math.log2(min(times, _MOST_REPEATS))


def _score(mass: float) -> float:
    return 1 - math.exp(-mass / _SCALE)
