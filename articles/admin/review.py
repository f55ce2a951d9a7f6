"""What the lists of mentions and of topics share: confirm or reject, with effect at once."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from articles.indexing import index_articles
from articles.models import ReviewStatus


class ReviewAdmin(admin.ModelAdmin):
    """A list of proposals; what is decided shows on the site at once."""

    actions = ["confirm", "reject", "reconsider"]
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
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
        chosen = list(rows)
        articles = sorted({row.article_id for row in chosen})
        with transaction.atomic():
            number = rows.model.objects.filter(pk__in=[row.pk for row in chosen]).update(
                status=status
            )
            for row in chosen:
                self.log_change(request, row, [{"changed": {"fields": ["status"]}}])
            index_articles(articles)
        messages.success(
            request,
            ngettext("%(n)d voorstel bijgewerkt.", "%(n)d voorstellen bijgewerkt.", number)
            % {"n": number},
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            index_articles([obj.article_id])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        return [*self.readonly_fields, "article"] if obj else list(self.readonly_fields)
