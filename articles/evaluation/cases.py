"""Cases: which articles a query has to find, and which not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class CaseError(ValueError):
    """Cases that cannot be read; the message says, in Dutch, where and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A query and a text that it has to find (``expected``), or must not find.

    ``kind`` is the comment above it in its file.
    """

    line: int
    kind: str
    query: str
    text: str
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedQuery:
    """A query and how relevant which articles are, by their key: 0 is not at all."""

    query: str
    grades: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """What one file asks of an archive that holds its ``articles``: key → what arrives."""

    name: str
    articles: Mapping[str, bytes]
    pairs: tuple[Pair, ...] = ()
    ranked: tuple[RankedQuery, ...] = ()


def as_record(text: str, **more: str) -> bytes:
    """Make a text an article, whole: whatever it looks like, no word is taken for a detail.

    Without a ``headline`` among ``more`` it gets its own first words as its title.
    """
    return json.dumps({**more, "articleBody": text}, ensure_ascii=False).encode()


def read_text(path: Path) -> str:
    """Read a file of cases; raises ``CaseError``."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CaseError(f"{path}: niet te lezen: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CaseError(f"{path}: dit is geen UTF-8. Bewaar het bestand als UTF-8.") from None
