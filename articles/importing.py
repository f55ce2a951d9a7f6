"""Take articles in: parse, derive, and write them, a chunk to a transaction.

A chunk is written whole or not at all, with what became of each of its files. Doing the same
import again, after a kill for instance, finds the articles that are already here.
"""

import hashlib
import logging
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, transaction
from django.utils import timezone

from articles.arrivals import Arrival, printable
from articles.indexing import load_knowledge
from articles.models import Article, ImportBatch, ImportItem, Source
from articles.models.article import article_id
from articles.parsing import ParsedArticle, Rejected, parse_article
from articles.storing import Candidate, Writer, get_source, ids_already_here, recognised

__all__ = ["ImportReport", "Refusal", "get_source", "import_articles", "read_article"]

CHUNK_FILES = 200
CHUNK_BYTES = 4_000_000
UNEXPECTED = "Onverwachte fout bij het lezen van dit bestand. Meld dit aan de beheerder."
PROGRAM_LIMITS = "54"  # class of SQLSTATE: a text too large for its index, for instance
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that was not taken in, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """What an import did so far."""

    batch: ImportBatch | None = None
    imported: int = 0
    duplicate: int = 0
    rejected: list[Refusal] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)
    interrupted: bool = False

    @property
    def seen(self) -> int:
        return self.imported + self.duplicate + len(self.rejected)


def import_articles(  # noqa: PLR0913 - options by keyword, each with a default
    arrivals: Iterable[Arrival],
    *,
    label: str,
    source: Source | None = None,
    user: AbstractBaseUser | None = None,
    draft: bool = False,
    dry_run: bool = False,
    on_progress: Callable[[ImportReport], None] = lambda _report: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import every arrival and report; with ``dry_run`` only say what would happen.

    ``on_progress`` and ``should_stop`` are called after each chunk. Articles are published at
    once unless ``draft``.
    """
    report = ImportReport()
    status = Article.Status.DRAFT if draft else Article.Status.PUBLISHED
    writer = Writer(source=source, status=status, knowledge=load_knowledge())
    if not dry_run:
        report.batch = writer.batch = ImportBatch.objects.create(
            label=printable(label)[:300], source=source, user_id=user.pk if user else None
        )
    seen: set[uuid.UUID] = set()
    for chunk in _chunks(arrivals):
        candidates = recognised([_read(arrival, source) for arrival in chunk], source)
        if dry_run:
            _rehearse(candidates, report, seen)
        else:
            _write_chunk(candidates, writer, report)
        on_progress(report)
        if should_stop():
            report.interrupted = True
            return report
    if report.batch:
        report.batch.finished_at = timezone.now()
        report.batch.save(update_fields=["finished_at"])
    return report


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


def read_article(arrival: Arrival) -> tuple[ParsedArticle | None, str]:
    """Parse one file; None and the reason, in Dutch, where it holds no article."""
    if arrival.trouble:
        return None, arrival.trouble
    try:
        return parse_article(arrival.data), ""
    except Rejected as refusal:
        return None, refusal.message
    except Exception:  # one strange text must not end an import of thousands
        logger.exception("Parsing %s failed", printable(arrival.name))
        return None, UNEXPECTED


def _read(arrival: Arrival, source: Source | None) -> Candidate:
    """Parse one file and name it; a refused one gets an identity from its bytes and name."""
    parsed, reason = read_article(arrival)
    if parsed is None:
        digest = hashlib.sha256(arrival.name.encode(errors="replace") + arrival.data).digest()
        return Candidate(arrival=arrival, identity=uuid.UUID(bytes=digest[:16]), reason=reason)
    identity = article_id(
        source=source.name if source else "",
        published=str(parsed.published or ""),
        title=parsed.title,
        text=f"{parsed.lead} {parsed.body}",
    )
    return Candidate(arrival=arrival, identity=identity, parsed=parsed)


def _rehearse(candidates: list[Candidate], report: ImportReport, seen: set[uuid.UUID]) -> None:
    """Count what an import would do with these candidates."""
    seen |= ids_already_here(candidates)
    for candidate in candidates:
        if candidate.parsed is None:
            _refuse(report, candidate)
        elif candidate.identity in seen:
            report.duplicate += 1
        else:
            seen.add(candidate.identity)
            _count_in(report, candidate.parsed)


def _refuse(report: ImportReport, candidate: Candidate) -> None:
    report.rejected.append(Refusal(name=candidate.arrival.name, reason=candidate.reason))


def _count_in(report: ImportReport, parsed: ParsedArticle) -> None:
    report.imported += 1
    report.warnings.update({warning.code for warning in parsed.warnings})


def _write_chunk(candidates: list[Candidate], writer: Writer, report: ImportReport) -> None:
    """Write a chunk in one transaction; if a text of it cannot be stored, find out which."""
    try:
        writer.learn_agencies(candidates)
        with transaction.atomic():
            outcomes = writer.write(candidates)
    except Exception as error:
        if not _blames_a_text(error) or all(item.parsed is None for item in candidates):
            raise
        if len(candidates) == 1:
            candidates = [_refused(candidates[0], error)]
        for candidate in candidates:
            _write_chunk([candidate], writer, report)
        return
    for candidate, outcome in zip(candidates, outcomes, strict=True):
        if outcome == ImportItem.Outcome.IMPORTED and candidate.parsed:
            _count_in(report, candidate.parsed)
        elif outcome == ImportItem.Outcome.DUPLICATE:
            report.duplicate += 1
        else:
            _refuse(report, candidate)


def _blames_a_text(error: Exception) -> bool:
    """Tell a text that cannot be read or stored from a database that is away, full or busy."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return True
    code = getattr(error.__cause__, "sqlstate", None) or ""
    return isinstance(error, DataError | IntegrityError) or code.startswith(PROGRAM_LIMITS)


def _refused(candidate: Candidate, error: Exception) -> Candidate:
    """Turn a candidate that could not be stored into a rejected one."""
    reason = UNEXPECTED
    if isinstance(error, DatabaseError):
        reason = f"De databank kan deze tekst niet bewaren ({str(error).splitlines()[0]})."
    else:
        logger.error("Storing %s failed", printable(candidate.arrival.name), exc_info=error)
    return replace(candidate, parsed=None, reason=printable(reason))
