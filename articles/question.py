"""What a request asks: its parameters, read once, and the addresses of questions next to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.dates import PartialDate
from articles.fields import Choice
from articles.filters import ArticleFilter
from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.search.describing import describe, mended_notes
from articles.search.facets import token
from articles.search.grammar import All, ParsedQuery, Word, clean_text
from articles.search.nodes import unstemmed
from articles.search.tsquery import TsQuery
from articles.understanding import Understood
from articles.wording import in_words

FacetKind = Literal["topic", "actor", "source"]
FACET_KINDS: tuple[FacetKind, ...] = ("topic", "actor", "source")
# Parameters stand in one order, and what was chosen too: one question has one address.
IN_ORDER = ("q", "synonyms", "from", "to", *FACET_KINDS, "sort", "page", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is on, and the address without it."""

    kind: str
    label: str
    url: str
    excluded: bool = False


class Question:
    """The parameters of one request.

    ``errors`` tells, by parameter, what could not be read; such a parameter filters nothing.
    """

    def __init__(
        self, params: QueryDict, *, path: str, fixed: Mapping[FacetKind, Any] | None = None
    ) -> None:
        """Read ``params``; ``fixed`` holds what the page itself stands for, such as its actor.

        What is fixed always holds, beside anything that the parameters ask.
        """
        self.path = path
        self.typed = params.copy()
        self.fixed = fixed or {}
        tokens = [token(kind, item.pk) for kind, item in self.fixed.items()]
        articles = Article.objects.published().with_all_facets(tokens)
        self.filter = ArticleFilter(self.typed, queryset=articles)
        self.errors: dict[str, list[str]] = {
            name: list(messages) for name, messages in self.filter.form.errors.items()
        }
        self.asked: dict[str, Any] = self.filter.form.cleaned_data
        self.page = self._read_page(params.get("page", "").strip())

    def _read_page(self, text: str) -> int:
        number = int(text[:9]) if text.isascii() and text.isdigit() else 0
        if text and number < 1:
            self.errors["page"] = [_("‘%(page)s’ is geen paginanummer.") % {"page": text[:20]}]
        return max(number, 1)

    # What is asked

    @cached_property
    def understood(self) -> Understood:
        """The words, with what the archive knows of them."""
        understood: Understood | None = self.asked.get("q")
        return understood or Understood()

    @property
    def parsed(self) -> ParsedQuery:
        return self.understood.parsed

    @property
    def words(self) -> str:
        """The words as typed, on one line."""
        return clean_text(str(self.typed.get("q", "")))

    @property
    def query(self) -> TsQuery | None:
        """The words as PostgreSQL ranks by them; None where there are none to rank by."""
        return self.understood.asked.query

    @property
    def only_stop_words(self) -> bool:
        """Whether there are words, but none that the index keeps ("de", "het", "van")."""
        return bool(self.parsed) and self.understood.asked.nothing

    @property
    def reading(self) -> str:
        """How the words were read, as safe HTML; empty where they are plain words."""
        root = self.parsed.root
        parts = root.parts if isinstance(root, All) else (root,)
        plain = all(isinstance(part, Word) and part == Word(part.text) for part in parts)
        return describe(self.parsed) if self.parsed.mended or not plain else ""

    @property
    def mended(self) -> list[str]:
        """One sentence for each kind of mistake that was mended in the words."""
        return mended_notes(self.parsed)

    @property
    def exact_url(self) -> str:
        """The address that asks for the words exactly as typed; empty where it is this one."""
        exact = str(unstemmed(self.parsed))
        return "" if exact == str(self.parsed) else self.url(q=[exact])

    @property
    def synonyms(self) -> bool:
        """Whether the words that editors hold to be equal widen the search."""
        return self.asked.get("synonyms") != "off"

    @property
    def without_synonyms_url(self) -> str:
        return self.url(synonyms=["off"])

    @property
    def with_synonyms_url(self) -> str:
        """The address with the editors' words, where this one has none; else empty."""
        return "" if self.synonyms else self.url(synonyms=[])

    @property
    def first(self) -> PartialDate | None:
        return self.asked.get("from")

    @property
    def last(self) -> PartialDate | None:
        return self.asked.get("to")

    def covers(self, first: date | None, last: date | None) -> bool:
        """Whether the whole of a known date lies in the period; any does where none is asked."""
        if self.first and not (first and first >= self.first.first):
            return False
        return not self.last or bool(last and last <= self.last.last)

    @cached_property
    def sort(self) -> str:
        """The order in force: by relevance where there are words to be relevant to."""
        asked = self.asked.get("sort") or "relevance"
        return "newest" if asked == "relevance" and self.query is None else str(asked)

    def chosen(self, kind: str) -> tuple[Choice, ...]:
        """List the topics, actors or sources asked for."""
        choices: tuple[Choice, ...] = self.asked.get(kind) or ()
        return choices

    @property
    def articles(self) -> ArticleQuerySet:
        """Every article that answers, in no order."""
        articles: ArticleQuerySet = self.filter.qs
        return articles

    def articles_without(self, kind: str) -> ArticleQuerySet:
        """Every article that answers all but one parameter."""
        articles: ArticleQuerySet = self.filter.without(kind)
        return articles

    # Addresses

    @cached_property
    def state(self) -> dict[str, list[str]]:
        """The parameters in force, in one spelling."""
        state = {"q": [self.words] if self.words else []}
        state["synonyms"] = [] if self.synonyms else ["off"]
        for name in ("from", "to"):
            date = self.asked.get(name)
            state[name] = [str(date)] if date else []
        for kind in FACET_KINDS:
            state[kind] = [choice.parameter for choice in self.chosen(kind)]
        state["sort"] = [self.asked["sort"]] if self.asked.get("sort") else []
        return {name: values for name, values in state.items() if values}

    def url(self, path: str = "", /, **changes: list[str]) -> str:
        """Build the address of this state with some parameters replaced; drops the page."""
        return f"{path or self.path}{self._query(**changes)}"

    def _query(self, **changes: list[str]) -> str:
        state = {**self.state, **changes}
        query = urlencode([(name, one) for name in IN_ORDER for one in sorted(state.get(name, []))])
        return query and f"?{query}"

    def trail(self, path: str) -> str:
        """Build an address elsewhere that leads back here: what the page stands for goes along."""
        return f"{path}{self._trail}"

    @cached_property
    def _trail(self) -> str:
        along = {kind: [*self.state.get(kind, []), item.slug] for kind, item in self.fixed.items()}
        return self._query(**{str(kind): values for kind, values in along.items()})

    def page_url(self, page: int) -> str:
        return self.url(page=[str(page)]) if page > 1 else self.url()

    def toggled(self, kind: str, value: str) -> str:
        """Build the address with a choice added, or taken away if it is on.

        A choice and its exclusion (``irak``, ``-irak``) replace each other.
        """
        opposite = value.removeprefix("-") if value.startswith("-") else f"-{value}"
        values = [other for other in self.state.get(kind, []) if other != opposite]
        values = [v for v in values if v != value] if value in values else [*values, value]
        return self.url(**{kind: values})

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on, in the order of the form."""
        chips = []
        if self.parsed:
            chips.append(Chip(kind="q", label=f"‘{self.words}’", url=self.url(q=[])))
        for name, label in (("from", _("vanaf %(date)s")), ("to", _("tot en met %(date)s"))):
            if date := self.asked.get(name):
                said = label % {"date": in_words(date)}
                chips.append(Chip(kind=name, label=said, url=self.url(**{name: []})))
        for kind in FACET_KINDS:
            chips += [
                Chip(
                    kind=kind,
                    label=str(choice.value),
                    url=self.toggled(kind, choice.parameter),
                    excluded=choice.excluded,
                )
                for choice in self.chosen(kind)
            ]
        return chips
