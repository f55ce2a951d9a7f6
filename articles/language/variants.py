"""Other spellings of the same: produkt and product, 1.000 and 1000, J.K. and JK."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from articles.language.compounds import parts, pieces
from articles.language.dictionary import knows
from articles.language.folding import fold
from articles.language.frequencies import UNLISTED, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DOUBTFUL = 4  # letters of a word that may be spelled otherwise
COMMONER = 60  # hundredths of the Zipf scale by which the other spelling must be the usual one
_DOUBTFUL = re.compile(r"[ck](?=[aouklrtc]|s|$)")
_SHORTEST, _SHORTEST_OLD = 5, 6
_SEAM = re.compile(r"(?<=[^aeiou])e(?=[^aeioun])")
_FIRST_PART, _LAST_PART = 3, 3
# Spellings of before 1947, and of those who spell as they speak.
_OLDER = (
    (re.compile(r"sch(?=$|en?$|heid)"), "s"),
    (re.compile(r"(?<=[^aeo]o)o(?=[^aeiou]en?$)"), ""),
    (re.compile(r"(?<=[^aeo]e)e(?=[^aeiou]en?$)"), ""),
    (re.compile("ph"), "f"),
    (re.compile(r"t(?=[aeo])"), "th"),
    (re.compile("ies$"), "isch"),
    (re.compile("iese$"), "ische"),
)
_LOANS = dict(
    pair.split(":")
    for pair in """
        buro:bureau buros:bureaus hobbies:hobbys kado:cadeau kados:cadeaus kadootje:cadeautje
        nivo:niveau nivos:niveaus sjef:chef sjiek:chic sjoernaal:journaal
        trotwaar:trottoir
        """.split()  # noqa: SIM905 - read by people
)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?!\d|[.,]\d)")
_INITIALS = re.compile(r"\b[^\W\d_]\.[ \u00a0]?(?:[^\W\d_]\.[ \u00a0]?){1,4}(?![^\W_]\.)")
_SHARED_HEAD = re.compile(r"([^\W\d_]{2,})[-‐‑] (?:en|of|noch) ([^\W\d_]{6,})")
_OPEN_HYPHEN = re.compile("[-‐‑] [eon]")
_SHORTEST_HEAD = 3
_WITH_POINTS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?")


@lru_cache(maxsize=1 << 10)
def modern(word: str) -> str:
    """Give the usual spelling of a folded word that has another; empty where it is the usual one.

    Until 1995 newspapers wrote c or k (produkt, aktie, electriciteit), and compounds with -e-
    that now have -en- (pannekoek).
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return _LOANS.get(word, "")
    known = kinds()
    best, zipf = _LOANS.get(word, ""), known[word].zipf + COMMONER
    for other in (*_with_c_or_k(word), *_otherwise(word)):
        if known[other].zipf > zipf:
            best, zipf = other, known[other].zipf
    return best or next(_with_n(word), "")


def _with_c_or_k(word: str) -> Iterator[str]:
    places = [match.start() for match in _DOUBTFUL.finditer(word)]
    if not 0 < len(places) <= MOST_DOUBTFUL:
        return
    for letters in product("ck", repeat=len(places)):
        spelled = list(word)
        for place, letter in zip(places, letters, strict=True):
            spelled[place] = letter
        if (other := "".join(spelled)) != word:
            yield other


def _otherwise(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST_OLD or knows(word):
        return
    for pattern, letters in _OLDER:
        for match in pattern.finditer(word):
            yield f"{word[: match.start()]}{letters}{word[match.end() :]}"


def _with_n(word: str) -> Iterator[str]:
    """Put an n where the parts of a compound meet: pannenkoek, bessensap."""
    for match in _SEAM.finditer(word, _FIRST_PART, len(word) - _LAST_PART + 1):
        other = f"{word[: match.end()]}n{word[match.end() :]}"
        if (knows(other) or _is_new(word)) and _meet_at(match.end() + 1, other):
            yield other


def _is_new(word: str) -> bool:
    """Whether no dictionary and no list has the word, and no parts in today's spelling."""
    if kinds()[word] is not UNLISTED or knows(word):
        return False
    divided = parts(word)
    return not divided or any(next(_with_n(part), "") for part in divided)


def _meet_at(place: int, word: str) -> bool:
    return any(piece.start == place for piece in pieces(word))


@lru_cache(maxsize=1 << 10)
def unlinked(word: str) -> str:
    """Give a compound without its linking letters, so that all ways to link it are one.

    "pankoek" of pannekoek and pannenkoek, "tijdverschil" of tijdsverschil; empty of no compound.
    """
    divided = parts(word)
    if len(divided) != 2 or "-" in word:  # noqa: PLR2004 - of more, nobody tells which were linked
        return ""
    joined = "".join(divided)
    return joined if joined != fold(word) else ""


def ungrouped(text: str) -> Iterator[str]:
    """Give the numbers of a text that it writes in groups of three digits, as one: 1000."""
    for match in _GROUPED.finditer(text):
        yield re.sub(r"\D", "", match[0])


def initials(text: str) -> Iterator[str]:
    """Give the initials and abbreviations that a text writes with points, without them: jk."""
    for match in _INITIALS.finditer(text):
        yield fold(re.sub(r"[^\w]", "", match[0]))


def shared_heads(text: str) -> Iterator[str]:
    """Give the compounds whose last part stands in the next: landbouw of land- en tuinbouw."""
    if not _OPEN_HYPHEN.search(text):
        return
    for match in _SHARED_HEAD.finditer(text):
        first, second = fold(match[1]), fold(match[2])
        if divided := parts(second):
            yield first + second[second.rfind(divided[-1][:_SHORTEST_HEAD]) :]
            continue
        for start in range(2, len(second) - _SHORTEST_HEAD + 1):
            if kinds()[first + second[start:]].known:
                yield first + second[start:]
                break


def without_points(word: str) -> str:
    """Give an abbreviation with points without them, or a number without its grouping; else ""."""
    if _WITH_POINTS.fullmatch(word):
        return word.replace(".", "")
    if _GROUPED.fullmatch(word):
        return re.sub(r"\D", "", word)
    return ""
