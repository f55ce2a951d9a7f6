"""What PostgreSQL indexes of an article, and how."""

import operator
from functools import reduce

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Left

CONFIG = "dutch"
# A tsvector holds at most 1 MB; these lengths, in characters, keep even the worst text below it.
INDEXED_CHARACTERS = {"title": 500, "lead": 20_000, "body": 200_000, "search_terms": 60_000}
WEIGHTS = "ABCD"


def search_document(*fields: str) -> SearchVector | CombinedExpression:
    """Build the weighted vector over ``fields``, the weightiest first."""
    vectors = [
        SearchVector(Left(field, Value(INDEXED_CHARACTERS[field])), weight=weight, config=CONFIG)
        for field, weight in zip(fields, WEIGHTS, strict=True)
    ]
    return reduce(operator.add, vectors)
