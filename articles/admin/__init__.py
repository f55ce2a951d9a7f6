"""The editors' side of the archive."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import actor, article, imports, source, topic

__all__ = ["actor", "article", "imports", "source", "topic"]

admin.site.site_header = _("Nieuwsarchief: redactie")
admin.site.site_title = _("Redactie")
admin.site.index_title = _("Wat wilt u doen?")
