"""Exact words as regular expressions of PostgreSQL, for what its index does not tell apart."""

import re
from functools import lru_cache

from articles.language.folding import fold
from articles.language.pairs import exact_words

_LATIN = range(0xC0, 0x250)
_BETWEEN = "[^[:alnum:]]+"
SURE_PREFIX = 3  # letters that a stemmer leaves alone
# What the stemmer may take off a word that goes on after these letters.
_OPEN_ENDING = re.compile(r"(?:heden|hede|ingen|inge|lijk|hed|ing|lij|en|he|in|li|e|i|l|n|s|t|h)$")
_DOUBLED = re.compile(r"(.)\1[^aeiou]?$")  # which it makes single at the end of a stem
_HIDDEN = "\u00ad"  # a soft hyphen stands inside a word and does not show


def exactly(text: str) -> str:
    """Match these words in this order, whatever their case, accents and punctuation."""
    return rf"\m{_BETWEEN.join(map(_letters, exact_words(text)))}\M"


def beginning(text: str) -> str:
    """Match a word that begins with these letters."""
    return rf"\m{''.join(map(_letters, exact_words(text)))}"


def _letters(word: str) -> str:
    return f"{_HIDDEN}?".join(map(_character, word))


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in _LATIN:
        character = chr(code)
        base = fold(character)
        if len(base) == 1 and character.isalpha():
            found[base] = found.get(base, "") + character
    return found


def _character(character: str) -> str:
    upper = character.upper()
    both = character + (upper if len(upper) == 1 and upper != character else "")
    others = both + _variants().get(character, "")
    return f"[{others}]" if len(others) > 1 else others


def sure_beginning(letters: str) -> str:
    """Give the letters that stay, however a word that begins with them is stemmed."""
    if ending := _OPEN_ENDING.search(letters, SURE_PREFIX):
        letters = letters[: ending.start()]
    if doubled := _DOUBLED.search(letters, SURE_PREFIX - 1):
        letters = letters[: doubled.start() + 1]
    return letters
