"""What follows from a reading of an article and from what editors decided; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from articles.dates import PartialDate
from articles.knowledge import Derivation, Knowledge
from articles.language.names import FoundActor
from articles.models import ReviewStatus
from articles.search.facets import facet_tokens

Key = TypeVar("Key")
REJECTED = ReviewStatus.REJECTED


@dataclass(slots=True)
class Decisions:
    """What editors decided about one article: actor or topic key → status."""

    actors: dict[int, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What an article's derived columns and rows hold: actors and topics by their keys."""

    actors: dict[int, FoundActor]
    topics: dict[str, float]
    search_terms: str
    facets: list[str]
    strong_words: list[str]


def derive(  # noqa: PLR0913 - an article's own facts, each by keyword
    derivation: Derivation | None,
    knowledge: Knowledge,
    *,
    article_id: UUID,
    published: PartialDate | None,
    sources: Iterable[int],
    byline: str = "",
    decisions: Decisions | None = None,
) -> Derived:
    """Work out what follows from a reading (None: not read yet) and from what editors decided."""
    derivation = derivation or Derivation(actors=(), topics=(), terms="", strong=[])
    decisions = decisions or Decisions()
    found = {
        knowledge.actor_ids[actor.key]: actor
        for actor in derivation.actors
        if actor.key in knowledge.actor_ids
    }
    topics = {topic.code: topic.score for topic in derivation.topics}
    actors = _standing(decisions.actors, found)
    names = (knowledge.other_names.get(key, "") for key in sorted(actors))
    return Derived(
        actors=found,
        topics=topics,
        search_terms=" ".join(filter(None, (derivation.terms, *names))),
        facets=facet_tokens(
            article_id=article_id,
            published=published,
            topics=knowledge.with_ancestors(_standing(decisions.topics, topics)),
            actors=actors,
            sources=sources,
            byline=byline,
        ),
        strong_words=derivation.strong,
    )


def _standing(decided: Mapping[Key, str], found: Iterable[Key]) -> set[Key]:
    """Tell what holds: found or decided upon, and not rejected."""
    return {key for key in {*found, *decided} if decided.get(key) != REJECTED}
