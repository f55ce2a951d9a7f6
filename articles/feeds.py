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

from articles.doors import MachinePage
from articles.hits import Hit
from articles.models import ReviewStatus


class PagedAtom(Atom1Feed):
    """Atom whose pages link on (RFC 5005, section 3)."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for way in ("first", "next"):
            if self.feed[way]:
                handler.addQuickElement("link", "", {"rel": way, "href": self.feed[way]})


class ArticleFeed(Feed):
    """A page of results, newest first unless asked otherwise: who follows a feed wants the news.

    ``updated`` says when the archive last touched an article. ``published`` is given only where
    the day is known: Atom has no way to say "in February".
    """

    feed_type = PagedAtom

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 400, with what is wrong, to parameters that cannot be read."""
        page = self._page(request)
        if page.errors:
            lines = [f"{name}: {message}" for name in page.errors for message in page.errors[name]]
            return HttpResponse(
                "\n".join(lines), status=400, content_type="text/plain; charset=utf-8"
            )
        response: HttpResponse = super().__call__(request, *args, page=page, **kwargs)
        del response.headers["Last-Modified"]  # says nothing of articles that went
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    @staticmethod
    def _page(request: HttpRequest) -> MachinePage:
        params = request.GET.copy()
        if not params.get("sort"):
            params["sort"] = "newest"
        site = request.build_absolute_uri("/")
        return MachinePage(params, path=reverse("search-atom"), site=site)

    def get_object(self, _request: HttpRequest, *_: Any, page: MachinePage) -> MachinePage:
        return page

    def title(self, obj: MachinePage) -> str:
        words = obj.question.words
        return _("Nieuwsarchief: %(words)s") % {"words": words} if words else _("Nieuwsarchief")

    def link(self, obj: MachinePage) -> str:
        return obj.question.url(reverse("search"))

    def feed_url(self, obj: MachinePage) -> str:
        return obj.own_url

    def feed_extra_kwargs(self, obj: MachinePage) -> dict[str, str]:
        return {"first": obj.first_url, "next": obj.next_url}

    def items(self, obj: MachinePage) -> Iterable[Hit]:
        return obj.hits

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
        return [link.label for link in item.topics if link.status == ReviewStatus.CONFIRMED]
