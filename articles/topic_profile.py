"""What the page of a topic shows besides its articles: what falls under it, and who leads.

A page asks the database a fixed number of questions; in a large archive the counts come from a
sample of the topic's articles, as those of a search do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from articles.models import Actor, Article, Topic
from articles.search.counting import Count, archive_size, count_facet, probe
from articles.search.facets import Kind, token

MOST_ACTORS, MOST_RELATED = 8, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTopic:
    """A topic, and how many of the articles have it too."""

    topic: Topic
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedActor:
    """An actor, and in how many of the articles it is named."""

    actor: Actor
    count: Count


class TopicProfile:
    """A topic with what the published articles about it tell."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic

    @cached_property
    def trail(self) -> list[Topic]:
        """The wider topics, the widest first."""
        return [self._all[code] for code in reversed(self._above)]

    @cached_property
    def children(self) -> list[CountedTopic]:
        """The topics right below, of most articles first; those without articles last."""
        below = [one for one in self._all.values() if one.parent_id == self.topic.pk]
        return sorted(self._counted(below), key=_largest_first)

    @cached_property
    def related(self) -> list[CountedTopic]:
        """The other fields, top topics, that most of these articles have too."""
        own = {self.topic.pk, *self._above}
        others = [
            one
            for code, one in self._all.items()
            if not one.parent_id and code in self._topic_counts and code not in own
        ]
        return sorted(self._counted(others), key=_largest_first)[:MOST_RELATED]

    @cached_property
    def actors(self) -> list[CountedActor]:
        """Who is named in most of the articles."""
        counts = self._counts("actor")
        first = list(counts)[:MOST_ACTORS]
        found = Actor.objects.standing().in_bulk([int(key) for key in first])
        return [
            CountedActor(actor=found[int(key)], count=counts[key])
            for key in first
            if int(key) in found
        ]

    @cached_property
    def _all(self) -> Mapping[str, Topic]:
        return Topic.objects.defer("cues").in_bulk()

    @cached_property
    def _above(self) -> list[str]:
        """The codes of the wider topics, the nearest first."""
        above: list[str] = []
        parent = self.topic.parent_id
        while parent and parent not in above:
            above.append(parent)
            parent = self._all[parent].parent_id
        return above

    def _counted(self, topics: list[Topic]) -> list[CountedTopic]:
        none = Count(value=0)
        return [
            CountedTopic(topic=one, count=self._topic_counts.get(one.pk, none)) for one in topics
        ]

    @cached_property
    def _topic_counts(self) -> dict[str, Count]:
        return self._counts("topic")

    @cached_property
    def _roughly(self) -> int:
        return probe(self._articles, archive=archive_size(self._articles))

    @property
    def _articles(self) -> QuerySet[Article]:
        return Article.objects.published().with_all_facets([token("topic", self.topic.pk)])

    def _counts(self, kind: Kind) -> dict[str, Count]:
        return count_facet(self._articles, kind, roughly=self._roughly)


def _largest_first(counted: CountedTopic) -> tuple[int, str]:
    return -counted.count.value, counted.topic.label
