"""Initials by which journalists sign: `LH`, `MdW`, `(jvh)`, `LH/JDP`."""

import re
from typing import Final

from articles.parsing.sentences import ends_sentence
from articles.parsing.source_text import Line
from articles.parsing.word_lists import (
    ABBREVIATIONS,
    FUNCTION_WORDS,
    MIXED_ABBREVIATIONS,
    SHORT_WORDS_IN_BRACKETS,
)

_CAPITALS = r"[A-Z]{2,4}"
_MIXED = r"[A-Z]{1,2}(?:vande|vand|vdb|vdm|vdh|van|vd|vh|de|te|v|d|t|l)[A-Z]{1,2}"
_SMALL = r"[a-z]{2,4}"
_ONE = rf"(?:{_MIXED}|{_CAPITALS})"
_IN_BRACKETS = rf"(?:{_MIXED}|{_CAPITALS}|[A-Z]?{_SMALL})"
_MORE_IN_BRACKETS = rf"(?:[/+&]{_IN_BRACKETS}){{0,2}}"
_MORE = rf"(?:[/+&]{_ONE}){{0,2}}"
_AT_THE_END = re.compile(rf"(?<= )(?:\(({_IN_BRACKETS}{_MORE_IN_BRACKETS})\)|({_ONE}{_MORE}))\Z")
_TOKEN = re.compile(_IN_BRACKETS)
_MIXED_TOKEN = re.compile(_MIXED)
_BETWEEN = re.compile("[/+&]")
_ROMAN = re.compile(r"[IVX]+")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_LONGEST: Final = 20
_LONGEST_UNCERTAIN: Final = 3


def trailing_initials(line: Line, article: str, *, date_follows: bool) -> Line | None:
    """Find initials that close the line of the title.

    They are a word of the title, and no initials, when they are a known abbreviation or a Roman
    numeral, when they occur elsewhere in the article, when the word before them needs a noun
    ("uit de EU"), or when the title is all capitals. Four capitals count only in brackets, after
    a sentence or where a date line follows, the layout in which initials are known to occur.
    Small letters count only in brackets: those without a vowel, or with a date line below.
    """
    found = _AT_THE_END.search(line.text, max(0, len(line.text) - _LONGEST))
    if not found:
        return None
    group = 1 if found[1] else 2
    before = line.text[: found.start()].rstrip()
    sentence_ends = ends_sentence(before)
    marked = group == 1 or sentence_ends or date_follows
    place = line.start + found.start(group)
    if _asks_for_a_noun(before) or any(
        (token in ABBREVIATIONS and not sentence_ends)
        or not _can_sign(token, marked=marked, date_follows=date_follows)
        or _occurs_elsewhere(token, place, article)
        for token in _BETWEEN.split(found[group])
    ):
        return None
    return line.part(*found.span(group))


def are_initials(token: str) -> bool:
    """Tell whether a word in brackets at the end of an article can be somebody's initials."""
    return bool(_TOKEN.fullmatch(token)) and _can_sign(token, marked=True, date_follows=False)


def _can_sign(token: str, *, marked: bool, date_follows: bool) -> bool:
    if token in MIXED_ABBREVIATIONS or _ROMAN.fullmatch(token):
        return False
    if token.isupper():
        return marked or len(token) <= _LONGEST_UNCERTAIN
    if _MIXED_TOKEN.fullmatch(token):
        return True
    word = token.lower()
    if word in FUNCTION_WORDS or word in SHORT_WORDS_IN_BRACKETS:
        return False
    return date_follows or not _VOWEL.search(word)


def _asks_for_a_noun(before: str) -> bool:
    """Tell whether a title that breaks off here lacks a word, or is all capitals."""
    last = before.rsplit(" ", 1)[-1]
    return (
        before.isupper() or last[-1] in "-–—&/+" or last.isdigit() or last.lower() in FUNCTION_WORDS
    )


def _occurs_elsewhere(token: str, place: int, article: str) -> bool:
    """Tell whether it also stands elsewhere, other than as a signature at the very end."""
    if article.count(token) == 1:
        return False
    found = (one.start() for one in re.finditer(rf"(?<!\w){token}(?!\w)", article))
    last = len(article) - len(token) - 2
    return any(start != place and start < last for start in found)
