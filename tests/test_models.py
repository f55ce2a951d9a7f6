"""What the database holds true by itself."""

import datetime
import uuid

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles.dates import PartialDate
from articles.models import Article, ArticleTopic, Mention, Original, Topic
from articles.models.article import article_id

pytestmark = pytest.mark.django_db


def article(**fields) -> Article:
    item = Article.objects.create(pk=uuid.uuid4(), **{"title": "Titel", **fields})
    return Article.objects.get(pk=item.pk)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2020", (2020, 1, 1), (2020, 12, 31)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("2021-02", (2021, 2, 1), (2021, 2, 28)),
        ("2020-12", (2020, 12, 1), (2020, 12, 31)),
        ("2020-02-12", (2020, 2, 12), (2020, 2, 12)),
    ],
)
def test_the_database_computes_the_bounds_that_python_does(edtf, first, last):
    item = article(published=edtf)
    assert (item.published_from, item.published_to) == (
        datetime.date(*first),
        datetime.date(*last),
    )
    date = PartialDate.from_edtf(edtf)
    assert (item.published_from, item.published_to) == (date.first, date.last)


def test_an_unknown_date_has_no_bounds():
    item = article(published="")
    assert (item.published_from, item.published_to, item.sort_moment) == (None, None, None)


def test_the_time_orders_within_the_day():
    item = article(published="2020-02-12", published_time=datetime.time(13, 48))
    assert item.sort_moment == datetime.datetime(2020, 2, 12, 13, 48)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"published": "2020-2"},
        {"published": "gisteren"},
        {"published": "2020-13"},
        {"published": "2020-02-30"},
        {"published": "2020-02", "published_time": datetime.time(13, 48)},
        {"status": "weg"},
    ],
)
def test_the_database_refuses(fields):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        article(**fields)


def test_the_same_article_has_the_same_identity():
    one = article_id(source="Belga", published="2020-02", title="Één titel", text="De  tekst.\n")
    two = article_id(source="BELGA", published="2020-02", title="Één titel ", text="de tekst.")
    assert one == two
    assert one.version == 8
    assert one.variant == uuid.RFC_4122


@pytest.mark.parametrize("field", ["source", "published", "title", "text"])
def test_another_article_has_another_identity(field):
    fields = {"source": "a", "published": "b", "title": "c", "text": "d"}
    assert article_id(**fields) != article_id(**{**fields, field: "x"})


@given(st.text(), st.text())
def test_the_parts_of_an_identity_do_not_run_together(title, text):
    one = article_id(source="", published="", title=title, text=text)
    two = article_id(source="", published="", title=f"{title} x", text=text)
    assert one != two


def test_an_original_is_kept_to_the_byte(seeds):
    from tests.conftest import SEEDS  # noqa: PLC0415

    kept = {bytes(original.content) for original in Original.objects.all()}
    assert kept == {path.read_bytes() for path in SEEDS.iterdir()}


# The rules for many machines (design: "Many machines")

GROWING = [
    model
    for model in apps.get_app_config("articles").get_models()
    if any(field.attname == "article_id" for field in model._meta.concrete_fields)
]
SMALL = [
    model
    for model in apps.get_app_config("articles").get_models()
    if model not in GROWING and model is not Article
]


def test_what_grows_is_known():
    assert {model.__name__ for model in GROWING} == {
        "ArticleAgency",
        "ArticleTopic",
        "ImportItem",
        "Mention",
        "Original",
        "Sighting",
    }


def test_an_article_has_no_second_unique_key():
    assert [field.name for field in Article._meta.concrete_fields if field.unique] == ["id"]
    assert not [c for c in Article._meta.constraints if isinstance(c, models.UniqueConstraint)]


@pytest.mark.parametrize("model", GROWING)
def test_unique_keys_of_growing_tables_hold_the_article(model):
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert {"article", "article_id"} & set(constraint.fields)
    unique = [f for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    assert unique == []


@pytest.mark.parametrize("model", [*GROWING, Article])
def test_foreign_keys_of_growing_tables_stay_near(model):
    for field in model._meta.concrete_fields:
        if field.is_relation and field.db_constraint:
            assert field.related_model in {Article, *SMALL}
            assert not (model is Article and field.related_model is Article)


@pytest.mark.parametrize("model", [*GROWING, *SMALL, Article])
def test_keys_to_django_are_not_enforced(model):
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model._meta.app_label != "articles":
            assert not field.db_constraint


@pytest.mark.parametrize("model", [Mention, ArticleTopic])
def test_saving_a_row_never_sets_its_article(seeds, model):
    row = model.objects.first()
    with CaptureQueriesContext(connection) as queries:
        row.save()
    [update] = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    assert '"article_id"' not in update.partition("WHERE")[0]


def test_articles_could_be_partitioned_by_their_key():
    """PostgreSQL refuses a partitioned table with a unique key that lacks the partition key."""
    tables = [model._meta.db_table for model in [Article, *GROWING]]
    for table in tables:
        key = "id" if table == Article._meta.db_table else "article_id"
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMPORARY TABLE apart (LIKE {table} INCLUDING GENERATED)"
                f" PARTITION BY HASH ({key})"
            )
            cursor.execute(
                "SELECT array_agg(a.attname) FROM pg_index i JOIN pg_attribute a"
                " ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
                " WHERE i.indrelid = %s::regclass AND i.indisunique AND NOT i.indisprimary"
                " GROUP BY i.indexrelid",
                [table],
            )
            for (columns,) in cursor.fetchall():
                cursor.execute(f"CREATE UNIQUE INDEX ON apart ({', '.join(columns)})")
            cursor.execute("DROP TABLE apart")


def test_no_triggers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        assert cursor.fetchall() == []


def test_a_topic_is_not_its_own_parent(reference):
    topic = Topic.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(parent=topic.pk)
