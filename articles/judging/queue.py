"""What waits to be judged, ordered by what helps most."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.db.models import Count, Q

from articles.linking import key_of
from articles.models import Actor, ActorName, Mention, ReviewStatus, Sighting

SUGGESTED, REJECTED = ReviewStatus.SUGGESTED, ReviewStatus.REJECTED
COUNTED = 1000  # articles, of one actor in a list


class Waiting(NamedTuple):
    """An actor or a name that was suggested, and the articles that its judgement is about."""

    articles: int
    sort: Literal["actor", "name"]
    pk: int

    @property
    def place(self) -> str:
        """Where it stands in the queue, to go on after it."""
        return f"{self.articles}.{self.sort}.{self.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which part of the queue an editor wants to see."""

    kind: str = ""
    least: int = 0
    words: str = ""


def waiting(sought: Sought | None = None) -> list[Waiting]:
    """List what waits, most articles first; both suggested actors and suggested names."""
    sought = sought or Sought()
    rows = [*_actors(sought), *_names(sought)]
    kept = (row for row in rows if row.articles >= sought.least)
    return sorted(kept, key=lambda row: (-row.articles, row.sort, row.pk))


def after(rows: Sequence[Waiting], place: str) -> list[Waiting]:
    """Leave out what stands at a place in the queue or before it; nothing of a wrong place."""
    articles, _, rest = place.partition(".")
    sort, _, pk = rest.partition(".")
    if not (articles.isdecimal() and pk.isdecimal()):
        return list(rows)
    last = (-int(articles), sort, int(pk))
    return [row for row in rows if (-row.articles, row.sort, row.pk) > last]


def article_counts(actors: Sequence[Actor]) -> dict[int, int]:
    """Count for each the articles that mention it, at most one more than 1,000."""
    mentions = Mention.objects.exclude(status=REJECTED)
    return {
        actor.pk: mentions.filter(actor=actor).order_by()[: COUNTED + 1].count() for actor in actors
    }


def _actors(sought: Sought) -> list[Waiting]:
    actors = Actor.objects.filter(status=SUGGESTED, merged_into=None)
    if sought.kind:
        actors = actors.filter(kind=sought.kind)
    if key := key_of(sought.words):
        actors = actors.filter(pk__in=_called(key))
    standing = Count("mentions", filter=~Q(mentions__status=REJECTED))
    counted = actors.order_by().values_list("pk").annotate(number=standing)
    return [Waiting(number, "actor", pk) for pk, number in counted]


def _names(sought: Sought) -> list[Waiting]:
    known = Actor.objects.known()
    names = ActorName.objects.filter(status=SUGGESTED, actor__in=known)
    if sought.kind:
        names = names.filter(actor__kind=sought.kind)
    if key := key_of(sought.words):
        names = names.filter(actor__in=_called(key)) | names.filter(folded__contains=key)
    found = list(names)
    read = Sighting.objects.filter(key__in={name.folded for name in found}).order_by()
    numbers = dict(read.values_list("key").annotate(Count("pk")))
    called = _times_called({name.actor_id for name in found})
    return [
        Waiting(max(numbers.get(name.folded, 0), called[name.actor_id, name.text]), "name", name.pk)
        for name in found
    ]


def _times_called(actors: Iterable[int]) -> Counter[tuple[int, str]]:
    """Count how often actors are called what, in the first of their articles."""
    counts: Counter[tuple[int, str]] = Counter()
    for actor in actors:
        mentions = Mention.objects.filter(actor=actor).exclude(status=REJECTED).order_by()
        for surfaces in mentions.values_list("surfaces", flat=True)[:COUNTED]:
            counts.update((actor, text) for text in surfaces)
    return counts


def _called(key: str) -> list[int]:
    names = ActorName.objects.filter(folded__contains=key)
    return list(names.order_by().values_list("actor", flat=True))
