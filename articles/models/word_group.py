"""Words that editors hold to be equal when readers search."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.language.folding import fold

FEWEST, MOST = 2, 30


class FoldedWords(ArrayField):
    """The words of the same row, folded, written whenever the row is."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002
        keys = list(dict.fromkeys(" ".join(fold(word).split()) for word in model_instance.words))  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, keys)
        return keys


class WordGroup(models.Model):
    """Words, or expressions of several words, any of which finds articles with the others."""

    words = ArrayField(models.CharField(max_length=100), verbose_name=_("woorden"))
    keys = FoldedWords(models.CharField(max_length=200), default=list, editable=False)
    note = models.CharField(
        _("toelichting"),
        max_length=300,
        blank=True,
        help_text=_("Waarom deze woorden bij elkaar horen. Alleen de redactie ziet dit."),
    )
    active = models.BooleanField(_("in gebruik"), default=True)
    changed_at = models.DateTimeField(_("gewijzigd"), auto_now=True)

    class Meta:
        verbose_name = _("woordgroep")
        verbose_name_plural = _("woordgroepen")
        ordering = ["keys"]
        indexes = [GinIndex(fields=["keys"], name="word_group_keys")]
        constraints = [
            models.CheckConstraint(
                condition=Q(keys__len__gte=FEWEST, keys__len__lte=MOST),
                name="word_group_of_two_to_thirty",
                violation_error_message=_("Een groep telt twee tot dertig verschillende woorden."),
            ),
        ]

    def __str__(self) -> str:
        return " = ".join(self.words)

    def clean(self) -> None:
        words = [" ".join(word.split()) for word in self.words or []]
        self.words = list(dict.fromkeys(filter(None, words)))
        keys = {fold(word) for word in self.words}
        if not FEWEST <= len(keys) <= MOST:
            raise ValidationError(
                {"words": _("Een groep telt twee tot dertig verschillende woorden.")}
            )
        mute = [word for word in self.words if not any(c.isalnum() for c in word)]
        if mute:
            raise ValidationError(
                {"words": _("‘%(word)s’ bevat geen letter of cijfer.") % {"word": mute[0]}}
            )
