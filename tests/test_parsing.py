"""Whole articles: the two seeds, and samples each beside the article expected of it."""

import tomllib
from datetime import time
from pathlib import Path

import pytest

from articles.dates import PartialDate
from articles.parsing import parse_article

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "tests/samples/parsing").glob("*.txt"))
SEEDS = sorted((ROOT / "fixtures/articles").glob("*.txt"))
EMPTY = {
    "title_derived": False,
    "byline": "",
    "lead": "",
    "published": "",
    "time": None,
    "agencies": [],
    "headings": [],
    "see_also": [],
    "warnings": [],
}


def described(article):
    return {
        "title": article.title,
        "title_derived": article.title_derived,
        "byline": article.byline,
        "lead": article.lead,
        "published": str(article.published or ""),
        "time": article.time,
        "agencies": list(article.agencies),
        "headings": list(article.headings),
        "see_also": list(article.see_also),
        "warnings": [warning.code for warning in article.warnings],
        "body": article.body,
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_expected(sample):
    expected = tomllib.loads(sample.with_suffix(".expected.toml").read_text("utf-8"))
    assert described(parse_article(sample.read_bytes())) == EMPTY | expected


def test_every_expectation_has_its_sample():
    expected = (ROOT / "tests/samples/parsing").glob("*.expected.toml")
    assert {path.name.split(".")[0] for path in expected} == {path.stem for path in SAMPLES}


@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda path: path.stem)
def test_evidence_stands_where_it_says(path):
    article = parse_article(path.read_bytes())
    for found in article.evidence.values():
        for evidence in found:
            assert evidence.text
            assert article.text[evidence.start : evidence.end] == evidence.text
    for field in ("title", "lead", "byline", "published", "time", "agencies", "headings"):
        assert bool(getattr(article, field)) == (field in article.evidence), field


@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda path: path.stem)
def test_reading_the_decoded_text_gives_the_same_article(path):
    article = parse_article(path.read_bytes())
    assert parse_article(article.text.encode()) == article


def test_the_seed_without_a_title():
    article = parse_article((ROOT / "fixtures/articles/000_34cf2e6a0fed1da4.txt").read_bytes())
    assert article.published == PartialDate(2020, 2)
    assert article.time is None
    assert article.title_derived
    assert article.title == (
        "De lidstaten van de trans-Atlantische organisatie versterken de luchtafweer in Turkije…"
    )
    assert article.lead.startswith("De lidstaten van de trans-Atlantische")
    assert article.lead.endswith("uit Syrië.")
    assert article.headings == ("De-escalatie", "Luchtafweer")
    assert [warning.code for warning in article.warnings] == ["title_derived"]
    paragraphs = article.body.split("\n\n")
    assert len(paragraphs) == 9
    assert paragraphs[0].startswith("De NAVO-lidstaten bliezen")
    (quote,) = [paragraph for paragraph in paragraphs if paragraph.startswith("> ")]
    assert quote.startswith("> We gaan meer AWACS-toestellen inzetten om in het luchtruim te")
    assert quote.endswith(" raketaanvallen uit Syrië. — Jens Stoltenberg, NAVO-topman")


def test_the_seed_with_a_title():
    article = parse_article((ROOT / "fixtures/articles/004_4291fd3083318c3a.txt").read_bytes())
    assert article.title == "NAVO klaar om trainingsmissie in Irak uit te breiden"
    assert not article.title_derived
    assert article.byline == "LH"
    assert article.lead == ""
    assert article.published == PartialDate(2020, 2, 12)
    assert article.time == time(13, 48)
    assert article.agencies == ("Belga",)
    assert article.headings == ("Russisch raketsysteem",)
    assert article.warnings == ()
    assert article.body.startswith("De NAVO wil de trainingsmissie")
    assert article.body.endswith("om de spanningen te verlagen.")
    assert "\n> " not in article.body
    assert [evidence.text for evidence in article.evidence["published"]] == [
        "12 februari 2020",
        "2020-02",
    ]
