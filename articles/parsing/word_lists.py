"""Short lists of Dutch words that the rules of the layout lean on."""

from typing import Final


def as_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS: Final = as_words("""
    aan achter al alle als bij boven buiten dan dat de deze die dit door een elk elke en er geen
    haar half heel het hoe hun ik in is je jouw maar me meer met mijn na naar nabij nog nu of om
    omdat onder ondanks ons onze ook op over per rond sinds tegen ten ter terwijl te toen tot
    tijdens tussen u uit uw vanaf van vanuit vanwege via volgens voor voorbij waar waarom want wat
    we wegens welke wie wij worden wordt ze zich zij zijn zo zonder zo'n 't 's
""")
"""Words that need another word after them; no title ends in one."""

SENTENCE_OPENERS: Final = FUNCTION_WORDS | as_words("""
    afgelopen alleen allemaal behalve bovendien daar daardoor daarmee daarna daarnaast daarom
    dankzij drie duizenden eerder eerst eind enkele enkel gisteren had heeft hij hoewel honderden
    hier ieder iedereen iemand intussen inmiddels jullie later maandag meerdere minder minstens
    minstens misschien morgen niemand niet niets nadat nooit opnieuw ruim slechts sommige soms
    steeds straks tientallen toch twee tweede vandaag veel vele verschillende vier vijf volgend
    volgende vorig vorige vrijdag waarschijnlijk wanneer weer wel wie woensdag zaterdag zeker zes
    zeven zodra zondag zowat zowel dinsdag donderdag één mogelijk momenteel nergens natuurlijk
""")
"""Words that, with a capital, open a sentence: they never follow a numeral inside one."""

ABBREVIATIONS: Final = as_words("""
    AB ABN ABVV ACLVB ACOD ACV ADHD AFP AI AIDS AIVD ANP ANWB AOW AP APK ASML AZ BBC BBI BMW BNP BRT
    BTW BV BVBA BBP CAO CBS CD CDA CDH CDU CEO CETA CGT CIA CNN CPB CSU CVO DHL DNA DNB DPG DVD EBU
    ECB ECR EHBO EK EMA ENG EPO ESA ETA EU EVA EVP FARC FBI FDP FIFA FIOD FN FNV FOD FSB FSMA GAIA
    GAS GB GBA GGD GGZ GIPS GM GPS GVB HBO HIV HLN HR HSL IAEA IBM ICC ICT IMF INF ING IOC IRA IRS
    IS ISIS ISS IT KBC KBVB KGB KLM KMI KNMI KNVB KPN KRC KU KV LDD LED LEZ LNG LOI MAS MIVB MIVD
    MKZ MR MSC MVP NAVO NASA NATO NBA NBB NEC NMBS NOS NPO NRC NS NSA NTR NV NVA OCMW OESO OM OMT
    ONE OPCW OPEC OR OS OVAM OVSE PC PET PFAS PKK PLO PS PSV PTB PVC PVDA PVV RAF RED RIVM RKC RMI
    RNA RSC RSZ RTBF RTL RUC RVA SARS SDF SER SGP SMS SNCB SP SPD STIB SUV TBS TGV TNT TTIP TU TV UA
    UCI UEFA UGC UK UN UNHCR US USA UZ UZA VAB VAR VB VBO VDAB VI VK VLD VLIZ VMM VN VRT VS VTM VUB
    VVD VW VZW WFP WHO WK WTO WW WWF YPG ZZP
""")
"""Abbreviations of two to four capitals that a headline may end in."""

MIXED_ABBREVIATIONS: Final = as_words("""
    AvdK BvD CvdK DvhN EvdA FvD HvA HvJ KvK KvV MvT OvJ PvdA PvdD RvA RvB RvC RvS RvV TvA UvA UvT
    VvD VvE WvS ZvW
""")
"""Abbreviations of parties, courts and companies that have the form of initials."""

SHORT_WORDS_IN_BRACKETS: Final = as_words("""
    app arm baby bis bv cd dj doc dvd echt edit eng euro eten ex film foto gif gps hd hbo info jpg
    km leuk live m2 man mbo meer min mini mix mp3 mv nee niet nog nvdr nvt nvdv oud pdf plus pro
    quiz red sms test tip toch tv twee update uur vb vmbo vr vrouw vwo wel weer zzp drie vier vijf
    zes acht tien dood vast
""")
"""What else stands in brackets at the end of a title, in small letters."""

AGENCIES: Final = {
    name.casefold(): name
    for name in (
        "Belga",
        "ANP",
        "AFP",
        "Agence France-Presse",
        "AP",
        "Associated Press",
        "Reuters",
        "dpa",
        "EFE",
        "ANSA",
        "TASS",
        "Interfax",
        "Xinhua",
        "Bloomberg",
        "Novum",
        "APA",
        "PA",
        "UPI",
        "Anadolu",
        "Kyodo",
        "NTB",
        "Ritzau",
        "TT",
        "ATS",
        "Keystone-ATS",
        "Lusa",
        "PAP",
        "IPS",
    )
}

NAME_PARTICLES: Final = as_words("""
    van de den der het ter ten te 't el al la le les du da di dos von zu bin ibn op in d'
""")

ROLES: Final = as_words("""
    advocaat ambassadeur arts bestuurder burgemeester coach commissaris correspondent deskundige
    directeur docent eigenaar expert generaal gouverneur hoogleraar journalist kamerlid kapitein
    koning koningin korpschef leider leraar lijsttrekker manager minister onderzoeker oprichter
    parlementslid premier president procureur professor raadslid rector schepen secretaris
    secretaris-generaal senator staatssecretaris topman topvrouw trainer viroloog voorzitter
    wethouder woordvoerder woordvoerster zaakvoerder chef baas bewoner
""")
"""What a speaker's function begins or ends with."""

FINITE_VERBS: Final = as_words("""
    bevestigde blijft bleef bracht deed denkt doet erkende gaat gaf geeft ging had hadden heeft is
    kan komt kon kreeg krijgt kwam laat leek legde liet lijkt maakt maakte moest moet mag mocht nam
    neemt noemde noemt raakte reageerde reageert riep roept sprak staat stelde stelt stond vertelde
    vertelt verklaarde verklaart vindt vond vroeg vraagt waarschuwde waarschuwt was waren weigert
    werd wil wilde wist wordt worden zag zal zegt zei ziet zou zouden
""")
"""A tail in which one of these follows a name is a sentence that breaks off."""

HONORIFICS: Final = ROLES | as_words("""
    abt bisschop broeder dokter dominee dr. graaf gravin imam kardinaal kolonel luitenant meester
    meneer mevrouw mr. ouderling paus pastoor pater prins prinses priester prof. rabbijn zuster
    majoor commandant keizer baron barones
""")
"""Titles by which a speaker is called before the name."""
