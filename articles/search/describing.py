"""Says in words how a query was read, and what had to be mended in it."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .grammar import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_TERMS,
    All,
    Leaf,
    Mended,
    Node,
    Not,
    ParsedQuery,
    Phrase,
    Word,
)
from .tokens import MAX_DISTANCE, MAX_UNCLOSED_WORDS, MIN_PREFIX

_NOTES = {
    Mended.QUOTE: gettext_lazy(
        "Er stond een aanhalingsteken te weinig; wat erop volgt, lazen we als één woordgroep, "
        "of als losse woorden als het er meer dan %(unclosed)d waren."
    ),
    Mended.BRACKET: gettext_lazy(
        "De haakjes kwamen niet in paren; we sloten wat openstond en lieten weg wat te veel was."
    ),
    Mended.OPERATOR: gettext_lazy(
        "OF (of OR) hoort tussen twee zoekwoorden te staan; waar er een ontbrak, lieten we het weg."
    ),
    Mended.MINUS: gettext_lazy(
        "Een los minteken lieten we weg. Zet het vlak voor het woord dat u wilt uitsluiten."
    ),
    Mended.SHORT_PREFIX: gettext_lazy(
        "Voor een sterretje horen minstens %(prefix)d letters of cijfers te staan; "
        "een korter begin lazen we als gewoon woord."
    ),
    Mended.STAR: gettext_lazy(
        "Een sterretje werkt alleen aan het eind van een woord; elders lieten we het weg."
    ),
    Mended.NEAR: gettext_lazy(
        "Een afstand zoals ~5 hoort achter twee of meer woorden tussen aanhalingstekens "
        "en gaat van 1 tot %(distance)d; we pasten dat aan."
    ),
    Mended.TOO_DEEP: gettext_lazy(
        "Meer dan %(depth)d paar haakjes binnen elkaar kunnen we niet lezen; "
        "de binnenste lieten we weg."
    ),
    Mended.TOO_LONG: gettext_lazy(
        "De zoekvraag is te lang; we lazen alleen het begin, "
        "hoogstens %(terms)d zoekwoorden en %(characters)d tekens."
    ),
}
_LIMITS = {
    "unclosed": MAX_UNCLOSED_WORDS,
    "prefix": MIN_PREFIX,
    "distance": MAX_DISTANCE,
    "depth": MAX_DEPTH,
    "terms": MAX_TERMS,
    "characters": MAX_CHARACTERS,
}


def describe(parsed: ParsedQuery) -> SafeString:
    """Name the articles that are asked for, as HTML: "artikelen met … en …, zonder …".

    Empty where nothing is asked. What the reader typed stands escaped in ``<em>``.
    """
    if parsed.root is None:
        return SafeString()
    parts = parsed.root.parts if isinstance(parsed.root, All) else (parsed.root,)
    unwanted = [part for part in parts if isinstance(part, Not)]
    wanted = [part for part in parts if not isinstance(part, Not)]
    origin = [part for part in wanted if _is_origin(part)]
    content = [part for part in wanted if not _is_origin(part)]
    clauses = [_all(group) for group in (content, origin, unwanted) if group]
    if content:
        clauses[0] = format_html(_("met {words}"), words=clauses[0])
    return format_html(_("artikelen {which}"), which=_commas(clauses))


def mended_notes(parsed: ParsedQuery) -> list[str]:
    """Give one sentence to the reader for each kind of mistake that was mended."""
    return [_NOTES[mended] % _LIMITS for mended in Mended if mended in parsed.mended]


def _all(parts: Sequence[Node]) -> SafeString:
    return _list([_part(part, len(parts) > 1) for part in parts], _("{first} en {last}"))


def _part(node: Node, inside: bool) -> SafeString:
    """Describe one of several parts; ``inside`` others, a group stands in brackets."""
    if isinstance(node, Leaf):
        return _leaf(node)
    if isinstance(node, Not):
        sentence = _("niet {words}") if _is_origin(node) else _("zonder {words}")
        return format_html(sentence, words=_part(node.part, inside=True))
    parts = sorted(node.parts, key=lambda part: (isinstance(part, Not), _is_origin(part)))
    if isinstance(node, All):
        group = _all(parts)
    else:
        group = _list([_part(part, inside=True) for part in parts], _("{first} of {last}"))
    return format_html("({})", group) if inside else group


def _list(parts: Sequence[SafeString], sentence: str) -> SafeString:
    if len(parts) == 1:
        return parts[0]
    return format_html(sentence, first=_commas(parts[:-1]), last=parts[-1])


def _commas(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join(", ", "{}", zip(parts))


def _leaf(leaf: Leaf) -> SafeString:
    if leaf.field == "source":
        return format_html(_("van de bron {name}"), name=_name(leaf))
    if leaf.field == "author":
        return format_html(_("van de auteur {name}"), name=_name(leaf))
    words = _words(leaf)
    return format_html(_("{words} in de titel"), words=words) if leaf.field else words


def _words(leaf: Leaf) -> SafeString:
    name = _name(leaf)
    if isinstance(leaf, Word):
        return format_html(_("een woord dat begint met {word}"), word=name) if leaf.starts else name
    if leaf.near:
        sentence = ngettext(
            "{words} dicht bij elkaar (hoogstens {distance} woord uiteen)",
            "{words} dicht bij elkaar (hoogstens {distance} woorden uiteen)",
            leaf.near,
        )
        return format_html(sentence, words=name, distance=leaf.near)
    if " " in leaf.text:
        return format_html(_("de exacte woordgroep {words}"), words=name)
    return format_html(_("het exacte woord {word}"), word=name)


def _name(leaf: Leaf) -> SafeString:
    """Mark what the reader typed; a beginning of a name ends in dots."""
    if isinstance(leaf, Phrase):
        return format_html("<em>“{}”</em>", leaf.text)
    return format_html("<em>{}</em>{}", leaf.text, "…" if _is_origin(leaf) and leaf.starts else "")


def _is_origin(node: Node) -> bool:
    """Tell whether a part is about where an article comes from, and about nothing in it."""
    if isinstance(node, Leaf):
        return node.field in {"source", "author"}
    parts = (node.part,) if isinstance(node, Not) else node.parts
    return all(map(_is_origin, parts))
