"""What stands around a title, and whether that leaves it to its present holder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.language.surroundings import starts_sentence

if TYPE_CHECKING:
    from articles.language.tenure import KnownRole

_REACH = 80  # characters looked at before a title; a determiner and a name are shorter
_PARAGRAPH = 400  # characters on either side of a title in which the time may be told
_DETERMINED = re.compile(
    r"(?:^|[\s\"'(])[Dd]e (?:(?:huidige|zittende|demissionaire|ontslagnemende|scheidende|"
    r"aftredende|uittredende|\d+-jarige) )?$"
)
_BECOMES = re.compile(
    r"\b(?:word(?:t|en)?|werd(?:en)?|geworden|was|waren)"
    r"(?: (?:niet|nooit|dan|nu|ook|wel|weer|eerst))* de $",
    re.IGNORECASE,
)
_UPPER = r"[^\W\d_a-z]"
_NAME_BEFORE = re.compile(rf"{_UPPER}[\w'-]*\)?[,(] ?[Dd]e $")
_NAME_AFTER = re.compile(
    rf" \(?(?:(?:van|von|de|den|der|al|el|bin) )*{_UPPER}|, {_UPPER}[\w'-]* {_UPPER}"
)
_FULL_NAME_AFTER = re.compile(rf" \(?{_UPPER}|, {_UPPER}[\w'-]* {_UPPER}")
_GOES_ON = re.compile(
    rf"[-\w@]|'s\b|, {_UPPER}| - {_UPPER}| (?:van|in spe|in wording|ad interim|a\.i\.)(?!\w)"
)
_PORTFOLIO_GOES_ON = re.compile(rf"(?:,| en) {_UPPER}")
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![.,]?\d)")
_LONG_AGO = re.compile(r"\b(?:destijds|indertijd|toenmalig\w*|in die tijd|eertijds)\b")
_SENTENCE_END = re.compile(r"[.!?][\"')]*\s|\n")


def is_determined(text: str, start: int) -> bool:
    """Whether the title that begins there is a definite one: "de premier", or a headline's."""
    before = text[max(0, start - _REACH) : start]
    if _DETERMINED.search(before):
        return not (_BECOMES.search(before) or _NAME_BEFORE.search(before))
    return starts_sentence(text, start) and text[start].isupper()


def names_somebody(text: str, end: int) -> bool:
    """Whether a name seems to follow at `end`, be it the holder's or another's."""
    return _NAME_AFTER.match(text, end) is not None


def surely_names_somebody(text: str, end: int) -> bool:
    """Whether what follows at `end` begins like a name, without a particle."""
    return _FULL_NAME_AFTER.match(text, end) is not None


def goes_on(text: str, end: int, *, portfolio: bool) -> bool:
    """Whether something follows at `end` that may change what a title means.

    `portfolio` tells that the title may go on: minister van Justitie en Noordzee.
    """
    if portfolio and _PORTFOLIO_GOES_ON.match(text, end):
        return True
    return _GOES_ON.match(text, end) is not None


def speaks_of_the_past(text: str, start: int, end: int, role: KnownRole) -> bool:
    """Whether the paragraph up to the end of this sentence tells of a time before the holder's."""
    reach = max(0, start - _PARAGRAPH)
    begin = max(text.rfind("\n", reach, start) + 1, reach)
    after = _SENTENCE_END.search(text, end, end + _PARAGRAPH)
    passage = text[begin : after.start() if after else end + _PARAGRAPH]
    if role.since and any(int(year) < role.since.year for year in _YEAR.findall(passage)):
        return True
    sentences = _SENTENCE_END.split(text[begin:start])
    return _LONG_AGO.search(" ".join((*sentences[-1:], passage[start - begin :]))) is not None
