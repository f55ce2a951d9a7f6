"""An article: check it against the original, correct, publish."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.indexing import index_articles
from articles.models import Article
from articles.newcomers import welcome

from .article_form import ArticleForm
from .article_list import ArticleList
from .inlines import ArticleAgencyInline, ArticleTopicInline, MentionInline
from .upload import upload_view
from .versions import version_of


@admin.register(Article)
class ArticleAdmin(ArticleList):
    form = ArticleForm
    inlines = [ArticleAgencyInline, MentionInline, ArticleTopicInline]
    autocomplete_fields = ["source"]
    readonly_fields = ["id", "batch", "created_at", "updated_at"]
    fieldsets = [
        (None, {"fields": ["version", "title", "title_derived", "lead", "body"]}),
        (_("Herkomst"), {"fields": ["published", "published_time", "source", "byline"]}),
        (_("Publicatie"), {"fields": ["status", "publish_at"]}),
        (_("Beheer"), {"fields": list(readonly_fields), "classes": ["collapse"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Let administrators delete, editors not: they withhold."""
        return bool(request.user.is_superuser)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Let what nobody may delete by itself, such as a mention, go with its article."""
        listed, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected

    def get_urls(self) -> list[Any]:
        upload = self.admin_site.admin_view(upload_view)
        return [path("upload/", upload, name="articles_article_upload"), *super().get_urls()]

    def add_view(self, *_args: Any, **_options: Any) -> HttpResponse:
        return redirect("admin:articles_article_upload")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not (obj and obj.warnings and self.has_change_permission(request, obj)):
            return fieldsets
        return [(_("Na te kijken"), {"fields": ["standing_warnings"]}), *fieldsets]

    def view_on_site(self, article: Article) -> str | None:
        """Link to the public page, where there is one."""
        public = Article.objects.published().filter(pk=article.pk).exists()
        return article.get_absolute_url() if public else None

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Show the rows as they are now, when what was posted was based on others."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and kwargs["data"].get("version") != version_of(obj.pk):
            for name in ("data", "files", "save_as_new"):
                del kwargs[name]
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            index_articles([form.instance.pk], recognise=True)
            transaction.on_commit(partial(welcome, [form.instance.pk]), robust=True)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After a publication lead on to what is still to be done of the same upload."""
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        link = self.view_on_site(obj)
        messages.success(
            request,
            format_html('{} <a href="{}">{}</a>', _("Gepubliceerd:"), link, obj)
            if link
            else format_html("{} {}", _("Gepland:"), obj),
        )
        batch = obj.batch_id
        waiting = Article.objects.filter(batch=batch, status=Article.Status.DRAFT)
        following = waiting.order_by("created_at", "pk").first() if batch else None
        if following:
            messages.info(request, _("Dit is het volgende concept van dezelfde invoer."))
            return redirect("admin:articles_article_change", following.pk)
        return redirect(f"{reverse('admin:articles_article_changelist')}?state=draft")
