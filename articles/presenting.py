"""An article's plain text as the blocks of a page, and how to cite it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.dates import PartialDate
from articles.models import Article, Mention
from articles.wording import in_words, moment_in_words

SPEAKER = " — "


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, subheading or pulled quote; ``html`` is safe, ``speaker`` too."""

    kind: Literal["lead", "paragraph", "heading", "quote"]
    html: SafeString
    speaker: SafeString | None = None


def blocks(article: Article, mentions: Iterable[Mention]) -> list[Block]:
    """Cut the article into blocks, with the names that it mentions linked to their actors.

    Spans that no longer fit the text, after an edit that is not indexed yet, are left out.
    """
    spans = [
        (str(field), int(start), int(end), mention)
        for mention in mentions
        for field, start, end in mention.spans
    ]
    page = []
    if article.lead:
        page.append(Block(kind="lead", html=_linked(article.lead, 0, "lead", spans)))
    for start, text in _paragraphs(article.body):
        page.append(_block(text, start, spans))
    return page


Spans = list[tuple[str, int, int, Mention]]


def _paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """Yield paragraphs with where they start."""
    place = 0
    for paragraph in body.split("\n\n"):
        if paragraph.strip():
            yield place, paragraph
        place += len(paragraph) + 2


def _block(text: str, start: int, spans: Spans) -> Block:
    if text.startswith("## "):
        return Block(kind="heading", html=_linked(text[3:], start + 3, "body", spans))
    if not text.startswith("> "):
        return Block(kind="paragraph", html=_linked(text, start, "body", spans))
    words, dash, speaker = text[2:].rpartition(SPEAKER)
    if not dash:
        return Block(kind="quote", html=_linked(text[2:], start + 2, "body", spans))
    return Block(
        kind="quote",
        html=_linked(words, start + 2, "body", spans),
        speaker=_linked(speaker, start + 2 + len(words) + len(SPEAKER), "body", spans),
    )


def _linked(text: str, offset: int, field: str, spans: Spans) -> SafeString:
    """Escape a piece of a field that starts at ``offset`` in it, and link the names inside."""
    inside = (
        sorted(
            (start - offset, end - offset, mention)
            for name, start, end, mention in spans
            if name == field and start >= offset and end <= offset + len(text)
        )
        if spans
        else []
    )
    html: list[str] = []
    place = 0
    for start, end, mention in inside:
        if start < place or text[start:end] not in mention.surfaces:
            continue
        html.append(escape(text[place:start]))
        html.append(
            format_html(
                '<a class="name name-{}" href="{}">{}</a>',
                mention.status,
                mention.actor.get_absolute_url(),
                text[start:end],
            )
        )
        place = end
    html.append(escape(text[place:]))
    return mark_safe("".join(html))  # noqa: S308 - every part is escaped


def published_in_words(article: Article) -> str:
    """Say when it appeared, as precisely as known: ``12 februari 2020, 13.48 uur``."""
    known: PartialDate | None = article.published_date
    if known is None:
        return _("datum onbekend")
    if article.published_time:
        return moment_in_words(known, article.published_time)
    return in_words(known)


def citation(article: Article, *, today: date) -> str:
    """Write a reference to the article that a reader can paste into a text."""
    said = in_words(PartialDate(today.year, today.month, today.day))
    parts = [
        article.byline,
        f"‘{article.title}’",
        article.source.name if article.source else "",
        published_in_words(article),
        _("Nieuwsarchief"),
        settings.SITE_URL + article.get_absolute_url(),
    ]
    return ", ".join(filter(None, parts)) + " " + _("(geraadpleegd op %(day)s).") % {"day": said}
