"""Lists of all actors, topics and sources, and the page of a source."""

from collections.abc import Iterable, Mapping

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.facet_groups import as_tree
from articles.models import Actor, Article, Mention, ReviewStatus, Source, Topic
from articles.results import ArticleResults
from articles.search.counting import (
    Count,
    archive_size,
    count_the_seldom,
    count_values,
    counts_all,
)
from articles.search.facets import Kind

PER_PAGE = 100


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the articles of a source."""
    item = get_object_or_404(Source, slug=slug)
    results = ArticleResults(request.GET, path=item.get_absolute_url(), fixed={"source": item})
    return render(
        request, "articles/source.html", {"source": item, "results": results, "item": item}
    )


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """List the actors that published articles name, most named first; ``kind`` narrows.

    In a large archive the order comes from a sample; whom it missed follow in alphabetical order.
    """
    published = Article.objects.published()
    archive = archive_size(published)
    counts = count_values(published, "actor", archive=archive)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Actor.Kind.values else ""
    named = Actor.objects.standing()
    named = named.filter(kind=kind) if kind else named
    keys = _most_named_first(named, counts, all_known=counts_all(archive))
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    shown = count_the_seldom(published, "actor", page, counts, archive=archive)
    items = Actor.objects.in_bulk([int(key) for key in shown])
    rows = [(items[int(key)], count) for key, count in shown.items() if int(key) in items]
    return render(
        request,
        "articles/actors.html",
        {
            "page": page,
            "rows": rows,
            "kind": kind,
            "kinds": Actor.Kind.choices,
            "any_suggested": any(actor.status == ReviewStatus.SUGGESTED for actor, _ in rows),
        },
    )


def _most_named_first(
    named: QuerySet[Actor], counts: Mapping[str, Count], *, all_known: bool
) -> list[str]:
    names = {str(pk): name for pk, name in named.filter(pk__in=counts).values_list("pk", "name")}
    first = sorted(names, key=lambda key: (-counts[key].value, names[key]))
    if all_known:
        return first
    standing = Mention.objects.exclude(status=ReviewStatus.REJECTED)
    visible = standing.filter(actor=OuterRef("pk"), article__in=Article.objects.published())
    missed = named.exclude(pk__in=counts).filter(Exists(visible)).order_by("name")
    return [*first, *(str(pk) for pk in missed.values_list("pk", flat=True))]


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Show the tree of topics with the number of published articles in each."""
    placed = as_tree(Topic.objects.all(), {})
    counts = _counts("topic", [item.pk for item, _ in placed])
    tree = [(item, depth, counts[item.pk]) for item, depth in placed]
    return render(request, "articles/topics.html", {"tree": tree})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List where published articles come from; what only drafts name is not for readers."""
    items = {str(item.pk): item for item in Source.objects.all()}
    counts = _counts("source", items)
    rows = [(item, counts[key]) for key, item in items.items() if counts[key].value]
    return render(request, "articles/sources.html", {"sources": rows})


def _counts(kind: Kind, keys: Iterable[str]) -> dict[str, Count]:
    """Count the published articles with each of these values."""
    published = Article.objects.published()
    archive = archive_size(published)
    counts = count_values(published, kind, archive=archive)
    return count_the_seldom(published, kind, keys, counts, archive=archive)
