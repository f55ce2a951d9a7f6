"""Actors, topics and sources: a page of each, and a list of all."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.facet_groups import as_tree
from articles.models import Actor, Article, Source, Topic
from articles.question import FacetKind
from articles.results import ArticleResults
from articles.search.counting import count_facets

PER_PAGE = 100
ALL = 1_000_000


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    item = get_object_or_404(Actor.objects.prefetch_related("names"), slug=slug)
    return _page(request, "actor", item, {"names": item.names.all()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    item = get_object_or_404(Topic.objects.select_related("parent"), slug=slug)
    return _page(request, "topic", item, {"children": item.children.all()})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, "source", get_object_or_404(Source, slug=slug), {})


def _page(request: HttpRequest, kind: FacetKind, item: Any, extra: dict[str, Any]) -> HttpResponse:
    """Show what the archive knows of ``item`` and the articles that have it."""
    results = ArticleResults(request.GET, path=item.get_absolute_url(), fixed={kind: item})
    return render(
        request, f"articles/{kind}.html", {kind: item, "results": results, "item": item, **extra}
    )


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """List the actors that published articles name, most named first; ``kind`` narrows."""
    counts = count_facets(Article.objects.published(), ["actor"], most=ALL).of("actor")
    kind = request.GET.get("kind", "")
    kind = kind if kind in Actor.Kind.values else ""
    named = Actor.objects.filter(pk__in=map(int, counts))
    if kind:
        named = named.filter(kind=kind)
    ordered = sorted(named, key=lambda item: (-counts[str(item.pk)], item.name))
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    for item in page:
        item.count = counts[str(item.pk)]  # type: ignore[attr-defined]
    return render(
        request,
        "articles/actors.html",
        {"page": page, "kind": kind, "kinds": Actor.Kind.choices},
    )


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Show the tree of topics with the number of published articles in each."""
    counts = count_facets(Article.objects.published(), ["topic"], most=ALL).of("topic")
    tree = [
        (item, depth, counts.get(item.pk, 0)) for item, depth in as_tree(Topic.objects.all(), {})
    ]
    return render(request, "articles/topics.html", {"tree": tree})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List where published articles come from; what only drafts name is not for readers."""
    counts = count_facets(Article.objects.published(), ["source"], most=ALL).of("source")
    items = [(item, counts[str(item.pk)]) for item in Source.objects.filter(pk__in=counts)]
    return render(request, "articles/sources.html", {"sources": items})
