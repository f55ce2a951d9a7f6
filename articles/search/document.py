"""What PostgreSQL indexes of an article, and how."""

import operator
from functools import reduce
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Func, TextField, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Left

CONFIG = "dutch"
# A tsvector holds at most 1 MB. The worst text, hyphenated words of letters of four bytes, takes
# eight bytes a character; these lengths keep even that below it.
INDEXED_CHARACTERS = {"title": 500, "lead": 10_000, "body": 90_000, "search_terms": 30_000}
WEIGHTS = "ABCD"
# In a database of the C locale PostgreSQL takes every sign beyond ASCII for a letter, so that
# “raket” in quotation marks would be another word than raket.
_BECOMING = {
    "'": "’‘‚‛′´",
    "-": "‐‑–−",
    " ": "“”„‟«»‹›″…•·●■►→€£©®™°¿¡—―\u00a0\u2007\u2009\u202f\u3000",
    "": "\u00ad\u200b\u200c\u200d\u2060\ufeff",
}


class AsciiSigns(Func):
    """A text with the signs between its words in ASCII, and without those that do not show.

    By regular expressions: ``translate`` looks up each letter in the list of all signs, one by
    one, and took half of what PostgreSQL needs to take in an article.
    """

    function = "regexp_replace"
    output_field = TextField()

    def __init__(self, text: Any) -> None:
        *others, last = (
            (Value(f"[{signs}]"), Value(becoming), Value("g"))
            for becoming, signs in _BECOMING.items()
        )
        for arguments in others:
            text = Func(text, *arguments, function=self.function, output_field=self.output_field)
        super().__init__(text, *last)


def search_document(*fields: str) -> SearchVector | CombinedExpression:
    """Build the weighted vector over ``fields``, the weightiest first."""
    vectors = [
        SearchVector(
            AsciiSigns(Left(field, Value(INDEXED_CHARACTERS[field]))), weight=weight, config=CONFIG
        )
        for field, weight in zip(fields, WEIGHTS, strict=False)
    ]
    return reduce(operator.add, vectors)
