"""Agencies, mentions and topics, edited on the page of their article."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleAgency, ArticleTopic, Mention, ReviewStatus

JUDGED = ("actor", "topic", "agency")


class NameOnly(forms.HiddenInput):
    """The name of what was proposed, as text: it is judged, not exchanged for another."""

    input_type = "text"  # so that the cell shows

    def __init__(self, subject: Any) -> None:
        super().__init__()
        self.subject = subject

    def render(self, *_args: Any, **_options: Any) -> SafeString:
        return format_html("<strong>{}</strong>", self.subject)


class ProposalForm(forms.ModelForm):
    """Judge a proposal, or add one: what a person adds is confirmed unless she says otherwise."""

    class Meta:
        labels = {"article": _("Artikel")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adding = self.instance._state.adding  # noqa: SLF001 - public by custom
        status = self.fields.get("status")
        if adding and isinstance(status, forms.ChoiceField):
            self.initial["status"] = ReviewStatus.CONFIRMED
            # As a mere suggestion it would be gone when the article is read again.
            status.choices = [
                choice for choice in ReviewStatus.choices if choice[0] != ReviewStatus.SUGGESTED
            ]
        for name in JUDGED:
            if not adding and name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].widget = NameOnly(getattr(self.instance, name))


class ProposalInline(admin.TabularInline):
    form = ProposalForm
    extra = 0
    radio_fields = {"status": admin.HORIZONTAL}
    can_delete = False
    subject: str

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(self.subject)


class MentionInline(ProposalInline):
    model = Mention
    subject = "actor"
    fields = ["actor", "status", "in_text"]
    readonly_fields = ["in_text"]
    autocomplete_fields = ["actor"]
    verbose_name_plural = _("Namen in het artikel")

    @admin.display(description=_("zoals in de tekst"))
    def in_text(self, mention: Mention) -> str:
        return f"{mention.count} × {', '.join(mention.surfaces)}" if mention.count else "–"


class ScoreColumn:
    """How strongly the text suggests a topic; no probability."""

    @admin.display(description=_("score"), ordering="score")
    def rounded_score(self, link: ArticleTopic) -> str:
        return "–" if link.score is None else f"{link.score:.2f}"


class ArticleTopicInline(ScoreColumn, ProposalInline):
    model = ArticleTopic
    subject = "topic"
    fields = ["topic", "status", "rounded_score"]
    readonly_fields = ["rounded_score"]
    autocomplete_fields = ["topic"]
    verbose_name = _("onderwerp")
    verbose_name_plural = _("Onderwerpen van het artikel")


class ArticleAgencyInline(ProposalInline):
    model = ArticleAgency
    subject = "agency"
    radio_fields = {}
    fields = ["agency"]
    autocomplete_fields = ["agency"]
    can_delete = True
    verbose_name_plural = _("Persbureaus die het artikel noemt")
