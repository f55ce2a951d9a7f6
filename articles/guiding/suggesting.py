"""Suggestions: what a reader may be typing, and the compounds made with a word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q

from articles.language.folding import fold
from articles.language.stop_words import STOP_WORDS
from articles.language.words import lemma
from articles.models import Actor, ActorName, Article, Topic, Vocabulary, VocabularyWord
from articles.search.counting import Count, archive_size, count_the_seldom, count_values
from articles.search.facets import token
from articles.search.grammar import clean_text

SHORTEST, LONGEST = 2, 100  # characters
MOST_ACTORS, MOST_TOPICS = 4, 2
CANDIDATES = 12  # of each kind, whose articles are counted
LEAST_ARTICLES = 2  # that a suggested word stands in
_LAST = re.compile(r"[^\W_][\w'’-]*$")  # the word that is being typed
FORMS = 4  # of a word, in the list that is looked through for different ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What a reader may be typing: a page of the archive (``url``), or a query (``q``).

    ``kind`` is a kind of actor, ``topic`` or ``word``; ``alias`` the name that begins as typed
    where that is not the label.
    """

    label: str
    kind: str
    url: str = ""
    q: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedWord:
    """A word and in how many articles it stands."""

    word: str
    count: Count


def completions(typed: str, *, limit: int = 8) -> list[Completion]:
    """List actors, topics and words that go on from what was typed, each in public articles."""
    text = clean_text(typed[:LONGEST])
    key = fold(text)
    if len(key) < SHORTEST:
        return []
    archive = archive_size(Article.objects.all())
    found = [*_actors(key, archive), *_topics(text, archive)]
    said = {fold(item.label) for item in found}
    words = (item for item in _words(text, limit) if fold(item.label) not in said)
    return [*found, *words][:limit]


def _actors(key: str, archive: int) -> list[Completion]:
    """Find the actors one of whose names begins so, the most written about first."""
    rows = ActorName.objects.standing().filter(folded__startswith=key).select_related("actor")
    names: dict[Actor, str] = {}
    for row in rows.order_by("folded", "pk")[: 4 * CANDIDATES]:
        names.setdefault(row.actor, row.text)
    actors = _public("actor", list(names)[:CANDIDATES], archive)
    return [
        Completion(
            label=actor.name,
            kind=actor.kind,
            url=actor.get_absolute_url(),
            alias="" if f" {key}" in f" {fold(actor.name)}" else names[actor],
        )
        for actor in actors[:MOST_ACTORS]
    ]


def _topics(text: str, archive: int) -> list[Completion]:
    """Find the topics whose name begins so, in Dutch or in the language of the page."""
    named = Topic.objects.filter(Q(label_nl__istartswith=text) | Q(label_en__istartswith=text))
    topics = [
        topic
        for topic in named[: 2 * CANDIDATES]
        if any(fold(label).startswith(fold(text)) for label in (topic.label, topic.label_nl))
    ]
    return [
        Completion(label=topic.label, kind="topic", url=topic.get_absolute_url())
        for topic in _public("topic", topics[:CANDIDATES], archive)[:MOST_TOPICS]
    ]


def _public(kind: Literal["actor", "topic"], items: Iterable[Any], archive: int) -> list[Any]:
    """Keep what published articles have, what most of them have first."""
    by_key = {str(item.pk): item for item in items}
    if not by_key:
        return []
    published = Article.objects.published()
    having = published.with_any_facet(token(kind, key) for key in by_key)
    counts = count_values(having, kind, archive=archive)
    numbers = count_the_seldom(published, kind, by_key, counts, archive=archive)
    ordered = sorted(by_key, key=lambda key: (-numbers[key].value, str(by_key[key])))
    return [by_key[key] for key in ordered if numbers[key].value]


def _words(text: str, limit: int) -> list[Completion]:
    """Go on with the last word as the archive most often does; one form of each word."""
    last = _LAST.search(text)
    key = fold(last[0]) if last else ""
    if last is None or len(key) < SHORTEST:
        return []
    rows = (
        VocabularyWord.objects.filter(word__startswith=key, articles__gte=LEAST_ARTICLES)
        .exclude(word__in=STOP_WORDS)
        .order_by("-articles")
        .values_list("base", "spelling")[: FORMS * limit]
    )
    words = dict(reversed(rows))
    queries = (text[: last.start()] + spelling for spelling in reversed(words.values()))
    return [Completion(label=query, kind="word", q=query) for query in queries][:limit]


def compounds_starting_with(word: str, *, limit: int = 8) -> list[CountedWord]:
    """List the most frequent compounds that a word begins or ends; its inflections count as it.

    Of several forms of a compound the one in most articles stands for all.
    """
    base = fold(lemma(word))
    if len(base) < SHORTEST:
        return []
    columns = ("articles", "spelling", "base")
    ends = [
        VocabularyWord.objects.filter(**{end: base})
        .order_by("-articles")
        .values_list(*columns)[: FORMS * limit]
        for end in ("first", "head")
    ]
    rows = sorted(ends[0].union(ends[1]), key=lambda row: (-row[0], len(row[1]), row[1]))
    known = Vocabulary.objects.first()
    exact = known is not None and known.one_in == 1
    found: dict[str, CountedWord] = {}
    for articles, spelling, its_base in rows:
        counted = CountedWord(word=spelling, count=Count(value=articles, exact=exact))
        found.setdefault(its_base.replace("-", ""), counted)
    return list(found.values())[:limit]
