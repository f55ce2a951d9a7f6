"""The answer to a query as an Atom feed."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.models import ReviewStatus
from articles.question import Question
from articles.results import ArticleResults, Hit


class ArticleFeed(Feed):
    """The first page of results. ``updated`` says when the archive last touched an article.

    ``published`` is given only where the day is known: Atom has no way to say "in February".
    """

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 400, with what is wrong, to parameters that cannot be read."""
        errors = Question(request.GET, path=reverse("search")).errors
        if errors:
            lines = [f"{name}: {message}" for name in errors for message in errors[name]]
            return HttpResponse(
                "\n".join(lines), status=400, content_type="text/plain; charset=utf-8"
            )
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *_: Any, **__: Any) -> ArticleResults:
        return ArticleResults(request.GET, path=reverse("search"))

    def title(self, obj: ArticleResults) -> str:
        words = obj.question.words
        return _("Nieuwsarchief: %(words)s") % {"words": words} if words else _("Nieuwsarchief")

    def link(self, obj: ArticleResults) -> str:
        return obj.question.url()

    def feed_url(self, obj: ArticleResults) -> str:
        return obj.question.url(reverse("search-atom"))

    def items(self, obj: ArticleResults) -> Iterable[Hit]:
        return obj.page_hits

    def item_title(self, item: Hit) -> str:
        return item.article.title

    def item_description(self, item: Hit) -> str:
        return item.snippet

    def item_link(self, item: Hit) -> str:
        return item.article.get_absolute_url()

    def item_guid(self, item: Hit) -> str:
        return f"urn:uuid:{item.article.pk}"

    def item_pubdate(self, item: Hit) -> datetime | None:
        date = item.article.published_date
        if date is None or date.precision != "day":
            return None
        moment = datetime.combine(date.first, item.article.published_time or time())
        return timezone.make_aware(moment).astimezone(UTC)

    def item_updateddate(self, item: Hit) -> datetime:
        return item.article.updated_at

    def item_categories(self, item: Hit) -> list[str]:
        """Name the topics that a person confirmed: a feed has no way to say "perhaps"."""
        return [link.topic.label for link in item.topics if link.status == ReviewStatus.CONFIRMED]
