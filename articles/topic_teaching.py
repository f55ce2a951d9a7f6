"""What editors decided about the topics of articles, as texts that teach."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from articles.language.topic_learning.tagged import TaggedText
from articles.models import Article, ArticleTopic, ReviewStatus, Topic

MOST = 10_000  # articles; learning from so many takes some minutes and half a gigabyte
_DECIDED = (ReviewStatus.CONFIRMED, ReviewStatus.REJECTED)


def decided_texts(most: int = MOST) -> list[TaggedText]:
    """Give the articles of which editors confirmed or rejected a topic, in the order of their ids.

    Where there are more than ``most``, those decided upon last. Of an article with a confirmed
    topic it is taken that the editor looked at all, so it is about no other; but what still
    stands as a suggestion there is left open. Of an article with rejections only, nothing else
    is known.
    """
    decided = ArticleTopic.objects.filter(status__in=_DECIDED).order_by("-pk")
    ids = list(dict.fromkeys(decided.values_list("article_id", flat=True)[: most * 3]))[:most]
    links: dict[UUID, dict[str, str]] = defaultdict(dict)
    for pk, topic, status in ArticleTopic.objects.filter(article__in=ids).values_list(
        "article_id", "topic_id", "status"
    ):
        links[pk][topic] = status
    parents = dict(Topic.objects.values_list("code", "parent_id"))
    texts = Article.objects.filter(pk__in=ids).order_by("pk")
    return [
        _text(pk, title, f"{lead}\n\n{body}", links[pk], parents)
        for pk, title, lead, body in texts.values_list("pk", "title", "lead", "body")
    ]


def _text(
    pk: UUID,
    title: str,
    text: str,
    links: Mapping[str, str],
    parents: Mapping[str, str | None],
) -> TaggedText:
    by_status: dict[str, list[str]] = defaultdict(list)
    for code, status in sorted(links.items()):
        by_status[status].append(code)
    confirmed = by_status[ReviewStatus.CONFIRMED]
    rejected = frozenset(by_status[ReviewStatus.REJECTED])
    suggested = _with_ancestors(by_status[ReviewStatus.SUGGESTED], parents)
    return TaggedText(
        name=str(pk),
        title=title,
        text=text,
        topics=tuple(confirmed),
        denied=frozenset(parents) - suggested | rejected if confirmed else rejected,
    )


def _with_ancestors(codes: Iterable[str], parents: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    for code in codes:
        step: str | None = code
        while step and step not in found:
            found.add(step)
            step = parents.get(step)
    return found
