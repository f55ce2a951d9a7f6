"""Put articles before the public, or take them away."""

from functools import partial
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.newcomers import welcome

CHUNK = 1_000  # articles a statement


@transaction.atomic
def set_status(articles: QuerySet[Article], status: str, *, user: Any) -> int:
    """Give articles a status, with an entry in the history of each; return how many changed.

    Names that are often enough in public articles now become suggested actors.
    """
    others = articles.select_related(None).order_by("pk").exclude(status=status)
    changing = list(others.only("pk", "title"))
    if not changing:
        return 0
    label = Article.Status(status).label
    LogEntry.objects.log_actions(
        user.pk, changing, CHANGE, _("Status: %(status)s.") % {"status": label}
    )
    changed = [article.pk for article in changing]
    if status == Article.Status.PUBLISHED:
        transaction.on_commit(partial(welcome, changed), robust=True)
    # A statement keeps some 20 kB of every article that it updates until it ends (PostgreSQL 18).
    now = timezone.now()
    return sum(
        Article.objects.filter(pk__in=changed[start : start + CHUNK]).update(
            status=status, updated_at=now
        )
        for start in range(0, len(changed), CHUNK)
    )
