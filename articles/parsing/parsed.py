"""What the parser hands on: frozen values, each with its evidence in the decoded text."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from articles.dates import PartialDate

MAX_ARTICLE_BYTES: Final = 1_000_000

RejectionCode = Literal["empty", "binary", "too_large", "undecodable", "record"]


class Rejected(Exception):  # noqa: N818  (a verdict on the input, no error of the program)
    """The bytes are no article; `message` tells the sender in Dutch why and what to do."""

    def __init__(self, code: RejectionCode, message: str) -> None:
        super().__init__(code, message)
        self.code: RejectionCode = code
        self.message = message

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where a value was read: `text` is `ParsedArticle.text[start:end]`, in characters."""

    rule: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ParseWarning:
    """A doubt that stays with the article; `message` is Dutch, `field` names what it is about."""

    code: str
    message: str
    field: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedArticle:
    """An article as read from its bytes.

    `body` is plain text, its paragraphs separated by one blank line; one that starts with "## "
    is a subheading, with "> " a pulled quote. `evidence` is keyed by field name and also holds
    `quotes`, `ignored` (what was left out) and, for `published`, every candidate, the winner
    first. `text` is the decoded text with its line ends normalised, to which evidence points.
    `source` is the newspaper or site that the article itself names; plain text names none.
    """

    title: str
    title_derived: bool
    byline: str
    lead: str
    published: PartialDate | None
    time: dt.time | None
    agencies: tuple[str, ...]
    body: str
    headings: tuple[str, ...]
    see_also: tuple[str, ...]
    warnings: tuple[ParseWarning, ...]
    evidence: Mapping[str, tuple[Evidence, ...]]
    encoding: str
    text: str
    source: str = ""
