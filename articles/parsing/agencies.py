"""News agencies: `Bron:` lines with their comment counts, datelines, and signatures at the end."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from articles.parsing.notes import Notes
from articles.parsing.sentences import ends_sentence
from articles.parsing.source_text import Line
from articles.parsing.word_lists import AGENCIES, SENTENCE_OPENERS

_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_BETWEEN = r"(?: ?[,/&+] ?| - | en )"
_LIST: Final = rf"(?:{_NAMES})(?:{_BETWEEN}(?:{_NAMES})(?![\w-]))*(?![\w-])"
_LABEL = r"(?:Bron|Bronnen)\.? ?: ?"

SOURCE_LABEL: Final = re.compile(rf"\b{_LABEL}", re.IGNORECASE)
_KNOWN_SOURCE = re.compile(rf"{_LABEL}({_LIST})", re.IGNORECASE)
_OTHER_SOURCE = re.compile(
    rf"{_LABEL}((?:[^.!?:]|\.(?=\w)){{2,60}}?)(?=\Z| [0-9]{{1,4}} (?-i:[A-Z]))", re.IGNORECASE
)
_COUNT = re.compile(r"([0-9]{1,4}) (?=([\"'“‘„«]?)([^\W\d_][\w'’-]*))")
_DATELINE = re.compile(
    rf"(?-i:[A-ZÀ-Þ])[\w'’-]{{1,30}}(?:[ /][\w'’-]{{1,30}}){{0,4}} ?\(({_LIST})\) ?[-–—:]"
    rf"|\(({_LIST})\)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(rf" ?\(((?:{_LIST})|[\w/,& ]{{2,30}})\)\.?\Z", re.IGNORECASE)
_ALONE = re.compile(rf"\(?(?:{_LABEL})?({_LIST})\)?\.?", re.IGNORECASE)
_SEPARATOR = re.compile(r" ?[,/&+] ?| - | en ", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{2,4}")
_LONGEST_SOURCE: Final = 80


class Source(NamedTuple):
    agencies: tuple[str, ...]
    rest: Line  # what stands on the line after the source; may be empty


class Signature(NamedTuple):
    agencies: tuple[str, ...]
    initials: str
    start: int  # where it begins, from the start of the paragraph


def read_source(line: Line, notes: Notes) -> Source | None:
    """Read a line that begins with `Bron:`, one or several known agencies or another source."""
    known = _KNOWN_SOURCE.match(line.text)
    if known and not line.text[known.end() :].startswith((",", " en ", "/", " /")):
        return _noted(line, known, "source_line", notes)
    other = _OTHER_SOURCE.match(line.text, 0, _LONGEST_SOURCE)
    if other and _is_credible(line.text, other.end()):
        return _noted(line, other, "source_line_other", notes)
    return _noted(line, known, "source_line", notes) if known else None


def without_comment_count(line: Line, article: str, notes: Notes) -> Line:
    """Take off a comment count that sticks to the first sentence, when it surely is one.

    A number before a word that opens sentences (De, Het, In) is a count, and so is one before a
    capitalised word that the article elsewhere writes small. Before a small letter it belongs to
    the sentence. Anything else ("33 Turkse militairen") is kept and warned about.
    """
    found = _COUNT.match(line.text)
    if not found or not found[3][0].isupper():
        return line
    word = found[3].lower()
    if word in SENTENCE_OPENERS:
        rule = "comment_count_before_opener"
    elif not found[3].isupper() and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", article):
        rule = "comment_count_before_common_word"
    else:
        notes.warn(
            "comment_count_unclear",
            "body",
            f"Het getal {found[1]} voor “{found[3]}” kan een aantal reacties zijn of bij de zin "
            "horen; het is blijven staan.",
        )
        return line
    notes.saw("ignored", rule, line.start, line.start + found.end(1))
    return line.part(found.end())


def read_dateline(paragraph: Line, notes: Notes) -> tuple[str, ...]:
    """Read `BRUSSEL (BELGA) - ` before the first sentence; the text itself stays."""
    found = _DATELINE.match(paragraph.text)
    if not found:
        return ()
    group = 1 if found[1] else 2
    notes.saw("agencies", "dateline", *_places(paragraph, found, group))
    return tuple(_agency_names(found[group]))


def read_signature(paragraph: Line, notes: Notes) -> Signature | None:
    """Read `(belga)`, `(LH/Belga)` or, after a sentence, `(LH)` at the end of the article."""
    alone = _ALONE.fullmatch(paragraph.text)
    if alone:
        notes.saw("agencies", "signature", *_places(paragraph, alone))
        return Signature(tuple(_agency_names(alone[1])), "", 0)
    offset = max(0, len(paragraph.text) - 40)
    found = _SIGNATURE.search(paragraph.text, offset)
    if not found:
        return None
    names = [name for name in _SEPARATOR.split(found[1]) if name]
    agencies = [AGENCIES[name.lower()] for name in names if name.lower() in AGENCIES]
    others = [name for name in names if name.lower() not in AGENCIES]
    initials = [name for name in others if _INITIALS.fullmatch(name)]
    signed = initials == others and ends_sentence(paragraph.text[: found.start()])
    if not agencies and not signed:
        return None
    for field, seen in (("agencies", agencies), ("byline", initials)):
        if seen:
            notes.saw(field, "signature", *_places(paragraph, found))
    return Signature(tuple(agencies), "/".join(initials), found.start())


def _noted(line: Line, found: re.Match[str], rule: str, notes: Notes) -> Source:
    notes.saw("agencies", rule, line.start + found.start(1), line.start + found.end(1))
    return Source(tuple(_agency_names(found[1])), line.part(found.end()))


def _agency_names(text: str) -> Iterator[str]:
    for name in _SEPARATOR.split(text):
        if stripped := name.strip():
            yield AGENCIES.get(stripped.lower(), stripped)


def _is_credible(text: str, end: int) -> bool:
    """Accept an unknown source alone on its line, or before a count and an opening word."""
    if end == len(text):
        return True
    found = _COUNT.match(text, end + 1)
    return bool(found and found[3].lower() in SENTENCE_OPENERS)


def _places(paragraph: Line, found: re.Match[str], group: int = 1) -> tuple[int, int]:
    return paragraph.start + found.start(group), paragraph.start + found.end(group)
