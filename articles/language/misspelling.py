"""Words near a misspelled one: what they share, and how far they are apart.

What two words within a few edits share is a form of both that is left when letters are taken
away (Garbe's symmetric deletes, the method of SymSpell). Only their first letters count, so that
a word has some thirty such forms at most; each is kept as a number. Words that a Dutch reader
would pronounce alike share one more.
"""

from __future__ import annotations

import re
from itertools import combinations
from zlib import crc32

SHORTEST, LONG = 4, 7  # letters: of a shorter word nothing is near; a long one may be two edits off
FURTHEST = 2  # edits
_PREFIX = 7
_SIGN = 1 << 31  # PostgreSQL's integers have one

# Each spelling of a Dutch sound becomes one letter or two, in this order.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z0-9]", ""),
        (r"^y(?=[aeiou])", "j"),
        (r"isch(?=e?n?$)", "is"),
        (r"tsch|tsj|tch", "tS"),
        (r"sj|sh", "S"),
        (r"sch", "sg"),
        (r"ch", "g"),
        (r"ck|qu|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"ts?ie", "sie"),
        (r"ij|ei", "Y"),
        (r"au|ou", "O"),
        (r"oe", "u"),
        (r"ie|y", "i"),
        (r"v", "f"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"d$", "t"),
        (r"b$", "p"),
    )
)


def edits_allowed(word: str) -> int:
    """Tell how many edits away a word may be to be what this one was meant to be."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else FURTHEST


def keys(word: str, edits: int) -> list[int]:
    """Give the numbers of which two folded words have one in common that are so close.

    Words that are within ``edits`` of each other have one, and so have many others: the
    `distance` is to be counted. Where one word has the keys of fewer edits, most are still met.
    """
    return sorted({*map(_number, _shortened(word, edits)), sound_key(word)})


def sound_key(word: str) -> int:
    """Give the number that words have in common which sound alike."""
    return _number(f"~{sound(word)}")


def _shortened(word: str, edits: int) -> set[str]:
    """Give the beginning of a word with up to so many letters left out."""
    start = word[:_PREFIX]
    return {
        "".join(letters)
        for length in range(max(len(start) - edits, 1), len(start) + 1)
        for letters in combinations(start, length)
    }


def _number(form: str) -> int:
    return crc32(form.encode()) - _SIGN


def sound(word: str) -> str:
    """Write a folded word as it sounds: "klein" and "klijn" alike, "Poetin" and "Putin"."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def distance(one: str, other: str, *, most: int) -> int:
    """Count the edits between two words; ``most + 1`` where there are more.

    An edit adds, drops or replaces a letter, or swaps two neighbours (optimal string alignment,
    the restricted Damerau-Levenshtein distance).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    far = most + 1
    nothing = [far] * (len(other) + 1)
    above, row = nothing, [min(n, far) for n in range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        before, above, row = above, row, [min(i, far), *nothing[1:]]
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            cost = above[j - 1] + (letter != other[j - 1])
            cost = min(cost, above[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = min(cost, far)
        if min(row) > most:
            return far
    return row[-1]
