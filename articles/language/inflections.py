"""What a Dutch form may be an inflection of, told from its letters alone.

Each function gives candidates, of which a dictionary must say which exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOWELS = "aeiou"
# Plurals with a long vowel of a singular with a short one, and others that read as a verb or name.
_UNUSUAL = dict(
    pair.split(":")
    for pair in [
        "baden:bad",
        "bevelen:bevel",
        "bladen:blad",
        "bladeren:blad",
        "dagen:dag",
        "daken:dak",
        "dalen:dal",
        "gaten:gat",
        "gebeden:gebed",
        "geboden:gebod",
        "gebreken:gebrek",
        "gelederen:gelid",
        "gemoederen:gemoed",
        "glazen:glas",
        "goden:god",
        "graven:graf",
        "holen:hol",
        "kalveren:kalf",
        "lammeren:lam",
        "hoven:hof",
        "leden:lid",
        "loten:lot",
        "oorlogen:oorlog",
        "paden:pad",
        "raderen:rad",
        "schepen:schip",
        "schoten:schot",
        "slagen:slag",
        "sloten:slot",
        "smeden:smid",
        "spelen:spel",
        "stadia:stadion",
        "steden:stad",
        "theses:thesis",
        "vaten:vat",
        "verboden:verbod",
        "verdragen:verdrag",
        "verloven:verlof",
        "wegen:weg",
        "zonen:zoon",
    ]
)
_SHORTEST_STEM = 3
_SOFTENED = {"v": "f", "z": "s"}
_HARDENED = {"f": "v", "s": "z"}


def singulars(word: str) -> Iterator[str]:
    """Give what the word may be the plural of: brieven gives brief."""
    if word.endswith("s"):
        yield word[:-1].rstrip("'")
    elif word.endswith("a"):
        yield word[:-1] + "um"
    elif word.endswith("ici"):
        yield word[:-1] + "us"
    elif word.endswith("en") and word[2:-2]:
        if word.endswith("eren"):
            yield word[:-4]
        if word.endswith("heden"):
            yield word[:-5] + "heid"
        yield word[:-1]
        yield from _closed(word[:-2])


def unusual_singular(word: str) -> str:
    """Give the noun of a plural that a dictionary may take for another word; empty of others."""
    return _UNUSUAL.get(word, "")


def softened_singular(word: str) -> str:
    """Give what may be the noun of a plural with v or z, which no stemmer tells: golf of golven.

    Not of a noun with a short vowel, which doubles its letter: lezen is no plural of les.
    """
    stem = word.removesuffix("en")
    if stem == word or len(stem) < _SHORTEST_STEM or stem[-1] not in _SOFTENED:
        return ""
    *_, longest = _closed(stem)
    return "" if _is_closed_syllable(longest) else longest


def bare_adjectives(word: str) -> Iterator[str]:
    """Give what an adjective in -e may be without its ending: heet of hete, somber of sombere."""
    stem = word.removesuffix("e")
    if stem == word or len(stem) < _SHORTEST_STEM:
        return
    *_, longest = _closed(stem)
    yield longest
    if not _is_closed_syllable(stem) or stem.endswith("w"):
        yield stem


def _is_closed_syllable(stem: str) -> bool:
    """Whether a stem is one syllable with a short vowel and one consonant: les, het."""
    vowels = [letter in _VOWELS for letter in stem]
    return vowels[-2:] == [True, False] and sum(vowels) == 1


def _closed(stem: str) -> Iterator[str]:
    """Spell a stem without its ending: briev(en) is brief, raket(t)en raket, prijz(en) prijs."""
    yield stem
    if stem[-1] == stem[-2]:
        yield stem[:-1]
        return
    hard = stem[:-1] + _SOFTENED.get(stem[-1], stem[-1])
    if hard != stem:
        yield hard
    if hard[-1] not in _VOWELS and hard[-2] in "aeou" and hard[-3:-2] not in tuple(_VOWELS):
        yield hard[:-1] + hard[-2:]


def infinitives(stem: str) -> Iterator[str]:
    """Give the verbs that the stem may be of: spaar gives sparen, stop stoppen."""
    last = stem[-1]
    yield stem + "en"
    yield stem + last + "en"
    if stem.endswith("ij"):
        yield stem + "den"
    soft = _HARDENED.get(last)
    if soft:
        yield stem[:-1] + soft + "en"
    if stem[-2:-1] and stem[-2:-1] == stem[-3:-2]:
        yield stem[:-2] + last + "en"
        if soft:
            yield stem[:-2] + soft + "en"


def undiminished(word: str) -> Iterator[str]:
    """Give the nouns that the word may be a diminutive of: balletjes gives ballet and bal."""
    stem = word.removesuffix("s").removesuffix("je")
    yield stem
    if stem.endswith("t"):
        yield from _without_t(stem)
    elif stem.endswith("p"):
        yield stem[:-1]
    elif stem.endswith("k"):
        yield stem[:-1] + "g"


def _without_t(stem: str) -> Iterator[str]:
    if stem[-2:-1] in tuple("aeiouylnrwj'"):
        yield stem[:-1].rstrip("'")
    if stem.endswith("et"):
        yield stem[:-2]
        if stem[-4:-3] == stem[-3:-2]:
            yield stem[:-3]
    elif stem[-3:-1] in {"aa", "oo", "uu"}:
        yield stem[:-2]
