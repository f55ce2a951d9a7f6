"""The rough layout of archived news texts: a header line, details, paragraphs of plain text."""

from collections.abc import Iterable

from articles.parsing.body import read_body
from articles.parsing.boilerplate import without_boilerplate
from articles.parsing.decoding import REPLACEMENT, Decoded, looks_like_html
from articles.parsing.notes import Notes
from articles.parsing.opening import read_opening
from articles.parsing.parsed import ParsedArticle, Rejected
from articles.parsing.sentences import title_from
from articles.parsing.source_text import Line, SourceText


def read_plain_text(decoded: Decoded) -> ParsedArticle:
    """Read an article in the layout of the archived texts; raises Rejected when there is none."""
    source = SourceText(decoded.text, printable=decoded.printable)
    notes = Notes(source)
    lines = without_boilerplate(source.lines(), notes)
    opening = read_opening(lines, source.text, notes)
    body = read_body(opening.rest, source.text, notes)
    title = opening.title or _title_of(opening.lead or body.first, notes)
    published, time = opening.publication.chosen()
    warn_of_text(decoded.text, has_body=bool(body.text or opening.lead), notes=notes)
    return ParsedArticle(
        title=title,
        title_derived=not opening.title,
        byline=", ".join(filter(None, (opening.byline, body.initials))),
        lead=opening.lead.text if opening.lead else "",
        published=published,
        time=time,
        agencies=_distinct((*opening.agencies, *body.agencies)),
        body=body.text,
        headings=body.headings,
        see_also=_distinct((*opening.see_also, *body.see_also)),
        warnings=notes.warnings(),
        evidence=notes.evidence(),
        encoding=decoded.encoding,
        text=decoded.text,
    )


def derived_title(text: str, notes: Notes) -> tuple[str, int]:
    """Make a title of the opening words, with a warning; tell how much of the text it covers.

    Raises Rejected when there are no words.
    """
    title, length = title_from(text) if text else ("", 0)
    if not any(letter.isalnum() for letter in title):
        raise Rejected(
            "empty", "Dit bestand bevat alleen een kop, geen artikel. Lever de volledige tekst aan."
        )
    notes.warn(
        "title_derived",
        "title",
        "Er is geen titel gevonden; de eerste woorden van de tekst zijn als titel genomen.",
    )
    return title, length


def warn_of_text(text: str, *, has_body: bool, notes: Notes) -> None:
    """Warn of an article without a text, of HTML in it, and of characters that were lost."""
    if not has_body:
        notes.warn("no_body", "body", "Onder de titel staat geen tekst.")
    if looks_like_html(text):
        notes.warn(
            "looks_like_html",
            "text",
            "Er staan html-tags in de tekst. Lever het artikel aan als platte tekst.",
        )
    if unreadable := text.count(REPLACEMENT):
        notes.warn(
            "unreadable_characters",
            "text",
            f"{unreadable} teken(s) konden niet gelezen worden en staan als “{REPLACEMENT}”.",
        )


def _title_of(line: Line | None, notes: Notes) -> str:
    title, length = derived_title(line.text if line else "", notes)
    if line:
        notes.saw("title", "opening_words", line.start, line.start + length)
    return title


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
