"""References to other articles: `Lees ook: …` and its kin."""

import re
from collections.abc import Sequence
from typing import Final

from articles.parsing.notes import Notes
from articles.parsing.sentences import reads_as_title
from articles.parsing.source_text import Line

_PHRASES = (
    "lees ook|lees meer|lees verder|lees hier|meer lezen|zie ook|bekijk ook|meer over dit onderwerp"
    "|gerelateerde artikelen|gerelateerd nieuws|verwante artikelen|ook interessant"
)
_LABELLED = re.compile(rf"[\W_]{{0,3}}(?:{_PHRASES}) ?(?:[:>»–-]{{1,3}} ?|\Z)", re.IGNORECASE)
_UNMARKED = re.compile(r"(?:Lees ook|LEES OOK) (?=[\"'“‘]?[A-ZÀ-Þ])")
_GLUED = re.compile(rf"[.!?…\"'”’)] (?i:{_PHRASES}) ?: ?")
_MARKERS: Final = " -–—•*·>»▪"
_LIST_ITEM = re.compile("[-–—•*·>»▪]")
_ANY_LINE = re.compile("")
_NOTHING = re.compile("(?!)")
_LONGEST: Final = 200


def without_see_also(paragraphs: Sequence[Line], notes: Notes) -> tuple[list[Line], list[str]]:
    """Separate the running text from the titles that it refers to.

    A label by itself takes the titles that follow it: one line, the lines of one block, or a list.
    """
    kept: list[Line] = []
    titles: list[str] = []
    expected = _NOTHING
    block = -1
    for paragraph in paragraphs:
        value = labelled_reference(paragraph)
        if value is not None:
            expected = _NOTHING if value.text else _ANY_LINE
            block = paragraph.block if expected is _ANY_LINE else -1
        elif _is_reference(paragraph) and (
            expected.match(paragraph.text) or paragraph.block == block
        ):
            value = paragraph
            expected = _LIST_ITEM if _LIST_ITEM.match(paragraph.text) else _NOTHING
        else:
            expected = _NOTHING
            block = -1
            kept.append(_without_glued(paragraph, titles, notes))
            continue
        if value.text:
            titles.append(_noted(value, notes))
        else:
            notes.saw("ignored", "see_also_label", paragraph.start, paragraph.end)
    return kept, titles


def labelled_reference(line: Line) -> Line | None:
    """Return what follows the label, empty when the label stands alone; None for any other line."""
    if len(line.text) > _LONGEST:
        return None
    if found := _LABELLED.match(line.text):
        return line.part(found.end())
    found = _UNMARKED.match(line.text)
    if found and reads_as_title(line.text):
        return line.part(found.end())
    return None


def _is_reference(line: Line) -> bool:
    return len(line.text) <= _LONGEST and line.text[-1] != "." and reads_as_title(line.text)


def _without_glued(paragraph: Line, titles: list[str], notes: Notes) -> Line:
    """Take a reference off the end of a paragraph to which it sticks."""
    if "ees " not in paragraph.text and "EES " not in paragraph.text:
        return paragraph
    found = _GLUED.search(paragraph.text, max(0, len(paragraph.text) - _LONGEST))
    if not found or not reads_as_title(paragraph.text[found.end() :]):
        return paragraph
    if found.end() < len(paragraph.text):
        titles.append(_noted(paragraph.part(found.end()), notes))
    return paragraph.part(0, found.start() + 1)


def _noted(line: Line, notes: Notes) -> str:
    left = len(line.text) - len(line.text.lstrip(_MARKERS))
    title = line.part(left)
    notes.saw("see_also", "see_also", title.start, title.end)
    return title.text
