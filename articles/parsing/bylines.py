"""Who wrote it: lines such as `Door Jan Peeters`, or a bare name under the title."""

import re
from typing import Final

from articles.parsing.name_lists import FIRST_NAMES, NOT_IN_NAMES
from articles.parsing.sentences import ends_sentence
from articles.parsing.source_text import Line
from articles.parsing.word_lists import NAME_PARTICLES

_NAMED = re.compile(
    r"(?:tekst door|geschreven door|door|tekst|auteur|auteurs)(?: ?: ?| )(?=\S)", re.IGNORECASE
)
_STAFF = re.compile(
    r"(?:van|door) (?:onze|een|de) (?:\w+ ){0,2}?\w*"
    r"(?:redacteur|redactrice|redactie|correspondent|correspondente|verslaggever|verslaggeefster"
    r"|medewerker|medewerkster|reporter)\b",
    re.IGNORECASE,
)
_JOINER = re.compile(r" (?:en|&) | ?/ |, ")
_PERSON = re.compile(
    r"[A-ZÀ-Þ](?:[\w'’-]+|\.(?:[A-ZÀ-Þ]\.){0,3})(?: [\w'’-]+){1,5}",
)
_JOINERS: Final = frozenset(("en", "&", "/"))
_LONGEST: Final = 100
_MOST_NAMES: Final = 10
LONGEST_NAMES: Final = 60


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


def bare_names(line: Line, article: str, *, date_follows: bool) -> Line | None:
    """Read a short line under the title that holds nothing but one person's name, or several.

    A known first name or an initial must open each; where a date line follows, any first name
    will do. Nobody whose surname the article uses again is its author.
    """
    names = _JOINER.split(line.text)
    if all(_is_person(name, date_follows) for name in names):
        surnames = [name.rsplit(" ", 1)[-1] for name in names]
        if all(article.count(surname) == line.text.count(surname) for surname in surnames):
            return line
    return None


def _is_person(name: str, date_follows: bool) -> bool:
    words = name.split(" ")
    if not _PERSON.fullmatch(name) or not words[-1][0].isupper():
        return False
    if not all(word[0].isupper() or word.lower() in NAME_PARTICLES for word in words):
        return False
    if words[0].casefold() in FIRST_NAMES or words[0].endswith("."):
        return True
    strange = NOT_IN_NAMES | NAME_PARTICLES
    return date_follows and words[0].lower() not in strange and words[-1].lower() not in strange


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
