"""``manage.py reindex_articles``: rebuild what is derived, while the site serves."""

from argparse import ArgumentParser
from contextlib import closing
from functools import partial
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from articles.indexing import Reindexer, all_ids
from articles.management.base import INTERRUPTED, ArchiveCommand
from articles.models import Article
from articles.newcomers import welcome
from articles.progress import GentleStop, Progress
from articles.search_index import ensure_search_index
from articles.vocabulary import keep_vocabulary
from articles.workers import Chunks, work_through


class Command(ArchiveCommand):
    help = (
        "Leid vermeldingen, onderwerpen en zoekwoorden opnieuw af. Wat redacteurs bevestigden of "
        "verwierpen blijft. Na een onderbreking gaat --after verder waar het werk stopte."
    )
    when_interrupted = "Wat afgeleid is, blijft; herhaal het commando om alles af te leiden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", metavar="ID", help="begin na dit artikel")
        parser.add_argument(
            "--actors",
            action="store_true",
            help="laat ook de naamherkenner alles opnieuw lezen (duurt vier keer zo lang)",
        )
        self.add_workers(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        last = _read_id(options["after"])
        left = Article.objects.filter(pk__gt=last) if last else Article.objects.all()
        progress = Progress(self.stderr, unit="artikelen", total=left.count())
        ensure_search_index(progress.say)
        done = changed = 0
        job = partial(Reindexer, recognise=options["actors"])
        with GentleStop() as stop:
            chunks = Chunks(all_ids(after=last), lambda: stop.asked)
            with closing(work_through(chunks, job, workers=options["workers"])) as reports:
                for report in reports:
                    done += report.articles
                    changed += report.changed
                    last = report.last
                    progress.show(done, last=str(last))
            if options["actors"] and not chunks.stopped:
                welcome(workers=options["workers"], should_stop=lambda: stop.asked)
        if not chunks.stopped:
            keep_vocabulary(progress.say, workers=options["workers"])
        progress.done()
        self.stdout.write(f"Opnieuw afgeleid: {done} artikelen, waarvan {changed} gewijzigd")
        if chunks.stopped:
            hint = f"Ga verder met: reindex_articles --after {last}"
            raise CommandError(f"Onderbroken. {hint}", returncode=INTERRUPTED)


def _read_id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise CommandError(f"{text!r} is geen id van een artikel.") from None
