"""The words that an article is most about."""

import pytest

from articles.language.strong import LEVELS, MOST_WORDS, key_of, strong_words, tokens_by_level


def level_of(word: str, **text: str) -> int:
    tokens = strong_words(**{"title": "", "lead": "", "body": "", **text})
    return next((int(t.rpartition(":")[2]) for t in tokens if t.startswith(f"{word}:")), 0)


FILLING = "Zo gaat een gewoon verhaal over heel andere dingen verder en verder. " * 10


def test_a_word_is_stronger_the_more_prominent_it_is():
    only_once = level_of("raket", body=f"Een raket. {FILLING}")
    often = level_of("raket", body=f"{'Een raket. ' * 8} {FILLING}")
    in_title = level_of("raket", title="Raket", body=f"{'Een raket. ' * 8} {FILLING}")
    assert only_once == 0
    assert only_once < often < in_title


def test_forms_of_a_word_are_one_word():
    assert level_of("stad", title="Steden", body=f"stad steden {FILLING}") > level_of(
        "stad", title="Steden", body=FILLING
    )


@pytest.mark.parametrize("word", ["de", "Het", "is", "", "1"])
def test_words_that_say_nothing_have_no_key(word):
    assert key_of(word) == ""


def test_bounded_in_number_and_level():
    tokens = strong_words(title=" ".join(f"woord{n}x" for n in range(60)), lead="", body="")
    assert len(tokens) == MOST_WORDS
    assert level_of("raket", title="raket " * 50, body="") == LEVELS


def test_empty_text_has_no_strong_words():
    assert strong_words(title="", lead="", body="") == []


def test_tokens_begin_with_the_strongest_level():
    assert tokens_by_level({"leger", "raket"})[0] == [f"leger:{LEVELS}", f"raket:{LEVELS}"]
    assert tokens_by_level({"raket"})[-1] == ["raket:1"]
