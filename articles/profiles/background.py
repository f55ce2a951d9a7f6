"""How usual actors are in the whole archive: what being named together is compared with."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from articles.search.counting import (
    FACET_SAMPLE,
    PROBED,
    SELDOM,
    Count,
    archive_size,
    count_facet,
    probe,
    sample_size,
)
from articles.search.facets import token

from .association import Association, associate
from .sample import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """The number of articles, in all and of each of some actors by their keys."""

    articles: Count
    numbers: Mapping[int, Count]

    def associate(self, sample: Sample, other: int, *, of: int) -> Association:
        """Tell how much the actor of a sample, which has ``of`` articles, goes with another."""
        return associate(
            together=sample.together[other],
            sample=sample.size,
            of=of,
            other=self.numbers[other].value,
            archive=self.articles.value,
        )

    def is_exact(self, other: int) -> bool:
        return self.articles.exact and self.numbers[other].exact


def look_around(actors: Collection[int]) -> Background:
    """Count the public articles with each of these actors, or estimate them from some thousands."""
    published = Article.objects.published()
    archive = archive_size(published)
    keys = {str(key): key for key in actors}
    numbers = _numbers(published, keys, archive=archive)
    exact = sample_size(PROBED, archive) == 1
    return Background(
        articles=Count(value=probe(published, archive=archive), exact=exact),
        numbers={keys[key]: number for key, number in numbers.items()},
    )


def _numbers(published: Any, keys: Iterable[str], *, archive: int) -> dict[str, Count]:
    """Count the often named in a sample of the archive, the others in one of their articles."""
    often = count_facet(published, "actor", roughly=archive)
    size = sample_size(FACET_SAMPLE, archive)
    numbers = {key: often.get(key, Count(value=0, exact=size == 1)) for key in keys}
    seldom = [key for key, one in numbers.items() if not one.exact and one.value < SELDOM * size]
    if not seldom:
        return numbers
    having = published.with_any_facet(token("actor", key) for key in seldom)
    fewer = count_facet(having, "actor", roughly=probe(having, archive=archive))
    return numbers | {key: fewer[key] for key in seldom if key in fewer}
