"""Where articles come from."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .review import ArticleRow


class Source(models.Model):
    """A publisher (newspaper, broadcaster, site) or a news agency.

    One table for both, because the same name can be either: an archive may hold an agency's own
    wire beside the newspapers that printed it.
    """

    name = models.CharField(_("naam"), max_length=200, unique=True)
    slug = models.SlugField(_("naam in het adres"), max_length=80, unique=True)
    description = models.CharField(_("omschrijving"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bron")
        verbose_name_plural = _("bronnen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])


class ArticleAgency(ArticleRow):
    """A news agency that an article credits."""

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        verbose_name=_("artikel"),
        related_name="agency_links",
    )
    agency = models.ForeignKey(Source, on_delete=models.PROTECT, verbose_name=_("persbureau"))

    class Meta:
        verbose_name = _("persbureau")
        verbose_name_plural = _("persbureaus")
        constraints = [
            models.UniqueConstraint(fields=["article", "agency"], name="article_agency_once"),
        ]

    def __str__(self) -> str:
        return str(self.agency)
