"""Words that PostgreSQL's ``dutch`` does not index, and how those that are names are indexed."""

# As in its list for Dutch; a test compares them.
STOP_WORDS = frozenset(
    """
    aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een
    eens en er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in
    is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om
    omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren was
    wat werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou
    """.split()  # noqa: SIM905 - read by people
)
SHORTEST_NAME = 2


def name_term(word: str) -> str:
    """Give the term for a stop word in capitals, which is a name: "is0" for IS; else empty.

    The digit keeps it from being taken for the stop word, and from being stemmed.
    """
    lowered = word.lower()
    if len(word) < SHORTEST_NAME or not word.isupper() or lowered not in STOP_WORDS:
        return ""
    return f"{lowered}0"
