"""Bytes in, frozen `ParsedArticle` out."""

from articles.parsing.parsed import (
    MAX_ARTICLE_BYTES,
    Evidence,
    ParsedArticle,
    ParseWarning,
    Rejected,
)
from articles.parsing.plain_text import decoded_text, parse_article

__all__ = [
    "MAX_ARTICLE_BYTES",
    "Evidence",
    "ParseWarning",
    "ParsedArticle",
    "Rejected",
    "decoded_text",
    "parse_article",
]
