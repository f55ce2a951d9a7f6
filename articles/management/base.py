"""What the archive's commands have in common: foreseeable trouble ends in one Dutch line."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from articles.language.recognising.process import RecogniserTrouble
from articles.workers import WorkerDied, default_workers

INTERRUPTED = 130  # exit status, as a shell gives it after Ctrl-C
PIPE_CLOSED = 141  # and after a reader such as `head` left
LACKING = {"42P01", "42703"}  # SQLSTATE: no such table, no such column


class ArchiveCommand(BaseCommand):
    """A command without tracebacks for what a person can mend."""

    when_interrupted: ClassVar[str] = ""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            output = super().execute(*args, **options)
            self.stdout.flush()
        except BrokenPipeError:
            _discard_output()
            sys.exit(PIPE_CLOSED)
        except KeyboardInterrupt:
            message = f"Onderbroken. {self.when_interrupted}".strip()
            raise CommandError(message, returncode=INTERRUPTED) from None
        except (WorkerDied, RecogniserTrouble) as death:
            raise CommandError(f"{death} {self.when_interrupted}".strip()) from None
        except (OperationalError, ProgrammingError) as error:
            if advice := _advice(error):
                raise CommandError(advice) from error
            raise
        return output

    @staticmethod
    def add_workers(parser: ArgumentParser) -> None:
        """Let the operator say how many processes share the work."""
        parser.add_argument(
            "--workers",
            type=_at_least_one,
            default=default_workers(),
            metavar="N",
            help="aantal deelprocessen (standaard: %(default)s)",
        )


class TrainingCommand(ArchiveCommand):
    """A command that learns a model, and replaces the one that is only where it is better."""

    when_interrupted = "Het model is niet vervangen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fixtures-only",
            action="store_true",
            help="leer alleen uit fixtures/, voor het model dat met de software meekomt",
        )


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("een geheel getal vanaf 1")
    return int(text)


def _discard_output() -> None:
    """Let the interpreter flush what is left into nothing, rather than complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _advice(error: OperationalError | ProgrammingError) -> str:
    """Say what to do; nothing about an error that is the program's own, or says so itself."""
    if isinstance(error, CommandError):
        return ""
    if getattr(error.__cause__, "sqlstate", None) in LACKING:
        return (
            "De databank is nog niet ingericht. Start het archief met `make run`, "
            "of doe eerst: python manage.py migrate"
        )
    if isinstance(error, OperationalError):
        return (
            f"De databank laat het afweten ({str(error).splitlines()[0]}). "
            "Kijk na of zij draait en herhaal het commando."
        )
    return ""
