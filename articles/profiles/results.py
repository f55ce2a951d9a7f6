"""The articles of one actor, each shown by the sentence that names it."""

from functools import cached_property
from uuid import UUID

from django.http import QueryDict

from articles.hits import Hit
from articles.models import Actor
from articles.results import ArticleResults
from articles.search.ordering import page_ids

from .sentences import with_sentences


class ActorResults(ArticleResults):
    """The answer to a request for the page of an actor."""

    def __init__(self, params: QueryDict, *, actor: Actor) -> None:
        """Ask with ``params`` among the articles of ``actor``."""
        super().__init__(params, path=actor.get_absolute_url(), fixed={"actor": actor})
        self.actor = actor

    @property
    def is_whole(self) -> bool:
        """Whether nothing narrows or orders them otherwise, and this is their first page."""
        return not self.question.state and not self.errors and self.question.page == 1

    @cached_property
    def page_hits(self) -> list[Hit]:
        hits = super().page_hits
        return hits if self.question.parsed else with_sentences(hits, self.actor)

    def newest(self, number: int) -> list[UUID]:
        """Find so many of the newest articles; undated ones count as the oldest."""
        return page_ids(self._known, sort="newest", start=0, number=number)

    def oldest(self) -> list[UUID]:
        """Find the oldest article with a date, where there is one."""
        return page_ids(self._known, sort="oldest", start=0, number=1)
