"""Sentences in which an actor stands, for whoever must judge who that is."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from articles.models import Actor, ActorName, Article, Mention, ReviewStatus, Sighting
from articles.profiles.sentences import fitting, sentences_with
from articles.querysets import INDEX_FIELDS
from articles.search.forms import Reason
from articles.search.marking import Mark
from articles.search.snippets import fragments, marked

SHOWN = 5
LOOKED_AT = 30  # articles among which the sentences are chosen
LONGEST = 320  # characters of a sentence that is shown whole
FIELDS = ("body", "lead", "title")  # the first says most of who somebody is
UNSHOWN = tuple(f"article__{name}" for name in (*INDEX_FIELDS, "evidence", "warnings"))


class Sentence(NamedTuple):
    """A sentence with the name marked, as safe HTML, and its article."""

    article: Article
    html: SafeString


def sentences_of(actor: Actor, *, most: int = SHOWN) -> list[Sentence]:
    """Choose sentences that name the actor, each of another article, the newest first."""
    mentions = Mention.objects.filter(actor=actor).exclude(status=ReviewStatus.REJECTED)
    return _chosen(mentions, most)


def sentences_calling(name: ActorName, *, most: int = SHOWN) -> list[Sentence]:
    """Choose sentences in which an actor is called so, or else in which the name was read."""
    mentions = Mention.objects.filter(actor=name.actor, surfaces__contains=[name.text])
    called = _chosen(mentions.exclude(status=ReviewStatus.REJECTED), most, only=name.text)
    return called or _chosen(Sighting.objects.filter(key=name.folded), most)


def sentence_in(article: Article, row: Mention | Sighting, only: str = "") -> SafeString | None:
    """Give the first sentence of the text that holds one of the places, or else the title.

    With ``only``, a place where the text has just that.
    """
    texts = {name: getattr(article, name) for name in FIELDS}
    places = fitting(texts, row.spans, [only] if only else row.surfaces)
    for name in FIELDS:
        if name in places:
            return _marked(texts[name], places[name])
    return None


def _marked(text: str, places: Any) -> SafeString:
    start, end = next(iter(sentences_with(text, [places[0][0]])))
    stretch = text[start:end]
    marks = [
        Mark(first - start, last - start, Reason.NAME, 0, text[first:last])
        for first, last in places
        if start <= first and last <= end
    ]
    return fragments(stretch, marks) if len(stretch) > LONGEST else marked(stretch, marks)


def _chosen(rows: QuerySet[Any], most: int, *, only: str = "") -> list[Sentence]:
    """Choose among the first that are at hand, so that no index is walked for long."""
    found: dict[str, Sentence] = {}
    for row in rows.select_related("article").defer(*UNSHOWN)[:LOOKED_AT]:
        if html := sentence_in(row.article, row, only):
            found.setdefault(html, Sentence(row.article, html))
    newest = sorted(found.values(), key=lambda one: one.article.published, reverse=True)
    return newest[:most]
