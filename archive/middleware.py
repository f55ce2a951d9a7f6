"""What every request passes through."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from psycopg.errors import QueryCanceled
from psycopg_pool import PoolTimeout

from articles.freshness import is_personal

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER_SECONDS = "30"
KEPT_SECONDS = 60


class LanguageOnRequestMiddleware:
    """Dutch, unless the reader asked for another language by the cookie that set_language sets.

    The browser's ``Accept-Language`` is left aside on purpose: the archive is Dutch, and so are
    most of its readers, also those whose browsers say otherwise.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class BriefCachingMiddleware:
    """Let browsers and caches keep a public page for a minute; a personal one is asked anew.

    A view that says for itself how long its answer may be kept is left alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_personal(request) or response.cookies:
            patch_cache_control(response, private=True, no_cache=True)
        elif not response.has_header("Cache-Control") and (
            request.method in {"GET", "HEAD"} and response.status_code in {200, 304}
        ):
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response


class DatabaseTroubleMiddleware:
    """Turn a database that is away, full or too slow into a page that says so (503)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError | InterfaceError | PoolTimeout):
            return None
        too_slow = isinstance(error.__cause__, QueryCanceled)
        logger.warning("%s: %s", request.get_full_path(), error)
        response = render(request, "503.html", {"too_slow": too_slow}, status=503)
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
        return response
