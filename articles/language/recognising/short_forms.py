"""Abbreviations that a text explains: "Noord-Atlantische Verdragsorganisatie (NAVO)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from articles.language.recognising.consistency import Mention

_BRACKETED = re.compile(r" \( ?([^\W\d_][\w&.-]{1,9}) ?\)")
_PART = re.compile(r"[^\W_]+")


def short_forms_in(texts: Sequence[str], mentions: Iterable[Mention]) -> dict[str, str]:
    """Give the long form of each abbreviation that stands in brackets after it."""
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.kind == "person":
            continue
        match = _BRACKETED.match(texts[mention.field], mention.end)
        if match and abbreviates(match[1], mention.text):
            found[match[1]] = mention.text
    return found


def abbreviates(short: str, long: str) -> bool:
    """Whether the letters of a short form begin words or parts of the long one, in order.

    Source of the method: our own; compounds give more than one letter (NAVO: the O is that of
    "organisatie" in "Verdragsorganisatie"), so after its first letter a word may give others.
    """
    if len(long) <= len(short) or sum(letter.isupper() for letter in short) * 2 < len(short):
        return False
    wanted = [letter for letter in fold(short) if letter.isalnum()]
    words = _PART.findall(fold(long))
    if wanted[0] != words[0][0]:
        return False
    rest = iter(" ".join(words))
    return all(letter in rest for letter in wanted)
