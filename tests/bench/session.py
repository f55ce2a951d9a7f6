"""The benchmark from beginning to end: what it makes, in order, and what it measures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from archive.gunicorn_conf import collect_seldom
from articles.models import Source, Topic
from tests.bench import intake
from tests.bench.asked import Asked, ask
from tests.bench.copies import copy_articles
from tests.bench.ours import Door, Search, Site
from tests.bench.peers.rows import rows
from tests.bench.place import Place, Steps, say
from tests.bench.queries import QueryMix
from tests.bench.report import as_text, build_report
from tests.bench.saving import time_saves
from tests.bench.sizes import machine, sizes_on_disk
from tests.bench.timing import time_all
from tests.bench.truth import check_estimates, check_ranking
from tests.bench.vocabulary import Vocabulary


def make_archive(place: Place, copies: int = 1) -> dict[str, Any]:
    """Import the corpus unless it is here; return what is known of the import."""
    connection.ensure_connection()  # the server now runs as long as we do
    if place.facts("import") is None:
        intake.set_up(place)
    facts = place.once("import", lambda: intake.import_corpus(place))
    if copies > 1:
        facts["copied"] = place.once("copies", lambda: copy_articles(copies))
    return facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to measure: ``quick`` leaves out what needs the whole truth; see ``copy_articles``."""

    peers: Sequence[str]
    rounds: int
    quick: bool
    copies: int


def measure(place: Place, vocabulary: Vocabulary, plan: Plan, *, port: int) -> dict[str, Any]:
    """Measure everything; ``port`` is where the site may listen."""
    described = machine_of()
    intake_facts = _intake(place, plan.copies)
    systems = {name: _peer(place, name) for name in plan.peers}
    queries = mix(vocabulary)
    asked = [ask(query) for query in queries]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")  # or it would come in the middle
    say(f"timing {len(asked)} queries, {plan.rounds} rounds")
    collect_seldom()  # as a worker that serves
    with Site(place, port) as site:
        doors = [Door("page", "/", port), Door("json", "/articles.json", port)]
        timings = time_all([Search(), *doors, *systems.values()], asked, plan.rounds)
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")  # which bounded a peer
        refused = {door.name: door.refused for door in doors}
        served = {"workers_mb": round(site.memory() / intake.MEGABYTE)}
    facts: dict[str, Any] = {"machine": described, "refused": refused, "served": served}
    facts |= {} if plan.quick else _truths(asked)
    say("saving as an editor")
    saves = time_saves()
    facts |= {"save": saves, "save_ms": saves["median"], "sizes": sizes_on_disk(_files(place))}
    report = build_report(size=place.size, timings=timings, intake=intake_facts, facts=facts)
    print(f"\n{as_text(report)}\n")
    return report


def machine_of() -> dict[str, Any]:
    connection.ensure_connection()
    return machine()


def mix(vocabulary: Vocabulary) -> Any:
    """Build the queries with the addresses of this archive."""
    return QueryMix(
        vocabulary,
        topic_slugs=dict(Topic.objects.values_list("code", "slug")),
        source_slugs=dict(Source.objects.values_list("name", "slug")),
    ).all()


def _intake(place: Place, copies: int) -> dict[str, Any]:
    facts = make_archive(place, copies)
    number = min(place.size // copies, intake.FLOOR_AT_MOST)
    below = place.once("floor", lambda: intake.floor(place, number))
    underived = place.once("underived", lambda: intake.import_underived(place))
    recognised = place.once("recognised", lambda: intake.import_recognised(place))
    return {
        **facts,
        "floor_rate": below["rate"],
        "share": round(facts["rate"] / below["rate"], 3),
        "floor": below,
        "underived": underived,
        "recognised": recognised,
    }


def _files(place: Place) -> dict[str, Path]:
    return {"fts5": place.folder / "fts5.db", "tantivy": place.folder / "tantivy"}


def _peer(place: Place, name: str) -> Any:
    """Build a peer's index unless it is here, and open it."""
    path = _files(place).get(name, place.folder)
    steps = Steps(name, place.size)
    if name == "fts5":
        from tests.bench.peers import fts5  # noqa: PLC0415 - a peer may be left out

        place.once("peer-fts5", lambda: _built(name, lambda: fts5.build(path, rows(), steps)))
        return fts5.Fts5(path)
    if name == "tantivy":
        from tests.bench.peers import tantivy_index as tantivy  # noqa: PLC0415

        place.once("peer-tantivy", lambda: _built(name, lambda: tantivy.build(path, rows(), steps)))
        return tantivy.Tantivy(path)
    if name == "django":
        from tests.bench.peers import django_way  # noqa: PLC0415

        place.once("peer-django", lambda: _built(name, django_way.build))
        return django_way.DjangoWay()
    raise SystemExit(f"There is no peer {name!r}; there are fts5, tantivy and django.")


def _built(name: str, build: Callable[[], None]) -> Mapping[str, Any]:
    say(f"building {name}")
    build()
    return {"built": True}


def _truths(asked: list[Asked]) -> dict[str, Any]:
    say("counting everything, to compare the estimates")
    estimates = check_estimates(asked)
    say("ranking everything, to compare the first ten")
    return {"estimates": estimates, "ranking": check_ranking(asked)}
