"""Learning from editors: what they judged, the sentences that it teaches, and the model kept."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.language.curated import load_actors
from articles.language.names import Gazetteer
from articles.language.recognising.features import Features
from articles.language.recognising.judged import JudgedName, JudgedText, Lessons, compared
from articles.language.recognising.measuring import measure
from articles.language.recognising.recogniser import load_recogniser
from articles.language.recognising.tagging import MODEL, Tagger
from articles.models import Actor, ActorChange, Article, LearnedModel, Mention, Sighting
from articles.recognisers import current_recogniser
from articles.teaching import judged_texts

FIXTURES = Path(__file__).parent.parent / "fixtures"


# The sentences that a judged name teaches


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(actor.known for actor in load_actors(FIXTURES / "actors"))


def text_of(body, *judged, name="een"):
    """A text with judged places, by their words."""
    names = [
        JudgedName("body", body.index(words), body.index(words) + len(words), kind)
        for words, kind in judged
    ]
    return JudgedText(name=name, fields={"title": "", "body": body}, names=tuple(names))


def lessons(gazetteer, *texts):
    teacher = Lessons(gazetteer, Features(), MODEL.read_bytes())
    return [labels for text in texts for _, labels in teacher.of(text)]


def test_a_judged_name_teaches_its_sentence_and_no_other(gazetteer):
    body = "Volgens Zwansk is dat zo. Het regent in het dorp. Volgens Zwansk niet."
    (labels,) = lessons(gazetteer, text_of(body, ("Zwansk", "organisation")))
    assert labels == ["O", "B-ORG", "O", "O", "O", "O"]


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Bert Kwaspen", "person", ["B-PER", "I-PER"]),
        ("Bert Kwaspen", "organisation", ["B-ORG", "I-ORG"]),
        ("Bert Kwaspen", None, ["O", "O"]),
    ],
)
def test_what_the_editor_said_goes_before_what_the_model_read(gazetteer, words, kind, expected):
    (labels,) = lessons(gazetteer, text_of("Gisteren zei Bert Kwaspen dat het mag.", (words, kind)))
    assert labels[2:4] == expected


def test_the_rest_of_the_sentence_is_as_the_model_reads_it(gazetteer):
    body = "Minister Jan Peeters sprak in Brussel met Zwansk over geld."
    (labels,) = lessons(gazetteer, text_of(body, ("Zwansk", "organisation")))
    assert labels == ["O", "B-PER", "I-PER", "O", "O", "B-LOC", "O", "B-ORG", "O", "O", "O"]


def test_a_sentence_of_which_the_model_doubts_the_rest_teaches_nothing(gazetteer, monkeypatch):
    text = text_of("Ook Wef Kwaspo en Zwansk gaan mee.", ("Zwansk", "person"))
    assert lessons(gazetteer, text)
    monkeypatch.setattr("articles.language.recognising.judged._SURE", 0.999)
    assert lessons(gazetteer, text) == []


def test_a_name_of_which_only_a_part_was_judged_teaches_nothing(gazetteer):
    body = "Gisteren zei Bert Kwaspen dat het mag."
    assert lessons(gazetteer, text_of(body, ("Kwaspen", None))) == []


def test_one_name_teaches_a_few_times(gazetteer):
    texts = [
        text_of(f"Op {day} mei zei Bert Kwaspen dat het mag.", ("Bert Kwaspen", "person"))
        for day in range(1, 20)
    ]
    assert 1 < len(lessons(gazetteer, *texts)) < 10


def test_what_was_judged_is_compared_with_what_is_found(gazetteer):
    text = text_of(
        "Minister Jan Peeters was in Brussel. Gisteren zei Bert Kwaspen dat het mag.",
        ("Jan Peeters", "person"),
        ("Bert Kwaspen", None),
    )
    names = load_recogniser().find(text.fields, gazetteer.find(text.fields))
    measured = measure([compared(text, [], names)])["person"]
    assert (measured.right, measured.found, measured.marked) == (1, 2, 1)


# What editors judged in the archive


BODY = "Gisteren zei Bert Kwaspen dat Zwansk stopt. Volgens Zwansk klopt dat."


@pytest.fixture
def article(add):
    add(f"Een titel over niets XX\n\n12 februari 2020\n\n{BODY}")
    article = Article.objects.get()
    Sighting.objects.filter(article=article).delete()
    Mention.objects.filter(article=article).delete()
    return article


def sight(article, text, kind="organisation", score=0.6):
    start = article.body.index(text)
    Sighting.objects.create(
        article=article,
        kind=kind,
        text=text,
        key=text.lower(),
        spans=[["body", start, start + len(text)]],
        surfaces=[text],
        score=score,
    )


def an_actor(name, status, kind="organisation", *, judged=True):
    actor = Actor.objects.create(slug=name.lower().replace(" ", "-"), name=name, kind=kind)
    actor.names.create(text=name, kind="preferred")
    Actor.objects.filter(pk=actor.pk).update(status=status)
    if judged:
        ActorChange.objects.create(
            kind="confirm" if status == "confirmed" else "reject", actor=actor
        )
    return actor


def judged():
    return {
        (text.fields[one.field][one.start : one.end], one.kind)
        for text in judged_texts()
        for one in text.names
    }


@pytest.mark.django_db
def test_nobody_judged_the_curated_table(seeds):
    assert judged_texts() == []


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        ("confirmed", "organisation", {("Zwansk", "organisation")}),
        ("confirmed", "place", {("Zwansk", "place")}),
        ("rejected", "organisation", {("Zwansk", None)}),
        ("rejected", "person", set()),  # rejected as a person; as an organisation nobody judged it
        ("suggested", "organisation", set()),
    ],
)
def test_what_was_read_of_a_judged_actor_is_judged(article, status, kind, expected):
    sight(article, "Zwansk")
    an_actor("Zwansk", status, kind)
    assert judged() == expected


def test_what_the_recogniser_does_not_believe_teaches_nothing(article):
    sight(article, "Zwansk", score=0.1)
    an_actor("Zwansk", "confirmed")
    assert judged() == set()


def test_an_undone_decision_is_none(article):
    sight(article, "Zwansk")
    actor = an_actor("Zwansk", "confirmed")
    assert judged()
    actor.changes.update(undone_at="2020-01-01T00:00Z")
    assert judged() == set()


def mention(article, actor, text, status, surfaces=None):
    start = article.body.index(text)
    return Mention.objects.create(
        article=article,
        actor=actor,
        status=status,
        spans=[["body", start, start + len(text)]],
        surfaces=surfaces or [text],
    )


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        ("confirmed", "Bert Kwaspen", {("Bert Kwaspen", "person")}),
        ("rejected", "Bert Kwaspen", set()),  # somebody else of that name
        ("rejected", "Gisteren", {("Gisteren", None)}),  # an ordinary word is no name
        ("suggested", "Bert Kwaspen", set()),
    ],
)
def test_a_judged_mention_is_judged(article, status, text, expected):
    mention(article, an_actor(text, "confirmed", "person", judged=False), text, status)
    assert judged() == expected


def test_an_adjective_is_no_name(article):
    actor = an_actor("Stopland", "confirmed", "place")
    actor.names.create(text="stopt", kind="adjective")
    mention(article, actor, "stopt", "suggested")
    assert judged() == set()


def test_what_stood_in_a_text_that_was_edited_is_forgotten(article):
    sight(article, "Zwansk")
    an_actor("Zwansk", "confirmed")
    Article.objects.filter(pk=article.pk).update(body="x" * 10 + BODY)
    assert judged() == set()


# The command


@pytest.fixture
def small_fixtures(tmp_path, monkeypatch, settings):
    """Fixtures of which a model is soon learned."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "fixtures" / "news").mkdir(parents=True)
    (tmp_path / "fixtures" / "names").mkdir()
    (tmp_path / "fixtures" / "actors").symlink_to(FIXTURES / "actors")
    for path in sorted((FIXTURES / "news").glob("*.txt"))[:12]:
        (tmp_path / "fixtures" / "news" / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr("articles.management.commands.train_actors.MODEL", tmp_path / "model")
    return tmp_path


def trained(*options):
    told = StringIO()
    call_command("train_actors", *options, stdout=told)
    return told.getvalue()


def test_the_command_learns_from_what_was_judged(article, small_fixtures):
    assert "vervangen" in trained("--fixtures-only")
    shipped = (small_fixtures / "model").read_bytes()
    assert not LearnedModel.objects.exists()
    sight(article, "Zwansk")
    an_actor("Zwansk", "confirmed")
    told = trained()
    assert "in 1 artikelen" in told
    assert (small_fixtures / "model").read_bytes() == shipped


def test_what_the_archive_learned_is_kept_with_its_figures(article, small_fixtures):
    assert "vervangen" in trained()
    row = LearnedModel.objects.get()
    assert row.report["f1"] > 0.3
    assert row.report["marked"]["all"]["found"] > 0
    assert not (small_fixtures / "model").exists()
    assert "blijft zoals het was" in trained()
    assert current_recogniser().find({"body": "Minister Jan Peeters zei dat."}, ())
    learned = bytes(row.content)
    row.content = MODEL.read_bytes()
    row.save()
    assert "niet vervangen" in trained()
    assert bytes(LearnedModel.objects.get().content) == MODEL.read_bytes() != learned
    assert Tagger(learned)
