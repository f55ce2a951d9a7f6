"""The top of an article: header, title or lead, byline, dates, times, source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.parsing.agencies import SOURCE_LABEL, agencies_alone, read_source
from articles.parsing.boilerplate import is_credit
from articles.parsing.bylines import LONGEST_NAMES, bare_names, byline
from articles.parsing.comment_counts import without_comment_count
from articles.parsing.dated_lines import dated_line
from articles.parsing.header import read_header
from articles.parsing.headline import read_headline
from articles.parsing.notes import Notes
from articles.parsing.publication import Publication
from articles.parsing.see_also import labelled_reference
from articles.parsing.sentences import ends_sentence, reads_as_title
from articles.parsing.source_text import Line

_COUNT_ALONE = re.compile(r"[0-9]{1,4}")
_SEPARATOR = re.compile(r" [|•·–—-] | ?\| ?")
_LONGEST_PREFIX: Final = 80
_LONGEST_LEAD: Final = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What stands above the running text, and the lines that remain."""

    title: str
    lead: Line | None
    byline: str
    agencies: tuple[str, ...]
    see_also: tuple[str, ...]
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
        self.see_also: list[str] = []
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
            see_also=tuple(self.see_also),
            publication=self.publication,
            rest=self.lines[self.at :],
        )

    def _read_header(self) -> bool:
        """Take ` date 2020-02` off the first line; True when the headline follows on it."""
        header = read_header(self.lines[0])
        if not header:
            return False
        if header.date:
            self.publication.add_header(header.date, header.time)
        self.lines[:1] = [header.rest] if header.rest.text else []
        return bool(header.rest.text)

    def _read_line(self, *, in_header: bool) -> bool:
        """Read one line; False when the running text begins there."""
        line = self.lines[self.at]
        if self._read_details(line):
            self.at += 1
            return True
        if self._read_source(line):
            return not self.source_seen
        if self._read_reference(line):
            return True
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
        if parts == [line] or not all(map(self._is_known_detail, parts)):
            return False
        for part in parts:
            self._read_detail(part)
        return True

    def _is_known_detail(self, line: Line) -> bool:
        credits_known = bool(self.title or self.lead) and bool(agencies_alone(line))
        return credits_known or _is_detail(line)

    def _read_detail(self, line: Line) -> bool:
        if author := byline(line):
            self._add_byline("byline_line", author)
            return True
        if (self.agencies or self.publication.has_line) and _COUNT_ALONE.fullmatch(line.text):
            self.notes.saw("ignored", "comment_count_line", line.start, line.end)
            return True
        if (self.title or self.lead) and self._read_credits(line):
            return True
        dated = dated_line(line)
        if not dated or (dated.only_label and not self.title and not self.lead):
            return False
        self.publication.add_line(dated)
        return True

    def _read_credits(self, line: Line) -> bool:
        """Take the credits of a picture, or agencies without their label."""
        if is_credit(line):
            self.notes.saw("ignored", "credit_line", line.start, line.end)
            return True
        if names := agencies_alone(line):
            self.agencies += names
            self.notes.saw("agencies", "agency_line", line.start, line.end)
            return True
        return False

    def _read_source(self, line: Line) -> bool:
        """Take `Bron: Belga 1` and what stands before it; the running text may follow on it."""
        if ":" not in line.text[:_LONGEST_PREFIX]:
            return False
        label = SOURCE_LABEL.search(line.text, 0, _LONGEST_PREFIX)
        if not label:
            return False
        before = line.part(0, label.start())
        parts = _parts(before)
        if not all(map(_is_detail, parts)):
            return False
        source = read_source(line.part(label.start()), self.article, self.notes)
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

    def _read_reference(self, line: Line) -> bool:
        reference = labelled_reference(line)
        if not reference or not reference.text:
            return False
        self.see_also.append(reference.text)
        self.notes.saw("see_also", "see_also", reference.start, reference.end)
        self.at += 1
        return True

    def _read_headline(self, *, in_header: bool) -> bool:
        line, used = self._joined_headline()
        following = next(iter(self.lines[self.at + used : self.at + used + 1]), None)
        headline = read_headline(line, following, self.article, self.publication.header)
        shown = headline.shown
        if reads_as_title(shown.text):
            self.title = shown.text
            self.notes.saw("title", "title_line", shown.start, shown.end)
        elif in_header and len(shown.text) <= _LONGEST_LEAD:
            self.lead = shown
            self.notes.saw("lead", "sentence_after_header", shown.start, shown.end)
        else:
            return False
        if headline.initials:
            self._add_byline("initials_after_title", headline.initials)
        if headline.dated:
            self.publication.add_line(headline.dated)
        self.at += used
        self._read_names_below()
        return True

    def _read_names_below(self) -> None:
        """Take a line under the title that holds nothing but the names of its authors."""
        if not self.title or self.at + 1 >= len(self.lines):
            return
        names, below = self.lines[self.at : self.at + 2]
        if len(names.text) > LONGEST_NAMES:
            return
        dated = bool(dated_line(below))
        if dated or ends_sentence(below.text):
            author = bare_names(names, self.article, date_follows=dated)
            if author:
                self._add_byline("names_below_title", author)
                self.at += 1

    def _joined_headline(self) -> tuple[Line, int]:
        """Join the line at hand with the lines that go on in the middle of its sentence."""
        first = last = self.lines[self.at]
        texts = [first.text]
        for line in self.lines[self.at + 1 :]:
            goes_on = line.block == first.block and line.text[0].islower()
            if not goes_on or ends_sentence(last.text) or _is_detail(line):
                break
            texts.append(line.text)
            last = line
        return Line(first.start, last.end, " ".join(texts), first.block), len(texts)

    def _read_lead_above_date(self, line: Line) -> bool:
        """Take a paragraph between the title and a labelled date or a time as the lead."""
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
