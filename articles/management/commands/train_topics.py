"""``manage.py train_topics``: learn to suggest topics from sample articles and from editors."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from articles.language.curated import load_topics
from articles.language.topic_cues import TopicCues
from articles.language.topic_learning.measuring import Measure
from articles.language.topic_learning.model import SHIPPED
from articles.language.topic_learning.tagged import TaggedText, load_lessons, load_news
from articles.language.topic_learning.training import School, divided
from articles.management.base import TrainingCommand
from articles.models import Topic
from articles.topic_models import keep_topic_model, learned_topic_model, shipped_topic_model
from articles.topic_teaching import decided_texts


class Command(TrainingCommand):
    help = (
        "Leer onderwerpen voorstellen uit de teksten van fixtures/ en uit wat redacteurs in dit "
        "archief bevestigen en afwijzen. Een vijfde van het nieuws leert niet mee; alleen als "
        "het daar beter is, wordt het model vervangen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--five-fold",
            action="store_true",
            help="meet vooraf ook op elk van de vijf vijfden, met een model van de andere vier",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        ships = options["fixtures_only"]
        fixtures = Path(settings.BASE_DIR, "fixtures")
        try:
            curated = load_topics(fixtures / "topics.toml")
            news, lessons = load_news(fixtures / "news"), load_lessons(fixtures / "topics")
        except ValueError as error:
            raise CommandError(str(error)) from error
        topics = [TopicCues(topic.code, topic.cues, topic.parent) for topic in curated]
        labels = {topic.code: topic.nl for topic in curated}
        decided: list[TaggedText] = []
        if not ships:
            decided = decided_texts()
            rows = Topic.objects.order_by("code")
            topics = [TopicCues(t.code, tuple(t.cues), t.parent_id or "") for t in rows] or topics
            labels |= {topic.code: topic.label_nl for topic in rows}
            self.stdout.write(f"Redacteurs beslisten over onderwerpen in {len(decided)} artikelen.")
        school = School(topics)
        if options["five_fold"]:
            self._tell("vijf vijfden", school.cross_examine([*news, *decided], lessons), labels)
        taught, held_out = divided([*news, *decided])
        own = school.often_said(decided)
        model = school.teach([*taught, *lessons], own)
        shipped = shipped_topic_model()
        present = shipped if ships else learned_topic_model() or shipped
        measure = school.examine(held_out, model, own)
        self._line("alleen signaalwoorden", school.examine(held_out, None, own))
        cueless = school.without_cues()
        alone = cueless.teach([*taught, *lessons], own)
        self._line("alleen woorden", cueless.examine(held_out, alone, own))
        self._tell("woorden en signaalwoorden", measure, labels)
        if own:
            names = ", ".join(labels.get(code, code) for code in own)
            self.stdout.write(f"Met een eigen model: {names}.")
        before = _examined(school, held_out, present, own)
        self._replace(model, present, measure, before, ships=ships)

    def _replace(
        self,
        model: bytes,
        present: bytes | None,
        measure: Measure,
        before: Measure | None,
        *,
        ships: bool,
    ) -> None:
        if model == present:
            self.stdout.write("Het model blijft zoals het was.")
            return
        if before and measure.macro_f1 <= before.macro_f1:
            self.stdout.write(f"Het model is niet vervangen: het oude haalt {before.macro_f1:.1%}.")
            return
        if ships:
            SHIPPED.write_bytes(model)
        else:
            keep_topic_model(model, figures(measure))
        self.stdout.write(
            f"Het model is vervangen ({len(model) // 1000} kB). Met reindex_articles krijgen ook "
            "de artikelen die er al zijn hun nieuwe voorstellen."
        )

    def _tell(self, way: str, measure: Measure, labels: dict[str, str]) -> None:
        self._line(way, measure)
        for code, score in measure.by_topic.items():
            self.stdout.write(
                f"  {labels.get(code, code):36}{score.precision:8.1%}{score.recall:8.1%}"
                f"{score.f1:8.1%}  ({score.said})"
            )

    def _line(self, way: str, measure: Measure) -> None:
        total = measure.total
        self.stdout.write(
            f"{way} ({measure.articles} artikelen): macro-F1 {measure.macro_f1:.1%}, "
            f"micro precisie {total.precision:.1%}, vangst {total.recall:.1%}, F1 {total.f1:.1%}; "
            f"juist bij de eerste twee {measure.within_two:.1%}"
        )


def figures(measure: Measure) -> dict[str, Any]:
    """Give the figures as they are kept beside a learned model."""
    return {
        "articles": measure.articles,
        "macro_f1": measure.macro_f1,
        "within_two": measure.within_two,
        "by_topic": {code: score._asdict() for code, score in measure.by_topic.items()},
    }


def _examined(
    school: School, held_out: Sequence[TaggedText], model: bytes | None, own: Sequence[str]
) -> Measure | None:
    """Measure the present model; None where there is none, or one that cannot be read now."""
    try:
        return school.examine(held_out, model, own) if model else None
    except ValueError:
        return None
