"""The small world that the tests read."""

import signal
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User

from articles.arrivals import Arrival, read_arrivals
from articles.editors import GROUP, make_editors_group
from articles.importing import ImportReport, import_articles
from articles.models import Actor
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
    """Load the curated actors and topics once; every test's transaction begins with them."""
    with django_db_blocker.unblock():
        load_reference(FIXTURES)


@pytest.fixture
def reference(db) -> None:
    """The curated actors and topics, also after a test that emptied all tables."""
    if not Actor.objects.exists():
        load_reference(FIXTURES)


@pytest.fixture
def seeds(reference) -> ImportReport:
    """The two seed articles, published, with the names that the table knows."""
    return import_articles(read_arrivals([SEEDS]), label="seeds", recognise=False)


@pytest.fixture
def corpus(seeds) -> ImportReport:
    """The seeds and the articles of ``tests/corpus``, published."""
    return import_articles(read_arrivals([CORPUS]), label="corpus", recognise=False)


@pytest.fixture
def add(reference):
    """Import texts as articles: ``add("Titel LH\\n\\n12 februari 2020\\n\\nTekst.")``.

    With ``recognise=True`` also names that the table lacks are read, which takes longer.
    """

    def add_texts(*texts: str, recognise: bool = False, **options) -> ImportReport:
        arrivals = [Arrival(name=f"{n}.txt", data=text.encode()) for n, text in enumerate(texts)]
        return import_articles(arrivals, label="test", recognise=recognise, **options)

    return add_texts


@pytest.fixture
def editor(db) -> User:
    """Somebody of the newsroom."""
    make_editors_group()
    user = User.objects.create_user("redacteur", password="geheim-genoeg", is_staff=True)
    user.groups.add(Group.objects.get(name=GROUP))
    return user
