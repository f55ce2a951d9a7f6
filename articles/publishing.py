"""Put articles before the public, or take them away."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article


@transaction.atomic
def set_status(articles: QuerySet[Article], status: str, *, user: Any) -> int:
    """Give articles a status, with an entry in the history of each; return how many changed."""
    changing = list(articles.exclude(status=status).only("pk", "title"))
    LogEntry.objects.log_actions(
        user.pk,
        changing,
        CHANGE,
        [{"changed": {"fields": ["status"]}}],
    )
    return Article.objects.filter(pk__in=[article.pk for article in changing]).update(
        status=status, updated_at=timezone.now()
    )
