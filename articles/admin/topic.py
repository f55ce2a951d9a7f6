"""Topics: their Dutch names and cue words; codes and tree are IPTC's."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Topic

PUBLISHED = ["code", "slug", "label_en", "parent"]


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["label_nl", "label_en", "code", "parent"]
    list_select_related = ["parent"]
    search_fields = ["label_nl", "label_en", "code"]
    autocomplete_fields = ["parent"]
    fields = ["label_nl", "cues", *PUBLISHED]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        return PUBLISHED if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "cues" in form.changed_data:
            messages.info(
                request,
                _(
                    "De signaalwoorden gelden voor wat van nu af binnenkomt of gewijzigd wordt; "
                    "voor alle andere artikelen zodra de beheerder reindex_articles uitvoert."
                ),
            )
