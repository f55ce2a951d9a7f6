"""What became of a file that was read: the article that it holds, or why it holds none."""

import hashlib
import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.arrivals import Arrival, printable
from articles.models import Article, Original
from articles.models.article import article_id
from articles.parsing import ParsedArticle, Rejected, parse_article
from articles.sources import clean_name

UNEXPECTED = "Onverwachte fout bij het lezen van dit bestand. Meld dit aan de beheerder."
NAME_LENGTH = 1000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that was read. ``digest`` is the SHA-256 of what arrived.

    ``source`` is the name of the import's source or, where it has none, of the article's own.
    """

    arrival: Arrival
    digest: bytes
    identity: uuid.UUID
    source: str = ""
    parsed: ParsedArticle | None = None
    reason: str = ""

    @property
    def file_name(self) -> str:
        """The name fit for the database; of one too long the end is kept."""
        name = self.arrival.name
        return (name if name.isprintable() else printable(name))[-NAME_LENGTH:]

    def refused(self, reason: str = UNEXPECTED) -> "Candidate":
        return replace(self, parsed=None, reason=printable(reason))


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


def read_candidates(arrivals: Iterable[Arrival], source: str) -> list[Candidate]:
    """Read files and name them, each by the key that its article has here or would get.

    A key is made of what the parser read on arrival; a parser that reads better by now would make
    another, and the same file would come in a second time. So the very same bytes from the same
    source keep the key that they have.
    """
    candidates = [_read(arrival, source) for arrival in arrivals]
    digests = {item.digest for item in candidates if item.parsed}
    known = {
        (bytes(digest), (name or "").casefold()): pk
        for digest, name, pk in Original.objects.filter(sha256__in=digests).values_list(
            "sha256", "article__source__name", "article_id"
        )
    }
    if not known:
        return candidates
    return [
        replace(item, identity=known.get((item.digest, item.source.casefold()), item.identity))
        for item in candidates
    ]


def _read(arrival: Arrival, source: str) -> Candidate:
    """Parse one file; a refused one gets an identity from its bytes and name."""
    parsed, reason = read_article(arrival)
    digest = hashlib.sha256(arrival.data).digest()
    if parsed is None:
        named = hashlib.sha256(arrival.name.encode(errors="replace") + arrival.data).digest()
        identity = uuid.UUID(bytes=named[:16])
        return Candidate(arrival=arrival, digest=digest, identity=identity, reason=reason)
    source = source or clean_name(parsed.source)
    identity = article_id(
        source=source,
        published=str(parsed.published or ""),
        title=parsed.title,
        text=f"{parsed.lead} {parsed.body}",
    )
    return Candidate(
        arrival=arrival, digest=digest, identity=identity, source=source, parsed=parsed
    )


def ids_already_here(candidates: Iterable[Candidate]) -> set[uuid.UUID]:
    """Find which of the candidates' articles the archive has."""
    ids = [candidate.identity for candidate in candidates if candidate.parsed]
    return set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))
