"""What actors and sources share: a public address that lasts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class LastingAddressAdmin(admin.ModelAdmin):
    """The address is made from the name once, and stays when the name changes."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        readonly = list(super().get_readonly_fields(request, obj))
        return [*readonly, "slug"] if obj else readonly

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:  # noqa: ARG002
        return {} if obj else {"slug": ["name"]}
