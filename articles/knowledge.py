"""The actors and topics that the archive knows, and what they let it read in a text."""

import contextlib
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, cast

from django.db import DatabaseError
from django.db.models import Count, Max, Q

from articles.homonyms import Homonyms
from articles.language.curated import load_actors, load_topics
from articles.language.names import ActorKind, FoundActor, Gazetteer, KnownActor, Name, NameKind
from articles.language.reading import reader_of
from articles.language.recognising.recogniser import FoundName
from articles.language.roles import RoleIndex
from articles.language.topics import SuggestedTopic, TopicCues, TopicSuggester
from articles.linking import LinkableName, Linker
from articles.models import Actor, ActorName, Mention, ReviewStatus, Role, Topic
from articles.naming import Bearers, kept_names
from articles.recognisers import NameRecogniser
from articles.role_knowledge import load_roles
from articles.topic_models import current_topic_model, topics_learned_at

MOST = 200  # articles of an actor that tell it from its namesakes


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """What the machine read in one article; see ``strong_words`` and ``word_pairs``.

    ``names`` are those that the recogniser read beside the known ``actors``; None: not asked.
    """

    actors: tuple[FoundActor, ...]
    topics: tuple[SuggestedTopic, ...]
    terms: str
    strong: list[str]
    pairs: list[int]
    names: tuple[FoundName, ...] | None = None


NOBODY = Bearers(ids={}, linker=Linker([]), homonyms=Homonyms(), roles=RoleIndex([]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The curated actors and topics, ready to be looked for."""

    gazetteer: Gazetteer
    suggester: TopicSuggester
    bearers: Bearers = field(
        default_factory=lambda: Bearers(
            ids={}, linker=Linker([]), homonyms=Homonyms(), roles=RoleIndex([])
        )
    )
    shown: AbstractSet[int] = frozenset()
    other_names: Mapping[int, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    topic_labels: Mapping[str, str] = field(default_factory=dict)

    def read(
        self, texts: Mapping[str, str], recogniser: NameRecogniser | None = None
    ) -> Derivation:
        """Read an article's title, lead and body, with a ``recogniser`` also names; pure."""
        reading = reader_of(self.gazetteer, self.suggester).read(**texts)
        names = recogniser.find(texts, reading.actors) if recogniser else None
        return Derivation(
            actors=reading.actors,
            topics=reading.topics,
            terms=reading.terms,
            strong=reading.strong,
            pairs=reading.pairs,
            names=None if names is None else tuple(kept_names(names)),
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
    judged = {status: Count("id", filter=Q(status=status)) for status in ReviewStatus.values}
    names = ActorName.objects.aggregate(last=Max("id"), changed=Max("changed_at"), **judged)
    actors = Actor.objects.aggregate(
        merged=Count("merged_into"), changed=Max("changed_at"), **judged
    )
    roles = Role.objects.aggregate(
        changed=Max("changed_at"),
        people=Max("person__changed_at"),
        owners=Max("of__changed_at"),
        named=Max("of__names__changed_at"),
        names=Count("of__names"),
        known=Count("id", filter=Q(person__status=ReviewStatus.CONFIRMED)),
    )
    topics = Topic.objects.aggregate(n=Count("code"), changed=Max("changed_at"))
    knowledge = _together(
        _load_actors((*names.values(), *actors.values()), _load_roles(tuple(roles.values()))),
        _load_topics((*topics.values(), topics_learned_at())),
    )
    groups = knowledge.bearers.homonyms.groups
    if not groups:
        return knowledge
    homonyms = Homonyms(groups, _confirmed_articles(groups))
    return replace(knowledge, bearers=replace(knowledge.bearers, homonyms=homonyms))


def _confirmed_articles(actors: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
    """Give the facets of articles in which an editor confirmed these actors."""
    confirmed = Mention.objects.filter(status=ReviewStatus.CONFIRMED).order_by("-pk")
    for actor in actors:
        yield from confirmed.filter(actor=actor).values_list("actor_id", "article__facets")[:MOST]


class _NameRow(NamedTuple):
    actor_id: int
    text: str
    kind: str
    alone: bool
    status: str


class _ActorRow(NamedTuple):
    pk: int
    slug: str
    name: str
    kind: str
    status: str


class _Actors(NamedTuple):
    gazetteer: Gazetteer
    bearers: Bearers
    shown: AbstractSet[int]
    other_names: Mapping[int, str]


class _Topics(NamedTuple):
    suggester: TopicSuggester
    parents: Mapping[str, str | None]
    labels: Mapping[str, str]


@functools.lru_cache(maxsize=1)
def _load_roles(_state: tuple[object, ...]) -> RoleIndex:
    return load_roles()


@functools.lru_cache(maxsize=1)
def _load_actors(_state: tuple[object, ...], roles: RoleIndex) -> _Actors:
    names: dict[int, list[_NameRow]] = defaultdict(list)
    rows = ActorName.objects.exclude(status=ReviewStatus.REJECTED).order_by("pk")
    for row in rows.values_list(*_NameRow._fields):
        names[row[0]].append(_NameRow(*row))
    actors = [_ActorRow(*row) for row in Actor.objects.standing().values_list(*_ActorRow._fields)]
    known = [actor for actor in actors if actor.status == ReviewStatus.CONFIRMED]
    groups = _namesakes(actors)
    own_names = {actor.pk: _confirmed_names(names[actor.pk]) for actor in known}
    return _Actors(
        gazetteer=Gazetteer(_for_table(known, own_names, groups)),
        bearers=Bearers(
            ids={actor.slug: actor.pk for actor in known},
            linker=Linker(_to_link(actors, names)),
            homonyms=Homonyms(groups),
            roles=roles,
        ),
        shown={actor.pk for actor in actors},
        other_names={key: _other_names(own) for key, own in own_names.items()},
    )


@functools.lru_cache(maxsize=1)
def _load_topics(_state: tuple[object, ...]) -> _Topics:
    topics = list(Topic.objects.all())
    cues = (TopicCues(topic.code, tuple(topic.cues), topic.parent_id or "") for topic in topics)
    return _Topics(
        suggester=TopicSuggester(cues, current_topic_model()),
        parents={topic.code: topic.parent_id for topic in topics},
        labels={topic.code: topic.label_nl for topic in topics},
    )


def _together(actors: _Actors, topics: _Topics) -> Knowledge:
    return Knowledge(
        gazetteer=actors.gazetteer,
        suggester=topics.suggester,
        bearers=actors.bearers,
        shown=actors.shown,
        other_names=actors.other_names,
        parents=topics.parents,
        topic_labels=topics.labels,
    )


def _confirmed_names(names: Iterable[_NameRow]) -> tuple[Name, ...]:
    return tuple(
        Name(name.text, cast("NameKind", name.kind), name.alone)
        for name in names
        if name.status == ReviewStatus.CONFIRMED
    )


def _namesakes(actors: Iterable[_ActorRow]) -> dict[int, tuple[int, ...]]:
    """Group the actors that are of one kind and have the same name."""
    bearers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for actor in actors:
        bearers[actor.kind, actor.name].append(actor.pk)
    return {key: tuple(sorted(who)) for who in bearers.values() if len(who) > 1 for key in who}


def _for_table(
    actors: Iterable[_ActorRow],
    names: Mapping[int, tuple[Name, ...]],
    groups: Mapping[int, tuple[int, ...]],
) -> Iterator[KnownActor]:
    """Give the actors to look for; of namesakes the first, with the names of all of them."""
    for actor in actors:
        group = [key for key in groups.get(actor.pk, (actor.pk,)) if key in names]
        if group[0] == actor.pk:
            own = names[actor.pk]
            if len(group) > 1:
                own = tuple(dict.fromkeys(name for key in group for name in names[key]))
            yield KnownActor(actor.slug, actor.name, cast("ActorKind", actor.kind), own)


def _to_link(
    actors: Iterable[_ActorRow], names: Mapping[int, list[_NameRow]]
) -> Iterator[LinkableName]:
    for actor in actors:
        for name in names[actor.pk]:
            kind, of_kind = cast("NameKind", name.kind), cast("ActorKind", actor.kind)
            yield LinkableName(actor.pk, of_kind, name.text, kind)


def load_knowledge_or_fixtures(folder: Path) -> Knowledge:
    """Load the database's actors and topics, or, where it has none yet, those of ``folder``."""
    with contextlib.suppress(DatabaseError):
        if Actor.objects.exists():
            return load_knowledge()
    actors, topics = load_actors(folder / "actors"), load_topics(folder / "topics.toml")
    return Knowledge(
        gazetteer=Gazetteer(KnownActor(a.slug, a.name, a.kind, a.names) for a in actors),
        suggester=TopicSuggester(
            (TopicCues(topic.code, topic.cues, topic.parent) for topic in topics),
            current_topic_model(),
        ),
        parents={topic.code: topic.parent or None for topic in topics},
        topic_labels={topic.code: topic.nl for topic in topics},
    )


def _other_names(names: Iterable[Name]) -> str:
    """Give the words by which an article is found that calls the actor otherwise."""
    return " ".join(name.text for name in names if name.kind in {"preferred", "abbreviation"})
