"""Keep the search index while much comes in: better built once at the end than row by row.

Whoever leaves the index out, or builds it, holds an advisory lock, so that nobody else builds it
meanwhile. The database drops the lock of a process that is killed; the next import, reindexing or
start of the site then builds what is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

from django.db import OperationalError, connection, models, transaction

from articles.copying import table_of
from articles.models import (
    Article,
    ArticleAgency,
    ArticleTopic,
    ImportItem,
    Mention,
    Original,
)

NAME = "article_search_facets"
LOCK = 5_270_813  # any number that nobody else locks
FIRST_LOAD = 1000  # files into an empty archive that show that many more will come
SHARE = 0.1  # of an archive: an import of more makes what PostgreSQL knows about it out of date
LEAST_MEMORY = 256  # MB to build with; the server's own setting where that is more
PATIENCE = "10s"  # for those who read or write, before the index is left as it is
Chunk = TypeVar("Chunk", bound=Sized)
BUILDING = "De zoekindex wordt opgebouwd …"
COUNTING = "De databank telt wat er bijkwam …"
GROWING: tuple[type[models.Model], ...] = (
    Article,
    Original,
    ArticleAgency,
    Mention,
    ArticleTopic,
    ImportItem,
)


def ensure_search_index(say: Callable[[str], None] = lambda _text: None) -> None:
    """Build the search index where it is missing and nobody is at it; ``say`` what takes long."""
    if not is_missing() or not _try_lock():
        return
    try:
        if is_missing():
            say(BUILDING)
            _build()
    finally:
        _unlock()


class Upkeep:
    """What an import does for the index and for the planner's statistics, around its chunks."""

    def __init__(self) -> None:
        self._was_empty = not Article.objects.exists()
        self._files = 0
        self._has_tried = False
        self._holds_lock = is_missing() and _try_lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self._holds_lock:
            with suppress(OperationalError):  # of a connection that is gone, as is its lock
                _unlock()

    def watch(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Pass on the chunks, and drop the index once they prove a big load of an empty archive."""
        for chunk in chunks:
            self._files += len(chunk)
            if self._was_empty and self._files > FIRST_LOAD and not self._has_tried:
                self._has_tried = True
                self._leave_out()
            yield chunk

    def _leave_out(self) -> None:
        if connection.in_atomic_block or not (self._holds_lock or _try_lock()):
            return
        self._holds_lock = True
        with suppress(OperationalError):  # somebody is reading for long: then keep it
            _drop()

    def finish(self, imported: int, say: Callable[[str], None]) -> None:
        """Build the index where it is missing; tell the planner of what came in."""
        ensure_search_index(say)
        if imported < FIRST_LOAD or connection.in_atomic_block:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)", [table_of(Article)]
            )
            if imported > cursor.fetchone()[0] * SHARE:
                say(COUNTING)
                cursor.execute(f"ANALYZE {', '.join(map(table_of, GROWING))}")


def is_missing() -> bool:
    """Tell whether the search index was left out, and not built yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NULL", [NAME])
        return bool(cursor.fetchone()[0])


def _try_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _unlock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _drop() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"DROP INDEX IF EXISTS {NAME}")


def _build() -> None:
    options = Article._meta  # noqa: SLF001 - public by custom
    index = next(index for index in options.indexes if index.name == NAME)
    with connection.schema_editor() as editor:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('maintenance_work_mem', %s, true) FROM pg_settings"
                " WHERE name = 'maintenance_work_mem' AND setting::int < %s",
                [f"{LEAST_MEMORY}MB", LEAST_MEMORY * 1024],
            )
        editor.add_index(Article, index)
