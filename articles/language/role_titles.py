"""How Dutch texts call a function: the forms of its title, in lower case and folded."""

from __future__ import annotations

from articles.language.folding import fold

_VARIANTS = {
    "premier": ("eerste minister", "eersteminister", "minister-president", "regeringsleider"),
    "regeringsleider": ("premier", "minister-president", "president"),
    "vicepresident": ("vice-president",),
    "president": ("presidente",),
    "bondspresident": ("president",),
    "bondskanselier": ("kanselier",),
    "secretaris-generaal": ("baas", "chef", "topman", "topvrouw"),
    "directeur-generaal": ("baas", "chef", "topman", "topvrouw"),
    "directeur": ("directrice", "baas", "chef", "topman", "topvrouw"),
    "voorzitter": (
        "voorzitster",
        "partijvoorzitter",
        "partijvoorzitster",
        "leider",
        "partijleider",
        "president",
        "baas",
        "topman",
        "topvrouw",
    ),
    "covoorzitter": ("covoorzitster", "co-voorzitter", "co-voorzitster"),
    "leider": ("leidster", "partijleider", "partijleidster"),
    "opperste leider": ("geestelijk leider", "geestelijke leider", "hoogste leider"),
    "topman": ("topvrouw", "ceo", "baas"),
    "topvrouw": ("topman", "ceo", "baas"),
    "buitenlandvertegenwoordiger": ("buitenlandchef", "hoge vertegenwoordiger"),
    "veiligheidsadviseur": ("nationaal veiligheidsadviseur", "nationale veiligheidsadviseur"),
}
_MINISTERS = {
    "asiel en migratie": ("minister van asiel", "asielminister"),
    "binnenlandse zaken": ("minister van binnenland", "binnenlandminister"),
    "buitenlandse zaken": ("minister van buitenland", "buitenlandminister"),
    "cultuur": ("cultuurminister",),
    "defensie": ("minister van landsverdediging", "defensieminister"),
    "economie": ("minister van economische zaken", "economieminister"),
    "economische zaken": ("minister van economie", "economieminister"),
    "energie": ("energieminister",),
    "justitie": (
        "minister van justitie en veiligheid",
        "minister van veiligheid en justitie",
        "justitieminister",
    ),
    "landbouw": ("landbouwminister",),
    "mobiliteit": ("mobiliteitsminister",),
    "omgeving": ("minister van leefmilieu", "omgevingsminister"),
    "onderwijs": ("minister van onderwijs, cultuur en wetenschap", "onderwijsminister"),
    "volksgezondheid": (
        "minister van gezondheid",
        "minister van sociale zaken en volksgezondheid",
        "gezondheidsminister",
    ),
    "welzijn": ("welzijnsminister",),
}
_LEADERS = frozenset({"baas", "chef"})
_UNDERSTOOD = frozenset(
    {
        "bondscoach",
        "bondspresident",
        "kanselier",
        "koning",
        "koningin",
        "minister-president",
        "premier",
        "president",
        "secretaris-generaal",
    }
)
_PORTFOLIOS = ("minister van ", "minister voor ", "staatssecretaris ")
_ONE_OFFICE = ("paus", "bondskanselier", "eurocommissaris ")


def forms_of(title: str) -> tuple[str, ...]:
    """Give the forms of a title, its own first."""
    own = fold(title)
    if own.startswith("minister "):
        return (own, *_MINISTERS.get(own.removeprefix("minister van "), ()))
    if own.startswith("eurocommissaris "):
        europeans = ("europees commissaris", "europese commissaris")
        return (own, *(own.replace("eurocommissaris", other) for other in europeans))
    return (own, *_VARIANTS.get(own, ()))


def telling_part(form: str) -> str:
    """Give the beginning of a form by which a text can be searched without folding it."""
    words = form.split(" ")
    return " ".join(words[:2]) if words[0] == "minister" else form


def only_in_compounds(form: str) -> bool:
    """Whether the form names the office only with the organisation before it: NAVO-baas."""
    return form in _LEADERS


def needs_no_organisation(title: str) -> bool:
    """Whether a text may leave out whose function it is: the pope, the Bundeskanzler."""
    return fold(title).startswith(_ONE_OFFICE)


def is_understood(form: str) -> bool:
    """Whether "de premier" alone means the one premier whom an article names."""
    return form in _UNDERSTOOD or form.startswith(_PORTFOLIOS) or form.endswith("minister")
