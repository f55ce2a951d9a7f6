from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.indexing import index_articles
from articles.knowledge import load_knowledge
from articles.language.curated import load_topics
from articles.language.topic_cues import TopicCues
from articles.language.topic_learning.model import SHIPPED, TopicModel
from articles.language.topic_learning.tagged import TaggedText, load_lessons, load_news
from articles.language.topic_learning.training import ENOUGH, School, divided
from articles.language.topics import PROBABLE, TopicSuggester
from articles.models import Article, ArticleTopic, LearnedModel, ReviewStatus, Topic
from articles.topic_models import current_topic_model, keep_topic_model, learned_topic_model
from articles.topic_teaching import decided_texts
from tests.conftest import FIXTURES

TOPICS = [
    TopicCues("garden", ("tuin", "moestuin")),
    TopicCues("kitchen", ("keuken", "recept")),
    TopicCues("roses", ("roos",), parent="garden"),
    TopicCues("soup", ("soep",), parent="kitchen"),
]
SCHOOL = School(TOPICS)
GARDEN = [
    "schoffel",
    "gieter",
    "bloembed",
    "snoeischaar",
    "onkruid",
    "kruiwagen",
    "zaailing",
    "hark",
    "compost",
    "heester",
    "gazon",
    "spade",
    "border",
    "perk",
    "stekje",
]
KITCHEN = [
    "pollepel",
    "koekenpan",
    "bouillon",
    "deegroller",
    "gehakt",
    "oven",
    "garde",
    "fornuis",
    "braadpan",
    "kruiden",
    "saus",
    "vergiet",
    "rasp",
    "vlees",
    "mes",
]
IN_GARDEN = " ".join(GARDEN[:12])
IN_KITCHEN = " ".join(KITCHEN[:12])


def texts(words, *topics, number=20, **facts):
    """Write texts of six words each that are about these topics."""
    return [
        TaggedText(
            name=f"{'-'.join(topics)}-{n}-{facts.get('denied', '')}",
            title="",
            text=" ".join(words[(n * step) % len(words)] for step in range(1, 7)),
            topics=topics,
            **facts,
        )
        for n in range(number)
    ]


LESSONS = [*texts(GARDEN, "garden"), *texts(KITCHEN, "kitchen")]
CONTENT = SCHOOL.teach(LESSONS)


def suggested(text, content=CONTENT, title=""):
    found = TopicSuggester(TOPICS, TopicModel(content)).suggest(title=title, text=text)
    return {topic.code: topic.score for topic in found}


@pytest.fixture(scope="module")
def curated():
    return [
        TopicCues(one.code, one.cues, one.parent) for one in load_topics(FIXTURES / "topics.toml")
    ]


# What is learned


def test_words_tell_a_topic_without_any_cue():
    assert set(suggested(IN_GARDEN)) == {"garden"}
    assert set(suggested(IN_KITCHEN)) == {"kitchen"}


def test_inflections_and_parts_of_compounds_are_known_too():
    compounds = "kruidensaus bouillonblok vleesmes ovenschaal kruidenmes fornuisvlees vergieten koekenpannen"
    plurals = "gieters kruiwagens schoffels harken bloembedden spaden stekjes borders perken"
    assert set(suggested(plurals)) == {"garden"}
    assert "kitchen" in suggested(compounds)


def test_a_topic_below_is_suggested_by_its_cues_and_only_under_a_probable_one():
    assert set(suggested(f"{IN_GARDEN} en een roos", title="Rozen")) == {"roses"}
    assert set(suggested(IN_KITCHEN, title="Een roos? De roos!")) == {"kitchen"}


def test_the_same_texts_give_the_same_bytes():
    assert School(TOPICS).teach(LESSONS) == CONTENT


@pytest.mark.parametrize(
    "text", ["", "   ", "De man liep naar huis.", "\0\ufffe", "1 2 3", "x" * 9999]
)
def test_it_stays_silent_where_it_knows_nothing(text):
    assert suggested(text) == {}


def test_it_stays_silent_below_its_threshold():
    neither = (
        "De man liep met {} door de straat naar het huis van zijn moeder in de stad bij de brug."
    )
    words = " ".join((*GARDEN[:7], *KITCHEN[:7]))
    assert all(score >= PROBABLE for score in suggested(neither.format(words)).values())
    model = TopicModel(CONTENT)
    chances = model.probabilities((), model.numbers_of(IN_GARDEN), [0.0, 0.0])
    assert chances[0] > 0.9
    assert chances[1] < PROBABLE


def test_a_text_with_few_known_words_is_left_to_its_cues():
    assert suggested("De schoffel.") == {}
    assert suggested("In de tuin en de moestuin.").keys() == {"garden"}


@settings(max_examples=50, deadline=None)
@given(st.text(), st.lists(st.sampled_from([*GARDEN, *KITCHEN, "roos", "soep"]), max_size=60))
def test_any_text_gives_probabilities(title, words):
    scores = suggested(" ".join(words), title=title)
    assert all(0 <= score <= 1 for score in scores.values())
    assert suggested(" ".join(words) * 500, title=title * 50) is not None


def test_what_people_deny_counts():
    held = texts(GARDEN[:6], number=60, denied=frozenset({"garden"}))
    doubting = TopicModel(SCHOOL.teach([*LESSONS, *held]))
    before = TopicModel(CONTENT)
    cues = [0.0, 0.0]
    after, was = (
        one.probabilities((), one.numbers_of(IN_GARDEN), cues) for one in (doubting, before)
    )
    assert after[0] < was[0]


def test_what_nobody_said_is_no_denial():
    """A text of which only the garden is denied says nothing about the kitchen."""
    silent = SCHOOL.teach([*LESSONS, *texts(KITCHEN, number=60, denied=frozenset({"garden"}))])
    denied = SCHOOL.teach([*LESSONS, *texts(KITCHEN, number=60)])
    assert suggested(IN_KITCHEN, silent)["kitchen"] > suggested(IN_KITCHEN, denied).get(
        "kitchen", 0
    )


def test_a_topic_below_the_top_learns_by_itself_once_it_has_enough_articles():
    thorns = [
        "doorn",
        "rozenbottel",
        "geur",
        "knop",
        "klimmer",
        "perkroos",
        "bloei",
        "stamroos",
        "luis",
        "meeldauw",
    ]
    roses = texts(thorns, "roses", number=ENOUGH)
    assert SCHOOL.often_said(roses[1:]) == []
    assert SCHOOL.often_said(roses) == ["roses"]
    content = SCHOOL.teach([*LESSONS, *roses], ["roses"])
    assert set(suggested(" ".join(thorns), content)) == {"roses"}
    assert set(suggested(IN_GARDEN, content)) == {"garden"}


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\xff", CONTENT[:-9], b'{"topics": 1}']
)
def test_something_else_than_a_model_is_refused(content):
    with pytest.raises(ValueError):
        TopicModel(content)


# The texts of the project


def test_a_file_of_lessons_holds_several_each_under_its_topics(tmp_path):
    (tmp_path / "one.txt").write_text(
        "# topics: 15000000 20001065\nTitel\n\nTekst.\n\n# topics: 17000000\nwoorden regen zon\n"
    )
    first, second = load_lessons(tmp_path)
    assert (first.title, first.text, first.topics) == ("Titel", "Tekst.", ("15000000", "20001065"))
    assert (second.title, second.text, second.topics) == ("", "woorden regen zon", ("17000000",))


def test_every_lesson_is_about_a_topic_of_the_table(curated):
    known = {topic.code for topic in curated}
    lessons = load_lessons(FIXTURES / "topics")
    assert all(lesson.topics and set(lesson.topics) <= known for lesson in lessons)
    assert len({lesson.text for lesson in lessons}) == len(lessons)
    tops = {code for lesson in lessons for code in lesson.topics}
    assert len(tops) > 100


def test_the_shipped_model_is_better_than_cues_on_news_that_did_not_teach_it(curated):
    school = School(curated)
    taught, held_out = divided(load_news(FIXTURES / "news"))
    assert not {text.name for text in taught} & {text.name for text in held_out}
    both = school.examine(held_out, SHIPPED.read_bytes())
    cues = school.examine(held_out)
    assert both.macro_f1 >= 0.70
    assert both.macro_f1 > cues.macro_f1 + 0.1
    assert both.any_within_two >= 0.85
    assert both.within_two > cues.within_two + 0.2
    assert both.total.precision >= cues.total.precision - 0.05


def test_the_shipped_model_is_small():
    assert len(SHIPPED.read_bytes()) < 1_000_000


# Learning from editors

STRANGE = "glorbel fnurk dwersk plimpa krompf zwelk brolf snirp tjoenk flamp wrugt hospel knarf"


def decide(code, *texts, status=ReviewStatus.CONFIRMED):
    """Let an editor decide that these texts are about a topic, or are not."""
    for text in texts:
        article = Article.objects.get(body__contains=text)
        article.topic_links.update_or_create(topic_id=code, defaults={"status": status})


@pytest.fixture
def strange(add):
    """Fifty articles in words that nobody knows, of which editors said they are about religion."""
    bodies = [
        f"In nummer {n}x stonden de {STRANGE} bijeen, zei iemand uit nummer {n}x."
        for n in range(50)
    ]
    add(*(f"Verhaal {n}\n\n12 februari 2020\n\n{body}" for n, body in enumerate(bodies)))
    decide("20000677", *(f"nummer {n}x" for n in range(50)))


def train(*options):
    output = StringIO()
    call_command("train_topics", *options, stdout=output)
    return output.getvalue()


def test_confirmed_topics_teach_and_the_archive_uses_what_it_learned(strange):
    shipped = current_topic_model()
    text = {"title": "De glorbel", "lead": "", "body": f"Weer {STRANGE}, en {STRANGE}."}
    assert not load_knowledge().read(text).topics
    assert "is vervangen" in train()
    assert current_topic_model() is not shipped
    assert "20000677" in {topic.code for topic in load_knowledge().read(text).topics}
    report = LearnedModel.objects.get(name="topics").report
    assert report["macro_f1"] > 0.6
    assert "20000677" in report["by_topic"]
    index_articles(Article.objects.values_list("pk", flat=True))
    assert "blijft zoals het was" in train()


def test_rejected_topics_are_learned_from_too(strange):
    denied = [text for text in decided_texts() if text.denied is not None]
    assert len(denied) == 50
    ArticleTopic.objects.update(status=ReviewStatus.REJECTED)
    (text, *_) = decided_texts()
    assert not text.topics
    assert text.denied == {"20000677"}


def test_an_open_suggestion_beside_a_confirmed_topic_is_no_denial(strange):
    article = Article.objects.first()
    article.topic_links.create(topic_id="20001065", status=ReviewStatus.SUGGESTED, score=0.5)
    (text,) = (one for one in decided_texts() if one.name == str(article.pk))
    assert not {"20001065", "15000000"} & text.denied
    assert "20000659" in text.denied


def test_only_so_many_articles_teach(strange):
    assert len(decided_texts(most=7)) == 7


def test_a_model_that_is_no_better_is_not_kept(reference):
    report = train()
    assert learned_topic_model() is None
    assert "blijft zoals het was" in report or "niet vervangen" in report


def test_a_learned_model_that_cannot_be_read_gives_way_to_the_shipped_one(reference):
    keep_topic_model(b"{}", {})
    assert current_topic_model().topics


def test_the_model_is_loaded_once_while_nothing_is_learned(reference):
    assert current_topic_model() is current_topic_model()


def test_a_broken_table_is_told_in_one_line(reference, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match=r"topics\.toml ontbreekt"):
        train()


def test_topics_that_the_archive_does_not_have_are_not_suggested(reference):
    model = current_topic_model()
    few = TopicSuggester([TopicCues("17000000", ("regen", "zon"))], model)
    sport = "De spits scoorde en de keeper van de voetbalploeg pakte een penalty in de wedstrijd."
    assert few.suggest(title="", text=sport) == []
    assert Topic.objects.filter(pk="15000000").exists()
