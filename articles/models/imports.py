"""What came in, when, through whom, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .review import ArticleRow
from .source import Source


class ImportBatch(models.Model):
    """One run of the importer, or one upload by an editor."""

    started_at = models.DateTimeField(_("begonnen"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("klaar"), null=True, blank=True, editable=False)
    label = models.CharField(_("omschrijving"), max_length=300)
    # Django's own tables may live on another machine than the articles' do.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name=_("door"),
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("bron")
    )

    class Meta:
        verbose_name = _("invoer")
        verbose_name_plural = _("invoer")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.label


class ImportItem(ArticleRow):
    """One file of a batch and its outcome."""

    moored_to = "article_id"

    class Outcome(models.TextChoices):
        IMPORTED = "imported", _("ingevoerd")
        DUPLICATE = "duplicate", _("dubbel")
        REJECTED = "rejected", _("geweigerd")

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="items", verbose_name=_("invoer")
    )
    # No foreign key: a rejected file has no article; it carries an id made from its bytes.
    article_id = models.UUIDField(_("artikel"))
    file_name = models.CharField(_("bestand"), max_length=1000)
    sha256 = models.BinaryField(_("SHA-256"), max_length=32)
    outcome = models.CharField(_("uitkomst"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("reden"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("ingevoerd bestand")
        verbose_name_plural = _("ingevoerde bestanden")
        ordering = ["id"]
        indexes = [models.Index(fields=["article_id"], name="import_item_article")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["imported", "duplicate", "rejected"]),
                name="import_item_outcome_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="rejected") | ~models.Q(reason=""),
                name="import_item_rejected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.get_outcome_display()}"
