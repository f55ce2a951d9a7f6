"""Walk all hits by date, from one to the next, at the same cost wherever one is.

Pages by number cost more the further they are, and shift when articles are added. A cursor names
the last article seen, so that the next page begins right after it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from articles.dates import FIRST_YEAR, LAST_YEAR
from articles.querysets import ArticleQuerySet
from articles.search.ordering import sorted_ids

UNDATED = "undated"
# Fewer hits than this are gathered and sorted; of more, those of the months that come next.
GATHERED = 4_000
MONTHS = (1, 6, 36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The place right after an article, in the order of dates; undated articles come last.

    Without ``article_id`` it is the place before the first of them.
    """

    newest: bool
    moment: datetime | None
    article_id: UUID | None

    @classmethod
    def after(cls, article: Any, *, newest: bool) -> Self:
        return cls(newest=newest, moment=article.sort_moment, article_id=article.pk)

    @classmethod
    def read(cls, text: str, *, newest: bool) -> Self:
        """Read what ``str`` writes; raise ``ValueError`` for anything else."""
        said, _, key = text.rpartition("_")
        moment = None if said == UNDATED else datetime.fromisoformat(said)
        if moment and moment.tzinfo:
            raise ValueError(text)
        return cls(newest=newest, moment=moment, article_id=UUID(key))

    def __str__(self) -> str:
        """Write it as it stands in an address: ``2020-02-12T13:48:00_8f14…``."""
        said = self.moment.isoformat() if self.moment else UNDATED
        return f"{said}_{self.article_id}"

    @property
    def stretches(self) -> Iterator[Self]:
        """What is left in pieces that the index of dates can walk: the dated, the undated."""
        yield self
        if self.moment:
            yield type(self)(newest=self.newest, moment=None, article_id=None)


def ids_after(
    cursor: Cursor, articles: ArticleQuerySet, *, number: int, roughly: int | None
) -> list[UUID]:
    """Find the next ``number`` ids; fewer only where there are no more.

    ``roughly`` says how many articles there are; None that they are all of the archive, which
    are then walked by the index of dates alone.
    """
    found: list[UUID] = []
    for stretch in cursor.stretches:
        found += _in_stretch(stretch, articles, number - len(found), roughly)
        if len(found) == number:
            break
    return found


def _in_stretch(
    cursor: Cursor, articles: ArticleQuerySet, number: int, roughly: int | None
) -> list[UUID]:
    rest = articles.beyond(cursor)
    if roughly is None:
        return list(_by_date(rest, cursor).values_list("pk", flat=True)[:number])
    if roughly > GATHERED and cursor.moment:
        for months in MONTHS:
            found = sorted_ids(_near(rest, cursor, months), 0, number, newest=cursor.newest)
            if len(found) == number:
                return found
    return sorted_ids(rest, 0, number, newest=cursor.newest)


def _near(rest: ArticleQuerySet, cursor: Cursor, months: int) -> ArticleQuerySet:
    """Keep what lies within so many months after the place; the index knows months."""
    assert cursor.moment  # noqa: S101 - the undated lie near nothing
    here = cursor.moment.date()
    step = here.year * 12 + here.month - 1 + (-months if cursor.newest else months)
    there = date(min(max(step // 12, FIRST_YEAR), LAST_YEAR), step % 12 + 1, 1)
    if cursor.newest:
        return rest.around(there, here).filter(published_from__gte=there)
    return rest.around(here, there).filter(published_from__lt=there)


def _by_date(stretch: ArticleQuerySet, cursor: Cursor) -> ArticleQuerySet:
    """Order as the one index of dates runs, in either direction."""
    newest = stretch.newest_first()
    return newest if cursor.newest else newest.reverse()
