"""Pages about the site itself, and the addresses that watch over it."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

# Parameters combine without end; articles are found through the sitemap. The second line says the
# same of the search page to crawlers that know no wildcard.
ROBOTS = """User-agent: *
Disallow: /*?
Disallow: /?
Disallow: /admin/
Disallow: /language/

Sitemap: {site}/sitemap.xml
"""


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/help.html")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Keep crawlers to the articles and to the pages without parameters."""
    text = ROBOTS.format(site=settings.SITE_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def livez(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Say whether the site can do its work; 503 when the database is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (Error, PoolTimeout):
        return JsonResponse({"status": "unavailable", "database": False}, status=503)
    return JsonResponse({"status": "ok", "database": True})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
