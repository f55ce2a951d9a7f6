"""What editors did to actors, so that it can be seen and undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .actor import Actor


class ActorChange(models.Model):
    """A decision about an actor: who, when, and in ``before`` what undoing it puts back."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("bevestigd")
        REJECT = "reject", _("verworpen")
        KIND = "kind", _("soort gewijzigd")
        ALIAS = "alias", _("andere naam toegevoegd")
        MERGE = "merge", _("samengevoegd")
        SPLIT = "split", _("gesplitst")

    kind = models.CharField(_("wat"), max_length=10, choices=Kind.choices)
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="changes", verbose_name=_("actor")
    )
    other = models.ForeignKey(
        Actor,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("andere actor"),
    )
    before = models.JSONField(default=dict, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("door"),
    )
    made_at = models.DateTimeField(_("wanneer"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("ongedaan gemaakt door"),
    )
    undone_at = models.DateTimeField(_("ongedaan gemaakt"), null=True, blank=True)

    class Meta:
        verbose_name = _("wijziging van een actor")
        verbose_name_plural = _("wijzigingen van actoren")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["confirm", "reject", "kind", "alias", "merge", "split"]
                ),
                name="actor_change_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_kind_display()}"
