"""Suggestions while a reader types."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.guiding.suggesting import Completion, completions
from articles.models import Actor

AN_HOUR = 3600  # seconds


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def suggest(request: HttpRequest) -> JsonResponse:
    """List what the words in ``q`` may become, as ``{label, kind, said}`` with ``url`` or ``q``.

    ``said`` names the kind in the language of the page.
    """
    found = [_as_json(item) for item in completions(request.GET.get("q", ""))]
    response = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _as_json(item: Completion) -> dict[str, Any]:
    where = {"url": item.url} if item.url else {"q": item.q}
    return {"label": item.label, "kind": item.kind, "said": _said(item), **where}


def _said(item: Completion) -> str:
    if item.kind == "word":
        return _("zoekwoord")
    if item.kind == "topic":
        return _("onderwerp")
    kind = str(Actor.Kind(item.kind).label)
    return _("%(kind)s, ook %(name)s") % {"kind": kind, "name": item.alias} if item.alias else kind
