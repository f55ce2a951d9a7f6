"""What a website puts around its articles: buttons, invitations, counters, notices."""

import re
from collections.abc import Sequence
from typing import Final

from articles.parsing.agencies import LIST as AGENCY_LIST
from articles.parsing.notes import Notes
from articles.parsing.source_text import Line
from articles.parsing.word_lists import as_words

_NETWORK = r"(?:facebook|twitter|x|bluesky|mastodon|linkedin|whatsapp|instagram|pinterest|e-?mail)"
_NETWORKS = rf"{_NETWORK}(?:(?: ?[,/|·•] ?| en | of | )(?:via )?{_NETWORK})*"
_MINUTES = r"(?:ca\.? |± ?|ongeveer )?[0-9]{1,3} ?min(?:\.|uten|uut)?"
_PATTERNS: Final = {
    "advertisement": (
        r"[-–—•*\[( ]{0,3}advertentie(?:s|[- ]?blok)?[-–—•*\]): ]{0,3}",
        (
            r"(?:(?:dit |het )?(?:artikel|verhaal)|(?:de )?tekst|lees|scroll)(?: gaat| loopt)?"
            r" (?:hier )?(?:verder|door) (?:onder|na|voorbij) (?:de |het |deze |dit )?"
            r"(?:advertentie|video|foto|foto's|afbeelding|tweet|bericht|kaart|grafiek|podcast)\.?"
        ),
    ),
    "share": (
        (
            rf"(?:deel|delen)(?: (?:dit|het)(?: artikel| bericht| nieuws| verhaal| stuk)?)?"
            rf" (?:op|via|met|per) {_NETWORKS}"
        ),
        (
            r"(?:deel|bewaar|print|mail|tweet|onthoud)(?: dit| het)?"
            r" (?:artikel|bericht|nieuws|verhaal)"
        ),
        rf"{_NETWORK}(?:(?: ?[,/|·•] ?| ){_NETWORK}){{2,6}}",
        r"kopieer (?:de )?link(?: naar klembord)?",
        r"volg ons(?: ook)? (?:op|via) .{2,60}",
    ),
    "reactions": (
        r"[0-9]{1,5} reacties?",
        r"reacties? ?\([0-9]{1,5}\)",
        (
            r"(?:plaats|bekijk|lees|toon|schrijf|geef)(?: je| uw| een| alle| de| hier)?"
            r"(?: [0-9]{1,5})? reacties?"
        ),
        r"reageer(?: (?:op dit artikel|hier|nu|als eerste|zelf))?[.!]?",
        r"wees de eerste (?:die reageert|om te reageren)[.!]?",
        r"log in om te (?:kunnen )?reageren\.?",
        r"er zijn (?:nog )?geen reacties(?: geplaatst)?\.?",
    ),
    "reading_time": (
        rf"(?:geschatte )?(?:lees|luister)tijd ?:? ?{_MINUTES}",
        rf"{_MINUTES} (?:lees|luister)tijd",
        rf"(?:in )?{_MINUTES} (?:om te )?lezen",
        r"[0-9]{1,2} (?:minuten|minuut|uur|uren|dagen|dag|weken|week|maanden|maand) geleden",
    ),
    "subscription": (
        (
            r"abonneer(?: (?:je|u|jezelf|uzelf))?(?: (?:nu|hier|meteen|vandaag))?"
            r"(?: (?:op|voor) .{2,60})?[.!]?"
        ),
        r"(?:word|neem) (?:nu |hier )?(?:een )?abonn(?:ee|ement)[.!]?",
        r"(?:al|bent u al|ben je al|reeds) (?:een )?abonnee ?\?(?: ?(?:log|meld) .{2,40})?",
        (
            r"(?:schrijf|meld) (?:je|u) (?:hier |nu )?(?:in|aan) (?:voor|op) (?:de|onze) .{0,40}"
            r"nieuwsbrief(?:.{0,40})?"
        ),
        r"lees (?:dit artikel|verder) (?:gratis|als abonnee)[.!]?",
    ),
    "paywall": (
        (
            r"(?:dit (?:artikel|verhaal|bericht) is )?(?:alleen|enkel|exclusief|uitsluitend)"
            r"(?: te lezen| toegankelijk| beschikbaar)? voor (?:onze )?(?:plus-?)?abonnees\.?"
        ),
        r"(?:om|wil|wilt) (?:je |u )?(?:dit artikel )?verder (?:te )?lezen\b.{0,60}abonn.{0,40}",
    ),
    "cookies": (
        (
            r"(?:(?:accepteer|aanvaard|weiger|beheer)(?: alle)?|alle) cookies"
            r"(?: (?:accepteren|aanvaarden|weigeren))?"
        ),
        r"cookie(?:s|beleid|voorkeuren|verklaring|[- ]?instellingen)(?: (?:aanpassen|beheren))?",
        (
            r"(?:wij|we|deze (?:web)?site|onze (?:web)?site) (?:gebruik(?:en|t)?|maakt? gebruik)"
            r" (?:van )?(?:functionele |analytische )?cookies.{0,60}"
            r"(?:verbeteren|toestemming|akkoord|ervaring|voorkeuren|surf|werken).{0,100}"
        ),
    ),
    "navigation": (
        r"(?:volgende?|vorige?) (?:artikel|bericht|pagina)(?: ?[>»›→])?",
        r"(?:terug )?naar (?:boven|de homepage|het overzicht|de startpagina)",
        r"terug naar overzicht",
        r"ga (?:direct )?naar (?:de )?(?:inhoud|hoofdinhoud|navigatie)",
        r"home(?: ?[>»›/] ?[\w&’' -]{2,30}){1,4}",
    ),
    "tags": (r"(?:tags?|trefwoorden|(?:lees )?meer over) ?: ?\S.{0,160}",),
    "copyright": (r"(?:(?:©|\(c\)|copyright) .{2,60} ?)?alle rechten voorbehouden\.?",),
}
_UNMISTAKABLE: Final = re.compile(
    "|".join(
        f"(?P<{rule}>{'|'.join(f'(?:{one})' for one in patterns)})"
        for rule, patterns in _PATTERNS.items()
    ),
    re.IGNORECASE,
)
_BESIDE_IT: Final = re.compile(
    rf"(?:{_NETWORK}|delen?|tweet|mail|print|afdrukken|bewaar|bewaren|opslaan|sluiten?|menu|home"
    r"|zoeken?|volgende?|vorige?|reacties|inloggen|log in|registreer|registreren|aanmelden|premium"
    r"|plus|meer|lees meer|luister|kopieer|nieuwsbrief|privacy(?:beleid|verklaring)?"
    r"|gebruiksvoorwaarden)",
    re.IGNORECASE,
)
_FIRST_WORDS: Final = as_words("""
    aanvaard abonneer accepteer advertentie advertentieblok advertenties al alle alleen artikel
    beheer bekijk ben bent bewaar cookie cookie-instellingen cookiebeleid cookies
    cookieverklaring cookievoorkeuren copyright c de deel delen deze dit email e-mail enkel er
    exclusief facebook bluesky mastodon pinterest instagram ga geef geschatte het home in kopieer
    leestijd linkedin log luistertijd lees mail meer meld naar neem om onthoud onze plaats print
    reactie reacties reageer reeds schrijf scroll tag tags tekst terug toon trefwoorden tweet
    twitter uitsluitend ca verder volg volgend volgende vorig vorige we wees weiger whatsapp wij
    wil wilt word x alle
""")
_CREDIT: Final = re.compile(
    r"(?:©|\(c\) ?|copyright ).{2,70}|(?:foto|beeld|video)(?:'s)? ?[:©] ?"
    rf"(?:{AGENCY_LIST}|belga ?image|(?:anp|hollandse hoogte|isopix|photo ?news|rv|rr|getty"
    r"(?: images)?)(?: ?/ ?[\w .]{2,30})?)",
    re.IGNORECASE,
)
_PUNCTUATION: Final = "-–—•*[]():.,!?/|± ©"
_LONGEST: Final = 240
_LONGEST_BESIDE: Final = 24
_LONGEST_CREDIT: Final = 80


def without_boilerplate(lines: Sequence[Line], notes: Notes) -> Sequence[Line]:
    """Leave out the lines that unmistakably belong to the website around the article.

    Words that an article may use as well ("Facebook", "Volgende") go only where they stand next
    to such a line. A text of nothing else is left alone.
    """
    rules = [_rule(line.text) for line in lines]
    if not any(rules):
        return lines
    _spread(rules, lines, range(1, len(lines)), -1)
    _spread(rules, lines, range(len(lines) - 2, -1, -1), 1)
    if all(rules):
        return lines
    for line, rule in zip(lines, rules, strict=True):
        if rule:
            notes.saw("ignored", rule, line.start, line.end)
    if "boilerplate_paywall" in rules:
        notes.warn(
            "paywall",
            "body",
            "Bij de tekst staat dat het artikel alleen voor abonnees is; "
            "hij is mogelijk onvolledig.",
        )
    return [line for line, rule in zip(lines, rules, strict=True) if not rule]


def is_credit(line: Line) -> bool:
    """Tell a line such as `© Photo News` or `Foto: ANP`, which belongs to a picture."""
    return len(line.text) <= _LONGEST_CREDIT and bool(_CREDIT.fullmatch(line.text))


def _rule(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    first = text.partition(" ")[0].lower().strip(_PUNCTUATION)
    if first not in _FIRST_WORDS and first and not first[0].isdigit():
        return ""
    found = _UNMISTAKABLE.fullmatch(text)
    return f"boilerplate_{found.lastgroup}" if found else ""


def _spread(rules: list[str], lines: Sequence[Line], order: range, towards: int) -> None:
    """Let the words that may be either follow the line that they stand beside."""
    for at in order:
        beside = not rules[at] and rules[at + towards] and len(lines[at].text) <= _LONGEST_BESIDE
        if beside and _BESIDE_IT.fullmatch(lines[at].text):
            rules[at] = "boilerplate_beside"
