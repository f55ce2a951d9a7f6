"""``manage.py suggest_actors``: make actors to be reviewed of names that articles often have."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import INTERRUPTED, ArchiveCommand
from articles.newcomers import OFTEN, welcome
from articles.progress import GentleStop, Progress


class Command(ArchiveCommand):
    help = (
        f"Stel als actor voor wie in minstens {OFTEN} openbare artikelen genoemd wordt, en als "
        "andere naam elke afkorting die teksten verklaren. Een invoer doet dit zelf."
    )
    when_interrupted = "Wie voorgesteld is, blijft; reindex_articles doet de overige artikelen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        self.add_workers(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        progress = Progress(self.stderr, unit="artikelen opnieuw afgeleid")
        with GentleStop() as stop:
            report = welcome(
                workers=options["workers"],
                on_progress=progress.show,
                should_stop=lambda: stop.asked,
            )
        progress.done()
        self.stdout.write(f"Voorgesteld: {report.actors} actoren en {report.names} andere namen")
        self.stdout.write(f"Opnieuw afgeleid: {report.articles} artikelen")
        if report.interrupted:
            raise CommandError(f"Onderbroken. {self.when_interrupted}", returncode=INTERRUPTED)
