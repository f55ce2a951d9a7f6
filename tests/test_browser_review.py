"""The queue of names in a real browser: one keystroke for each decision, and without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.indexing import index_articles
from articles.models import Actor, Article, Sighting
from tests.test_browser import browser, sign_in, visit  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REVIEW = "/admin/articles/actor/review/"
NAMES = {
    "Jan Vermoesen": "person",
    "Burchtbond": "organisation",
    "Kwakkelbeke": "organisation",
    "Torenraad": "organisation",
}


@pytest.fixture
def queue(add, editor):
    """Four suggested actors, each in one article fewer than the one before."""
    texts = []
    for number in range(len(NAMES)):
        named = ", ".join(list(NAMES)[: len(NAMES) - number])
        texts.append(f"Bericht {number}\n\n{number + 1} mei 2020\n\nDe stad hoorde van {named}.")
    add(*texts, recognise=False)
    for name, kind in NAMES.items():
        actor = Actor.objects.create(
            name=name, slug=name.lower().replace(" ", "-"), kind=kind, status="suggested"
        )
        actor.names.create(text=name, kind="preferred", status="suggested")
        for article in Article.objects.filter(body__contains=name):
            start = article.body.index(name)
            spans = [["body", start, start + len(name)]]
            Sighting.objects.create(
                article=article, kind=kind, text=name, key=name.lower(), surfaces=[name],
                spans=spans, score=0.9,
            )  # fmt: skip
    index_articles(Article.objects.values_list("pk", flat=True))


def asks(page, name: str) -> None:
    """Wait until the queue asks about this actor."""
    expect(page.locator("#asked")).to_have_text(name, timeout=20_000)
    page.wait_for_load_state()  # or a key comes before the script


def status(name: str) -> tuple[str, str]:
    actor = Actor.objects.get(name=name)
    return actor.kind, actor.status


def test_the_queue_is_judged_by_keys_alone(queue, visit):  # noqa: F811 - the fixture
    page = visit(REVIEW)
    sign_in(page, "redacteur", "geheim-genoeg")
    asks(page, "Jan Vermoesen")

    page.keyboard.press("b")
    asks(page, "Burchtbond")
    assert status("Jan Vermoesen") == ("person", "confirmed")
    page.keyboard.press("v")
    asks(page, "Kwakkelbeke")
    assert status("Burchtbond") == ("organisation", "rejected")
    page.keyboard.press("o")
    asks(page, "Burchtbond")
    assert status("Burchtbond") == ("organisation", "suggested")

    page.keyboard.press("a")
    expect(page.get_by_label("Andere naam")).to_be_focused()
    page.keyboard.type("bv Burchtbond")
    assert status("Burchtbond") == ("organisation", "suggested"), "a field is for typing"
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text(
        "naam ‘bv Burchtbond’ toegevoegd", timeout=20_000
    )
    asks(page, "Burchtbond")

    page.keyboard.press("s")
    asks(page, "Kwakkelbeke")
    page.keyboard.press("t")
    asks(page, "Torenraad")
    assert status("Kwakkelbeke") == ("place", "confirmed")
    page.keyboard.press("Control+b")
    page.keyboard.press("?")
    expect(page.get_by_label("Toetsen gebruiken")).to_be_visible()
    page.get_by_label("Toetsen gebruiken").uncheck()
    page.keyboard.press("v")
    assert status("Torenraad") == ("organisation", "suggested"), "keys are off"
    page.get_by_label("Toetsen gebruiken").check()
    page.keyboard.press("v")
    expect(page.locator(".all-done")).to_contain_text("1 naam sloeg u over", timeout=20_000)


def test_a_like_name_is_merged_with_by_its_number(queue, visit):  # noqa: F811
    known = Actor.objects.create(name="J. Vermoesen", slug="j-vermoesen", kind="person")
    known.names.create(text="J. Vermoesen", kind="preferred")
    page = visit(REVIEW)
    sign_in(page, "redacteur", "geheim-genoeg")
    asks(page, "Jan Vermoesen")
    page.keyboard.press("1")
    asks(page, "Burchtbond")
    assert Actor.objects.get(slug="jan-vermoesen").merged_into == known


def test_the_queue_works_without_javascript(queue, visit):  # noqa: F811
    page = visit(REVIEW, java_script_enabled=False)
    sign_in(page, "redacteur", "geheim-genoeg")
    page.get_by_role("button", name="Verwerpen").click()
    asks(page, "Burchtbond")
    page.get_by_role("button", name="Ongedaan maken").click()
    asks(page, "Jan Vermoesen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_actors_are_sound(queue, visit, scheme, width):  # noqa: F811
    one, other = Actor.objects.filter(status="suggested").order_by("pk")[:2]
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    page = visit(REVIEW, bypass_csp=True, **options)  # axe styles what it measures
    sign_in(page, "redacteur", "geheim-genoeg")
    for path in (
        REVIEW,
        "/admin/articles/actor/never/",
        f"/admin/articles/actor/merge/?actor={one.pk}",
        f"/admin/articles/actor/merge/?actor={one.pk}&actor={other.pk}",
        f"/admin/articles/actor/{one.pk}/split/",
    ):
        page.goto(path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path} ({scheme}): {found.generate_report()}"
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{path} is {overflow} px too wide at {width}"
