"""A reader gives what each room gives by itself, however much it remembers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.language import tokens
from articles.language.frequencies import kinds
from articles.language.names import Gazetteer, KnownActor, Name
from articles.language.pairs import word_pairs
from articles.language.reading import Reader
from articles.language.strong import strong_words
from articles.language.tokens import PerToken
from articles.language.topics import TopicCues, TopicSuggester
from articles.language.words import search_terms

kinds()  # takes long only once, and no example should be the one


def actor(name, kind, *others):
    names = [Name(text, name_kind) for text, name_kind in others]
    return KnownActor(name, name, kind, (Name(name, "preferred"), *names))


ACTORS = (
    actor("Verenigde Naties", "organisation", ("V.N.", "abbreviation")),
    actor("De Lijn", "organisation"),
    actor("Sri Lanka", "country", ("Sri Lankaan", "demonym"), ("Sri Lankaans", "adjective")),
    actor("Bart De Wever", "person", ("De Wever", "surname")),
    actor("Ursula von der Leyen", "person", ("von der Leyen", "surname")),
    actor("Syrië", "country"),
)
GAZETTEER = Gazetteer(ACTORS)
SUGGESTER = TopicSuggester(
    [
        TopicCues("politics", ("minister", "raad van state", "*akkoord", "regering*")),
        TopicCues("transport", ("bus", "tram", "staking")),
    ]
)
READER = Reader(GAZETTEER, SUGGESTER)
PIECES = st.sampled_from(
    [name.text for one in ACTORS for name in one.names]
    + ["Raad", "van", "State", "minister", "regeringsakkoorden", "staking", "bus", "de", "Wevers"]
    + [" "] * 6
    + [
        "'s ",
        "s ",
        ". ",
        ", ",
        "-",
        "\n",
        "\n\n",
        "  ",
        "\u00a0",
        "\u00a8",
        "\u00ad",
        "œ",
        "…",
        "(",
        "“",
        "@",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=24).map("".join)


@given(TEXTS, TEXTS, TEXTS)
def test_reading_at_once_is_reading_apart(title, lead, body):
    text = f"{lead}\n\n{body}"
    reading = READER.read(title=title, lead=lead, body=body)
    fields = {"title": title, "lead": lead, "body": body}
    assert list(reading.actors) == GAZETTEER.find(fields)
    assert list(reading.topics) == SUGGESTER.suggest(title=title, text=text)
    assert reading.terms == search_terms(f"{title}\n\n{text}")
    assert reading.strong == strong_words(title=title, lead=lead, body=body)
    assert reading.pairs == word_pairs(title, lead, body)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Bij De Lijn en de lijn.", {"De Lijn": ("De Lijn",)}),
        ("Ook de Wever zweeg.\n\nDe Wevers plan.", {"Bart De Wever": ("de Wever", "De Wevers")}),
        ("Dat zei Von der Leyen's woordvoerder.", {"Ursula von der Leyen": ("Von der Leyen's",)}),
        ("De V.N. en (V.N.).", {"Verenigde Naties": ("V.N.",)}),
        ("In Noord-Syrië, in Syrië…", {"Syrië": ("Syrië",)}),
        ("Zij wonen onder de Wever", {"Bart De Wever": ("de Wever",)}),
    ],
)
def test_names_are_found_in_and_across_tokens(body, names):
    reading = READER.read(title="", lead="", body=body)
    assert {one.name: one.surfaces for one in reading.actors} == names


def test_a_sequence_counts_where_it_stands_whole():
    assert SUGGESTER.suggest(title="", text="De minister en de Raad van State.")
    assert not SUGGESTER.suggest(title="", text="De minister, een raad en de state van iets.")


def test_what_is_remembered_of_tokens_is_bounded(monkeypatch):
    monkeypatch.setattr(tokens, "HALF", 3)
    asked = []

    def length(token: str) -> int:
        asked.append(token)
        return len(token)

    lengths = PerToken(length)
    assert [lengths[token] for token in ("a", "bb", "ccc", "dddd", "a")] == [1, 2, 3, 4, 1]
    assert asked == ["a", "bb", "ccc", "dddd"], "what was laid aside is still known"
    for number in range(50):
        assert lengths[f"{number:02}xx"] == 4
        assert lengths["a"] == 1
        assert len(lengths) <= 3
    assert asked.count("a") == 1, "what comes back all the time is never forgotten"
    assert lengths["00xx"] == 4
    assert asked.count("00xx") == 2, "the others are"
    assert lengths["x" * 1000] == 1000
    assert "x" * 1000 not in lengths
