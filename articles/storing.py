"""Write what was read, a chunk to a transaction: articles, what hangs on them, and every outcome.

Jobs for ``workers.work_through``: a chunk is a list of arrivals, its claim the articles in it and
the sources that they name, the answer to it the keys of these sources.
"""

import datetime as dt
import logging
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, transaction
from django.utils import timezone

from articles import copying
from articles.arrivals import Arrival, printable
from articles.candidates import Candidate, ids_already_here, read_candidates
from articles.copying import as_array, as_json, copy_rows
from articles.deriving import derive
from articles.knowledge import NOTHING_KNOWN, Derivation, load_knowledge
from articles.language.recognising.process import RecogniserTrouble
from articles.models import (
    Article,
    ArticleAgency,
    ArticleTopic,
    ImportItem,
    Mention,
    Original,
    ReviewStatus,
    Sighting,
)
from articles.parsing import ParsedArticle
from articles.recognisers import current_recogniser, load_language
from articles.search.document import INDEXED_CHARACTERS
from articles.sighting import sighting_values
from articles.workers import Claim

MEETINGS = 5  # with other imports that put in the same articles, before each is tried alone
UNIQUE_VIOLATION = "23505"
PROGRAM_LIMITS = "54"  # class of SQLSTATE: a text too large for its index, for instance
logger = logging.getLogger(__name__)
Outcome = ImportItem.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What holds for a whole import; without a ``batch_id`` it is a rehearsal."""

    batch_id: int | None
    source_id: int | None
    source: str
    status: str
    derive: bool
    recognise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that was not taken in, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkReport:
    """What became of the files of a chunk."""

    imported: int
    duplicate: int
    rejected: tuple[Refusal, ...]
    warnings: Counter[str]

    @classmethod
    def of(cls, outcomes: Iterable[tuple[Candidate, str]]) -> "ChunkReport":
        numbers: Counter[str] = Counter()
        warnings: Counter[str] = Counter()
        rejected = []
        for candidate, outcome in outcomes:
            numbers[outcome] += 1
            if candidate.parsed is None:
                rejected.append(Refusal(name=candidate.arrival.name, reason=candidate.reason))
            elif outcome == Outcome.IMPORTED:
                warnings.update({warning.code for warning in candidate.parsed.warnings})
        return cls(
            imported=numbers[Outcome.IMPORTED],
            duplicate=numbers[Outcome.DUPLICATE],
            rejected=tuple(rejected),
            warnings=warnings,
        )


class Rehearser:
    """Says what a ``Writer`` would do; the answer to its claim is what of it was seen before."""

    def __init__(self, order: Order) -> None:
        self.order = order

    def prepare(self, chunk: list[Arrival]) -> tuple[Claim, list[Candidate]]:
        candidates = read_candidates(chunk, self.order.source)
        return _claim(candidates), candidates

    def finish(self, candidates: list[Candidate], seen: set[uuid.UUID]) -> ChunkReport:
        new = _new(candidates, ids_already_here(candidates) | seen)
        return ChunkReport.of((item, _outcome(item, new)) for item in candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    candidates: list[Candidate]
    derivations: dict[uuid.UUID, Derivation]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """An article with all that hangs on it."""

    article: copying.ArticleValues
    original: copying.OriginalValues
    agencies: list[copying.AgencyValues]
    mentions: list[copying.MentionValues]
    sightings: list[copying.SightingValues]
    topics: list[copying.TopicValues]


class Writer:
    """Writes chunks; remembers what the archive knows, and the keys of the sources it met."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.knowledge = load_knowledge() if order.derive else NOTHING_KNOWN
        self.recogniser = current_recogniser() if order.derive and order.recognise else None
        self.sources = {order.source: order.source_id} if order.source_id else {}

    @staticmethod
    def load(order: Order) -> None:
        """Load what processes of an import share; no more than its options need."""
        if order.derive:
            load_language(recognise=order.recognise)

    def prepare(self, chunk: list[Arrival]) -> tuple[Claim, _Prepared]:
        """Read files, and derive what is new."""
        candidates = read_candidates(chunk, self.order.source)
        new = _new(candidates, ids_already_here(candidates))
        derivations: dict[uuid.UUID, Derivation] = {}
        for place, candidate in enumerate(candidates):
            if self.order.derive and new.get(candidate.identity) is candidate:
                try:
                    derivations[candidate.identity] = self._derivation(candidate)
                except RecogniserTrouble:  # which every text would meet
                    raise
                except Exception:  # one strange text must not end an import of thousands
                    logger.exception("Reading %s failed", printable(candidate.arrival.name))
                    candidates[place] = candidate.refused()
        claim = _claim(candidates, known=self.sources)
        return claim, _Prepared(candidates=candidates, derivations=derivations)

    def finish(self, prepared: _Prepared, answer: Mapping[str, int]) -> ChunkReport:
        """Write a chunk in one transaction; if a text of it cannot be stored, find out which."""
        self.sources.update(answer)
        outcomes = self._write(prepared.candidates, prepared.derivations)
        return ChunkReport.of(outcomes)

    def _derivation(self, candidate: Candidate) -> Derivation:
        parsed = candidate.parsed
        assert parsed is not None  # noqa: S101 - what is new was read
        return self.knowledge.read(texts_of(parsed), self.recogniser)

    def _write(
        self, candidates: list[Candidate], derivations: Mapping[uuid.UUID, Derivation]
    ) -> list[tuple[Candidate, str]]:
        try:
            return self._write_whole(candidates, derivations)
        except Exception as error:
            if not _blames_a_text(error) or all(item.parsed is None for item in candidates):
                raise
            if len(candidates) == 1:
                candidates = [_refused(candidates[0], error)]
            return [pair for item in candidates for pair in self._write([item], derivations)]

    def _write_whole(
        self, candidates: list[Candidate], derivations: Mapping[uuid.UUID, Derivation]
    ) -> list[tuple[Candidate, str]]:
        """Write all or nothing; what another import has just put in is then found as here."""
        for meeting in range(MEETINGS):
            new = _new(candidates, ids_already_here(candidates))
            try:
                with transaction.atomic():
                    self._copy(candidates, new, derivations)
            except IntegrityError as error:
                if _sqlstate(error) != UNIQUE_VIOLATION or meeting == MEETINGS - 1:
                    raise
            else:
                break
        return [(item, _outcome(item, new)) for item in candidates]

    def _copy(
        self,
        candidates: list[Candidate],
        new: Mapping[uuid.UUID, Candidate],
        derivations: Mapping[uuid.UUID, Derivation],
    ) -> None:
        now = timezone.now()
        # In the order of their ids: two imports that meet then wait, and never for each other.
        rows = [self._rows(new[key], derivations.get(key), now) for key in sorted(new)]
        copy_rows(Article, (row.article for row in rows))
        copy_rows(Original, (row.original for row in rows))
        copy_rows(ArticleAgency, (link for row in rows for link in row.agencies))
        copy_rows(Mention, (mention for row in rows for mention in row.mentions))
        copy_rows(Sighting, (name for row in rows for name in row.sightings))
        copy_rows(ArticleTopic, (topic for row in rows for topic in row.topics))
        copy_rows(ImportItem, (self._item(item, _outcome(item, new)) for item in candidates))

    def _item(self, candidate: Candidate, outcome: str) -> copying.ItemValues:
        return copying.ItemValues(
            batch_id=self.order.batch_id or 0,
            article_id=candidate.identity,
            file_name=candidate.file_name,
            sha256=candidate.digest,
            outcome=outcome,
            reason=candidate.reason[:500],
        )

    def _rows(self, candidate: Candidate, derivation: Derivation | None, now: dt.datetime) -> _Rows:
        parsed, key = candidate.parsed, candidate.identity
        assert parsed is not None  # noqa: S101 - what is new was read
        source_id = self.sources.get(candidate.source)
        agencies = dict.fromkeys(self.sources[name] for name in parsed.agencies)
        names = (derivation and derivation.names) or ()
        derived = derive(
            derivation,
            self.knowledge,
            article_id=key,
            texts=texts_of(parsed),
            published=parsed.published,
            sources=[*agencies, *([source_id] if source_id else [])],
            byline=parsed.byline[:300],
            names=names,
        )
        suggested = ReviewStatus.SUGGESTED.value
        return _Rows(
            article=copying.ArticleValues(
                id=key,
                title=parsed.title[:500],
                title_derived=parsed.title_derived,
                lead=parsed.lead,
                body=parsed.body,
                byline=parsed.byline[:300],
                source_id=source_id,
                published=str(parsed.published or ""),
                # An hour of an unknown day places nothing in time; it stays in the evidence.
                published_time=parsed.time if parsed.published and parsed.published.day else None,
                status=self.order.status,
                publish_at=None,
                warnings=as_json(warnings_as_json(parsed)),
                evidence=as_json(evidence_as_json(parsed)),
                batch_id=self.order.batch_id,
                created_at=now,
                updated_at=now,
                search_terms=derived.search_terms,
                facets=as_array(derived.facets),
                samples=as_array(map(str, derived.samples)),
                strong_words=as_array(derived.strong_words),
                word_pairs=as_array(map(str, derived.word_pairs)),
            ),
            original=copying.OriginalValues(
                key, candidate.file_name, parsed.encoding, candidate.arrival.data
            ),
            agencies=[copying.AgencyValues(key, agency) for agency in agencies],
            mentions=[
                copying.MentionValues(
                    key,
                    actor,
                    suggested,
                    as_json(found.spans),
                    as_array(found.surfaces),
                    found.score,
                )
                for actor, found in derived.actors.items()
            ],
            sightings=[sighting_values(key, name) for name in names],
            topics=[
                copying.TopicValues(key, code, suggested, score)
                for code, score in derived.topics.items()
            ],
        )


def texts_of(parsed: ParsedArticle) -> dict[str, str]:
    """Give the fields that are read, as they are kept."""
    return {"title": parsed.title[:500], "lead": parsed.lead, "body": parsed.body}


def _claim(candidates: Iterable[Candidate], *, known: Mapping[str, int] | None = None) -> Claim:
    """Name the articles of a chunk, and the sources of which the keys are not ``known`` yet."""
    read = [item for item in candidates if item.parsed]
    named = (
        name
        for item in read
        for name in (item.source, *(item.parsed.agencies if item.parsed else ()))
    )
    return Claim(
        keys=frozenset(item.identity for item in read),
        names=tuple(dict.fromkeys(name for name in named if name and name not in (known or {}))),
    )


def _new(candidates: Iterable[Candidate], here: set[uuid.UUID]) -> dict[uuid.UUID, Candidate]:
    """Find the first of the candidates for every article that is not here."""
    new: dict[uuid.UUID, Candidate] = {}
    for candidate in candidates:
        if candidate.parsed and candidate.identity not in here:
            new.setdefault(candidate.identity, candidate)
    return new


def _outcome(candidate: Candidate, new: Mapping[uuid.UUID, Candidate]) -> str:
    if candidate.parsed is None:
        return Outcome.REJECTED.value
    is_first = new.get(candidate.identity) is candidate
    return Outcome.IMPORTED.value if is_first else Outcome.DUPLICATE.value


def _sqlstate(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


def _blames_a_text(error: Exception) -> bool:
    """Tell a text that cannot be stored from a database that is away, full or busy."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return True
    return isinstance(error, DataError | IntegrityError) or _sqlstate(error).startswith(
        PROGRAM_LIMITS
    )


def _refused(candidate: Candidate, error: Exception) -> Candidate:
    """Turn a candidate that could not be stored into a rejected one."""
    if isinstance(error, DatabaseError):
        text = str(error).splitlines()[0]
        return candidate.refused(f"De databank kan deze tekst niet bewaren ({text}).")
    logger.error("Storing %s failed", printable(candidate.arrival.name), exc_info=error)
    return candidate.refused()


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
