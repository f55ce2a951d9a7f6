"""Whether a page that somebody has is still the page that they would get."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from articles.guiding.related import related
from articles.models import Article, ArticleAgency, ArticleTopic, Mention, ReviewStatus

# What makes a page of what the database holds.
CODE = {
    "archive": "*.py",
    "articles": "*.py",
    "articles/locale": "*.mo",
    "templates": "*.html",
    "static": "*",
}
SHOWN = (
    *("title", "title_derived", "lead", "body", "byline", "published", "published_time"),
    *("warnings", "source__name", "source__slug"),
)


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer may be for one person: somebody logged in, or about to send a form."""
    return bool(request.COOKIES.keys() - {settings.LANGUAGE_COOKIE_NAME})


def article_etag(request: HttpRequest, pk: UUID, slug: str = "") -> str | None:
    """Give the validator of an article's page, from the rows that it shows.

    It holds the day too, which stands in the citation. It is weak: a page with the same validator
    says the same, if perhaps in other bytes. None where the page is personal, stands in a list of
    results (the address has parameters), is not public, or is elsewhere.
    """
    if is_personal(request) or request.GET:
        return None
    shown = _shown(pk)
    if shown is None or Article(title=shown["title"]).slug != slug:
        return None
    others = [(str(one.article.pk), one.article.title) for one in related(Article(pk=pk))]
    today = timezone.localdate()
    holds = (code_version(), settings.SITE_URL, get_language(), today, shown, others)
    return f'W/"{hashlib.sha256(repr(holds).encode()).hexdigest()[:32]}"'


def _shown(pk: UUID) -> dict[str, Any] | None:
    """Read what the page of a public article shows."""
    shown: dict[str, Any] | None = (
        Article.objects.published()
        .filter(pk=pk)
        .annotate(
            named=_rows(Mention, "actor", "status", "spans", "surfaces", "slug", "name", "kind"),
            about=_rows(ArticleTopic, "topic", "status", "slug", "label_nl", "label_en"),
            credited=_rows(ArticleAgency, "agency", "slug", "name"),
        )
        .values(*SHOWN, "named", "about", "credited")
        .first()
    )
    return shown


def _rows(model: Any, what: str, *fields: str) -> ArraySubquery:
    """List the standing rows of an article with fields of their own and of ``what`` they name."""
    rows = model.objects.filter(article=OuterRef("pk"))
    own = {field.name for field in model._meta.get_fields()}  # noqa: SLF001
    if "status" in own:
        rows = rows.exclude(status=ReviewStatus.REJECTED)
    told = {field: F(field if field in own else f"{what}__{field}") for field in fields}
    return ArraySubquery(rows.order_by("pk").values(told=JSONObject(**told)))


@cache
def code_version() -> str:
    """Give a digest of the code, texts and styles: the same wherever the same version runs."""
    digest = hashlib.sha256()
    for folder, pattern in CODE.items():
        for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
            if path.is_file():
                digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
