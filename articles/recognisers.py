"""Which recogniser finds the names that the table lacks: one plugged in, the learned, or ours."""

import functools
import shlex
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from articles.language.frequencies import kinds
from articles.language.names import FoundActor
from articles.language.recognising.plugged import PluggedRecogniser
from articles.language.recognising.process import NameProcess
from articles.language.recognising.recogniser import FoundName, Recogniser, load_recogniser
from articles.models import LearnedModel

_COMMAND = "command:"


class NameRecogniser(Protocol):
    def find(self, fields: Mapping[str, str], curated: Iterable[FoundActor]) -> list[FoundName]:
        """Find names that the table lacks; see ``Recogniser.find``."""


def current_recogniser() -> NameRecogniser:
    """Give the one of ``NAME_RECOGNISER``, else what this archive learned, else what ships.

    It costs one small query; nothing is loaded again while nothing changes.
    """
    if setting := settings.NAME_RECOGNISER:
        return _plugged(setting)
    learned = None
    with suppress(DatabaseError):  # to analyse a file needs no database
        learned = _learned_models().values_list("learned_at", flat=True).first()
    return _learned(learned) if learned else load_recogniser()


def load_language(*, recognise: bool) -> None:
    """Load the tables that reading needs and that no database has.

    For a process from which others fork: they share it.
    """
    kinds()
    if recognise and not settings.NAME_RECOGNISER:
        load_recogniser().find({"title": "Jan Peeters woont in Gent."}, ())  # reads its lists


def learned_model() -> bytes | None:
    """Give what this archive learned last, if it did."""
    content = _learned_models().values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def keep_model(content: bytes, report: Mapping[str, Any]) -> None:
    """Let a model read from now on, in every process, with the figures by which it is better."""
    LearnedModel.objects.update_or_create(
        name=LearnedModel.Name.ACTORS, defaults={"content": content, "report": dict(report)}
    )


def _learned_models() -> QuerySet[LearnedModel]:
    return LearnedModel.objects.filter(name=LearnedModel.Name.ACTORS)


@functools.lru_cache(maxsize=1)
def _learned(_learned_at: datetime) -> NameRecogniser:
    content = learned_model()
    return Recogniser(content) if content else load_recogniser()


@functools.lru_cache(maxsize=1)
def _plugged(setting: str) -> NameRecogniser:
    if setting.startswith(_COMMAND):
        return PluggedRecogniser(NameProcess(shlex.split(setting.removeprefix(_COMMAND))))
    return PluggedRecogniser(import_string(setting.replace(":", "."))())
