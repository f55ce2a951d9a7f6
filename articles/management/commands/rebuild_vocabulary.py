"""``manage.py rebuild_vocabulary``: count the archive's own words, while the site serves."""

from argparse import ArgumentParser
from typing import Any

from articles.management.base import ArchiveCommand
from articles.progress import GentleStop, Progress
from articles.vocabulary import rebuild_vocabulary


class Command(ArchiveCommand):
    help = (
        "Tel de woorden van de gepubliceerde artikelen opnieuw, voor ‘Bedoelde u …’, suggesties en "
        "samenstellingen. In een groot archief gebeurt dat in een steekproef."
    )
    when_interrupted = "De woorden van de vorige telling blijven; herhaal het commando."

    def add_arguments(self, parser: ArgumentParser) -> None:
        self.add_workers(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        progress = Progress(self.stderr, unit="artikelen")

        def show(done: int, total: int) -> None:
            progress.total = total
            progress.show(done)

        with GentleStop() as stop:
            report = rebuild_vocabulary(
                workers=options["workers"],
                on_progress=show,
                on_stage=progress.say,
                should_stop=lambda: stop.asked,
            )
        progress.done()
        if report.interrupted:
            raise KeyboardInterrupt
        sample = f" (één op {report.one_in})" if report.one_in > 1 else ""
        self.stdout.write(f"Gelezen: {report.articles} artikelen{sample}")
        self.stdout.write(f"Woorden: {report.words}")
