"""What PostgreSQL indexes of an article, and how."""

import operator
from functools import reduce

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Left

CONFIG = "dutch"
# A tsvector holds at most 1 MB. The worst text, hyphenated words of letters of four bytes, takes
# eight bytes a character; these lengths keep even that below it.
INDEXED_CHARACTERS = {"title": 500, "lead": 10_000, "body": 90_000, "search_terms": 30_000}
WEIGHTS = "ABCD"


def search_document(*fields: str) -> SearchVector | CombinedExpression:
    """Build the weighted vector over ``fields``, the weightiest first."""
    vectors = [
        SearchVector(Left(field, Value(INDEXED_CHARACTERS[field])), weight=weight, config=CONFIG)
        for field, weight in zip(fields, WEIGHTS, strict=False)
    ]
    return reduce(operator.add, vectors)
