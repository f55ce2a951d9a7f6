"""News agencies: `Bron:` lines, datelines, and signatures at the end."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from articles.parsing.comment_counts import count_rule
from articles.parsing.initials import are_initials
from articles.parsing.notes import Notes
from articles.parsing.sentences import ends_sentence
from articles.parsing.source_text import Line
from articles.parsing.word_lists import AGENCIES

_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_BETWEEN = r"(?: ?[,/&+] ?| - | en )"
LIST: Final = rf"(?:{_NAMES})(?:{_BETWEEN}(?:{_NAMES})(?![\w-]))*(?![\w-])"
_LABEL = r"(?:Bron|Bronnen)\.? ?: ?"

SOURCE_LABEL: Final = re.compile(rf"\b{_LABEL}", re.IGNORECASE)
_KNOWN_SOURCE = re.compile(rf"{_LABEL}({LIST})", re.IGNORECASE)
_OTHER_SOURCE = re.compile(
    rf"{_LABEL}((?:[^.!?:]|\.(?=\w)){{2,60}}?)(?=\Z| [0-9]{{1,4}} (?-i:[A-Z]))", re.IGNORECASE
)
_OWN_REPORTING = re.compile(
    r"(?:(?:onze|eigen|de|web|sport|buitenland|binnenland)[ -]?)*"
    r"(?:berichtgeving|verslaggeving|verslaggevers?|redactie|nieuwsredactie|nieuwsgaring)"
    r"(?: [0-9]{1,4})?",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"(?-i:[A-ZÀ-Þ])[\w'’-]{{1,30}}(?:[ /][\w'’-]{{1,30}}){{0,4}} ?\(({LIST})\) ?[-–—:]"
    rf"|\(({LIST})\)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(rf" ?\(((?:{LIST})|[\w/,& ]{{2,30}})\)\.?\Z", re.IGNORECASE)
_COPYRIGHT = r"(?:©|\(c\)|copyright)(?: ?(?:copyright|[0-9]{4}),?)*"
_ALONE = re.compile(rf"\(?(?:{_LABEL}|{_COPYRIGHT} ?)?({LIST})\)?\.?", re.IGNORECASE)
_NAMES_ALONE = re.compile(LIST, re.IGNORECASE)
_SEPARATOR = re.compile(r" ?[,/&+] ?| - | en ", re.IGNORECASE)
_LONGEST_SOURCE: Final = 80


class Source(NamedTuple):
    agencies: tuple[str, ...]
    rest: Line  # what stands on the line after the source; may be empty


class Signature(NamedTuple):
    agencies: tuple[str, ...]
    initials: str
    start: int  # where it begins, from the start of the paragraph


def read_source(line: Line, article: str, notes: Notes) -> Source | None:
    """Read a line that begins with `Bron:`, one or several known agencies or another source.

    A newspaper's own reporting by itself is no agency.
    """
    known = _KNOWN_SOURCE.match(line.text)
    if known and not line.text[known.end() :].startswith((",", " en ", "/", " /")):
        return _noted(line, known, "source_line", notes)
    other = _OTHER_SOURCE.match(line.text, 0, _LONGEST_SOURCE)
    if other and _is_credible(line.text, other.end(), article):
        return _noted(line, other, "source_line_other", notes)
    return _noted(line, known, "source_line", notes) if known else None


def agencies_alone(line: Line) -> tuple[str, ...]:
    """Read a line above the running text that holds nothing but agencies."""
    return tuple(_agency_names(line.text)) if _NAMES_ALONE.fullmatch(line.text) else ()


def read_dateline(paragraph: Line, notes: Notes) -> tuple[str, ...]:
    """Read `BRUSSEL (BELGA) - ` before the first sentence; the text itself stays."""
    found = _DATELINE.match(paragraph.text)
    if not found:
        return ()
    group = 1 if found[1] else 2
    notes.saw("agencies", "dateline", *_places(paragraph, found, group))
    return tuple(_agency_names(found[group]))


def signs_alone(paragraph: Line) -> bool:
    """Tell a paragraph that holds nothing but agencies: `(Belga)`, `© Belga`, `Bron: ANP`."""
    return bool(_ALONE.fullmatch(paragraph.text))


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
    initials = [name for name in others if are_initials(name)]
    signed = initials == others and ends_sentence(paragraph.text[: found.start()])
    if not agencies and not signed:
        return None
    for field, seen in (("agencies", agencies), ("byline", initials)):
        if seen:
            notes.saw(field, "signature", *_places(paragraph, found))
    return Signature(tuple(agencies), "/".join(initials), found.start())


def _noted(line: Line, found: re.Match[str], rule: str, notes: Notes) -> Source:
    names = tuple(_agency_names(found[1]))
    agencies = () if all(map(_OWN_REPORTING.fullmatch, names)) else names
    field, rule = ("agencies", rule) if agencies else ("ignored", "source_own_reporting")
    notes.saw(field, rule, line.start + found.start(1), line.start + found.end(1))
    return Source(agencies, line.part(found.end()))


def known_agencies(text: str) -> list[str]:
    """Find the known agencies in credits such as `Belga / Jan Peeters`."""
    return [name for name in _agency_names(text) if name.casefold() in AGENCIES]


def _agency_names(text: str) -> Iterator[str]:
    for name in _SEPARATOR.split(text):
        if stripped := name.strip():
            yield AGENCIES.get(stripped.lower(), stripped)


def _is_credible(text: str, end: int, article: str) -> bool:
    """Accept an unknown source alone on its line, or before what is surely a comment count."""
    return end == len(text) or bool(count_rule(text[end + 1 :], article))


def _places(paragraph: Line, found: re.Match[str], group: int = 1) -> tuple[int, int]:
    return paragraph.start + found.start(group), paragraph.start + found.end(group)
