"""The search and browse page, and its renderings for machines."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.doors import MachinePage
from articles.hits import Hit
from articles.models import Article, ReviewStatus
from articles.results import ArticleResults


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    results = ArticleResults(request.GET, path=reverse("search"))
    return render(request, "articles/search.html", {"results": results})


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """Answer the query of the search page as JSON; 400 with the errors by parameter.

    Number and facets stand on pages by number only: who follows ``next`` by date has them already.
    """
    site = request.build_absolute_uri("/")
    page = MachinePage(request.GET, path=reverse("search-json"), site=site)
    if page.errors:
        return JsonResponse({"errors": page.errors}, status=400)
    results = page.results
    told = page.cursor is None
    answer: dict[str, Any] = {
        "count": {"value": results.count.value, "exact": results.count.exact} if told else None,
        "results": [_hit_as_json(request, hit) for hit in page.hits],
        "facets_exact": results.counts.exact if told else None,
        "facets": _facets_as_json(results) if told else None,
        "next": page.next_url or None,
    }
    if page.whole_url:
        answer["bounded"] = {"reach": results.reach, "all": page.whole_url}
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _facets_as_json(results: ArticleResults) -> dict[str, list[dict[str, Any]]]:
    return {
        **{group: [] for group in ("topic", "actor", "source")},
        **{
            group.kind: [
                {"value": value.slug, "label": value.label, "count": value.count}
                | ({"known": False} if value.suggested else {})
                for value in group.values
                if value.count is not None
            ]
            for group in results.facets
        },
        "year": [
            {"value": year, "label": year, "count": number}
            for year, number in sorted(results.counts.of("year").items())
        ],
    }


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
        "source": hit.source or None,
        "agencies": hit.agencies,
        "snippet": hit.snippet,
        "matches": [
            {"asked": why.asked, "form": why.form, "reason": why.reason} for why in hit.why
        ],
        "actors": [
            {
                "slug": mention.slug,
                "name": mention.name,
                "kind": mention.kind,
                "known": mention.actor_status == ReviewStatus.CONFIRMED,
                "status": mention.status,
            }
            for mention in hit.mentions
        ],
        "topics": [
            {
                "slug": link.slug,
                "code": link.code,
                "label": link.label,
                "status": link.status,
            }
            for link in hit.topics
        ],
    }
