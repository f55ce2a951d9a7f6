"""What frequencies and a dictionary cannot tell about the parts of Dutch compounds."""

# ruff: noqa: SIM905 - the lists are read by people

_NUMBERS = """
    een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
    zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig
    honderd duizend miljoen miljard tweeen drieen eenen anderhalf
    """
_FUNCTION_WORDS = """
    aan achter achteruit al alle allemaal allen alles altijd ander andere beide bij binnen boven
    buiten daar dan dat den der des deze die dit door dus echt echter eens elk elke er erg etc
    even heden heel heen hier hoe hun iemand iets ieder jouw jullie los maar mede mee meer men met
    naast neer niemand niet niets nog nooit of om omhoog omlaag onder ons onze ook op opnieuw over
    per samen sinds soms tegen tegenover ten ter terug tijdens toch toe toen tot tussen u uit vaak
    van vanaf vanuit veel verder via volgens voor voorbij vooruit waar want wat weer welke wie wij
    zelfs zijn zo zoals zonder
    """

# Words of the list that look like the end of a compound where they hardly ever are.
NO_HEADS = frozenset(
    f"""    {_NUMBERS} {_FUNCTION_WORDS}
    aardig aardige aars aarster aarsters achtig achtige age ale ally ander ante aren ares aten
    atie baar bare barend bestendig bestendige bij chen deren deurs dom eert eigen eland ellen
    end ende enden ent enter eraan eren eruit essen eten etten ginder graaf haar hartig hartige
    heid hing ieren iers ing ings innen ist iteit itie jarig jarige keer keren krachtig
    krachtige kundig kundige laar lende lenden lier lieren liet lijk lijken lijker lijkers lijks
    ling lingen loge logen loos loosheid loze maal malen matig matige mijn ming moedig moedige
    nam ness ning ogen oor oren pers pist pisten port rekken schap schappen sing standig
    standige stellig stellige ster sterren sting talig talige teit teren tering tie tiek tien
    ties tijdig tijdige tingen tist ton tuur vallig viel voren vormig vormige voudig voudige
    waardig waardige waardigheid willig willige zaam zakelijk zakelijke zelf zijdig zijdige
    zinnig zinnige
    """.split()
)
NO_MODIFIERS = frozenset(
    f"""    {_NUMBERS} {_FUNCTION_WORDS}
    achters anti bekl best beter beziens bijna bloot centi contra dicht enen extra giga goed
    hyper infra inge ingen inter intra kapot kilo klaar kwijt macro meest mega meta micro milli
    minder mini mono multi neo open overs para poly proto pseudo semi stil super tele tran trans
    ultra vast verge volge vooral voort vrij wan wande
    """.split()
)

# Words of three letters that are parts; others of that length are taken for syllables.
SHORT_HEADS = frozenset(
    """
    aap alg app arm bad bak bal bar bed bek bel bes bod bok bol bom bon bos bot box bui bus cel
    cup dag dak dal dam das dek dop duo eed eis erf fan gas gat gel gif god gsm hal hek hit hof
    hok hol hut ijs jas job juf kam kap kar kas kat kip koe kok kom kop kot kou lab lak lap lat
    lek les lid man map mat mes mis mix nek net nood oog oom pad pak pan pas pet pil pop pot put
    ras rat rek rem rit rok rol rug run sap set sok som spa tak tap tas tax tik tip tol top uil
    uur vak val vat vee vel vet vin vis vos wal web weg wet wol zak zee zet zin zit zon zus
    """.split()
)
SHORT_MODIFIERS = frozenset(
    """
    aap app arm aso bad bak bal bar bas bed bel bij bio bom bon bor bos bot bus cao cel cup dag
    dak dam dek dia duo eco eed eet erf fan fok gas geo gif god gok gom gsm gum gym hak hit hof
    ijs jet job kap kas kat kip koe kok kop kot lak las leg lek les lid lig lip log lok mes mol
    mos mot mud nek nep net nul olie oog oor pak pan pas pil pin pop pot pub rap ras rat ree rem
    ren rij rok rol rug sap sex ski sla sok som spa tab tak tap tax tel tip tol top uur vak val
    vat vee vet vip vis vul vut was web weg wet win wok wol zak zee zit zon
    """.split()
)

# Nouns and other first parts that the dictionary lacks, or whose frequency another reading raises.
MORE_NOUNS = frozenset(
    """
    beenderen beet beton bezit boer centra check claim crash data deal decreet deskundige
    deskundigen doeleinden duur eieren email gaard gebergte geneeskunde genot geschut geslacht
    gevaar gilde grootte haat heilige hinder historicus hockey hooi inkomsten kleren koe koeien
    kou lader leden leed lieden match materialen materieel media meel mest oppervlakte overlast
    personeel pest race rook saldo schade seks smokkel software spoor stel sterfte sterkte
    stilstand stunt tax teelt transfer tucht uren vee verantwoordelijke verantwoordelijken
    verbruik verloop verpleegkundige verpleegkundigen verslaafde verslaafden vertrouwen vocht
    vrede warmte welzijn wond zicht zoekende zoekenden
    """.split()
)
ABBREVIATIONS = frozenset(["navo"])  # that are written as words: Navotop
MORE_MODIFIERS = ABBREVIATIONS | frozenset(
    """
    assisen audio basket bio corona covid deel disco dood eco euro foto gelijk goederen haar
    hersen hetero homo info internet jazz jongens kalk karne kennis linker meisjes midden mijn
    noord ombuds onderzee oost paas plaats porno radio salmonella thuis video weer weg west
    wieler zelf zuid
    """.split()
)

PREFIXES = tuple(
    """
    aan aarts achter af anti bij binnen buiten co contra door ex extra her hyper in inter mede mega
    mee mini multi na neo niet non oer om onder ont op oud over post pre pro pseudo quasi semi
    super tegen terug toe tussen uit ultra vice voor wan
    """.split()
)
# Where something is, before a noun: binnenplein; in words of the dictionary they mean less.
PLACES = frozenset("achter binnen buiten linker midden rechter tussen".split())
# Plurals that no rule gives, and whose lemma is another word's.
PLURALS = {
    "beenderen": "been",
    "centra": "centrum",
    "deskundigen": "deskundige",
    "doeleinden": "doeleinde",
    "eieren": "ei",
    "inkomsten": "inkomst",
    "koeien": "koe",
    "leden": "lid",
    "materialen": "materiaal",
    "schepen": "schip",
    "steden": "stad",
    "uren": "uur",
    "verantwoordelijken": "verantwoordelijke",
    "verpleegkundigen": "verpleegkundige",
    "verslaafden": "verslaafde",
    "zoekenden": "zoekende",
}
REPEATING = ("her", "anti", "vice")
JOINED = {
    "blader": "blad",
    "eier": "ei",
    "ere": "eer",
    "gods": "god",
    "hoge": "hoog",
    "kalver": "kalf",
    "kinder": "kind",
    "koninginne": "koningin",
    "lammer": "lam",
    "lange": "lang",
    "levens": "leven",
    "mane": "maan",
    "nieuwjaars": "nieuwjaar",
    "oudejaars": "oudejaar",
    "raads": "raad",
    "rijks": "rijk",
    "rugge": "rug",
    "runder": "rund",
    "scheeps": "schip",
    "stads": "stad",
    "volkeren": "volk",
    "volks": "volk",
    "weers": "weer",
    "ziels": "ziel",
    "zonne": "zon",
}

# Otherwise -ster makes a woman of a verb: voorzitster.
_STARS = frozenset("film opera musical pop porno rock soap televisie tv voetbal wereld".split())
ONLY_AFTER = {
    "ster": _STARS,
    "sterren": _STARS,
    "weer": frozenset("brand herfst hond lente lucht nood onweer winter zomer".split()),
}
# Words that could be compounds and are none.
WHOLES = frozenset(
    """
    aardappel achterstand architectuur automaat bangkok barbier bastaard belangrijk belangrijke
    belangrijker belangrijkste bordeel brabant building diameter diamond dinsdag discreet
    donderdag duitsland eindhoven engeland estland finland frankrijk friesland gastvrijheid
    gelderland gewoonweg griekenland groenland handleiding herstelling herstellingen
    hertogenbosch ierland ijsland kasteel kortrijk letland levenslang lidmaatschap luxemburg
    maandag maatregel maatregelen metropool mijnheer minister misstand misverstand molenbeek
    naarmate nachtmerrie nederlaag nederland nederzetting onderwijs oordeel oorsprong oorzaak
    oppervlak opzij passage prefectuur rijtuig rusland schiphol schotland simpelweg standaard
    stockholm tegelijkertijd thailand trompet tuigen vaartuig verraad verslaving verstand
    vlaanderen vlaardingen vliegtuig voertuig volkswagen vrijdag weergalm weergave weerhaak
    weerkeer weerklank weerschijn weerslag weerstand weerwerk weerwolf weerwoord weerzin
    werktuig woensdag zaterdag zeeland zondag zwitserland
    """.split()
)

# Places and people whose names end as a word does, where no dictionary and no list knows them.
NAME_ENDINGS = tuple(
    """
    aal bach beek beke berg bergen bloem bosch broeck broek brug brugge burg daal dam dijk donk dorp
    drecht gem ghem hage haven heim hem heuvel hof hoorn horst hout hoven huizen huys ijk ijssel
    ingen kamp kapelle kerk kerke kerken laan land lede loo maas man mans meer molen mond monde
    oever ooi oord plas plein poort rode schoot schot schoten singel sluis stad stede
    steen stein stra straat tra veen veld velde vliet voorde voort wijk zand zeel zele zicht
    zijl
    """.split()
)
