"""Two actors side by side: their years on one axis, and what they have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst

from articles.dates import PartialDate
from articles.hits import Hit
from articles.models import Actor, Topic
from articles.results import ArticleResults
from articles.search.histogram import HEIGHT, Bar, Histogram, build_histogram

from .background import look_around
from .companions import CANDIDATES, standing
from .profile import ActorProfile
from .results import ActorResults
from .sentences import with_sentences

APART = 10  # times as many, from which on one scale would leave nothing of the other
SHOWN = 12  # that they have in common, of each sort
HITS = 3
SUGGESTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An actor with its bars on the common axis, each with the address that narrows to it.

    ``scale`` is the number of articles of a bar of the full height.
    """

    profile: ActorProfile
    histogram: Histogram
    scale: int

    @property
    def actor(self) -> Actor:
        return self.profile.actor

    @property
    def bars(self) -> list[tuple[Bar, str]]:
        url = self.profile.results.question.url
        return [
            (bar, url(**{"from": [str(bar.period)], "to": [str(bar.period)]}))
            for bar in self.histogram.bars
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """An actor or topic that both have, and in how many articles of each."""

    item: Any
    name: str
    one: int
    other: int


class Comparison:
    """What the archive knows of two actors, one beside the other."""

    def __init__(self, one: Actor, other: Actor) -> None:
        self.profiles = tuple(
            ActorProfile(actor, ActorResults(QueryDict(), actor=actor)) for actor in (one, other)
        )

    @cached_property
    def both(self) -> ArticleResults:
        """The articles that name both."""
        params = QueryDict(mutable=True)
        params.setlist("actor", [profile.actor.slug for profile in self.profiles])
        return ArticleResults(params, path=reverse("search"))

    @property
    def both_url(self) -> str:
        return self.both.question.url()

    @cached_property
    def newest_hits(self) -> list[Hit]:
        """The newest articles that name both, each by a sentence with both where there is one."""
        actors = (profile.actor for profile in self.profiles)
        return with_sentences(self.both.page_hits[:HITS], *actors)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        counts = [profile.results.counts for profile in self.profiles]
        years = _on_one_axis([one.of("year") for one in counts])
        months = _on_one_axis([one.of("month") for one in counts])
        drawn = [build_histogram(*spread) for spread in zip(years, months, strict=True)]
        scales = [one.highest for one in drawn]
        if max(scales) <= APART * (min(scales) or max(scales)):
            scales = [max(scales)] * len(scales)
        return tuple(
            Side(profile=profile, histogram=_scaled(one, scale), scale=scale)
            for profile, one, scale in zip(self.profiles, drawn, scales, strict=True)
        )

    @property
    def is_one_scale(self) -> bool:
        """Whether the bars of both can be compared, not only those of each."""
        return len({side.scale for side in self.sides}) == 1

    @property
    def unit(self) -> str:
        return self.sides[0].histogram.unit

    @property
    def unplaced(self) -> int:
        """How many articles no bar counts, as only their year is known."""
        return sum(side.histogram.unplaced for side in self.sides)

    @property
    def is_exact(self) -> bool:
        return all(profile.results.counts.exact for profile in self.profiles)

    @property
    def rows(self) -> list[tuple[PartialDate, list[tuple[Bar, str]]]]:
        """The periods in which either was named, with the bar of each."""
        together = zip(*(side.bars for side in self.sides), strict=True)
        return [
            (bars[0][0].period, list(bars))
            for bars in together
            if any(bar.count for bar, _ in bars)
        ]

    @cached_property
    def companions(self) -> list[Shared]:
        """Who stands with each of them in at least two of the articles that were looked at.

        First come those who go with both, not with one of them only, as a single page ranks them.
        """
        one, other = (profile.sample for profile in self.profiles)
        actors = standing(_least(one.together, other.together), most=CANDIDATES)
        if not actors:
            return []
        background = look_around(actors)
        evidence = {
            key: min(
                background.associate(profile.sample, key, of=profile.count.value).evidence
                for profile in self.profiles
            )
            for key in actors
        }
        best = sorted(actors, key=lambda key: -evidence[key])[:SHOWN]
        return [
            Shared(
                item=actors[key],
                name=actors[key].name,
                one=one.together[key],
                other=other.together[key],
            )
            for key in best
        ]

    @cached_property
    def topics(self) -> list[Shared]:
        """The topics that are among the most frequent of both."""
        one, other = (profile.results.counts.of("topic") for profile in self.profiles)
        least = _least(one, other)
        codes = sorted(least, key=lambda code: (-least[code], code))[:SHOWN]
        known = Topic.objects.in_bulk(codes)
        return [
            Shared(
                item=known[code],
                name=capfirst(known[code].label),
                one=one[code],
                other=other[code],
            )
            for code in codes
            if code in known
        ]


def compare_url(one: Actor, other: Actor) -> str:
    """Give the address of the page with these two side by side."""
    return f"{reverse('compare')}?{urlencode({'a': one.slug, 'b': other.slug})}"


def comparable(actor: Actor) -> list[Actor]:
    """List whom to compare an actor with: those in most articles with it, its own kind first."""
    profile = ActorProfile(actor, ActorResults(QueryDict(), actor=actor))
    found = standing(profile.sample.together, most=4 * SUGGESTED).values()
    return sorted(found, key=lambda one: one.kind != actor.kind)[:SUGGESTED]


def _on_one_axis(counts: list[dict[str, int]]) -> list[dict[str, int]]:
    """Give all the same periods, so that they are drawn over the same stretch of time."""
    empty = {period: 0 for one in counts for period in one}
    return [empty | one for one in counts]


def _scaled(histogram: Histogram, highest: int) -> Histogram:
    """Draw the bars to a scale of so many articles; a single one is still seen."""
    share = histogram.highest / highest if highest else 1.0
    bars = []
    for bar in histogram.bars:
        height = round(max(bar.height * share, 2.0), 2) if bar.count else 0.0
        bars.append(replace(bar, height=height, y=round(HEIGHT - height, 2)))
    return replace(histogram, bars=tuple(bars))


def _least(one: Mapping[Any, int], other: Mapping[Any, int]) -> dict[Any, int]:
    return {key: min(one[key], other[key]) for key in one.keys() & other.keys()}
