"""What stands around a name in a text, and whether that makes it somebody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

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
    from collections.abc import Container, Sequence

    from articles.language.lookup import Hit

_NOBILIARY = frozenset({"al", "el", "ul", "bin", "ibn", "ben", "abu", "von", "zu", "di", "della"})
_HYPHENATED_BEFORE = re.compile(r"([^\W\d_][\w']*)-$")
_AFTER = re.compile(
    r" (?P<particles>(?:(?:van|von|vom|zu|de|den|der|di|da|della|le|la|du|ter|ten|al|el)[ -])"
    r"{0,3})(?P<word>[^\W\d_][\w'-]*)"
)
_PARTICLE_STARTS = frozenset("adeltvz")
_JUNIOR = re.compile(r",? (?:jr|sr|junior|senior)\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_][a-z]?\.-?)+")
_MADE_OF_NAME = re.compile(r"-[^\W_]|'(?:er|ers|ster|sters)\b")
_COMPOUND_BEFORE = re.compile(r"[^\W_](?<!\b[aeu]l)-$")
_EVENT = re.compile(
    r"\b(?:Ronde|Tour|Rally|Omloop|Dwars|Beker|Grote Prijs|GP|Slag|Vrede|Verdrag|Akkoord|Akkoorden|"
    r"Conferentie|Marathon|Open|Zesdaagse|Driedaagse|Vierdaagse|Kampioenschap|Festival) "
    r"(?:van|om|door|bij) (?:de |het )?$"
)
_ROMAN = re.compile(r"[IVX]+$")
_SENTENCE_END = frozenset(".!?:;\"'(\n>#•|")
_SENTENCE_BREAK = re.compile(r"[.!?][\"')]*\s|\n")
_APART = frozenset(",;:!?\"')]}>")
_SHORTEST = 2
_REACH = 48  # characters looked at to the left of a name; names and titles are shorter


FirstName = Literal["own", "another's", "none"]


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


def in_compound(text: str, start: int, end: int) -> bool:
    """Whether a name is part of a longer word: VN-pact, plan-Onkelinx, CD&V'er, not al-Assad."""
    if _MADE_OF_NAME.match(text, end):
        return True
    return _COMPOUND_BEFORE.search(text[max(0, start - _REACH) : start]) is not None


class Surroundings:
    """A folded text with the known names that were found in it.

    `first_names` are those of the known people, in lower case.
    """

    __slots__ = ("_ends", "_first_names", "_hits", "text")

    def __init__(self, text: str, hits: Sequence[Hit], first_names: Container[str]) -> None:
        self.text = text
        self._hits = {hit.start: hit for hit in hits}
        self._ends = {hit.end for hit in hits}
        self._first_names = first_names

    def first_name(self, start: int, end: int, own: frozenset[str]) -> FirstName:
        """Tell whose first name stands before a surname, with `own` those of its actor.

        Source of the method: our own rules. A capitalised word is a first name when a known
        person or a short list bears it, or when no dictionary knows it.
        """
        if self.text[start - 1 : start] == "-" and not self._after_article(start):
            return "another's" if self._double_name(start) else "none"
        token, begin = self._bearer_before(start)
        if not token[:1].isupper():
            return "none"
        if token.lower() in own:
            return "own"
        if token.endswith("."):
            return self._initials(token, begin, own)
        shouted = self.text[start:end].isupper()
        is_name = self._is_first_name(token, begin + len(token), shouted=shouted)
        return "another's" if is_name else "none"

    def continues(self, start: int, end: int) -> bool:
        """Whether a surname goes on as another name: the Michel of Michel Barnier."""
        match = self._name_after(end)
        if match is None:
            return False
        word = match["word"]
        given = self._bears(self.text[start:end].lower())
        if match["particles"] and not given:
            return False
        shouted = self.text[start:end].isupper()
        if _ROMAN.fullmatch(word) or (word.isupper() and len(word) > 1 and not shouted):
            return False
        if given:
            return self._is_bare_surname(match.start("word"))
        return match.start("word") not in self._hits and may_be_name(word)

    def is_first_name_of_known(self, lowered: str) -> bool:
        return lowered in self._first_names

    def goes_on_after_hyphen(self, end: int) -> bool:
        """Whether another name is tied to a person's: Neelie Smit of Neelie Smit-Kroes."""
        following = self.text[end : end + 3]
        if following[:1] != "-" or not following[1:2].isupper() or following[2:].isupper():
            return False
        return end + 1 not in self._hits

    def part_of_event(self, start: int) -> bool:
        """Whether a town or country is part of the name of what happens there."""
        return _EVENT.search(self.text[max(0, start - _REACH) : start]) is not None

    def is_junior(self, end: int) -> bool:
        return _JUNIOR.match(self.text, end) is not None

    def borrowed_by_firm(self, end: int) -> bool:
        match = self._name_after(end)
        return match is not None and match["word"].lower() in FIRM_HEADS

    def borrowed_by_club(self, start: int) -> bool:
        token, _ = self._word_before(start)
        return token[:1].isupper() and token.lower() in CLUBS

    def part_of_person(self, start: int, end: int) -> bool:
        """Whether a town stands where a first name or surname would: Paris Hilton."""
        before, _ = self._word_before(start)
        if before[:1].isupper() and self._bears(before.lower()):
            return True
        return self._unknown_name_after(end) and before.lower() not in LOCATIVES

    def first_name_of_another(self, start: int, end: int) -> bool:
        """Whether a demonym is a first name here: Noor Jansen, but not "de Noor"."""
        if self.text[start:end].lower() not in FIRST_NAMES or not self._unknown_name_after(end):
            return False
        before, _ = self._word_before(start)
        return before.lower() not in DETERMINERS

    def _is_bare_surname(self, start: int) -> bool:
        """Whether no known name begins there, or only surnames do."""
        hit = self._hits.get(start)
        return hit is None or all(form.lone for form in hit.forms)

    def _word_before(self, start: int) -> tuple[str, int]:
        """Give the word that one space parts from `start`, and where it begins."""
        text = self.text
        if start < _SHORTEST or text[start - 1] != " " or text[start - 2] in _APART:
            return "", start
        reach = max(0, start - _REACH)
        begin = max(text.rfind(" ", reach, start - 1), text.rfind("\n", reach, start - 1)) + 1
        token = text[begin : start - 1].lstrip("\"'([")
        return token, start - 1 - len(token)

    def _bearer_before(self, start: int) -> tuple[str, int]:
        """Give the word before a surname, past a particle that belongs to the surname."""
        if self.text[start - 1 : start] == "-":
            start -= 3
        token, begin = self._word_before(start)
        return self._word_before(begin) if token in _NOBILIARY else (token, begin)

    def _after_article(self, start: int) -> bool:
        """Whether the Arabic article stands before: al-Assad."""
        return self.text[max(0, start - 3) : start] in {"al-", "el-", "ul-"}

    def _double_name(self, start: int) -> bool:
        match = _HYPHENATED_BEFORE.search(self.text[max(0, start - _REACH) : start])
        if match is None or start - 1 in self._ends:
            return False
        return match[1].istitle() and may_be_name(match[1])

    def _initials(self, initials: str, begin: int, own: frozenset[str]) -> FirstName:
        if not _INITIALS.fullmatch(initials):
            return "none"
        earlier, _ = self._word_before(begin)
        if earlier.lower() in own:
            return "own"
        letter = initials[0].lower()
        return "own" if any(name.startswith(letter) for name in own) else "another's"

    def _name_after(self, end: int) -> re.Match[str] | None:
        """Match the capitalised word after a name, with the particles between them."""
        first = self.text[end + 1 : end + 2]
        if self.text[end : end + 1] != " " or not (first.isupper() or first in _PARTICLE_STARTS):
            return None
        match = _AFTER.match(self.text, end)
        return match if match and match["word"][0].isupper() else None

    def _unknown_name_after(self, end: int) -> bool:
        match = self._name_after(end)
        if match is None or match["particles"] or match.start("word") in self._hits:
            return False
        return not match["word"].isupper() and may_be_name(match["word"])

    def _is_first_name(self, token: str, end: int, *, shouted: bool) -> bool:
        last_part = token.rsplit("-", 1)[-1]
        if not last_part[:1].isupper() or "'" in token or "." in token:
            return False
        if token.isupper() and len(token) > 1 and not shouted:
            return False
        if self._bears(token.lower()):
            return True
        if end in self._ends or is_role(last_part.lower()):
            return False
        return may_be_name(token)

    def _bears(self, lowered: str) -> bool:
        return lowered in self._first_names or lowered in FIRST_NAMES
