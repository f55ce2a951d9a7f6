"""Which model suggests topics: what this archive learned, else the one that ships."""

import functools
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet

from articles.language.topic_learning.model import SHIPPED, TopicModel
from articles.models import LearnedModel

logger = logging.getLogger(__name__)


def topics_learned_at() -> datetime | None:
    """Tell when this archive last learned topics; None when it did not. One small query."""
    with suppress(DatabaseError):  # to analyse a file needs no database
        return _learned_models().values_list("learned_at", flat=True).first()
    return None


def current_topic_model() -> TopicModel | None:
    """Give the model that suggests topics now, loaded once for each time of learning."""
    return _loaded(topics_learned_at())


def learned_topic_model() -> bytes | None:
    """Give what this archive learned last, if it did."""
    content = _learned_models().values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def shipped_topic_model() -> bytes | None:
    """Give the model that comes with the software."""
    return SHIPPED.read_bytes() if SHIPPED.exists() else None


def keep_topic_model(content: bytes, report: Mapping[str, Any]) -> None:
    """Let a model suggest from now on, in every process, with the figures by which it is better."""
    LearnedModel.objects.update_or_create(
        name=LearnedModel.Name.TOPICS, defaults={"content": content, "report": dict(report)}
    )


def _learned_models() -> QuerySet[LearnedModel]:
    return LearnedModel.objects.filter(name=LearnedModel.Name.TOPICS)


@functools.lru_cache(maxsize=1)
def _loaded(learned_at: datetime | None) -> TopicModel | None:
    content = learned_topic_model() if learned_at else None
    if content:
        try:
            return TopicModel(content)
        except ValueError:
            logger.exception("The learned model of topics cannot be read; the shipped one is used")
    shipped = shipped_topic_model()
    return TopicModel(shipped) if shipped else None
