"""Actors and the names by which texts call them."""

import operator
from collections.abc import Iterable
from functools import reduce
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.indexing import index_articles
from articles.models import Actor, ActorName, Article
from articles.search.document import CONFIG

from .addresses import LastingAddressAdmin

MOST_AT_ONCE = 300  # articles read again while the editor waits, a few seconds


class ActorNameInline(admin.TabularInline):
    model = ActorName
    extra = 1


@admin.register(Actor)
class ActorAdmin(LastingAddressAdmin):
    list_display = ["name", "kind", "description"]
    list_filter = ["kind"]
    search_fields = ["name", "names__text"]
    inlines = [ActorNameInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Read the articles that use the actor's names again, so that they follow them."""
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            actor = form.instance
            if not actor.names.filter(text=actor.name).exists():
                actor.names.create(text=actor.name, kind=ActorName.Kind.PREFERRED)
        if "name" in form.changed_data or any(formset.has_changed() for formset in formsets):
            changed = [name for formset in formsets for name in _saved(formset)]
            self._read_again(request, articles_naming(actor, changed or [actor.name]))

    def _read_again(self, request: HttpRequest, ids: list[UUID]) -> None:
        number = index_articles(ids[:MOST_AT_ONCE])
        text = ngettext(
            "%(n)d artikel is opnieuw gelezen met deze namen.",
            "%(n)d artikelen zijn opnieuw gelezen met deze namen.",
            number,
        )
        messages.info(request, text % {"n": number})
        if len(ids) > MOST_AT_ONCE:
            messages.warning(
                request, _("De overige volgen zodra de beheerder reindex_articles uitvoert.")
            )


def _saved(formset: Any) -> Iterable[str]:
    rows = [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]
    return [row.text for row in rows]


def articles_naming(actor: Actor, names: Iterable[str]) -> list[UUID]:
    """List articles with these names in their text, then others that mention the actor.

    At most one more than can be read again at once.
    """
    queries = (SearchQuery(name, config=CONFIG, search_type="phrase") for name in names)
    found = Article.objects.filter(search=reduce(operator.or_, queries))
    mentioned = actor.mentions.values_list("article_id", flat=True)
    most = MOST_AT_ONCE + 1
    ids = dict.fromkeys([*found.values_list("pk", flat=True)[:most], *mentioned[:most]])
    return list(ids)[:most]
