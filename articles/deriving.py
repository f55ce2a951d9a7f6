"""What follows from a reading of an article and from what editors decided; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from articles.dates import PartialDate
from articles.knowledge import Derivation, Knowledge
from articles.language.pairs import NOT_READ
from articles.language.recognising.recogniser import FoundName
from articles.models import ReviewStatus
from articles.naming import Named, Read, who_is_named
from articles.search.facets import facet_tokens, samples_of, token

NOT_DERIVED = Derivation(actors=(), topics=(), terms="", strong=[], pairs=[NOT_READ])
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

    actors: dict[int, Named]
    topics: dict[str, float]
    search_terms: str
    facets: list[str]
    samples: list[int]
    strong_words: list[str]
    word_pairs: list[int]


def derive(  # noqa: PLR0913 - an article's own facts, each by keyword
    derivation: Derivation | None,
    knowledge: Knowledge,
    *,
    article_id: UUID,
    texts: Mapping[str, str],
    published: PartialDate | None,
    sources: Collection[int],
    byline: str = "",
    names: Sequence[FoundName] = (),
    decisions: Decisions | None = None,
) -> Derived:
    """Work out what follows from a reading (None: not read yet) and from what editors decided.

    ``texts`` are the article's title, lead and body, in that order; ``names`` what the recogniser
    read in them, now or before.
    """
    derivation = derivation or NOT_DERIVED
    decisions = decisions or Decisions()
    topics = {topic.code: topic.score for topic in derivation.topics}
    wide = knowledge.with_ancestors(_standing(decisions.topics, topics))
    found = who_is_named(
        Read(published=published, texts=texts, curated=derivation.actors, names=names),
        knowledge.bearers,
        facets=[*(token("topic", key) for key in wide), *(token("source", key) for key in sources)],
        decided={key: status != REJECTED for key, status in decisions.actors.items()},
    )
    actors = _standing(decisions.actors, found) & knowledge.shown
    other_names = (knowledge.other_names.get(key, "") for key in sorted(actors))
    return Derived(
        actors=found,
        topics=topics,
        search_terms=" ".join(filter(None, (derivation.terms, *other_names))),
        facets=facet_tokens(
            published=published,
            topics=wide,
            actors=actors,
            sources=sources,
            byline=byline,
        ),
        samples=samples_of(article_id),
        strong_words=derivation.strong,
        word_pairs=derivation.pairs,
    )


def _standing(decided: Mapping[Key, str], found: Iterable[Key]) -> set[Key]:
    """Tell what holds: found or decided upon, and not rejected."""
    return {key for key in {*found, *decided} if decided.get(key) != REJECTED}
