"""The rough layout of archived news texts: a header line, details, paragraphs of plain text."""

from collections.abc import Iterable

from articles.parsing.body import Body, read_body
from articles.parsing.boilerplate import without_boilerplate
from articles.parsing.decoding import REPLACEMENT, decode, looks_like_html
from articles.parsing.notes import Notes
from articles.parsing.opening import Opening, read_opening
from articles.parsing.parsed import MAX_ARTICLE_BYTES, ParsedArticle, Rejected
from articles.parsing.sentences import title_from
from articles.parsing.source_text import Line, SourceText


def parse_article(data: bytes, *, max_bytes: int = MAX_ARTICLE_BYTES) -> ParsedArticle:
    """Read an article from its bytes; raises Rejected, and nothing else, when they hold none."""
    decoded = decode(data, max_bytes=max_bytes)
    source = SourceText(decoded.text, printable=decoded.printable)
    notes = Notes(source)
    lines = without_boilerplate(source.lines(), notes)
    opening = read_opening(lines, source.text, notes)
    body = read_body(opening.rest, source.text, notes)
    title = opening.title or _derived_title(opening.lead or body.first, notes)
    published, time = opening.publication.chosen()
    _warn(decoded.text, opening, body, notes)
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


def decoded_text(data: bytes, *, max_bytes: int = MAX_ARTICLE_BYTES) -> str:
    """Return the text to which the evidence of `parse_article` points, its `text`.

    Raises Rejected when the bytes are too many, binary, undecodable or without any text.
    """
    return decode(data, max_bytes=max_bytes).text


def _derived_title(line: Line | None, notes: Notes) -> str:
    title, length = title_from(line.text) if line else ("", 0)
    if not line or not any(letter.isalnum() for letter in title):
        raise Rejected(
            "empty", "Dit bestand bevat alleen een kop, geen artikel. Lever de volledige tekst aan."
        )
    notes.saw("title", "opening_words", line.start, line.start + length)
    notes.warn(
        "title_derived",
        "title",
        "Er is geen titel gevonden; de eerste woorden van de tekst zijn als titel genomen.",
    )
    return title


def _warn(text: str, opening: Opening, body: Body, notes: Notes) -> None:
    if not body.text and not opening.lead:
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


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
