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
from articles.language.recognising.recogniser import FoundName
from articles.linking import key_of
from articles.models import (
    Article,
    ArticleAgency,
    ArticleTopic,
    Mention,
    ReviewStatus,
    Sighting,
)
from articles.recognisers import current_recogniser, load_language
from articles.sighting import COLUMNS, as_found, sighting_values
from articles.workers import Claim

CHUNK = 500
FIELDS = ("title", "lead", "body")
DERIVED = ("search_terms", "facets", "samples", "strong_words", "word_pairs")
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
    names: dict[tuple[str, str], FoundName] = field(default_factory=dict)  # by key and kind

    @property
    def decisions(self) -> Decisions:
        return Decisions(actors=_decided(self.mentions), topics=_decided(self.topics))


@dataclass(slots=True)
class _Changes:
    """What is to be written; updates are the parameters of a statement each."""

    articles: list[tuple[object, ...]] = field(default_factory=list)  # ``DERIVED`` and the id
    new_mentions: list[MentionValues] = field(default_factory=list)
    mentions: list[tuple[str, list[str], float | None, UUID, int]] = field(default_factory=list)
    read_again: dict[UUID, Sequence[FoundName]] = field(default_factory=dict)
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
            + len(self.read_again)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """How many articles of a chunk there still were, how many changed, and the last one's id."""

    articles: int
    changed: int
    last: UUID


class Reindexer:
    """Derives chunks of ids afresh; a job for ``workers.work_through``.

    With ``recognise`` the recogniser reads their names again, else those stand that it read.
    """

    def __init__(self, knowledge: Knowledge | None = None, *, recognise: bool = False) -> None:
        self.knowledge = knowledge or load_knowledge()
        self.recogniser = current_recogniser() if recognise else None
        self._readings: Readings = {}

    @staticmethod
    def load(knowledge: Knowledge | None = None, *, recognise: bool = False) -> None:  # noqa: ARG004
        """Load what processes that derive share."""
        load_language(recognise=recognise)

    def prepare(self, ids: list[UUID]) -> tuple[Claim, tuple[list[UUID], Readings]]:
        """Read the articles before anybody has to wait for it."""
        texts = Article.objects.filter(pk__in=ids).values_list(*FIELDS)
        return Claim(), (ids, {text: self._read(text) for text in texts})

    def finish(self, prepared: tuple[list[UUID], Readings], _answer: object = None) -> IndexReport:
        """Write what differs; only those articles are locked, and looked at once more."""
        ids, self._readings = prepared
        number, changes = self._differences(ids)
        if changes.touched:
            with transaction.atomic():
                lock_articles(changes.touched)
                _, changes = self._differences(changes.touched)
                _write(changes)
        return IndexReport(articles=number, changed=len(changes.touched), last=ids[-1])

    def _read(self, text: Text) -> Derivation:
        return self.knowledge.read(dict(zip(FIELDS, text, strict=True)), self.recogniser)

    def _differences(self, ids: Collection[UUID]) -> tuple[int, _Changes]:
        """Compare what is derived now with what stands; a text that was not read yet is."""
        standing = _standing(ids)
        agencies = _agencies(ids)
        changes = _Changes()
        own = (*FIELDS, "pk", "published", "source_id", "byline")
        articles = Article.objects.filter(pk__in=ids).values_list(*own, *DERIVED)
        for title, lead, body, pk, published, source, byline, *columns in articles:
            text = (title, lead, body)
            reading = self._readings.get(text) or self._read(text)
            names = standing[pk].names.values() if reading.names is None else reading.names
            derived = derive(
                reading,
                self.knowledge,
                article_id=pk,
                texts=dict(zip(FIELDS, text, strict=True)),
                published=PartialDate.from_edtf(published) if published else None,
                sources=[*agencies[pk], *([source] if source else [])],
                byline=byline,
                names=list(names),
                decisions=standing[pk].decisions,
            )
            before = changes.size
            _note(changes, pk, derived, standing[pk])
            if reading.names is not None and set(reading.names) != {*standing[pk].names.values()}:
                changes.read_again[pk] = reading.names
            made = tuple(getattr(derived, name) for name in DERIVED)
            if made != tuple(columns):
                changes.articles.append((*made, pk))
            if changes.size != before:
                changes.touched.add(pk)
        return len(articles), changes


def index_articles(
    ids: Iterable[UUID], knowledge: Knowledge | None = None, *, recognise: bool = False
) -> int:
    """Derive these articles afresh, in chunks of one transaction each; return how many."""
    reindexer = Reindexer(knowledge, recognise=recognise)
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


def _agencies(ids: Collection[UUID]) -> Mapping[UUID, list[int]]:
    agencies: dict[UUID, list[int]] = defaultdict(list)
    links = ArticleAgency.objects.filter(article__in=ids).values_list("article_id", "agency_id")
    for article, agency in links:
        agencies[article].append(agency)
    return agencies


def _standing(ids: Collection[UUID]) -> Mapping[UUID, _Standing]:
    standing: dict[UUID, _Standing] = defaultdict(_Standing)
    mentions = Mention.objects.filter(article__in=ids).values_list(
        "article_id", "actor_id", "pk", "status", "spans", "surfaces", "score"
    )
    for article, actor, pk, status, *value in mentions:
        standing[article].mentions[actor] = _Row(pk, status, value)
    for article, *row in Sighting.objects.filter(article__in=ids).values_list(
        "article_id", *COLUMNS
    ):
        name = as_found(row)
        standing[article].names[key_of(name.text), name.kind] = name
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
                MentionValues(
                    article, actor, SUGGESTED, as_json(spans), as_array(surfaces), found.score
                )
            )
        elif row.value != [spans, surfaces, found.score]:
            changes.mentions.append((as_json(spans), surfaces, found.score, article, row.pk))
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
    if changes.read_again:
        Sighting.objects.filter(article__in=changes.read_again).delete()
        names = changes.read_again.items()
        copy_rows(Sighting, (sighting_values(pk, name) for pk, own in names for name in own))
    values = "spans = %s::jsonb, surfaces = %s, score = %s"
    _update(Mention, values, "article_id = %s AND id", changes.mentions)
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
