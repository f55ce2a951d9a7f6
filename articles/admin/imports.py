"""What came in, and what became of it."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article, ImportBatch, ImportItem
from articles.publishing import set_status

ITEMS_PER_PAGE = 100


@admin.register(ImportBatch)
class ImportBatchAdmin(admin.ModelAdmin):
    """One import: each of its files with its outcome, and its drafts to be published."""

    list_display = ["label", "started_at", "finished_at", "user", "source"]
    list_select_related = ["user", "source"]
    readonly_fields = ["label", "user", "source", "started_at", "finished_at"]
    change_form_template = "admin/articles/importbatch/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        batch = self.get_object(request, object_id)
        if batch and request.method == "POST" and "_publish_drafts" in request.POST:
            self._publish_drafts(request, batch)
        if batch is None:
            return super().change_view(request, object_id, form_url, extra_context)
        items = Paginator(ImportItem.objects.filter(batch=batch), ITEMS_PER_PAGE)
        page = items.get_page(request.GET.get("items"))
        articles = {
            article.pk: article
            for article in Article.objects.filter(pk__in=[item.article_id for item in page]).only(
                "pk", "title", "title_derived", "status", "published", "warnings"
            )
        }
        context = {
            "items": [(item, articles.get(item.article_id)) for item in page],
            "items_page": page,
            "drafts": Article.objects.filter(batch=batch, status=Article.Status.DRAFT).count(),
            **(extra_context or {}),
        }
        if request.method == "POST":
            request.method = "GET"  # the form itself is read-only
        return super().change_view(request, object_id, form_url, context)

    def _publish_drafts(self, request: HttpRequest, batch: ImportBatch) -> None:
        if not request.user.has_perm("articles.change_article"):
            return
        drafts = Article.objects.filter(batch=batch, status=Article.Status.DRAFT)
        number = set_status(drafts, Article.Status.PUBLISHED, user=request.user)
        messages.success(
            request,
            ngettext("%(n)d artikel gepubliceerd.", "%(n)d artikelen gepubliceerd.", number)
            % {"n": number},
        )


@admin.register(ImportItem)
class ImportItemAdmin(admin.ModelAdmin):
    """Every file that came in; to be searched, not changed."""

    list_display = ["file_name", "outcome", "reason", "batch", "found_article"]
    list_filter = ["outcome"]
    list_select_related = ["batch"]
    search_fields = ["file_name", "reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    @admin.display(description=_("artikel"))
    def found_article(self, item: ImportItem) -> str:
        if item.outcome == ImportItem.Outcome.REJECTED:
            return "–"
        return format_html('<a href="../article/{}/change/">{}</a>', item.article_id, _("openen"))
