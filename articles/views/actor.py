"""The page of an actor, and two actors side by side."""

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Actor
from articles.profiles.comparing import Comparison, comparable, compare_url
from articles.profiles.finding import find_actors, followed
from articles.profiles.profile import ActorProfile
from articles.profiles.results import ActorResults

A_MINUTE = 60  # seconds; a merge can be undone, and browsers keep a permanent redirect for good


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an actor; one that was merged leads to the other, and a rejected one is not there."""
    asked = get_object_or_404(Actor.objects.prefetch_related("names"), slug=slug)
    item = followed(asked)
    if item is None:
        raise Http404
    if item != asked:
        query = request.META.get("QUERY_STRING", "")
        response = redirect(
            item.get_absolute_url() + (f"?{query}" if query else ""), permanent=True
        )
        patch_cache_control(response, public=True, max_age=A_MINUTE)
        return response
    results = ActorResults(request.GET, actor=item)
    profile = ActorProfile(item, results)
    return render(
        request,
        "articles/actor.html",
        {"actor": item, "item": item, "results": results, "profile": profile},
    )


@dataclass(slots=True)
class Side:
    """One of two to compare: what was typed, whom it means, and else what is wrong with it.

    ``choices`` are those whom it may mean, each with the address that chooses it.
    """

    name: str
    typed: str
    actor: Actor | None = None
    error: str = ""
    choices: list[tuple[Actor, str]] = field(default_factory=list)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show two actors side by side; ``a`` and ``b`` are addresses or names as they are typed."""
    sides = [_side(request, name) for name in ("a", "b")]
    first, second = (side.actor for side in sides)
    if first and first == second:
        sides[1].error, second = _("Kies een andere naam dan de eerste."), None
    comparison = Comparison(first, second) if first and second else None
    chosen = first or second
    suggested = comparable(chosen) if chosen and not comparison else []
    return render(
        request,
        "articles/actor_compare.html",
        {
            "sides": sides,
            "comparison": comparison,
            "profiles": comparison and comparison.profiles,
            "suggestions": [(one, compare_url(chosen, one)) for one in suggested if chosen],
        },
    )


def _side(request: HttpRequest, name: str) -> Side:
    typed = request.GET.get(name, "").strip()
    found = find_actors(typed)
    if len(found) == 1:
        return Side(name, found[0].name, actor=found[0])
    if found:
        error = _("Er zijn er meer die zo heten. Kies wie u bedoelt:")
        return Side(
            name, typed, error=error, choices=[(one, _chosen(request, name, one)) for one in found]
        )
    if typed:
        error = _("‘%(name)s’ kent het archief niet. Kijk de spelling na, of kies uit alle namen.")
        return Side(name, typed, error=error % {"name": typed[:60]})
    return Side(name, typed)


def _chosen(request: HttpRequest, name: str, actor: Actor) -> str:
    """Build the address of this page with an actor chosen for one side."""
    params = request.GET.copy()
    params[name] = actor.slug
    return f"{request.path}?{params.urlencode()}"
