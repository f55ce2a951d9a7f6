"""The values by which a reader can narrow, with their counts and addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Actor, ReviewStatus, Source, Topic
from articles.prepared import Prepared, is_given
from articles.question import Question
from articles.search.counting import FacetCounts

LABELS = {"topic": _("Onderwerp"), "actor": _("Naam"), "source": _("Bron")}


@Prepared
def _topics() -> QuerySet[Topic]:
    labels = ("label_nl", "label_en")
    return Topic.objects.filter(is_given("pk")).only("slug", "parent", *labels).order_by()


@Prepared
def _actors() -> QuerySet[Actor]:
    return Actor.objects.filter(is_given("pk")).only("slug", "name", "status").order_by()


@Prepared
def _sources() -> QuerySet[Source]:
    return Source.objects.filter(is_given("pk")).only("slug", "name").order_by()


NAMES = {"topic": _topics, "actor": _actors, "source": _sources}


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value to narrow by: ``depth`` is its place in the tree of topics.

    A ``suggested`` one is an actor at whom no editor has looked yet.
    """

    value: Any
    slug: str
    label: str
    count: int | None
    url: str
    without_url: str
    selected: bool = False
    excluded: bool = False
    suggested: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    kind: str
    label: str
    values: tuple[FacetValue, ...]


def facet_groups(question: Question, counts: FacetCounts) -> list[FacetGroup]:
    """Build the groups that have anything to choose: one query for the names of each kind."""
    groups = [_group(question, kind, counts.of(kind)) for kind in ("topic", "actor", "source")]
    return [group for group in groups if group.values]


def _group(
    question: Question, kind: Literal["topic", "actor", "source"], counts: Mapping[str, int]
) -> FacetGroup:
    items = {}
    if counts:
        items = {str(item.pk): item for item in NAMES[kind].objects(list(counts))}
    for choice in question.chosen(kind):
        items.setdefault(str(choice.value.pk), choice.value)
    placed = (
        as_tree(items.values(), counts)
        if kind == "topic"
        else [(item, 0) for item in _largest_first(items.values(), counts)]
    )
    return FacetGroup(
        kind=kind,
        label=str(LABELS[kind]),
        values=tuple(
            _value(question, kind, item, counts.get(str(item.pk), 0), depth)
            for item, depth in placed
            if question.fixed.get(kind) != item
        ),
    )


def _value(question: Question, kind: str, item: Any, count: int, depth: int) -> FacetValue:
    state = question.state.get(kind, [])
    excluded = f"-{item.slug}" in state
    return FacetValue(
        value=item,
        slug=item.slug,
        label=str(item),
        count=None if excluded else count,
        url=question.toggled(kind, f"-{item.slug}" if excluded else item.slug),
        without_url=question.toggled(kind, f"-{item.slug}"),
        selected=item.slug in state,
        excluded=excluded,
        suggested=kind == "actor" and item.status == ReviewStatus.SUGGESTED,
        depth=depth,
    )


def _largest_first(items: Iterable[Any], counts: Mapping[str, int]) -> list[Any]:
    return sorted(items, key=lambda item: (-counts.get(str(item.pk), 0), str(item)))


def as_tree(topics: Iterable[Topic], counts: Mapping[str, int]) -> list[tuple[Topic, int]]:
    """Order topics with each child under its parent, largest first, and say how deep each is."""
    topics = _largest_first(topics, counts)
    present = {topic.pk for topic in topics}
    children: dict[str | None, list[Topic]] = {}
    for topic in topics:
        parent = topic.parent_id if topic.parent_id in present else None
        children.setdefault(parent, []).append(topic)
    tree: list[tuple[Topic, int]] = []

    def add(parent: str | None, depth: int) -> None:
        for topic in children.get(parent, []):
            tree.append((topic, depth))
            add(topic.pk, depth + 1)

    add(None, 0)
    return tree
