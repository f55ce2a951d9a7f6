"""The running text: paragraphs, subheadings, pulled quotes, references, signatures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from articles.parsing.agencies import read_dateline, read_signature
from articles.parsing.notes import Notes
from articles.parsing.pulled_quotes import attribution, pulled_quote
from articles.parsing.see_also import without_see_also
from articles.parsing.sentences import ends_sentence
from articles.parsing.source_text import Line

_LIST_ITEM = re.compile(r"(?:[-–—*•▪◦·]|[0-9]{1,2}[.)]|[a-z]\)) ")
_CREDIT = re.compile(r"(?:©|\(c\)|(?:foto|beeld|video|fotograaf|infografiek)\b ?:)", re.IGNORECASE)
_MARKUP = re.compile(r"(?:##|>) ")
_ELLIPSIS = re.compile(r"(?:\.\.+|…|[\[(](?:\.\.+|…)[\])])\Z")
_WRAPPED: Final = range(40, 131)
_LONGEST_HEADING: Final = 80
_MOST_HEADING_WORDS: Final = 10
_LONGEST_HANGING: Final = 60
_LONG_TEXT: Final = 400
_LONG_TEASER: Final = 120
_QUOTES: Final = "\"'“”‘’„«»"


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    text: str
    headings: tuple[str, ...]
    see_also: tuple[str, ...]
    agencies: tuple[str, ...]
    initials: str
    first: Line | None = field(compare=False)  # the first paragraph, for a derived title


def read_body(lines: Sequence[Line], article: str, notes: Notes) -> Body:
    paragraphs, see_also = without_see_also(_paragraphs(lines), notes)
    agencies: tuple[str, ...] = ()
    initials = ""
    if paragraphs:
        agencies = read_dateline(paragraphs[0], notes)
    if paragraphs and (signature := read_signature(paragraphs[-1], notes)):
        agencies += signature.agencies
        initials = signature.initials
        last = paragraphs.pop().part(0, signature.start)
        paragraphs += [last] if last.text else []
    shown, headings = _marked_up(paragraphs, article, notes)
    if paragraphs:
        notes.saw("body", "running_text", paragraphs[0].start, paragraphs[-1].end)
    _warn_of_cut(paragraphs, notes)
    return Body(
        text="\n\n".join(shown),
        headings=tuple(headings),
        see_also=tuple(see_also),
        agencies=agencies,
        initials=initials,
        first=paragraphs[0] if paragraphs else None,
    )


def _paragraphs(lines: Sequence[Line]) -> list[Line]:
    """One paragraph for each line, or for each block of lines that were wrapped to a width."""
    paragraphs: list[Line] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].block != lines[start].block:
            paragraphs += _unwrapped(lines[start:end])
            start = end
    return paragraphs


def _unwrapped(block: Sequence[Line]) -> list[Line]:
    if len(block) == 1 or not _is_wrapped(block):
        return list(block)
    joined: list[list[Line]] = []
    for line in block:
        if not joined or _LIST_ITEM.match(line.text):
            joined.append([])
        joined[-1].append(line)
    return [
        Line(group[0].start, group[-1].end, " ".join(line.text for line in group), group[0].block)
        for group in joined
    ]


def _is_wrapped(block: Sequence[Line]) -> bool:
    """Lines of one width that mostly end in the middle of a sentence."""
    full = block[:-1]
    unfinished = sum(not ends_sentence(line.text) for line in full)
    return unfinished * 2 > len(full) and all(len(line.text) in _WRAPPED for line in full)


def _marked_up(
    paragraphs: Sequence[Line], article: str, notes: Notes
) -> tuple[list[str], list[str]]:
    shown: list[str] = []
    headings: list[str] = []
    short = [_may_be_heading(line.text) for line in paragraphs]
    for at, line in enumerate(paragraphs):
        if _stands_between(short, at):
            notes.saw("headings", "short_paragraph", line.start, line.end)
            headings.append(line.text)
            shown.append(f"## {line.text}")
        elif quote := pulled_quote(paragraphs, at, article):
            notes.saw("quotes", quote.rule, line.start, line.end)
            shown.append(f"> {quote}")
        elif at and (speaker := attribution(line, article)):
            notes.saw("quotes", "attribution_line", line.start, line.end)
            words = shown.pop().removeprefix("> ")
            shown.append(f"> {words} — {speaker}")
        else:
            shown.append(_neutral(line.text))
    return shown, headings


def _may_be_heading(text: str) -> bool:
    """Short, opening with a capital, a figure or a quotation mark, with no sentence to its end."""
    if len(text) > _LONGEST_HEADING or text.count(" ") >= _MOST_HEADING_WORDS:
        return False
    core = text.strip(_QUOTES)
    if not core or core[-1] in ".!?…:;,)-" or not (core[0].isupper() or core[0].isdigit()):
        return False
    if (text[-1] in _QUOTES) and text[0] not in _QUOTES and _is_odd(text):
        return False
    return (
        any(letter.isalpha() for letter in core)
        and not _LIST_ITEM.match(text)
        and not _CREDIT.match(text)
    )


def _is_odd(text: str) -> bool:
    return sum(letter in _QUOTES for letter in text) % 2 == 1


def _stands_between(short: Sequence[bool], at: int) -> bool:
    """A subheading has running text before and after it; short lines in a row are a list."""
    if not short[at] or not 0 < at < len(short) - 1:
        return False
    return not short[at - 1] and not short[at + 1]


def _neutral(text: str) -> str:
    """A source line that looks like our own marks gets a no-break space, so that it is text."""
    if found := _MARKUP.match(text):
        return f"{found[0][:-1]}\xa0{text[found.end() :]}"
    return text


def _warn_of_cut(paragraphs: Sequence[Line], notes: Notes) -> None:
    """Warn of an ending with dots, or of a last sentence with no end in a long text."""
    if not paragraphs:
        return
    last = paragraphs[-1]
    length = last.end - paragraphs[0].start
    dots = bool(_ELLIPSIS.search(last.text[-6:])) and length >= _LONG_TEASER
    hanging = (
        length >= _LONG_TEXT
        and len(last.text) >= _LONGEST_HANGING
        and not ends_sentence(last.text)
        and last.text[-1] not in ":;"
        and not _LIST_ITEM.match(last.text)
    )
    if dots or hanging:
        notes.saw("cut_off", "open_ending", last.start, last.end)
        notes.warn(
            "cut_off",
            "body",
            f"De tekst lijkt afgebroken: hij eindigt op “{last.text[-40:]}”.",
        )
