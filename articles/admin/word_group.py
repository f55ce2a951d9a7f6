"""The editors' own words: what finds the same articles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import WordGroup
from articles.search.grammar import clean_text


class WordsField(forms.CharField):
    """Words or expressions, one on each line."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 40})

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else "\n".join(value)

    def to_python(self, value: Any) -> Any:
        return list(filter(None, map(clean_text, (value or "").splitlines())))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))


class WordGroupForm(forms.ModelForm):
    words = WordsField(
        label=_("Woorden"),
        help_text=_(
            "Eén woord of uitdrukking per regel, bijvoorbeeld ‘ov’ en ‘openbaar vervoer’. Wie op"
            " één ervan zoekt, vindt ook de artikelen met de andere. Verbuigingen en"
            " samenstellingen gaan vanzelf mee."
        ),
    )

    class Meta:
        model = WordGroup
        fields = ("words", "note", "active")


@admin.register(WordGroup)
class WordGroupAdmin(admin.ModelAdmin):
    form = WordGroupForm
    list_display = ("words_together", "active", "note", "try_it", "changed_at")
    list_filter = ("active",)
    search_fields = ("note",)
    search_help_text = _("Zoek een woord van een groep, of in de toelichting.")
    actions = ("put_to_use", "put_aside")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[WordGroup], search_term: str
    ) -> tuple[QuerySet[WordGroup], bool]:
        found, distinct = super().get_search_results(request, queryset, search_term)
        if words := clean_text(search_term).lower():
            found |= queryset.filter(keys__contains=[words])
        return found, distinct

    @admin.display(description=_("woorden"), ordering="keys")
    def words_together(self, group: WordGroup) -> str:
        return str(group)

    @admin.display(description=_("proberen"))
    def try_it(self, group: WordGroup) -> SafeString:
        address = f"{reverse('search')}?q="
        return format_html('<a href="{}{}">{}</a>', address, group.words[0], _("zoek"))

    @admin.action(description=_("Gebruik de gekozen groepen"), permissions=["change"])
    def put_to_use(self, request: HttpRequest, chosen: QuerySet[WordGroup]) -> HttpResponse | None:
        return self._set_active(request, chosen, active=True)

    @admin.action(description=_("Gebruik de gekozen groepen niet meer"), permissions=["change"])
    def put_aside(self, request: HttpRequest, chosen: QuerySet[WordGroup]) -> HttpResponse | None:
        return self._set_active(request, chosen, active=False)

    def _set_active(
        self, request: HttpRequest, chosen: QuerySet[WordGroup], *, active: bool
    ) -> HttpResponse | None:
        """Change them one by one, so that each has its line in the history."""
        said = _("In gebruik genomen.") if active else _("Buiten gebruik gesteld.")
        for group in chosen.exclude(active=active):
            group.active = active
            group.save()
            self.log_change(request, group, str(said))
        self.message_user(request, said)
        return None
