"""``manage.py reindex_articles``: rebuild what is derived, while the site serves."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from articles.indexing import all_ids, index_articles, load_knowledge
from articles.models import Article
from articles.progress import Progress


class Command(BaseCommand):
    help = (
        "Leid vermeldingen, onderwerpen en zoekwoorden opnieuw af. Wat redacteurs bevestigden of "
        "verwierpen blijft. Na een onderbreking gaat --after verder waar het werk stopte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", metavar="ID", help="begin na dit artikel")

    def handle(self, *_: Any, **options: Any) -> None:
        after = self._read_id(options["after"])
        knowledge = load_knowledge()
        left = Article.objects.filter(pk__gt=after) if after else Article.objects.all()
        progress = Progress(self.stderr, unit="artikelen", total=left.count())
        done, last = 0, after
        try:
            for ids in all_ids(after=after):
                done += index_articles(ids, knowledge)
                last = ids[-1]
                progress.show(done)
        except KeyboardInterrupt:
            progress.done()
            hint = f" Ga verder met: reindex_articles --after {last}" if last else ""
            raise CommandError(f"Gestopt na {done} artikelen.{hint}") from None
        progress.done()
        self.stdout.write(f"Opnieuw afgeleid: {done} artikelen")

    @staticmethod
    def _read_id(text: str | None) -> UUID | None:
        try:
            return UUID(text) if text else None
        except ValueError:
            raise CommandError(f"{text!r} is geen id van een artikel.") from None
