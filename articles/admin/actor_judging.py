"""What the pages that judge actors share: who may, what was asked, and what is said of it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import judging
from articles.judging import Outcome, Refused
from articles.models import Actor, ActorChange, ActorName, ReviewStatus

View = Callable[..., HttpResponse]


def for_judges(view: View) -> View:
    """Let in who may change actors; others who are signed in are refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not request.user.has_perm("articles.change_actor"):
            raise PermissionDenied
        return view(request, *args, **options)

    return admin.site.admin_view(guarded)


def show(request: HttpRequest, page: str, title: str, context: Mapping[str, Any]) -> HttpResponse:
    """Show a page of the actors' part of the admin."""
    shared = {**admin.site.each_context(request), "title": title, "opts": Actor._meta}  # noqa: SLF001
    return render(request, f"admin/articles/actor/{page}.html", {**shared, **context})


def number_in(data: Any, name: str) -> int:
    """Read a key from what was sent; raise ``Http404`` where it is none."""
    text = str(data.get(name, ""))
    if not text.isdecimal():
        raise Http404
    return int(text)


def seen_actor(pk: int, seen: str) -> Actor:
    """Find an actor that an editor judges; refuse where it is no longer as it was shown."""
    actor = Actor.objects.filter(pk=pk).first()
    if actor is None:
        raise Refused(_("Deze actor bestaat niet meer."))
    if seen and judging.state_of(actor) != seen:
        raise Refused(judging.meanwhile(actor))
    return actor


def decide(data: Any, user: Any) -> Outcome:
    """Do what an editor asked of an actor or of one of its names; may raise ``Refused``."""
    sort, _dot, key = data.get("item", "").partition(".")
    if not key.isdecimal():
        raise Http404
    if sort == "name":
        return _judge_name(int(key), data.get("decision", ""), user)
    actor = seen_actor(int(key), data.get("seen", ""))
    if data.get("into", "").isdecimal():
        return judging.merge(actor, seen_actor(int(data["into"]), ""), user)
    if data.get("kind"):
        return judging.change_kind(actor, data["kind"], user)
    if data.get("decision") == "alias":
        kind = data.get("name_kind", ActorName.Kind.ALIAS)
        return judging.add_alias(actor, data.get("text", ""), user, kind=kind)
    judges = {
        "confirm": judging.confirm,
        "reject": judging.reject,
        "take_back": judging.take_back,
    }
    if data.get("decision") not in judges:
        raise Http404
    return judges[data["decision"]](actor, user)


def _judge_name(key: int, decision: str, user: Any) -> Outcome:
    judges = {"confirm": judging.confirm_name, "reject": judging.reject_name}
    if decision not in judges:
        raise Http404
    name = ActorName.objects.select_related("actor").filter(pk=key).first()
    if name is None or name.status != ReviewStatus.SUGGESTED:
        raise Refused(_("Deze naam is intussen al nagekeken. Er is niets gedaan."))
    return judges[decision](name, user)


def tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say what was done, and how far it has reached the articles."""
    said = [
        f"{change.actor}: {judging.described(change)}."
        if not change.undone_at
        else _("%(name)s: ongedaan gemaakt (%(what)s).")
        % {"name": change.actor, "what": judging.described(change)}
        for change in outcome.changes[:3]
    ]
    if len(outcome.changes) > len(said):
        said = [_("%(n)d actoren bijgewerkt.") % {"n": len(outcome.changes)}]
    if outcome.read:
        text = ngettext("%(n)d artikel bijgewerkt.", "%(n)d artikelen bijgewerkt.", outcome.read)
        said.append(text % {"n": outcome.read})
    messages.success(request, " ".join(said))
    if not outcome.complete:
        messages.warning(
            request, _("De overige volgen zodra de beheerder reindex_articles uitvoert.")
        )


@for_judges
def decide_view(request: HttpRequest) -> HttpResponse:
    """Judge an actor from its own page or from a list, and come back there."""
    if request.method == "POST":
        try:
            tell(request, decide(request.POST, request.user))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(back(request))


@for_judges
def undo_view(request: HttpRequest) -> HttpResponse:
    """Undo a change of an actor, and come back."""
    if request.method == "POST":
        change = ActorChange.objects.filter(pk=number_in(request.POST, "change")).first()
        try:
            if change is None:
                raise Refused(_("Deze wijziging is er niet meer."))  # noqa: TRY301 - told below
            tell(request, judging.undo(change, request.user))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    """Give the address on this site that the page asked to come back to."""
    asked = str(request.POST.get("next", ""))
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(asked, hosts, require_https=request.is_secure()):
        return asked
    return reverse("admin:articles_actor_changelist")
