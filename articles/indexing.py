"""Derive who and what an article is about, and the words by which it is found.

Everything here can be rebuilt at any time. What an editor decided (a confirmed or rejected
mention or topic) is kept; only what was suggested is replaced.
"""

import contextlib
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Count, Max

from articles.language.curated import load_actors, load_topics
from articles.language.names import ActorKind, FoundActor, Gazetteer, KnownActor, Name, NameKind
from articles.language.topics import SuggestedTopic, TopicCues, TopicSuggester
from articles.language.words import search_terms
from articles.models import (
    Actor,
    ActorName,
    Article,
    ArticleAgency,
    ArticleTopic,
    Mention,
    ReviewStatus,
    Topic,
)
from articles.search.facets import facet_tokens

CHUNK = 200
DERIVED_FIELDS = ("search_terms", "facets")
Key = TypeVar("Key")
Text = tuple[str, str, str]  # title, lead, body
SUGGESTED, REJECTED = ReviewStatus.SUGGESTED, ReviewStatus.REJECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """What the machine read in one article."""

    actors: tuple[FoundActor, ...]
    topics: tuple[SuggestedTopic, ...]
    terms: str


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
        actors = self.gazetteer.find({"title": title, "lead": lead, "body": body})
        text = f"{lead}\n\n{body}"
        return Derivation(
            actors=tuple(actors),
            topics=tuple(self.suggester.suggest(title=title, text=text)),
            terms=search_terms(f"{title}\n\n{text}"),
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


@dataclass(slots=True)
class Decisions:
    """What editors decided about one article: actor or topic key → status."""

    actors: dict[int, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)


def derived_rows(
    article: Article,
    derivation: Derivation,
    knowledge: Knowledge,
    *,
    agencies: Iterable[int],
    decisions: Decisions | None = None,
) -> tuple[list[Mention], list[ArticleTopic]]:
    """Set the article's derived fields and make the rows that go with it; saves nothing."""
    decisions = decisions or Decisions()
    found = {
        knowledge.actor_ids[actor.key]: actor
        for actor in derivation.actors
        if actor.key in knowledge.actor_ids
    }
    mentions = [
        Mention(
            article=article,
            actor_id=key,
            status=decisions.actors.get(key, SUGGESTED),
            spans=[list(span) for span in actor.spans],
            surfaces=list(actor.surfaces),
        )
        for key, actor in found.items()
    ]
    topics = [
        ArticleTopic(
            article=article,
            topic_id=topic.code,
            status=decisions.topics.get(topic.code, SUGGESTED),
            score=topic.score,
        )
        for topic in derivation.topics
    ]
    actors = _standing(decisions.actors, found)
    names = (knowledge.other_names.get(key, "") for key in sorted(actors))
    article.search_terms = " ".join(filter(None, (derivation.terms, *names)))
    article.facets = facet_tokens(
        article_id=article.pk,
        published=article.published_date,
        topics=knowledge.with_ancestors(
            _standing(decisions.topics, (t.code for t in derivation.topics))
        ),
        actors=actors,
        sources=[*agencies, *([article.source_id] if article.source_id else [])],
    )
    return mentions, topics


def _standing(decided: Mapping[Key, str], found: Iterable[Key]) -> set[Key]:
    """Tell what holds: found or decided upon, and not rejected."""
    return {key for key in {*found, *decided} if decided.get(key) != REJECTED}


def lock_articles(ids: Iterable[UUID]) -> None:
    """Keep others from deriving or editing these articles until the transaction ends.

    Whoever changes what is derived from locks the article first. One by one, in the order of
    their ids: nobody then waits for another who waits, and each lock stays on one shard.
    """
    for pk in sorted(ids):
        Article.objects.select_for_update().filter(pk=pk).values_list("pk").first()


def index_articles(ids: Iterable[UUID], knowledge: Knowledge | None = None) -> int:
    """Derive these articles afresh, in chunks of one transaction each; return how many."""
    knowledge = knowledge or load_knowledge()
    ids = sorted(ids)
    done = 0
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        readings = _read_texts(chunk, knowledge)
        with transaction.atomic():
            lock_articles(chunk)
            done += _index_chunk(chunk, knowledge, readings)
    return done


def _read_texts(ids: Collection[UUID], knowledge: Knowledge) -> dict[Text, Derivation]:
    """Read the articles before anybody has to wait for it; a text that changes is read again."""
    texts = Article.objects.filter(pk__in=ids).values_list("title", "lead", "body")
    return {
        (title, lead, body): knowledge.read(title=title, lead=lead, body=body)
        for title, lead, body in texts
    }


def _index_chunk(
    ids: Collection[UUID], knowledge: Knowledge, readings: Mapping[Text, Derivation]
) -> int:
    articles = list(Article.objects.filter(pk__in=ids).defer("search", "title_search", "evidence"))
    decisions = _decisions(ids)
    agencies: dict[UUID, list[int]] = defaultdict(list)
    for link in ArticleAgency.objects.filter(article__in=ids):
        agencies[link.article_id].append(link.agency_id)
    mentions: list[Mention] = []
    topics: list[ArticleTopic] = []
    for article in articles:
        text = (article.title, article.lead, article.body)
        rows = derived_rows(
            article,
            readings.get(text)
            or knowledge.read(title=article.title, lead=article.lead, body=article.body),
            knowledge,
            agencies=agencies[article.pk],
            decisions=decisions[article.pk],
        )
        mentions += rows[0]
        topics += rows[1]
    _withdraw(Mention, "actor_id", ids, mentions)
    _withdraw(ArticleTopic, "topic_id", ids, topics)
    Mention.objects.bulk_create(
        mentions,
        update_conflicts=True,
        unique_fields=["article", "actor"],
        update_fields=["spans", "surfaces"],
    )
    ArticleTopic.objects.bulk_create(
        topics,
        update_conflicts=True,
        unique_fields=["article", "topic"],
        update_fields=["score"],
    )
    Article.objects.bulk_update(articles, DERIVED_FIELDS)
    return len(articles)


def _withdraw(model: Any, key: str, ids: Collection[UUID], found: Iterable[Any]) -> None:
    """Delete the suggestions that were not found again; the others keep their rows."""
    standing = {(row.article_id, getattr(row, key)) for row in found}
    suggested = model.objects.filter(article__in=ids, status=SUGGESTED)
    gone = [
        pk
        for pk, *pair in suggested.values_list("pk", "article_id", key)
        if tuple(pair) not in standing
    ]
    model.objects.filter(pk__in=gone).delete()


def _decisions(ids: Collection[UUID]) -> Mapping[UUID, Decisions]:
    decisions: dict[UUID, Decisions] = defaultdict(Decisions)
    for mention in Mention.objects.filter(article__in=ids).exclude(status=SUGGESTED):
        decisions[mention.article_id].actors[mention.actor_id] = mention.status
    for link in ArticleTopic.objects.filter(article__in=ids).exclude(status=SUGGESTED):
        decisions[link.article_id].topics[link.topic_id] = link.status
    return decisions


def all_ids(*, after: UUID | None = None) -> Iterator[list[UUID]]:
    """Walk every article in the order of its id, a chunk at a time, from ``after`` on."""
    while True:
        articles = Article.objects.order_by("pk")
        if after:
            articles = articles.filter(pk__gt=after)
        chunk = list(articles.values_list("pk", flat=True)[:CHUNK])
        if not chunk:
            return
        yield chunk
        after = chunk[-1]
