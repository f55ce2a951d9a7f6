"""Words that PostgreSQL's Dutch stemmer takes for one another: bom and boom, maan and man.

An article carries, beside the stems, a term of its own for each of them that it spells, so that a
search for one does not find the other. ``tests/test_lookalikes.py`` works the list out afresh.
"""

LOOKALIKES = frozenset(
    """
    adopteren afgeleide afleiden afname afnemen as ass baal baan baard baars baas baat bakken
    bal ban bar bars bas base bat bedriegen bedrogen beek beheersen beheren bek beteren bewegen
    bewogen bezetten bezetting bezitten bieden bit bits bod bode bom bon boom boon boos boot bos
    boss bot botsen braken breken broos bros cap cape cel cell col cool daan dal dalen dam dame
    dans dansen deel deels deken dekken del denken doden dok doods doop doos dope doppen dos
    drinken drogen dronken droogte duiken erg ergeren ervaren gaaf gaal gaan gaas gal gans gas
    gat gate geadopteerde gebak gebaren gebied gebod gedachte gedrag geer gelaat gelegenheid
    geleidelijk genieten genoot geplaatste ger geraken gereed gers gesteldheid gevaar gevaarlijk
    geven gezegde gezond gezondheid goed graaf graf green grens groot groots grootte grot haak
    haaks hak hal halen hall hals hans heel heen heer heersen hek heks hel helen hen her hol
    holte hop hopen inname innemen inzage inzien jaap jap kaak kaap kaars kaas kakken kap kar
    kas keen keer kennen kers klaas klas klasse knaap knappen knoop knop kok koken kol kool koor
    koot kop kopen kor kot kotsen kraan krans krop kruipen kus kust kwaal kwal laag laan lak
    laks lans lassen last lat laten lederen leeg legen leggen leiden lek lenen lens les lezen
    lid liegen liggen lijden lijk log lokken loop lopend los lozen luik maag maal maan maat mal
    mals man mare mars mat mate mees menen mens merk mes mess minderen minderheid mindering
    mogen mol molen moors more naam nemen non none oef oefenen opeens open openbaar openen
    opening openlijk opmerken opname opnemen oud ouderlijk paal paars pal paren pas pasen
    passend peer pen pens per pers pil pils plaat plaats plat pol pols pool pop pope poten
    potten raad raam rad raken ram rapen rappen redden rede reef reeks ref rek rekenen ren rene
    rente rij rijdend rit rits rol rollende roos ros rund runnen schep schieten schip schot
    schots slot sluiten smet smijten som soms spaan span speels spel spotten spraak spreken
    spuien staaf staal stad staf staken stal stede steeds steek steen stek stel stelen stenen
    strekken strijken taak taal tak tal tap tape tel telen tol ton tool toon tor toren
    uitoefenen uitzetten uitzitten vaak vaardigheid vaat vak var varen vatten veen veer vel veld
    ven ver verdrag verte vervaardigen vet vete vlaag vlaams vlag vlam vliet vloot vlot vraag
    vroeg waar wad wade wal wals wan wand wanen war week weinig wekken wenen wennen wens wet
    weten wild willen winnen wonen zaak zak zege zegen zegenen zeggen zenden zet zit zon zone
    zoon
    """.split()  # noqa: SIM905 - read by people
)


def distinct_term(base: str) -> str:
    """Give the term that tells a dictionary form from its lookalikes: "bom1"; else the form."""
    return f"{base}1" if base in LOOKALIKES else base
