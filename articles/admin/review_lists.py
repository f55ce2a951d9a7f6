"""The lists of all mentions, topics and agencies of articles, to be reviewed one after another."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleAgency, ArticleTopic, Mention

from .inlines import ScoreColumn
from .review import ArticleRowAdmin, ReviewAdmin

CONTEXT_CHARACTERS = 70


@admin.register(Mention)
class MentionAdmin(ReviewAdmin):
    list_display = ["actor", "status", "context", "in_article"]
    list_filter = ["status", "actor__kind"]
    list_select_related = ["actor", "article"]
    search_fields = ["actor__name"]
    search_help_text = _("Naam van de persoon, organisatie of plaats.")
    autocomplete_fields = ["actor"]
    fields = ["actor", "status", "context"]
    readonly_fields = ["in_article", "context"]

    @admin.display(description=_("in de tekst"))
    def context(self, mention: Mention) -> SafeString | str:
        """Show the first place that names the actor, with the words around it."""
        for field, start, end in mention.spans[:1]:
            text = getattr(mention.article, field)
            before = text[max(0, start - CONTEXT_CHARACTERS) : start]
            after = text[end : end + CONTEXT_CHARACTERS]
            return format_html("…{}<mark>{}</mark>{}…", before, text[start:end], after)
        return "–"


@admin.register(ArticleTopic)
class ArticleTopicAdmin(ScoreColumn, ReviewAdmin):
    list_display = ["topic", "status", "rounded_score", "in_article"]
    list_filter = ["status"]
    list_select_related = ["topic", "article"]
    search_fields = ["topic__label_nl"]
    search_help_text = _("Nederlandse naam van het onderwerp.")
    autocomplete_fields = ["topic"]
    fields = ["topic", "status", "rounded_score"]
    readonly_fields = ["in_article", "rounded_score"]


@admin.register(ArticleAgency)
class ArticleAgencyAdmin(ArticleRowAdmin):
    list_display = ["agency", "in_article"]
    list_select_related = ["agency", "article"]
    search_fields = ["agency__name"]
    search_help_text = _("Naam van het persbureau.")
    autocomplete_fields = ["agency"]
    fields = ["agency"]
