"""Bytes in, frozen `ParsedArticle` out."""

from articles.parsing.parsed import (
    MAX_ARTICLE_BYTES,
    Evidence,
    ParsedArticle,
    ParseWarning,
    Rejected,
)
from articles.parsing.plain_text import parse_article

__all__ = [
    "MAX_ARTICLE_BYTES",
    "Evidence",
    "ParseWarning",
    "ParsedArticle",
    "Rejected",
    "parse_article",
]
