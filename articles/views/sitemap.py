"""Where crawlers find every article, without walking the combinations of filters.

Keys are evenly spread, so that the articles whose key begins with the same digits make sitemaps
of about the same size. Each is read in the order of keys, some at a time.
"""

from collections.abc import Iterator
from uuid import UUID
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article

# A sitemap holds about so many at most on average; the protocol allows 50,000.
WANTED, ALLOWED = 20_000, 50_000
CHUNK = 2_000
# So many keys tell how many articles there are, within 2 %.
SAMPLE = 2_000
KEYS = 1 << 128
LONGEST_PREFIX = 4
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def sitemap(_request: HttpRequest) -> HttpResponse:
    """List the articles, or in a large archive the sitemaps that do."""
    digits = _digits()
    if not digits:
        return _document("urlset", _articles(""))
    return _document("sitemapindex", _sitemaps(digits))


@require_safe
def sitemap_part(_request: HttpRequest, prefix: str) -> HttpResponse:
    """List the articles whose key begins with these hexadecimal digits."""
    if len(prefix) > LONGEST_PREFIX or set(prefix) - set("0123456789abcdef"):
        raise Http404
    return _document("urlset", _articles(prefix))


def _digits() -> int:
    """Tell how many digits divide the articles into sitemaps that are not too large."""
    sampled = Article.objects.order_by("pk").values_list("pk", flat=True)[SAMPLE - 1 : SAMPLE]
    last = next(iter(sampled), None)
    if last is None:
        return 0
    roughly = SAMPLE * KEYS // (last.int + 1)
    return next(
        (digits for digits in range(LONGEST_PREFIX) if roughly <= WANTED * 16**digits),
        LONGEST_PREFIX,
    )


def _sitemaps(digits: int) -> Iterator[str]:
    for number in range(16**digits):
        path = reverse("sitemap-part", args=[f"{number:0{digits}x}"])
        yield f"<sitemap><loc>{escape(settings.SITE_URL + path)}</loc></sitemap>"


def _articles(prefix: str) -> Iterator[str]:
    last = UUID(prefix.ljust(32, "f"))
    rest = Article.objects.published().filter(pk__gte=UUID(prefix.ljust(32, "0")), pk__lte=last)
    for _ in range(ALLOWED // CHUNK):
        chunk = list(rest.order_by("pk").only("pk", "title", "updated_at")[:CHUNK])
        for article in chunk:
            address = escape(settings.SITE_URL + article.get_absolute_url())
            touched = article.updated_at.isoformat(timespec="seconds")
            yield f"<url><loc>{address}</loc><lastmod>{touched}</lastmod></url>"
        if len(chunk) < CHUNK:
            return
        rest = Article.objects.published().filter(pk__gt=chunk[-1].pk, pk__lte=last)


def _document(kind: str, entries: Iterator[str]) -> HttpResponse:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{kind} xmlns="{SCHEMA}">',
        *entries,
        f"</{kind}>",
    ]
    return HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")
