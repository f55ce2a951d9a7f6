"""Bytes to text: encodings, line ends, and files that are no text at all."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Final, NoReturn

from articles.parsing.parsed import MAX_ARTICLE_BYTES, Rejected, RejectionCode

REPLACEMENT: Final = "\ufffd"
_MAGIC_NUMBERS: Final = (
    (b"%PDF-", "een pdf-bestand"),
    (b"PK\x03\x04", "een zip-archief of een Word-document (docx)"),
    (b"PK\x05\x06", "een leeg zip-archief"),
    (b"\x89PNG", "een afbeelding (png)"),
    (b"\xff\xd8\xff", "een afbeelding (jpeg)"),
    (b"GIF87a", "een afbeelding (gif)"),
    (b"GIF89a", "een afbeelding (gif)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "een Word- of ander Office-document (doc)"),
    (b"\x1f\x8b", "een gzip-archief"),
    (b"{\\rtf", "een rtf-document"),
)
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TOLERATED_SHARE: Final = 20  # at most one unreadable character in twenty
_TOLERATED_CONTROLS: Final = 3

_C1_AS_WINDOWS = {
    0x80 + offset: character
    for offset, character in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace"))
    if character != REPLACEMENT
}
_REPAIRS: Final = _C1_AS_WINDOWS | dict.fromkeys(map(ord, "\x0b\x0c\u2028\u2029"), "\n")
_ODD = re.compile("[\x0b\x0c\x80-\x9f\u0300-\u036f\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_COMBINING = re.compile("[A-Za-z][\u0300-\u036f]{1,4}")
_TAG = re.compile(
    r"<(?:!doctype html|/?(?:html|head|body|div|p|br|a|span|h[1-6]|ul|ol|li|img|table|tr|td|strong"
    r"|em|b|i|script|style|meta|link|article|section|figure|blockquote|iframe)"
    r"(?: [^<>]{0,300}|/)?/?)>",
    re.IGNORECASE,
)
_ENOUGH_TAGS: Final = 2
_VISIBLE = re.compile(r"[^\W_]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """Text with line feeds, accents composed, stray C1 controls read as Windows-1252.

    `encoding` is "utf-8", "utf-16", "utf-32" or "cp1252".
    """

    text: str
    encoding: str
    printable: bool  # nothing but line feeds and what str.isprintable accepts


def decode(data: bytes, *, max_bytes: int = MAX_ARTICLE_BYTES) -> Decoded:
    """Raise Rejected when the bytes are too many, binary, undecodable or without any text."""
    if len(data) > max_bytes:
        _reject(
            "too_large",
            f"Dit bestand is te groot: een artikel mag hoogstens {max_bytes} bytes tellen. "
            "Splits het op of lever het als archief aan.",
        )
    for magic, kind in _MAGIC_NUMBERS:
        if data.startswith(magic):
            _reject(
                "binary",
                f"Dit lijkt {kind}, geen platte tekst. Bewaar het artikel als tekst (.txt).",
            )
    text, encoding = _decoded(data)
    text = normalised(text)
    printable = text.replace("\n", "").isprintable()
    if not printable or REPLACEMENT in text:
        _refuse_noise(text)
    if not _VISIBLE.search(text):
        _reject(
            "empty", "Dit bestand bevat geen leesbare tekst. Controleer of het goed bewaard is."
        )
    return Decoded(text=text, encoding=encoding, printable=printable)


def looks_like_html(text: str) -> bool:
    """Tell whether at least two tags of HTML stand in the text."""
    return "<" in text and len(list(islice(_TAG.finditer(text), _ENOUGH_TAGS))) == _ENOUGH_TAGS


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                _reject("undecodable", f"Dit bestand begint als {encoding}, maar is beschadigd.")
    if b"\x00" in data:
        _reject(
            "binary",
            "Dit bestand bevat nulbytes en lijkt geen platte tekst. Bewaar het als tekst in UTF-8.",
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    """Broken UTF-8 keeps more characters of several bytes than it has broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    whole = sum(1 for _ in re.finditer("[^\x00-\x7f\ufffd]", text))
    if whole > broken:
        return text, "utf-8"
    return data.decode("cp1252", "replace"), "cp1252"


def normalised(text: str) -> str:
    """Write line ends as line feeds, compose accents and read stray C1 controls as Windows-1252."""
    text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _ODD.search(text):
        return text
    text = text.translate(_REPAIRS)
    # Only short runs: ordering a long run of marks takes quadratic time.
    return _COMBINING.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _refuse_noise(text: str) -> None:
    if "\x00" in text:
        _reject("binary", "Dit bestand bevat nultekens en lijkt geen platte tekst.")
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if controls > _TOLERATED_CONTROLS and controls * _TOLERATED_SHARE > len(text):
        _reject(
            "binary", "Dit bestand bestaat grotendeels uit stuurtekens en lijkt geen platte tekst."
        )
    if text.count(REPLACEMENT) * _TOLERATED_SHARE > len(text):
        _reject(
            "undecodable",
            "De tekens van dit bestand zijn niet te lezen. Bewaar het opnieuw als UTF-8.",
        )


def _reject(code: RejectionCode, message: str) -> NoReturn:
    raise Rejected(code, message)
