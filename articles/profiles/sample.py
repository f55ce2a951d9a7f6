"""The newest articles of an actor, and who else stands in them: a bounded look at what may be much.

PostgreSQL is asked for the mentions of these articles, and for their texts, by their keys: what
that costs does not grow with the archive.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models.functions import Left

from articles.models import Article, Mention, ReviewStatus

from .sentences import fitting, sentences_with

SAMPLE = 500  # articles
READ = 20_000  # characters of a text in which sentences are looked for


class Named(NamedTuple):
    """Whom an article names, where, and how."""

    actor: int
    spans: Sequence[Sequence[Any]]
    surfaces: Sequence[str]


class Sample:
    """Articles that name one actor; counts are of articles, by the key of another actor."""

    def __init__(self, actor: int, ids: Sequence[UUID]) -> None:
        self.actor = actor
        self.ids = ids

    @property
    def size(self) -> int:
        return len(self.ids)

    @cached_property
    def mentions(self) -> Mapping[UUID, list[Named]]:
        """Who is named in each article, as far as nobody rejected it."""
        found: dict[UUID, list[Named]] = {}
        rows = Mention.objects.filter(article__in=self.ids).exclude(status=ReviewStatus.REJECTED)
        for pk, *named in rows.values_list("article_id", "actor_id", "spans", "surfaces"):
            found.setdefault(pk, []).append(Named(*named))
        return found

    @cached_property
    def together(self) -> Counter[int]:
        """In how many articles each other actor stands too."""
        return Counter(actor for pk in self.mentions for actor in self._others(pk))

    @cached_property
    def in_one_sentence(self) -> Counter[int]:
        """In how many articles each other actor stands in one sentence with this one.

        Sentences beyond the first 20,000 characters of a text are not looked at.
        """
        found: Counter[int] = Counter()
        for pk, texts in self._texts():
            found.update(self._beside(pk, texts))
        return found

    def pairs(self, actors: Collection[int]) -> Counter[tuple[int, int]]:
        """In how many articles each two of these actors stand too; the lower key first."""
        found: Counter[tuple[int, int]] = Counter()
        for pk in self.mentions:
            found.update(combinations(sorted(self._others(pk) & set(actors)), 2))
        return found

    @cached_property
    def forms(self) -> Counter[str]:
        """In how many articles the actor is named in each form."""
        return Counter(
            form
            for named in self.mentions.values()
            for one in named
            if one.actor == self.actor
            for form in set(one.surfaces)
        )

    def _others(self, pk: UUID) -> set[int]:
        return {one.actor for one in self.mentions[pk]} - {self.actor}

    def _texts(self) -> Iterator[tuple[UUID, dict[str, str]]]:
        alone = {pk for pk in self.mentions if not self._others(pk)}
        rows = Article.objects.filter(pk__in=self.mentions.keys() - alone)
        for pk, title, lead, body in rows.values_list("pk", "title", "lead", Left("body", READ)):
            yield pk, {"title": title, "lead": lead, "body": body}

    def _beside(self, pk: UUID, texts: Mapping[str, str]) -> set[int]:
        """Tell who stands in a sentence of this article that names the actor."""
        own = next((one for one in self.mentions[pk] if one.actor == self.actor), None)
        if own is None:
            return set()
        sentences = {
            field: list(sentences_with(texts[field], [start for start, _ in places]))
            for field, places in fitting(texts, own.spans, own.surfaces).items()
        }
        return {
            one.actor
            for one in self.mentions[pk]
            if one.actor != self.actor
            and any(
                _holds(sentences.get(field, ()), start) and texts[field][start:end] in one.surfaces
                for field, start, end in one.spans
            )
        }


def _holds(sentences: Sequence[tuple[int, int]], place: int) -> bool:
    number = bisect_right(sentences, place, key=itemgetter(0)) - 1
    return number >= 0 and place < sentences[number][1]
