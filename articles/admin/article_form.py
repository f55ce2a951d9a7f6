"""The form of an article; each field says what it was read from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.dates import parse_date
from articles.models import Article

from .evidence import explain


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose
        widgets = {
            "title": forms.TextInput(attrs={"size": 90}),
            "lead": forms.Textarea(attrs={"rows": 3, "cols": 90}),
            "body": forms.Textarea(attrs={"rows": 24, "cols": 90}),
            "published": forms.TextInput(attrs={"size": 20}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            for line in explain(self.instance, name):
                field.help_text = (
                    format_html("{}<br>{}", field.help_text, line) if field.help_text else line
                )
        if published := self.fields.get("published"):
            published.max_length = None  # type: ignore[attr-defined]
            published.validators = []

    def clean_published(self) -> str:
        """Take a date in any of the forms people type, and keep it as EDTF."""
        text = self.cleaned_data["published"].strip()
        try:
            return str(parse_date(text)) if text else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day = cleaned.get("published", "")
        if cleaned.get("published_time") and len(day) != len("2020-02-12"):
            self.add_error("published_time", _("Een uur kan alleen als de dag bekend is."))
        if not (cleaned.get("lead") or "").strip() and not (cleaned.get("body") or "").strip():
            self.add_error("body", _("Een artikel zonder tekst kan niet bewaard worden."))
        return cleaned
