"""Paste or upload articles; they come in as drafts, to be checked before they are published."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.arrivals import Arrival, read_upload
from articles.importing import ImportReport, get_source, import_articles
from articles.models import Article, ImportItem, Source


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each checked by the importer rather than here."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ARG002
        return [file for file in data or [] if file]


class UploadForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Plak één artikel"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 80}),
    )
    uploads = FilesField(
        label=gettext_lazy("of kies bestanden"),
        required=False,
        help_text=gettext_lazy("Tekstbestanden, of een zip of tar met tekstbestanden."),
    )
    source = forms.CharField(
        label=gettext_lazy("Krant of site"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Leeg als de herkomst niet bekend is."),
        widget=forms.TextInput(attrs={"list": "known-sources"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("text") or "").strip() and not cleaned.get("uploads"):
            raise forms.ValidationError(_("Plak een artikel of kies minstens één bestand."))
        return cleaned


def upload_view(request: HttpRequest, site_context: dict[str, Any]) -> HttpResponse:
    """Take articles in as drafts and lead to what became of them."""
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        report = _import(form.cleaned_data, request)
        return _lead_on(request, report)
    context = {
        **site_context,
        "title": _("Artikelen toevoegen"),
        "form": form,
        "opts": Article._meta,  # noqa: SLF001 - public by custom, as the admin itself uses it
        "sources": Source.objects.all()[:500],
    }
    return TemplateResponse(request, "admin/articles/article/upload.html", context)


def _import(cleaned: dict[str, Any], request: HttpRequest) -> ImportReport:
    files = cleaned["uploads"]
    name = " ".join(cleaned["source"].split())
    label = ", ".join(file.name or "" for file in files) or _("geplakte tekst")
    return import_articles(
        _arrivals(cleaned["text"], files),
        label=label,
        source=get_source(name) if name else None,
        user=request.user,
        draft=True,
    )


def _arrivals(text: str, files: list[UploadedFile]) -> Iterator[Arrival]:
    if text.strip():
        yield Arrival(name=_("geplakte tekst"), data=text.encode())
    for file in files:
        yield from read_upload(file, file.name or "")  # type: ignore[arg-type]


def _lead_on(request: HttpRequest, report: ImportReport) -> HttpResponse:
    """Go straight to a single article; else to the list of what became of each file."""
    if report.batch is None:
        raise AssertionError("an import that writes has a batch")
    items = list(ImportItem.objects.filter(batch=report.batch)[:2])
    if len(items) == 1 and items[0].outcome == ImportItem.Outcome.IMPORTED:
        messages.info(
            request,
            _("Dit heeft het archief gelezen. Kijk het na, verbeter wat nodig is en publiceer."),
        )
        return redirect("admin:articles_article_change", items[0].article_id)
    return redirect("admin:articles_importbatch_change", report.batch.pk)
