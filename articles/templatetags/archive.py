"""What the templates need to say dates, numbers and addresses well."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Actor, Article, Mention, ReviewStatus, Topic
from articles.presenting import published_in_words
from articles.question import FACET_KINDS
from articles.results import ArticleResults
from articles.search.counting import Count
from articles.search.snippets import opening
from articles.wording import in_words, short_month

register = template.Library()

KINDS_IN_ORDER = {
    Actor.Kind.PERSON: gettext_lazy("Personen"),
    Actor.Kind.ORGANISATION: gettext_lazy("Organisaties"),
    Actor.Kind.COUNTRY: gettext_lazy("Landen"),
    Actor.Kind.PLACE: gettext_lazy("Plaatsen"),
}
SCHEMA_TYPES = {
    Actor.Kind.PERSON: "Person",
    Actor.Kind.ORGANISATION: "Organization",
    Actor.Kind.COUNTRY: "Country",
    Actor.Kind.PLACE: "Place",
}
# What cannot stand as itself inside a script element.
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
PAGES_AROUND = 2
NOT_FOR_READERS = {"title_derived", "comment_count_unclear"}


# Dates and numbers


@register.filter
def published_line(article: Article) -> str:
    """Say when it appeared, as precisely as known."""
    return published_in_words(article)


@register.filter
def moment(article: Article) -> str:
    """Say when, for the ``datetime`` of a time element: ``2020-02``, ``2020-02-12T13:48``."""
    if article.published and article.published_time:
        return f"{article.published}T{article.published_time:%H:%M}"
    return article.published


@register.filter
def iso_moment(article: Article) -> str:
    """Say when; a time of day with its distance from Greenwich on that day."""
    day = article.published_date
    if day is None or article.published_time is None:
        return article.published
    naive = datetime.combine(day.first, article.published_time)
    return timezone.make_aware(naive).isoformat(timespec="minutes")


@register.filter
def slashed(date: str) -> str:
    """Write a date as reference managers read it: ``2020/02/12``."""
    return date.replace("-", "/")


register.filter(in_words)
register.filter(short_month)


@register.filter
def number(value: int) -> str:
    """Write a number with the thousands apart: ``12.300``."""
    return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)


@register.filter
def said(count: Count) -> str:
    """Write a count, and say so where it is an estimate."""
    written = number(count.value)
    return written if count.exact else _("ongeveer %(number)s") % {"number": written}


@register.filter
def percent(thousandths: float) -> str:
    """Give a place in a drawing 1000 wide as SVG takes it in any language: ``12.50%``."""
    return f"{thousandths / 10:.2f}%"


# Addresses


@register.filter
def absolute(path: str) -> str:
    return settings.SITE_URL + path


@register.simple_tag
def same_query(results: ArticleResults, name: str) -> str:
    """Build the address of these results under another name, such as ``search-atom``."""
    return results.question.trail(reverse(name))


@register.filter
def canonical(results: ArticleResults) -> str:
    """Build the one address of this page of results."""
    return absolute(results.question.page_url(results.page))


@register.filter
def choices_to_keep(results: ArticleResults) -> list[tuple[str, str]]:
    """List the parameters that travel along unseen when the search form is sent."""
    return [(kind, value) for kind in FACET_KINDS for value in results.question.state.get(kind, [])]


@register.filter
def unseen_errors(results: ArticleResults) -> list[str]:
    """List what is wrong with parameters that have no field of their own in the form."""
    return [error for name in (*FACET_KINDS, "page") for error in results.errors.get(name, [])]


@register.filter
def left_out(results: ArticleResults) -> bool:
    """Whether a condition that makes no sense was left out of the question."""
    return bool(results.errors.keys() - {"page", "sort"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page to go to; ``number`` is None where pages are passed over."""

    number: int | None
    url: str = ""
    current: bool = False


@register.simple_tag
def page_links(results: ArticleResults) -> list[PageLink]:
    """List the first and last page, and those around this one."""
    near = range(results.page - PAGES_AROUND, results.page + PAGES_AROUND + 1)
    shown = [n for n in range(1, results.pages + 1) if n in near or n in (1, results.pages)]
    links: list[PageLink] = []
    for before, page in zip([0, *shown], shown, strict=False):
        if page - before > 1:
            links.append(PageLink(number=None))
        links.append(
            PageLink(number=page, url=results.question.page_url(page), current=page == results.page)
        )
    return links


# Names and topics


@dataclass(slots=True, kw_only=True)
class NamesOfKind:
    label: str
    mentions: list[Mention] = field(default_factory=list)


@register.filter
def by_kind(mentions: Iterable[Mention]) -> list[NamesOfKind]:
    """Group mentions as persons, organisations, countries and places; keeps the order within."""
    groups = {kind: NamesOfKind(label=str(label)) for kind, label in KINDS_IN_ORDER.items()}
    for mention in mentions:
        groups[Actor.Kind(mention.actor.kind)].mentions.append(mention)
    return [group for group in groups.values() if group.mentions]


@register.filter
def plural(kind: str) -> str:
    """Name a kind of actor as the heading of a list: ``Personen``."""
    return str(KINDS_IN_ORDER[Actor.Kind(kind)])


@register.filter
def reader_warnings(article: Article) -> list[str]:
    """List what a reader should know; a derived title is said below the title itself."""
    return [
        warning["message"]
        for warning in article.warnings
        if warning.get("code") not in NOT_FOR_READERS
    ]


@register.filter
def review(links: Iterable[Any]) -> str:
    """Whether the editors confirmed ``all``, ``some`` or ``none`` of the mentions or topics."""
    confirmed = {link.status == ReviewStatus.CONFIRMED for link in links}
    return "some" if len(confirmed) > 1 else "all" if True in confirmed else "none"


@dataclass(slots=True, kw_only=True)
class TopicSection:
    """A top topic with what lies below it: topics with their depth and number of articles."""

    topic: Topic
    count: int
    below: list[tuple[Topic, int, int]] = field(default_factory=list)


@register.filter
def sections(tree: Iterable[tuple[Topic, int, int]]) -> list[TopicSection]:
    found: list[TopicSection] = []
    for topic, depth, count in tree:
        if depth == 0:
            found.append(TopicSection(topic=topic, count=count))
        else:
            found[-1].below.append((topic, depth, count))
    return found


# Data for machines


@register.filter
def summary(article: Article) -> str:
    """Give the first words of an article in at most 400 characters, as one line."""
    return opening(article.lead, article.body)


@register.simple_tag
def structured_data(
    article: Article, mentions: Iterable[Mention], topics: Iterable[Any]
) -> SafeString:
    """Describe an article as a schema.org NewsArticle; only what is known or confirmed."""
    address = absolute(article.get_absolute_url())
    known: Mapping[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "headline": article.title,
        "description": summary(article),
        "inLanguage": "nl",
        "datePublished": iso_moment(article),
        "author": article.byline and {"@type": "Person", "name": article.byline},
        "publisher": article.source
        and {"@type": "NewsMediaOrganization", "name": article.source.name},
        "about": [
            {"@type": "Thing", "name": link.topic.label_nl}
            for link in topics
            if link.status == ReviewStatus.CONFIRMED
        ],
        "mentions": [
            {"@type": SCHEMA_TYPES[Actor.Kind(mention.actor.kind)], "name": mention.actor.name}
            for mention in mentions
            if mention.status == ReviewStatus.CONFIRMED
        ],
    }
    data = json.dumps({name: value for name, value in known.items() if value}, ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(data.translate(SCRIPT_ESCAPES)),  # noqa: S308 - nothing in it can end the element
    )
