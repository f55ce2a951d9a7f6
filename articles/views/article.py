"""The page of one article."""

import contextlib
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from articles.freshness import article_etag
from articles.guiding.related import related
from articles.models import Article
from articles.presenting import blocks, citation
from articles.results import ArticleResults, Neighbours


@require_safe
@cache_control(no_cache=True)
@condition(etag_func=article_etag)
def article(request: HttpRequest, pk: UUID, slug: str = "") -> HttpResponse:
    """Show an article that the public may see; a wrong slug redirects to the right one.

    Browsers and caches may keep the page, and ask each time whether it still holds: what is
    withheld is gone at once.
    """
    item = get_object_or_404(
        Article.objects.published().select_related("source").without_index(),
        pk=pk,
    )
    if slug != item.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(item.get_absolute_url() + (f"?{query}" if query else ""), permanent=False)
    mentions = list(item.mentions.standing().select_related("actor"))
    mentions.sort(key=lambda mention: (-mention.count, mention.actor.name))
    agencies = [link.agency for link in item.agency_links.select_related("agency")]
    return render(
        request,
        "articles/article.html",
        {
            "article": item,
            "blocks": blocks(item, mentions),
            "mentions": mentions,
            "topics": item.topic_links.standing().select_related("topic"),
            "agencies": agencies,
            "neighbours": _neighbours(request, item),
            "related": related(item),
            "citation": citation(
                item, agencies=[agency.name for agency in agencies], today=timezone.localdate()
            ),
            "permalink": settings.SITE_URL + item.get_absolute_url(),
        },
    )


def _neighbours(request: HttpRequest, item: Article) -> Neighbours | None:
    position = request.GET.get("position", "")
    with contextlib.suppress(ValueError):
        results = ArticleResults(request.GET, path=reverse("search"))
        return results.neighbours(item.pk, int(position[:9]))
    return None
