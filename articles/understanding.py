"""What a reader's words mean in this archive: parsed, with the other names it knows for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from articles.language.folding import fold
from articles.language.words import is_ordinary
from articles.models import ActorName, ReviewStatus, Source, WordGroup
from articles.prepared import GIVEN, Prepared, is_given
from articles.search.asking import (
    Asked,
    Known,
    Other,
    ask,
    names_to_look_up,
    sources_to_look_up,
)
from articles.search.forms import Reason
from articles.search.grammar import ParsedQuery

# A name that means more actors than this tells nothing about whom the reader means.
MOST_BEARERS = 3


class Meant(NamedTuple):
    """An actor whose name stands in a query."""

    pk: int
    slug: str
    name: str


class Bearing(NamedTuple):
    """One of an actor's names; ``certain`` where a person confirmed both it and its bearer."""

    folded: str
    kind: str
    certain: bool
    actor: Meant


@Prepared
def _bearing() -> QuerySet[ActorName, Any]:
    certain = Q(status=ReviewStatus.CONFIRMED, actor__status=ReviewStatus.CONFIRMED)
    names = ActorName.objects.standing().filter(is_given("folded")).order_by("actor_id", "id")
    return names.annotate(certain=certain).values_list(
        "folded", "kind", "certain", "actor_id", "actor__slug", "actor__name"
    )


@Prepared
def _widening() -> QuerySet[WordGroup]:
    return WordGroup.objects.filter(active=True, keys__overlap=GIVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A query as it is put to the database.

    ``actors`` are those whose name stands in it; ``groups`` the words of editors that widened it.
    """

    parsed: ParsedQuery = field(default_factory=ParsedQuery)
    asked: Asked = field(default_factory=Asked)
    actors: tuple[Meant, ...] = ()
    groups: tuple[WordGroup, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parsed)


def understand(parsed: ParsedQuery, *, groups: bool = True) -> Understood:
    """Look up what the archive knows of the words; without the editors' own ``groups`` if so."""
    return understand_all([parsed], groups=groups)[0]


def understand_all(queries: Sequence[ParsedQuery], *, groups: bool = True) -> list[Understood]:
    """Understand several queries, each by itself, with no more statements than for one."""
    texts = [names_to_look_up(parsed) for parsed in queries]
    every = list(dict.fromkeys(chain.from_iterable(texts)))
    rows = _bearing.rows(every) if every else []
    bearing = [
        Bearing(folded, kind, certain, Meant(*actor)) for folded, kind, certain, *actor in rows
    ]
    widening: list[WordGroup] = _widening.objects(every) if groups and every else []
    return [
        _understood(parsed, frozenset(wanted), bearing, widening) if parsed else Understood()
        for parsed, wanted in zip(queries, texts, strict=True)
    ]


def _understood(
    parsed: ParsedQuery,
    texts: Collection[str],
    bearing: Iterable[Bearing],
    widening: Iterable[WordGroup],
) -> Understood:
    others: dict[str, list[Other]] = defaultdict(list)
    names = _meant((name for name in bearing if name.folded in texts), str(parsed))
    for name in (name for name in names if name.certain):
        preferred = "" if fold(name.actor.name) == name.folded else name.actor.name
        others[name.folded].append(Other(preferred, Reason.NAME, name.actor.pk))
    used = [group for group in widening if not set(group.keys).isdisjoint(texts)]
    for group in used:
        for key in set(group.keys).intersection(texts):
            others[key] += [
                Other(word, Reason.SYNONYM) for word in group.words if fold(word) != key
            ]
    known = Known(
        others={key: tuple(dict.fromkeys(values)) for key, values in others.items()},
        sources={text: _sources(text) for text in sources_to_look_up(parsed)},
    )
    return Understood(
        parsed=parsed,
        asked=ask(parsed, known),
        actors=tuple(dict.fromkeys(name.actor for name in names)),
        groups=tuple(used),
    )


def _meant(found: Iterable[Bearing], typed: str) -> list[Bearing]:
    """Keep the names that a reader means; not an ordinary word that nobody wrote as a name."""
    bearers: dict[str, list[Bearing]] = defaultdict(list)
    for name in found:
        if name.actor not in {other.actor for other in bearers[name.folded]}:
            bearers[name.folded].append(name)
    return [
        name
        for text, names in bearers.items()
        if len(names) <= MOST_BEARERS and not (text in typed and is_ordinary(text))
        for name in names
        if name.kind != ActorName.Kind.SURNAME or (len(names) == 1 and _is_spelled_otherwise(name))
    ]


def _is_spelled_otherwise(surname: Bearing) -> bool:
    """Whether a surname is another spelling than that of the full name: Putin of Poetin."""
    return surname.folded not in fold(surname.actor.name)


def _sources(text: str) -> tuple[int, ...]:
    """Find the sources whose name holds these words, in lower case or capitals."""
    holding = Q()
    for word in text.split():
        holding &= Q(name__icontains=word)
    return tuple(Source.objects.filter(holding).order_by("pk").values_list("pk", flat=True)[:50])
