"""One page of an answer as machines read it: JSON and Atom, and the address of the next page."""

from functools import cached_property
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.hits import Hit
from articles.results import PAGE_SIZE, ArticleResults
from articles.walking import Cursor, ids_after


class MachinePage:
    """The hits of one page, by number or after a cursor.

    By date every page links to the next by a cursor (``after``), from the newest article to the
    last undated one; by relevance by its number, as far as pages go.
    """

    def __init__(self, params: QueryDict, *, path: str, site: str) -> None:
        """Ask with ``params``; ``site`` is what absolute addresses begin with."""
        self.site = site.rstrip("/")
        self.results = ArticleResults(params, path=path)
        self.question = self.results.question
        self.by_date = self.question.sort != "relevance"
        self.after = params.get("after", "").strip()

    @cached_property
    def cursor(self) -> Cursor | None:
        """The place after which this page begins; None for a page by number."""
        try:
            return Cursor.read(self.after, newest=self.question.sort == "newest")
        except ValueError:
            return None

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """What could not be read or done, by parameter."""
        if not self.after:
            return self.results.errors
        errors = dict(self.question.errors)
        if not self.by_date:
            errors["after"] = [_("Dit gaat alleen op datum: voeg sort=newest of sort=oldest toe.")]
        elif self.cursor is None:
            errors["after"] = [
                _("‘%(after)s’ is geen plaats in de artikelen. Volg het adres in next.")
                % {"after": self.after[:60]}
            ]
        return errors

    @cached_property
    def _ids(self) -> list[UUID]:
        """The ids after the cursor, and one more if there are."""
        if self.cursor is None:
            return []
        asks_nothing = not self.question.state.keys() - {"sort"}
        return ids_after(
            self.cursor,
            self.question.articles,
            number=PAGE_SIZE + 1,
            roughly=None if asks_nothing else self.results.roughly,
        )

    @cached_property
    def hits(self) -> list[Hit]:
        if self.cursor is None:
            return self.results.page_hits
        return self.results.hits_of(self._ids[:PAGE_SIZE])

    @cached_property
    def next_url(self) -> str:
        """The address of the next page; empty on the last."""
        if not self.by_date:
            return self.results.next_url and self.site + self.results.next_url
        if self.cursor is not None:
            more = len(self._ids) > PAGE_SIZE
        else:
            more = bool(self.results.next_url) or self.results.is_cut_short
        if not more or not self.hits:
            return ""
        newest = self.question.sort == "newest"
        last = Cursor.after(self.hits[-1].article, newest=newest)
        return self.site + self.question.url(sort=[self.question.sort], after=[str(last)])

    @property
    def own_url(self) -> str:
        """The address of this page."""
        if self.cursor is None:
            return self.site + self.question.page_url(self.results.page)
        return self.site + self.question.url(after=[self.after])

    @property
    def first_url(self) -> str:
        return self.site + self.question.url()

    @property
    def whole_url(self) -> str:
        """Where to begin to walk all hits, if the pages of this order stop before the last one."""
        if self.by_date or not self.results.is_cut_short:
            return ""
        return self.site + self.question.url(sort=["newest"])
