"""Long names that a text explains by their abbreviation: "Vereniging van Molenaars (VVM)".

Source of the method: A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text" (2003): what stands before the bracket is the long
form where it has the letters of the abbreviation in order, from the shortest that does. Ours must
begin with a capital, as names do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.language.recognising.consistency import Mention
from articles.language.recognising.precedence import may_stand
from articles.language.recognising.short_forms import abbreviates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.language.recognising.reading import Known

_WORD = re.compile(r"[^\W_][\w'’&.-]*")
_CLAUSE = re.compile(r"[.!?;:,()\"“”\n]")
_OPENING = " ("
_SCORE = 0.9  # how sure it is that what was explained so is a name
_MOST_WORDS = 5  # beside as many as the abbreviation has letters


def with_long_forms(
    texts: Sequence[str], mentions: Sequence[Mention], known: Sequence[Sequence[Known]]
) -> list[Mention]:
    """Add to mentions the long forms that the text explains, in place of parts of them.

    `known` are the curated names by field; those explain long forms too, and keep their places.
    """
    curated = (
        Mention(field, start, end, texts[field][start:end], kind, _SCORE)
        for field, places in enumerate(known)
        for start, end, kind in places
    )
    long_forms = [
        one
        for one in defined(texts, [*mentions, *curated])
        if may_stand(one, texts[one.field], known[one.field])
        and not any(_is_inside(one, other) for other in mentions)
    ]
    return [
        *(one for one in mentions if not any(_is_inside(one, long) for long in long_forms)),
        *long_forms,
    ]


def _is_inside(one: Mention, other: Mention) -> bool:
    return one.field == other.field and other.start <= one.start and one.end <= other.end


def defined(texts: Sequence[str], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Give the long forms before abbreviations in brackets, of the kind of these.

    `mentions` are what was found; those of organisations and places count as abbreviations.
    """
    for short in mentions:
        if short.kind == "person" or not texts[short.field].startswith(")", short.end):
            continue
        end = short.start - len(_OPENING)
        text = texts[short.field]
        if end > 0 and text.startswith(_OPENING, end):
            start = _start_of_long_form(text, end, short.text)
            if start is not None:
                long = text[start:end]
                yield short._replace(start=start, end=end, text=long, score=_SCORE)


def _start_of_long_form(text: str, end: int, short: str) -> int | None:
    """Find where the shortest long form begins that ends here."""
    clause = max((match.end() for match in _CLAUSE.finditer(text, 0, end)), default=0)
    words = list(_WORD.finditer(text, clause, end))[-(len(short) + _MOST_WORDS) :]
    for word in reversed(words[:-1]):
        if word[0][0].isupper() and abbreviates(short, text[word.start() : end]):
            return word.start()
    return None
