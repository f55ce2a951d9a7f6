"""The editors' side of the archive."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import actor, article, imports, review_lists, source, topic, word_group

__all__ = ["actor", "article", "imports", "review_lists", "source", "topic", "word_group"]

admin.site.site_header = _("Nieuwsarchief: redactie")
admin.site.site_title = _("Redactie")
admin.site.index_title = _("Redactie")
# The header has the newsroom's own menu, and articles need the width.
admin.site.enable_nav_sidebar = False
