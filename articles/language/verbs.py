"""Dutch verbs whose forms an alphabetical dictionary leaves apart.

Strong verbs, whose past has another vowel (stal, gestolen: stelen) and often the letters of
another word; and separable verbs, whose first part stands elsewhere in the clause (de minister
kondigde … aan: aankondigen; af te schaffen: afschaffen).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from articles.language.dictionary import knows, lemma
from articles.language.folding import fold
from articles.language.frequencies import kinds
from articles.language.inflections import infinitives

if TYPE_CHECKING:
    from collections.abc import Iterator

# Infinitive, past in the singular and in the plural, participle.
_STRONG = """
    bakken bakte bakten gebakken, bedelven bedolf bedolven bedolven, bederven bedierf bedierven
    bedorven, bedriegen bedroog bedrogen bedrogen, beginnen begon begonnen begonnen, bergen borg
    borgen geborgen, bevelen beval bevalen bevolen, bewegen bewoog bewogen bewogen, bezwijken
    bezweek bezweken bezweken, bidden bad baden gebeden, bieden bood boden geboden, bijten beet
    beten gebeten, binden bond bonden gebonden, blazen blies bliezen geblazen, blijken bleek bleken
    gebleken, blijven bleef bleven gebleven, breken brak braken gebroken, brengen bracht brachten
    gebracht, buigen boog bogen gebogen, denken dacht dachten gedacht, dingen dong dongen gedongen,
    doen deed deden gedaan, dragen droeg droegen gedragen, drijven dreef dreven gedreven, dringen
    drong drongen gedrongen, drinken dronk dronken gedronken, druipen droop dropen gedropen,
    duiken dook doken gedoken, dwingen dwong dwongen gedwongen, eten at aten gegeten, fluiten floot
    floten gefloten, gaan ging gingen gegaan, gelden gold golden gegolden, genezen genas genazen
    genezen, genieten genoot genoten genoten, geven gaf gaven gegeven, gieten goot goten gegoten,
    glijden gleed gleden gegleden, glimmen glom glommen geglommen, graven groef groeven gegraven,
    grijpen greep grepen gegrepen, hangen hing hingen gehangen, heffen hief hieven geheven, helpen
    hielp hielpen geholpen, hijsen hees hesen gehesen, houden hield hielden gehouden, houwen hieuw
    hieuwen gehouwen, kiezen koos kozen gekozen, kijken keek keken gekeken, klimmen klom klommen
    geklommen, klinken klonk klonken geklonken, knijpen kneep knepen geknepen, komen kwam kwamen
    gekomen, kopen kocht kochten gekocht, krijgen kreeg kregen gekregen, krimpen kromp krompen
    gekrompen, kruipen kroop kropen gekropen, kwijten kweet kweten gekweten, laden laadde laadden
    geladen, laten liet lieten gelaten, lezen las lazen gelezen, liegen loog logen gelogen, liggen
    lag lagen gelegen, lijden leed leden geleden, lijken leek leken geleken, lopen liep liepen
    gelopen, meten mat maten gemeten, mijden meed meden gemeden, nemen nam namen genomen, prijzen
    prees prezen geprezen, rijden reed reden gereden, rijzen rees rezen gerezen, roepen riep riepen
    geroepen, ruiken rook roken geroken, scheiden scheidde scheidden gescheiden, schelden schold
    scholden gescholden, schenken schonk schonken geschonken, scheppen schiep schiepen geschapen,
    scheren schoor schoren geschoren, schieten schoot schoten geschoten, schijnen scheen schenen
    geschenen, schrijden schreed schreden geschreden, schrijven schreef schreven geschreven,
    schrikken schrok schrokken geschrokken, schuiven schoof schoven geschoven, slaan sloeg sloegen
    geslagen, slapen sliep sliepen geslapen, slijpen sleep slepen geslepen, slijten sleet sleten
    gesleten, sluipen sloop slopen geslopen, sluiten sloot sloten gesloten, smelten smolt smolten
    gesmolten, smijten smeet smeten gesmeten, snijden sneed sneden gesneden, snuiven snoof snoven
    gesnoven, spinnen spon sponnen gesponnen, splijten spleet spleten gespleten, spreken sprak
    spraken gesproken, springen sprong sprongen gesprongen, spuiten spoot spoten gespoten, staan
    stond stonden gestaan, steken stak staken gestoken, stelen stal stalen gestolen, sterven stierf
    stierven gestorven, stijgen steeg stegen gestegen, stinken stonk stonken gestonken, strijden
    streed streden gestreden, strijken streek streken gestreken, treden trad traden getreden,
    treffen trof troffen getroffen, trekken trok trokken getrokken, vallen viel vielen gevallen,
    vangen ving vingen gevangen, varen voer voeren gevaren, vechten vocht vochten gevochten,
    verdwijnen verdween verdwenen verdwenen, vergeten vergat vergaten vergeten, verliezen verloor
    verloren verloren, verslinden verslond verslonden verslonden, verzinnen verzon verzonnen
    verzonnen, vinden vond vonden gevonden, vlechten vlocht vlochten gevlochten, vliegen vloog
    vlogen gevlogen, vragen vroeg vroegen gevraagd, vriezen vroor vroren gevroren, wassen waste
    wasten gewassen, wegen woog wogen gewogen, werpen wierp wierpen geworpen, werven wierf wierven
    geworven, weten wist wisten geweten, wijken week weken geweken, wijten weet weten geweten,
    wijzen wees wezen gewezen, winden wond wonden gewonden, winnen won wonnen gewonnen, worden werd
    werden geworden, wreken wreekte wreekten gewroken, wrijven wreef wreven gewreven, zenden zond
    zonden gezonden, zien zag zagen gezien, zingen zong zongen gezongen, zinken zonk zonken
    gezonken, zitten zat zaten gezeten, zoeken zocht zochten gezocht, zuigen zoog zogen gezogen,
    zuipen zoop zopen gezopen, zwellen zwol zwollen gezwollen, zwemmen zwom zwommen gezwommen,
    zweren zwoer zwoeren gezworen, zwerven zwierf zwierven gezworven, zwijgen zweeg zwegen gezwegen
    """
# Forms that in a newspaper are hardly ever the verb: "weken" are weeks, "weet" is of weten.
_OTHER_WORDS = frozenset(
    [
        "weken",
        "aangezien",
        "week",
        "weten",
        "weet",
        "wezen",
        "wees",
        "reden",
        "leden",
        "sloten",
        "sloot",
        "zaten",
        "bad",
        "golden",
        "vocht",
        "graven",
        "mat",
        "maten",
        "wond",
        "wonden",
        "was",
        "sleep",
        "sloop",
        "slopen",
    ]
)
_INSEPARABLE = ("be", "ont", "ver", "her", "ge", "over", "onder", "door", "voor")
# The first parts of separable verbs.
_PARTICLES = (
    "aan|achter|achteruit|af|bekend|bij|binnen|bijeen|deel|dicht|dood|door|gevangen|goed|in|kennis|klaar|los|mee|na|neer|om|"
    "onder|op|open|over|plaats|rond|samen|schoon|stil|stop|teleur|tegen|terecht|terug|thuis|toe|"
    "tekort|tentoon|uit|uiteen|vast|vol|voor|voort|vooruit|voorbij|vrij|weer|weg"
)
_PARTICLE = re.compile(_PARTICLES)
_LONGER_PARTICLE = re.compile("achteruit|bijeen|uiteen|voorbij|voort|vooruit")
_WITH_TE = re.compile(rf"\b({_PARTICLES}) te ([a-z\u00e0-\u00ff]{{3,}}n)\b")
# Most of these are prepositions too: they belong to a verb where what follows is none of theirs.
_NO_PREPOSITION = (
    "achteruit|af|bekend|bijeen|deel|dicht|dood|gevangen|kennis|klaar|los|mee|neer|plaats|samen|schoon|stil|stop|teleur|"
    "tentoon|terecht|terug|thuis|tekort|toe|uiteen|vast|voort|vooruit|vrij|weg"
)
_APART = re.compile(
    rf" (?:({_NO_PREPOSITION})\b|({_PARTICLES})(?=[.,;:!?)\n'\"\u2019]|$"
    r"| (?:aan|bij|door|in|met|na|naar|op|over|tegen|tot|tijdens|uit|van|volgens|voor|wegens) ))"
)
_CLAUSE_END = re.compile(r"[.;:!?\n]")
_WORD = re.compile(r"[a-z\u00e0-\u00ff]+")
_WEAK_ENDINGS = ("den", "ten", "de", "te", "d", "t")
_SHORTEST_STEM = 4
MOST_BETWEEN = 120  # characters


@lru_cache(maxsize=1)
def _infinitives() -> dict[str, str]:
    found: dict[str, str] = {}
    for verb in _STRONG.split(","):
        infinitive, *forms = verb.split()
        for form in forms:
            if form not in _OTHER_WORDS:
                found.setdefault(form, infinitive)
    return found


@lru_cache(maxsize=1 << 13)
def infinitive(word: str) -> str:
    """Give the verb that a lower-case word can be the past of; empty of what is no such form."""
    known = _infinitives()
    if word in known:
        return known[word]
    for prefix in _INSEPARABLE:
        rest = word.removeprefix(prefix)
        verb = known.get(rest) or known.get(f"ge{rest}")
        if rest != word and verb and knows(prefix + verb):
            return prefix + verb
    return _with_particle(word) or ("" if _is_explained(word) else _weak(fold(word)))


def _with_particle(word: str) -> str:
    """Find the separable verb of a strong past or participle: opblazen of opgeblazen."""
    kind = kinds()[word]
    if kind.noun or kind.plural or kind.verb or word in _OTHER_WORDS:
        return ""
    for match in filter(None, (_PARTICLE.match(word), _LONGER_PARTICLE.match(word))):
        if verb := _infinitives().get(word[match.end() :]):
            joined = match[0] + verb
            if kinds()[joined].verb and knows(joined):
                return joined
    return ""


def _is_explained(word: str) -> bool:
    """Whether a dictionary says what a word is, and not by mistake: keurde is no form of keure."""
    if not knows(word):
        return False
    kind = kinds()[word]
    is_past = word.endswith(("de", "den", "te", "ten")) and lemma(word) not in {word, word + "n"}
    other = kind.noun or kind.plural or kind.adjective
    return not is_past or other or kinds()[fold(lemma(word))].verb


def _weak(word: str) -> str:
    """Find the verb of a weak past or participle that no dictionary has: geprivatiseerde."""
    found = {
        verb: kind.zipf
        for ending in _WEAK_ENDINGS
        if word.endswith(ending)
        for stem in _stems(word.removesuffix(ending))
        for verb in infinitives(stem)
        if (kind := kinds()[verb]).verb
    }
    return max(found, key=found.__getitem__, default="")


def _stems(part: str) -> Iterator[str]:
    for start in ("ge", ""):
        stem = part.removeprefix(start)
        if len(stem) >= _SHORTEST_STEM and part.startswith(start):
            yield stem


def separated(text: str) -> Iterator[str]:
    """Give the infinitives of the separable verbs whose parts stand apart in a text."""
    lowered = text.lower()
    for match in _WITH_TE.finditer(lowered):
        yield from _joined(match[1], match[2])
    for match in _APART.finditer(lowered):
        before = lowered[max(0, match.start() - MOST_BETWEEN) : match.start()]
        clause = _CLAUSE_END.split(before)[-1]
        yield from _finite(match[1] or match[2], clause)


def _finite(particle: str, clause: str) -> tuple[str, ...]:
    """Find the verb that goes with the particle: the nearest of which both make a known verb."""
    for word in reversed(_WORD.findall(clause)):
        may_be_verb = not kinds()[word].plural or word in _infinitives()
        if may_be_verb and (found := _joined(particle, word)):
            return found
    return ()


def _joined(particle: str, word: str) -> tuple[str, ...]:
    """Give the verb of a particle and a form of a verb, if a dictionary knows it."""
    for verb in _verbs_of(word):
        if kinds()[particle + verb].verb:
            return (fold(lemma(particle + verb)),)
    return ()


@lru_cache(maxsize=1 << 14)
def _verbs_of(word: str) -> tuple[str, ...]:
    """Give the infinitives known to a dictionary that a word can be a form of."""
    stem = fold(lemma(word))
    verbs = dict.fromkeys((word, infinitive(word), stem, *_from_stem(stem)))
    return tuple(verb for verb in verbs if verb.endswith("n") and knows(verb))


def _from_stem(stem: str) -> Iterator[str]:
    """Spell the infinitives that a stem can be of: stel, stap, neem."""
    if stem.endswith("n") and not stem.endswith("nn"):
        yield stem
    yield stem + "en"
    yield stem + stem[-1:] + "en"
    if len(stem) > 2 and stem[-2] == stem[-3]:  # noqa: PLR2004
        yield stem[:-2] + stem[-1] + "en"
