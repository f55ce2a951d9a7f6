"""``manage.py analyse PATH...``: show what the archive would make of files, changing nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from articles.analysing import analyse
from articles.arrivals import read_arrivals
from articles.knowledge import load_knowledge_or_fixtures
from articles.management.base import ArchiveCommand


class Command(ArchiveCommand):
    help = "Ontleed bestanden en druk per bestand één JSON-regel af; bewaart niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")

    def handle(self, *_: Any, **options: Any) -> None:
        knowledge = load_knowledge_or_fixtures(Path(settings.BASE_DIR, "fixtures"))
        for arrival in read_arrivals(options["paths"]):
            self.stdout.write(json.dumps(analyse(arrival, knowledge), ensure_ascii=False))
