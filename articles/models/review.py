"""How far a person has gone along with what the machine proposed."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewStatus(models.TextChoices):
    """A rejected proposal is kept, so that it does not come back by itself."""

    SUGGESTED = "suggested", _("voorgesteld")
    CONFIRMED = "confirmed", _("bevestigd")
    REJECTED = "rejected", _("verworpen")


class ArticleRow(models.Model):
    """A row that belongs to one article for life, as tables sharded by article require.

    Saving an existing row leaves ``article`` out of the ``SET``: a distributed database refuses
    to move a row to another article.
    """

    moored_to: ClassVar[str] = "article"

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        if update_fields is None and not self._state.adding and not options.get("force_insert"):
            update_fields = {
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name != self.moored_to
            }
        super().save(*args, update_fields=update_fields, **options)


class ProposalQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Keep what may be shown: what was not rejected."""
        return self.exclude(status=ReviewStatus.REJECTED)


class Proposal(ArticleRow):
    """Something that the machine proposed about an article, and what a person made of it."""

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ReviewStatus.choices,
        default=ReviewStatus.SUGGESTED,
        db_default=ReviewStatus.SUGGESTED,
    )

    class Meta:
        abstract = True
