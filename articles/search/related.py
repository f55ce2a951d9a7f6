"""Articles related to one: about the same words and actors, preferably of about the same time."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections

from articles.language.strong import tokens_by_level
from articles.models import Actor, Article, Vocabulary, VocabularyWord

from .facets import KINDS, token

CANDIDATES = 200
PAIRED, LOOKED_FOR = 3, 5  # of the strongest words
MOST_ACTORS = 8
NEAR = timedelta(days=45)
MONTH = 30.0  # days, after which being of the same time counts half
# What sharing an actor is worth, beside words: the negative logarithm of how usual that is.
WORTH = {"person": 5.0, "organisation": 3.5, "place": 3.0, "country": 2.0}
TOPIC_WORTH = 0.5
UNKNOWN_WORTH, RARE = 5.0, 6.0
REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related article, and what it shares: the actors and words that weigh most."""

    article: Article
    actors: tuple[Actor, ...]
    words: tuple[str, ...]


class _Row(NamedTuple):
    id: UUID
    strong_words: list[str]
    facets: list[str]
    sort_moment: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What an article is about: its strong words with their levels, its actors and topics."""

    levels: Mapping[str, int]
    actors: frozenset[str]
    topics: frozenset[str]

    @classmethod
    def of(cls, article: Any) -> "_Subject":
        levels = {}
        for strong in article.strong_words:
            word, _, level = strong.rpartition(":")
            levels[word] = int(level)
        kinds: dict[str, set[str]] = {"actor": set(), "topic": set()}
        for facet in article.facets:
            kinds.get(KINDS[facet[0]], set()).add(facet[2:])
        return cls(
            levels=levels, actors=frozenset(kinds["actor"]), topics=frozenset(kinds["topic"])
        )

    @property
    def strongest(self) -> list[str]:
        return sorted(self.levels, key=lambda word: (-self.levels[word], word))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Score:
    value: float
    actors: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        return len(self.actors) + len(self.words) > 1


def related(article: Article, *, limit: int = 6) -> list[Related]:
    """Find published articles that share strong words and actors with this one, best first.

    Some 200 candidates are looked at, those of about the same time first.
    """
    own = Article.objects.only("strong_words", "facets", "sort_moment").get(pk=article.pk)
    subject = _Subject.of(own)
    candidates = _candidates(own, subject)
    if not candidates:
        return []
    actors = {str(actor.pk): actor for actor in Actor.objects.filter(pk__in=subject.actors)}
    words = {
        row.word: row
        for row in VocabularyWord.objects.filter(word__in=subject.levels).defer("keys")
    }
    score = _scorer(own, subject, actors, words)
    scored = sorted(((score(row), row.id) for row in candidates), key=lambda one: -one[0].value)
    best = [(score, pk) for score, pk in scored if score.is_enough][:limit]
    shown = (
        Article.objects.published()
        .without_index()
        .defer("body", "evidence")
        .select_related("source")
        .in_bulk([pk for _, pk in best])
    )
    return [
        Related(
            article=shown[pk],
            actors=tuple(actors[key] for key in score.actors[:REASONS]),
            words=tuple(
                words[word].spelling if word in words else word for word in score.words[:REASONS]
            ),
        )
        for score, pk in best
        if pk in shown
    ]


def _scorer(
    own: Any,
    subject: _Subject,
    actors: Mapping[str, Actor],
    words: Mapping[str, VocabularyWord],
) -> Callable[[_Row], _Score]:
    """Prepare to tell how much an article has in common with ours."""
    known = Vocabulary.objects.first()
    archive = known.articles if known else 1

    def worth(word: str) -> float:
        row = words.get(word)
        return max(math.log(archive / row.articles), 0.1) if row else UNKNOWN_WORTH

    worths = {word: worth(word) for word in subject.levels}
    actor_worths = {key: WORTH[actor.kind] for key, actor in actors.items()}

    def score(row: _Row) -> _Score:
        other = _Subject.of(row)
        shared = {
            word: worths[word] * (1 + min(level, other.levels[word]) / 4)
            for word, level in subject.levels.items()
            if word in other.levels
        }
        named = {key: actor_worths[key] for key in subject.actors & other.actors & actors.keys()}
        about = TOPIC_WORTH * len(subject.topics & other.topics)
        value = (sum(shared.values()) + sum(named.values()) + about) * _nearness(own, row)
        return _Score(value=value, actors=_largest(named), words=_largest(shared))

    return score


def _largest(worths: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(worths, key=lambda key: (-worths[key], key)))


def _nearness(one: Any, other: Any) -> float:
    """Weigh two moments: 2 for the same, towards 1 for far apart or unknown."""
    if one.sort_moment is None or other.sort_moment is None:
        return 1.0
    days: int = abs((one.sort_moment - other.sort_moment).days)
    return 1 + MONTH / (MONTH + days)


def _candidates(own: Any, subject: _Subject) -> list[_Row]:
    """Gather articles with much in common; a level is looked at where those before left room.

    Each level is materialised, so that PostgreSQL takes the index for it.
    """
    compiled = [
        level.values_list("id", "strong_words", "facets", "sort_moment").query.sql_with_params()
        for level in _levels(own, subject)
    ]
    if not compiled:
        return []
    names = [f"level{n}" for n in range(len(compiled))]
    subqueries = (
        f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in zip(names, compiled, strict=True)
    )
    union = " UNION ALL ".join(f"SELECT * FROM {name}" for name in names)  # noqa: S608
    with connections[Article.objects.db].cursor() as cursor:
        cursor.execute(
            f"WITH {', '.join(subqueries)} {union} LIMIT %s",
            [*(param for _, params in compiled for param in params), CANDIDATES],
        )
        rows = map(_Row._make, cursor.fetchall())
        return list({row.id: row for row in rows}.values())


def _levels(own: Any, subject: _Subject) -> Iterator[Any]:
    """Name what may be related, from the most likely to the least."""
    others = Article.objects.published().exclude(pk=own.pk).order_by()
    strongest = subject.strongest[:LOOKED_FOR]
    actors = [token("actor", key) for key in sorted(subject.actors)[:MOST_ACTORS]]
    spans = [others]
    if own.sort_moment:
        day = own.sort_moment.date()
        spans.insert(0, others.around(day - NEAR, day + NEAR))
    for articles in spans:
        yield from (
            _about(_about(articles, [one]), [other])
            for one, other in combinations(strongest[:PAIRED], 2)
        )
        if actors and strongest:
            yield _about(articles.with_any_facet(actors), strongest)
    for articles in spans:
        if strongest:
            yield _about(articles, strongest[:1])


def _about(articles: Any, words: Iterable[str]) -> Any:
    """Keep what has any of these words as a strong one."""
    tokens = [token for level in tokens_by_level(frozenset(words)) for token in level]
    return articles.filter(strong_words__overlap=tokens)
