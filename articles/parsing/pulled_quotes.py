"""Pulled quotes: words set apart from the running text, often with their speaker."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from articles.parsing.sentences import CLOSERS, ends_sentence
from articles.parsing.source_text import Line
from articles.parsing.word_lists import FINITE_VERBS, HONORIFICS, NAME_PARTICLES, ROLES

_TAIL = re.compile(rf"(?:[.!?…]+[{re.escape(CLOSERS)}]*|[\"'”’»]) ?([—–-] ?)?(?=[A-ZÀ-Þ])")
_ATTRIBUTION = re.compile(r"[—–-] ?(?=[A-ZÀ-Þ])")
_QUOTES: Final = "\"'“”‘’„«»"
_LONGEST: Final = 700
_LONGEST_SPEAKER: Final = 90
_SHORTEST_REPEAT: Final = 25
_MOST_PARAGRAPHS: Final = 200  # beyond these, repeated words are not looked for
_LONGEST_NAME: Final = 5
_SPEAKER_WORDS: Final = range(2, 13)
_ROLE = re.compile(
    rf"(?:[\w-]*-)?\w*(?:{'|'.join(sorted(ROLES, key=len, reverse=True))})", re.IGNORECASE
)


class Speaker(NamedTuple):
    name: str
    function: str

    def __str__(self) -> str:
        return f"{self.name}, {self.function}" if self.function else self.name


class PulledQuote(NamedTuple):
    words: str
    speaker: Speaker | None
    rule: str

    def __str__(self) -> str:
        return f"{self.words} — {self.speaker}" if self.speaker else self.words


def pulled_quote(paragraphs: Sequence[Line], at: int, article: str) -> PulledQuote | None:
    """Recognise a pulled quote on one of four grounds; None for running text.

    Its words also stand in another paragraph; or its speaker, named after the words without a
    full stop, is set off by a dash or by closing quotation marks; or that speaker is also named
    elsewhere in the article, or has a title. An ordinary quotation has none of these.
    """
    text = paragraphs[at].text
    if len(text) > _LONGEST:
        return None
    attributed = None if text[-1] in ".!?…\"'”’»:;," else _attributed(text, article)
    words = attributed[0] if attributed else text
    speaker = attributed[1] if attributed else None
    if _is_repeated(words, paragraphs, at, article):
        return PulledQuote(unquoted(words), speaker, "pulled_quote_repeated")
    if attributed and at > 0:
        if attributed[2]:
            return PulledQuote(unquoted(words), speaker, "pulled_quote_set_off")
        if at < len(paragraphs) - 1 and speaker and _is_named_elsewhere(speaker, text, article):
            return PulledQuote(unquoted(words), speaker, "pulled_quote_speaker_named")
        if at < len(paragraphs) - 1 and speaker and _is_titled(speaker):
            return PulledQuote(unquoted(words), speaker, "pulled_quote_speaker_titled")
    return None


def attribution(line: Line, article: str) -> Speaker | None:
    """Read the speaker in a line such as `— Jens Stoltenberg, NAVO-topman` under the words."""
    found = _ATTRIBUTION.match(line.text)
    if len(line.text) > _LONGEST_SPEAKER or not found:
        return None
    return _speaker(line.text[found.end() :], article)


def _attributed(text: str, article: str) -> tuple[str, Speaker, bool] | None:
    """Split off the words, their speaker, and whether a mark sets the speaker off."""
    for found in _TAIL.finditer(text, max(0, len(text) - _LONGEST_SPEAKER - 4)):
        if speaker := _speaker(text[found.end() :], article):
            words = text[: found.end()].rstrip(" —–-")
            quoted = words[-1] in _QUOTES and words[0] in _QUOTES and "," in text[found.end() :]
            return words, speaker, bool(found[1]) or quoted
    return None


def _speaker(tail: str, article: str) -> Speaker | None:
    words = tail.split(" ")
    if len(tail) > _LONGEST_SPEAKER or len(words) not in _SPEAKER_WORDS or ends_sentence(tail):
        return None
    for separator in (", ", " ("):
        name, found, function = tail.partition(separator)
        if found:
            closed = function.removesuffix(")") if separator == " (" else function
            return Speaker(name, closed) if _is_name(name.split(" ")) else None
    length = _name_length(words, article)
    function = " ".join(words[length:])
    if not _is_name(words[:length]) or (function and words[length].lower() in FINITE_VERBS):
        return None
    return Speaker(" ".join(words[:length]), function)


def _name_length(words: list[str], article: str) -> int:
    """Count the words that the article elsewhere names together, or a name and a surname."""
    for length in range(min(_LONGEST_NAME, len(words)), 1, -1):
        if words[length - 1][:1].isupper() and article.count(" ".join(words[:length])) > 1:
            return length
    length = 2 if words[0].lower() in HONORIFICS and len(words) > 2 else 1  # noqa: PLR2004
    while length < len(words) - 1 and words[length].lower() in NAME_PARTICLES:
        length += 1
    return length + 1


def _is_name(words: list[str]) -> bool:
    return (
        1 < len(words) <= _LONGEST_NAME
        and words[0][:1].isupper()
        and words[-1][:1].isupper()
        and (not _ROLE.fullmatch(words[0]) or _is_title_and_name(words))
        and all(word[:1].isupper() or word.lower() in NAME_PARTICLES for word in words)
    )


def _is_title_and_name(words: list[str]) -> bool:
    """Tell "Burgemeester Jan Maes": a title, and at least two words of a name."""
    return words[0].lower() in HONORIFICS and len(words) > 2  # noqa: PLR2004


def _is_titled(speaker: Speaker) -> bool:
    return not speaker.function and _is_title_and_name(speaker.name.split(" "))


def _is_repeated(words: str, paragraphs: Sequence[Line], at: int, article: str) -> bool:
    core = words.strip(_QUOTES + " .!?…")
    if len(core) < _SHORTEST_REPEAT or len(paragraphs) > _MOST_PARAGRAPHS:
        return False
    if article.count(core) < 2:  # noqa: PLR2004  (here and there)
        return False
    return any(
        other != at and len(line.text) > len(paragraphs[at].text) and core in line.text
        for other, line in enumerate(paragraphs)
    )


def _is_named_elsewhere(speaker: Speaker, text: str, article: str) -> bool:
    surname = speaker.name.rsplit(" ", 1)[-1]
    return article.count(surname) > text.count(surname)


def unquoted(words: str) -> str:
    if words[0] in _QUOTES and words[-1] in _QUOTES and len(words) > 1:
        return words[1:-1].strip() or words
    return words
