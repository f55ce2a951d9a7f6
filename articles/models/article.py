"""An article and what arrived of it."""

import hashlib
import unicodedata
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.dates import PartialDate
from articles.language.pairs import NOT_READ
from articles.parsing import decoded_text
from articles.querysets import ArticleQuerySet
from articles.search.document import search_document

from .imports import ImportBatch
from .review import ArticleRow
from .source import Source

EDTF_LEVEL_0 = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
SLUG_LENGTH = 80


class FirstDay(Func):
    """The first day that an EDTF date can mean; NULL for an unknown date.

    ``make_date`` and the casts are immutable, so a generated column may use them, and an
    impossible date (2020-13, 2020-02-30) is refused by the database itself.
    """

    output_field = models.DateField()
    template = (
        "CASE WHEN %(expressions)s <> '' THEN make_date("
        "left(%(expressions)s, 4)::int,"
        " COALESCE(NULLIF(substr(%(expressions)s, 6, 2), '')::int, 1),"
        " COALESCE(NULLIF(substr(%(expressions)s, 9, 2), '')::int, 1)) END"
    )


class LastDay(Func):
    """The last day that an EDTF date can mean; NULL for an unknown date."""

    output_field = models.DateField()
    template = (
        "CASE length(%(expressions)s)"
        " WHEN 4 THEN make_date(%(expressions)s::int, 12, 31)"
        " WHEN 7 THEN (make_date(left(%(expressions)s, 4)::int,"
        " substr(%(expressions)s, 6, 2)::int, 1) + interval '1 month' - interval '1 day')::date"
        " WHEN 10 THEN make_date(left(%(expressions)s, 4)::int,"
        " substr(%(expressions)s, 6, 2)::int, substr(%(expressions)s, 9, 2)::int)"
        " END"
    )


class Moment(Func):
    """A date and a time of day (midnight where none is known) as one timestamp, for sorting."""

    output_field = models.DateTimeField()
    template = "(%(expressions)s)"
    arg_joiner = " + "


class SortMoment(models.DateTimeField):
    """A timestamp without zone: Brussels time as newspapers print it, compared with itself only."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        return "timestamp without time zone"

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return value


def no_pairs_yet() -> list[int]:
    """Say that the pairs of an article are not known, so that any phrase may be in it."""
    return [NOT_READ]


class Article(models.Model):
    """One article of the archive. See ``docs/life-of-an-article.md``.

    ``body`` is plain text: paragraphs separated by a blank line; one that starts with ``## `` is
    a subheading, with ``> `` a pulled quote. ``published`` is EDTF level 0 (a year, a month or a
    day), empty when unknown; its bounds are computed by the database.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("concept")
        PUBLISHED = "published", _("gepubliceerd")
        WITHHELD = "withheld", _("achtergehouden")

    id = models.UUIDField(primary_key=True, editable=False)
    title = models.CharField(_("titel"), max_length=500)
    title_derived = models.BooleanField(
        _("titel afgeleid"),
        default=False,
        help_text=_("De titel stond niet in het origineel, maar is uit de tekst gehaald."),
    )
    lead = models.TextField(_("inleiding"), blank=True)
    body = models.TextField(
        _("tekst"),
        blank=True,
        help_text=_(
            "Alinea's gescheiden door een lege regel. Begin een alinea met '## ' voor een "
            "tussenkop en met '> ' voor een uitgelicht citaat."
        ),
    )
    byline = models.CharField(_("auteur"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("bron")
    )
    agencies = models.ManyToManyField(
        Source,
        through="articles.ArticleAgency",
        related_name="agency_articles",
        verbose_name=_("persbureaus"),
    )
    published = models.CharField(
        _("verschenen"),
        max_length=10,
        blank=True,
        default="",
        help_text=_(
            "Zo precies als bekend: 2020, 2020-02 of 2020-02-12. Leeg als het niet bekend is."
        ),
    )
    published_time = models.TimeField(_("uur"), null=True, blank=True)
    published_from = models.GeneratedField(
        expression=FirstDay("published"),
        output_field=models.DateField(null=True),
        db_persist=True,
        verbose_name=_("ten vroegste"),
    )
    published_to = models.GeneratedField(
        expression=LastDay("published"),
        output_field=models.DateField(null=True),
        db_persist=True,
        verbose_name=_("ten laatste"),
    )
    sort_moment = models.GeneratedField(
        expression=Moment(
            FirstDay("published"),
            Func(
                F("published_time"),
                function="COALESCE",
                template="COALESCE(%(expressions)s, time '00:00')",
                output_field=models.TimeField(),
            ),
        ),
        output_field=SortMoment(null=True),
        db_persist=True,
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    publish_at = models.DateTimeField(
        _("publiceren vanaf"),
        null=True,
        blank=True,
        help_text=_("Leeg: meteen. Anders ziet het publiek het artikel pas vanaf dat ogenblik."),
    )
    warnings = models.JSONField(_("waarschuwingen"), default=list, blank=True)
    evidence = models.JSONField(_("herkomst van de velden"), default=dict, blank=True)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("invoer")
    )
    created_at = models.DateTimeField(_("ingevoerd"), auto_now_add=True)
    updated_at = models.DateTimeField(_("gewijzigd"), auto_now=True)

    # Derived: rebuilt by reindex_articles, never edited.
    search_terms = models.TextField(blank=True, default="", editable=False)
    facets = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    samples = ArrayField(models.PositiveIntegerField(), default=list, editable=False)
    strong_words = ArrayField(models.CharField(max_length=80), default=list, editable=False)
    word_pairs = ArrayField(models.PositiveIntegerField(), default=no_pairs_yet, editable=False)
    search = models.GeneratedField(
        expression=search_document("title", "lead", "body", "search_terms"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("artikel")
        verbose_name_plural = _("artikelen")
        indexes = [
            GinIndex(
                fields=["search", "facets", "samples", "strong_words", "word_pairs"],
                name="article_search_facets",
                fastupdate=False,  # a list of what is still to be indexed slows searches and saves
            ),
            models.Index(
                F("sort_moment").desc(nulls_last=True), F("id").desc(), name="article_newest"
            ),
            models.Index(fields=["published_from", "published_to"], name="article_period"),
            # What is not public is little, and the newsroom looks for it all day.
            models.Index(
                "status",
                F("created_at").desc(),
                condition=~Q(status="published"),
                name="article_unpublished",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_has_title"),
            models.CheckConstraint(
                condition=Q(published="") | Q(published__regex=EDTF_LEVEL_0),
                name="article_published_is_edtf",
            ),
            models.CheckConstraint(
                condition=Q(published_time__isnull=True) | Q(published__regex=r"^.{10}$"),
                name="article_time_needs_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withheld"]),
                name="article_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The readable end of the address; decoration, so never empty and never looked up."""
        slug = slugify(self.title)
        if len(slug) > SLUG_LENGTH:
            slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
        return slug.strip("-") or "artikel"

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk, self.slug])

    @property
    def published_date(self) -> PartialDate | None:
        """The date as known, or None."""
        return PartialDate.from_edtf(self.published) if self.published else None


class Original(ArticleRow):
    """What arrived, byte for byte."""

    article = models.OneToOneField(
        Article,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="original",
        verbose_name=_("artikel"),
    )
    file_name = models.CharField(_("bestandsnaam"), max_length=1000, blank=True)
    encoding = models.CharField(_("tekencodering"), max_length=20)
    content = models.BinaryField(_("inhoud"))
    sha256 = models.GeneratedField(
        expression=Func("content", function="sha256", output_field=models.BinaryField()),
        output_field=models.BinaryField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("origineel")
        verbose_name_plural = _("originelen")
        indexes = [models.Index(fields=["sha256"], name="original_sha256")]

    def __str__(self) -> str:
        return self.file_name or str(self.article_id)

    @property
    def text(self) -> str:
        """The original as text, as the parser read it: evidence points into this text."""
        return decoded_text(bytes(self.content))


def article_id(*, source: str, published: str, title: str, text: str) -> uuid.UUID:
    """Derive an article's identity from what arrived: the same article twice is one article.

    White space, letter case and composed or decomposed accents do not matter. Returns a UUID of
    version 8 (RFC 9562, section 5.8) that holds 122 bits of a SHA-256.
    """
    parts = (" ".join(part.split()) for part in (source, published, title, text))
    normal = unicodedata.normalize("NFC", "\x1f".join(parts)).casefold()
    digest = bytearray(hashlib.sha256(normal.encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(digest))
