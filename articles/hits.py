"""Articles as a list shows them: with the words that were asked for marked, and why they count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.db.models.functions import Left
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleTopic, Mention
from articles.querysets import ArticleQuerySet
from articles.question import Question
from articles.search.forms import Reason
from articles.search.marking import Mark, Marker, names_in
from articles.search.snippets import (
    FRAGMENT_BREAK,
    HIGHLIGHTED_CHARACTERS,
    fragments,
    marked,
    opening,
)

FETCHED_CHARACTERS = 600  # of a text of which only the opening is shown
SAID = {
    Reason.EXACT: _("zoals gevraagd"),
    Reason.SPELLING: _("andere spelling"),
    Reason.INFLECTION: _("verbuiging"),
    Reason.COMPOUND: _("samenstelling"),
    Reason.NAME: _("andere naam"),
    Reason.SYNONYM: _("woordgroep van de redactie"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The form in which a text answers what was asked, and how the two belong together."""

    asked: str
    form: str
    reason: Reason

    @property
    def said(self) -> str:
        """The reason in words."""
        return str(SAID[self.reason])


@dataclass(slots=True)
class Hit:
    """An article as a list shows it. ``title`` and ``snippet`` are safe HTML."""

    article: Article
    position: int
    certain: bool
    title: str
    snippet: str
    url: str
    mentions: list[Mention] = field(default_factory=list)
    topics: list[ArticleTopic] = field(default_factory=list)
    why: list[Why] = field(default_factory=list)

    @property
    def otherwise(self) -> list[Why]:
        """Why it was found where the words do not stand in it as they were asked for."""
        return [why for why in self.why if why.reason != Reason.EXACT]


def show_hits(question: Question, ids: Sequence[UUID], start: int | None = None) -> list[Hit]:
    """Show these articles in this order, numbered from ``start`` on (None: not numbered).

    What is gone by now is left out.
    """
    sought = question.understood.asked.sought
    marker = Marker(sought) if sought else None
    articles = {article.pk: article for article in _fetched(question, ids, bool(marker))}
    if marker:
        marker.read(text for article in articles.values() for text in _texts(article).values())
    return [
        _hit(question, articles[pk], 0 if start is None else place, marker)
        for place, pk in enumerate(ids, (start or 0) + 1)
        if pk in articles
    ]


def _fetched(question: Question, ids: Sequence[UUID], to_mark: bool) -> ArticleQuerySet:
    """Fetch what a list shows of these articles, and no longer texts than it needs."""
    return (
        Article.objects.filter(pk__in=ids)
        .with_certainty(
            question.first.first if question.first else None,
            question.last.last if question.last else None,
        )
        .annotate(opening=Left("body", HIGHLIGHTED_CHARACTERS if to_mark else FETCHED_CHARACTERS))
        .without_index()
        .defer("body", "evidence")
        .select_related("source")
        .prefetch_related(
            _standing("mentions", Mention, "actor"),
            _standing("topic_links", ArticleTopic, "topic"),
            "agency_links__agency",
        )
    )


def _standing(relation: str, model: Any, named: str) -> Prefetch:
    """Fetch what was not rejected, with the name of what it is."""
    return Prefetch(relation, model.objects.standing().select_related(named))


def _texts(article: Any) -> dict[str, str]:
    return {"title": article.title, "lead": article.lead, "body": article.opening}


def _hit(question: Question, article: Any, position: int, marker: Marker | None) -> Hit:
    texts = _texts(article)
    marks: dict[str, list[Mark]] = {}
    why: list[Why] = []
    if marker:
        names = names_in((mention.actor_id, mention.spans) for mention in article.mentions.all())
        marks = {name: marker.marks(text, names.get(name, ())) for name, text in texts.items()}
        sought = question.understood.asked.sought
        best = marker.reasons(mark for found in marks.values() for mark in found)
        why = [
            Why(asked=sought[number].text, form=mark.form, reason=mark.reason)
            for number, mark in best.items()
        ]
    trail = question.trail(article.get_absolute_url())
    return Hit(
        article=article,
        position=position,
        certain=article.certain,
        title=marked(texts["title"], marks.get("title", ())),
        snippet=_snippet(texts, marks),
        url=f"{trail}{'&' if '?' in trail else '?'}position={position}",
        mentions=list(article.mentions.all()),
        topics=list(article.topic_links.all()),
        why=why,
    )


def _snippet(texts: dict[str, str], marks: dict[str, list[Mark]]) -> str:
    found = [fragments(texts[name], marks[name]) for name in ("lead", "body") if marks.get(name)]
    if not found:
        return escape(opening(texts["lead"], texts["body"]))
    return mark_safe(FRAGMENT_BREAK.join(found))  # noqa: S308 - escaped where they were made
