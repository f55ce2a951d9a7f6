"""Show where the parser found what it read."""

from collections.abc import Iterator

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Original

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
    "comment_count": _("aantal reacties"),
}
SHOWN_CHARACTERS = 120


def explain(article: Article, field: str) -> Iterator[SafeString]:
    """Yield, for a field of the form, the words it was read from and the warnings about it."""
    name = EVIDENCE_NAMES.get(field, field)
    original = _original(article)
    text = original.text if original else ""
    for item in (article.evidence or {}).get(name, [])[:3]:
        found = text[item["start"] : item["end"]]
        shown = found if len(found) <= SHOWN_CHARACTERS else found[:SHOWN_CHARACTERS] + "…"
        if shown:
            yield format_html("{} “{}”", _("Gelezen uit:"), shown)
    for warning in article.warnings or []:
        if warning.get("field") == name:
            yield format_html('<strong class="warning">{}</strong>', warning["message"])


def marked_original(article: Article) -> SafeString | None:
    """Give the original's text as HTML, with what was read of it marked by field."""
    original = _original(article)
    if original is None:
        return None
    text = original.text
    spans = sorted(
        (item["start"], item["end"], field)
        for field, items in (article.evidence or {}).items()
        if field in FIELD_LABELS
        for item in items
    )
    html, place = [], 0
    for start, end, field in spans:
        if start < place or end > len(text) or start == end:
            continue
        html.append(escape(text[place:start]))
        label = FIELD_LABELS[field]
        html.append(
            format_html('<mark title="{}">{}<sup>{}</sup></mark>', label, text[start:end], label)
        )
        place = end
    html.append(escape(text[place:]))
    return mark_safe("".join(html))  # noqa: S308 - every part is escaped


def _original(article: Article) -> Original | None:
    return Original.objects.filter(article=article).first()
