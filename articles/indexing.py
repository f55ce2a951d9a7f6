"""Derive who and what articles are about, and the words by which they are found, afresh.

Everything here can be rebuilt at any time. What an editor decided (a confirmed or rejected
mention or topic) is kept; only what was suggested is replaced, and only where it differs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction

from articles.copying import (
    MentionValues,
    TopicValues,
    as_array,
    as_json,
    copy_rows,
    table_of,
)
from articles.dates import PartialDate
from articles.deriving import Decisions, Derived, derive
from articles.knowledge import Derivation, Knowledge, load_knowledge
from articles.models import (
    Article,
    ArticleAgency,
    ArticleTopic,
    Mention,
    ReviewStatus,
)
from articles.workers import Claim

CHUNK = 500
DERIVED = ("search_terms", "facets", "strong_words")
SUGGESTED = ReviewStatus.SUGGESTED.value
Text = tuple[str, str, str]  # title, lead, body
Readings = Mapping[Text, Derivation]
Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class _Row:
    """A mention or topic as it stands: ``value`` is what deriving sets."""

    pk: int
    status: str
    value: object


@dataclass(slots=True)
class _Standing:
    """What hangs on one article now, by actor and by topic."""

    mentions: dict[int, _Row] = field(default_factory=dict)
    topics: dict[str, _Row] = field(default_factory=dict)

    @property
    def decisions(self) -> Decisions:
        return Decisions(actors=_decided(self.mentions), topics=_decided(self.topics))


@dataclass(slots=True)
class _Changes:
    """What is to be written; updates are the parameters of a statement each."""

    articles: list[tuple[str, list[str], list[str], UUID]] = field(default_factory=list)
    new_mentions: list[MentionValues] = field(default_factory=list)
    mentions: list[tuple[str, list[str], UUID, int]] = field(default_factory=list)
    new_topics: list[TopicValues] = field(default_factory=list)
    topics: list[tuple[float, UUID, int]] = field(default_factory=list)
    gone_mentions: list[int] = field(default_factory=list)
    gone_topics: list[int] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)

    @property
    def size(self) -> int:
        return (
            len(self.articles)
            + len(self.new_mentions)
            + len(self.mentions)
            + len(self.new_topics)
            + len(self.topics)
            + len(self.gone_mentions)
            + len(self.gone_topics)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """How many articles of a chunk there still were, how many changed, and the last one's id."""

    articles: int
    changed: int
    last: UUID


class Reindexer:
    """Derives chunks of ids afresh; a job for ``workers.work_through``."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or load_knowledge()

    def prepare(self, ids: list[UUID]) -> tuple[Claim, tuple[list[UUID], Readings]]:
        """Read the articles before anybody has to wait for it."""
        return Claim(), (ids, _read_texts(ids, self.knowledge))

    def finish(self, prepared: tuple[list[UUID], Readings], _answer: object = None) -> IndexReport:
        """Write what differs; only those articles are locked, and looked at once more."""
        ids, readings = prepared
        number, changes = _differences(ids, self.knowledge, readings)
        if changes.touched:
            with transaction.atomic():
                lock_articles(changes.touched)
                _, changes = _differences(changes.touched, self.knowledge, readings)
                _write(changes)
        return IndexReport(articles=number, changed=len(changes.touched), last=ids[-1])


def index_articles(ids: Iterable[UUID], knowledge: Knowledge | None = None) -> int:
    """Derive these articles afresh, in chunks of one transaction each; return how many."""
    reindexer = Reindexer(knowledge)
    ids = sorted(ids)
    chunks = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    return sum(reindexer.finish(reindexer.prepare(chunk)[1]).articles for chunk in chunks)


def lock_articles(ids: Iterable[UUID]) -> None:
    """Keep others from deriving or editing these articles until the transaction ends.

    Whoever changes what is derived from locks the article first. One by one, in the order of
    their ids: nobody then waits for another who waits, and each lock stays on one shard.
    """
    with connection.cursor() as cursor:
        cursor.executemany(
            f"SELECT FROM {table_of(Article)} WHERE id = %s FOR UPDATE",
            [(pk,) for pk in sorted(ids)],
        )


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


def _read_texts(ids: Collection[UUID], knowledge: Knowledge) -> dict[Text, Derivation]:
    texts = Article.objects.filter(pk__in=ids).values_list("title", "lead", "body")
    return {
        (title, lead, body): knowledge.read(title=title, lead=lead, body=body)
        for title, lead, body in texts
    }


def _differences(
    ids: Collection[UUID], knowledge: Knowledge, readings: Readings
) -> tuple[int, _Changes]:
    """Compare what is derived now with what stands; a text that was not read yet is."""
    standing = _standing(ids)
    agencies: dict[UUID, list[int]] = defaultdict(list)
    for article, agency in ArticleAgency.objects.filter(article__in=ids).values_list(
        "article_id", "agency_id"
    ):
        agencies[article].append(agency)
    changes = _Changes()
    own = ("title", "lead", "body", "pk", "published", "source_id", "byline")
    articles = Article.objects.filter(pk__in=ids).values_list(*own, *DERIVED)
    for *text, pk, published, source, byline, terms, facets, strong in articles:
        title, lead, body = text
        derived = derive(
            readings.get((title, lead, body)) or knowledge.read(title=title, lead=lead, body=body),
            knowledge,
            article_id=pk,
            published=PartialDate.from_edtf(published) if published else None,
            sources=[*agencies[pk], *([source] if source else [])],
            byline=byline,
            decisions=standing[pk].decisions,
        )
        before = changes.size
        _note(changes, pk, derived, standing[pk])
        columns = (derived.search_terms, derived.facets, derived.strong_words)
        if columns != (terms, facets, strong):
            changes.articles.append((*columns, pk))
        if changes.size != before:
            changes.touched.add(pk)
    return len(articles), changes


def _standing(ids: Collection[UUID]) -> Mapping[UUID, _Standing]:
    standing: dict[UUID, _Standing] = defaultdict(_Standing)
    mentions = Mention.objects.filter(article__in=ids).values_list(
        "article_id", "actor_id", "pk", "status", "spans", "surfaces"
    )
    for article, actor, pk, status, spans, surfaces in mentions:
        standing[article].mentions[actor] = _Row(pk, status, (spans, surfaces))
    topics = ArticleTopic.objects.filter(article__in=ids).values_list(
        "article_id", "topic_id", "pk", "status", "score"
    )
    for article, topic, pk, status, score in topics:
        standing[article].topics[topic] = _Row(pk, status, score)
    return standing


def _decided(rows: Mapping[Key, _Row]) -> dict[Key, str]:
    return {key: row.status for key, row in rows.items() if row.status != SUGGESTED}


def _note(changes: _Changes, article: UUID, derived: Derived, standing: _Standing) -> None:
    """Add what of an article's mentions and topics is new, different or no longer found."""
    for actor, found in derived.actors.items():
        spans, surfaces = [list(span) for span in found.spans], list(found.surfaces)
        row = standing.mentions.get(actor)
        if row is None:
            changes.new_mentions.append(
                MentionValues(article, actor, SUGGESTED, as_json(spans), as_array(surfaces))
            )
        elif row.value != (spans, surfaces):
            changes.mentions.append((as_json(spans), surfaces, article, row.pk))
    for code, score in derived.topics.items():
        row = standing.topics.get(code)
        if row is None:
            changes.new_topics.append(TopicValues(article, code, SUGGESTED, score))
        elif row.value != score:
            changes.topics.append((score, article, row.pk))
    changes.gone_mentions += _gone(standing.mentions, derived.actors)
    changes.gone_topics += _gone(standing.topics, derived.topics)


def _gone(rows: Mapping[Key, _Row], found: Collection[Key]) -> list[int]:
    """Find the suggestions that were not found again; the others keep their rows."""
    return [row.pk for key, row in rows.items() if row.status == SUGGESTED and key not in found]


def _write(changes: _Changes) -> None:
    """Write what differs, each row by a statement that names its article, hence its shard."""
    _delete(Mention, changes.touched, changes.gone_mentions)
    _delete(ArticleTopic, changes.touched, changes.gone_topics)
    copy_rows(Mention, changes.new_mentions)
    copy_rows(ArticleTopic, changes.new_topics)
    _update(Mention, "spans = %s::jsonb, surfaces = %s", "article_id = %s AND id", changes.mentions)
    _update(ArticleTopic, "score = %s", "article_id = %s AND id", changes.topics)
    _update(Article, ", ".join(f"{name} = %s" for name in DERIVED), "id", changes.articles)


def _delete(model: Any, articles: Collection[UUID], pks: Collection[int]) -> None:
    if pks:
        model.objects.filter(article__in=articles, pk__in=pks).delete()


def _update(model: Any, values: str, key: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        statement = f"UPDATE {table_of(model)} SET {values} WHERE {key} = %s"  # noqa: S608 - our own
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
