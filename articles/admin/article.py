"""Articles: upload, check against the original, correct, publish."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.indexing import index_articles
from articles.models import Article, ArticleAgency, ArticleTopic, Mention
from articles.publishing import set_status
from articles.search.query import parse_query, readers_query

from .article_form import ArticleForm
from .evidence import marked_original
from .upload import upload_view


class MentionInline(admin.TabularInline):
    model = Mention
    extra = 0
    fields = ["actor", "status", "surfaces"]
    readonly_fields = ["surfaces"]
    autocomplete_fields = ["actor"]
    can_delete = False


class ArticleTopicInline(admin.TabularInline):
    model = ArticleTopic
    extra = 0
    fields = ["topic", "status", "score"]
    readonly_fields = ["score"]
    autocomplete_fields = ["topic"]
    can_delete = False


class ArticleAgencyInline(admin.TabularInline):
    model = ArticleAgency
    extra = 0
    autocomplete_fields = ["agency"]


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = ["title", "status", "published", "source", "has_warnings", "created_at"]
    list_filter = ["status", "title_derived", "source", "created_at"]
    list_select_related = ["source"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title"]  # shows the search box; get_search_results does the work
    search_help_text = _('Woorden, "woordgroepen", OR en -woord, zoals op de site.')
    actions = ["publish", "withhold", "to_draft"]
    inlines = [ArticleAgencyInline, MentionInline, ArticleTopicInline]
    autocomplete_fields = ["source"]
    readonly_fields = ["id", "batch", "created_at", "updated_at"]
    fieldsets = [
        (None, {"fields": ["title", "title_derived", "lead", "body"]}),
        (_("Herkomst"), {"fields": ["published", "published_time", "source", "byline"]}),
        (_("Publicatie"), {"fields": ["status", "publish_at"]}),
        (
            _("Beheer"),
            {"fields": ["id", "batch", "created_at", "updated_at"], "classes": ["collapse"]},
        ),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Let administrators delete, editors not: they withhold."""
        return bool(request.user.is_superuser)

    def get_urls(self) -> list[Any]:
        upload = self.admin_site.admin_view(
            lambda request: upload_view(request, self.admin_site.each_context(request))
        )
        return [path("upload/", upload, name="articles_article_upload"), *super().get_urls()]

    def add_view(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:  # noqa: ARG002
        return redirect("admin:articles_article_upload")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("search", "search_terms", "facets")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search as the site does."""
        query = readers_query(parse_query(search_term))
        return (queryset if query is None else queryset.filter(search=query)), False

    @admin.display(description=_("let op"), boolean=True)
    def has_warnings(self, article: Article) -> bool | None:
        return False if article.warnings else None

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        article = self.get_object(request, object_id)
        context = {"marked_original": marked_original(article) if article else None}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the fields that the form shows; a title that a person wrote is not derived."""
        if "_publish" in request.POST:
            obj.status = Article.Status.PUBLISHED
        if "title" in form.changed_data:
            obj.title_derived = False
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            index_articles([form.instance.pk])

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_publish" in request.POST:
            messages.success(request, _("Het artikel is gepubliceerd."))
            if obj.batch_id:
                return redirect(reverse("admin:articles_importbatch_change", args=[obj.batch_id]))
        return super().response_change(request, obj)

    @admin.action(description=_("Publiceren"), permissions=["change"])
    def publish(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._set(request, articles, Article.Status.PUBLISHED)

    @admin.action(description=_("Achterhouden"), permissions=["change"])
    def withhold(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._set(request, articles, Article.Status.WITHHELD)

    @admin.action(description=_("Terug naar concept"), permissions=["change"])
    def to_draft(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._set(request, articles, Article.Status.DRAFT)

    def _set(self, request: HttpRequest, articles: QuerySet[Article], status: str) -> None:
        number = set_status(articles, status, user=request.user)
        messages.success(
            request,
            ngettext("%(n)d artikel bijgewerkt.", "%(n)d artikelen bijgewerkt.", number)
            % {"n": number},
        )
