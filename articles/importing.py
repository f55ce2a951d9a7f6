"""Take articles in: parse, derive, and write them, a chunk to a transaction.

A chunk is written whole or not at all, with what became of each of its files. Doing the same
import again, after a kill for instance, finds the articles that are already here.
"""

from collections import Counter
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.arrivals import Arrival, printable
from articles.candidates import read_article
from articles.models import Article, ImportBatch, Source
from articles.newcomers import welcome
from articles.search_index import Upkeep
from articles.sources import get_source
from articles.storing import ChunkReport, Order, Refusal, Rehearser, Writer
from articles.workers import Chunks, Claim, work_through

__all__ = ["ImportReport", "Refusal", "get_source", "import_articles", "read_article"]

CHUNK_FILES = 500
CHUNK_BYTES = 4_000_000
# Their names are looked up one by one, unless an earlier import of the same may have been cut off.
FEW_ARTICLES = 2000
SUGGESTING = "Namen die vaak voorkomen, worden voorgesteld als actor …"
MOST_REFUSALS = 1000  # that a report lists; every one of them is in the batch's items


@dataclass(slots=True)
class ImportReport:
    """What an import did so far; ``rejected`` lists the first ``MOST_REFUSALS`` of ``refused``."""

    batch: ImportBatch | None = None
    imported: int = 0
    duplicate: int = 0
    refused: int = 0
    rejected: list[Refusal] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)
    interrupted: bool = False

    @property
    def seen(self) -> int:
        return self.imported + self.duplicate + self.refused

    def add(self, chunk: ChunkReport) -> None:
        self.imported += chunk.imported
        self.duplicate += chunk.duplicate
        self.refused += len(chunk.rejected)
        self.rejected += chunk.rejected[: MOST_REFUSALS - len(self.rejected)]
        self.warnings.update(chunk.warnings)


def import_articles(  # noqa: PLR0913 - options by keyword, each with a default
    arrivals: Iterable[Arrival],
    *,
    label: str,
    source: Source | None = None,
    user: AbstractBaseUser | None = None,
    draft: bool = False,
    dry_run: bool = False,
    derive: bool = True,
    recognise: bool = True,
    workers: int = 1,
    on_progress: Callable[[ImportReport], None] = lambda _report: None,
    on_stage: Callable[[str], None] = lambda _text: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import every arrival and report; with ``dry_run`` only say what would happen.

    Articles are published at once unless ``draft``; an article's own source counts where no
    ``source`` is given. Without ``derive`` they lack names, topics and terms, until
    ``reindex_articles``; without ``recognise`` they have only names that the archive knows.
    ``on_progress`` is called after each chunk, ``should_stop`` before each;
    ``on_stage`` is told what work begins after the last. With more than one of ``workers`` the
    same happens, in processes of their own (see ``articles.workers``).
    """
    report = ImportReport()
    if not dry_run:
        report.batch = ImportBatch.objects.create(
            label=printable(label)[:300], source=source, user_id=user.pk if user else None
        )
    order = Order(
        batch_id=report.batch.pk if report.batch else None,
        source_id=source.pk if source else None,
        source=source.name if source else "",
        status=Article.Status.DRAFT if draft else Article.Status.PUBLISHED,
        derive=derive,
        recognise=recognise,
    )
    if report.batch is None:
        chunks = Chunks(_chunks(arrivals), should_stop)
        reports = work_through(chunks, partial(Rehearser, order), answer=_seen(), workers=workers)
        _follow(reports, report, on_progress)
    else:
        with Upkeep() as upkeep:
            chunks = Chunks(upkeep.watch(_chunks(arrivals)), should_stop)
            job = partial(Writer, order)
            reports = work_through(chunks, job, answer=_sources(), workers=workers)
            _follow(reports, report, on_progress)
            upkeep.finish(report.imported, on_stage)
    report.interrupted = chunks.stopped
    if report.batch and derive and recognise and not report.interrupted:
        all_names = user is None and (report.imported > FEW_ARTICLES or report.duplicate > 0)
        if all_names and report.imported > FEW_ARTICLES:
            on_stage(SUGGESTING)
        here = None if all_names else _articles_of(report.batch)
        report.interrupted = welcome(here, workers=workers, should_stop=should_stop).interrupted
    if report.batch and not report.interrupted:
        report.batch.finished_at = timezone.now()
        report.batch.save(update_fields=["finished_at"])
    return report


def _articles_of(batch: ImportBatch) -> list[UUID]:
    return list(Article.objects.filter(batch=batch).values_list("pk", flat=True))


def _follow(
    reports: Generator[ChunkReport, None, None],
    report: ImportReport,
    on_progress: Callable[[ImportReport], None],
) -> None:
    with closing(reports):
        for chunk in reports:
            report.add(chunk)
            on_progress(report)


def _chunks(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """Cut the stream by number and by size, so that memory stays bounded."""
    chunk: list[Arrival] = []
    size = 0
    for arrival in arrivals:
        chunk.append(arrival)
        size += len(arrival.data)
        if len(chunk) >= CHUNK_FILES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _sources() -> Callable[[Claim], dict[str, int]]:
    """Answer claims with the keys of the sources they name, added where the archive lacks them."""
    known: dict[str, int] = {}

    def answer(claim: Claim) -> dict[str, int]:
        for name in claim.names:
            if name not in known:
                known[name] = get_source(name).pk
        return {name: known[name] for name in claim.names}

    return answer


def _seen() -> Callable[[Claim], set[Hashable]]:
    """Answer claims with those of their articles that earlier chunks had."""
    seen: set[Hashable] = set()

    def answer(claim: Claim) -> set[Hashable]:
        nonlocal seen
        before = seen & claim.keys
        seen |= claim.keys
        return before

    return answer
