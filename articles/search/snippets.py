"""The words around a hit, with the words that matched marked, as safe HTML."""

import re

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat, Left
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .document import CONFIG
from .query import Query

# Private-use characters, which the parser strips from every text, so nobody can plant a mark.
START, STOP = "\ue000", "\ue001"
FRAGMENT_BREAK = " … "
HIGHLIGHTED_CHARACTERS = 30_000
OPENING_CHARACTERS = 400
_MARKUP = re.compile(r"^(?:## |> )", re.MULTILINE)


def marked_title(query: Query) -> SearchHeadline:
    """Ask PostgreSQL for the whole title with sentinels around the words that match."""
    return SearchHeadline(
        F("title"), query, config=CONFIG, start_sel=START, stop_sel=STOP, highlight_all=True
    )


def marked_fragments(query: Query) -> SearchHeadline:
    """Ask PostgreSQL for up to two fragments of the text around words that match."""
    text = Concat(
        "lead", Value("\n\n"), Left("body", HIGHLIGHTED_CHARACTERS), output_field=TextField()
    )
    return SearchHeadline(
        text,
        query,
        config=CONFIG,
        start_sel=START,
        stop_sel=STOP,
        max_fragments=2,
        max_words=28,
        min_words=12,
        fragment_delimiter=FRAGMENT_BREAK,
    )


def to_html(marked: str) -> SafeString:
    """Escape a text with sentinels and put ``<mark>`` in their place."""
    html = escape(_one_line(marked)).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(html)  # noqa: S308 - escaped above; only the marks are ours


def opening(lead: str, body: str) -> str:
    """Give the first words of an article, cut at a word, for lists without a query."""
    text = _one_line(f"{lead}\n\n{body}")
    if len(text) <= OPENING_CHARACTERS:
        return text
    return text[:OPENING_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _one_line(text: str) -> str:
    return " ".join(_MARKUP.sub("", text).split())
