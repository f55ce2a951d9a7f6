"""One question and one answer, as every system under test takes and gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.http import QueryDict

from articles.question import Question
from articles.results import PAGE_SIZE
from articles.search.grammar import All, AnyOf, Leaf, Node, Not, ParsedQuery, Phrase
from tests.bench.queries import BenchQuery

HITS = PAGE_SIZE
CHOICES = 15  # values of each facet
TIMEOUT = 30.0  # seconds; an answer that takes longer is counted as this long
FACETS = ("topic", "actor", "source")


class TooSlow(Exception):  # noqa: N818 - a verdict, not an error
    """The answer was not there within ``TIMEOUT``."""


class Term(NamedTuple):
    """A word, or the words of a phrase, for a system that knows no other terms."""

    text: str
    phrase: bool


class Words(NamedTuple):
    """A query as every system takes it: one of each of ``groups``, and none of ``excluded``."""

    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its words parsed and its names looked up: none of it is the peers' work.

    ``wanted`` and ``unwanted`` hold keys by kind of facet; ``asks_words`` is false where the
    words are all stop words.
    """

    query: BenchQuery
    words: Words
    asks_words: bool
    first: date | None
    last: date | None
    wanted: Mapping[str, tuple[Any, ...]]
    unwanted: Mapping[str, tuple[Any, ...]]
    sort: str
    start: int

    @property
    def searches(self) -> bool:
        """Whether there are words to find, rather than only words to leave out."""
        return self.asks_words and bool(self.words.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Hits (id, title, date), their number, and the facets with the years."""

    hits: list[tuple[str, str, str]]
    count: int
    facets: Mapping[str, list[tuple[Any, int]]]
    years: Mapping[int, int]
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article of the archive as the peers take it in; topics come with their ancestors."""

    id: str
    title: str
    lead: str
    body: str
    published: str
    moment: int | None
    first: int | None
    last: int | None
    year: int | None
    facets: Mapping[str, list[str]] = field(default_factory=dict)


class System(Protocol):
    """What is measured."""

    name: str

    def answer(self, asked: Asked) -> Answer:
        """Answer the whole question; raises ``TooSlow``."""


def ask(query: BenchQuery) -> Asked:
    """Read a question as the page would."""
    question = Question(QueryDict(query.address), path="/")
    if question.errors:
        raise ValueError(f"{query}: {question.errors}")
    return Asked(
        query=query,
        words=words_of(question.parsed),
        asks_words=not question.only_stop_words,
        first=question.first.first if question.first else None,
        last=question.last.last if question.last else None,
        wanted=dict(_keys(question, excluded=False)),
        unwanted=dict(_keys(question, excluded=True)),
        sort=question.sort,
        start=(question.page - 1) * HITS,
    )


def words_of(parsed: ParsedQuery) -> Words:
    """Put a query into the form that all systems take; raises ``ValueError`` if it has none."""
    root = parsed.root
    parts: tuple[Node, ...] = root.parts if isinstance(root, All) else (root,) if root else ()
    wanted = [part for part in parts if not isinstance(part, Not)]
    unwanted = [part.part for part in parts if isinstance(part, Not)]
    return Words(
        tuple(map(_terms, wanted)), tuple(term for part in unwanted for term in _terms(part))
    )


def _terms(node: Node) -> tuple[Term, ...]:
    leaves = node.parts if isinstance(node, AnyOf) else (node,)
    if not all(isinstance(leaf, Leaf) and leaf.field is None for leaf in leaves):
        raise ValueError(f"Not every system can be asked for {node}.")
    return tuple(Term(leaf.text, isinstance(leaf, Phrase)) for leaf in leaves)  # type: ignore[union-attr]


def _keys(question: Question, *, excluded: bool) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for kind in FACETS:
        chosen = [c.value.pk for c in question.chosen(kind) if c.excluded == excluded]
        if chosen:
            yield kind, tuple(chosen)
