"""How fast articles come in: the real import, beside the floor of what the database must do."""

import io
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
from django.db import connection

from articles.models import Article
from tests.bench.place import Place, say

MEGABYTE = 1_048_576
SMALL_SAMPLE = 5000
SAMPLE = 50_000  # articles for the import without derivation
FLOOR_AT_MOST = 1_000_000
LOOK = 0.2  # seconds between two looks at the memory
PROCESSES = os.cpu_count() or 2
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(slots=True)
class Peak:
    """The most memory that a process and its children have held together, and one of them.

    ``together`` is what the machine must have: what several of them share counts once, where
    the system tells (on Linux it does; elsewhere it counts for each).
    """

    together: int = 0
    one: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def watch(self, pid: int) -> None:
        while not self.over.wait(LOOK):
            with suppress(psutil.NoSuchProcess):
                first = psutil.Process(pid)
                held = [_held(each) for each in (first, *first.children(recursive=True))]
                self.together = max(self.together, sum(share for share, _ in held))
                self.one = max(self.one, *(whole for _, whole in held))


def _held(process: psutil.Process) -> tuple[int, int]:
    """Give the bytes that count for a process, and all that it sees."""
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        memory = process.memory_full_info()
        return int(getattr(memory, "pss", memory.rss)), int(memory.rss)
    return 0, 0


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Watch the memory of a process and its children."""
    peak = Peak()
    thread = threading.Thread(target=peak.watch, args=(pid,), daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        peak.over.set()
        thread.join()


def set_up(place: Place, **more: str) -> None:
    """Make the tables and load the curated names and topics."""
    for command in ("migrate", "load_reference"):
        _finish(place.manage(command, **more), command)


def _finish(process: subprocess.Popen[str], what: str) -> None:
    try:
        status = process.wait()
    except KeyboardInterrupt:
        process.wait()  # it was interrupted as well, and ends between two chunks
        raise
    if status:
        raise SystemExit(f"{what} ended with status {status}; see the log beside the corpus.")


def import_corpus(place: Place) -> dict[str, Any]:
    """Run the real command over the whole corpus."""
    here = Article.objects.count()
    say(f"importing {place.size:,} articles" + (f" ({here:,} are here)" if here else ""))
    facts = timed_import(place, place.corpus, "--known-names")
    imported = Article.objects.count() - here
    facts |= {"articles": imported, "rate": round(imported / facts["seconds"], 1)}
    facts["resumed"] = here > 0
    say(f"imported at {facts['rate']:,.0f}/s; tidying")
    if here:
        say("an earlier run did part of it, so this is no fair rate; ARGS=--fresh times all of it")
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    facts["vacuum_seconds"] = round(time.monotonic() - started, 1)
    return facts


def timed_import(place: Place, corpus: Path, *options: str, **more: str) -> dict[str, Any]:
    """Run the command to its end; ``SystemExit`` where it fails."""
    started = time.monotonic()
    process = place.manage("import_articles", str(corpus), *options, **more)
    with watched(process.pid) as peak:
        _finish(process, "import_articles")
    return {
        "seconds": round(time.monotonic() - started, 2),
        "peak_rss_mb": round(peak.together / MEGABYTE, 1),
        "largest_process_mb": round(peak.one / MEGABYTE, 1),
    }


def import_underived(place: Place) -> dict[str, Any]:
    """Import a sample with derivation off, and compare it with the floor of as many."""
    facts = _import_sample(place, SAMPLE, "--no-derive")
    below = floor(place, facts["articles"])
    share = facts["rate"] and round(facts["rate"] / below["rate"], 3)
    return {**facts, "floor_rate": below["rate"], "share": share}


def import_recognised(place: Place) -> dict[str, Any]:
    """Import a small sample with the recogniser reading all names, not only those it knows."""
    return _import_sample(place, SMALL_SAMPLE)


def _import_sample(place: Place, most: int, *options: str) -> dict[str, Any]:
    """Import the first articles into a database that is dropped again."""
    number = min(place.size, most)
    sample = place.folder / "sample.jsonl"
    with place.corpus.open("rb") as whole, sample.open("wb") as part:
        part.writelines(islice(whole, number))
    drop_database("sample")
    say(f"importing {number:,} articles {' '.join(options) or 'with the recogniser'}")
    try:
        set_up(place, BENCH_DATABASE="sample")
        facts = timed_import(place, sample, *options, BENCH_DATABASE="sample")
    except SystemExit as trouble:
        say(f"the import failed: {trouble}")
        return {"articles": number, "rate": None}
    finally:
        drop_database("sample")
        sample.unlink()
    return {**facts, "articles": number, "rate": round(number / facts["seconds"], 1)}


def drop_database(name: str) -> None:
    """Drop a database, whoever uses it."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


# The floor


def floor(place: Place, number: int) -> dict[str, Any]:
    """Time what no import can do without: COPY, ``to_tsvector`` and the index, nothing else.

    The rows are ready as PostgreSQL reads them, and come over as many connections as there are
    cores; ``rate`` is in articles a second over all of it.
    """
    say(f"the floor: COPY, to_tsvector and a GIN index over {number:,} articles")
    parts = [place.folder / f"floor-{part}.copy" for part in range(PROCESSES)]
    _write_parts(place.corpus, parts, number)
    try:
        copied, indexed = _fill(parts)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bench_floor")
        for part in parts:
            part.unlink()
    return {
        "articles": number,
        "copy_seconds": round(copied, 2),
        "index_seconds": round(indexed, 2),
        "rate": round(number / (copied + indexed), 1),
    }


def _write_parts(corpus: Path, parts: list[Path], number: int) -> None:
    files: list[io.TextIOWrapper] = [part.open("w", encoding="utf-8") for part in parts]
    with corpus.open(encoding="utf-8") as lines:
        for place, line in enumerate(islice(lines, number)):
            record = json.loads(line)
            texts = (record[name] for name in ("headline", "abstract", "articleBody"))
            row = "\t".join(text.translate(ESCAPES) for text in texts)
            files[place % len(files)].write(f"{place}\t{row}\n")
    for file in files:
        file.close()


def _fill(parts: Iterable[Path]) -> tuple[float, float]:
    """Give the seconds of filling and of indexing."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        cursor.execute(
            "CREATE TABLE bench_floor (number int PRIMARY KEY, title text, lead text, body text,"
            " search tsvector GENERATED ALWAYS AS"
            " (to_tsvector('dutch', title || ' ' || lead || ' ' || body)) STORED)"
        )
        started = time.monotonic()
        threads = [threading.Thread(target=_copy, args=(part,)) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        filled = time.monotonic()
        cursor.execute("CREATE INDEX ON bench_floor USING gin (search)")
    return filled - started, time.monotonic() - filled


def _copy(part: Path) -> None:
    try:
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY bench_floor (number, title, lead, body) FROM STDIN") as copy,
            part.open("rb") as file,
        ):
            while block := file.read(MEGABYTE):
                copy.write(block)
    finally:
        connection.close()
