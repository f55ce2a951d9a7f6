"""The functions of a person, edited on the person's page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.dates import PartialDate
from articles.models import Actor, Role

from .form_fields import EdtfField, LineField


class RoleForm(forms.ModelForm):
    """A function with its period, which may be known to the year, the month or the day."""

    class Meta:
        model = Role
        fields = ["title", "of", "since", "until"]
        field_classes = {"title": LineField, "since": EdtfField, "until": EdtfField}
        help_texts = {"until": _("Leeg zolang de functie loopt.")}

    def clean_of(self) -> Actor | None:
        owner: Actor | None = self.cleaned_data["of"]
        if owner and owner.kind == Actor.Kind.PERSON:
            raise forms.ValidationError(
                _("Kies een organisatie, een land of een plaats, geen persoon."), code="person"
            )
        return owner

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until:
            begin, end = PartialDate.from_edtf(since), PartialDate.from_edtf(until)
            if end.last < begin.first:
                self.add_error(
                    "until", _("Het einde ligt voor het begin. Verbeter een van beide datums.")
                )
        return data


class RoleFormSet(forms.BaseInlineFormSet):
    """All functions of one person, none of them twice."""

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            data = form.cleaned_data if form.is_valid() else {}
            if not data.get("title") or form in self.deleted_forms:
                continue
            key = (data["title"], data["of"], data["since"])
            if key in seen:
                form.add_error("title", _("Deze functie staat er al, met hetzelfde begin."))
            seen.add(key)
        super().clean()


class RoleInline(admin.TabularInline):
    """The functions of a person; who is no person has none."""

    model = Role
    form = RoleForm
    formset = RoleFormSet
    fk_name = "person"
    autocomplete_fields = ["of"]
    extra = 0
    verbose_name = _("functie")
    verbose_name_plural = _("Functies")
