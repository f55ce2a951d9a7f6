import itertools
import random
import uuid
from collections import Counter
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import OperationalError, connection

from articles import candidates, importing, storing
from articles.arrivals import Arrival, read_arrivals
from articles.importing import ImportReport, get_source, import_articles
from articles.models import (
    Article,
    ArticleAgency,
    ImportBatch,
    ImportItem,
    Original,
    Source,
)
from articles.parsing import MAX_ARTICLE_BYTES
from articles.storing import Writer
from tests.conftest import SEEDS

pytestmark = pytest.mark.django_db
TEXT = (
    "date 2021-03 Brug in Hasselt blijft dicht JV\n\n3 maart 2021\n\nDe brug is te oud, zo België."
)
Outcome = ImportItem.Outcome


def arrivals(*contents: bytes | str) -> list[Arrival]:
    return [
        Arrival(name=f"{n}.txt", data=text.encode() if isinstance(text, str) else text)
        for n, text in enumerate(contents)
    ]


def bring_in(*texts: str, **options) -> ImportReport:
    return import_articles(arrivals(*texts), label="test", **options)


def numbered(count: int) -> list[Arrival]:
    return arrivals(*(TEXT.replace("Hasselt", f"Hasselt {n}") for n in range(count)))


def row_counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in apps.get_models()}


def outcomes() -> Counter[str]:
    return Counter(ImportItem.objects.values_list("outcome", flat=True))


def test_an_import_keeps_the_original_and_says_what_became_of_each_file(seeds):
    path = min(SEEDS.iterdir())
    original = Original.objects.get(file_name__endswith=path.name)

    assert bytes(original.content) == path.read_bytes()
    assert original.article.status == Article.Status.PUBLISHED
    assert (seeds.imported, seeds.duplicate, seeds.rejected) == (2, 0, [])
    assert seeds.batch.finished_at
    assert {item.article_id for item in seeds.batch.items.all()} == set(
        Article.objects.values_list("pk", flat=True)
    )


@pytest.mark.usefixtures("seeds")
def test_the_same_import_again_changes_nothing():
    before = row_counts()
    stamps = set(Article.objects.values_list("pk", "updated_at"))

    again = import_articles(read_arrivals([SEEDS]), label="nog eens")

    assert (again.imported, again.duplicate) == (0, 2)
    assert set(Article.objects.values_list("pk", "updated_at")) == stamps
    assert row_counts() == before | {
        "ImportBatch": before["ImportBatch"] + 1,
        "ImportItem": before["ImportItem"] + 2,
    }


@pytest.mark.parametrize(
    "variant",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace("ë", "e\u0308").encode(),
        TEXT.replace("\n\n", "\n\n\n").encode() + b"\n",
    ],
)
def test_another_form_of_the_same_article_is_a_duplicate_that_names_it(variant):
    report = import_articles(arrivals(TEXT, variant), label="twee vormen")

    first, second = report.batch.items.all()
    assert (first.outcome, second.outcome) == (Outcome.IMPORTED, Outcome.DUPLICATE)
    assert first.article_id == second.article_id == Article.objects.get().pk
    assert bytes(Original.objects.get().content) == TEXT.encode()


def test_an_article_that_another_import_has_just_put_in_is_left_to_it(monkeypatch):
    bring_in(TEXT)
    before = row_counts()
    really = storing.ids_already_here
    answers = itertools.chain([set(), set()], itertools.repeat(None))  # on reading, and on writing

    def too_early(items):
        answer = next(answers)
        return really(items) if answer is None else answer

    monkeypatch.setattr(storing, "ids_already_here", too_early)

    report = bring_in(TEXT, TEXT.replace("Hasselt", "Genk"))

    assert (report.imported, report.duplicate, report.rejected) == (1, 1, [])
    assert Original.objects.count() == before["Original"] + 1
    assert ArticleAgency.objects.count() == before["ArticleAgency"]


def test_a_duplicate_is_found_after_an_editor_changed_the_article():
    bring_in(TEXT)
    Article.objects.update(title="Een betere titel", body="Verbeterd.")

    assert bring_in(TEXT).duplicate == 1
    assert Article.objects.get().title == "Een betere titel"


def test_the_same_text_of_two_newspapers_is_two_articles():
    bring_in(TEXT, source=get_source("De Voorpost"))
    report = bring_in(TEXT, source=get_source("Het Dagblad"))

    assert report.imported == 1
    assert bring_in(TEXT, source=get_source("de  voorpost")).duplicate == 1


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "leesbare tekst"),
        (b" \r\n\t ", "leesbare tekst"),
        (b"%PDF-1.7 \x00", "pdf"),
        (b"a\x00b", "nulbytes"),
        (b"\xff\xfea", "beschadigd"),
        (b"woord " * (MAX_ARTICLE_BYTES // 6 + 1), "hoogstens"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason_and_the_rest_comes_in(data, word):
    report = import_articles(arrivals(data, TEXT), label="half")

    (refusal,) = report.rejected
    assert refusal.name == "0.txt"
    assert word in refusal.reason
    assert report.imported == 1
    item = report.batch.items.get(outcome=Outcome.REJECTED)
    assert item.reason == refusal.reason
    assert not Article.objects.filter(pk=item.article_id).exists()


@pytest.mark.parametrize("name", ["caf\udce9.txt", "a\x00b.txt", "map/" * 400 + "x.txt", ""])
def test_odd_file_names_are_kept_as_well_as_can_be(name):
    report = import_articles([Arrival(name=name, data=TEXT.encode())], label=name)

    assert report.imported == 1
    assert Original.objects.get().file_name[-4:] == name[-4:]
    assert import_articles([Arrival(name=name, trouble="Stuk.")], label=name).rejected


def test_a_time_without_a_day_does_not_stop_the_article():
    report = bring_in("date 2021-03 Brug in Hasselt dicht\n\n13u48\n\nDe brug is te oud.")

    assert report.imported == 1
    article = Article.objects.get()
    assert (article.published, article.published_time) == ("2021-03", None)


def fail_on(number: int, failure):
    """Make the article with this number impossible to store."""
    make = Writer._rows

    def rows(writer, candidate, *args):
        made = make(writer, candidate, *args)
        if candidate.parsed.title.endswith(f"Hasselt {number} blijft dicht"):
            return replace(made, article=made.article._replace(**(failure() or {})))
        return made

    return rows


def an_impossible_value():
    return {"published": "2021-02-31"}


def against_a_constraint():
    return {"title": ""}


def what_no_database_stores():
    return {"body": "a\x00b"}


def too_large_for_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('dutch', %s)", [far_words(300_000)])


def unforeseen():
    raise KeyError("iets")


@pytest.mark.parametrize(
    "failure",
    [
        an_impossible_value,
        against_a_constraint,
        what_no_database_stores,
        too_large_for_its_index,
        unforeseen,
    ],
)
@pytest.mark.parametrize("count", [1, 5])
def test_one_article_that_cannot_be_stored_does_not_hold_up_the_others(failure, count, monkeypatch):
    monkeypatch.setattr(Writer, "_rows", fail_on(0, failure))

    report = import_articles(numbered(count), label="een slechte")

    assert report.imported == Article.objects.count() == count - 1
    assert [refusal.name for refusal in report.rejected] == ["0.txt"]
    assert outcomes() == Counter({"rejected": 1}) + Counter(imported=count - 1)
    assert report.batch.items.get(outcome=Outcome.REJECTED).reason


def test_a_file_on_which_the_parser_fails_does_not_hold_up_the_others(monkeypatch):
    parse = candidates.parse_article

    def fragile(data):
        return parse(data) if b"Hasselt 1" not in data else 1 / 0

    monkeypatch.setattr(candidates, "parse_article", fragile)

    report = import_articles(numbered(3), label="een slechte")

    assert (report.imported, [refusal.name for refusal in report.rejected]) == (2, ["1.txt"])


def test_trouble_of_the_database_itself_is_not_laid_on_a_text(monkeypatch):
    def away():
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(Writer, "_rows", fail_on(1, away))

    with pytest.raises(OperationalError):
        import_articles(numbered(3), label="databank weg")
    assert not ImportItem.objects.exists()


@pytest.mark.usefixtures("reference")
def test_a_chunk_is_written_whole_or_not_at_all(monkeypatch):
    def away():
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(importing, "CHUNK_FILES", 2)
    monkeypatch.setattr(Writer, "_rows", fail_on(3, away))

    with pytest.raises(OperationalError):
        import_articles(numbered(6), label="afgebroken")
    assert Article.objects.count() == Original.objects.count() == ImportItem.objects.count() == 2
    assert ImportBatch.objects.get().finished_at is None

    monkeypatch.undo()
    again = import_articles(numbered(6), label="herhaald")
    assert (again.imported, again.duplicate) == (4, 2)
    assert Article.objects.filter(mentions__isnull=False).distinct().count() == 6


def test_a_chunk_goes_in_by_id_so_that_imports_that_meet_never_wait_for_each_other(monkeypatch):
    inserted = []
    really = storing.copy_rows

    def copy_rows(model, rows):
        rows = list(rows)
        if model is Article:
            inserted.extend(row.id for row in rows)
        really(model, rows)

    monkeypatch.setattr(storing, "copy_rows", copy_rows)

    import_articles(numbered(20), label="x")

    assert inserted == sorted(inserted)
    assert len(inserted) == 20


def test_a_chunk_ends_by_number_or_by_size(monkeypatch):
    seen = []
    monkeypatch.setattr(importing, "CHUNK_FILES", 3)
    monkeypatch.setattr(importing, "CHUNK_BYTES", 1000)

    files = [*numbered(5), *arrivals("Lang bericht. " * 100, "Kort bericht.")]
    import_articles(files, label="x", on_progress=lambda report: seen.append(report.seen))

    assert seen == [3, 6, 7]


def test_an_import_that_is_asked_to_stop_ends_after_its_chunk(monkeypatch):
    monkeypatch.setattr(importing, "CHUNK_FILES", 2)
    answers = itertools.chain([False, False], itertools.repeat(True))

    report = import_articles(numbered(6), label="x", should_stop=lambda: next(answers))

    assert report.interrupted
    assert report.imported == Article.objects.count() == 4
    assert ImportBatch.objects.get().finished_at is None


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(("name", "imported"), [("", 2), ("De Nieuwe Krant", 4)])
def test_a_rehearsal_counts_as_the_import_would_and_changes_nothing(name, imported):
    texts = [TEXT, TEXT, "", "Bron: Belga\n\nEen bericht van het agentschap."]
    files = [*arrivals(*texts), *read_arrivals([SEEDS, "weg.txt"])]
    before = row_counts()

    source = get_source(name, save=False) if name else None
    rehearsed = import_articles(files, label="proef", source=source, dry_run=True)
    assert row_counts() == before
    assert rehearsed.batch is None

    source = get_source(name) if name else None
    real = import_articles(files, label="echt", source=source)
    assert replace(rehearsed, batch=real.batch) == real
    assert rehearsed.imported == imported


def test_drafts_are_not_public():
    bring_in(TEXT, draft=True)

    assert Article.objects.get().status == Article.Status.DRAFT
    assert not Article.objects.published().exists()


def test_an_agency_is_one_source_however_often_it_is_credited(monkeypatch):
    monkeypatch.setattr(importing, "CHUNK_FILES", 2)
    credited = [TEXT.replace("De brug", f"Bron: Belga {n} De brug {n}") for n in range(5)]

    import_articles(arrivals(*credited), label="x")

    assert Source.objects.get().name == "Belga"
    assert ArticleAgency.objects.count() == 5


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["De Tijd", "de tijd", " De  Tijd "], ["de-tijd"]),
        (["De Tijd", "De-Tijd", "De Tijd!"], ["de-tijd", "de-tijd-2", "de-tijd-3"]),
        (["日本", "???"], ["bron", "bron-2"]),
        (["x" * 300], ["x" * 70]),
    ],
)
def test_sources_are_found_by_name_and_have_addresses_of_their_own(names, slugs):
    for name in names:
        get_source(name)

    assert list(Source.objects.order_by("pk").values_list("slug", flat=True)) == slugs


def test_a_source_that_somebody_else_adds_at_the_same_moment_is_no_error(monkeypatch):
    real = Source.objects.get_or_create

    def too_late(**options):
        monkeypatch.undo()
        Source.objects.create(name="VRT-NWS", slug="vrt-nws")
        return real(**options)

    monkeypatch.setattr(type(Source.objects), "get_or_create", lambda _, **o: too_late(**o))

    assert get_source("VRT NWS").slug == "vrt-nws-2"


def far_words(length: int) -> str:
    """Distinct hyphenated words of four bytes a letter: the most that an index must hold."""
    chance = random.Random(length)  # noqa: S311
    letters = [chr(code) for code in range(0x20000, 0x28000)]
    words = ("".join(chance.choices(letters, k=12)) for _ in range(length // 14 + 1))
    return " ".join(f"{word[:6]}-{word[6:]}" for word in words)[:length]


def random_words(low: int, high: int, joint: str) -> str:
    chance = random.Random(low)  # noqa: S311
    letters = [chr(code) for code in range(low, high)]
    room = (MAX_ARTICLE_BYTES - 100) // len(letters[0].encode())
    words = []
    while room > 0:
        words.append("".join(chance.choices(letters, k=chance.randint(1, 9))))
        room -= len(words[-1]) + 1
    pairs = itertools.zip_longest(words[::2], words[1::2], fillvalue="")
    return " ".join(joint.join(pair) for pair in pairs)


@pytest.mark.parametrize(
    ("low", "high", "joint"),
    [
        pytest.param(0x61, 0x7B, "-", id="latin"),
        pytest.param(0x4E00, 0x8E00, " ", id="han"),
        pytest.param(0x20000, 0x28000, "-", id="rare han"),
        pytest.param(0x10400, 0x10428, "-", id="deseret, which has capitals"),
    ],
)
def test_the_worst_text_of_a_megabyte_can_be_stored(low, high, joint):
    text = random_words(low, high, joint).encode()[:MAX_ARTICLE_BYTES]

    report = import_articles([Arrival(name="x.txt", data=text)], label="woordenboek")

    assert report.rejected == []
    assert report.imported == 1


def test_the_identity_of_a_refused_file_depends_on_its_name_and_bytes():
    files = [Arrival(name="a", trouble="Stuk."), Arrival(name="b", trouble="Stuk.")]

    import_articles([*files, *files], label="x")

    ids = list(ImportItem.objects.values_list("article_id", flat=True))
    assert len(ids) == 4
    assert len(set(ids)) == 2
    assert all(isinstance(found, uuid.UUID) for found in ids)


def test_a_better_parser_does_not_bring_the_same_file_in_again(add, monkeypatch):
    add("Kop van het stuk\n\n12 mei 2021\n\nDe tekst van het stuk.")
    read = candidates.parse_article
    monkeypatch.setattr(
        candidates, "parse_article", lambda data: replace(read(data), title="Beter gelezen")
    )
    again = add("Kop van het stuk\n\n12 mei 2021\n\nDe tekst van het stuk.")
    assert (again.imported, again.duplicate) == (0, 1)
    assert Article.objects.get().title == "Kop van het stuk"
