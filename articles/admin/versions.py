"""Notice that an article changed while somebody was editing it."""

import hashlib
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleAgency, ArticleTopic, Mention


def version_of(article_id: UUID, *, lock: bool = False) -> str:
    """Name the state of an article with its agencies, mentions and topics.

    With ``lock``, within a transaction, the state stays as it is until the end of it.
    """
    articles = Article.objects.filter(pk=article_id)
    if lock:
        articles = articles.select_for_update()
    state = [
        articles.values_list("updated_at"),
        ArticleAgency.objects.filter(article=article_id).order_by("pk").values_list("pk", "agency"),
        Mention.objects.filter(article=article_id).order_by("pk").values_list("pk", "status"),
        ArticleTopic.objects.filter(article=article_id).order_by("pk").values_list("pk", "status"),
    ]
    return hashlib.sha256(repr([list(rows) for rows in state]).encode()).hexdigest()[:24]


def conflict_message(article: Article) -> str:
    """Tell who changed the article meanwhile, and what to do."""
    last = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Article), object_id=str(article.pk)
        )
        .select_related("user")
        .first()
    )
    who = last.user.get_full_name() or last.user.get_username() if last else _("iemand anders")
    when = timezone.localtime(last.action_time if last else article.updated_at)
    return _(
        "Er is nog niets bewaard: dit artikel is intussen gewijzigd, laatst door %(who)s om "
        "%(when)s. Wat u typte, staat hieronder; bij elk veld dat verschilt, staat wat het archief "
        "nu bevat. De lijsten met namen, onderwerpen en persbureaus tonen de huidige stand. "
        "Kijk het na en bewaar opnieuw."
    ) % {"who": who, "when": when.strftime("%H.%M")}
