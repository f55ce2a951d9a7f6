"""The English interface: complete, compiled, and without a Dutch word of its own."""

import io
import re
from collections import Counter
from datetime import time
from html.parser import HTMLParser

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import translation
from django.utils.translation.template import templatize

from articles.dates import PartialDate
from articles.fields import PartialDateField
from articles.models import Actor, Article, ReviewStatus, Source, Topic
from articles.wording import in_words, moment_in_words, short_month
from tests.conftest import ROOT

MESSAGES = ROOT / "articles" / "locale" / "en" / "LC_MESSAGES"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|</?\w+[^>]*>")
DUTCH = re.compile(r"\b(Zoeken|Onderwerp|Onderwerpen|Namen|Hulp|[Aa]rtikelen|Verfijn|februari)\b")
VOID = {"br", "hr", "img", "input", "link", "meta"}
READ_ALOUD = {"alt", "aria-label", "placeholder", "title"}

with (MESSAGES / "django.po").open("rb") as po:
    CATALOG = read_po(po, locale="en")
TEXTS = [message for message in CATALOG if message.id]


def english_of(messages) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {as_tuple(m.id): as_tuple(m.string) for m in messages if m.id}


def as_tuple(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_text_has_its_english_with_the_same_placeholders():
    assert [message.id for message in TEXTS if message.fuzzy] == []
    for message in TEXTS:
        dutch, english = as_tuple(message.id), as_tuple(message.string)
        assert len(english) == len(dutch), dutch
        for before, after in zip(dutch, english, strict=True):
            assert after.strip(), before
            assert Counter(PLACEHOLDER.findall(after)) == Counter(PLACEHOLDER.findall(before))


def test_what_is_compiled_is_what_is_written():
    compiled = io.BytesIO()
    write_mo(compiled, CATALOG)
    compiled.seek(0)
    with (MESSAGES / "django.mo").open("rb") as mo:
        committed = english_of(read_mo(mo))
    assert committed == english_of(read_mo(compiled)) == english_of(TEXTS), "run: make messages"


def texts_in_use() -> set[tuple[str, ...]]:
    """Every text in templates and code, the way makemessages finds them."""
    sources = [path.read_bytes() for path in (ROOT / "articles").rglob("*.py")]
    sources += [path.read_bytes() for path in (ROOT / "archive").rglob("*.py")]
    for path in (ROOT / "templates").rglob("*.html"):
        code = templatize(path.read_text(), origin=str(path))
        sources.append(re.sub(r"(?m)^[ \t]+", "", code).encode())
    return {
        as_tuple(text)
        for source in sources
        for _, text, _, _ in extract("python", io.BytesIO(source), KEYWORDS)
    }


def test_the_catalogue_knows_every_text_and_no_others():
    known = {as_tuple(message.id) for message in TEXTS}
    used = texts_in_use()
    assert len(used) > 300
    assert used - known == set(), "run: make messages, and translate"
    assert known - used == set(), "run: make messages"


class Reading(HTMLParser):
    """What a page says, by the language it says it in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.said: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        language = dict(attrs).get("lang") or self.open[-1][1]
        for name, value in attrs:
            if name in READ_ALOUD:
                self.say(language, value)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open[-1][0] not in {"script", "style"}:
            self.say(self.open[-1][1], data)

    def say(self, language, text):
        self.said[language] = f"{self.said.get(language, '')} {' '.join(text.split())}"


@pytest.fixture
def english(client):
    """Ask for a page in English and return what it says, by language."""
    client.cookies["django_language"] = "en"
    client.raise_request_exception = False

    def ask(url, **params) -> dict[str, str]:
        response = client.get(url, params)
        assert response.headers["Content-Language"] == "en"
        assert '<html lang="en"' in response.text
        return Reading(response.text).said

    return ask


def irak() -> Article:
    return Article.objects.get(byline="LH")


PAGES = {
    "search": lambda: "/",
    "search for a word": lambda: "/?q=navo&actor=irak&topic=-sport&from=2020&to=2020-03",
    "nothing found": lambda: "/?q=bestaatnietinhetarchief&actor=-navo",
    "a question gone wrong": lambda: "/?q=de&from=31-02-2020&to=ooit&sort=x&page=x&topic=x",
    "article": lambda: irak().get_absolute_url() + "?q=navo&position=1",
    "actor": lambda: Actor.objects.get(slug="navo").get_absolute_url(),
    "actors": lambda: "/actors/?kind=person",
    "topic": lambda: Topic.objects.exclude(parent=None).first().get_absolute_url(),
    "topics": lambda: "/topics/",
    "source": lambda: Source.objects.first().get_absolute_url(),
    "sources": lambda: "/sources/",
    "help": lambda: "/help/",
    "not found": lambda: "/nergens/",
}


def assert_no_dutch(said: str) -> None:
    assert DUTCH.search(said) is None, said
    own = {text for message in TEXTS for text in as_tuple(message.id) if text.count(" ") > 1}
    kept = {text for message in TEXTS for text in as_tuple(message.string)}
    assert not [text for text in own - kept if not PLACEHOLDER.search(text) and text in said]


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_has_no_dutch_words_of_the_interface(corpus, english, page):
    irak().mentions.filter(actor__slug="navo").update(status=ReviewStatus.CONFIRMED)
    said = english(PAGES[page]())
    assert_no_dutch(said["en"])
    assert "Search" in said["en"]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(OperationalError, "unavailable for a moment"), (RuntimeError, "Something went wrong")],
)
def test_trouble_speaks_english_too(db, english, monkeypatch, trouble, words):
    monkeypatch.setattr("articles.views.search.ArticleResults", lambda *_, **__: throw(trouble()))
    said = english("/")
    assert words in said["en"]
    assert_no_dutch(said["en"])


def throw(error):
    raise error


def test_what_the_articles_say_stays_dutch_and_says_so(seeds, english):
    said = english(irak().get_absolute_url())
    assert "12 February 2020, 13:48" in said["en"]
    assert "(consulted on " in said["en"]
    for words in (irak().title, irak().body.split("\n\n")[0][:40], "Jens Stoltenberg"):
        assert words in said["nl"]
    found = english("/?q=navo")
    assert irak().title in found["nl"]
    assert "12 February 2020" in found["en"]
    assert Actor.objects.get(slug="navo").description in english("/actors/navo/")["nl"]


def test_months_read_english_where_only_months_are_known(seeds, english):
    said = english("/", **{"from": "2020-02", "to": "2020-02"})
    assert "from February 2020" in said["en"]
    assert "February 2020: " in said["en"], "the bars of the histogram"
    assert " Feb 2020" in said["en"]


def test_large_numbers_are_written_the_english_way():
    from articles.templatetags.archive import number  # noqa: PLC0415 - a filter, not a module

    for language, written in (("nl", "12.300"), ("en", "12,300")):
        with translation.override(language):
            assert number(12300) == written


def test_editors_find_their_own_words_in_english(seeds, editor, client, english):
    client.force_login(editor)
    for path in (
        "",
        "article/",
        "article/upload/",
        "actor/",
        "mention/",
        "articletopic/",
        "importbatch/",
    ):
        assert_no_dutch(english(f"/admin/{path and 'articles/'}{path}")["en"])
    assert "12 February 2020, 13:48" in english("/admin/articles/article/")["en"]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_reads_well_in_both_languages(month):
    known = [PartialDate(2020), PartialDate(2020, month), PartialDate(2020, month, 9)]
    for date in known:
        assert in_words(date) == date.in_dutch()
    with translation.override("en"):
        english = [in_words(date) for date in known]
        assert english[2] == f"9 {english[1]}"
        assert english[1].startswith(short_month(known[1]))
        assert [PartialDateField().clean(text) for text in english] == known


def test_a_time_reads_well_in_both_languages():
    day = PartialDate(2020, 2, 12)
    assert moment_in_words(day, time(9, 5)) == "12 februari 2020, 09.05 uur"
    assert short_month(PartialDate(2020, 3)) == "mrt"
    with translation.override("en"):
        assert moment_in_words(day, time(9, 5)) == "12 February 2020, 09:05"


def test_a_date_that_cannot_be_says_so_in_the_language_of_the_page():
    with pytest.raises(ValidationError, match="31 februari bestaat niet"):
        PartialDateField().clean("31-02-2020")
    with translation.override("en"), pytest.raises(ValidationError, match="not a date that exists"):
        PartialDateField().clean("31-02-2020")
