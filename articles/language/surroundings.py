"""What stands around a name in a text, and whether that makes it somebody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.language.vocabulary import (
    CLUBS,
    DETERMINERS,
    FIRM_HEADS,
    FIRST_NAMES,
    LOCATIVES,
    is_role,
    may_be_name,
)

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

_BEFORE = re.compile(
    r"([^\W\d_][\w'&.-]*) (?:(?:al|el|ul|bin|ibn|ben|abu|von|zu|di|della|dos|da)[ -])?$"
)
_HYPHENATED_BEFORE = re.compile(r"([^\W\d_][\w']*)-$")
_AFTER = re.compile(
    r" (?P<particles>(?:(?:van|von|vom|zu|de|den|der|di|da|della|le|la|du|ter|ten|al|el)[ -])"
    r"{0,3})(?P<word>[^\W\d_][\w'-]*)"
)
_JUNIOR = re.compile(r",? (?:jr|sr|junior|senior)\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_][a-z]?\.-?)+")
_ROMAN = re.compile(r"[IVX]+$")
_SENTENCE_END = frozenset(".!?:;\"'(\n>#•|")
_SENTENCE_BREAK = re.compile(r"[.!?][\"')]*\s|\n")
_REACH = 48  # characters looked at to the left of a name; names and titles are shorter


def starts_sentence(text: str, start: int) -> bool:
    """Whether what begins at `start` may owe its capital to its place alone."""
    before = text[max(0, start - _REACH) : start].rstrip(" -")
    return not before or before[-1] in _SENTENCE_END


def same_sentence(text: str, start: int, end: int) -> bool:
    return _SENTENCE_BREAK.search(text, start, end) is None


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around a name is set in capitals and holds more than the name."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    after = text[end : end + _REACH].partition("\n")[0]
    return bool(before.strip() or after.strip()) and not re.search("[a-z]", before + after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A folded text with the known names that were found in it.

    `starts` tells for each place where a known name begins whether it is a bare surname,
    `ends` where known names end; `first_names` are those of the known people, in lower case.
    """

    text: str
    starts: Mapping[int, bool]
    ends: Container[int]
    first_names: Container[str]

    def foreign_first_name(self, start: int, end: int, own: frozenset[str]) -> bool:
        """Whether a first name that is not in `own` stands before a surname.

        Source of the method: our own rules. A capitalised word is a first name when a known
        person or the short list above bears it, or when no dictionary knows it.
        """
        window = self.text[max(0, start - _REACH) : start]
        match = _BEFORE.search(window)
        if match is None:
            return self._hyphenated_before(window, start)
        token = match[1]
        if token.endswith("."):
            return bool(_INITIALS.fullmatch(token)) and not self._own_initials(
                token, window[: match.start()], own
            )
        if not token[0].isupper() or token.lower() in own:
            return False
        gap = len(window) - match.end(1)
        return self._is_first_name(token, start - gap, shouted=self.text[start:end].isupper())

    def own_first_name(self, start: int, own: frozenset[str]) -> bool:
        """Whether the word before a surname is a first name of that very person."""
        match = _BEFORE.search(self.text[max(0, start - _REACH) : start])
        return match is not None and match[1][0].isupper() and match[1].lower() in own

    def continues(self, start: int, end: int) -> bool:
        """Whether a surname goes on as another name: the Michel of Michel Barnier."""
        match = _AFTER.match(self.text, end)
        if match is None:
            return False
        word = match["word"]
        given = self._bears(self.text[start:end].lower())
        if not word[0].isupper() or (match["particles"] and not given):
            return False
        shouted = self.text[start:end].isupper()
        if _ROMAN.fullmatch(word) or (word.isupper() and len(word) > 1 and not shouted):
            return False
        if given:
            return self.starts.get(match.start("word"), True)
        return match.start("word") not in self.starts and may_be_name(word)

    def is_junior(self, end: int) -> bool:
        return _JUNIOR.match(self.text, end) is not None

    def borrowed_by_firm(self, end: int) -> bool:
        match = _AFTER.match(self.text, end)
        return (
            match is not None
            and match["word"].lower() in FIRM_HEADS
            and (match["word"][0].isupper())
        )

    def borrowed_by_club(self, start: int) -> bool:
        token = self._word_before(start)
        return token[:1].isupper() and token.lower() in CLUBS

    def part_of_person(self, start: int, end: int) -> bool:
        """Whether a town stands where a first name or surname would: Paris Hilton."""
        before = self._word_before(start)
        if before[:1].isupper() and self._bears(before.lower()):
            return True
        return before.lower() not in LOCATIVES and self._unknown_name_after(end)

    def first_name_of_another(self, start: int, end: int) -> bool:
        """Whether a demonym is a first name here: Noor Jansen, but not "de Noor"."""
        if self.text[start:end].lower() not in FIRST_NAMES:
            return False
        return self._word_before(start).lower() not in DETERMINERS and (
            self._unknown_name_after(end)
        )

    def _word_before(self, start: int) -> str:
        match = _BEFORE.search(self.text[max(0, start - _REACH) : start])
        return "" if match is None else match[1]

    def _unknown_name_after(self, end: int) -> bool:
        match = _AFTER.match(self.text, end)
        if match is None or match["particles"] or match.start("word") in self.starts:
            return False
        word = match["word"]
        return not word.isupper() and may_be_name(word)

    def _hyphenated_before(self, window: str, start: int) -> bool:
        match = _HYPHENATED_BEFORE.search(window)
        if match is None or start - 1 in self.ends:
            return False
        return match[1].istitle() and may_be_name(match[1])

    def _own_initials(self, initials: str, before: str, own: frozenset[str]) -> bool:
        earlier = _BEFORE.search(before)
        if earlier is not None and earlier[1].lower() in own:
            return True
        letter = initials[0].lower()
        return any(name.startswith(letter) for name in own)

    def _is_first_name(self, token: str, end: int, *, shouted: bool) -> bool:
        last_part = token.rsplit("-", 1)[-1]
        if not last_part[:1].isupper() or "'" in token or "." in token:
            return False
        if token.isupper() and len(token) > 1 and not shouted:
            return False
        lowered = token.lower()
        if self._bears(lowered):
            return True
        if end in self.ends or is_role(last_part.lower()):
            return False
        return may_be_name(token)

    def _bears(self, lowered: str) -> bool:
        return lowered in self.first_names or lowered in FIRST_NAMES
