"""Lists that tell what kind of word a token is: first names, towns, and words beside names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

from articles.language.folding import fold
from articles.language.recognising.splitting import sentences
from articles.language.vocabulary import PARTICLES, is_role

_FOLDER = Path(__file__).parent


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ORGANISATION = re.compile(
    r"(?:bank|bond|club|partij|universiteit|hogeschool|school|college|ministerie|departement|raad|"
    r"hof|tribunaal|rechtbank|stichting|vereniging|federatie|centrum|instituut|museum|theater|schouwburg|"
    r"ziekenhuis|kliniek|groep|fonds|dienst|agentschap|agentuur|maatschappij|fabriek|fabrikant|"
    r"bedrijf|concern|reus|keten|producent|uitgever|uitgeverij|orkest|ensemble|band|commissie|"
    r"comite|parlement|politie|brandweer|parket|krant|blad|omroep|zender|bureau|organisatie|"
    r"beweging|unie|verbond|alliantie|coalitie|vakbond|verzekeraar|bouwer|werf|holding|group|"
    r"tak|dochter|ploeg|team|elftal|formatie|fractie|academie|platform|netwerk|winkel|warenhuis|"
    r"supermarkt|restaurant|cafe|rederij|brouwerij|bakkerij|drukkerij|bouwbedrijf|coop|liga)$"
)
_FIRM = _set(
    "nv bv bvba vzw cv cvba ag gmbh inc ltd plc sa spa corp co fc sc sv vv kv krc rsc kvc kfc ksk "
    "ac as bc hc tc rc sk fk aa kaa us group holding bank united city airlines press news times "
    "post international services systems partners foundation europe belgium nederland vlaanderen "
    "instituut universiteit university college club partij federatie stichting ministerie raad "
    "hof commissie unie bond museum theater orkest"
)
_PLACE = re.compile(
    r"(?:stad|stadje|dorp|dorpje|gemeente|provincie|regio|streek|rivier|eiland|eilanden|wijk|"
    r"hoofdstad|haven|straat|laan|plein|steenweg|kaai|kade|gracht|polder|grens|kust|vallei|berg|"
    r"gebergte|meer|zee|park|kanaal|snelweg|luchthaven|vliegveld|station|gehucht|district|"
    r"departement|staat|deelstaat|graafschap|buurt|gebied|enclave|badplaats|kuststad|woestijn|"
    r"autoweg|gevangenis|kerk|kathedraal|abdij|kasteel|paleis|stadion|brug|tunnel|bos|woud|baai)$"
)
_STREET = re.compile(
    r".{2}(?:straat|laan|plein|steenweg|kaai|kade|gracht|weg|dreef|lei|dijk|markt|brug|park|"
    r"kanaal|polder|poort|baan|singel|haven|meer|zee|berg|eiland|eilanden|gem|kerke|hem|hove|"
    r"zele|beke|drecht|recht|dam|burg|berge|wijk|dorp|stad|ville|bourg|land|stan|hout|voort|voorde)$"
)
_PERSON = _set(
    "zanger zangeres acteur actrice regisseur schrijver schrijfster auteur dichter schilder "
    "kunstenaar kunstenares componist dirigent renner wielrenner voetballer speler speelster "
    "verdediger middenvelder aanvaller doelman keeper spits tennisser tennisster atleet atlete "
    "advocaat rechter procureur onderzoeksrechter professor hoogleraar dokter arts onderzoeker "
    "journalist redacteur correspondent fotograaf schepen wethouder minister senator "
    "volksvertegenwoordiger kamerlid politicus politica directeur directrice manager ceo "
    "voorzitter eigenaar "
    "bewoner buurvrouw buurman vader moeder zoon dochter broer zus man vrouw echtgenoot weduwe "
    "partner collega leerling student studente leraar lerares juf meester zaakvoerder uitbater "
    "uitbaatster landbouwer boer boerin slager bakker kapper coach trainer bondscoach winnaar "
    "winnares kampioen kopman ploegmaat landgenoot landgenote ploegleider scheidsrechter "
    "ingenieur architect econoom historicus socioloog psycholoog filosoof pastoor priester pater "
    "zuster kardinaal bisschop paus imam rabbijn koning koningin prins prinses keizer generaal "
    "kolonel kapitein luitenant sergeant agent inspecteur commissaris verdachte slachtoffer "
    "beklaagde getuige familie heer mevrouw meneer dame gezin wijlen genaamd heet heette "
    "rector deken kanunnik abt notaris deurwaarder curator ex-minister oud-minister "
    "vicepremier staatssecretaris informateur formateur partijleider fractieleider"
)
_PERSON_END = re.compile(
    r"(?:loog|loge|ist|iste|icus|ica|noom|graaf|directeur|directrice|leider|leidster|"
    r"houder|houdster|voerder|voerster|werker|werkster|speler|speelster|rijder|rijdster|"
    r"maker|maakster|meester|trainer|coach|adviseur|kundige|redacteur|ondernemer|"
    r"onderzoeker|advocaat|schepen|wethouder|lid|arts|expert|specialist|specialiste|baas)$"
)
_SAYING = _set(
    "zegt zei aldus vindt vond denkt dacht vertelt vertelde meldt meldde stelt stelde klinkt klonk "
    "reageert reageerde verklaart verklaarde legt vreest hoopt gelooft weet wist lacht zucht "
    "antwoordt antwoordde vraagt vroeg benadrukt waarschuwt noemt noemde herinnert besluit"
)
_SPORT = _set(
    "trainer coach doelman keeper spits verdediger middenvelder aanvaller wedstrijd speeldag match "
    "doelpunt doelpunten goal scoorde gescoord gelijkspel penalty strafschop ploeg renner renners "
    "koers peloton competitie derby supporter supporters kampioen titel bal rust seizoen club "
    "scheidsrechter aftrap verloor won klopte voetbal voetballer voetballers"
)
_INTO = _set("in te naar uit vanuit rond nabij bij tot tussen richting langs via over")


def _listed(file_name: str) -> list[str]:
    lines = (_FOLDER / file_name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Give common first names, folded."""
    return frozenset(fold(name) for line in _listed("first_names.txt") for name in line.split())


@lru_cache(maxsize=1)
def names() -> tuple[tuple[str, frozenset[str]], ...]:
    """Give the listed names by kind, folded."""
    organisations = ";".join(_listed("organisations.txt")).split(";")
    return (
        ("town", frozenset(map(fold, _listed("places.txt")))),
        ("organisation", frozenset(fold(name.strip()) for name in organisations)),
    )


@lru_cache(maxsize=1)
def longer_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Give the listed names of more than one token by their first, the longest first."""
    found: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for kind, listed in names():
        for name in sorted(listed):
            tokens = tuple(token.text for sentence in sentences(name) for token in sentence)
            if len(tokens) > 1:
                found[tokens[0]].append((tokens, kind))
    return {first: sorted(same, key=lambda one: -len(one[0])) for first, same in found.items()}


def is_word(text: str) -> bool:
    """Whether simplemma's dictionary has the word in this very case."""
    return text in DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")


def classes_of(folded: str) -> list[str]:
    """Tell what a word says about a name beside it."""
    found = []
    if folded in PARTICLES:
        found.append("particle")
    if is_role(folded) or folded in _PERSON or _PERSON_END.search(folded):
        found.append("person")
    if _ORGANISATION.search(folded):
        found.append("organisation")
    if _PLACE.search(folded):
        found.append("place")
    if folded in _SAYING:
        found.append("saying")
    if folded in _INTO:
        found.append("into")
    if folded in _SPORT:
        found.append("sport")
    return found


def is_firm_word(folded: str) -> bool:
    """Whether a capitalised word often belongs to the name of a firm, a club or an institution."""
    return folded in _FIRM or _ORGANISATION.search(folded) is not None


def is_like_place(folded: str) -> bool:
    """Whether a capitalised word ends as streets, waters and villages do."""
    return _STREET.search(folded) is not None
