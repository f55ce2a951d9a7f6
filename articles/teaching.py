"""What editors judged of the names in articles, as the recogniser learns from it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast
from uuid import UUID

from django.db.models import QuerySet

from articles.language.folding import fold
from articles.language.known import ActorKind
from articles.language.names import DERIVED
from articles.language.recognising.judged import JudgedName, JudgedText
from articles.language.recognising.precedence import DOUBTED
from articles.language.words import is_ordinary
from articles.linking import key_of, sort_of
from articles.models import Actor, ActorChange, ActorName, Article, Mention, ReviewStatus, Sighting

MOST_ROWS = 8  # of one actor: a few sentences teach as much as all of them
MOST_JUDGED = 5000  # actors, and mentions, judged last; each costs time and memory to learn from
CHUNK = 500
GENITIVES = ("", "s", "'s", "’s", "'", "’")


class _Place(NamedTuple):
    article: UUID
    field: str
    start: int
    end: int


class _Judgement(NamedTuple):
    """A kind, or None for no name; it holds where one of the forms stands."""

    kind: ActorKind | None
    forms: tuple[str, ...]


_Judged = dict[_Place, _Judgement]


def judged_texts() -> list[JudgedText]:
    """Gather the places of which editors said that a name of some kind stands there, or none.

    Who was confirmed is named where it was read, and a rejected name is none. A mention that was
    rejected tells only of ordinary words that they are no name there: it may be a namesake's.
    """
    judged: _Judged = {}
    for actor in _judged_actors(ReviewStatus.REJECTED):
        kinds = [kind for kind in Actor.Kind.values if sort_of(kind) == sort_of(actor.kind)]
        judged |= _places(_sightings(actor).filter(kind__in=kinds)[:MOST_ROWS], None)
    judged |= _rejected_mentions()
    for actor in _judged_actors(ReviewStatus.CONFIRMED):
        kind = cast("ActorKind", actor.kind)
        judged |= _places(_sightings(actor)[:MOST_ROWS], kind)
        judged |= _named(_mentions(actor)[:MOST_ROWS])
    judged |= _named(_judged_mentions(ReviewStatus.CONFIRMED))
    return list(_with_texts(judged))


def _judged_actors(status: str) -> list[Actor]:
    """List whom editors judged so, the last ones first; the curated ones nobody judged."""
    changes = ActorChange.objects.filter(undone_at=None).order_by("-pk")
    pairs = changes.values_list("actor_id", "other_id")[:MOST_JUDGED]
    keys = dict.fromkeys(key for pair in pairs for key in pair if key)
    actors = Actor.objects.filter(status=status, merged_into=None).in_bulk(list(keys))
    return [actors[key] for key in keys if key in actors]


def _sightings(actor: Actor) -> QuerySet[Sighting]:
    names = actor.names.exclude(status=ReviewStatus.REJECTED)
    own = names.exclude(kind__in=[*DERIVED, ActorName.Kind.SURNAME])
    keys = {key_of(text) for text in own.values_list("text", flat=True)}
    seen = Sighting.objects.filter(key__in=keys, score__gte=DOUBTED)
    return seen.order_by("article_id")


def _mentions(actor: Actor) -> QuerySet[Mention]:
    """Ask where articles name an actor, but for the places that the recogniser does not believe."""
    mentions = actor.mentions.exclude(status=ReviewStatus.REJECTED)
    return mentions.exclude(score__lt=DOUBTED).order_by("article_id")


def _judged_mentions(status: str) -> QuerySet[Mention]:
    return Mention.objects.filter(status=status).order_by("-pk")[:MOST_JUDGED]


def _rejected_mentions() -> _Judged:
    return {
        place: judgement
        for mention in _judged_mentions(ReviewStatus.REJECTED)
        for place, judgement in _places([mention], None, _ordinary(mention.surfaces)).items()
    }


def _ordinary(forms: Iterable[str]) -> list[str]:
    return [form for form in forms if is_ordinary(fold(form))]


def _named(mentions: QuerySet[Mention]) -> _Judged:
    """Give the places where actors are named, rather than their people or by an adjective."""
    judged: _Judged = {}
    for mention in mentions.select_related("actor").prefetch_related("actor__names"):
        derived = {fold(name.text) for name in mention.actor.names.all() if name.kind in DERIVED}
        forms = [form for form in mention.surfaces if fold(form) not in derived]
        judged |= _places([mention], cast("ActorKind", mention.actor.kind), forms)
    return judged


def _places(
    rows: Iterable[Sighting | Mention],
    kind: ActorKind | None,
    forms: Sequence[str] | None = None,
) -> _Judged:
    return {
        _Place(row.article_id, *span): _Judgement(
            kind, tuple(row.surfaces if forms is None else forms)
        )
        for row in rows
        for span in row.spans
    }


def _with_texts(judged: _Judged) -> Iterator[JudgedText]:
    """Gather the places by article, and leave out those where the text was edited since."""
    names: defaultdict[UUID, list[tuple[JudgedName, tuple[str, ...]]]] = defaultdict(list)
    for (article, field, start, end), (kind, forms) in judged.items():
        names[article].append((JudgedName(field, start, end, kind), forms))
    ids = sorted(names)
    for first in range(0, len(ids), CHUNK):
        articles = Article.objects.filter(pk__in=ids[first : first + CHUNK]).order_by("pk")
        for pk, *texts in articles.values_list("pk", "title", "lead", "body"):
            fields = dict(zip(("title", "lead", "body"), texts, strict=True))
            standing = tuple(name for name, forms in names[pk] if _stands(name, fields, forms))
            if standing:
                yield JudgedText(name=str(pk), fields=fields, names=standing)


def _stands(name: JudgedName, fields: Mapping[str, str], forms: Iterable[str]) -> bool:
    words = fields[name.field][name.start : name.end]
    return any(words.startswith(form) and words[len(form) :] in GENITIVES for form in forms)
