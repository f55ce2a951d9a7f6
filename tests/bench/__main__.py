"""``python -m tests.bench``: run the benchmark of one size, or compare the results of several."""

import argparse
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from tests.bench.place import ROOT, Place, Steps, say
from tests.bench.plot import draw
from tests.bench.report import as_markdown

PLOT, FIGURES = ROOT / "docs" / "bench.svg", ROOT / "docs" / "benchmark.md"
MARKS = ("<!-- figures -->\n", "<!-- end of figures -->\n")


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="articles in the archive")
    parser.add_argument("--out", type=Path, help="where the JSON goes")
    parser.add_argument("--rounds", type=int, default=3, help="timed rounds over all queries")
    parser.add_argument("--peers", default="fts5,tantivy,django", help="the systems beside ours")
    parser.add_argument("--quick", action="store_true", help="no exact counts and full rankings")
    parser.add_argument("--fresh", action="store_true", help="make the archive again")
    parser.add_argument(
        "--copies", type=int, default=1, help="import a part so large, and copy it in the database"
    )
    parser.add_argument("--load", action="store_true", help="offer a load instead of one reader")
    parser.add_argument("--kills", type=int, default=0, help="kill an import so often instead")
    parser.add_argument("--rate", type=int, default=200, help="requests a second of the load")
    parser.add_argument("--seconds", type=int, default=60, help="how long the load lasts")
    parser.add_argument(
        "--compare", nargs="+", type=Path, metavar="JSON", help="tabulate and draw these results"
    )
    options = parser.parse_args()
    if options.compare:
        compare(options.compare)
        return
    if options.size < 1:
        parser.error("--size wants at least one article")
    if options.copies < 1 or options.size % options.copies:
        parser.error("--copies must divide the size")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "BENCH_SIZE": str(options.size),
    }
    place = Place.of(options.size)
    lock = place.enter(afresh=options.fresh)
    try:
        run(place, options)
    except KeyboardInterrupt:
        say("interrupted; the same command goes on from here")
        sys.exit(130)
    finally:
        lock.close()


def compare(paths: list[Path]) -> None:
    """Print how the figures grow with the size; put them, and the plot, into docs/."""
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    reports.sort(key=lambda report: report["size"])
    figures = as_markdown(reports)
    print(figures)
    PLOT.write_text(draw(reports), encoding="utf-8")
    text = FIGURES.read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKS[0])
    FIGURES.write_text(f"{before}{MARKS[0]}\n{figures}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}")
    say(f"drawn: {PLOT.relative_to(ROOT)}; figures: {FIGURES.relative_to(ROOT)}")


def run(place: Place, options: argparse.Namespace) -> None:
    """Make the archive, then measure it."""
    from tests.bench.corpus import write_corpus  # noqa: PLC0415 - Django's settings come first
    from tests.bench.vocabulary import build_vocabulary, real_frequencies  # noqa: PLC0415

    number = place.size // options.copies
    say(f"writing {number:,} articles to {place.corpus.relative_to(ROOT)}")
    vocabulary = build_vocabulary(real_frequencies())
    steps = Steps("writing", number)
    write_corpus(place.corpus, vocabulary, size=number, on_progress=steps)
    import django  # noqa: PLC0415

    django.setup()
    from tests.bench import kills, load, session  # noqa: PLC0415 - only now can models be imported

    port = free_port()
    if options.kills:
        result = kills.kill_imports(place, kills=options.kills)
        print(json.dumps(result, indent=2))
    elif options.load:
        session.make_archive(place, options.copies)
        rate, seconds = options.rate, options.seconds
        result = load.offer_load(place, vocabulary, port=port, rate=rate, seconds=seconds)
        print(json.dumps(result, indent=2))
    else:
        peers = [name for name in options.peers.split(",") if name]
        plan = session.Plan(
            peers=peers, rounds=options.rounds, quick=options.quick, copies=options.copies
        )
        result = session.measure(place, vocabulary, plan, port=port)
    if options.out:
        save(result, options.out)


def save(result: dict[str, Any], path: Path) -> None:
    """Write the result; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.rename(path)
    say(f"saved: {path}")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
