"""``manage.py evaluate_search FILE... [--json] [--kinds]``: how well the search finds."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from articles.evaluation.cases import CaseError, Cases
from articles.evaluation.measures import FIRST, Failure, Tally, added_up
from articles.evaluation.reading import read_all
from articles.evaluation.running import Archive, brought_in, judge
from articles.evaluation.scratch import ScratchError, scratch_archive
from articles.management.base import ArchiveCommand
from articles.progress import Progress

WIDTH = 36  # of the first column


class Command(ArchiveCommand):
    help = (
        "Meet hoe goed het archief vindt, met paren (.tsv) en gerangschikte gevallen (.json), in "
        "een eigen databank die daarna verdwijnt. Wat mislukt, is een uitslag en geen fout."
    )
    when_interrupted = "Er is niets veranderd."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="één JSON-object als uitvoer")
        parser.add_argument(
            "--kinds", action="store_true", help="ook per soort: het opschrift (#) boven de paren"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            cases = read_all(options["files"])
            results = self._run(cases)
        except (CaseError, ScratchError) as error:
            raise CommandError(str(error)) from error
        total = added_up(tally for kinds in results.values() for tally in kinds.values())
        if options["json"]:
            failures = [asdict(failure) for failure in total.failures]
            found = {**total.scores(), "failures": failures}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self._print(results, total, with_kinds=options["kinds"])

    def _run(self, cases: list[Cases]) -> dict[str, dict[str, Tally]]:
        progress = Progress(self.stderr, unit="gevallen")
        progress.say("Er wordt een databank gemaakt om in te meten …")
        results: dict[str, dict[str, Tally]] = {}
        with scratch_archive(Path(settings.BASE_DIR, "fixtures")):
            for place, one in enumerate(cases, 1):
                number = len(one.pairs) + len(one.ranked)
                progress.say(f"{place}/{len(cases)}: {number} gevallen van {one.name} …")
                with brought_in(one) as ids:
                    tallies = judge(one, ids, Archive())
                for kind, tally in tallies.items():
                    results.setdefault(one.name, {}).setdefault(kind, Tally()).add(tally)
        progress.done()
        return results

    def _print(
        self, results: Mapping[str, Mapping[str, Tally]], total: Tally, *, with_kinds: bool
    ) -> None:
        for failure in total.failures:
            self.stdout.write(_told(failure))
        heading = f"{'':{WIDTH}} {'recall':>15} {'valse treffers':>15} {'MRR':>7} {'nDCG@10':>7}"
        self.stdout.write(heading)
        for file, kinds in results.items():
            self.stdout.write(_row(Path(file).name, added_up(kinds.values())))
            for kind, tally in kinds.items() if with_kinds else ():
                self.stdout.write(_row(f"  {kind}", tally))
        self.stdout.write(_row("totaal", total))


def _told(failure: Failure) -> str:
    place, trouble = f"{failure.file}:{failure.line}", "ten onrechte gevonden"
    if failure.line is None:
        place, trouble = failure.file, f"niet bij de eerste {FIRST}"
    elif failure.expected == "+":
        trouble = "niet gevonden"
    return f"{place}: {trouble}: {failure.query}\n    {failure.text}"


def _row(name: str, tally: Tally) -> str:
    scores = tally.scores()
    recall = _share(tally.found, tally.wanted)
    false_hits = _share(tally.false_hits, tally.unwanted)
    means = " ".join(
        f"{'-' if scores[key] is None else f'{scores[key]:.3f}':>7}" for key in ("mrr", "ndcg10")
    )
    return f"{name[:WIDTH]:{WIDTH}} {recall:>15} {false_hits:>15} {means}"


def _share(number: int, total: int) -> str:
    return f"{number}/{total} {number / total:6.1%}" if total else "-"
