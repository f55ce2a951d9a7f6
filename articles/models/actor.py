"""Who articles name."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .folded import FoldedField
from .review import Proposal, ReviewStatus


class Actor(models.Model):
    """A person, organisation, country or place that the archive knows by name."""

    class Kind(models.TextChoices):
        PERSON = "person", _("persoon")
        ORGANISATION = "organisation", _("organisatie")
        COUNTRY = "country", _("land")
        PLACE = "place", _("plaats")

    slug = models.SlugField(_("naam in het adres"), max_length=100, unique=True)
    name = models.CharField(_("naam"), max_length=200)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    description = models.CharField(_("omschrijving"), max_length=300, blank=True)
    country_code = models.CharField(
        _("landcode"), max_length=2, blank=True, help_text=_("ISO 3166-1, alleen voor landen")
    )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actoren")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["person", "organisation", "country", "place"],
                ),
                name="actor_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actor", args=[self.slug])


class ActorName(models.Model):
    """One of the names by which texts call an actor."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("voorkeursnaam")
        ALIAS = "alias", _("andere naam")
        ABBREVIATION = "abbreviation", _("afkorting")
        ADJECTIVE = "adjective", _("bijvoeglijk naamwoord")
        DEMONYM = "demonym", _("inwonersnaam")
        SURNAME = "surname", _("achternaam")

    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="names", verbose_name=_("actor")
    )
    text = models.CharField(_("naam"), max_length=200)
    folded = FoldedField(source="text", max_length=400, db_index=True)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    alone = models.BooleanField(
        _("volstaat alleen"),
        default=True,
        help_text=_("Uit: telt alleen als een vollere naam in hetzelfde artikel staat."),
    )

    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("naam van een actor")
        verbose_name_plural = _("namen van een actor")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "text"], name="actor_name_once"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "preferred",
                        "alias",
                        "abbreviation",
                        "adjective",
                        "demonym",
                        "surname",
                    ]
                ),
                name="actor_name_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Mention(Proposal):
    """An article names an actor.

    ``spans`` lists ``[field, start, end]``, characters in the article's ``title``, ``lead`` or
    ``body`` as they stood when it was last indexed.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        verbose_name=_("artikel"),
        related_name="mentions",
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="mentions", verbose_name=_("actor")
    )
    spans = models.JSONField(_("plaatsen in de tekst"), default=list, blank=True)
    surfaces = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("zoals in de tekst"),
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = _("vermelding")
        verbose_name_plural = _("vermeldingen")
        constraints = [
            models.UniqueConstraint(fields=["article", "actor"], name="mention_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=ReviewStatus.values), name="mention_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_status_display()})"

    @property
    def count(self) -> int:
        """How many times the article names the actor."""
        return len(self.spans)
