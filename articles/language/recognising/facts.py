"""What a token is in itself, and what it says about the tokens around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles.language.folding import fold
from articles.language.recognising import lists

if TYPE_CHECKING:
    from collections.abc import Callable

_RUN = re.compile(r"(.)\1+")
_SIGN = re.compile(r"\W+|_")
_INITIALS = re.compile(r"(?:[^\W\d_][a-z]{0,2}\.-?)+")
_APOSTROPHE_S = re.compile(r"['’][st]-[^\W\d_]")  # 's-Hertogenbosch
TELLING = frozenset(("first name", "firm", "like place", "listed=town", "listed=organisation"))
Words = tuple[str, ...]
Around = tuple[Words, Words, Words, Words, Words, Words]
_LONG = 4  # letters of which an affix may say something


class Facts(NamedTuple):
    """What a token is in itself, and what it says about the tokens around it."""

    capital: bool
    upper: bool  # all its letters are capitals, and it has more than one
    folded: str
    own: tuple[str, ...]
    before: tuple[str, ...]  # for the next token
    after: tuple[str, ...]  # for the one before
    farther_before: tuple[str, ...]
    farther_after: tuple[str, ...]
    before_run: tuple[str, ...]  # for a run of capitals after it
    after_run: tuple[str, ...]
    telling: tuple[str, ...]  # what it says for the run that it is in
    classes: tuple[str, ...]
    about: str  # what kind of token it is

    def kept(self, keep: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Facts:
        """Give the same with only those features that ``keep`` leaves."""
        return self._replace(
            own=keep(self.own),
            before=keep(self.before),
            after=keep(self.after),
            farther_before=keep(self.farther_before),
            farther_after=keep(self.farther_after),
            before_run=keep(self.before_run),
            after_run=keep(self.after_run),
        )


def facts_of(token: str) -> Facts:
    """Tell what a token is, whatever stands around it."""
    folded = fold(token).encode(errors="replace").decode()  # the model reads no lone surrogates
    if folded == token:
        folded = token  # one of them is enough to remember
    if _SIGN.fullmatch(token):
        sign = f"sign={folded}"
        return Facts(False, False, folded, (sign,), *_around(sign), (), (), "sign")
    if folded[0].isdigit():
        number = f"number={_shape(token)}"
        return Facts(False, False, folded, (number,), *_around("number"), (), (), "number")
    classes = lists.classes_of(folded)
    capital = token[0].isupper() or _APOSTROPHE_S.match(token) is not None
    own = _own_of_name(token, folded) if capital else _own_of_word(folded)
    telling = tuple(one for one in own if one in TELLING)
    own += [f"class={name}" for name in classes]
    about = _token_class(token, folded, capital=capital)
    word = f"word={folded}"
    nears = [word, about, *(f"class={name}" for name in classes)]
    if not capital:
        nears.append(f"ends={folded[-3:]}")
    return Facts(
        capital,
        token.isupper() and len(token) > 1,
        folded,
        (*own, word, about),
        *_near(nears, [about]),
        telling,
        tuple(classes),
        about,
    )


def _around(one: str) -> Around:
    return _near([one], [one])


def _near(nears: list[str], farther_after: list[str]) -> Around:
    return (
        tuple(f"before:{one}" for one in nears),
        tuple(f"after:{one}" for one in nears),
        tuple(f"before2:{one}" for one in nears),
        tuple(f"after2:{one}" for one in farther_after),
        tuple(f"run before:{one}" for one in nears),
        tuple(f"run after:{one}" for one in nears),
    )


def _own_of_word(folded: str) -> list[str]:
    return [f"ends={folded[-3:]}"] if len(folded) >= _LONG else []


def _own_of_name(token: str, folded: str) -> list[str]:
    shape = _shape(token)
    short = _RUN.sub(r"\1", shape)
    own = [f"shape={shape}", f"short={short}"]
    if len(folded) >= _LONG:
        own += [f"begins={folded[:3]}", f"ends={folded[-3:]}", f"ends={folded[-4:]}"]
        own += [f"ends={folded[-2:]}"]
    own.append(_ordinary(token))
    parts = folded.split("-")
    if folded in lists.first_names() or (len(parts) > 1 and parts[0] in lists.first_names()):
        own.append("first name")
    own += [f"listed={kind}" for kind, names in lists.names() if folded in names]
    if lists.is_firm_word(folded):
        own.append("firm")
    if lists.is_like_place(folded):
        own.append("like place")
    return own


def _ordinary(token: str) -> str:
    """Tell whether the dictionary has the word, and whether only with a capital."""
    if lists.is_word(token.lower()):
        return "ordinary"
    return "ordinary name" if lists.is_word(token.capitalize()) else "unknown"


def _token_class(token: str, folded: str, *, capital: bool) -> str:
    if not capital:
        return "lower"
    if _INITIALS.fullmatch(token):
        return "initials"
    if folded in lists.first_names():
        return "first"
    if token.isupper() and len(token) > 1:
        return "upper"
    return "capital " + _ordinary(token)


def _shape(token: str) -> str:
    kinds = (
        "A" if c.isupper() else "a" if c.isalpha() else "0" if c.isdigit() else c for c in token
    )
    return "".join(kinds)[:10]


NOTHING = Facts(False, False, "", (), *_around("nothing"), (), (), "nothing")
