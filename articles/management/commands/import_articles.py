"""``manage.py import_articles PATH... [--source NAME] [--draft] [--dry-run]``."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.arrivals import read_arrivals
from articles.importing import ImportReport, get_source, import_articles
from articles.progress import Progress


class Command(BaseCommand):
    help = "Voer artikelen in uit bestanden, mappen, zip- en tar-archieven of - (standaardinvoer)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--source", metavar="NAAM", help="de krant of site van deze artikelen")
        parser.add_argument("--draft", action="store_true", help="als concept, niet meteen publiek")
        parser.add_argument(
            "--dry-run", action="store_true", help="zeg wat er zou gebeuren, maar bewaar niets"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        name = (options["source"] or "").strip()
        if options["source"] is not None and not name:
            raise CommandError("--source is leeg: geef de naam van een krant of site.")
        dry_run = options["dry_run"]
        progress = Progress(self.stderr, unit="artikelen")
        report = import_articles(
            read_arrivals(options["paths"]),
            label=" ".join(options["paths"]),
            source=get_source(name, save=not dry_run) if name else None,
            draft=options["draft"],
            dry_run=dry_run,
            on_progress=lambda so_far: progress.show(so_far.seen),
        )
        progress.done()
        self._print(report, dry_run=dry_run)
        if report.rejected:
            sys.exit(1)

    def _print(self, report: ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("Proef: er is niets bewaard.")
        if not report.seen:
            self.stdout.write("Er is geen enkel bestand gevonden.")
        self.stdout.write(f"Ingevoerd: {report.imported}")
        self.stdout.write(f"Dubbel (al in het archief): {report.duplicate}")
        self.stdout.write(f"Geweigerd: {len(report.rejected)}")
        for refusal in report.rejected:
            name = refusal.name.encode(errors="backslashreplace").decode()
            self.stdout.write(f"  {name}: {refusal.reason}")
        for code, number in report.warnings.most_common():
            self.stdout.write(f"Waarschuwing {code}: bij {number} artikelen")
