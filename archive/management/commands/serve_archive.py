"""``manage.py serve_archive``: prepare what is missing, then serve the site as in production."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from archive.serving import is_port_free, serve
from articles.editors import make_editors_group
from articles.importing import import_articles
from articles.models import Article
from articles.samples import read_samples
from articles.search_index import ensure_search_index
from articles.vocabulary import keep_vocabulary

ADMIN = "admin"


class Command(BaseCommand):
    help = (
        "Richt de databank in, voer de eerste artikelen in als het archief leeg is, maak bij de "
        "eerste start een beheerder en dien het archief op met gunicorn."
    )

    fixtures = Path(settings.BASE_DIR, "fixtures")

    def handle(self, *_: Any, **__: Any) -> None:
        if not is_port_free(settings.PORT):
            raise CommandError(
                f"Poort {settings.PORT} is al in gebruik. Kies een andere, "
                f"bijvoorbeeld: make run PORT={settings.PORT + 1}"
            )
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_reference", stdout=self.stdout)
        make_editors_group()
        ensure_search_index(self.stdout.write)
        if not Article.objects.exists():
            self.stdout.write("Het archief is leeg: de eerste artikelen worden ingevoerd.")
            call_command("import_articles", str(self.fixtures / "articles"), stdout=self.stdout)
        if os.environ.get("DEMO"):
            report = import_articles(read_samples(self.fixtures / "news"), label="demonstratie")
            self.stdout.write(f"Demonstratie: {report.imported} voorbeeldartikelen erbij.")
        keep_vocabulary(self.stdout.write)
        self._make_admin()
        connections.close_all()
        serve(on_ready=self._say_ready)

    def _make_admin(self) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = os.environ.get("ADMIN_PASSWORD") or secrets.token_urlsafe(12)
        users.create_superuser(ADMIN, password=password)
        self.stdout.write("")
        self.stdout.write(f"Beheerder:  {ADMIN}")
        self.stdout.write(f"Wachtwoord: {password}")
        self.stdout.write("Dit wachtwoord wordt maar één keer getoond. Aanmelden: /admin/")
        self.stdout.write("")

    def _say_ready(self) -> None:
        self.stdout.write(f"Archive ready: http://127.0.0.1:{settings.PORT}/")
        self.stdout.flush()
