"""Short lists of Dutch words that tell what a capital beside a name means."""

from __future__ import annotations

import re

from articles.language.words import is_ordinary


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PARTICLES = _set(
    "al el ul bin ibn ben abu von vom zu zum van vander vande vanden der den de d des du di da "
    "dos das della del la le les los ter ten te tot 't"
)
DETERMINERS = _set("de den een die deze dezelfde elke iedere geen andere jonge oude")
LOCATIVES = _set("in naar uit te vanuit rond nabij boven richting binnen buiten")

# First names that the dictionary knows as words too; others are known by not being in it.
FIRST_NAMES = _set(
    "alexander an bas ben bo charles daan dries els eva frank geert griet guy hans hendrik iris "
    "jan jasmijn jet karel karin kim klaas koen kris lies linde lot marc mark maxime noor peter "
    "piet rik rob roos sam tim tom wil willem wim bram stan ward toon rita hilde mia bert gert "
    "niels nick mick joke ines liesbeth martin simon marie dirk ann jo"
)

# Heads of foreign firms and papers that borrow a place or a country: Brussels Airlines.
FIRM_HEADS = _set(
    "air airlines airways airport times post daily news herald journal express university "
    "college institute tower park street city united open masters marathon group holding bank "
    "beach bay hotel hilton records studios motors petroleum telecom pride film"
)

# What a sports club or station puts before its town; neither is a mention of the town.
CLUBS = _set(
    "fc sc sv ac as aa kaa kv krc rsc rfc kvc ksv ssc vv fk club real atletico racing standard "
    "sporting olympique inter borussia bayern dinamo dynamo lokomotiv hapoel maccabi air radio"
)

_ROLES = _set(
    "president presidente paus keizer sir lord lady sjeik ayatollah sultan emir meneer mevrouw "
    "mijnheer heer dame familie kabinet team lid trainer coach prins prinses"
)
_ROLE_ENDING = re.compile(
    r"(?:minister|premier|president|commissaris|voorzitter|voorzitster|leider|leidster|topman|"
    r"topvrouw|chef|baas|(?:kamer|raads|parlements|bestuurs|partij)lid|burgemeester|generaal|"
    r"kanselier|secretaris|koning|koningin|kardinaal|bisschop|ambassadeur|gouverneur|"
    r"professor|dokter|coach|woordvoerder|woordvoerster|expert|oloog|kandidaat|senator|"
    r"admiraal|kolonel|regering)$"
)


def is_role(word: str) -> bool:
    """Whether a lower-case word is a Dutch title or function: vicepremier, viroloog."""
    return word in _ROLES or _ROLE_ENDING.search(word) is not None


def may_be_name(word: str) -> bool:
    """Whether a capitalised word is in no dictionary, so that its capital makes it a name."""
    return word[:1].isupper() and not is_ordinary(word)
