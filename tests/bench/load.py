"""A bounded load: more readers than the machine can serve, while fresh articles come in."""

import multiprocessing
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from django.db import connection

from articles.models import Actor, Article, ImportBatch, ImportItem, Topic
from tests.bench.corpus import SEED, write_corpus
from tests.bench.ours import Site
from tests.bench.place import Place, Steps, say
from tests.bench.readers import one_by_one, send_crowd
from tests.bench.session import machine_of, mix
from tests.bench.vocabulary import Vocabulary

FRESH = 50_000  # articles, more than come in while it lasts
POOL = 600  # different addresses
ALONE = 40  # requests one by one, before and after
AT_ONCE = 1_000
BREATH = 2.0  # seconds between the load and the look whether all is well


def offer_load(
    place: Place, vocabulary: Vocabulary, *, port: int, rate: int, seconds: int
) -> dict[str, Any]:
    """Start the site, offer it ``rate`` requests a second for ``seconds``, and report.

    The articles that come in meanwhile are taken out again.
    """
    fresh = place.folder / "fresh.jsonl"
    steps = Steps("fresh articles", FRESH)
    write_corpus(fresh, vocabulary, size=FRESH, seed=SEED + 1, on_progress=steps)
    _take_out()
    addresses = _addresses(vocabulary)
    alone = random.Random(5).sample(addresses, ALONE)
    with Site(place, port) as site:
        say(f"{len(addresses)} addresses; {ALONE} requests one by one")
        one_by_one(port, alone)
        before = one_by_one(port, alone)
        say(f"{rate} requests a second for {seconds} s, and an import")
        with _importing(place) as intake:
            crowd = _crowd(port, addresses, rate, seconds)
        time.sleep(BREATH)
        say("the load is over; is all well?")
        after = one_by_one(port, alone)
        alive = site.process.poll() is None
    _take_out()
    return {
        "size": place.size,
        "machine": machine_of(),
        "rate": rate,
        "seconds": seconds,
        "load": crowd,
        "import": intake,
        "before": before,
        "after": after,
        "alive": alive,
    }


def _crowd(port: int, addresses: list[str], rate: int, seconds: int) -> dict[str, Any]:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=send_crowd, args=(sender, port, addresses, rate, seconds))
    process.start()
    sender.close()
    result: dict[str, Any] = receiver.recv()
    process.join()
    return result


@contextmanager
def _importing(place: Place) -> Iterator[dict[str, Any]]:
    """Import while it lasts; then the dictionary holds how many came in, and how quickly."""
    facts: dict[str, Any] = {}
    before, started = Article.objects.count(), time.monotonic()
    process = place.manage("import_articles", str(place.folder / "fresh.jsonl"))
    try:
        yield facts
    finally:
        process.send_signal(signal.SIGTERM)  # which no shell has made it ignore
        process.wait()
        taken = time.monotonic() - started
        imported = Article.objects.count() - before
        facts |= {"articles": imported, "rate": round(imported / taken, 1)}


def _take_out() -> None:
    """Take out what a load, this one or one that was killed, has brought in."""
    batches = list(ImportBatch.objects.filter(label__endswith="fresh.jsonl"))
    if not batches:
        return
    say("taking the fresh articles out again")
    ImportItem.objects.filter(batch__in=batches).delete()
    fresh = Article.objects.filter(batch__in=batches).values_list("pk", flat=True)
    while some := list(fresh[:AT_ONCE]):
        Article.objects.filter(pk__in=some).delete()
    ImportBatch.objects.filter(pk__in=[batch.pk for batch in batches]).delete()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _addresses(vocabulary: Vocabulary) -> list[str]:
    """Gather addresses of every kind of page, the most asked for first."""
    chance = random.Random(7)
    searches = [f"/?{query.address}" for query in mix(vocabulary)]
    words = [quote(word) for word in vocabulary.subjects.draw(chance, POOL // 2)]
    searches += [f"/?q={word}" for word in words[::2]]
    searches += [f"/?q={one}+{two}&sort=newest" for one, two in pairwise(words)][::4]
    doors = [address.replace("/?", "/articles.json?") for address in searches[::6]]
    doors += [address.replace("/?", "/articles.atom?") for address in searches[3::12]]
    articles = [article.get_absolute_url() for article in Article.objects.order_by("pk")[:150]]
    named = [actor.get_absolute_url() for actor in Actor.objects.order_by("pk")[:40]]
    named += [topic.get_absolute_url() for topic in Topic.objects.order_by("pk")[:30]]
    lists = ["/actors/", "/topics/", "/sources/"]
    mixed = [*searches, *doors, *articles, *named, *lists]
    chance.shuffle(mixed)
    return ["/", *mixed][:POOL]
