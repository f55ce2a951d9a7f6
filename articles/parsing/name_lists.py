"""Words of which the names of persons are made, and words that no person is called by."""

from typing import Final

from articles.parsing.word_lists import as_words

FIRST_NAMES: Final = as_words("""
    ad aad abdel ahmed albert alexander ali alice an ann anna anne anneke anke annelies annemie
    annick arne arno arthur astrid axel barbara bart bas bea ben bernard bert bianca birgit bjorn
    boris bram brecht brent brigitte bruno caroline carl cas cathy cedric charlotte chris christel
    christian christine christophe claire coen colin corinne cornelis daan dagmar daniel danny david
    davy debbie dennis diane dieter dimitri dirk dominique dorien eddy edwin eefje elien elise elke
    ellen els emiel emilie emma eric erik erika ernst eva evelien eveline evi evy ewout fatima
    femke fien filip fleur floor floris frank franky frans freek freya frederik fred gaël geert
    gerard gerda gert gijs gilles glenn greet griet guido guy hanna hannah hannelore hanne hannes
    hans harm harry heidi hein heleen helen henk herman hilde hugo ignace ilse ine inge ingrid ines
    ivan isabel isabelle jaak jaap jacob jacques jan jana janne jannes jasmine jasper jean jef jelle
    jens jeroen jesse jessica jill jim jo joachim joan jochen joeri johan johanna john joke jolien
    jonas joost jordi joris jos josé joyce judith jules julie julien jurgen jürgen justine kaat
    karel karen karin karolien kathleen katja katleen katrien katrijn kees kelly ken kevin kim klaas
    klaartje koen kobe koenraad krijn kris kristof kristel kurt lars laura lauren leen lena leo lies
    liesbeth liesbet lieve lieven linde linda lisa lise lode loes lore lotte louis luc lucas lukas
    maaike maarten maartje machteld manon marc marcel mario marieke marijke marijn marina mark
    marleen marlies martijn martin martine mathias matthias maud maurice maxim menno merel mia
    michael michel michiel mieke mies mike milan miriam mohamed myriam nadia nadine nancy nathalie
    natasja nele nicholas nick nico nicolas niels niklaas nina noor noël olivier pascal patricia
    patrick paul paula pauline peter petra philippe pien piet pieter pieterjan pim quinten raf rani
    raoul reinout renaat rené rianne rik rita rob robert robin roel rogier roland rolf ron ronald
    roos roxane rudi ruben rudy ruth ruud said sam samir sandra sander sanne sara sarah sebastiaan
    seppe siebe sien sigrid silke simon sjoerd sofie sonja stan steven stefaan stefan stef stephanie
    sterre stijn steffie sven sylvia tamara tanja teun tess thea theo thijs thomas tiemen tijs tim
    tine tineke tobias tom tomas toon ulrike valerie veerle vera veronique victor vincent viktor
    wannes ward wendy werner wesley willem willy wim wouter xander yannick yasmine yves
    yvonne youssef zoë angela donald emmanuel greta hillary joe
    jorge remco ursula vladimir volodymyr barack bashar boris
""")
"""Common Dutch and Flemish first names, case folded."""

NOT_IN_NAMES: Final = as_words("""
    ajax angeles atletiek belgisch belgische binnenland binnenlands britse buenos buitenland
    buitenlands club cultuur dag duitse economie eerste europa europees europese fc franse
    gemeente grand groen hong kamer koninklijk koninklijke media minister nationaal nationale
    nederland nederlands nederlandse new nieuws noord oost open politiek premier prix provincie raad
    real regio rio rode ronde russische sint sport stad tel tour tweede united universiteit vlaams
    vlaamse vlaanderen vrije waalse weer west white wielrennen witte world zuid
""")
"""Words by which a short line is a section, a place or a club, and no person."""
