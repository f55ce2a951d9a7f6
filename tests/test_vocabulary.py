"""The archive's own words: what is counted, and that readers always have a list."""

import os
import signal

import pytest
from django.core.management import CommandError, call_command

from articles import vocabulary
from articles.management.base import INTERRUPTED
from articles.models import Article, Vocabulary, VocabularyWord
from articles.progress import Progress
from articles.vocabulary import (
    WordCounts,
    is_outdated,
    keep_vocabulary,
    rebuild_vocabulary,
    share_to_read,
    values_of,
)

DAY = "12 februari 2020"


def text(title: str, body: str) -> str:
    return f"{title}\n\n{DAY}\n\n{body}"


def word(text: str) -> VocabularyWord:
    return VocabularyWord.objects.get(word=text)


@pytest.fixture
def words(add):
    add(
        text("NAVO-top in Brussel", "De NAVO praat over raketaanvallen en de klimaattop."),
        text("De klimaattop", "Het café van Brussel is dicht, ook het café op de hoek."),
        text("Raketaanvallen gaan voort", "Volgens de navo is dat zo. In 2020 en 12.500 keer."),
    )
    return rebuild_vocabulary()


@pytest.mark.parametrize(
    ("folded", "spelling", "articles"),
    [
        ("cafe", "café", 1),
        ("klimaattop", "klimaattop", 2),
        ("brussel", "Brussel", 2),
        ("navo-top", "NAVO-top", 1),
        ("raketaanvallen", "raketaanvallen", 2),
    ],
)
def test_counts_articles_and_knows_the_usual_spelling(words, folded, spelling, articles):
    found = word(folded)
    assert (found.articles, found.spelling) == (articles, spelling)
    assert found.capitalised == spelling[0].isupper()


@pytest.mark.parametrize(
    ("text", "word", "spelling"),
    [
        (
            "Regering valt. Regering zwijgt.\n\nRegering. Dat is de regering.",
            "regering",
            "regering",
        ),
        ("Rutte valt. Kijk naar Rutte, zegt Rutte.", "rutte", "Rutte"),
        ("Klimaatjurist klaagt.", "klimaatjurist", "klimaatjurist"),
        ("De NAVO.\n\nDe NAVO en Navo.\n\nNavo.", "navo", "NAVO"),
        ("Een cafe\u0301.", "cafe", "caf\xe9"),
    ],
)
def test_the_capital_of_a_sentence_is_not_that_of_a_word(text, word, spelling):
    counts = WordCounts()
    for sentence in text.split("\n\n"):
        counts.add(sentence)
    assert {met.word: values_of(met).spelling for met in counts.met(one_in=1)}[word] == spelling


@pytest.mark.parametrize("number", ["2020", "12.500"])
def test_numbers_are_no_words(words, number):
    assert not VocabularyWord.objects.filter(word=number).exists()


@pytest.mark.parametrize(
    ("compound", "first", "head"),
    [
        ("navo-top", "navo", "top"),
        ("klimaattop", "klimaat", "top"),
        ("raketaanvallen", "raket", "aanval"),
        ("brussel", "", ""),
    ],
)
def test_knows_where_a_compound_begins_and_ends(words, compound, first, head):
    found = word(compound)
    assert (found.first, found.head) == (first, head)


@pytest.mark.parametrize("status", ["draft", "withheld"])
def test_only_what_the_public_sees_is_counted(add, status):
    add(text("Zebra ontsnapt", "Een zebra liep weg."))
    Article.objects.update(status=status)
    assert rebuild_vocabulary().words == 0


def test_words_of_withdrawn_articles_go(words):
    Article.objects.filter(title__startswith="De klimaattop").update(status="withheld")
    rebuild_vocabulary()
    assert not VocabularyWord.objects.filter(word="cafe").exists()


def test_of_many_articles_words_seen_once_are_dropped(words, monkeypatch):
    monkeypatch.setattr(vocabulary, "MANY_ARTICLES", 3)
    rebuild_vocabulary()
    assert word("klimaattop").articles == 2
    assert not VocabularyWord.objects.filter(word="cafe").exists()


def test_memory_is_bounded_by_forgetting_the_rare(monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST_SPELLINGS", 40)
    counts = WordCounts()
    for n in range(100):
        counts.add("steeds", f"nieuw{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}")
        assert len(counts.spellings) <= 40
    rows = {met.word: met.articles for met in counts.met(one_in=1)}
    assert rows["steeds"] == 100


@pytest.mark.parametrize("letter", ["x", "\u0958", "\u0130", "\ufb03"])
def test_no_word_is_longer_than_its_column(letter):
    counts = WordCounts()
    for length in (2, 13, 39, 40, 41, 500):
        counts.add(letter.upper() * length, letter * length)
    for row in map(values_of, counts.met(one_in=1)):
        assert max(map(len, (row.word, row.spelling, row.base, row.first, row.head))) <= 40


@pytest.mark.parametrize(
    ("archive", "one_in"), [(0, 1), (100_000, 1), (100_001, 2), (1_000_000, 10), (10**10, 40960)]
)
def test_a_large_archive_is_sampled(archive, one_in):
    assert share_to_read(archive) == one_in


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [1, 2])
def test_it_does_not_matter_who_counts_which_part(add, monkeypatch, workers):
    add(
        *(
            text(f"Kop {n}", f"Het kabinet praat over klimaattop{'pen' * (n % 2)}.")
            for n in range(9)
        )
    )
    whole = rebuild_vocabulary()
    before = list(VocabularyWord.objects.order_by("word").values())
    assert word("klimaattoppen").articles == 4
    monkeypatch.setattr(vocabulary, "CHUNK", 2)
    monkeypatch.setattr(vocabulary, "WORDS", 3)
    assert rebuild_vocabulary(workers=workers) == whole
    assert list(VocabularyWord.objects.order_by("word").values()) == before


def test_numbers_of_a_sample_are_scaled_and_marked(add, monkeypatch):
    add(*(text(f"Kop {n}", f"Het kabinet praat over nummer {n}.") for n in range(200)))
    monkeypatch.setattr(vocabulary, "MOST_READ", 100)
    report = rebuild_vocabulary()
    assert Vocabulary.objects.get().one_in == report.one_in == 2
    assert word("kabinet").articles == 2 * report.articles
    assert word("kabinet").articles == pytest.approx(200, rel=0.3)


def test_is_counted_again_after_growth_of_a_tenth(add):
    assert not is_outdated()
    add(*(text(f"Kop {n}", f"Bericht over {n}.") for n in range(20)))
    assert is_outdated()
    keep_vocabulary()
    assert not is_outdated()
    add(text("Kop 21", "Weinig nieuws."))
    assert not is_outdated()
    add(*(text(f"Kop {n}", f"Bericht over {n}.") for n in range(22, 25)))
    assert is_outdated()


def test_the_command_says_what_it_did(words, capsys):
    call_command("rebuild_vocabulary")
    output = capsys.readouterr().out
    assert "Gelezen: 3 artikelen\n" in output
    assert f"Woorden: {VocabularyWord.objects.count()}" in output


def test_the_command_can_be_stopped_and_leaves_the_old_words(words, monkeypatch):
    before = set(VocabularyWord.objects.values_list("word", flat=True))
    monkeypatch.setattr(vocabulary, "CHUNK", 1)
    monkeypatch.setattr(Progress, "show", lambda *_, **__: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(CommandError, match="vorige telling blijven") as stopped:
        call_command("rebuild_vocabulary")
    assert stopped.value.returncode == INTERRUPTED
    assert set(VocabularyWord.objects.values_list("word", flat=True)) == before
