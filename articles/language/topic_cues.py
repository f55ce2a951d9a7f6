"""How much the cue words in an article say for each topic."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from articles.language.cues import CueIndex, distinct_cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from articles.language.words import Word

_TITLE_WEIGHT = 1.5
_REPEAT_WEIGHT = 0.35
_MOST_REPEATS = 8
_ORDINARY_LENGTH = 350  # words, about 2 kB


@dataclass(frozen=True, slots=True)
class TopicCues:
    """A topic's cue words; `parent` is the code of the topic above it, if there is one."""

    code: str
    cues: tuple[str, ...]
    parent: str = ""


class CuedText(NamedTuple):
    """A text as the topics see it."""

    met: Iterable[int]  # what `cues_of` gives for all its words
    words: int  # how many it has
    folded: str  # with single spaces
    features: Iterable[int] = ()  # what `TopicModel.numbers_of` gives for it


class CueTable:
    """The cues of all topics, each with the topics that bear it."""

    def __init__(self, topics: Iterable[TopicCues]) -> None:
        topics = tuple(topics)
        self._parents = {topic.code: topic.parent for topic in topics}
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        for topic in topics:
            for cue in distinct_cues(topic.cues):
                bearers[cue].append(topic.code)
        self.bearers = tuple(tuple(codes) for codes in bearers.values())
        self._index = CueIndex(bearers)

    def cues_of(self, found: Iterable[Word]) -> list[int]:
        """Tell which cues the words meet, by number, as `weigh` needs them."""
        return self._index.met_by(found)

    def weigh(self, title: CuedText, text: CuedText) -> dict[int, float]:
        """Tell how much each cue in an article counts.

        - Once in the text counts 1, and n times counts 1 + 0.35 log2(n), up to n = 8: another
          cue says more than the same one again;
        - all that the text gives is divided by 1 + log2(words / 350) / 2 in a text of more than
          350 words, so that a long text does not collect topics by accident;
        - a cue in the title adds 1.5, whatever the length: a title says what the article is
          about.
        """
        in_title = self._index.count(title.met, title.folded)
        in_text = self._index.count(text.met, text.folded)
        damping = 1 + math.log2(max(text.words, _ORDINARY_LENGTH) / _ORDINARY_LENGTH) / 2
        return {
            cue: _TITLE_WEIGHT * (cue in in_title) + _text_weight(in_text[cue]) / damping
            for cue in in_title.keys() | in_text.keys()
        }

    def ancestors(self, code: str) -> Iterator[str]:
        """Give the wider topics, the nearest first."""
        seen = {code}
        while (code := self._parents.get(code, "")) and code not in seen:
            seen.add(code)
            yield code

    def knows(self, code: str) -> bool:
        return code in self._parents

    def top_of(self, code: str) -> str:
        """Give the widest topic above this one, or the topic itself."""
        *_, top = (code, *self.ancestors(code))
        return top


class CueMasses:
    """Adds up what cues say for each of some topics, with all that falls under it.

    A cue that topics under k top topics share counts 1 / sqrt(k) for each.
    """

    def __init__(self, table: CueTable, topics: Sequence[str]) -> None:
        self._number = len(topics)
        places = {code: place for place, code in enumerate(topics)}
        self._share: list[float] = []
        self._places: list[tuple[int, ...]] = []
        for codes in table.bearers:
            above = dict.fromkeys(one for code in codes for one in (code, *table.ancestors(code)))
            self._places.append(tuple(places[code] for code in above if code in places))
            self._share.append(1 / math.sqrt(len({table.top_of(code) for code in codes})))

    def of(self, weights: Mapping[int, float]) -> list[float]:
        """Give the mass for each topic of what `CueTable.weigh` found."""
        masses = [0.0] * self._number
        for cue, weight in weights.items():
            for place in self._places[cue]:
                masses[place] += weight * self._share[cue]
        return masses


def _text_weight(times: int) -> float:
    return 0.0 if times == 0 else 1 + _REPEAT_WEIGHT * math.log2(min(times, _MOST_REPEATS))
