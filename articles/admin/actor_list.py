"""The list of actors, and what can be done with many of them at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import judging
from articles.judging import Refused
from articles.judging.queue import COUNTED, article_counts
from articles.models import Actor

from .actor_judging import show, tell
from .actor_pages import MOST_MERGED
from .addresses import LastingAddressAdmin

MOST_AT_ONCE = 500  # actors judged at once, while the editor waits
LISTED = 20  # actors that are named before they are judged


class ActorChangeList(ChangeList):
    """Leaves out old addresses, and counts the articles of who is on the page."""

    def get_queryset(self, request: HttpRequest, *args: Any, **options: Any) -> QuerySet[Actor]:
        return super().get_queryset(request, *args, **options).filter(merged_into=None)

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        counts = article_counts(self.result_list)
        for actor in self.result_list:
            actor.article_count = counts[actor.pk]


class ActorList(LastingAddressAdmin):
    list_display = ["name", "state", "kind", "articles", "description"]
    list_filter = ["status", "kind"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name", "names__text"]
    search_help_text = gettext_lazy("Een van de namen van de actor.")
    actions = ["confirm", "reject", "change_kind", "merge"]

    def get_changelist(self, request: HttpRequest, **options: Any) -> Any:  # noqa: ARG002
        return ActorChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Let who is picked for an article be somebody that may be shown."""
        found, distinct = super().get_search_results(request, queryset, search_term)
        if request.path == reverse("admin:autocomplete"):
            found = found.filter(pk__in=Actor.objects.standing())
        return found, distinct

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, actor: Actor) -> SafeString:
        label = actor.get_status_display()
        return format_html('<span class="state state-{}">{}</span>', actor.status, label)

    @admin.display(description=gettext_lazy("artikelen"))
    def articles(self, actor: Any) -> str:
        if actor.article_count > COUNTED:
            return _("meer dan %(n)d") % {"n": COUNTED}
        return str(actor.article_count)

    @admin.action(description=gettext_lazy("Bevestigen"), permissions=["change"])
    def confirm(self, request: HttpRequest, actors: QuerySet[Actor]) -> HttpResponse | None:
        return self._judge(request, actors, "confirm")

    @admin.action(description=gettext_lazy("Verwerpen"), permissions=["change"])
    def reject(self, request: HttpRequest, actors: QuerySet[Actor]) -> HttpResponse | None:
        return self._judge(request, actors, "reject")

    @admin.action(description=gettext_lazy("Soort wijzigen"), permissions=["change"])
    def change_kind(self, request: HttpRequest, actors: QuerySet[Actor]) -> HttpResponse | None:
        return self._judge(request, actors, "change_kind")

    @admin.action(description=gettext_lazy("Samenvoegen"), permissions=["change"])
    def merge(self, request: HttpRequest, actors: QuerySet[Actor]) -> HttpResponse | None:
        keys = list(actors.order_by("pk").values_list("pk", flat=True)[: MOST_MERGED + 1])
        if not 2 <= len(keys) <= MOST_MERGED:  # noqa: PLR2004 - merging takes two
            said = _("Kies er minstens twee en hoogstens %(most)d om samen te voegen.")
            messages.error(request, said % {"most": MOST_MERGED})
            return None
        query = urlencode([("actor", key) for key in keys])
        return redirect(f"{reverse('admin:articles_actor_merge')}?{query}")

    def _judge(
        self, request: HttpRequest, actors: QuerySet[Actor], action: str
    ) -> HttpResponse | None:
        """Ask whether it is meant, with how many it is about; then do it."""
        total = actors.count()
        chosen = list(actors.order_by("pk")[:MOST_AT_ONCE])
        kind = request.POST.get("kind", "")
        if "_sure" not in request.POST or (action == "change_kind" and not kind):
            counts = article_counts(chosen[:LISTED])
            context = {
                "action": action,
                "verb": dict(self.get_action_choices(request))[action],
                "total": total,
                "now": len(chosen),
                "left": total - len(chosen),
                "listed": [(actor, counts[actor.pk]) for actor in chosen[:LISTED]],
                "unlisted": len(chosen) - len(chosen[:LISTED]),
                "kinds": Actor.Kind.choices,
                "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
                "select_across": request.POST.get("select_across", "0"),
                "field": ACTION_CHECKBOX_NAME,
            }
            return show(request, "bulk", _("Weet u het zeker?"), context)
        self._do(request, chosen, action, kind)
        if total > len(chosen):
            left = total - len(chosen)
            text = ngettext(
                "Nog %(n)d is niet bijgewerkt; doe het nog eens voor de volgende.",
                "Nog %(n)d zijn niet bijgewerkt; doe het nog eens voor de volgende.",
                left,
            )
            messages.warning(request, text % {"n": left})
        return None

    def _do(self, request: HttpRequest, chosen: list[Actor], action: str, kind: str) -> None:
        try:
            if action == "reject":
                outcome = judging.reject_all(chosen, request.user)
            elif action == "confirm":
                outcome = judging.confirm_all(chosen, request.user)
            elif kind in Actor.Kind.values:
                outcome = judging.confirm_all(chosen, request.user, kind=kind)
            else:
                raise Refused(_("Kies een soort."))  # noqa: TRY301 - told below
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            tell(request, outcome)
