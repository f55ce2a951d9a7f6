"""What a dictionary knows of Dutch words: that they exist, and the form all inflections share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

import simplemma
from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY, DefaultStrategy

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 64  # characters; what is longer is no Dutch word, and is left as it stands
_ABBREVIATION = 4  # letters; "IS" and "NAVO" are no forms of "zijn" or of anything

_STRATEGY = DefaultStrategy()  # without simplemma's cache, which would hold all words twice

# Where simplemma picks the rarer reading of a form that newspapers use all the time, or errs.
_READINGS = """
    aanbod:aanbod
    bad:bad badje badjes
    baren:baren baar baart baarde baarden
    beer:beer beren beertje beertjes
    biden:bidens
    bolwerk:bolwerk bolwerken
    breiden:breiden breidt breidde breidden
    email:email emails e-mail e-mails
    geloof:geloof
    gevaar:gevaren
    gevangene:gevangenen
    haan:haan hanen haantje
    hengst:hengst
    kampioen:kampioenen
    keten:keten
    koe:koe koeien koetje
    leder:leder
    lid:leden
    links:links linkse
    loge:loge
    look:look
    mail:mail mails mailtje mailtjes
    meer:meer meren meertje
    merken:merkte merkten
    noot:noot noten nootje nootjes
    oefenen:oefende oefenden
    peer:peer peren peertje peertjes
    rok:rok rokken rokje rokjes
    rook:rook
    rots:rots rotsen
    ruiken:ruiken ruikt
    rukken:ruk rukt rukken rukte rukten
    schaap:schapen schaapje schaapjes
    schild:schild schilden
    slopen:slopen sloop sloopt sloopte sloopten gesloopt gesloopte
    speld:speld spelden
    spellen:gespeld
    teef:teef teven
    vaart:vaart
    vals:vals valse valser valste
    verenigd:verenigd verenigde
    wassen:wassen wast
    wees:wees
    zonde:zonde
    """
_COMMONER = {
    form: word
    for word, _, forms in (line.strip().partition(":") for line in _READINGS.splitlines())
    for form in forms.split()
}


@lru_cache(maxsize=8_192)
def _dictionary_form(lowered: str) -> str:
    if common := _COMMONER.get(lowered):
        return common
    composed = normalize("NFC", lowered)
    form = None if "'" in composed else _dictionary().get(composed)
    form = form or _STRATEGY.get_lemma(composed, "nl") or composed
    return form.lower().replace("_", "")


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[str, str]:
    """Give simplemma's own table, which answers for most words before any of its rules."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")


def lemma(word: str) -> str:
    """Give the form that all inflections share, in lower case with its accents.

    "verkiezing" of "Verkiezingen", "brand" of "brandde". An unknown word, a name or a short
    abbreviation in capitals comes back as it stands, in lower case. The forms are simplemma's,
    whose noun and verb readings sometimes point at each other (boot > boten > boot), so we
    follow them and settle on the shortest of such a circle.
    """
    lowered = word.lower().replace("’", "'")
    if not lowered or len(lowered) > _LONGEST:
        return lowered
    if len(word) <= _ABBREVIATION and len(word) > 1 and word.isupper():
        return lowered
    form = _dictionary_form(lowered)
    if form == lowered or form == _dictionary_form(form):
        return form
    path = [lowered, form]
    while (form := _dictionary_form(path[-1])) not in path:
        path.append(form)
    return min(path[path.index(form) :], key=lambda form: (len(form), form))


@lru_cache(maxsize=1_024)
def is_ordinary(word: str) -> bool:
    """Whether a dictionary knows the word, in lower case, so that a capital proves no name."""
    return 0 < len(word) <= _LONGEST and simplemma.is_known(word.lower(), lang="nl")


def knows(word: str) -> bool:
    """Whether the dictionary has just these letters, so with a capital only where it has one."""
    return _dictionary().get(word) is not None
