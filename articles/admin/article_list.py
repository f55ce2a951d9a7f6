"""The list of articles: what state each is in, and what can be done with many at once."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article
from articles.presenting import published_in_words
from articles.publishing import set_status
from articles.querysets import INDEX_FIELDS, NEWEST
from articles.search.grammar import parse_query
from articles.understanding import understand

Status = Article.Status
STATES = {
    "draft": _("Concepten"),
    "planned": _("Gepland"),
    "published": _("Gepubliceerd"),
    "withheld": _("Achtergehouden"),
}


class StateFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "state"

    def lookups(self, *_args: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        match self.value():
            case "planned":
                return queryset.filter(status=Status.PUBLISHED, publish_at__gt=Now())
            case "published":
                return queryset.published()  # type: ignore[attr-defined, no-any-return]
            case "draft" | "withheld" as status:
                return queryset.filter(status=status)
        return queryset


class WarningsFilter(admin.SimpleListFilter):
    title = _("opmerkingen")
    parameter_name = "warnings"

    def lookups(self, *_args: Any) -> list[tuple[str, Any]]:
        return [("with", _("Met opmerkingen")), ("without", _("Zonder opmerkingen"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        match self.value():
            case "with":
                return queryset.exclude(warnings=[])
            case "without":
                return queryset.filter(warnings=[])
        return queryset


class ArticleList(admin.ModelAdmin):
    """Columns, filters, search and actions of the list."""

    list_display = ["title", "state", "date", "source", "remarks", "entered"]
    list_filter = [StateFilter, WarningsFilter, "title_derived", "source", "created_at"]
    list_select_related = ["source"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title"]  # shows the search box; get_search_results does the work
    search_help_text = _('Woorden, "woordgroepen", OR en -woord, zoals op de site.')
    actions = ["publish", "withhold", "to_draft"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer(*INDEX_FIELDS)

    def get_ordering(self, request: HttpRequest) -> Any:
        """Drafts: last come first; else the newest news, for which there is an index."""
        return ["-created_at"] if request.GET.get("state") == Status.DRAFT else NEWEST

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: Any,
        search_term: str,
    ) -> tuple[QuerySet[Any], bool]:
        """Search as the site does."""
        return queryset.answering(understand(parse_query(search_term)).asked), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        state = request.GET.get("state")
        context = {"list_title": STATES.get(state or ""), **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description=_("status"), ordering="status")
    def state(self, article: Article) -> SafeString:
        label, kind = article.get_status_display(), article.status
        if kind == Status.PUBLISHED and article.publish_at and article.publish_at > timezone.now():
            when = timezone.localtime(article.publish_at)
            label, kind = _("gepland: %s") % f"{when:%d-%m-%Y %H.%M}", "planned"
        return format_html('<span class="state state-{}">{}</span>', kind, label)

    @admin.display(description=_("verschenen"), ordering=F("sort_moment"))
    def date(self, article: Article) -> str:
        return published_in_words(article)

    @admin.display(description=_("opmerkingen"))
    def remarks(self, article: Article) -> SafeString | str:
        if not article.warnings:
            return "–"
        return format_html(
            '<span title="{}">{}</span>',
            " ".join(warning["message"] for warning in article.warnings),
            len(article.warnings),
        )

    @admin.display(description=_("ingevoerd"), ordering="created_at")
    def entered(self, article: Article) -> str:
        return f"{timezone.localtime(article.created_at):%d-%m-%Y %H.%M}"

    @admin.action(description=_("Publiceren"), permissions=["change"])
    def publish(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._set(request, articles, Status.PUBLISHED)

    @admin.action(description=_("Achterhouden"), permissions=["change"])
    def withhold(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._set(request, articles, Status.WITHHELD)

    @admin.action(description=_("Terug naar concept"), permissions=["change"])
    def to_draft(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._set(request, articles, Status.DRAFT)

    def _set(self, request: HttpRequest, articles: QuerySet[Article], status: str) -> None:
        number = set_status(articles, status, user=request.user)
        text = ngettext("%(n)d artikel bijgewerkt.", "%(n)d artikelen bijgewerkt.", number)
        messages.success(request, text % {"n": number})
