"""Who wrote it: initials after the title, and lines such as `Door Jan Peeters`."""

import re
from typing import Final

from articles.parsing.sentences import ends_sentence
from articles.parsing.source_text import Line
from articles.parsing.word_lists import ABBREVIATIONS, FUNCTION_WORDS, NAME_PARTICLES

_INITIALS = re.compile(r"(?<= )(\()?([A-Z]{2,4}(?:[/+&][A-Z]{2,4}){0,2})(?(1)\))\Z")
_ROMAN = re.compile(r"[IVX]+")
_NAMED = re.compile(
    r"(?:tekst door|geschreven door|door|tekst|auteur|auteurs)(?: ?: ?| )(?=\S)", re.IGNORECASE
)
_STAFF = re.compile(
    r"(?:van|door) (?:onze|een|de) (?:\w+ ){0,2}?\w*"
    r"(?:redacteur|redactrice|redactie|correspondent|correspondente|verslaggever|verslaggeefster"
    r"|medewerker|medewerkster|reporter)\b",
    re.IGNORECASE,
)
_JOINERS: Final = frozenset(("en", "&", "/"))
_LONGEST: Final = 100
_MOST_NAMES: Final = 10
_LONGEST_UNCERTAIN: Final = 3


def trailing_initials(line: Line, article: str, *, date_follows: bool) -> Line | None:
    """Find initials of two to four capitals that close the line of the title.

    They are a word of the title, and no initials, when they are a known abbreviation or a Roman
    numeral, when they occur elsewhere in the article, when the word before them needs a noun
    ("uit de EU"), or when the title is all capitals. Four capitals count only in brackets, after
    a sentence or where a date line follows, the layout in which initials are known to occur.
    """
    found = _INITIALS.search(line.text, max(0, len(line.text) - 20))
    if not found:
        return None
    before = line.text[: found.start()].rstrip()
    sentence_ends = ends_sentence(before)
    marked = bool(found[1]) or sentence_ends or date_follows
    place = line.start + found.start(2)
    if _asks_for_a_noun(before) or any(
        (token in ABBREVIATIONS and not sentence_ends)
        or _ROMAN.fullmatch(token)
        or (len(token) > _LONGEST_UNCERTAIN and not marked)
        or _occurs_elsewhere(token, place, article)
        for token in re.split("[/+&]", found[2])
    ):
        return None
    return line.part(*found.span(2))


def byline(line: Line) -> Line | None:
    """Find who a line names: the names after `Door`, or all of `Van onze redacteur …`."""
    if len(line.text) > _LONGEST:
        return None
    end = len(line.text.rstrip(".,;:"))
    text = line.text[:end]
    if _STAFF.match(text):
        return line.part(0, end) if not ends_sentence(text) and _is_short(text) else None
    found = _NAMED.match(text)
    if found and _are_names(text[found.end() :]):
        return line.part(found.end(), end)
    return None


def _asks_for_a_noun(before: str) -> bool:
    """Tell whether a title that breaks off here lacks a word, or is all capitals."""
    last = before.rsplit(" ", 1)[-1]
    return (
        before.isupper() or last[-1] in "-–—&/+" or last.isdigit() or last.lower() in FUNCTION_WORDS
    )


def _are_names(text: str) -> bool:
    words = text.replace(",", " ").split()
    if not words or len(words) > _MOST_NAMES or not words[0][0].isupper():
        return False
    if len(words) == 1:
        return words[0].isupper() or words[0].lower() in ("redactie", "webredactie")
    return all(
        word[:1].isupper() or word.lower() in NAME_PARTICLES or word in _JOINERS for word in words
    )


def _is_short(text: str) -> bool:
    return text.count(" ") < _MOST_NAMES


def _occurs_elsewhere(token: str, place: int, article: str) -> bool:
    """Tell whether it also stands elsewhere, other than as a signature at the very end."""
    if article.count(token) == 1:
        return False
    found = (one.start() for one in re.finditer(rf"(?<!\w){token}(?!\w)", article))
    last = len(article) - len(token) - 2
    return any(start != place and start < last for start in found)
