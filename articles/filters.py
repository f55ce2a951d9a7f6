"""The parameters of the address, as filters over articles.

A parameter that cannot be read filters nothing; its error stands in ``form.errors``.
"""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from articles.fields import (
    MAX_CHOICES,
    Choice,
    PartialDateField,
    QueryField,
    SlugChoicesField,
)
from articles.models import Actor, Article, Source, Topic
from articles.querysets import ArticleQuerySet
from articles.search.facets import token
from articles.understanding import Understood, understand

CHOICES = ("topic", "actor", "source")
# Whether the words that editors hold to be equal widen a search.
SYNONYMS = [("on", _("met")), ("off", _("zonder"))]
SORTS = [
    ("relevance", _("Beste eerst")),
    ("newest", _("Nieuwste eerst")),
    ("oldest", _("Oudste eerst")),
]


class QueryFilter(django_filters.Filter):
    """Keep the articles that match the reader's words."""

    field_class = QueryField

    def filter(self, qs: ArticleQuerySet, value: Understood | None) -> ArticleQuerySet:
        return qs.answering(value.asked) if value else qs


class PeriodFilter(django_filters.Filter):
    """One end of the period; what may have appeared in it stays."""

    field_class = PartialDateField

    def filter(self, qs: ArticleQuerySet, value: Any) -> ArticleQuerySet:
        if value is None:
            return qs
        if self.field_name == "from":
            return qs.between(value.first, None)
        return qs.between(None, value.last)


class FacetFilter(django_filters.Filter):
    """Keep articles with the chosen values: all of them, or any with ``match_any``."""

    field_class = SlugChoicesField

    def __init__(self, kind: Any, *, match_any: bool, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind
        self.match_any = match_any

    def filter(self, qs: ArticleQuerySet, value: tuple[Choice, ...] | None) -> ArticleQuerySet:
        choices = value or ()
        wanted = [token(self.kind, c.value.pk) for c in choices if not c.excluded]
        unwanted = [token(self.kind, c.value.pk) for c in choices if c.excluded]
        qs = qs.with_any_facet(wanted) if self.match_any else qs.with_all_facets(wanted)
        return qs.without_facets(unwanted)


class NotedFilter(django_filters.ChoiceFilter):
    """Keeps everything: what is chosen tells others how to read the words or to order the hits."""

    def filter(self, qs: ArticleQuerySet, value: Any) -> ArticleQuerySet:  # noqa: ARG002
        return qs


class ArticleFilterForm(forms.Form):
    """Checks, beside each field, what only several fields together can have wrong."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["q"] = understand(cleaned["q"], groups=cleaned.get("synonyms") != "off")
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and last.last < first.first:
            self.add_error("to", _("De periode eindigt voor ze begint."))
        chosen = [kind for kind in CHOICES if cleaned.get(kind)]
        if sum(len(cleaned[kind]) for kind in chosen) > MAX_CHOICES:
            message = _("Kies samen hoogstens %(most)d onderwerpen, namen en bronnen.")
            for kind in chosen:
                self.add_error(kind, message % {"most": MAX_CHOICES})
        return cleaned


class ArticleFilter(django_filters.FilterSet):
    """``q``, ``from``, ``to``, ``topic``, ``actor``, ``source``, ``sort`` and ``synonyms``."""

    q = QueryFilter(label=_("Zoekwoorden"))
    topic = FacetFilter(
        "topic",
        match_any=True,
        label=_("Onderwerp"),
        queryset=Topic.objects.all(),
        unknown=_("Het onderwerp %(value)s kent het archief niet."),
    )
    actor = FacetFilter(
        "actor",
        match_any=False,
        label=_("Naam"),
        queryset=Actor.objects.standing(),
        unknown=_("De naam %(value)s kent het archief niet."),
    )
    source = FacetFilter(
        "source",
        match_any=True,
        label=_("Bron"),
        queryset=Source.objects.all(),
        unknown=_("De bron %(value)s kent het archief niet."),
    )
    sort = NotedFilter(
        choices=SORTS,
        label=_("Volgorde"),
        error_messages={
            "invalid_choice": _("Kies beste, nieuwste of oudste eerst (relevance, newest, oldest).")
        },
    )
    synonyms = NotedFilter(
        choices=SYNONYMS,
        label=_("Woordgroepen"),
        error_messages={"invalid_choice": _("Kies met of zonder (on, off).")},
    )

    class Meta:
        model = Article
        fields: list[str] = []
        form = ArticleFilterForm

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Add ``from`` and ``to``; the former is no name for an attribute."""
        return {
            "q": cls.declared_filters["q"],
            "from": PeriodFilter(field_name="from", label=_("Van")),
            "to": PeriodFilter(field_name="to", label=_("Tot en met")),
            **cls.declared_filters,
        }

    def without(self, name: str) -> Any:
        """Filter by all but one parameter."""
        return self._filtered(lambda key: key != name)

    def filter_queryset(self, queryset: Any) -> Any:  # noqa: ARG002
        return self._filtered(lambda _key: True)

    def _filtered(self, wanted: Any) -> Any:
        queryset = self.queryset.all()
        first, last = (self.form.cleaned_data.get(name) for name in ("from", "to"))
        if first or last:
            queryset = queryset.around(first and first.first, last and last.last)
        for name, value in self.form.cleaned_data.items():
            if wanted(name):
                queryset = self.filters[name].filter(queryset, value)
        return queryset
