"""The form by which articles are pasted or uploaded."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.parsing import Rejected, parse_article
from articles.search.grammar import clean_text

from .form_fields import LineField


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each checked by the importer rather than here."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ARG002
        return [file for file in data or [] if file]


class PastedField(forms.CharField):
    """The text of one article; what the importer would refuse is refused here, and not lost."""

    widget = forms.Textarea
    default_validators: list[Any] = []

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []  # a NUL too is for the parser to judge, in its own words

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).replace("\r\n", "\n")
        if not clean_text(text):
            return ""
        try:
            parse_article(text.encode())
        except Rejected as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal
        return text


class UploadForm(forms.Form):
    text = PastedField(
        label=gettext_lazy("Plak één artikel"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "Met titel, datum en bron zoals ze in de krant of op de site staan."
        ),
    )
    uploads = FilesField(
        label=gettext_lazy("of kies bestanden"),
        required=False,
        help_text=gettext_lazy(
            "Eén of meer tekstbestanden (elk één artikel, tot 1 MB), of een zip of tar daarvan."
        ),
    )
    source = LineField(
        label=gettext_lazy("Krant of site"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Voor alles hierboven. Leeg als de herkomst niet bekend is."),
        widget=forms.TextInput(attrs={"list": "known-sources"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("text") and not cleaned.get("uploads"):
            raise forms.ValidationError(_("Plak een artikel of kies minstens één bestand."))
        return cleaned
