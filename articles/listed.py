"""What a list shows of articles: they, who is named in them and what they are about."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import Left

from articles.models import Article, ArticleAgency, ArticleTopic, Mention
from articles.models.topic import in_language
from articles.prepared import Prepared, is_given


class Named(NamedTuple):
    """An actor whom an article names; ``status`` is that of the mention."""

    status: str
    actor_id: int
    slug: str
    name: str
    kind: str
    actor_status: str
    surfaces: list[str]
    spans_as_json: str

    @property
    def spans(self) -> list[list[Any]]:
        """The places of ``surfaces``, as with ``Mention``."""
        spans: list[list[Any]] = json.loads(self.spans_as_json)
        return spans


class About(NamedTuple):
    """A topic of an article, and the status of the link between them."""

    status: str
    code: str
    slug: str
    label_nl: str
    label_en: str

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return in_language(self.label_nl, self.label_en)


class Listed(NamedTuple):
    """An article, of which only what a list shows was fetched; ``opening`` is of its text."""

    article: Article
    opening: str
    source: str
    agencies: list[str]
    mentions: list[Named]
    topics: list[About]

    @property
    def texts(self) -> dict[str, str]:
        return {"title": self.article.title, "lead": self.article.lead, "body": self.opening}


def articles_with(characters: int) -> Prepared:
    """Prepare to fetch articles by id, with so many characters of their text."""

    @Prepared
    def articles() -> QuerySet[Article]:
        agencies = ArticleAgency.objects.filter(article=OuterRef("pk")).order_by("pk")
        published = ("published", "published_time", "published_from", "published_to", "updated_at")
        return (
            Article.objects.filter(is_given("pk"))
            .only("title", "title_derived", "lead", *published)
            .annotate(
                opening=Left("body", characters),
                origin=F("source__name"),
                credited=ArraySubquery(agencies.values("agency__name")),
            )
        )

    return articles


@Prepared
def _mentions() -> QuerySet[Mention, Any]:
    actor = ("actor_id", "actor__slug", "actor__name", "actor__kind", "actor__status")
    standing = Mention.objects.standing().filter(is_given("article_id")).order_by("pk")
    return standing.values_list("article_id", "status", *actor, "surfaces", "spans")


@Prepared
def _topics() -> QuerySet[ArticleTopic, Any]:
    topic = ("topic_id", "topic__slug", "topic__label_nl", "topic__label_en")
    standing = ArticleTopic.objects.standing().filter(is_given("article_id")).order_by("pk")
    return standing.values_list("article_id", "status", *topic)


def fetch_listed(articles: Prepared, ids: Sequence[UUID]) -> Mapping[UUID, Listed]:
    """Fetch ``articles_with`` the characters wanted, in three statements; what is gone is not."""
    if not ids:
        return {}
    mentions: dict[UUID, list[Named]] = defaultdict(list)
    for pk, *named in _mentions.rows(ids):
        mentions[pk].append(Named(*named))
    topics: dict[UUID, list[About]] = defaultdict(list)
    for pk, *about in _topics.rows(ids):
        topics[pk].append(About(*about))
    return {
        one.pk: Listed(
            one, one.opening, one.origin or "", one.credited, mentions[one.pk], topics[one.pk]
        )
        for one in articles.objects(ids)
    }
