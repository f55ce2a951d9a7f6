"""What the archive answers to a question; page, JSON and feed all render this.

One request asks the database a fixed number of questions, whatever the size of the archive: the
chosen topics, actors and sources (where any were chosen); whether the words mean anything; how
large the archive is and roughly how many hits there are (in two, where texts must be checked); in
one statement the count, the facet counts and, where the hits are few, the ids of the page (the
facet counts once more for each of topic and source that is chosen, so that the alternatives stay
visible); where the hits are many, the ids of the page by some statements more; the articles of the
page, their mentions and their topics in three; and the names of what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import ngettext

from articles.facet_groups import FacetGroup, facet_groups
from articles.guiding.correcting import did_you_mean
from articles.guiding.excluding import Without, excluding
from articles.guiding.suggesting import CountedWord, compounds_starting_with
from articles.hits import Hit, show_hits
from articles.partial import ENOUGH, partly_answering
from articles.question import FACET_KINDS, FacetKind, Question
from articles.search.counting import (
    Candidates,
    Count,
    FacetCounts,
    PageWanted,
    Roughly,
    Summary,
    archive_size,
    count_facet,
    probe,
    probe_hits,
    summarise,
)
from articles.search.facets import Kind, token
from articles.search.grammar import Word
from articles.search.histogram import Bar, Histogram, build_histogram
from articles.search.ordering import (
    BEST,
    NEWEST,
    OLDEST,
    RANKED,
    Hits,
    page_ids,
    reachable,
    relevance,
)

PAGE_SIZE = 20
NEXT_TO_NOTHING = 3  # hits, below which a query may be a slip
LAST_PAGE = 500
FACET_CHOICES = 15
FACETS: tuple[Kind, ...] = ("topic", "actor", "source", "year", "month")
# Several of these mean any of them, so choosing one must not hide the others.
WIDENING: tuple[Kind, ...] = ("topic", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The article before and after one in the results it was reached from."""

    previous: Hit | None
    next: Hit | None
    position: int
    back_url: str


class ArticleResults:
    """The answer to the parameters of one request, worked out as it is asked for."""

    def __init__(
        self, params: QueryDict, *, path: str, fixed: Mapping[FacetKind, Any] | None = None
    ) -> None:
        """Ask with ``params``; ``fixed`` holds what the page itself stands for."""
        self.question = Question(params, path=path, fixed=fixed)

    # How many, and which page

    @cached_property
    def archive(self) -> int:
        """About how many articles the archive holds."""
        return archive_size(self.question.articles)

    @cached_property
    def candidates(self) -> Candidates:
        """What the index gives, and what must be checked of each."""
        asked = self.question.understood.asked
        if asked.check is None:
            return Candidates(articles=self.question.articles)
        others = self.question.articles_without("q")
        return Candidates(articles=others.filter(asked.of_index), check=asked.check)

    @cached_property
    def _roughly(self) -> Roughly:
        return probe_hits(self.candidates, archive=self.archive)

    @property
    def roughly(self) -> int:
        """About how many hits there are: it decides what is counted and what estimated."""
        return self._roughly.hits

    @cached_property
    def summary(self) -> Summary:
        """The count, the facet counts, and the page asked for where the hits are few."""
        question = self.question
        candidates = self.candidates
        columns: tuple[str, ...] = ("sort_moment",)
        order = OLDEST if question.sort == "oldest" else NEWEST
        by_relevance = question.sort == "relevance"
        if question.query and by_relevance and self.roughly <= RANKED:
            scored = candidates.articles.annotate(score=relevance(question.query))
            candidates = replace(candidates, articles=scored)
            order, columns = BEST, ("sort_moment", "score")
        page = PageWanted(
            order=order, columns=columns, start=(question.page - 1) * PAGE_SIZE, number=PAGE_SIZE
        )
        return summarise(
            candidates,
            FACETS,
            roughly=self._roughly,
            most=FACET_CHOICES,
            always=self._chosen_tokens,
            page=None if by_relevance and self.roughly > RANKED else page,
        )

    @property
    def count(self) -> Count:
        return self.summary.count

    @property
    def reach(self) -> int:
        """How many hits can be paged through."""
        return reachable(
            sort=self.question.sort, roughly=self.roughly, pages_reach=LAST_PAGE * PAGE_SIZE
        )

    @cached_property
    def pages(self) -> int:
        return max(1, -(-min(self.count.value, self.reach) // PAGE_SIZE))

    @cached_property
    def page(self) -> int:
        """The page shown: the one asked for, or the last there is."""
        return min(self.question.page, self.pages)

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """What could not be read or done, by parameter."""
        errors = dict(self.question.errors)
        if self.question.page > self.pages:
            errors["page"] = [
                ngettext(
                    "Er is maar %(pages)d pagina.", "Er zijn maar %(pages)d pagina's.", self.pages
                )
                % {"pages": self.pages}
            ]
        return errors

    @property
    def previous_url(self) -> str:
        return self.question.page_url(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.question.page_url(self.page + 1) if self.page < self.pages else ""

    @property
    def is_cut_short(self) -> bool:
        """Whether there are more hits than the pages reach."""
        return self.count.value > self.reach

    # The hits

    @cached_property
    def page_hits(self) -> list[Hit]:
        start = (self.page - 1) * PAGE_SIZE
        if self.summary.ids is not None and self.page == self.question.page:
            return show_hits(self.question, self.summary.ids, start)
        return self._hits(start, PAGE_SIZE)

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
        position = hits[here].position
        return Neighbours(
            previous=hits[here - 1] if here else None,
            next=hits[here + 1] if here + 1 < len(hits) else None,
            position=position,
            back_url=self.question.page_url((position - 1) // PAGE_SIZE + 1),
        )

    @cached_property
    def _known(self) -> Hits:
        question = self.question
        return Hits(
            articles=question.articles,
            checked=self.candidates.check is not None,
            roughly=self.roughly,
            archive=self.archive,
            counts=lambda: self.summary.facets,
            query=question.query,
            words=question.understood.asked.keys,
        )

    def _hits(self, start: int, number: int) -> list[Hit]:
        """Find the ids first, so that snippets are made for what is shown only."""
        ids = page_ids(self._known, sort=self.question.sort, start=start, number=number)
        return show_hits(self.question, ids, start)

    @cached_property
    def partial_hits(self) -> list[Hit]:
        """Articles with a part of the words, where few have them all; never counted as hits."""
        question = self.question
        if question.sort != "relevance" or question.page != 1 or self.count.value >= ENOUGH:
            return []
        found = {hit.article.pk for hit in self.page_hits}
        ids = partly_answering(
            question, archive=self.archive, found=found, number=PAGE_SIZE - len(found)
        )
        return show_hits(question, ids)

    # Help where little or nothing was found, and where more may be asked

    @cached_property
    def correction(self) -> str:
        """Another query, which finds something, where this one finds next to nothing."""
        question = self.question
        if self.count.value >= NEXT_TO_NOTHING or not question.parsed:
            return ""
        articles = question.articles_without("q")
        return did_you_mean(question.parsed, articles, archive=self.archive) or ""

    @property
    def correction_url(self) -> str:
        return self.question.url(q=[self.correction])

    @cached_property
    def excluding(self) -> list[Without]:
        """What leaving away each condition would give, where together they find nothing."""
        return [] if self.count.value else excluding(self.question, archive=self.archive)

    @cached_property
    def compounds(self) -> list[CountedWord]:
        """The archive's compounds with the word searched for, where that is one plain word."""
        root = self.question.parsed.root
        if not isinstance(root, Word) or root != Word(root.text) or self.question.page != 1:
            return []
        return compounds_starting_with(root.text)

    @property
    def found_otherwise(self) -> bool:
        """Whether any hit of the page has the words in another form only."""
        return any(hit.otherwise for hit in self.page_hits)

    # What they have in common

    @property
    def _chosen_tokens(self) -> list[str]:
        question = self.question
        return [token(kind, c.value.pk) for kind in FACET_KINDS for c in question.chosen(kind)]

    @cached_property
    def counts(self) -> FacetCounts:
        """Facet counts; a kind whose values widen one another is counted without its own choice."""
        counts = self.summary.facets
        for kind in WIDENING:
            if any(not choice.excluded for choice in self.question.chosen(kind)):
                others = self.question.articles_without(kind)
                wider = count_facet(others, kind, roughly=probe(others, archive=self.archive))
                counts.by_kind[kind] = self._most_frequent(kind, wider)
                counts.exact = counts.exact and all(count.exact for count in wider.values())
        return counts

    def _most_frequent(self, kind: Kind, counts: Mapping[str, Count]) -> dict[str, int]:
        chosen = {token(kind, choice.value.pk) for choice in self.question.chosen(kind)}
        return {
            key: count.value
            for place, (key, count) in enumerate(counts.items())
            if place < FACET_CHOICES or token(kind, key) in chosen
        }

    @cached_property
    def facets(self) -> list[FacetGroup]:
        return facet_groups(self.question, self.counts)

    @cached_property
    def histogram(self) -> Histogram:
        return build_histogram(self.counts.of("year"), self.counts.of("month"))

    @property
    def bars(self) -> list[tuple[Bar, str]]:
        """The bars, each with the address that narrows to its period."""
        return [
            (bar, self.question.url(**{"from": [str(bar.period)], "to": [str(bar.period)]}))
            for bar in self.histogram.bars
        ]

    # What another order found

    def hits_of(self, ids: list[UUID]) -> list[Hit]:
        """Show these articles, in this order, as hits; what is gone by now is left out."""
        return show_hits(self.question, ids)
