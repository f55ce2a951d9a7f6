"""Words of Dutch news leads that tell whether a number before them is part of the sentence."""

from typing import Final

from articles.parsing.word_lists import as_words

SINGULAR_VERBS: Final = as_words("""
    begint begon beslist besloot bereikt betaalt bevalt bevestigt bezoekt biedt bleef blijft
    blijkt bleek bouwt bracht breekt brak brengt deed denkt dient doet dreigt droeg draagt eindigt
    eist eiste erkent gaat gaf geeft geldt ging groeit had haalde haalt heeft heet hield hoopt
    hoort hoorde houdt huldigt is kan keert keerde kiest klimt klom knokt kocht komt koopt kon
    koos kost kostte kreeg krijgt kruipt kwam laat lag legde legt leidt leidde leek levert lijdt
    lijkt ligt liep liet loopt lost maakt maakte mag mist mocht moest moet nam neemt noemt noemde
    opent opende overleed overweegt pakt pakte pleit plant reageert reed reikt rekent rijdt roept
    riep rouwt ruilt schaft scheidt schenkt schiet schoot schrapt schreef schrijft sloeg sloot
    sluit speelt speelde splitst sprak spreekt staat stapt stapte start steekt stelt stelde stemt
    stemde sterft stierf stijgt stond stopt stuurt stuurde telt tekent treedt trad trekt trok
    twijfelt valt verbiedt verdwijnt verdween verhoogt verhuist verkoopt verlaat verliest verliet
    verloor vernielt verspeelt verspeelde verstevigt vertrekt vertrok verwacht viel viert vindt
    vond vlucht voert volgt vraagt vreest vroeg waarschuwt was wees weet weigert werd werkt wijst
    wil wilde won wint wist wordt wou zag zal zegt zei ziet zit zoekt zakt zat zet zette zou zwemt
""")

PLURAL_VERBS: Final = as_words("""
    beginnen begonnen besloten beslissen betogen betoogden bleven blijven bouwen brachten brengen
    deden demonstreren demonstreerden denken doen dreigen eisen eisten gaan gaven geven gingen
    haalden halen hadden hebben hielden hopen houden keerden keren kiezen klagen komen konden
    kosten kozen kregen krijgen kunnen kwamen lagen laten liepen lieten liggen lopen maakten maken
    mochten moesten moeten mogen namen nemen ondertekenden ondertekenen protesteerden protesteren
    raakten raken reden reizen rijden roepen riepen schrijven schreven sluiten sloten spelen
    speelden spraken spreken staan staken staakten starten stellen stelden stemden stemmen sterven
    stierven stonden stoppen stuurden sturen trekken trokken vallen verdwenen verdwijnen verlaten
    verlieten verliezen verloren vertrekken vertrokken vielen vinden vlogen vliegen volgen volgden
    vonden voeren vragen vroegen waarschuwen waren werden werken weten wilden willen wonnen worden
    zaten zagen zeggen zeiden zien zijn zitten zoeken zouden zullen
""")

NOT_VERBS_IN_T: Final = as_words("""
    acht best breed dicht echt eerst gezocht juist kort laat licht meest minst recht slecht
    vast wit zwart gericht gewenst verplicht gevlucht gedood
""")
"""Words in -t or -d that often follow a noun and are no verb."""

COMMON_OPENERS: Final = as_words("""
    aansluitend actievoerders activisten advocaten autoriteiten banken behandelingen bezoek
    bezoekers even hevige jarenlang onbekende onbekenden tegelijk uitgevers verscheidene
    vooraan vooraf wereldwijd zware zwaar agenten ambtenaren apothekers archeologen artsen
    astronomen
    automobilisten bedrijven belastingbetalers bestuurders betogers bewoners biologen boeren
    bondskanselier brandweer brandweerlieden buren burgers busbedrijf chauffeurs chocolatier
    consumenten criminelen cipiers dieven dierentuin directies docenten drugskoeriers economen
    ex-premier ex-president examens experts fietsers filmmaker filmregisseur fotograaf gedetineerden
    gemeenten gemeentes gevangenen gezinnen goede grote gezondheidswerkers handelaars handelaren
    havenbedrijf horeca huisartsen huisbazen huurders hulpdiensten hulpverleners huizenprijzen
    ingenieurs inspecteurs inwoners jagers jonge jongeren journalisten justitie kinderen klanten
    kledingketen kleine klimaatactivisten kunstenaars landbouwers leerkrachten leerlingen leraren
    leveranciers luchtvaartmaatschappij lokale mannen medewerkers mensen meteorologen milieugroepen
    militairen moslims muzikanten natuurkundigen nieuw nieuwe onderhandelaars onderwijs
    onderzoekers ondernemers oppositie oppositiepartijen ouderen ouders oud-minister oud-premier
    oud-president parket passagiers patiënten pensioenen personeel piloten plastic politici politie
    politieagenten popgroep prijzen producent pubers rebellen rechters reddingswerkers regering
    reizigers renners scholen scholieren slachtoffers soldaten speurders spoorwegen spoorbonden
    stakers steden streamingdienst strijders studenten supermarkt supermarktketen supermarkten
    supporters techbedrijf techreus telecombedrijf terroristen tieners toeristen topman
    treinreizigers uittredend vakbond vakbonden verkeersslachtoffers verpleegkundigen verzekeraars
    vicepremier vluchtelingen voetbalclub voetbalfans voormalig voormalige vorsers vrouwen
    vrijwilligers wandelaars weerman werkgevers werknemers wetenschappers wielerwedstrijd winkeliers
    winkelketen winkels zangeres zanger zeldzame zelfstandigen zieken ziekenfondsen ziekenhuizen
    zorgverleners zwemmers kroonprins prins prinses paus acteur actrice schrijver schrijfster
    modeketen autobouwer automaker vliegtuigbouwer chipmachinefabrikant chipmaker oliebedrijf
    bierbrouwer brouwerij warenhuisketen cultuurhuizen musea waarnemers
""")
"""Common words that open news leads; inside a sentence they are written small."""

NAMES_NOT_COUNTED: Final = as_words("""
    Nederland België Vlaanderen Wallonië Brussel Antwerpen Gent Brugge Leuven Mechelen Luik Namen
    Amsterdam Rotterdam Utrecht Groningen Eindhoven Maastricht Limburg Zeeland Duitsland Frankrijk
    Engeland Schotland Ierland Italië Spanje Portugal Griekenland Polen Hongarije Oostenrijk
    Zwitserland Zweden Noorwegen Denemarken Finland IJsland Rusland Oekraïne Turkije Syrië Irak
    Iran Israël Libanon Egypte Libië Afghanistan Pakistan India China Japan Noord-Korea Zuid-Korea
    Australië Brazilië Argentinië Mexico Canada Venezuela Congo Londen Parijs Berlijn Moskou Kiev
    Kyiv Washington Europa Amerika NAVO Navo EU VN VS NS NMBS KLM ASML ING KBC VRT NOS Ajax PSV
    Feyenoord Anderlecht Facebook Google Microsoft Apple Amazon Twitter Tesla Shell Philips Unilever
    Boeing Airbus Ryanair Infrabel Proximus Belfius Greenpeace Hamas Hezbollah Vooruit Groen
""")
"""Names that a number never stands before, whether or not the article says so elsewhere."""

UNITS: Final = as_words("""
    cent dagen dollar euro frank gram graden gulden jaar kilo kilogram kilometer liter maanden man
    meter mijl miljard miljoen minuten pagina pond procent punten seconden ton uur weken
""")
"""Words that stay in the singular, or alone, after a number."""

MONTH_NAMES: Final = as_words("""
    januari februari maart april mei juni juli augustus september oktober november december
""")
