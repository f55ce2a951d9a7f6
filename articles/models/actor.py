"""Who articles name."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .folded import FoldedField
from .review import ArticleRow, Proposal, ProposalQuerySet, ReviewStatus

RESERVED_SLUGS = frozenset({"compare"})  # pages of their own under the address of actors
EDTF_OR_EMPTY = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"


class ActorQuerySet(models.QuerySet["Actor"]):
    def standing(self) -> "ActorQuerySet":
        """Keep who may be shown: neither rejected nor merged into another."""
        return self.filter(merged_into=None).exclude(status=ReviewStatus.REJECTED)

    def known(self) -> "ActorQuerySet":
        """Keep who is looked for as certain: those that a person put in or confirmed."""
        return self.filter(merged_into=None, status=ReviewStatus.CONFIRMED)


class Actor(models.Model):
    """A person, organisation, country or place that the archive knows by name.

    A suggested one was seen often enough in articles, and nobody has looked at it yet. The names
    of a rejected one are never suggested again. One that was merged is an old address of another.
    """

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
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ReviewStatus.choices,
        default=ReviewStatus.CONFIRMED,
        db_default=ReviewStatus.CONFIRMED,
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("samengevoegd met"),
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = ActorQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=models.Q(status__in=ReviewStatus.values), name="actor_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="actor_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actor", args=[self.slug])

    def clean(self) -> None:
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Dit adres is al een pagina; kies een ander.")})


class ActorNameQuerySet(models.QuerySet["ActorName"]):
    def standing(self) -> "ActorNameQuerySet":
        """Keep the names that may be shown: not rejected, of actors that may be."""
        shown = self.exclude(status=ReviewStatus.REJECTED).filter(actor__merged_into=None)
        return shown.exclude(actor__status=ReviewStatus.REJECTED)


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
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ReviewStatus.choices,
        default=ReviewStatus.CONFIRMED,
        db_default=ReviewStatus.CONFIRMED,
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = ActorNameQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=models.Q(status__in=ReviewStatus.values), name="actor_name_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Role(models.Model):
    """A person held a function: ``secretaris-generaal`` of an organisation or country.

    ``since`` and ``until`` are EDTF level 0, and empty where it is open or unknown.
    """

    person = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="roles", verbose_name=_("persoon")
    )
    title = models.CharField(
        _("functie"), max_length=100, help_text=_("Zonder de organisatie: secretaris-generaal.")
    )
    of = models.ForeignKey(
        Actor,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="office_holders",
        verbose_name=_("van"),
        help_text=_("De organisatie, het land of de plaats."),
    )
    since = models.CharField(
        _("vanaf"), max_length=10, blank=True, help_text=_("2014, 2014-10 of 2014-10-01.")
    )
    until = models.CharField(_("tot"), max_length=10, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("functie")
        verbose_name_plural = _("functies")
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "title", "of", "since"],
                name="role_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(since__regex=EDTF_OR_EMPTY, until__regex=EDTF_OR_EMPTY),
                name="role_period_is_edtf",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.of})" if self.of else self.title


class Sighting(ArticleRow):
    """A name that the recogniser read in an article, whoever may bear it.

    It is kept as it was read; ``Mention`` says which actor is meant. ``text`` is the fullest form,
    ``key`` that form folded, ``score`` (0 to 1) how sure the recogniser is; ``spans`` and
    ``surfaces`` as with ``Mention``, a genitive -s left out.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        verbose_name=_("artikel"),
        related_name="sightings",
    )
    kind = models.CharField(_("soort"), max_length=12, choices=Actor.Kind.choices)
    text = models.CharField(_("naam"), max_length=200)
    key = models.CharField(max_length=200)
    spans = models.JSONField(_("plaatsen in de tekst"), default=list)
    surfaces = ArrayField(
        models.CharField(max_length=200), verbose_name=_("zoals in de tekst"), default=list
    )
    score = models.FloatField(_("zekerheid"))

    class Meta:
        verbose_name = _("gelezen naam")
        verbose_name_plural = _("gelezen namen")
        indexes = [models.Index(fields=["key", "kind"], name="sighting_key")]
        constraints = [
            models.UniqueConstraint(fields=["article", "key", "kind"], name="sighting_once"),
            models.CheckConstraint(
                condition=models.Q(score__range=(0, 1)), name="sighting_score_is_share"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "organisation", "country", "place"]),
                name="sighting_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class MentionQuerySet(ProposalQuerySet):
    def standing(self) -> Self:
        """Keep what may be shown: neither rejected, nor of an actor that was."""
        shown = self.filter(actor__merged_into=None).exclude(actor__status=ReviewStatus.REJECTED)
        return super(MentionQuerySet, shown).standing()


class Mention(Proposal):
    """An article names an actor.

    ``score`` is the recogniser's (0 to 1), and empty where the table of known names gave it.
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
    score = models.FloatField(_("zekerheid"), null=True, blank=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("vermelding")
        verbose_name_plural = _("vermeldingen")
        constraints = [
            models.UniqueConstraint(fields=["article", "actor"], name="mention_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=ReviewStatus.values), name="mention_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 1)),
                name="mention_score_is_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_status_display()})"

    @property
    def count(self) -> int:
        """How many times the article names the actor."""
        return len(self.spans)
