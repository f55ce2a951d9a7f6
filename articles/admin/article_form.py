"""The form of an article; each field says what it was read from."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article

from .evidence import reading_of
from .form_fields import ClockField, EdtfField, LineField, ProseField
from .versions import conflict_message, version_of

DAY_LENGTH = len("2020-02-12")
SHOWN_CHARACTERS = 200


class ArticleForm(forms.ModelForm):
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    standing_warnings = forms.MultipleChoiceField(
        label=gettext_lazy("Opmerkingen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Vink uit wat u hebt nagekeken en niet meer bij het artikel moet staan."
        ),
    )

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose
        field_classes = {
            "title": LineField,
            "lead": LineField,
            "body": ProseField,
            "byline": LineField,
            "published": EdtfField,
            "published_time": ClockField,
        }
        widgets = {
            "title": AdminTextInputWidget(attrs={"class": "wide"}),
            "lead": AdminTextareaWidget(attrs={"rows": 4}),
            "body": AdminTextareaWidget(attrs={"rows": 26}),
            "published": AdminTextInputWidget(attrs={"class": "short"}),
            "published_time": AdminTextInputWidget(attrs={"class": "short"}),
        }
        help_texts = {
            "published": gettext_lazy(
                "Zo precies als bekend: 2020, februari 2020 of 12 februari 2020. "
                "Leeg als het niet bekend is."
            ),
            "published_time": gettext_lazy("Bijvoorbeeld 13u48; alleen als de dag bekend is."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading_of(self.instance)
        for name, field in self.fields.items():
            lines = [field.help_text, *self.reading.explain(name)]
            field.help_text = format_html_join("", "<div>{}</div>", ((li,) for li in lines if li))
        self._offer_warnings()
        if not self.is_bound and self.instance.pk:
            self.initial["version"] = version_of(self.instance.pk)

    @cached_property
    def changed_data(self) -> list[str]:
        """Name what the person changed, as the history will tell it."""
        changed = {name for name in super().changed_data if name != "version"}
        if "_publish" in self.data:
            changed.add("status")
        return [name for name in self.fields if name in changed]

    def _offer_warnings(self) -> None:
        messages = [warning["message"] for warning in self.instance.warnings]
        field = self.fields["standing_warnings"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(number), message) for number, message in enumerate(messages)]
        self.initial["standing_warnings"] = [str(number) for number in range(len(messages))]

    def clean_status(self) -> str:
        """Read a press on the button "Publiceren" as a choice of that status."""
        chosen: str = self.cleaned_data["status"]
        return Article.Status.PUBLISHED if "_publish" in self.data else chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day = cleaned.get("published")
        if cleaned.get("published_time") and day is not None and len(day) != DAY_LENGTH:
            self.add_error("published_time", _("Een uur kan alleen als de dag bekend is."))
        if not cleaned.get("lead") and not cleaned.get("body"):
            self.add_error("body", _("Een artikel zonder tekst kan niet bewaard worden."))
        current = version_of(self.instance.pk, lock=True)
        if cleaned.get("version") != current:
            self._tell_of_conflict(current)
        return cleaned

    def _tell_of_conflict(self, current: str) -> None:
        """Refuse to save over another's work; what is saved next counts as seen."""
        for name in set(self.changed_data) & set(self.Meta.field_classes):
            stored = self[name].initial
            if stored not in (None, ""):
                words = Truncator(stored).chars(SHOWN_CHARACTERS)
                self.add_error(name, _("In het archief staat nu: “%(words)s”") % {"words": words})
        self.add_error(None, conflict_message(self.instance))
        data: Any = self.data
        data = data.copy()
        data["version"] = current
        self.data = data

    def save(self, commit: bool = True) -> Any:
        """Keep the warnings that stand; a title that a person wrote is not derived."""
        kept = set(self.cleaned_data["standing_warnings"])
        warnings = [item for n, item in enumerate(self.instance.warnings) if str(n) in kept]
        if "title" in self.changed_data:
            self.instance.title_derived = False
            warnings = [item for item in warnings if item.get("code") != "title_derived"]
        self.instance.warnings = warnings
        return super().save(commit)
