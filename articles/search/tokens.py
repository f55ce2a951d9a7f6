"""The words, phrases and signs of a query, each read by itself; ``grammar`` puts them together."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Literal, NamedTuple

MAX_CHARACTERS = 1_000
MAX_DISTANCE = 50
MIN_PREFIX = 3
MAX_UNCLOSED_WORDS = 8

Field = Literal["title", "source", "author"]
Kind = Literal["leaf", "open", "close", "or", "and", "not"]

_FIELDS: dict[str, Field] = {
    "titel": "title",
    "title": "title",
    "bron": "source",
    "source": "source",
    "auteur": "author",
    "author": "author",
}
_NAMES: dict[Field, str] = {"title": "titel", "source": "bron", "author": "auteur"}
_SIGNS: dict[str, Kind] = {
    "OR": "or",
    "OF": "or",
    "AND": "and",
    "EN": "and",
    "NOT": "not",
    "NIET": "not",
}
_QUOTES = '"“”„‟«»＂'
_NO_SIGNS = str.maketrans("*()", "   ")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\ud800-\udfff]")
_FIELD = rf"(?:{'|'.join(_FIELDS)}):"
_ONE_FIELD = re.compile(_FIELD, re.IGNORECASE | re.ASCII)
_MARKS = re.compile(rf"(?:-|{_FIELD})*", re.IGNORECASE | re.ASCII)
_PIECE = re.compile(
    rf"""[ ]+
    | (?P<bar>\|)
    | (?P<close>\))
    | (?P<marks>(?:-|{_FIELD})*)
      (?: (?P<open>\()
        | [{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}](?:~(?P<near>[0-9]+))?
        | (?P<unclosed>[{_QUOTES}]) )
    | (?P<text>[^ ()|{_QUOTES}]+)""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


class Mended(StrEnum):
    """What was wrong with a query, and how it was read all the same."""

    QUOTE = auto()  # one without its other half closes at the end, or is left out
    BRACKET = auto()  # one without its other half closes at the end, or is left out
    OPERATOR = auto()  # an OR without a term on both sides is left out
    MINUS = auto()  # one by itself is left out
    SHORT_PREFIX = auto()  # ``ab*``: read as the word ``ab``
    STAR = auto()  # one that does not end a word is left out
    NEAR = auto()  # a distance of none or behind a single word is left out; over 50 is 50
    TOO_DEEP = auto()  # brackets inside more than ten others are left out
    TOO_LONG = auto()  # the rest is left out


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms, or with ``starts`` every word that begins so."""

    text: str
    field: Field | None = None
    starts: bool = False

    def __str__(self) -> str:
        return f"{_prefix(self.field)}{self.text}{'*' if self.starts else ''}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words exactly as they stand, or with ``near`` in any form and order, that close together."""

    text: str
    field: Field | None = None
    near: int | None = None

    def __str__(self) -> str:
        return f'{_prefix(self.field)}"{self.text}"{f"~{self.near}" if self.near else ""}'


Leaf = Word | Phrase


class Token(NamedTuple):
    """A leaf, a bracket or an operator; ``leaf`` also says which word an operator may be."""

    kind: Kind
    leaf: Leaf | None = None
    negated: bool = False
    field: Field | None = None


_SINGLE: dict[str | None, Token] = {"bar": Token("or"), "close": Token("close")}


def clean_text(text: str) -> str:
    """Make one line of a text, without what nobody types: control and private characters."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def tokens(text: str, mended: set[Mended]) -> Iterator[Token]:
    """Split a text as ``clean_text`` leaves it; what is mended on the way is added to ``mended``.

    A word or phrase ends after 1,000 characters.
    """
    place = 0
    while match := _PIECE.match(text, place):
        kind, spaced, place = match.lastgroup, _is_spaced(text, place), match.end()
        token: Token | None = None
        if kind in _SINGLE:
            token = _SINGLE[kind]
        elif kind == "text":
            token = _word(match["text"], spaced, mended)
        elif kind == "open":
            token = Token("open", None, *_marks(match["marks"], spaced))
        elif kind in {"phrase", "near"}:
            marks = _marks(match["marks"], spaced)
            token = _phrase(match["phrase"], match["near"], *marks, mended)
        elif kind == "unclosed":
            mended.add(Mended.QUOTE)
            rest = _rest(text[place:])
            place += len(rest)
            token = _phrase(rest, None, *_marks(match["marks"], spaced), mended)
        if token:
            yield token


def _is_spaced(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in " (|"


def _marks(text: str, spaced: bool) -> tuple[bool, Field | None]:
    """Read what is glued before a term: whether that is excluded, and its field.

    A minus behind a letter, a quote or a bracket belongs to the text, and so do dashes in a row.
    """
    if not text:
        return False, None
    name = text.replace("-", "").rstrip(":").rpartition(":")[2]
    return spaced and "-" in text and "--" not in text, _FIELDS.get(name.lower())


def _rest(text: str) -> str:
    """Return the phrase that a single quote opens: all that follows, or nothing if that is long."""
    if len(text.split()) > MAX_UNCLOSED_WORDS:
        return ""
    return text if "(" in text else text.rstrip(" )")


def _phrase(
    text: str, near: str | None, negated: bool, field: Field | None, mended: set[Mended]
) -> Token | None:
    said = _cut(_from_start(" ".join(_to_end(text.translate(_NO_SIGNS)).split())), mended)
    if not said:
        return None
    distance = int((near or "0").lstrip("0")[:3] or 0) if " " in said else 0
    if near and not 0 < distance <= MAX_DISTANCE:
        mended.add(Mended.NEAR)
    return Token("leaf", Phrase(said, field, min(distance, MAX_DISTANCE) or None), negated)


def _word(text: str, spaced: bool, mended: set[Mended]) -> Token | None:
    if text in _SIGNS:
        kind = _SIGNS[text]
        return Token(kind, None if kind == "or" else Word(text.lower()))
    if text == "-":
        mended.add(Mended.MINUS)
    body = _to_end(text)
    if not body:
        return None
    starts = text[len(body) :].startswith("*")
    if "*" in body:
        mended.add(Mended.STAR)
        body = body.replace("*", "")
    marks = _MARKS.match(body)
    before = marks[0] if marks else ""
    negated, field = _marks(before, spaced)
    said = _from_start(body[len(before) :])
    while name := _ONE_FIELD.match(said):
        field = _FIELDS[name[0][:-1].lower()]
        said = _from_start(said[name.end() :])
    said = _cut(said, mended)
    if starts and sum(map(str.isalnum, said)) < MIN_PREFIX:
        mended.add(Mended.SHORT_PREFIX)
        starts = False
    said = said.lower() if said in _SIGNS else said
    return Token("leaf", Word(said, field, starts), negated)


def _from_start(text: str) -> str:
    """Leave out what stands before the first letter or digit, but not of ``.NET`` and ``'s``."""
    first = next((place for place, sign in enumerate(text) if sign.isalnum()), len(text))
    before, after = text[max(first - 2, 0) : first], text[first + 1 : first + 2]
    apostrophe = before[-1:] in {"'", "’", "‘"} and text[first : first + 1].isalpha()
    if (apostrophe and not after.isalnum()) or (before[-1:] == "." and before != ".."):
        first -= 1
    return text[first:]


def _to_end(text: str) -> str:
    """Leave out what stands behind the last letter or digit, but not its accents and ``+``."""
    last = next((place for place in range(len(text), 0, -1) if text[place - 1].isalnum()), 0)
    while last and unicodedata.category(text[last : last + 1] or " ").startswith("M"):
        last += 1
    pluses = len(text[last:]) - len(text[last:].lstrip("+"))
    return text[: last + pluses] if last else ""


def _cut(text: str, mended: set[Mended]) -> str:
    if len(text) <= MAX_CHARACTERS:
        return text
    mended.add(Mended.TOO_LONG)
    return _to_end(text[:MAX_CHARACTERS])


def _prefix(field: Field | None) -> str:
    return f"{_NAMES[field]}:" if field else ""
