"""Actors, their names, and who is mentioned where."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from articles.indexing import index_articles
from articles.models import Actor, ActorName, Mention

from .review import ReviewAdmin


class ActorNameInline(admin.TabularInline):
    model = ActorName
    extra = 1


@admin.register(Actor)
class ActorAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "description"]
    list_filter = ["kind"]
    search_fields = ["name", "names__text"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ActorNameInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Read the articles that name the actor again, so that they follow its new names.

        Articles that call it only by a new name follow at the next ``reindex_articles``.
        """
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            actor = form.instance
            if not actor.names.filter(text=actor.name).exists():
                actor.names.create(text=actor.name, kind=ActorName.Kind.PREFERRED)
        index_articles(list(actor.mentions.values_list("article_id", flat=True)))


@admin.register(Mention)
class MentionAdmin(ReviewAdmin):
    list_display = ["actor", "article", "status", "count", "surfaces"]
    list_filter = ["status", "actor__kind"]
    list_select_related = ["actor", "article"]
    search_fields = ["actor__name"]
    autocomplete_fields = ["actor"]
    raw_id_fields = ["article"]
    fields = ["article", "actor", "status", "surfaces"]
    readonly_fields = ["surfaces"]
