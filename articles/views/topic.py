"""The page of a topic."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Topic
from articles.results import ArticleResults
from articles.topic_profile import TopicProfile


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic: what is below and beside it, who leads in it, and its articles."""
    item = get_object_or_404(Topic, slug=slug)
    results = ArticleResults(request.GET, path=item.get_absolute_url(), fixed={"topic": item})
    return render(
        request,
        "articles/topic.html",
        {"topic": item, "item": item, "results": results, "profile": TopicProfile(item)},
    )
