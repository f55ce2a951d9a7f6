"""Articles related to one: about the same words and actors, preferably of about the same time."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.db import connections

from articles.language.strong import LEVELS, tokens_by_level
from articles.models import Actor, Article, Vocabulary, VocabularyWord
from articles.search.facets import KINDS, period_tokens, token

CANDIDATES = 150
PAIRED, LOOKED_FOR = 3, 5  # of the strongest words
MOST_ACTORS = 8
NEAR = timedelta(days=45)
MONTH = 30.0  # days, after which being of the same time counts half
# What sharing an actor is worth, beside words: the negative logarithm of how usual that is.
WORTH = {"person": 5.0, "organisation": 3.5, "place": 3.0, "country": 2.0}
TOPIC_WORTH = 0.5
UNKNOWN_WORTH, LEAST_WORTH = 5.0, 0.1
REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related article, and what it shares: the actors and words that weigh most."""

    article: Article
    actors: tuple[Actor, ...]
    words: tuple[str, ...]


# Conditions that hold together: of a column of tokens it has one of these.
_Level = list[tuple[str, list[str]]]


class _Row(NamedTuple):
    id: UUID
    strong_words: list[str]
    facets: list[str]
    sort_moment: datetime | None


class _Score(NamedTuple):
    value: float
    id: UUID
    actors: list[str]  # facets, what weighs most first
    words: list[str]


def related(article: Article, *, limit: int = 6) -> list[Related]:
    """Find published articles that share strong words and actors with this one, best first.

    At most 150 candidates are looked at, those of about the same time first.
    """
    own = _Row._make(Article.objects.values_list(*_Row._fields).get(pk=article.pk))
    levels = dict(map(_divided, own.strong_words))
    candidates = _candidates(own, levels)
    if not candidates:
        return []
    subject = _Subject(own, levels)
    scores = sorted(map(subject.score, candidates), key=lambda score: -score.value)
    best = [score for score in scores if len(score.actors) + len(score.words) > 1][:limit]
    shown = (
        Article.objects.published()
        .without_index()
        .defer("body", "evidence")
        .select_related("source")
        .in_bulk([score.id for score in best])
    )
    return [
        Related(
            article=shown[score.id],
            actors=tuple(subject.actors[key] for key in score.actors[:REASONS]),
            words=tuple(subject.spellings.get(word, word) for word in score.words[:REASONS]),
        )
        for score in best
        if score.id in shown
    ]


def _divided(strong: str) -> tuple[str, int]:
    word, _, level = strong.rpartition(":")
    return word, int(level)


class _Subject:
    """What an article is about, and what it is worth to share that."""

    def __init__(self, own: _Row, levels: Mapping[str, int]) -> None:
        self.own = own
        self.levels = levels
        keys = [facet[2:] for facet in own.facets if KINDS[facet[0]] == "actor"]
        self.actors = {
            token("actor", actor.pk): actor for actor in Actor.objects.filter(pk__in=keys)
        }
        known = VocabularyWord.objects.filter(word__in=levels)
        rows = list(known.values_list("word", "spelling", "articles"))
        self.spellings = {word: spelling for word, spelling, _ in rows}
        counted = Vocabulary.objects.values_list("articles", flat=True).first() or 1
        self._worth = dict.fromkeys(levels, UNKNOWN_WORTH) | {
            word: max(math.log(counted / articles), LEAST_WORTH) for word, _, articles in rows
        }
        self._facets = {
            facet: WORTH[self.actors[facet].kind] if facet in self.actors else TOPIC_WORTH
            for facet in own.facets
            if facet in self.actors or KINDS[facet[0]] == "topic"
        }

    def score(self, other: _Row) -> _Score:
        """Tell how much another article has in common with ours, and what."""
        words = {
            word: self._worth[word] * (1 + min(level, self.levels[word]) / LEVELS)
            for word, level in map(_divided, other.strong_words)
            if word in self.levels
        }
        shared = {facet: self._facets[facet] for facet in self._facets.keys() & other.facets}
        value = (sum(words.values()) + sum(shared.values())) * _nearness(self.own, other)
        actors = [facet for facet in _largest(shared) if facet in self.actors]
        return _Score(value, other.id, actors, _largest(words))


def _largest(worths: Mapping[str, float]) -> list[str]:
    return sorted(worths, key=lambda key: (-worths[key], key))


def _nearness(one: _Row, other: _Row) -> float:
    """Weigh two moments: 2 for the same, towards 1 for far apart or unknown."""
    if one.sort_moment is None or other.sort_moment is None:
        return 1.0
    return 1 + MONTH / (MONTH + abs((one.sort_moment - other.sort_moment).days))


def _candidates(own: _Row, levels: Mapping[str, int]) -> list[_Row]:
    """Gather articles with much in common; a level is looked at where those before left room.

    Each level is materialised, so that PostgreSQL takes the index for it.
    """
    wanted = list(_levels(own, levels))
    if not wanted:
        return []
    others = Article.objects.published().exclude(pk=own.id).order_by()
    sql, params = others.values_list(*_Row._fields).query.sql_with_params()
    subqueries, values = [], []
    for number, level in enumerate(wanted):
        conditions = "".join(f" AND {column} && %s::varchar[]" for column, _ in level)
        subqueries.append(f"level{number} AS MATERIALIZED ({sql}{conditions})")
        values += [*params, *(tokens for _, tokens in level)]
    union = " UNION ALL ".join(f"SELECT * FROM level{number}" for number in range(len(wanted)))  # noqa: S608
    with connections[Article.objects.db].cursor() as cursor:
        cursor.execute(f"WITH {', '.join(subqueries)} {union} LIMIT %s", [*values, CANDIDATES])
        rows = map(_Row._make, cursor.fetchall())
        return list({row.id: row for row in rows}.values())


def _levels(own: _Row, levels: Mapping[str, int]) -> Iterator[_Level]:
    """Name what may be related, from the most likely to the least."""
    strongest = sorted(levels, key=lambda word: (-levels[word], word))[:LOOKED_FOR]
    if not strongest:
        return
    actors = [facet for facet in own.facets if KINDS[facet[0]] == "actor"][:MOST_ACTORS]
    spans: list[_Level] = [[]]
    if own.sort_moment:
        day = own.sort_moment.date()
        spans.insert(0, [("facets", period_tokens(day - NEAR, day + NEAR))])
    for span in spans:
        for one, other in combinations(strongest[:PAIRED], 2):
            yield [*span, _about([one]), _about([other])]
        if actors:
            yield [*span, ("facets", actors), _about(strongest)]
    for span in spans:
        yield [*span, _about(strongest[:1])]


def _about(words: Iterable[str]) -> tuple[str, list[str]]:
    """Ask for any of these words as a strong one."""
    return "strong_words", [token for level in tokens_by_level(frozenset(words)) for token in level]
