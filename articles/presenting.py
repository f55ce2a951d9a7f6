"""An article's plain text as the blocks of a page, and how to cite it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
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
    spans = _spans(mentions)
    page = []
    if article.lead:
        page.append(Block(kind="lead", html=_linked(article.lead, 0, spans.get("lead", ()))))
    for start, text in _paragraphs(article.body):
        page.append(_block(text, start, spans.get("body", ())))
    return page


Spans = Sequence[tuple[int, int, Mention]]


def _spans(mentions: Iterable[Mention]) -> Mapping[str, Spans]:
    """List by field where which mention stands, in the order of the text."""
    found: dict[str, list[tuple[int, int, Mention]]] = defaultdict(list)
    for mention in mentions:
        for field, start, end in mention.spans:
            found[field].append((start, end, mention))
    for spans in found.values():
        spans.sort(key=itemgetter(0, 1))
    return found


def _paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """Yield paragraphs with where they start."""
    place = 0
    for paragraph in body.split("\n\n"):
        if paragraph.strip():
            yield place, paragraph
        place += len(paragraph) + 2


def _block(text: str, start: int, spans: Spans) -> Block:
    if text.startswith("## "):
        return Block(kind="heading", html=_linked(text[3:], start + 3, spans))
    if not text.startswith("> "):
        return Block(kind="paragraph", html=_linked(text, start, spans))
    words, dash, speaker = text[2:].rpartition(SPEAKER)
    if not dash:
        return Block(kind="quote", html=_linked(text[2:], start + 2, spans))
    return Block(
        kind="quote",
        html=_linked(words, start + 2, spans),
        speaker=_linked(speaker, start + 2 + len(words) + len(SPEAKER), spans),
    )


def _linked(text: str, offset: int, spans: Spans) -> SafeString:
    """Escape a piece of a field that starts at ``offset`` in it, and link the names inside."""
    first = bisect_left(spans, offset, key=itemgetter(0))
    last = bisect_left(spans, offset + len(text), lo=first, key=itemgetter(0))
    html: list[str] = []
    place = 0
    for begin, stop, mention in spans[first:last]:
        start, end = begin - offset, stop - offset
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


def citation(article: Article, *, agencies: Iterable[str], today: date) -> str:
    """Write a reference to the article that a reader can paste into a text.

    A title that was derived stands in square brackets, as libraries write what they supply.
    """
    title = f"[{article.title}]" if article.title_derived else f"‘{article.title}’"
    said = in_words(PartialDate(today.year, today.month, today.day))
    parts = [
        article.byline,
        title,
        article.source.name if article.source else "",
        *agencies,
        published_in_words(article),
        _("Nieuwsarchief"),
        settings.SITE_URL + article.get_absolute_url(),
    ]
    return ", ".join(filter(None, parts)) + " " + _("(geraadpleegd op %(day)s).") % {"day": said}
