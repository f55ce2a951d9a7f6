"""The top of an article: header, title or lead, byline, dates, times, source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.dates import DATE_IN_TEXT
from articles.parsing.agencies import SOURCE_LABEL, read_source, without_comment_count
from articles.parsing.bylines import byline, trailing_initials
from articles.parsing.dated_lines import dated_line
from articles.parsing.notes import Notes
from articles.parsing.publication import Publication
from articles.parsing.see_also import labelled_reference
from articles.parsing.sentences import ends_sentence, reads_as_title
from articles.parsing.source_text import Line

_HEADER = re.compile(r"(?:date|Date|DATE)(?: ?: ?| |\Z)")
_HEADER_DATE = re.compile(r"(?:[0-9]{1,4}(?:[-/.][0-9]{1,4}){1,2}|[0-9]{4})(?=[ T]|\Z)")
_HEADER_TIME = re.compile(r"[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?= |\Z)")
_TIME_WITH_ZONE = re.compile(r"T[0-9:.]{5,20}(?:Z|[+-][0-9:]{4,5})(?= |\Z)")
_PLACEHOLDER = re.compile(
    r"(?:none|null|nan|nat|onbekend|unknown|n/a|-+|\?+|[?x]{4}(?:-[?x]{2})*)(?= |\Z)",
    re.IGNORECASE,
)
_COUNT_ALONE = re.compile(r"[0-9]{1,4}")
_SEPARATOR = re.compile(r" [|•·–—-] | ?\| ?")
_LONGEST_PREFIX: Final = 80
_SHORTEST_WRAPPED: Final = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What stands above the running text, and the lines that remain."""

    title: str
    lead: Line | None
    byline: str
    agencies: tuple[str, ...]
    publication: Publication
    rest: Sequence[Line]


def read_opening(lines: Sequence[Line], article: str, notes: Notes) -> Opening:
    return _OpeningReader(lines, article, notes).read()


class _OpeningReader:
    def __init__(self, lines: Sequence[Line], article: str, notes: Notes) -> None:
        self.lines = list(lines)
        self.article = article
        self.notes = notes
        self.publication = Publication(notes)
        self.title = ""
        self.lead: Line | None = None
        self.bylines: list[str] = []
        self.agencies: list[str] = []
        self.at = 0
        self.source_seen = False

    def read(self) -> Opening:
        in_header = self._read_header()
        while self.at < len(self.lines) and self._read_line(in_header=in_header):
            in_header = False
        return Opening(
            title=self.title,
            lead=self.lead,
            byline=", ".join(self.bylines),
            agencies=tuple(self.agencies),
            publication=self.publication,
            rest=self.lines[self.at :],
        )

    def _read_header(self) -> bool:
        """Take ` date 2020-02` off the first line; True when the headline follows on it."""
        line = self.lines[0]
        found = _HEADER.match(line.text)
        if not found:
            return False
        place = found.end()
        date = _HEADER_DATE.match(line.text, place) or DATE_IN_TEXT.match(line.text, place)
        placeholder = _PLACEHOLDER.match(line.text, place)
        if date:
            place = self._read_header_date(line, date)
        elif placeholder:
            place = placeholder.end()
        elif not line.text.startswith("date"):
            return False
        rest = line.part(place)
        self.lines[:1] = [rest] if rest.text else []
        return bool(rest.text)

    def _read_header_date(self, line: Line, date: re.Match[str]) -> int:
        """Note the date and the time after it; a time of another zone is left out."""
        place = line.part(*date.span())
        time = _HEADER_TIME.match(line.text, date.end())
        self.publication.add_header(place, line.part(*time.span(1)) if time else None)
        skipped = time or _TIME_WITH_ZONE.match(line.text, date.end())
        return skipped.end() if skipped else date.end()

    def _read_line(self, *, in_header: bool) -> bool:
        """Read one line; False when the running text begins there."""
        line = self.lines[self.at]
        if self._read_details(line):
            self.at += 1
            return True
        if self._read_source(line):
            return not self.source_seen
        if not self.title and not self.lead:
            return self._read_headline(in_header=in_header)
        if line.text == self.title:
            self.notes.saw("title", "title_repeated", line.start, line.end)
            self.at += 1
            return True
        return self._read_lead_above_date(line)

    def _read_details(self, line: Line) -> bool:
        """Take a line of bylines, dates, times or a stray count, in any mixture."""
        if len(line.text) > _LONGEST_PREFIX * 2:
            return False
        if self._read_detail(line):
            return True
        parts = _parts(line)
        if len(parts) < 2 or not all(map(_is_detail, parts)):
            return False
        for part in parts:
            self._read_detail(part)
        return True

    def _read_detail(self, line: Line) -> bool:
        if author := byline(line):
            self._add_byline("byline_line", author)
            return True
        if (self.agencies or self.publication.has_line) and _COUNT_ALONE.fullmatch(line.text):
            self.notes.saw("ignored", "comment_count_line", line.start, line.end)
            return True
        dated = dated_line(line)
        if not dated or (dated.only_label and not self.title and not self.lead):
            return False
        self.publication.add_line(dated)
        return True

    def _read_source(self, line: Line) -> bool:
        """Take `Bron: Belga 1` and what stands before it; the running text may follow on it."""
        label = SOURCE_LABEL.search(line.text, 0, _LONGEST_PREFIX)
        if not label:
            return False
        before = line.part(0, label.start())
        parts = _parts(before)
        if not all(map(_is_detail, parts)):
            return False
        source = read_source(line.part(label.start()), self.notes)
        if not source:
            return False
        for part in parts:
            self._read_detail(part)
        self.agencies += source.agencies
        self._after_source(source.rest)
        return True

    def _after_source(self, rest: Line) -> None:
        trimmed = rest.part(len(rest.text) - len(rest.text.lstrip("|•·–—-,;. ")))
        if not trimmed.text or self._read_details(trimmed):
            self.at += 1
            return
        self.lines[self.at] = without_comment_count(trimmed, self.article, self.notes)
        self.source_seen = True

    def _read_headline(self, *, in_header: bool) -> bool:
        headline, used = self._joined_headline()
        following = self.lines[self.at + used : self.at + used + 1]
        initials = trailing_initials(
            headline,
            self.article,
            date_follows=any(map(dated_line, following)),
        )
        shown = headline
        if initials:
            before = headline.text[: initials.start - headline.start]
            shown = headline.part(0, len(before.rstrip(" (")))
        if reads_as_title(shown.text) and labelled_reference(shown) is None:
            self.title = shown.text
            self.notes.saw("title", "title_line", shown.start, shown.end)
        elif in_header:
            self.lead = shown
            self.notes.saw("lead", "sentence_after_header", shown.start, shown.end)
        else:
            return False
        if initials:
            self._add_byline("initials_after_title", initials)
        self.at += used
        return True

    def _joined_headline(self) -> tuple[Line, int]:
        """The line at hand with the lines that go on in the middle of its sentence."""
        first = last = self.lines[self.at]
        texts = [first.text]
        for line in self.lines[self.at + 1 :]:
            wrapped = len(last.text) >= _SHORTEST_WRAPPED and not ends_sentence(last.text)
            if line.block != first.block or not wrapped or not line.text[0].islower():
                break
            texts.append(line.text)
            last = line
        return Line(first.start, last.end, " ".join(texts), first.block), len(texts)

    def _read_lead_above_date(self, line: Line) -> bool:
        """A paragraph between the title and a labelled date or a time stands apart as a lead."""
        following = self.lines[self.at + 1 : self.at + 2]
        if self.lead or self.publication.has_line or not following:
            return False
        dated = dated_line(following[0])
        if not dated or not (dated.labelled or dated.times) or not ends_sentence(line.text):
            return False
        self.lead = line
        self.notes.saw("lead", "paragraph_above_date", line.start, line.end)
        self.at += 1
        return True

    def _add_byline(self, rule: str, author: Line) -> None:
        self.bylines.append(author.text)
        self.notes.saw("byline", rule, author.start, author.end)


def _is_detail(line: Line) -> bool:
    return byline(line) is not None or dated_line(line) is not None


def _parts(line: Line) -> list[Line]:
    parts = []
    start = 0
    for found in _SEPARATOR.finditer(line.text):
        parts.append(line.part(start, found.start()))
        start = found.end()
    return [part for part in (*parts, line.part(start)) if part.text]
