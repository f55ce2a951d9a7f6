"""Who is in the news with an actor, ranked by more than popularity."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format

from articles.models import Actor
from articles.search.counting import Count

from .association import Association
from .background import look_around
from .sample import Sample

FLOOR = 2  # articles together, below which it may be chance
CANDIDATES = 60  # those with the most articles together
SHOWN = 15
WHOLE_NUMBERS = 10  # from which on a decimal says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Another actor: in how many articles of the sample, and in how many in one sentence."""

    actor: Actor
    articles: int
    sentences: int
    association: Association
    exact: bool

    @property
    def times(self) -> str:
        """How many times as often as by chance, as it is written: ``3,4``, ``21``."""
        lift = self.association.lift
        decimals = int(lift < WHOLE_NUMBERS)
        return number_format(round(lift, decimals), decimal_pos=decimals, use_l10n=True)


def companions(sample: Sample, *, of: Count) -> list[Companion]:
    """Rank those who stand in at least two articles of the sample; ``of``: the actor's articles."""
    beside = standing(sample.together, most=CANDIDATES)
    if not beside:
        return []
    background = look_around(beside)
    found = [
        Companion(
            actor=actor,
            articles=sample.together[key],
            sentences=sample.in_one_sentence[key],
            association=background.associate(sample, key, of=of.value),
            exact=of.exact and background.is_exact(key),
        )
        for key, actor in beside.items()
    ]
    found.sort(key=lambda one: (-one.association.evidence, -one.articles, one.actor.name))
    return found[:SHOWN]


def standing(together: Mapping[int, int], *, most: int) -> dict[int, Actor]:
    """Fetch those in most articles, of at least two, who may be shown; in that order."""
    keys = sorted(together, key=lambda key: (-together[key], key))
    keys = [key for key in keys if together[key] >= FLOOR][:most]
    known = Actor.objects.standing().in_bulk(keys)
    return {key: known[key] for key in keys if key in known}
