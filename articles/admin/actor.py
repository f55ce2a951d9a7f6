"""Actors and the names by which texts call them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import judging
from articles.judging.effects import MOST_READ, articles_naming, read_again
from articles.judging.queue import article_counts
from articles.judging.sentences import sentences_of
from articles.models import Actor, ActorName, ReviewStatus, Role
from articles.role_knowledge import articles_with_titles

from .actor_judging import decide_view, undo_view
from .actor_list import ActorList
from .actor_pages import merge_view, never_view, split_view
from .actor_review import review_view
from .roles import RoleInline

JUDGED = ("kind",)  # by the buttons, so that it is kept and can be undone
CHANGES_SHOWN = 50


class ActorNameInline(admin.TabularInline):
    model = ActorName
    extra = 1


@admin.register(Actor)
class ActorAdmin(ActorList):
    fields = ["name", "slug", "kind", "description", "country_code"]
    inlines = [ActorNameInline]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Show functions with who can have them."""
        inlines = super().get_inlines(request, obj)
        is_person = obj is not None and obj.kind == Actor.Kind.PERSON
        return [*inlines, RoleInline] if is_person else inlines

    def get_urls(self) -> list[Any]:
        own = [
            path("review/", review_view, name="articles_actor_review"),
            path("never/", never_view, name="articles_actor_never"),
            path("merge/", merge_view, name="articles_actor_merge"),
            path("decide/", decide_view, name="articles_actor_decide"),
            path("undo/", undo_view, name="articles_actor_undo"),
            path("<int:object_id>/split/", split_view, name="articles_actor_split"),
        ]
        return [*own, *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, *JUDGED] if obj else readonly

    def view_on_site(self, actor: Actor) -> str | None:
        """Link to the public page, where there is one."""
        return None if actor.status == ReviewStatus.REJECTED else actor.get_absolute_url()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show beside the form how the actor was judged, and what can be done."""
        actor = context.get("original")
        if actor:
            changes = judging.changes_of(actor).select_related(
                "actor", "other", "made_by", "undone_by"
            )[:CHANGES_SHOWN]
            context |= {
                "state": judging.state_of(actor),
                "articles": article_counts([actor])[actor.pk],
                "sentences": sentences_of(actor),
                "kinds": [kind for kind in Actor.Kind.choices if kind[0] != actor.kind],
                "changes": [(one, judging.described(one, about=actor)) for one in changes],
                "here": reverse("admin:articles_actor_change", args=[actor.pk]),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Read the articles that use the actor's names again, so that they follow them."""
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            actor = form.instance
            if not actor.names.filter(text=actor.name).exists():
                actor.names.create(text=actor.name, kind=ActorName.Kind.PREFERRED)
        if "name" in form.changed_data or any(formset.has_changed() for formset in formsets):
            names = [row.text for row in _saved(formsets, ActorName)] or [actor.name]
            titled = articles_with_titles(_saved(formsets, Role), most=MOST_READ)
            self._read_again(request, [*titled, *articles_naming([actor], names)])

    def _read_again(self, request: HttpRequest, articles: Iterable[UUID]) -> None:
        number, complete = read_again(list(dict.fromkeys(articles)))
        text = ngettext(
            "%(n)d artikel is opnieuw gelezen met deze namen.",
            "%(n)d artikelen zijn opnieuw gelezen met deze namen.",
            number,
        )
        messages.info(request, text % {"n": number})
        if not complete:
            messages.warning(
                request, _("De overige volgen zodra de beheerder reindex_articles uitvoert.")
            )


def _saved(formsets: Any, model: type[Any]) -> list[Any]:
    """List the rows of a kind that were added or changed in the inlines."""
    return [
        row
        for formset in formsets
        if formset.model is model
        for row in (*formset.new_objects, *(row for row, _fields in formset.changed_objects))
    ]
