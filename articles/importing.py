"""Take articles in: parse, derive, and write them, a chunk to a transaction.

A chunk is written whole or not at all, with what became of each of its files. Doing the same
import again, after a kill for instance, finds the articles that are already here.
"""

import hashlib
import itertools
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from articles.arrivals import Arrival
from articles.indexing import Knowledge, derived_rows, load_knowledge
from articles.models import (
    Article,
    ArticleAgency,
    ArticleTopic,
    ImportBatch,
    ImportItem,
    Mention,
    Original,
    Source,
)
from articles.models.article import article_id
from articles.parsing import ParsedArticle, Rejected, parse_article

CHUNK_FILES = 200
CHUNK_BYTES = 4_000_000
Outcome = ImportItem.Outcome


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

    @property
    def seen(self) -> int:
        return self.imported + self.duplicate + len(self.rejected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that was read: the article that it holds, or why it holds none."""

    arrival: Arrival
    identity: uuid.UUID
    parsed: ParsedArticle | None = None
    reason: str = ""


def import_articles(
    arrivals: Iterable[Arrival],
    *,
    label: str,
    source: Source | None = None,
    user: AbstractBaseUser | None = None,
    draft: bool = False,
    dry_run: bool = False,
    on_progress: Callable[[ImportReport], None] = lambda _report: None,
) -> ImportReport:
    """Import every arrival and report; with ``dry_run`` only say what would happen.

    ``on_progress`` is called after each chunk. Articles are published at once unless ``draft``.
    """
    report = ImportReport()
    knowledge = load_knowledge()
    if not dry_run:
        report.batch = ImportBatch.objects.create(
            label=label[:300], source=source, user_id=user.pk if user else None
        )
    status = Article.Status.DRAFT if draft else Article.Status.PUBLISHED
    seen: set[uuid.UUID] = set()
    for chunk in _chunks(arrivals):
        candidates = [_read(arrival, source) for arrival in chunk]
        if dry_run:
            _rehearse(candidates, report, seen)
        else:
            _write_chunk(candidates, _Writer(report.batch, source, status, knowledge), report)
        on_progress(report)
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


def _read(arrival: Arrival, source: Source | None) -> Candidate:
    """Parse one file; a refused one gets an identity from its bytes and name."""
    try:
        parsed = None if arrival.trouble else parse_article(arrival.data)
        reason = arrival.trouble
    except Rejected as refusal:
        parsed, reason = None, refusal.message
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
    seen |= _already_here(candidates)
    for candidate in candidates:
        if candidate.parsed is None:
            _refuse(report, candidate)
        elif candidate.identity in seen:
            report.duplicate += 1
        else:
            seen.add(candidate.identity)
            _count_in(report, candidate.parsed)


def _already_here(candidates: list[Candidate]) -> set[uuid.UUID]:
    ids = [candidate.identity for candidate in candidates if candidate.parsed]
    return set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))


def _refuse(report: ImportReport, candidate: Candidate, reason: str = "") -> None:
    report.rejected.append(Refusal(name=candidate.arrival.name, reason=reason or candidate.reason))


def _count_in(report: ImportReport, parsed: ParsedArticle) -> None:
    report.imported += 1
    report.warnings.update({warning.code for warning in parsed.warnings})


def _write_chunk(candidates: list[Candidate], writer: "_Writer", report: ImportReport) -> None:
    """Write a chunk in one transaction; if the database refuses it, find out whose fault it is."""
    writer.learn_agencies(candidates)
    try:
        with transaction.atomic():
            outcomes = writer.write(candidates)
    except (DataError, IntegrityError) as error:
        if len(candidates) > 1:
            for candidate in candidates:
                _write_chunk([candidate], writer, report)
            return
        reason = f"De databank kan deze tekst niet bewaren ({str(error).splitlines()[0]})."
        refused = Candidate(
            arrival=candidates[0].arrival, identity=candidates[0].identity, reason=reason
        )
        _write_chunk([refused], writer, report)
        return
    for candidate, outcome in zip(candidates, outcomes, strict=True):
        if outcome == Outcome.IMPORTED and candidate.parsed:
            _count_in(report, candidate.parsed)
        elif outcome == Outcome.DUPLICATE:
            report.duplicate += 1
        else:
            _refuse(report, candidate)


@dataclass(slots=True)
class _Writer:
    """Writes chunks of one import; remembers the agencies it met."""

    batch: ImportBatch | None
    source: Source | None
    status: str
    knowledge: Knowledge
    agencies: dict[str, Source] = field(default_factory=dict)

    def learn_agencies(self, candidates: list[Candidate]) -> None:
        """Find or add the agencies credited, outside the chunk's transaction so that they stay."""
        for candidate in candidates:
            for name in candidate.parsed.agencies if candidate.parsed else ():
                if name not in self.agencies:
                    self.agencies[name] = get_source(name)

    def write(self, candidates: list[Candidate]) -> list[str]:
        """Write what is new and say what became of each; called within a transaction."""
        here = _already_here(candidates)
        new: dict[uuid.UUID, Candidate] = {}
        for candidate in candidates:
            if candidate.parsed and candidate.identity not in here:
                new.setdefault(candidate.identity, candidate)
        written = self._write_new(new)
        outcomes = [self._outcome(candidate, new, written) for candidate in candidates]
        ImportItem.objects.bulk_create(
            ImportItem(
                batch=self.batch,
                article_id=candidate.identity,
                file_name=_storable(candidate.arrival.name),
                sha256=hashlib.sha256(candidate.arrival.data).digest(),
                outcome=outcome,
                reason=candidate.reason[:500],
            )
            for candidate, outcome in zip(candidates, outcomes, strict=True)
        )
        return outcomes

    @staticmethod
    def _outcome(
        candidate: Candidate, new: dict[uuid.UUID, Candidate], written: set[uuid.UUID]
    ) -> str:
        if candidate.parsed is None:
            return Outcome.REJECTED
        is_first = new.get(candidate.identity) is candidate
        return Outcome.IMPORTED if is_first and candidate.identity in written else Outcome.DUPLICATE

    def _write_new(self, new: dict[uuid.UUID, Candidate]) -> set[uuid.UUID]:
        """Insert articles with all that hangs on them; return those that nobody else had put in."""
        rows = [self._rows(candidate) for candidate in new.values()]
        Article.objects.bulk_create([row.article for row in rows], ignore_conflicts=True)
        # Another import may have been first with some of them: those are not ours.
        mine = set(
            Article.objects.filter(pk__in=new, batch=self.batch).values_list("pk", flat=True)
        )
        ours = [row for row in rows if row.article.pk in mine]
        Original.objects.bulk_create(row.original for row in ours)
        ArticleAgency.objects.bulk_create(_flat(row.agencies for row in ours))
        Mention.objects.bulk_create(_flat(row.mentions for row in ours))
        ArticleTopic.objects.bulk_create(_flat(row.topics for row in ours))
        return mine

    def _rows(self, candidate: Candidate) -> "_Rows":
        parsed = candidate.parsed
        assert parsed is not None  # noqa: S101 - write() hands on parsed ones only
        article = Article(
            pk=candidate.identity,
            title=parsed.title[:500],
            title_derived=parsed.title_derived,
            lead=parsed.lead,
            body=parsed.body,
            byline=parsed.byline[:300],
            source=self.source,
            published=str(parsed.published or ""),
            # An hour of an unknown day places nothing in time; it stays in the evidence.
            published_time=parsed.time if parsed.published and parsed.published.day else None,
            status=self.status,
            warnings=warnings_as_json(parsed),
            evidence=evidence_as_json(parsed),
            batch=self.batch,
        )
        agencies = {self.agencies[name].pk: self.agencies[name] for name in parsed.agencies}
        derivation = self.knowledge.read(title=article.title, lead=article.lead, body=article.body)
        mentions, topics = derived_rows(article, derivation, self.knowledge, agencies=agencies)
        return _Rows(
            article=article,
            original=Original(
                article=article,
                file_name=_storable(candidate.arrival.name),
                encoding=parsed.encoding,
                content=candidate.arrival.data,
            ),
            agencies=[
                ArticleAgency(article=article, agency=agency) for agency in agencies.values()
            ],
            mentions=mentions,
            topics=topics,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    article: Article
    original: Original
    agencies: list[ArticleAgency]
    mentions: list[Mention]
    topics: list[ArticleTopic]


def _flat(rows: Iterable[Iterable[Any]]) -> Iterator[Any]:
    return itertools.chain.from_iterable(rows)


def _storable(name: str) -> str:
    """Fit a file name for the database: no NUL, no lone surrogates, the end kept when too long."""
    return name.encode(errors="replace").decode().replace("\x00", "")[-1000:]


def get_source(name: str, *, save: bool = True) -> Source:
    """Find a source by its name, in any letter case, or add it (unless not to ``save``)."""
    name = " ".join(name.split())[:200]
    known = Source.objects.filter(name__iexact=name).first()
    if known or not save:
        return known or Source(name=name)
    base = slugify(name)[:70] or "bron"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    slug = base if base not in taken else next(slug for slug in numbered if slug not in taken)
    source, _created = Source.objects.get_or_create(name=name, defaults={"slug": slug})
    return source


def warnings_as_json(parsed: ParsedArticle) -> list[dict[str, str]]:
    """Write the parser's warnings as they stay with the article."""
    return [
        {"code": warning.code, "message": warning.message, "field": warning.field}
        for warning in parsed.warnings
    ]


def evidence_as_json(parsed: ParsedArticle) -> dict[str, list[dict[str, Any]]]:
    """Write where each field was found in the original: rule, start, end (in characters)."""
    return {
        name: [{"rule": item.rule, "start": item.start, "end": item.end} for item in found]
        for name, found in parsed.evidence.items()
    }
