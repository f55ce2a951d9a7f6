"""How long it takes until an editor's change is found."""

import statistics
import time
from string import ascii_lowercase
from typing import Any

from django.db import transaction
from django.http import QueryDict

from articles.indexing import index_articles
from articles.knowledge import load_knowledge
from articles.models import Article
from articles.recognisers import current_recogniser
from articles.results import ArticleResults

TIMES = 20
WORD = "bewaarproef{}"


def time_saves() -> dict[str, Any]:
    """Give an article a new word in its title, as the admin does, and look for it; 20 times.

    The titles are put back. All figures are in milliseconds.
    """
    samples = []
    load_knowledge()  # as a worker of the site has it
    current_recogniser()
    # Spread over the archive: keys are hashes, so their order is no order.
    step = max(1, Article.objects.count() // TIMES)
    for number in range(TIMES):
        pk = Article.objects.order_by("pk").values_list("pk", flat=True)[number * step % 10_000]
        title = Article.objects.values_list("title", flat=True).get(pk=pk)
        word = WORD.format(ascii_lowercase[number])
        samples.append(_save_and_find(pk, f"{title[:480]} {word}", word))
        _save(pk, title)
    samples.sort()
    return {
        "best": samples[0],
        "median": round(statistics.median(samples), 2),
        "p95": samples[round(0.95 * (TIMES - 1))],
        "samples": samples,
    }


def _save_and_find(pk: Any, title: str, word: str) -> float:
    started = time.perf_counter()
    _save(pk, title)
    found = [hit.article.pk for hit in ArticleResults(QueryDict(f"q={word}"), path="/").page_hits]
    taken = time.perf_counter() - started
    if found != [pk]:
        raise RuntimeError(f"{word} finds {found}, not {pk}")
    return round(taken * 1000, 2)


def _save(pk: Any, title: str) -> None:
    """Do what ``ArticleAdmin`` does: save the form, then derive, in one transaction."""
    with transaction.atomic():
        article = Article.objects.get(pk=pk)
        article.title = title
        article.save()
        index_articles([pk], recognise=True)
