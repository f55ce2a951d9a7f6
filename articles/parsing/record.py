"""Records: articles as JSON objects with the names of schema.org's NewsArticle.

`headline`, `abstract` (or `description`), `articleBody`, `datePublished`, `author`, `publisher`,
`creditText` and `sourceOrganization`; other names are passed over. `text` without a `headline` or
an `articleBody` is a text in the layout of the archived files and is read as one.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from articles.dates import PartialDate
from articles.parsing.agencies import known_agencies
from articles.parsing.body import warn_of_cut
from articles.parsing.decoding import Decoded, decode
from articles.parsing.moment import read_moment
from articles.parsing.notes import Notes
from articles.parsing.parsed import ParsedArticle, ParseWarning, Rejected
from articles.parsing.plain_text import derived_title, read_plain_text, warn_of_text
from articles.parsing.record_values import RecordValues
from articles.parsing.source_text import Line
from articles.parsing.word_lists import AGENCIES

_LONGEST_TITLE: Final = 500
_MOST_AGENCIES: Final = 20


def read_record(decoded: Decoded) -> ParsedArticle:
    """Read an article from the text of a JSON object; raises Rejected when it holds none."""
    values = RecordValues(decoded.text)
    if raw := _raw_text(values):
        return _with_details(read_plain_text(decode(raw.encode())), values, decoded)
    body = values.source_text("articleBody", "text")
    notes = Notes(body)
    title = _fitting(values.line("title", "headline"), notes)
    lead = values.line("lead", "abstract", "description")
    lines = _without_repeats(body.lines(), title, lead)
    paragraphs = [line.text for line in lines]
    if not (title or lead or paragraphs):
        raise Rejected(
            "record",
            "Dit record heeft geen headline, abstract, articleBody of text. Gebruik de namen van "
            "schema.org NewsArticle.",
        )
    titled = any(map(str.isalnum, title))
    if not titled:
        title, _length = derived_title(lead or next(iter(paragraphs), ""), notes)
    published, time = _published(values, notes)
    warn_of_cut(lines, notes)
    text = "\n\n".join(paragraphs)
    warn_of_text(f"{title}\n{lead}\n{text}", has_body=bool(lead or paragraphs), notes=notes)
    return ParsedArticle(
        title=title,
        title_derived=not titled,
        byline=", ".join(values.names("byline", "author")),
        lead=lead,
        published=published,
        time=time,
        agencies=_agencies(values),
        body=text,
        headings=tuple(one[3:] for one in paragraphs if one.startswith("## ")),
        see_also=(),
        warnings=notes.warnings(),
        evidence=values.evidence(),
        encoding=decoded.encoding,
        text=decoded.text,
        source=_source(values),
    )


def text_of_record(decoded: Decoded) -> str:
    """Return the text to which the evidence points: the record itself, or the raw text in it."""
    raw = _raw_text(RecordValues(decoded.text))
    return decode(raw.encode()).text if raw else decoded.text


def _raw_text(values: RecordValues) -> str:
    raw = values.string("text")
    if not raw.strip() or values.string("articleBody").strip() or values.string("headline").strip():
        return ""
    return raw


def _with_details(read: ParsedArticle, values: RecordValues, decoded: Decoded) -> ParsedArticle:
    """Let what the record says go before what was read in its raw text.

    The date in the text stays where it is as precise as that of the record, or more so.
    """
    notes = Notes(values.source_text("text"))
    published, time = read.published, read.time
    warnings = read.warnings
    if values.string("datePublished").strip():
        said, said_time = _published(values, notes)
        if said and not _within(published, said):
            published, time = said, said_time
            warnings = tuple(one for one in warnings if one.field not in {"published", "time"})
            warnings += _disagreement(read.published, said)
        elif said:
            time = time or said_time
    lead = values.line("lead", "abstract", "description")
    return replace(
        read,
        byline=", ".join(values.names("byline", "author")) or read.byline,
        lead=lead or read.lead,
        published=published,
        time=time,
        agencies=tuple(dict.fromkeys((*_agencies(values), *read.agencies))),
        warnings=warnings + tuple(one for one in notes.warnings() if one.code != "no_date"),
        encoding=decoded.encoding,
        source=_source(values),
    )


def _within(read: PartialDate | None, said: PartialDate) -> bool:
    return read is not None and said.first <= read.first and read.last <= said.last


def _disagreement(read: PartialDate | None, said: PartialDate) -> tuple[ParseWarning, ...]:
    if read is None or (read.first <= said.first and said.last <= read.last):
        return ()
    message = (
        f"Twee datums spreken elkaar tegen: {said.in_dutch()} (datePublished) en "
        f"{read.in_dutch()} (in de tekst). De eerste is overgenomen."
    )
    return (ParseWarning(code="dates_disagree", field="published", message=message),)


def _published(values: RecordValues, notes: Notes) -> tuple[PartialDate | None, dt.time | None]:
    date, time = None, None
    if written := values.line("published", "datePublished"):
        date, time = read_moment(written, notes)
    if date is None:
        notes.warn("no_date", "published", "Er is geen bruikbare datum gevonden.")
    return date, time


def _agencies(values: RecordValues) -> tuple[str, ...]:
    """Take every organisation that is the source, and of the credits the known agencies."""
    organisations = values.names("agencies", "sourceOrganization")
    found = [AGENCIES.get(name.casefold(), name) for name in organisations]
    if credited := known_agencies(values.string("creditText")):
        values.line("agencies", "creditText")
        found += credited
    distinct = tuple(dict.fromkeys(found))
    if len(distinct) > _MOST_AGENCIES:
        raise Rejected("record", f"“sourceOrganization” noemt meer dan {_MOST_AGENCIES} namen.")
    return distinct


def _source(values: RecordValues) -> str:
    return next(iter(values.names(None, "publisher")), "")


def _fitting(title: str, notes: Notes) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    notes.warn("title_cut", "title", f"Van deze titel zijn {_LONGEST_TITLE} tekens bewaard.")
    return title[: _LONGEST_TITLE - 1].rstrip() + "…"


def _without_repeats(lines: Sequence[Line], title: str, lead: str) -> Sequence[Line]:
    """Leave out a title and a lead that the text repeats above its first paragraph."""
    start = 0
    for repeated in (title, lead):
        if start < len(lines) and lines[start].text == repeated:
            start += 1
    return lines[start:]
