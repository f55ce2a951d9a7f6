"""Other actors whom a name may mean, to merge with."""

import re
from collections.abc import Iterable

from django.db.models import Q

from articles.linking import key_of
from articles.models import Actor, ActorName, ReviewStatus

MOST = 6
MOST_LOOKED_AT = 200
SHORTEST_WORD = 3  # letters of a word that two names may share by more than chance
SHORTEST_INITIALS, LONGEST_INITIALS = 2, 8


def similar_to(name: str, kind: str, *, but: Actor | None = None) -> list[Actor]:
    """List actors of the same or a like name, the likeliest first: at most six.

    Alike are the same name in another kind, a person of the same surname, a name with more or
    fewer words, and an abbreviation of which the letters are the other's initials.
    """
    key = key_of(name)
    names = ActorName.objects.exclude(status=ReviewStatus.REJECTED).filter(
        _alike(key), actor__in=Actor.objects.standing()
    )
    if but is not None:
        names = names.exclude(actor=but)
    best: dict[Actor, tuple[int, int, int, str]] = {}
    for row in names.select_related("actor")[:MOST_LOOKED_AT]:
        actor = row.actor
        distance = (
            _distance(key, row.folded),
            actor.status != ReviewStatus.CONFIRMED,
            actor.kind != kind,
            actor.name,
        )
        best[actor] = min(best.get(actor, distance), distance)
    return sorted(best, key=best.__getitem__)[:MOST]


def _alike(key: str) -> Q:
    words = key.split()
    alike = Q(folded=key)
    if len(words[-1]) >= SHORTEST_WORD:
        alike |= Q(folded=words[-1]) | Q(folded__endswith=f" {words[-1]}")
    if len(words) > 1:
        alike |= Q(folded__startswith=f"{key} ") | Q(folded__in=_beginnings(words))
        alike |= Q(folded=_initials(words), kind=ActorName.Kind.ABBREVIATION)
    elif SHORTEST_INITIALS <= len(key) <= LONGEST_INITIALS and key.isalpha():
        pattern = r"[ -](?:(?:van|voor|de|der|het|en|of|the|and|for|of) )*".join(
            rf"{re.escape(letter)}[^ -]*" for letter in key
        )
        alike |= Q(folded__regex=rf"^(?:de |het )?{pattern}$")
    return alike


def _beginnings(words: list[str]) -> Iterable[str]:
    whole = (" ".join(words[:number]) for number in range(1, len(words)))
    return [text for text in whole if len(text) >= SHORTEST_WORD]


def _initials(words: list[str]) -> str:
    small = {"van", "voor", "de", "der", "het", "en", "of", "the", "and", "for"}
    return "".join(word[0] for word in words if word not in small)


def _distance(key: str, other: str) -> int:
    """Say how unlike two names are: 0 the same, 1 with an initial alike, 2 otherwise."""
    if key == other:
        return 0
    words, others = key.split(), other.split()
    same_end, same_start = words[-1] == others[-1], words[0][0] == others[0][0]
    return 1 if same_end and same_start and len(words) > 1 < len(others) else 2
