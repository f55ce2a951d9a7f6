"""Words that PostgreSQL's Dutch stemmer takes for one another: bom and boom, maan and man.

An article carries, beside the stems, a term of its own for each of them that it spells, so that a
search for one does not find the other. ``tests/test_lookalikes.py`` works out afresh which words
are strangers, and that no other is listed without cause.
"""

# Words that have nothing in common.
STRANGERS = frozenset(
    """
    adopteren afgeleide afleiden afname afnemen as ass baal baan baard baars baas baat bakken bal
    ban bar baren bars bas base bat bedriegen bedrogen beek beheersen beheren bek beteren bewegen
    bewogen bezetten bezetting bezitten bieden bit bits bod bode bom bon boom boon boos boot bos
    boss bot botsen braken breken broos bros cap cape cel cell col cool daan dal dalen dam dame
    dans dansen deel deels deken dekken del denken doden dok doods doop doos dope doppen dos
    drinken drogen dronken droogte duiken erg ergeren ervaren gaaf gaal gaan gaas gal gans gas gat
    gate geadopteerde gebak gebied gebod gedachte gedrag geer gelaat gelegenheid geleidelijk
    genieten genoot geplaatste ger geraken gereed gers gesteldheid geven gezegde gezond gezondheid
    goed graaf graf green grens groot groots grootte grot haak haaks haan hak hal halen hall hals
    hans heel heen heer heersen hek heks hel helen hen her hol holte hop hopen inname innemen
    inzage inzien jaap jap kaak kaap kaars kaas kakken kap kar kas keen keer kennen kers klaas
    klas klasse knaap knappen knoop knop kok koken kol kool koor koot kop kopen kor kot kotsen
    kraan krans krop kruipen kus kust kwaal kwal laag laan lak laks lans lassen last lat laten
    leeg legen leggen leiden lek lenen lens les lezen lid liegen liggen lijden lijk log loge
    lokken look loop lopend los lozen maag maal maan maat mal mals man mare mars mat mate mees
    menen mens mes mess minderen minderheid mindering mogen mol molen moors more naam nemen non
    none oef oefenen opeens open openbaar openen opening openlijk opname opnemen oud ouderlijk
    paal paars pal paren pas pasen passend peer pen pens per pers pil pils plaat plaats plat pol
    pols pool pop pope poten potten raad raam rad raken ram rapen rappen redden rede reef reeks
    ref rek rekenen ren rene rente rij rijdend rit rits rol rollende roos ros rot rots rund runnen
    schep schieten schip schot schots slot sluiten smet smijten som soms spaan span speels spel
    spotten spraak spreken spuien staaf staal stad staf staken stal stede steeds steek steen stek
    stel stelen stenen strekken strijken taak taal tak tal tap tape tel telen tol ton tool toon
    tor toren uitzetten uitzitten vaak vaardigheid vaat vak val vals var varen vatten veen veer
    vel veld ven ver verdrag verte vervaardigen vet vete vlaag vlaams vlag vlam vliet vloot vlot
    vraag vroeg waar wad wade wal wals wan wand wanen war week weinig wekken wenen wennen wens wet
    weten wild willen winnen wonen zaak zak zege zegen zegenen zeggen zenden zet zit zon zonde
    zone zoon
    """.split()  # noqa: SIM905 - read by people
)
# Words that do look like family, or are rarer, and yet mean something else: nieuws and nieuwe,
# school and schol, overheid and overig, geweld and geweldig; chosen by hand. Of two such words the
# commonest may be missing (natuurlijk): few search for it.
DISTANT_RELATIVES = frozenset(
    """
    aanspraak aanspreken aantrekkelijk aantrekken aanzien aanzienlijk aar aard aarde aards aars
    act acte afleveren aflevering afscheid afscheiding afzet afzetten art arts bede bees beheer
    beker bekeren bekering belasten belasting beledigen belediging belijden beroeren beroerte bes
    betoging betoog betrekkelijk betrekken betrekking beuren beurs bezorgdheid bezorgen bidden
    biden blos boer boers bonn boord boosten boren braam bron bronzen bukken buks coup coupe daas
    das deeg deen degen dog doge duren duur engel engels figuur figuurlijk finaal finale fits
    geleiding geluk gem gems genoom gerecht gerechtigheid gevaar gevaarlijk geweld geweldig goor
    gors grill gut guts handel handeling have haven heek hoed hoede hullen huls jong jongen klef
    koer koers koet koets kwart kwarts laars lang langs lars leeds legering letter letteren
    letterlijk link linken lood loods lukken maas mas meerderheid middel middelbaar middels miss
    moreel morel mot motte nader naderen natuur nieuw nieuws nike node nood nors offeren offerte
    omgeven omgeving ondanks onderwerp onderwerping ontzet ontzetten ontzettend ontzetting ophef
    opheffing opstand opstanding opzicht opzichtig os oss overheid overig overweg overweging paap
    paneel panel pap pars peel peet pellen pels persoon piloot pilot poos pos pose pots premiere
    pul pull raat rag rage rang range razen recht rechts reel rekening rif riff rok roken romaans
    roman rome ronde rook room rooms ruim ruimte salon saloon schaap schaars schaats schap schare
    schat schil schild schol school schools schoor schor schors server serveren slap slapen slop
    smaak smeets smid smidse soos spar sparen speld spit spits star staren stok stoken stom stomen
    stoop stop stroop strop taks taps teek teken tekening terminaal terminal timmerman toet toets
    trots trotseren uiteinde uiteindelijk uitsluiten uitsluitend uitsteken uitstekend valls
    vereniging verkeer verkeren verkering verlof verloofde verloving verslaan verslag verstrekken
    verstrijken vervolg vervolging voornaam voornamelijk voorzet voorzitten waaks waals waard
    waarde wak wars wijd wijden woede woeden wok woke zweem
    """.split()  # noqa: SIM905 - read by people
)
# Surnames that are a form of another word: with a capital they are a word of their own.
_NAMESAKES = frozenset(
    """
    Bakkers Beke Bellen Borne Brandt Bruins Dekkers Geens Huts Jagers Jetten Jobs Koopmans Kramers
    Kuipers Leers Magnette Marin Meesters Modi Mulders Opstelten Palme Pence Robben Ruiters
    Schippers Schouten Slagers Snijders Swings Teeven Timmermans Vissers Wevers Wilders
    """.split()  # noqa: SIM905 - read by people
)
LOOKALIKES = STRANGERS | DISTANT_RELATIVES | {name.lower() for name in _NAMESAKES}


def namesake(word: str) -> str:
    """Give such a surname in lower case, also of its genitive (Magnettes); empty of other words."""
    if not word[:1].isupper():
        return ""
    name = next((name for name in (word, word.removesuffix("s")) if name in _NAMESAKES), "")
    return name.lower()


def distinct_term(base: str) -> str:
    """Give the term that tells a dictionary form from its lookalikes: "bom1"; else the form."""
    return f"{base}1" if base in LOOKALIKES else base
