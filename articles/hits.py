"""Articles as a list shows them: with the words that were asked for marked, and why they count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles.listed import About, Listed, Named, articles_with, fetch_listed
from articles.models import Article
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

TO_READ = articles_with(600)  # characters: of these texts only the opening is shown
TO_MARK = articles_with(HIGHLIGHTED_CHARACTERS)
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
    source: str = ""
    agencies: list[str] = field(default_factory=list)
    mentions: list[Named] = field(default_factory=list)
    topics: list[About] = field(default_factory=list)
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
    listed = fetch_listed(TO_MARK if marker else TO_READ, list(ids))
    if marker:
        marker.read(text for one in listed.values() for text in one.texts.values())
    return [
        _hit(question, listed[pk], 0 if start is None else place, marker)
        for place, pk in enumerate(ids, (start or 0) + 1)
        if pk in listed
    ]


def _hit(question: Question, listed: Listed, position: int, marker: Marker | None) -> Hit:
    article, texts = listed.article, listed.texts
    marks: dict[str, list[Mark]] = {}
    why: list[Why] = []
    if marker:
        names = names_in((one.actor_id, one.spans) for one in listed.mentions)
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
        certain=question.covers(article.published_from, article.published_to),
        title=marked(texts["title"], marks.get("title", ())),
        snippet=_snippet(texts, marks),
        url=f"{trail}{'&' if '?' in trail else '?'}position={position}",
        source=listed.source,
        agencies=listed.agencies,
        mentions=listed.mentions,
        topics=listed.topics,
        why=why,
    )


def _snippet(texts: dict[str, str], marks: dict[str, list[Mark]]) -> str:
    found = [fragments(texts[name], marks[name]) for name in ("lead", "body") if marks.get(name)]
    if not found:
        return escape(opening(texts["lead"], texts["body"]))
    return mark_safe(FRAGMENT_BREAK.join(found))  # noqa: S308 - escaped where they were made
