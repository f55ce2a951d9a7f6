"""Words that editors hold to be equal."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import WordGroup
from tests.test_results import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return WordGroup.objects.create(words=["bewapeningsspiraal", "nieuwe wapenwedloop"])


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=bewapeningsspiraal", 1),
        ("q=Bewapeningsspiraal Stoltenberg", 1),
        ("q=bewapeningsspiraal voetbal", 0),
        ('q="bewapeningsspiraal"', 0),
        ("q=bewapeningsspiraal&synonyms=off", 0),
        ("q=-bewapeningsspiraal", 1),
    ],
)
def test_each_word_finds_the_others(seeds, group, query, number):
    assert ask(query).count.value == number


def test_a_hit_says_that_editors_widened_the_search(seeds, group, client):
    [hit] = ask("q=bewapeningsspiraal").page_hits
    assert [(why.form, why.reason) for why in hit.why] == [("nieuwe wapenwedloop", "synonym")]
    page = client.get("/?q=bewapeningsspiraal").content.decode()
    assert "<mark>nieuwe wapenwedloop</mark>" in page
    assert 'href="/?q=bewapeningsspiraal&amp;synonyms=off"' in page
    without = client.get("/?q=bewapeningsspiraal&synonyms=off").content.decode()
    assert 'href="/?q=bewapeningsspiraal"' in without


def test_a_group_out_of_use_widens_nothing(seeds, group):
    group.active = False
    group.save()
    assert ask("q=bewapeningsspiraal").count.value == 0


@pytest.mark.parametrize("words", [["ov"], ["ov", " OV "], ["é", "e"], [], ["ov", "!?"]])
def test_a_group_needs_two_different_words(words):
    with pytest.raises(ValidationError):
        WordGroup(words=words).full_clean()


def test_the_database_refuses_a_group_of_one():
    with pytest.raises(IntegrityError), transaction.atomic():
        WordGroup.objects.create(words=["ov", "OV"])


def test_editors_keep_groups_in_the_admin(admin_client, seeds):
    address = reverse("admin:articles_wordgroup_add")
    answer = admin_client.post(address, {"words": "ov\n openbaar  vervoer\n\nov", "active": "on"})
    assert answer.status_code == 302
    [group] = WordGroup.objects.all()
    assert group.words == ["ov", "openbaar vervoer"]
    assert group.keys == ["ov", "openbaar vervoer"]
    listed = admin_client.get(reverse("admin:articles_wordgroup_changelist"), {"q": "OV"})
    assert "ov = openbaar vervoer" in listed.content.decode()
    one = admin_client.post(address, {"words": "alleen", "active": "on"})
    assert "twee tot dertig" in one.content.decode()
