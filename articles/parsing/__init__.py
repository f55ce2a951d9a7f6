"""Bytes in, frozen `ParsedArticle` out: a plain text or a record (a JSON object)."""

from articles.parsing.decoding import decode
from articles.parsing.parsed import (
    MAX_ARTICLE_BYTES,
    Evidence,
    ParsedArticle,
    ParseWarning,
    Rejected,
)
from articles.parsing.plain_text import read_plain_text
from articles.parsing.record import read_record, text_of_record
from articles.parsing.record_values import begins_as_record

__all__ = [
    "MAX_ARTICLE_BYTES",
    "Evidence",
    "ParseWarning",
    "ParsedArticle",
    "Rejected",
    "begins_as_record",
    "decoded_text",
    "parse_article",
]


def parse_article(data: bytes, *, max_bytes: int = MAX_ARTICLE_BYTES) -> ParsedArticle:
    """Read an article from its bytes; raises Rejected, and nothing else, when they hold none."""
    decoded = decode(data, max_bytes=max_bytes)
    return read_record(decoded) if begins_as_record(decoded.text) else read_plain_text(decoded)


def decoded_text(data: bytes, *, max_bytes: int = MAX_ARTICLE_BYTES) -> str:
    """Return the text to which the evidence of `parse_article` points, its `text`.

    Raises Rejected when the bytes are too many, binary, undecodable or without any text.
    """
    decoded = decode(data, max_bytes=max_bytes)
    return text_of_record(decoded) if begins_as_record(decoded.text) else decoded.text
