"""``manage.py import_articles PATH... [--source NAME] [--draft] [--dry-run] [--workers N]``."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.urls import reverse

from articles.arrivals import printable, read_arrivals
from articles.expecting import expected_files
from articles.importing import ImportReport, import_articles
from articles.management.base import ArchiveCommand
from articles.models import Source
from articles.progress import GentleStop, Progress
from articles.sources import get_source
from articles.vocabulary import keep_vocabulary


class Command(ArchiveCommand):
    help = "Voer artikelen in uit bestanden, mappen, zip- en tar-archieven of - (standaardinvoer)."
    when_interrupted = (
        "Wat ingevoerd is, blijft; herhaal hetzelfde commando om de rest in te voeren."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--source", metavar="NAAM", help="de krant of site van deze artikelen")
        parser.add_argument("--draft", action="store_true", help="als concept, niet meteen publiek")
        parser.add_argument(
            "--dry-run", action="store_true", help="zeg wat er zou gebeuren, maar bewaar niets"
        )
        parser.add_argument(
            "--no-derive",
            action="store_true",
            help="zonder namen en onderwerpen; doe die later met reindex_articles --actors",
        )
        parser.add_argument(
            "--known-names",
            action="store_true",
            help="zoek alleen namen die het archief kent; de andere later met reindex_articles "
            "--actors",
        )
        self.add_workers(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        dry_run = options["dry_run"]
        progress = Progress(self.stderr, unit="bestanden", total=expected_files(options["paths"]))
        with GentleStop() as stop:
            report = import_articles(
                read_arrivals(options["paths"]),
                label=" ".join(options["paths"]),
                source=_source(options["source"], save=not dry_run),
                draft=options["draft"],
                dry_run=dry_run,
                derive=not options["no_derive"],
                recognise=not options["known_names"],
                workers=options["workers"],
                on_progress=lambda so_far: progress.show(so_far.seen),
                on_stage=progress.say,
                should_stop=lambda: stop.asked,
            )
        derived = report.imported and not dry_run and not options["no_derive"]
        if derived and not report.interrupted:
            keep_vocabulary(progress.say, workers=options["workers"])
        progress.done()
        self._print(report, dry_run=dry_run)
        if report.interrupted:
            raise KeyboardInterrupt
        if report.refused:
            sys.exit(1)

    def _print(self, report: ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("Proef: er is niets bewaard.")
        if not report.seen:
            self.stdout.write("Er is geen enkel bestand gevonden.")
        self.stdout.write(f"Ingevoerd: {report.imported}")
        self.stdout.write(f"Dubbel (al in het archief): {report.duplicate}")
        self.stdout.write(f"Geweigerd: {report.refused}")
        for refusal in report.rejected:
            self.stdout.write(f"  {printable(refusal.name)}: {refusal.reason}")
        if more := report.refused - len(report.rejected):
            self.stdout.write(f"  … en nog {more} andere{_where(report)}")
        for code, number in report.warnings.most_common():
            articles = "artikel" if number == 1 else "artikelen"
            self.stdout.write(f"Waarschuwing {code}: bij {number} {articles}")


def _where(report: ImportReport) -> str:
    if report.batch is None:
        return ""
    place = reverse("admin:articles_importbatch_change", args=[report.batch.pk])
    return f"; alle staan in het beheer bij deze invoer: {place}"


def _source(name: str | None, *, save: bool) -> Source | None:
    if name is None:
        return None
    if not name.strip() or printable(name) != name:
        raise CommandError("--source verwacht de naam van een krant of site.")
    return get_source(name, save=save)
