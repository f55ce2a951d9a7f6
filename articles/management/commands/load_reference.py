"""``manage.py load_reference``: add the curated tables' rows that the archive lacks."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from articles.management.base import ArchiveCommand
from articles.reference import load_reference


class Command(ArchiveCommand):
    help = "Voeg de actoren, functies en onderwerpen van fixtures/ toe die nog ontbreken."
    when_interrupted = "Er is niets toegevoegd."

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            report = load_reference(Path(settings.BASE_DIR, "fixtures"))
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Toegevoegd: {report.actors} actoren met {report.names} namen, "
            f"{report.roles} functies, {report.topics} onderwerpen"
        )
