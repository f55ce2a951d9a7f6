"""The actors and topics that the archive knows, and what they let it read in a text."""

import contextlib
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from django.db import DatabaseError
from django.db.models import Count, Max

from articles.language.curated import load_actors, load_topics
from articles.language.names import ActorKind, FoundActor, Gazetteer, KnownActor, Name, NameKind
from articles.language.reading import reader_of
from articles.language.topics import SuggestedTopic, TopicCues, TopicSuggester
from articles.models import Actor, ActorName, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """What the machine read in one article; see ``strong_words`` for ``strong``."""

    actors: tuple[FoundActor, ...]
    topics: tuple[SuggestedTopic, ...]
    terms: str
    strong: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The curated actors and topics, ready to be looked for."""

    gazetteer: Gazetteer
    suggester: TopicSuggester
    actor_ids: Mapping[str, int] = field(default_factory=dict)
    other_names: Mapping[int, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    topic_labels: Mapping[str, str] = field(default_factory=dict)

    def read(self, *, title: str, lead: str, body: str) -> Derivation:
        """Read an article's text; pure."""
        reading = reader_of(self.gazetteer, self.suggester).read(title=title, lead=lead, body=body)
        return Derivation(
            actors=reading.actors,
            topics=reading.topics,
            terms=reading.terms,
            strong=reading.strong,
        )

    def with_ancestors(self, codes: Iterable[str]) -> set[str]:
        """Add to topics the wider ones that include them."""
        found: set[str] = set()
        for code in codes:
            step: str | None = code
            while step and step not in found:
                found.add(step)
                step = self.parents.get(step)
        return found


NOTHING_KNOWN = Knowledge(gazetteer=Gazetteer([]), suggester=TopicSuggester([]))


def load_knowledge() -> Knowledge:
    """Load the actors and topics of the database, once per process for each state of the tables."""
    names = ActorName.objects.aggregate(n=Count("id"), last=Max("id"), changed=Max("changed_at"))
    topics = Topic.objects.aggregate(n=Count("code"), changed=Max("changed_at"))
    return _load_knowledge((*names.values(), *topics.values()))


@functools.lru_cache(maxsize=1)
def _load_knowledge(_state: tuple[object, ...]) -> Knowledge:
    names: dict[int, list[Name]] = defaultdict(list)
    for row in ActorName.objects.all():
        names[row.actor_id].append(Name(row.text, cast("NameKind", row.kind), row.alone))
    actors = list(Actor.objects.all())
    topics = list(Topic.objects.all())
    return Knowledge(
        gazetteer=Gazetteer(
            KnownActor(
                actor.slug, actor.name, cast("ActorKind", actor.kind), tuple(names[actor.pk])
            )
            for actor in actors
        ),
        suggester=TopicSuggester(
            TopicCues(topic.code, tuple(topic.cues), topic.parent_id or "") for topic in topics
        ),
        actor_ids={actor.slug: actor.pk for actor in actors},
        other_names={actor.pk: _other_names(names[actor.pk]) for actor in actors},
        parents={topic.code: topic.parent_id for topic in topics},
        topic_labels={topic.code: topic.label_nl for topic in topics},
    )


def load_knowledge_or_fixtures(folder: Path) -> Knowledge:
    """Load the database's actors and topics, or, where it has none yet, those of ``folder``."""
    with contextlib.suppress(DatabaseError):
        if Actor.objects.exists():
            return load_knowledge()
    actors, topics = load_actors(folder / "actors"), load_topics(folder / "topics.toml")
    return Knowledge(
        gazetteer=Gazetteer(KnownActor(a.slug, a.name, a.kind, a.names) for a in actors),
        suggester=TopicSuggester(
            TopicCues(topic.code, topic.cues, topic.parent) for topic in topics
        ),
        parents={topic.code: topic.parent or None for topic in topics},
        topic_labels={topic.code: topic.nl for topic in topics},
    )


def _other_names(names: Iterable[Name]) -> str:
    """Give the words by which an article is found that calls the actor otherwise."""
    return " ".join(name.text for name in names if name.kind in {"preferred", "abbreviation"})
