"""Write what was read: articles with their originals, mentions and topics, and every outcome."""

import hashlib
import itertools
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import IntegrityError
from django.utils.text import slugify

from articles.arrivals import Arrival, printable
from articles.indexing import Knowledge, derived_rows
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
from articles.parsing import ParsedArticle
from articles.search.document import INDEXED_CHARACTERS

NAME_LENGTH = 1000
Outcome = ImportItem.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that was read: the article that it holds, or why it holds none."""

    arrival: Arrival
    identity: uuid.UUID
    parsed: ParsedArticle | None = None
    reason: str = ""

    @property
    def digest(self) -> bytes:
        """The SHA-256 of what arrived."""
        return hashlib.sha256(self.arrival.data).digest()


def recognised(candidates: list[Candidate], source: Source | None) -> list[Candidate]:
    """Give candidates whose very bytes are here, from the same source, the key they have here.

    A key is made of what the parser read on arrival; a parser that reads better by now would make
    another, and the same file would come in a second time.
    """
    if source is not None and not source.pk:
        return candidates
    digests = {item.digest for item in candidates if item.parsed}
    known = {
        bytes(digest): pk
        for digest, pk in Original.objects.filter(
            sha256__in=digests, article__source=source
        ).values_list("sha256", "article_id")
    }
    return [replace(item, identity=known.get(item.digest, item.identity)) for item in candidates]


def ids_already_here(candidates: Iterable[Candidate]) -> set[uuid.UUID]:
    """Find which of the candidates' articles the archive has."""
    ids = [candidate.identity for candidate in candidates if candidate.parsed]
    return set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))


@dataclass(slots=True, kw_only=True)
class Writer:
    """Writes chunks of one import; remembers the agencies it met."""

    source: Source | None
    status: str
    knowledge: Knowledge
    batch: ImportBatch | None = None
    agencies: dict[str, Source] = field(default_factory=dict)

    def learn_agencies(self, candidates: list[Candidate]) -> None:
        """Find or add the agencies credited, outside the chunk's transaction so that they stay."""
        for candidate in candidates:
            for name in candidate.parsed.agencies if candidate.parsed else ():
                if name not in self.agencies:
                    self.agencies[name] = get_source(name)

    def write(self, candidates: list[Candidate]) -> list[str]:
        """Write what is new and say what became of each; called within a transaction."""
        here = ids_already_here(candidates)
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
                file_name=_stored_name(candidate.arrival),
                sha256=candidate.digest,
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
        # In the order of their ids: two imports that meet then wait, and never for each other.
        rows = [self._rows(new[identity]) for identity in sorted(new)]
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
                file_name=_stored_name(candidate.arrival),
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


def _stored_name(arrival: Arrival) -> str:
    """Fit a file name for the database; of one too long the end is kept."""
    return printable(arrival.name)[-NAME_LENGTH:]


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
    try:
        source, _created = Source.objects.get_or_create(name=name, defaults={"slug": slug})
    except IntegrityError:  # somebody else has just taken the slug
        return get_source(name)
    return source


def warnings_as_json(parsed: ParsedArticle) -> list[dict[str, str]]:
    """Write the parser's warnings as they stay with the article, and one about its length."""
    warnings = [
        {"code": warning.code, "message": warning.message, "field": warning.field}
        for warning in parsed.warnings
    ]
    for name, most in INDEXED_CHARACTERS.items():
        if len(getattr(parsed, name, "")) > most:
            message = f"Van deze lange tekst zijn alleen de eerste {most} tekens doorzoekbaar."
            warnings.append({"code": "partly_indexed", "message": message, "field": name})
    return warnings


def evidence_as_json(parsed: ParsedArticle) -> dict[str, list[dict[str, Any]]]:
    """Write where each field was found in the original: rule, start, end (in characters)."""
    return {
        name: [{"rule": item.rule, "start": item.start, "end": item.end} for item in found]
        for name, found in parsed.evidence.items()
    }
