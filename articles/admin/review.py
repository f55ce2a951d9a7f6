"""What the lists of mentions, topics and agencies share: what is decided shows at once."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.indexing import index_articles, lock_articles
from articles.models import ReviewStatus
from articles.querysets import INDEX_FIELDS

from .inlines import ProposalForm

# Each is indexed afresh at once, and the editor waits for it.
MOST_AT_ONCE = 500
UNSHOWN = (*INDEX_FIELDS, "evidence", "warnings")


class ArticleRowAdmin(admin.ModelAdmin):
    """Rows that belong to an article, which is indexed afresh when one of them changes."""

    form = ProposalForm
    list_per_page = 50
    show_full_result_count = False
    raw_id_fields = ["article"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        unshown = [f"article__{name}" for name in UNSHOWN]
        return super().get_queryset(request).defer(*unshown)

    @admin.display(description=gettext_lazy("artikel"))
    def in_article(self, row: Any) -> SafeString:
        address = reverse("admin:articles_article_change", args=[row.article_id])
        return format_html('<a href="{}">{}</a>', address, row.article)

    readonly_fields = ["in_article"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Keep a row with its article."""
        return ["in_article" if obj else "article", *super().get_fields(request, obj)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # A row that is made a suggestion goes when the text itself does not bear it out.
        context["show_save_and_continue"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            lock_articles([obj.article_id])
            super().save_model(request, obj, form, change)
            index_articles([obj.article_id])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            lock_articles([obj.article_id])
            super().delete_model(request, obj)
            index_articles([obj.article_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        articles = set(queryset.values_list("article_id", flat=True))
        with transaction.atomic():
            lock_articles(articles)
            super().delete_queryset(request, queryset)
            index_articles(articles)


class ReviewAdmin(ArticleRowAdmin):
    """A list of proposals, to be confirmed or rejected, many at once."""

    actions = ["confirm", "reject", "reconsider"]
    radio_fields = {"status": admin.HORIZONTAL}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Let nobody delete: what is rejected stays known, so that it does not come back."""
        return False

    @admin.action(description=gettext_lazy("Bevestigen"), permissions=["change"])
    def confirm(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._decide(request, rows, ReviewStatus.CONFIRMED)

    @admin.action(description=gettext_lazy("Verwerpen"), permissions=["change"])
    def reject(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._decide(request, rows, ReviewStatus.REJECTED)

    @admin.action(description=gettext_lazy("Opnieuw als voorstel"), permissions=["change"])
    def reconsider(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self._decide(request, rows, ReviewStatus.SUGGESTED)

    def _decide(self, request: HttpRequest, rows: QuerySet[Any], status: str) -> None:
        chosen = list(rows[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            said = _("Kies er hoogstens %(most)d tegelijk; er is niets gewijzigd.")
            messages.error(request, said % {"most": MOST_AT_ONCE})
            return
        articles = {row.article_id for row in chosen}
        with transaction.atomic():
            lock_articles(articles)
            number = rows.model.objects.filter(pk__in=[row.pk for row in chosen]).update(
                status=status
            )
            for row in chosen:
                self.log_change(request, row, [{"changed": {"fields": ["status"]}}])
            index_articles(articles)
        text = ngettext("%(n)d voorstel bijgewerkt.", "%(n)d voorstellen bijgewerkt.", number)
        messages.success(request, text % {"n": number})
