"""Names seen so often that their bearer becomes an actor: suggested, until an editor has looked."""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Avg, Count, Exists, OuterRef, QuerySet

from articles.copying import table_of
from articles.indexing import Reindexer
from articles.knowledge import load_knowledge
from articles.language.dictionary import is_ordinary
from articles.language.recognising.precedence import DOUBTED
from articles.language.recognising.short_forms import abbreviates
from articles.linking import key_of, sort_of
from articles.models import Actor, ActorName, Article, Mention, ReviewStatus, Sighting
from articles.models.actor import RESERVED_SLUGS
from articles.slugs import free_slug
from articles.workers import Chunks, work_through

OFTEN = 3  # published articles that have the name
OFTEN_ALONE = 5  # where a person has one name only: it may be the surname of several
SURE, SURE_OF_WORD = 0.7, 0.9  # the recogniser's mean score; for what is also an ordinary word
TAUGHT = 2  # articles that explain an abbreviation
CHUNK = 500
ABBREVIATION, ALIAS = ActorName.Kind.ABBREVIATION, ActorName.Kind.ALIAS
SUGGESTED, REJECTED = ReviewStatus.SUGGESTED, ReviewStatus.REJECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A name that no actor bears, with how many published articles have it."""

    key: str
    kind: str
    articles: int
    score: float

    @property
    def is_seen_enough(self) -> bool:
        if " " in self.key:
            return self.score >= SURE
        wanted = SURE_OF_WORD if is_ordinary(self.key) else SURE
        often = OFTEN_ALONE if self.kind == Actor.Kind.PERSON else OFTEN
        return self.score >= wanted and self.articles >= often


def suggest_actors(articles: Collection[UUID] | None = None) -> list[int]:
    """Make suggested actors of the names seen often enough; give the keys of the new ones.

    Looks only at the names in ``articles`` where those are given, and counts public articles:
    what nobody may read names nobody. The articles get their mentions when they are derived
    afresh (see ``chunks_naming``).
    """
    found = [one for one in _newcomers(articles) if one.is_seen_enough]
    with transaction.atomic(), connection.cursor() as cursor:
        # Another process may just be doing the same; what it adds is then known here.
        cursor.execute(f"LOCK TABLE {table_of(Actor)} IN SHARE ROW EXCLUSIVE MODE")
        linker = load_knowledge().bearers.linker
        known = _names_known(one.key for one in found)
        new = [
            one
            for one in found
            if not known & {(one.key, sort_of(one.kind)), (one.key, REJECTED)}
            and not linker.bearers(one.kind, [one.key])
        ]
        surnames = {one.key.rpartition(" ")[2] for one in new if " " in one.key}
        return _add([one for one in new if one.key not in surnames])


def _newcomers(articles: Collection[UUID] | None) -> Iterator[Newcomer]:
    believed = Sighting.objects.filter(score__gte=DOUBTED)
    seen = believed.filter(article__in=Article.objects.published())
    if articles is not None:
        here = Sighting.objects.filter(article__in=articles)
        seen = seen.filter(key__in=set(here.values_list("key", flat=True)))
    same_name = ActorName.objects.filter(folded=OuterRef("key"), actor__kind=OuterRef("kind"))
    rows = seen.exclude(Exists(same_name)).values("key", "kind")
    counted = rows.annotate(articles=Count("pk"), score=Avg("score")).filter(articles__gte=OFTEN)
    for row in counted.order_by("-articles", "key", "kind"):
        yield Newcomer(**row)


def _names_known(keys: Iterable[str]) -> set[tuple[str, str]]:
    """List which keys are names already: with the sort of their bearer, or as rejected."""
    known = set()
    for chunk in _in_chunks(keys):
        rows = ActorName.objects.filter(folded__in=chunk).exclude(status=REJECTED)
        for key, kind, status in rows.values_list("folded", "actor__kind", "actor__status"):
            known.add((key, REJECTED if status == REJECTED else sort_of(kind)))
    return known


def _in_chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while chunk := list(itertools.islice(left, CHUNK)):
        yield chunk


def _add(newcomers: Iterable[Newcomer]) -> list[int]:
    # A country to one article and a place to another are the same.
    new = {(one.key, sort_of(one.kind)): one for one in reversed([*newcomers])}
    forms = _usual_forms(one.key for one in new.values())
    taken = set(RESERVED_SLUGS) | set(Actor.objects.values_list("slug", flat=True))
    actors = []
    for one in reversed(new.values()):
        text = _in_lower_case(forms[one.key, one.kind], one.kind)
        slug = free_slug(text, taken, otherwise="naam")
        taken.add(slug)
        actors.append(Actor(slug=slug, name=text, kind=one.kind, status=SUGGESTED))
    made = Actor.objects.bulk_create(actors, batch_size=CHUNK)
    names = (
        ActorName(actor=actor, text=actor.name, kind=ActorName.Kind.PREFERRED, status=SUGGESTED)
        for actor in made
    )
    ActorName.objects.bulk_create(names, batch_size=CHUNK)
    return [actor.pk for actor in made]


def _usual_forms(keys: Iterable[str]) -> dict[tuple[str, str], str]:
    """Give for each key and kind the form in which most articles have it."""
    forms: dict[tuple[str, str], str] = {}
    for chunk in _in_chunks(keys):
        rows = Sighting.objects.filter(key__in=chunk).values_list("key", "kind", "text")
        for key, kind, text, _ in rows.annotate(n=Count("pk")).order_by("n", "-text"):
            forms[key, kind] = text
    return forms


def _in_lower_case(text: str, kind: str) -> str:
    """Write a name that articles only have in capitals, as a dateline has, with one each."""
    if kind == Actor.Kind.ORGANISATION or not text.isupper() or len(text) < len("GENT"):
        return text
    return text.title()


def suggest_names(articles: Collection[UUID] | None = None) -> int:
    """Suggest what texts explain as other names of actors; give how many are new.

    "Noord-Atlantische Verdragsorganisatie (NAVO)" makes both forms surfaces of one mention.
    """
    mentions = Mention.objects.standing().exclude(actor__kind=Actor.Kind.PERSON)
    several = mentions.filter(surfaces__len__gt=1)
    if articles is not None:
        several = several.filter(article__in=articles)
    explained: dict[tuple[int, str], str] = {}
    for actor, surfaces in several.values_list("actor_id", "surfaces").iterator():
        for short, long in itertools.permutations(surfaces, 2):
            if abbreviates(short, long):
                explained |= {(actor, short): ABBREVIATION, (actor, long): ALIAS}
    names = ActorName.objects.filter(actor__in={actor for actor, _ in explained})
    known = set(names.values_list("actor_id", "folded"))
    often = (
        ActorName(actor_id=actor, text=text, kind=kind, status=SUGGESTED)
        for (actor, text), kind in sorted(explained.items())
        if (actor, key_of(text)) not in known
        and mentions.filter(actor=actor, surfaces__contains=[text])[:TAUGHT].count() == TAUGHT
    )
    return len(ActorName.objects.bulk_create(often, ignore_conflicts=True))


def chunks_naming(actors: Collection[int], *, after: UUID | None = None) -> Iterator[list[UUID]]:
    """Walk the articles in which a name of these actors was read, in the order of their ids."""
    while True:
        chunk = list(_articles_naming(actors, after))
        if not chunk:
            return
        yield chunk
        after = chunk[-1]


def _articles_naming(actors: Collection[int], after: UUID | None) -> QuerySet[Sighting, UUID]:
    keys = ActorName.objects.filter(actor__in=actors).values("folded")
    seen = Sighting.objects.filter(key__in=keys)
    if after:
        seen = seen.filter(article__gt=after)
    return seen.order_by("article_id").values_list("article_id", flat=True).distinct()[:CHUNK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """How many actors and other names were suggested, and articles derived afresh for them."""

    actors: int
    names: int
    articles: int
    interrupted: bool


def welcome(
    articles: Collection[UUID] | None = None,
    *,
    workers: int = 1,
    on_progress: Callable[[int], None] = lambda _articles: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Welcome:
    """Suggest actors and other names, and give the articles that name them their mentions.

    Looks only for names in ``articles`` where those are given. Articles that were not reached
    follow with the next ``reindex_articles``.
    """
    actors = suggest_actors(articles)
    done = 0
    chunks = Chunks(chunks_naming(actors) if actors else [], should_stop)
    with closing(work_through(chunks, Reindexer, workers=workers)) as reports:
        for report in reports:
            done += report.articles
            on_progress(done)
    names = 0 if chunks.stopped else suggest_names(articles)
    return Welcome(actors=len(actors), names=names, articles=done, interrupted=chunks.stopped)
