"""Every reason that a hit gives for being one is worked out again, by other means."""

import json
from pathlib import Path

import pytest
from django.db import connection

from articles.importing import import_articles
from articles.language.compounds import parts
from articles.language.folding import fold
from articles.language.inflections import unusual_singular
from articles.language.variants import modern, unlinked
from articles.language.verbs import infinitive
from articles.language.words import lemma
from articles.models import ActorName
from articles.samples import read_samples
from tests.test_results import ask

ROOT = Path(__file__).resolve().parents[1]
CASES = sorted((ROOT / "tests" / "search_cases").glob("ranked_*.json"))
QUERIES = [
    item["query"]
    for path in CASES
    for item in json.loads(path.read_text(encoding="utf-8"))["queries"]
]
MORE = ["raket", "NAVO-top", "liep", "Kyiv", "defensie-uitgaven", "IS", "bomen", "Britse premier"]


def stem(word):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ts_lexize('dutch_stem', %s)", [word])
        return (cursor.fetchone()[0] or [""])[0]


def family(word):
    """All forms that a word can be an inflection of, stemmed."""
    readings = {word.lower(), lemma(word), lemma(infinitive(word.lower()) or word)}
    readings |= {unusual_singular(word.lower()) or word.lower(), unlinked(word) or word.lower()}
    return {stem(fold(reading)) for reading in readings}


def divided(word):
    """All that a word is put together from."""
    pieces = [piece for part in word.split("-") for piece in (part, *parts(part))]
    return {one for piece in pieces for one in family(piece)}


def is_true(why):
    asked, form = why.asked, why.form
    if why.reason == "exact":
        return fold(asked) in fold(form)
    if why.reason == "spelling":
        plain = [
            "".join(filter(str.isalnum, fold(text))) for text in (asked, form, modern(fold(asked)))
        ]
        return plain[0] == plain[1] or plain[1] == plain[2] or modern(plain[1]) == plain[0]
    if why.reason == "inflection":
        return bool(family(asked) & family(form))
    if why.reason == "compound":
        return bool(family(asked) & divided(form)) and fold(asked) != fold(form)
    if why.reason == "name":
        called = ActorName.objects.filter(folded=fold(asked)).values("actor")
        known = ActorName.objects.filter(actor__in=called).values_list("folded", flat=True)
        return any(fold(form).startswith(name) for name in known)
    return False


@pytest.mark.django_db
def test_every_reason_of_every_hit_is_true():
    import_articles(read_samples(ROOT / "fixtures" / "news"), label="samples")
    untrue, told = [], 0
    for query in [*QUERIES, *MORE]:
        results = ask(f"q={query}")
        wanted = {sought.text for sought in results.question.understood.asked.sought}
        untrue += [
            (query, hit.article.title, hit.why)
            for hit in results.page_hits
            if {why.asked for why in hit.why} != wanted
        ]
        for hit in (*results.page_hits, *results.partial_hits):
            told += len(hit.why)
            untrue += [(query, hit.article.title, why) for why in hit.why if not is_true(why)]
    assert not untrue
    assert told > len(QUERIES)
