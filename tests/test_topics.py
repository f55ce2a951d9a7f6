import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.language.topics import THRESHOLD, TopicCues, TopicSuggester

FILLER = "De man liep langzaam naar huis en dacht aan het avondeten van gisteren. "
SUGGESTER = TopicSuggester(
    [
        TopicCues("politics", ("minister", "regering*", "verkiezing", "raad van state")),
        TopicCues("election", ("verkiezing", "stembus", "kieslijst"), parent="politics"),
        TopicCues("conflict", ("*oorlog", "raket*", "bombardement", "staakt-het-vuren", "soldaat")),
        TopicCues("sport", ("wedstrijd", "doelpunt", "trainer", "scheidsrechter")),
        TopicCues("weather", ("storm", "regen", "onweer")),
    ]
)


def codes(text, title=""):
    return [topic.code for topic in SUGGESTER.suggest(title=title, text=text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("De ministers vergaderden met de regeringsleiders.", "politics"),
        ("De Raad van State floot de minister terug.", "politics"),
        ("Na de burgeroorlog bleven raketten achter.", "conflict"),
        ("Burgeroorlogen en bombardementen.", "conflict"),
        ("De anti-raketbasis en de soldaten.", "conflict"),
        ("Het staakt-het-vuren en de soldaten.", "conflict"),
        ("Geëvacueerd: STORM en onweer.", "weather"),
    ],
)
def test_words_inflections_beginnings_endings_and_sequences_are_cues(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "De trainer zweeg.",
        "De trainer zweeg. De trainer dronk. De trainer lachte.",
        "Hij raadde van alles over de state van de minister.",
        FILLER * 3,
        "",
    ],
)
def test_one_generic_cue_stays_silent(text):
    assert codes(text) == []


def test_one_word_is_one_piece_of_evidence_however_many_cues_it_meets():
    cues = ("raket*", "raketten", "raketaanval*", "gevecht", "gevechten", "*oorlog", "burgeroorlog")
    suggester = TopicSuggester([TopicCues("conflict", cues)])
    for text in ("De raketaanval.", "De raketten.", "De gevechten.", "De burgeroorlog."):
        assert suggester.suggest(title="", text=text) == []
    assert suggester.suggest(title="", text="De raketten en de gevechten.")


def test_a_title_weighs_more_than_the_body():
    body = "De trainer zweeg." + FILLER
    assert codes(body, title="Wedstrijd afgelast") == ["sport"]
    titled = SUGGESTER.suggest(title="Wedstrijd", text="Wedstrijd, doelpunt.")
    untitled = SUGGESTER.suggest(title="", text="Wedstrijd, doelpunt.")
    assert titled[0].score > untitled[0].score


def test_different_cues_count_more_than_repeats():
    (repeated,) = SUGGESTER.suggest(title="", text="storm regen storm regen")
    (varied,) = SUGGESTER.suggest(title="", text="storm regen onweer")
    assert varied.score > repeated.score


def test_a_long_text_does_not_collect_topics_by_accident():
    short = FILLER * 10 + "De scheidsrechter zag het doelpunt."
    assert codes(short) == ["sport"]
    assert codes(FILLER * 400 + short) == []


def test_a_parent_is_implied_by_its_child_unless_its_own_cues_hit():
    assert codes("Verkiezingen: de stembus en de kieslijst.") == ["election"]
    both = "Verkiezingen: de stembus en de kieslijst van de minister in de regering."
    assert set(codes(both)) == {"election", "politics"}


def test_at_most_five_topics_best_first():
    many = TopicSuggester(TopicCues(f"t{n}", (f"aa{n}*", f"bb{n}*")) for n in range(9))
    text = " ".join(f"aa{n}x bb{n}x" for n in range(9)) + " aa3y"
    suggested = many.suggest(title="", text=text)
    assert len(suggested) == 5
    assert suggested[0].code == "t3"


@pytest.mark.parametrize("cue", ["", "*", "raket*aanval", "*oorlog*", " x", "lucht* alarm"])
def test_a_malformed_cue_is_refused(cue):
    with pytest.raises(ValueError, match="signaalwoord"):
        TopicSuggester([TopicCues("x", (cue,))])


@given(st.text(), st.lists(st.sampled_from(["storm ", "regen ", "minister ", "oorlog "])))
def test_scores_lie_between_threshold_and_one(title, cues):
    suggested = SUGGESTER.suggest(title=title, text="".join(cues))
    assert all(THRESHOLD <= topic.score < 1 for topic in suggested)
    assert [topic.score for topic in suggested] == sorted(
        (topic.score for topic in suggested), reverse=True
    )
