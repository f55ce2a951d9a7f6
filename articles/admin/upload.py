"""Paste or upload articles; they come in as drafts, to be checked before they are published."""

import itertools
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles.arrivals import Arrival, read_upload
from articles.importing import ImportReport, get_source, import_articles
from articles.models import Article, ImportItem, Source

from .upload_form import UploadForm

MOST_ARTICLES = 1_000  # of one upload, while the editor waits
CHUNK_BYTES = 1 << 16


@csrf_exempt  # the token stands in the data, which may be too much to read; checked right after
def upload_view(request: HttpRequest) -> HttpResponse:
    """Read what was sent, before anything else does, so that too much of it gets an answer."""
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    try:
        request.POST  # noqa: B018 - reads the data
    except TooManyFilesSent:
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        text = _(
            "U koos meer dan %(most)d bestanden. Er is niets ingelezen: kies er minder tegelijk, "
            "of stop ze samen in een zip."
        ) % {"most": most}
        return _too_much(request, text)
    except (RequestDataTooBig, TooManyFieldsSent):
        text = _(
            "Wat u plakte, is te groot voor één artikel (meer dan 1 MB). Er is niets ingelezen: "
            "plak één artikel, of kies bestanden."
        )
        return _too_much(request, text)
    return _upload(request)


def _too_much(request: HttpRequest, text: str) -> HttpResponse:
    """Take in the rest unread, or the browser would report a broken connection."""
    while request.read(CHUNK_BYTES):
        pass
    messages.error(request, text)
    return redirect("admin:articles_article_upload")


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    """Take articles in as drafts and lead to what became of them."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        return _lead_on(request, _import(form.cleaned_data, request))
    context = {
        **admin.site.each_context(request),
        "title": _("Artikelen toevoegen"),
        "form": form,
        "opts": Article._meta,  # noqa: SLF001 - public by custom, as the admin itself uses it
        "sources": Source.objects.all()[:500],
    }
    return TemplateResponse(request, "admin/articles/article/upload.html", context)


def _import(cleaned: dict[str, Any], request: HttpRequest) -> ImportReport:
    files = cleaned["uploads"]
    name = cleaned["source"]
    arrivals = _arrivals(cleaned["text"], files)
    report = import_articles(
        itertools.islice(arrivals, MOST_ARTICLES),
        label=", ".join(file.name or "" for file in files) or _("geplakte tekst"),
        source=get_source(name) if name else None,
        user=request.user if request.user.is_authenticated else None,
        draft=True,
    )
    if report.seen == MOST_ARTICLES and next(arrivals, None):
        text = _(
            "Alleen de eerste %(most)d teksten zijn ingelezen. Splits de rest op in kleinere "
            "uploads, of laat de beheerder ze invoeren met import_articles."
        )
        messages.warning(request, text % {"most": MOST_ARTICLES})
    return report


def _arrivals(text: str, files: list[UploadedFile]) -> Iterator[Arrival]:
    if text:
        yield Arrival(name=_("geplakte tekst"), data=text.encode())
    for file in files:
        yield from read_upload(file, file.name or "")


def _lead_on(request: HttpRequest, report: ImportReport) -> HttpResponse:
    """Go straight to a single article; else to the list of what became of each file."""
    if report.batch is None:
        raise AssertionError("an import that writes has a batch")
    items = list(ImportItem.objects.filter(batch=report.batch)[:2])
    if len(items) == 1 and items[0].outcome == ImportItem.Outcome.IMPORTED:
        text = _("Dit heeft het archief gelezen. Kijk het na, verbeter wat nodig is en publiceer.")
        messages.info(request, text)
        return redirect("admin:articles_article_change", items[0].article_id)
    if not items:
        messages.warning(request, _("In deze upload zat geen enkel bestand."))
    elif report.duplicate == report.seen:
        text = ngettext(
            "Dit artikel staat al in het archief; hieronder vindt u het.",
            "Al deze artikelen staan al in het archief; hieronder vindt u ze.",
            report.seen,
        )
        messages.warning(request, text)
    return redirect("admin:articles_importbatch_change", report.batch.pk)
