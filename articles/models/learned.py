"""What the archive learned from its own articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LearnedModel(models.Model):
    """A model trained on this archive; it goes before the one that comes with the software.

    ``report`` holds the figures by which it was found better.
    """

    class Name(models.TextChoices):
        ACTORS = "actors", _("namen")
        TOPICS = "topics", _("onderwerpen")

    name = models.CharField(_("wat"), max_length=10, primary_key=True, choices=Name.choices)
    content = models.BinaryField()
    report = models.JSONField(default=dict)
    learned_at = models.DateTimeField(_("geleerd op"), auto_now=True)

    class Meta:
        verbose_name = _("geleerd model")
        verbose_name_plural = _("geleerde modellen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name__in=["actors", "topics"]), name="learned_model_name_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_name_display()
