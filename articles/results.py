"""What a request asked and what the archive answers; page, JSON and feed all render this.

One request asks a fixed number of questions, whatever the size of the archive: the chosen topics,
actors and sources (where any were chosen); whether the words mean anything; the count; the ids of
the page; the articles of the page with their snippets, mentions and topics; the facet counts (once
more for each of topic and source that is chosen, so that the alternatives stay visible); and the
labels of what was counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Left
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.dates import PartialDate
from articles.fields import Choice
from articles.filters import ArticleFilter
from articles.models import Actor, Article, ArticleTopic, Mention, ReviewStatus, Source, Topic
from articles.querysets import ArticleQuerySet
from articles.search.facets import FacetCounts, count_facets
from articles.search.histogram import Bar, Histogram, build_histogram
from articles.search.query import ParsedQuery, clean_text, readers_query
from articles.search.snippets import marked_fragments, marked_title, opening, to_html

PAGE_SIZE = 20
LAST_PAGE = 500
FACET_CHOICES = 15
FACET_KINDS = ("topic", "actor", "source")
FACET_LABELS = {
    "topic": gettext_lazy("Onderwerp"),
    "actor": gettext_lazy("Naam"),
    "source": gettext_lazy("Bron"),
}
PARAMETERS = ("q", "from", "to", "topic", "actor", "source", "sort")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of hits, and whether it was counted or estimated."""

    value: int
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value to narrow by: ``depth`` is its place in the tree of topics."""

    value: Any
    slug: str
    label: str
    count: int | None
    url: str
    without_url: str
    selected: bool = False
    excluded: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    kind: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is on, and the address without it."""

    kind: str
    label: str
    url: str
    excluded: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The article before and after one in the results it was reached from."""

    previous: Hit | None
    next: Hit | None
    position: int
    back_url: str


class ArticleResults:
    """The answer to the parameters of one request."""

    def __init__(
        self, params: QueryDict, *, path: str, fixed: Mapping[str, str] | None = None
    ) -> None:
        """Read ``params``; ``fixed`` holds what the page itself stands for, such as its actor."""
        self.path = path
        self.fixed = fixed or {}
        asked = params.copy()
        for name, value in self.fixed.items():
            asked.setlist(name, [*asked.getlist(name), value])
        self.typed = asked
        self.filter = ArticleFilter(asked, queryset=Article.objects.published())
        self.errors: dict[str, list[str]] = {
            name: list(messages) for name, messages in self.filter.form.errors.items()
        }
        self.asked: dict[str, Any] = self.filter.form.cleaned_data
        self.page_number = self._read_page(params.get("page", ""))

    # What was asked

    @cached_property
    def parsed(self) -> ParsedQuery:
        query: ParsedQuery | None = self.asked.get("q")
        return query or ParsedQuery()

    @property
    def words(self) -> str:
        """The words as typed, on one line."""
        return clean_text(str(self.typed.get("q", "")))

    @property
    def query(self) -> Any:
        """The words as PostgreSQL takes them; None where they ask nothing."""
        return readers_query(self.parsed)

    @property
    def only_stop_words(self) -> bool:
        """Whether there are words, but none that the index keeps ("de", "het", "van")."""
        return bool(self.parsed) and self.query is None

    @property
    def first(self) -> PartialDate | None:
        return self.asked.get("from")

    @property
    def last(self) -> PartialDate | None:
        return self.asked.get("to")

    @cached_property
    def sort(self) -> str:
        """The order in force: by relevance where there are words to be relevant to."""
        asked = self.asked.get("sort") or ("relevance" if self.query is not None else "newest")
        return "newest" if asked == "relevance" and self.query is None else str(asked)

    def chosen(self, kind: str) -> tuple[Choice, ...]:
        choices: tuple[Choice, ...] = self.asked.get(kind) or ()
        return choices

    # Addresses

    @cached_property
    def state(self) -> dict[str, list[str]]:
        """The parameters in force, in one spelling, without those that the page stands for."""
        state: dict[str, list[str]] = {}
        if self.words:
            state["q"] = [self.words]
        for name in ("from", "to"):
            if date := self.asked.get(name):
                state[name] = [str(date)]
        for kind in FACET_KINDS:
            values = [choice.parameter for choice in self.chosen(kind)]
            state[kind] = [value for value in values if self.fixed.get(kind) != value]
        if sort := self.asked.get("sort"):
            state["sort"] = [sort]
        return {name: values for name, values in state.items() if values}

    def url(self, path: str = "", /, **changes: list[str]) -> str:
        """Build the address of this state with some parameters replaced; drops the page."""
        params = QueryDict(mutable=True)
        for name, values in {**self.state, **changes}.items():
            params.setlist(name, values)
        query = params.urlencode()
        return f"{path or self.path}{'?' if query else ''}{query}"

    @property
    def query_string(self) -> str:
        return self.url("/").partition("?")[2]

    def _toggled(self, kind: str, value: str) -> str:
        values = list(self.state.get(kind, []))
        opposite = value.removeprefix("-") if value.startswith("-") else f"-{value}"
        values = [other for other in values if other != opposite]
        values = [v for v in values if v != value] if value in values else [*values, value]
        return self.url(**{kind: values})

    # The answer

    @cached_property
    def hits(self) -> ArticleQuerySet:
        """Every article that answers, unordered."""
        articles: ArticleQuerySet = self.filter.qs
        return articles

    @cached_property
    def count(self) -> Count:
        return Count(value=self.hits.count())

    @cached_property
    def pages(self) -> int:
        return max(1, min(LAST_PAGE, -(-self.count.value // PAGE_SIZE)))

    def _read_page(self, text: str) -> int:
        text = text.strip()
        if not text:
            return 1
        if not (text.isascii() and text.isdigit()) or int(text[:9]) < 1:
            self.errors["page"] = [_("‘%(page)s’ is geen paginanummer.") % {"page": text[:20]}]
            return 1
        return int(text[:9])

    @cached_property
    def page(self) -> int:
        """The page shown: the one asked for, or the last there is."""
        if self.page_number > self.pages:
            self.errors["page"] = [
                ngettext(
                    "Er is maar %(pages)d pagina.", "Er zijn maar %(pages)d pagina's.", self.pages
                )
                % {"pages": self.pages}
            ]
        return min(self.page_number, self.pages)

    @cached_property
    def page_hits(self) -> list[Hit]:
        return self._hits((self.page - 1) * PAGE_SIZE, PAGE_SIZE)

    def page_url(self, page: int) -> str:
        return self.url(page=[str(page)]) if page > 1 else self.url()

    @property
    def previous_url(self) -> str:
        return self.page_url(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.page_url(self.page + 1) if self.page < self.pages else ""

    @property
    def is_cut_short(self) -> bool:
        """Whether there are more hits than the pages reach."""
        return self.count.value > LAST_PAGE * PAGE_SIZE

    def neighbours(self, article_id: UUID, position: int) -> Neighbours | None:
        """Find what stands beside an article at a 1-based ``position`` of these results.

        None when the article is not there or next to there (any more), or beyond the last page.
        """
        if not 1 <= position <= LAST_PAGE * PAGE_SIZE:
            return None
        start = max(position - 2, 0)
        hits = self._hits(start, position + 1 - start)
        here = next((n for n, hit in enumerate(hits) if hit.article.pk == article_id), None)
        if here is None:
            return None
        page = (hits[here].position - 1) // PAGE_SIZE + 1
        return Neighbours(
            previous=hits[here - 1] if here else None,
            next=hits[here + 1] if here + 1 < len(hits) else None,
            position=hits[here].position,
            back_url=self.page_url(page),
        )

    def _in_order(self) -> ArticleQuerySet:
        if self.sort == "relevance":
            return self.hits.best_first(self.query)
        return self.hits.oldest_first() if self.sort == "oldest" else self.hits.newest_first()

    def _hits(self, start: int, number: int) -> list[Hit]:
        ids = list(self._in_order().values_list("pk", flat=True)[start : start + number])
        articles = self._with_extras(Article.objects.filter(pk__in=ids))
        by_id = {article.pk: article for article in articles}
        return [
            self._hit(by_id[pk], place) for place, pk in enumerate(ids, start + 1) if pk in by_id
        ]

    def _with_extras(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Fetch what a list shows, and no long texts."""
        articles = articles.with_certainty(
            self.first.first if self.first else None, self.last.last if self.last else None
        ).annotate(opening=Left("body", 600))
        if self.query is not None:
            articles = articles.annotate(
                marked_title=marked_title(self.query), fragments=marked_fragments(self.query)
            )
        return (
            articles.defer("body", "search", "search_terms", "evidence")
            .select_related("source")
            .prefetch_related(
                Prefetch(
                    "mentions",
                    Mention.objects.exclude(status=ReviewStatus.REJECTED)
                    .select_related("actor")
                    .defer("spans"),
                ),
                Prefetch(
                    "topic_links",
                    ArticleTopic.objects.exclude(status=ReviewStatus.REJECTED).select_related(
                        "topic"
                    ),
                ),
                "agency_links__agency",
            )
        )

    def _hit(self, article: Any, position: int) -> Hit:
        if self.query is not None:
            title, snippet = to_html(article.marked_title), to_html(article.fragments)
        else:
            title, snippet = to_html(article.title), to_html(opening(article.lead, article.opening))
        trail = self.url(article.get_absolute_url())
        return Hit(
            article=article,
            position=position,
            certain=article.certain,
            title=title,
            snippet=snippet,
            url=f"{trail}{'&' if '?' in trail else '?'}position={position}",
            mentions=list(article.mentions.all()),
            topics=list(article.topic_links.all()),
        )

    # Facets

    @cached_property
    def counts(self) -> FacetCounts:
        """Facet counts; a kind whose values widen one another is counted without its own choice."""
        counts = count_facets(
            self.hits, ("topic", "actor", "source", "year", "month"), most=FACET_CHOICES
        )
        for kind in ("topic", "source"):
            if any(not choice.excluded for choice in self.chosen(kind)):
                others = self.filter.without(kind)
                counts.by_kind[kind] = count_facets(others, [kind], most=FACET_CHOICES).of(kind)
        return counts

    @cached_property
    def facets(self) -> list[FacetGroup]:
        groups = [self._topic_group(), self._group("actor", Actor), self._group("source", Source)]
        return [group for group in groups if group.values]

    def _group(self, kind: Any, model: Any) -> FacetGroup:
        counts = {int(key): number for key, number in self.counts.of(kind).items()}
        known: QuerySet[Any] = model.objects.filter(pk__in=counts)
        objects = {item.pk: item for item in known} if counts else {}
        for choice in self.chosen(kind):
            objects.setdefault(choice.value.pk, choice.value)
        ordered = sorted(objects.values(), key=lambda item: (-counts.get(item.pk, 0), str(item)))
        return FacetGroup(
            kind=kind,
            label=str(FACET_LABELS[kind]),
            values=tuple(
                self._value(kind, item, counts.get(item.pk, 0))
                for item in ordered
                if self.fixed.get(kind) != item.slug
            ),
        )

    def _topic_group(self) -> FacetGroup:
        counts = self.counts.of("topic")
        objects = {item.pk: item for item in Topic.objects.filter(pk__in=counts)} if counts else {}
        for choice in self.chosen("topic"):
            objects.setdefault(choice.value.pk, choice.value)
        return FacetGroup(
            kind="topic",
            label=str(FACET_LABELS["topic"]),
            values=tuple(
                self._value("topic", topic, counts.get(topic.pk, 0), depth)
                for topic, depth in as_tree(objects.values(), counts)
                if self.fixed.get("topic") != topic.slug
            ),
        )

    def _value(self, kind: str, item: Any, count: int, depth: int = 0) -> FacetValue:
        state = self.state.get(kind, [])
        excluded = f"-{item.slug}" in state
        return FacetValue(
            value=item,
            slug=item.slug,
            label=str(item),
            count=None if excluded else count,
            url=self._toggled(kind, f"-{item.slug}" if excluded else item.slug),
            without_url=self._toggled(kind, f"-{item.slug}"),
            selected=item.slug in state,
            excluded=excluded,
            depth=depth,
        )

    @cached_property
    def histogram(self) -> Histogram:
        return build_histogram(self.counts.of("year"), self.counts.of("month"))

    @property
    def bars(self) -> list[tuple[Bar, str]]:
        """The bars, each with the address that narrows to its period."""
        return [
            (bar, self.url(**{"from": [str(bar.period)], "to": [str(bar.period)]}))
            for bar in self.histogram.bars
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on, in the order of the form."""
        chips = []
        if self.parsed:
            chips.append(Chip(kind="q", label=f"‘{self.words}’", url=self.url(q=[])))
        for name, label in (("from", _("vanaf %(date)s")), ("to", _("tot en met %(date)s"))):
            if date := self.asked.get(name):
                chips.append(
                    Chip(
                        kind=name,
                        label=label % {"date": date.in_dutch()},
                        url=self.url(**{name: []}),
                    )
                )
        for kind in FACET_KINDS:
            chips += [
                Chip(
                    kind=kind,
                    label=str(choice.value),
                    url=self._toggled(kind, choice.parameter),
                    excluded=choice.excluded,
                )
                for choice in self.chosen(kind)
                if self.fixed.get(kind) != choice.parameter
            ]
        return chips


def as_tree(topics: Iterable[Topic], counts: Mapping[str, int]) -> list[tuple[Topic, int]]:
    """Order topics with each child under its parent, largest first, and say how deep each is."""
    topics = sorted(topics, key=lambda topic: (-counts.get(topic.pk, 0), topic.label))
    present = {topic.pk for topic in topics}
    tree: list[tuple[Topic, int]] = []

    def add(parent: str | None, depth: int) -> None:
        for topic in topics:
            above = topic.parent_id if topic.parent_id in present else None
            if above == parent:
                tree.append((topic, depth))
                add(topic.pk, depth + 1)

    add(None, 0)
    return tree
