"""The archive's own words, counted; rebuilt as a whole by ``articles.vocabulary``."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 40  # characters


class Vocabulary(models.Model):
    """Of what the words were counted, in one row; none before they were counted first.

    ``articles`` is how large the archive was then, ``one_in`` which share of it was read: with 1
    the numbers of the words are exact, with 12 they are estimates from one article in twelve.
    """

    articles = models.PositiveIntegerField(_("artikelen"))
    one_in = models.PositiveIntegerField(_("een op"))
    built_at = models.DateTimeField(_("geteld op"), auto_now=True)

    class Meta:
        verbose_name = _("woordenlijst")
        verbose_name_plural = _("woordenlijsten")

    def __str__(self) -> str:
        return str(self.built_at)


class VocabularyWord(models.Model):
    """A word of published articles, folded, hyphens and apostrophes included.

    ``first`` and ``head`` are the folded lemmas of a compound's first and last part, empty where
    it is none; ``keys`` is what lets a misspelling find the word (see ``language.misspelling``).
    """

    word = models.CharField(_("woord"), max_length=LONGEST_WORD, primary_key=True)
    spelling = models.CharField(
        _("spelling"), max_length=LONGEST_WORD, help_text=_("zoals het meestal geschreven wordt")
    )
    articles = models.PositiveIntegerField(_("artikelen"))
    capitalised = models.BooleanField(_("meestal met hoofdletter"))
    base = models.CharField(_("grondvorm"), max_length=LONGEST_WORD)
    first = models.CharField(_("eerste deel"), max_length=LONGEST_WORD, blank=True)
    head = models.CharField(_("laatste deel"), max_length=LONGEST_WORD, blank=True)
    keys = ArrayField(models.IntegerField(), verbose_name=_("sleutels"), default=list)

    class Meta:
        verbose_name = _("woord van het archief")
        verbose_name_plural = _("woorden van het archief")
        indexes = [
            GinIndex(fields=["keys"], name="vocabulary_keys"),
            models.Index(
                F("first"), F("articles").desc(), name="vocabulary_first", condition=~Q(first="")
            ),
            models.Index(
                F("head"), F("articles").desc(), name="vocabulary_head", condition=~Q(head="")
            ),
        ]

    def __str__(self) -> str:
        return self.spelling
