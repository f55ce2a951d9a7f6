"""The small world that the tests read."""

import functools
import signal
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.signals import post_migrate

from archive.gunicorn_conf import collect_seldom
from articles import knowledge
from articles.arrivals import Arrival, read_arrivals
from articles.editors import GROUP, make_editors_group
from articles.importing import ImportReport, import_articles
from articles.models import Actor, ActorName, Role, Topic
from articles.reference import load_reference

# A job in the background of a script ignores Ctrl-C, and hands that on; the tests that send it
# are about programs that do not.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.processes"]  # the fixture `commands`

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SEEDS = FIXTURES / "articles"
CORPUS = ROOT / "tests" / "corpus"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the curated actors and topics once; every test begins with them.

    Also one that follows a test with transactions of its own, after which Django empties all
    tables: what was in these is kept here, and written back.
    """
    with django_db_blocker.unblock():
        load_reference(FIXTURES)
        kept = {model._meta.db_table: rows_of(model) for model in (Topic, Actor, ActorName, Role)}
        remember_knowledge()
        with connection.cursor() as cursor:  # no test is about a computer that loses its power
            name = connection.ops.quote_name(connection.settings_dict["NAME"])
            cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        connection.close()  # the next has it

    def write_back(*, plan=None, **_options) -> None:
        if plan is not None:  # a database with new tables, of those who fill it themselves
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in kept.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)

    post_migrate.connect(write_back, sender=apps.get_app_config("articles"), weak=False)
    collect_seldom()


def rows_of(model) -> bytes:
    table = model._meta.db_table
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(copy)


def remember_knowledge() -> None:
    """Read the curated actors and topics once, not again for each test that begins with them."""
    for name in ("_load_roles", "_load_actors", "_load_topics"):
        load = getattr(knowledge, name).__wrapped__
        setattr(knowledge, name, functools.lru_cache(maxsize=4)(load))
    knowledge.load_knowledge()


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """Give a block for fixtures of a module: with what they write there all its tests begin."""
    yield django_db_blocker.unblock
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture
def reference(db) -> None:
    """The curated actors and topics."""


@pytest.fixture
def seeds(reference) -> ImportReport:
    """The two seed articles, published, with the names that the table knows."""
    return import_articles(read_arrivals([SEEDS]), label="seeds", recognise=False)


@pytest.fixture
def corpus(seeds) -> ImportReport:
    """The seeds and the articles of ``tests/corpus``, published."""
    return import_articles(read_arrivals([CORPUS]), label="corpus", recognise=False)


def take_in(*texts: str, recognise: bool = False, **options) -> ImportReport:
    """Import texts as articles; ``recognise`` also reads names that the table lacks, slowly."""
    arrivals = [Arrival(name=f"{n}.txt", data=text.encode()) for n, text in enumerate(texts)]
    return import_articles(arrivals, label="test", recognise=recognise, **options)


@pytest.fixture
def add(reference):
    """Import texts as articles: ``add("Titel LH\\n\\n12 februari 2020\\n\\nTekst.")``."""
    return take_in


@pytest.fixture
def editor(db) -> User:
    """Somebody of the newsroom."""
    make_editors_group()
    user = User.objects.create_user("redacteur", password="geheim-genoeg", is_staff=True)
    user.groups.add(Group.objects.get(name=GROUP))
    return user
