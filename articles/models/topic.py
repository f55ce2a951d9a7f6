"""What articles are about: IPTC Media Topics."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .review import Proposal, ProposalQuerySet, ReviewStatus


def in_language(label_nl: str, label_en: str) -> str:
    """Choose the label in the language of the page."""
    return label_en if get_language() == "en" else label_nl


class Topic(models.Model):
    """A concept of the IPTC Media Topics tree, under its published code.

    Codes and English labels: IPTC, CC BY 4.0. Dutch labels and cue words: this project.
    """

    code = models.CharField(_("IPTC-code"), max_length=8, primary_key=True)
    slug = models.SlugField(_("naam in het adres"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("ruimer onderwerp"),
    )
    label_nl = models.CharField(_("Nederlandse naam"), max_length=120)
    label_en = models.CharField(_("Engelse naam"), max_length=120)
    cues = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("signaalwoorden"),
        default=list,
        blank=True,
        help_text=_(
            "Gescheiden door komma's; raket* vindt ook raketaanval, *oorlog ook burgeroorlog."
        ),
    )

    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("onderwerp")
        verbose_name_plural = _("onderwerpen")
        ordering = ["label_nl"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{8}$"), name="topic_code_is_iptc"
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("code")), name="topic_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return in_language(self.label_nl, self.label_en)

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class ArticleTopic(Proposal):
    """A topic that an article has, or was suggested to have."""

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        verbose_name=_("artikel"),
        related_name="topic_links",
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, verbose_name=_("onderwerp"))
    score = models.FloatField(_("score"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("onderwerp van een artikel")
        verbose_name_plural = _("onderwerpen van artikelen")
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="article_topic_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=ReviewStatus.values),
                name="article_topic_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 1)),
                name="article_topic_score_is_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} ({self.get_status_display()})"
