"""Complement naive Bayes, as Rennie, Shih, Teevan and Karger describe it (ICML 2003)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from articles.language.topic_learning.features import counted, features_of, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Sums = defaultdict[str, float]
_RAREST = 2  # texts
_SMOOTHING = 0.03
# What a text counts as longer, so that a few words alone never sound certain: some ten words.
RESERVE = 1500.0


class Example(NamedTuple):
    """What a text has: its features with their weights, and whether it is about each topic."""

    weights: Mapping[str, float]
    answers: Sequence[bool | None]


class Words(NamedTuple):
    """What is known of each feature: how rare it is, and how it speaks for each topic."""

    rarity: Mapping[str, float]
    weights: Mapping[str, Sequence[float]]


def weights_of(title: str, text: str) -> dict[str, float]:
    """Give the features of an article, each with its weight there."""
    counts = counted(features_of(title), features_of(text))
    return {feature: weight(times) for feature, times in counts.items()}


def learn_words(examples: Sequence[Example], topics: int) -> Words:
    """Learn how much each feature says for each of so many topics, and against the others."""
    spread = Counter(feature for example in examples for feature in example.weights)
    rarity = {
        feature: math.log((1 + len(examples)) / (1 + texts)) + 1
        for feature, texts in sorted(spread.items())
        if texts >= _RAREST
    }
    within, outside = _sums(examples, rarity, topics)
    columns = [_column(rarity, within[n], outside[n]) for n in range(topics)]
    return Words(rarity, dict(zip(rarity, zip(*columns, strict=True), strict=True)))


def speak(words: Words, weights: Mapping[str, float], topics: int) -> list[float]:
    """Tell how the features of one text speak for each topic."""
    scores, size = [0.0] * topics, RESERVE
    for feature, times in weights.items():
        if feature in words.rarity:
            value = times * words.rarity[feature]
            size += value * value
            for number, said in enumerate(words.weights[feature]):
                scores[number] += value * said
    return [score / math.sqrt(size) for score in scores]


def _sums(
    examples: Iterable[Example], rarity: Mapping[str, float], topics: int
) -> tuple[list[Sums], list[Sums]]:
    """Add up the texts that are about each topic, and those that are not; each of length 1."""
    within: list[Sums] = [defaultdict(float) for _ in range(topics)]
    within_or_unknown: list[Sums] = [defaultdict(float) for _ in range(topics)]
    together: Sums = defaultdict(float)
    for weights, answers in examples:
        values = {f: times * rarity[f] for f, times in weights.items() if f in rarity}
        size = math.sqrt(sum(value * value for value in values.values())) or 1.0
        values = {feature: value / size for feature, value in values.items()}
        sums = [together]
        for number, answer in enumerate(answers):
            if answer:
                sums.append(within[number])
            if answer is not False:
                sums.append(within_or_unknown[number])
        for one in sums:
            for feature, value in values.items():
                one[feature] += value
    return within, [_less(together, others) for others in within_or_unknown]


def _less(together: Sums, others: Sums) -> Sums:
    rest = together.copy()
    for feature, value in others.items():
        rest[feature] -= value
    return rest


def _column(
    rarity: Iterable[str], within: Mapping[str, float], outside: Mapping[str, float]
) -> list[float]:
    inside = [within.get(feature, 0.0) + _SMOOTHING for feature in rarity]
    around = [outside.get(feature, 0.0) + _SMOOTHING for feature in rarity]
    all_inside, all_around = math.fsum(inside), math.fsum(around)
    column = [
        math.log(one / all_inside) - math.log(other / all_around)
        for one, other in zip(inside, around, strict=True)
    ]
    mean = math.fsum(map(abs, column)) / max(len(column), 1) or 1.0
    return [value / mean for value in column]
