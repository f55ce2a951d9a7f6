"""The archive in a real browser: Chromium, as readers and editors use it."""

import os
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import Error, expect, sync_playwright

from articles.editors import GROUP, make_editors_group
from articles.models import Actor, Article, Source, Topic
from articles.vocabulary import rebuild_vocabulary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these Chromium calls home at every start, which a closed network refuses loudly.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
THIRD_ARTICLE = """ date 2021-05 Kabinetsraad keurt nieuwe fregatten goed MVD

18 mei 2021

9u15

Bron: Belga De federale regering koopt twee fregatten voor de marine. Dat maakte de minister
van Defensie bekend na de kabinetsraad.

Zeebrugge

De schepen krijgen Zeebrugge als thuishaven. De NAVO had om de bestelling gevraagd."""


def chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [named, *NAMES] if named else NAMES)), None)


@pytest.fixture(scope="module")
def browser():
    # Playwright's loop runs in this thread; Django would take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 or os.environ.get("CI") else [])
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        except Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium could be started: {str(error).splitlines()[0]}")
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser, live_server):
    """Open an address of the site: ``visit("/?q=x", color_scheme="dark")`` gives the page."""
    contexts = []

    def open_page(path: str, **options):
        contexts.append(browser.new_context(base_url=live_server.url, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(path)
        return page

    problems: list[str] = []
    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in problems if "Content Security Policy" in text] == []


def test_search_narrow_read_and_come_back(seeds, visit):
    page = visit("/")
    page.locator("#q").fill("Stoltenberg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 artikelen")
    page.get_by_role("link", name="Irak").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 artikel")
    narrowed = page.url
    assert "actor=irak" in narrowed
    page.get_by_role("link", name="NAVO klaar om trainingsmissie").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("NAVO klaar om trainingsmissie")
    expect(page.locator("body")).to_contain_text("12 februari 2020")
    page.go_back()
    assert page.url == narrowed
    expect(page.locator("#q")).to_have_value("Stoltenberg")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 artikelen")


@pytest.mark.parametrize("javascript", [True, False])
def test_everything_works_without_javascript(seeds, visit, javascript):
    page = visit("/?q=NAVO", java_script_enabled=javascript)
    page.locator("svg a").first.click()
    assert "from=2020-02" in page.url
    page.get_by_role("link", name="Turkije").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 artikel")
    page.locator("#q").fill("bestaatniet")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Geen artikelen")
    assert "actor=turkije" in page.url, "the choice stays when the words change"


def test_the_keyboard_reaches_the_articles(seeds, visit):
    page = visit("/?q=NAVO")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Naar")
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest(location.hash) !== null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_a_mistake_stands_beside_its_field(seeds, visit):
    page = visit("/?from=31-02-2020")
    field = page.get_by_label("Van", exact=True)
    expect(field).to_have_value("31-02-2020")
    expect(field).to_have_attribute("aria-invalid", "true")
    message = page.locator("#" + (field.get_attribute("aria-describedby") or "").split()[0])
    expect(message).to_contain_text("31 februari bestaat niet")


PAGES = [
    "/",
    "/?q=NAVO&actor=irak&from=2020",
    "/?q=bestaatniet",
    "/?from=gisteren&topic=niets",
    "/actors/",
    "/topics/",
    "/sources/",
    "/help/",
    "/bestaat-niet/",
]


def all_pages() -> list[str]:
    items = [
        *Article.objects.published(),
        Actor.objects.get(slug="jens-stoltenberg"),
        Topic.objects.get(code="16000000"),
        Source.objects.first(),
    ]
    return [*PAGES, *(f"{item.get_absolute_url()}" for item in items)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(seeds, visit, scheme):
    axe = Axe()
    paths = all_pages()
    page = visit(paths[0], color_scheme=scheme)
    for path in paths:
        page.goto(path)
        found = axe.run(page)
        assert found.violations_count == 0, f"{path} ({scheme}): {found.generate_report()}"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_scrolls_sideways(seeds, visit, width):
    paths = all_pages()
    page = visit(paths[0], viewport={"width": width, "height": 800})
    for path in paths:
        page.goto(path)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{path} is {overflow} px too wide at {width}"


def test_an_article_prints_without_its_surroundings(seeds, visit):
    page = visit(Article.objects.get(byline="LH").get_absolute_url())
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation").first).not_to_be_visible()


def sign_in(page, name: str, password: str) -> None:
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Aanmelden").click()


def test_an_editor_uploads_checks_and_publishes(
    reference, seeds, visit, django_user_model, tmp_path: Path
):
    make_editors_group()
    user = django_user_model.objects.create_user("eva", password="geheim-genoeg", is_staff=True)
    user.groups.add(Group.objects.get(name=GROUP))
    file = tmp_path / "fregatten.txt"
    file.write_text(THIRD_ARTICLE, encoding="utf-8")

    page = visit("/admin/articles/article/upload/")
    sign_in(page, "eva", "geheim-genoeg")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("input[type=submit]").first.click()
    expect(page.locator("#id_title")).to_have_value("Kabinetsraad keurt nieuwe fregatten goed")
    expect(page.locator("#id_published")).to_have_value("2021-05-18")
    expect(page.locator("#id_byline")).to_have_value("MVD")
    expect(page.locator("body")).to_contain_text("18 mei 2021")
    assert Article.objects.published().count() == 2, "not public before it is checked"

    page.locator("#id_title").fill("Kabinetsraad keurt twee fregatten goed")
    page.locator("input[name=_publish]").first.click()
    page.goto("/?q=fregatten")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 artikel")
    page.get_by_role("link", name="Kabinetsraad keurt twee fregatten goed").click()
    expect(page.locator("body")).to_contain_text("18 mei 2021")

    page.goto("/admin/articles/article/upload/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("input[type=submit]").first.click()
    expect(page.locator("body")).to_contain_text("staat al in het archief")


def test_suggestions_by_keyboard_and_by_hand(visit, seeds):
    rebuild_vocabulary()
    page = visit("/")
    box = page.locator("#q")
    box.press_sequentially("stolt")
    expect(page.get_by_role("listbox", name="Suggesties")).to_be_visible()
    expect(page.get_by_role("option")).to_contain_text(["Jens Stoltenberg persoon", "Stoltenberg"])
    assert Axe().run(page).violations_count == 0
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("stolt")
    box.press("e")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_contain_text(
        "Jens Stoltenberg"
    )
    box.press("Enter")
    expect(page).to_have_url(re.compile("/actors/jens-stoltenberg/$"))


def test_enter_searches_for_what_was_typed_whatever_is_suggested(visit, seeds):
    rebuild_vocabulary()
    page = visit("/")
    page.locator("#q").press_sequentially("stolt")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile(r"\?.*q=stolt\b"))
