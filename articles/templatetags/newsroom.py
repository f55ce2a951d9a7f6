"""What waits for the editors, for the first page of their side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.models import Article

register = template.Library()

MOST_BATCHES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    key: str
    label: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedBatch:
    key: int
    label: str
    started_at: datetime
    drafts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    states: tuple[State, ...] = ()
    batches: tuple[UnfinishedBatch, ...] = ()


@register.simple_tag
def newsroom_work(user: Any) -> Work:
    """Count drafts, planned and withheld articles, and list the latest uploads with drafts."""
    if not user.has_perm("articles.view_article"):
        return Work()
    planned = Q(status=Article.Status.PUBLISHED, publish_at__gt=Now())
    numbers = Article.objects.exclude(status=Article.Status.PUBLISHED, publish_at=None).aggregate(
        draft=Count("pk", filter=Q(status=Article.Status.DRAFT)),
        planned=Count("pk", filter=planned),
        withheld=Count("pk", filter=Q(status=Article.Status.WITHHELD)),
    )
    labels = {"draft": _("concepten"), "planned": _("gepland"), "withheld": _("achtergehouden")}
    states = (State(key=key, label=label, number=numbers[key]) for key, label in labels.items())
    return Work(states=tuple(states), batches=tuple(_unfinished()))


def _unfinished() -> list[UnfinishedBatch]:
    rows = (
        Article.objects.filter(status=Article.Status.DRAFT, batch__isnull=False)
        .values_list("batch", "batch__label", "batch__started_at")
        .annotate(drafts=Count("pk"))
        .order_by("-batch__started_at")[:MOST_BATCHES]
    )
    return [
        UnfinishedBatch(key=key, label=label, started_at=started_at, drafts=drafts)
        for key, label, started_at, drafts in rows
    ]
