"""What the synthetic articles are made of: words, phrases, names, cue words, each with a weight."""

import itertools
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from articles.language.curated import load_actors, load_topics

Item = TypeVar("Item")

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PHRASES = Path(__file__).with_name("phrases.txt")
MOST_WORDS = 300_000
SUBJECT_RANKS = slice(300, 60_000)  # where the words lie that an article can be about
PAPERS = ("Courant", "Dagblad", "Gazet", "Nieuwsblad", "Bode", "Tijding", "Post", "Stem")
REGIONS = (
    *("het Noorden", "het Oosten", "het Zuiden", "het Westen", "de Kempen", "de Kust"),
    *("de Leie", "de Schelde", "de Maas", "de Waal", "de IJssel", "de Peel", "de Betuwe"),
    *("de Veluwe", "de Ardennen", "de Polders"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted(Generic[Item]):
    """Items to draw from, the likeliest first, with the running total of their weights."""

    items: Sequence[Item]
    totals: Sequence[float]

    def draw(self, chance: random.Random, number: int) -> list[Item]:
        return chance.choices(self.items, cum_weights=self.totals, k=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedActor:
    """An actor, with the names that need no fuller name beside them; the first is its own."""

    slug: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CuedTopic:
    """A topic, with words that speak of it."""

    code: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All that an article can say."""

    words: Weighted[str]
    subjects: Weighted[str]
    phrases: Weighted[str]
    actors: Weighted[NamedActor]
    topics: Weighted[CuedTopic]
    sources: Weighted[str]


def real_frequencies() -> Mapping[str, float]:
    """Give the share of each word in Dutch texts, as wordfreq has counted it."""
    import wordfreq  # noqa: PLC0415 - only the benchmark has it, not its test

    return wordfreq.get_frequency_dict("nl")


def build_vocabulary(frequencies: Mapping[str, float]) -> Vocabulary:
    """Build the vocabulary of these words and the project's own names and topics."""
    known = [(word, share) for word, share in frequencies.items() if word.isalpha()]
    known.sort(key=lambda pair: (-pair[1], pair[0]))
    words = _weighted([w for w, _ in known[:MOST_WORDS]], [s for _, s in known[:MOST_WORDS]])
    mid = known[SUBJECT_RANKS] or known
    return Vocabulary(
        words=words,
        subjects=_weighted([w for w, _ in mid], [s for _, s in mid]),
        phrases=_zipf(PHRASES.read_text(encoding="utf-8").split("\n")[:-1]),
        actors=_zipf(_shuffled(_actors(), seed=1), past=4),
        topics=_zipf(_shuffled(_topics(), seed=2), past=4),
        sources=_zipf(_shuffled(_sources(), seed=3)),
    )


def _weighted(items: Sequence[Any], weights: Iterable[float]) -> Weighted[Any]:
    return Weighted(items=items, totals=list(itertools.accumulate(weights)))


def _zipf(items: Sequence[Any], *, past: int = 0) -> Weighted[Any]:
    """Weigh each item by one over its rank; ``past`` makes the first few less extreme."""
    return _weighted(items, (1 / (rank + past) for rank in range(1, len(items) + 1)))


def _shuffled(items: list[Any], *, seed: int) -> list[Any]:
    random.Random(seed).shuffle(items)
    return items


def _actors() -> list[NamedActor]:
    found = []
    for actor in load_actors(FIXTURES / "actors"):
        names = tuple(dict.fromkeys(name.text for name in actor.names if name.alone))
        if names:
            found.append(NamedActor(slug=actor.slug, names=names))
    return found


def _topics() -> list[CuedTopic]:
    return [
        CuedTopic(code=topic.code, cues=tuple(cue.strip("*") for cue in topic.cues))
        for topic in load_topics(FIXTURES / "topics.toml")
        if topic.cues
    ]


def _sources() -> list[str]:
    return [f"{paper} van {region}" for paper in PAPERS for region in REGIONS]
