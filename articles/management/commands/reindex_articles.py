"""``manage.py reindex_articles``: rebuild what is derived, while the site serves."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from articles.indexing import all_ids, index_articles, load_knowledge
from articles.management.base import INTERRUPTED, ArchiveCommand
from articles.models import Article
from articles.progress import GentleStop, Progress


class Command(ArchiveCommand):
    help = (
        "Leid vermeldingen, onderwerpen en zoekwoorden opnieuw af. Wat redacteurs bevestigden of "
        "verwierpen blijft. Na een onderbreking gaat --after verder waar het werk stopte."
    )
    when_interrupted = "Wat afgeleid is, blijft; herhaal het commando om alles af te leiden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", metavar="ID", help="begin na dit artikel")

    def handle(self, *_: Any, **options: Any) -> None:
        last = _read_id(options["after"])
        knowledge = load_knowledge()
        left = Article.objects.filter(pk__gt=last) if last else Article.objects.all()
        progress = Progress(self.stderr, unit="artikelen", total=left.count())
        done = 0
        with GentleStop() as stop:
            for ids in all_ids(after=last):
                done += index_articles(ids, knowledge)
                last = ids[-1]
                progress.show(done, last=str(last))
                if stop.asked:
                    break
        progress.done()
        self.stdout.write(f"Opnieuw afgeleid: {done} artikelen")
        if stop.asked:
            hint = f"Ga verder met: reindex_articles --after {last}"
            raise CommandError(f"Onderbroken. {hint}", returncode=INTERRUPTED)


def _read_id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise CommandError(f"{text!r} is geen id van een artikel.") from None
