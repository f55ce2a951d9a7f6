"""Form fields for what readers put in the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.dates import PartialDate
from articles.search.grammar import ParsedQuery, clean_text, parse_query
from articles.wording import read_date

MAX_CHOICES = 20


class QueryField(forms.CharField):
    """The reader's words; anything can be read."""

    def clean(self, value: Any) -> ParsedQuery:
        return parse_query(value or "")


class PartialDateField(forms.CharField):
    """A year, a month or a day, in any of the forms that people type."""

    def clean(self, value: Any) -> PartialDate | None:
        text = clean_text(value or "")
        if not text:
            return None
        try:
            return read_date(text)
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen value: the object, and whether hits must lack it."""

    value: Any
    excluded: bool = False

    @property
    def parameter(self) -> str:
        """As it stands in the address: ``irak``, or ``-irak`` for an exclusion."""
        return f"{'-' if self.excluded else ''}{self.value.slug}"


class SlugChoicesField(forms.Field):
    """A repeatable parameter of slugs, each optionally behind a minus."""

    widget = forms.MultipleHiddenInput

    def __init__(self, queryset: QuerySet[Any], *, unknown: Any, **options: Any) -> None:
        super().__init__(**options)
        self.queryset = queryset
        self.unknown = unknown

    def clean(self, value: Iterable[str] | None) -> tuple[Choice, ...]:
        asked = list(dict.fromkeys(filter(None, map(clean_text, value or []))))
        if not asked:
            return ()
        if len(asked) > MAX_CHOICES:
            raise ValidationError(
                _("Kies er hoogstens %(most)d.") % {"most": MAX_CHOICES}, code="many"
            )
        known = {
            item.slug: item
            for item in self.queryset.filter(slug__in=[text.removeprefix("-") for text in asked])
        }
        missing = [text for text in asked if text.removeprefix("-") not in known]
        if missing:
            raise ValidationError(
                self.unknown % {"value": ", ".join(text[:60] for text in missing)}, code="unknown"
            )
        return tuple(
            Choice(known[text.removeprefix("-")], excluded=text.startswith("-")) for text in asked
        )
