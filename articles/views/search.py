"""The search and browse page, and its renderings for machines."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.results import ArticleResults, Hit


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    results = ArticleResults(request.GET, path=reverse("search"))
    return render(request, "articles/search.html", {"results": results})


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """Answer the query of the search page as JSON; 400 with the errors by parameter."""
    results = ArticleResults(request.GET, path=reverse("search-json"))
    if results.errors:
        return JsonResponse({"errors": results.errors}, status=400)
    return JsonResponse(
        {
            "count": {"value": results.count.value, "exact": results.count.exact},
            "results": [_hit_as_json(request, hit) for hit in results.page_hits],
            "facets_exact": results.counts.exact,
            "facets": {
                **{group: [] for group in ("topic", "actor", "source")},
                **{
                    group.kind: [
                        {"value": value.slug, "label": value.label, "count": value.count}
                        for value in group.values
                        if value.count is not None
                    ]
                    for group in results.facets
                },
                "year": [
                    {"value": year, "label": year, "count": number}
                    for year, number in sorted(results.counts.of("year").items())
                ],
            },
            "next": request.build_absolute_uri(results.next_url) if results.next_url else None,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _hit_as_json(request: HttpRequest, hit: Hit) -> dict[str, Any]:
    article: Article = hit.article
    return {
        "id": str(article.pk),
        "url": request.build_absolute_uri(article.get_absolute_url()),
        "title": article.title,
        "title_derived": article.title_derived,
        "published": article.published or None,
        "time": article.published_time.isoformat("minutes") if article.published_time else None,
        "certain": hit.certain,
        "source": article.source.name if article.source else None,
        "agencies": [link.agency.name for link in article.agency_links.all()],
        "snippet": hit.snippet,
        "actors": [
            {
                "slug": mention.actor.slug,
                "name": mention.actor.name,
                "kind": mention.actor.kind,
                "status": mention.status,
            }
            for mention in hit.mentions
        ],
        "topics": [
            {
                "slug": link.topic.slug,
                "code": link.topic.code,
                "label": link.topic.label,
                "status": link.status,
            }
            for link in hit.topics
        ],
    }
