"""The page of an actor and two side by side in a real browser: reach, width, names apart."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Actor, Role
from tests.test_browser import browser, visit  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = [
    "/actors/navo/",
    "/actors/belgie/",
    "/actors/navo/?from=2020",
    "/actors/compare/",
    "/actors/compare/?a=navo&b=wie",
    "/actors/compare/?a=navo&b=rusland",
]
# The boxes of the names in the drawing, on the screen.
BOXES = """() => [...document.querySelectorAll(".network text")].map(text => {
    const {left, right, top, bottom} = text.getBoundingClientRect()
    return [left, right, top, bottom]
})"""


@pytest.fixture
def world(corpus):
    Actor.objects.filter(slug="oekraine").update(status="suggested")
    person, navo = Actor.objects.get(slug="jens-stoltenberg"), Actor.objects.get(slug="navo")
    Role.objects.get_or_create(
        person=person, title="secretaris-generaal", of=navo, since="2014", until="2024"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(world, visit, scheme):  # noqa: F811
    page = visit(PATHS[0], color_scheme=scheme)
    for path in PATHS:
        page.goto(path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path} ({scheme}): {found.generate_report()}"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_scrolls_sideways_and_no_name_covers_another(world, visit, width):  # noqa: F811
    page = visit(PATHS[0], viewport={"width": width, "height": 800})
    for path in PATHS:
        page.goto(path)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{path} is {overflow} px too wide at {width}"
        boxes = page.evaluate(BOXES)
        for number, one in enumerate(boxes):
            assert one[0] >= 0
            assert one[1] <= width
            for other in boxes[:number]:
                apart = (
                    one[1] <= other[0]
                    or other[1] <= one[0]
                    or one[3] <= other[2]
                    or other[3] <= one[2]
                )
                assert apart, f"{path}: two names overlap at {width}"


def test_from_the_drawing_to_another_and_side_by_side_without_javascript(world, visit):  # noqa: F811
    page = visit("/actors/navo/", java_script_enabled=False)
    page.locator(".network a", has_text="Rusland").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rusland")
    page.get_by_label("Vergelijk Rusland met …").fill("navo")
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rusland en NAVO")


def test_the_drawing_and_the_table_print_and_the_forms_do_not(world, visit):  # noqa: F811
    page = visit("/actors/navo/")
    page.emulate_media(media="print")
    expect(page.locator(".network svg")).to_be_visible()
    expect(page.locator(".numbers")).to_be_visible()
    expect(page.locator(".compare-form")).not_to_be_visible()
