from collections import Counter
from pathlib import Path

import pytest

from articles.language.curated import ACTOR_FILES, load_actors, load_topics
from articles.language.names import Gazetteer, Name
from articles.language.topics import TopicCues, TopicSuggester

FIXTURES = Path(__file__).parent.parent / "fixtures"
PERSON = '[[actor]]\nslug = "an-os"\nkind = "person"\nname = "An Os"\ndescription = "Test"\n'
TOPIC = '[[topic]]\ncode = "11000000"\nparent = ""\nen = "politics"\nnl = "politiek"\n'


def actors_in(folder, text):
    for file in ACTOR_FILES:
        (folder / file).write_text("")
    (folder / "people.toml").write_text(text)
    return load_actors(folder)


def topics_in(folder, text):
    path = folder / "topics.toml"
    path.write_text(text)
    return load_topics(path)


@pytest.fixture(scope="module")
def actors():
    return load_actors(FIXTURES / "actors")


@pytest.fixture(scope="module")
def topics():
    return load_topics(FIXTURES / "topics.toml")


def test_names_are_read_with_their_kind(tmp_path):
    text = PERSON + 'aliases = ["Ann Os"]\nsurnames = ["Os"]\nsurname_alone = false\n'
    (one,) = actors_in(tmp_path, text)
    assert one.names == (
        Name("An Os", "preferred"),
        Name("Ann Os", "alias"),
        Name("Os", "surname", alone=False),
    )
    assert one.known.key == "an-os"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (PERSON * 2, 'people.toml, actor 2 .*"an-os" bestaat al'),
        (PERSON.replace("an-os", "An Os"), "slug"),
        (PERSON.replace("person", "robot"), "robot"),
        (PERSON + 'code = "BE"', "een land, en niets anders"),
        (PERSON + 'nickname = "x"', "onbekend veld nickname"),
        (PERSON + 'aliases = "x"', "aliases is een lijst"),
        (PERSON + "surname_alone = 1", "surname_alone"),
        (PERSON.replace("Test", ""), "description ontbreekt"),
        ("[[topic]]", r"alleen \[\[actor\]\]"),
        ("[[actor", "geen geldige TOML"),
    ],
)
def test_a_bad_table_of_actors_says_what_is_wrong_and_where(tmp_path, text, problem):
    with pytest.raises(ValueError, match=problem):
        actors_in(tmp_path, text)


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"countries\.toml ontbreekt"):
        load_actors(tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (TOPIC * 2, "bestaat al"),
        (TOPIC.replace('parent = ""', 'parent = "12000000"'), "12000000.* ontbreekt"),
        (TOPIC.replace('parent = ""', 'parent = "11000000"'), "voorouder van zichzelf"),
        (TOPIC.replace("11000000", "11"), "acht cijfers"),
        (TOPIC + 'cues = ["*a*"]', "signaalwoord"),
        (TOPIC + 'cues = ["Minister"]', "kleine letters"),
    ],
)
def test_a_bad_table_of_topics_says_what_is_wrong_and_where(tmp_path, text, problem):
    with pytest.raises(ValueError, match=problem):
        topics_in(tmp_path, text)


def test_shipped_actors_are_many_and_of_each_kind(actors):
    kinds = Counter(one.kind for one in actors)
    assert kinds["person"] + kinds["organisation"] >= 150
    assert kinds["country"] >= 190
    assert kinds["place"]


def test_shipped_names_belong_to_one_actor_unless_they_are_surnames(actors):
    bearers = {}
    for one in actors:
        for name in one.names:
            if name.kind != "surname":
                bearers.setdefault(name.text, set()).add(one.slug)
    assert {text: slugs for text, slugs in bearers.items() if len(slugs) > 1} == {}


def test_a_shipped_surname_that_is_safe_alone_has_one_bearer(actors):
    bearers = Counter(
        name.text for one in actors for name in one.names if name.kind == "surname" and name.alone
    )
    assert [text for text, count in bearers.items() if count > 1] == []


def test_shipped_country_codes_are_unique(actors):
    codes = Counter(one.code for one in actors if one.code)
    assert [code for code, count in codes.items() if count > 1] == []


def test_shipped_topics_are_seventeen_with_eighty_below(topics):
    top = [topic for topic in topics if not topic.parent]
    assert len(top) == 17
    assert len(topics) - len(top) >= 80
    assert [topic.code for topic in topics if topic.parent and not topic.cues] == []


def test_the_seeds_mention_whom_a_reader_sees(actors):
    gazetteer = Gazetteer(one.known for one in actors)
    texts = [path.read_text() for path in sorted((FIXTURES / "articles").iterdir())]
    found = {one.name: one for text in texts for one in gazetteer.find({"body": text})}
    expected = "NAVO, Jens Stoltenberg, Turkije, Syrië, Rusland, Irak, Bashar al-Assad, "
    expected += "Qassem Soleimani, Islamitische Staat, Noorwegen"
    assert set(expected.split(", ")) <= set(found)
    people = {one.name for one in found.values() if one.kind == "person"}
    assert people == {"Jens Stoltenberg", "Bashar al-Assad", "Qassem Soleimani"}


def test_the_seeds_are_about_conflict_and_politics(topics):
    suggester = TopicSuggester(TopicCues(one.code, one.cues, one.parent) for one in topics)
    parents = {one.code: one.parent for one in topics}
    for path in sorted((FIXTURES / "articles").iterdir()):
        suggested = suggester.suggest(title="", text=path.read_text())
        tops = {top_of(one.code, parents) for one in suggested}
        assert len(suggested) >= 3
        assert tops <= {"16000000", "11000000", "02000000"}


def top_of(code, parents):
    while parents[code]:
        code = parents[code]
    return code
