"""Show what the parser read, and where in the original it found it."""

import contextlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Original
from articles.parsing import Rejected

# A form's field and the parser's name for it, where they differ.
EVIDENCE_NAMES = {"published_time": "time"}
FIELD_LABELS = {
    "title": _("titel"),
    "lead": _("inleiding"),
    "byline": _("auteur"),
    "published": _("datum"),
    "time": _("uur"),
    "agencies": _("persbureau"),
    "headings": _("tussenkop"),
    "quotes": _("citaat"),
    "see_also": _("verwijzing"),
    "ignored": _("weggelaten"),
    "cut_off": _("afgebroken"),
}
WITHOUT_FORM_FIELD = ("agencies", "headings", "quotes", "see_also", "ignored", "cut_off")
SHOWN_CHARACTERS = 120
SHOWN_PLACES = 3

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of an original, and for each field the places (in characters) it was read from."""

    text: str
    places: Mapping[str, Sequence[Place]]
    warnings: Sequence[Mapping[str, str]]

    def explain(self, field: str) -> Iterator[SafeString]:
        """Yield, for a field of the form, the words it was read from and the warnings about it."""
        name = EVIDENCE_NAMES.get(field, field)
        for place in self.places.get(name, ())[:SHOWN_PLACES]:
            yield format_html(
                '<span class="evidence">{} <a href="#gelezen-{}">“{}”</a></span>',
                _("Gelezen uit:"),
                place[0],
                self._words(place),
            )
        for warning in self.warnings:
            if warning.get("field") == name:
                yield format_html('<strong class="warning">{}</strong>', warning["message"])

    @property
    def others(self) -> list[tuple[Any, list[str]]]:
        """What was read beside the fields of the form: label, words."""
        return [
            (FIELD_LABELS[name], [self._words(place) for place in self.places[name]])
            for name in WITHOUT_FORM_FIELD
            if self.places.get(name)
        ]

    @property
    def marked(self) -> SafeString:
        """The original's text as HTML, with what was read of it marked and labelled."""
        spans = {
            (start, end, name)
            for name in FIELD_LABELS
            for start, end in self.places.get(name, ())
            if start < end
        }
        begins = sorted((start, end, name) for start, end, name in spans)
        edges = sorted({0, len(self.text), *(edge for span in spans for edge in span[:2])})
        open_spans: list[tuple[int, int, str]] = []
        html = []
        for start, end in itertools.pairwise(edges):
            open_spans = [span for span in open_spans if span[1] > start]
            while begins and begins[0][0] == start:
                open_spans.append(begins.pop(0))
            html.append(self._piece(start, end, open_spans))
        return mark_safe("".join(html))  # noqa: S308 - every part is escaped

    def _piece(self, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> SafeString:
        words = escape(self.text[start:end])
        if not spans:
            return words
        names = list(dict.fromkeys(name for _start, _end, name in spans))
        labels = format_html_join(", ", "{}", ((FIELD_LABELS[name],) for name in names))
        shown = any(span[0] == start for span in spans)
        label = format_html("<small>{}</small>", labels) if shown else ""
        return format_html(
            '<mark id="gelezen-{}" title="{}">{}{}</mark>', start, labels, label, words
        )

    def _words(self, place: Place) -> str:
        return Truncator(self.text[slice(*place)]).chars(SHOWN_CHARACTERS)


def reading_of(article: Article) -> Reading:
    """Give what the parser read of an article; empty for one without an original."""
    original = Original.objects.filter(article=article).first()
    text = ""
    if original:
        with contextlib.suppress(Rejected):  # by rules that are stricter now than on arrival
            text = original.text
    return Reading(
        text=text,
        places={
            name: [(item["start"], item["end"]) for item in items if item["end"] <= len(text)]
            for name, items in article.evidence.items()
        },
        warnings=article.warnings,
    )
