"""The running text: paragraphs, subheadings, pulled quotes, references, signatures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from articles.parsing.agencies import read_dateline, read_signature, signs_alone
from articles.parsing.boilerplate import is_credit
from articles.parsing.notes import Notes
from articles.parsing.paragraphs import LIST_ITEM, paragraphs_of
from articles.parsing.pulled_quotes import Speaker, attribution, pulled_quote, unquoted
from articles.parsing.see_also import without_see_also
from articles.parsing.sentences import ends_sentence, first_sentence
from articles.parsing.source_text import Line

_CREDIT = re.compile(r"(?:©|\(c\)|(?:foto|beeld|video|fotograaf|infografiek)\b ?:)", re.IGNORECASE)
_MARKUP = re.compile(r"(?:##|>) ")
_ELLIPSIS = re.compile(r"(?:\.\.+|…|[\[(](?:\.\.+|…)[\])])\Z")
_SEARCHED_FOR_NAMES: Final = 50_000  # characters, so that a huge text takes linear time
_LONGEST_QUOTE: Final = 700
_LONGEST_HEADING: Final = 80
_MOST_HEADING_WORDS: Final = 10
_MOST_QUESTION_WORDS: Final = 7
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
    first: Line | None  # the first paragraph, for a derived title


def read_body(lines: Sequence[Line], article: str, notes: Notes) -> Body:
    paragraphs, see_also = without_see_also(paragraphs_of(lines), notes)
    paragraphs = _without_credits(paragraphs, notes)
    agencies: tuple[str, ...] = ()
    initials = ""
    if paragraphs:
        agencies = read_dateline(paragraphs[0], notes)
    if paragraphs and (signature := read_signature(paragraphs[-1], notes)):
        agencies += signature.agencies
        initials = signature.initials
        last = paragraphs.pop().part(0, signature.start)
        paragraphs += [last] if last.text else []
    shown, headings = _marked_up(paragraphs, article[:_SEARCHED_FOR_NAMES], notes)
    if paragraphs:
        notes.saw("body", "running_text", paragraphs[0].start, paragraphs[-1].end)
    warn_of_cut(paragraphs, notes)
    return Body(
        text="\n\n".join(shown),
        headings=tuple(headings),
        see_also=tuple(see_also),
        agencies=agencies,
        initials=initials,
        first=paragraphs[0] if paragraphs else None,
    )


def _without_credits(paragraphs: list[Line], notes: Notes) -> list[Line]:
    """Leave out the credits of pictures; agencies in the last line sign for the article."""
    kept = []
    for at, line in enumerate(paragraphs):
        signs = at == len(paragraphs) - 1 and signs_alone(line)
        if signs or not is_credit(line):
            kept.append(line)
        else:
            notes.saw("ignored", "credit_line", line.start, line.end)
    return kept


def _marked_up(
    paragraphs: Sequence[Line], article: str, notes: Notes
) -> tuple[list[str], list[str]]:
    shown: list[str] = []
    headings: list[str] = []
    short = [_may_be_heading(line.text) for line in paragraphs]
    speakers = _speakers(paragraphs, article)
    for at, line in enumerate(paragraphs):
        if at - 1 in speakers:
            continue
        if at in speakers:
            notes.saw("quotes", "attribution_line", line.start, paragraphs[at + 1].end)
            shown.append(f"> {unquoted(line.text)} — {speakers[at]}")
        elif _stands_between(short, at):
            rule = "short_question" if line.text.endswith("?") else "short_paragraph"
            notes.saw("headings", rule, line.start, line.end)
            headings.append(line.text)
            shown.append(f"## {line.text}")
        elif quote := pulled_quote(paragraphs, at, article):
            notes.saw("quotes", quote.rule, line.start, line.end)
            shown.append(f"> {quote}")
        else:
            shown.append(_neutral(line.text))
    return shown, headings


def _speakers(paragraphs: Sequence[Line], article: str) -> dict[int, Speaker]:
    """Find the paragraphs whose speaker stands on a line of its own below them."""
    found: dict[int, Speaker] = {}
    for at, (words, below) in enumerate(pairwise(paragraphs)):
        speaker = attribution(below, article)
        if speaker and at - 1 not in found and len(words.text) <= _LONGEST_QUOTE:
            found[at] = speaker
    return found


def _may_be_heading(text: str) -> bool:
    """Tell whether it is short, opens as a sentence and does not end as one, but as a question."""
    if len(text) > _LONGEST_HEADING or text.count(" ") >= _MOST_HEADING_WORDS:
        return False
    core = text.strip(_QUOTES)
    if text[-1] == "?" and text[0] not in _QUOTES:
        core = core[:-1] if text.count(" ") < _MOST_QUESTION_WORDS else core
    if not core or core[-1] in ".!?…:;,)-" or not (core[0].isupper() or core[0].isdigit()):
        return False
    if (text[-1] in _QUOTES) and text[0] not in _QUOTES and _is_odd(text):
        return False
    return (
        any(letter.isalpha() for letter in core)
        and len(first_sentence(text)) == len(text)
        and not LIST_ITEM.match(text)
        and not _CREDIT.match(text)
    )


def _is_odd(text: str) -> bool:
    return sum(letter in _QUOTES for letter in text) % 2 == 1


def _stands_between(short: Sequence[bool], at: int) -> bool:
    """Tell a subheading, with running text on both sides, from short lines in a row: a list."""
    if not short[at] or not 0 < at < len(short) - 1:
        return False
    return not short[at - 1] and not short[at + 1]


def _neutral(text: str) -> str:
    """Give a line that looks like our own marks a no-break space, so that it stays text."""
    if found := _MARKUP.match(text):
        return f"{found[0][:-1]}\xa0{text[found.end() :]}"
    return text


def warn_of_cut(paragraphs: Sequence[Line], notes: Notes) -> None:
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
        and not LIST_ITEM.match(last.text)
    )
    if dots or hanging:
        notes.saw("cut_off", "open_ending", last.start, last.end)
        notes.warn(
            "cut_off",
            "body",
            f"De tekst lijkt afgebroken: hij eindigt op “{last.text[-40:]}”.",
        )
