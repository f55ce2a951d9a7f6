"""What came in, and what became of it."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article, ImportBatch, ImportItem
from articles.publishing import set_status

ITEMS_PER_PAGE = 100


class ReadOnlyAdmin(admin.ModelAdmin):
    """To be searched, not changed."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """One import: each of its files with its outcome, and its drafts to be published."""

    list_display = ["label", "started_at", "finished_at", "by", "source"]
    list_select_related = ["user", "source"]
    fields = ["by", "source", "started_at", "finished_at"]

    @admin.display(description=_("door"))
    def by(self, batch: ImportBatch) -> str:
        return batch.user.get_full_name() or batch.user.get_username() if batch.user else "–"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        batch = self.get_object(request, object_id)
        if batch is None:
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            if "_publish_drafts" in request.POST:
                self._publish_drafts(request, batch)
            return redirect(request.get_full_path())
        context = {**_contents(batch, request.GET), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def _publish_drafts(self, request: HttpRequest, batch: ImportBatch) -> None:
        if not request.user.has_perm("articles.change_article"):
            return
        drafts = Article.objects.filter(batch=batch, status=Article.Status.DRAFT)
        number = set_status(drafts, Article.Status.PUBLISHED, user=request.user)
        text = ngettext("%(n)d artikel gepubliceerd.", "%(n)d artikelen gepubliceerd.", number)
        messages.success(request, text % {"n": number})


def _contents(batch: ImportBatch, asked: Any) -> dict[str, Any]:
    """List what a page of the batch shows: files with their articles, and how many of each."""
    items = ImportItem.objects.filter(batch=batch)
    numbers = dict(items.order_by().values_list("outcome").annotate(Count("id")))
    outcome = asked.get("outcome", "")
    if outcome in ImportItem.Outcome.values:
        items = items.filter(outcome=outcome)
    page = Paginator(items, ITEMS_PER_PAGE).get_page(asked.get("items"))
    articles = (
        Article.objects.filter(pk__in=[item.article_id for item in page])
        .select_related("source")
        .without_index()
        .defer("body", "evidence")
        .in_bulk()
    )
    public = set(Article.objects.published().filter(pk__in=articles).values_list("pk", flat=True))
    return {
        "outcomes": [
            (value, label, numbers.get(value, 0)) for value, label in ImportItem.Outcome.choices
        ],
        "chosen_outcome": outcome,
        "items": [(item, articles.get(item.article_id)) for item in page],
        "public": public,
        "items_page": page,
        "drafts": Article.objects.filter(batch=batch, status=Article.Status.DRAFT).count(),
    }


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnlyAdmin):
    """Every file that came in."""

    list_display = ["file_name", "outcome", "reason", "in_batch", "found_article"]
    list_display_links = None
    list_filter = ["outcome"]
    list_select_related = ["batch"]
    ordering = ["-id"]
    search_fields = ["file_name", "reason"]

    @admin.display(description=_("invoer"))
    def in_batch(self, item: ImportItem) -> SafeString:
        address = reverse("admin:articles_importbatch_change", args=[item.batch_id])
        return format_html('<a href="{}">{}</a>', address, item.batch)

    @admin.display(description=_("artikel"))
    def found_article(self, item: ImportItem) -> SafeString | str:
        if item.outcome == ImportItem.Outcome.REJECTED:
            return "–"
        address = reverse("admin:articles_article_change", args=[item.article_id])
        return format_html('<a href="{}">{}</a>', address, _("openen"))
