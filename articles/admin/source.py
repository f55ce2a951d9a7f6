"""Publishers and agencies."""

from django.contrib import admin

from articles.models import Source

from .addresses import LastingAddressAdmin


@admin.register(Source)
class SourceAdmin(LastingAddressAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
