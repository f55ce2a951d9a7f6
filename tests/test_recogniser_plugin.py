"""Which recogniser reads: ours, one that this archive learned, or another program."""

import shlex
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError

from archive import environment
from articles.language.names import FoundActor, Span
from articles.language.recognising.plugged import PluggedRecogniser, ReadName
from articles.language.recognising.process import NameProcess, RecogniserTrouble
from articles.language.recognising.recogniser import load_recogniser
from articles.language.recognising.tagging import MODEL
from articles.models import LearnedModel
from articles.recognisers import current_recogniser

FAKE = """
import json, sys
for line in sys.stdin:
    text = json.loads(line)["text"]
    if "sterf" in text:
        sys.exit(1)
    if "wacht" in text:
        import time; time.sleep(60)
    if "onzin" in text:
        print("Loading model...", flush=True)
        continue
    names = []
    for word, kind in (("Jan Peeters", "person"), ("Peeters", "person"), ("Gent", "place")):
        start = text.find(word)
        if start >= 0:
            names.append([start, start + len(word), kind, 0.9])
    print(json.dumps(names), flush=True)
"""
COMMAND = [sys.executable, "-c", FAKE]


@pytest.fixture
def process():
    process = NameProcess(COMMAND, patience=20)
    yield process
    process.close()


def texts_of(names):
    return {name.text for name in names}


# Another program


def test_names_of_another_program_are_gathered_like_ours(process):
    fields = {"title": "Peeters stopt", "body": "Schepen Jan Peeters uit Gent stopt."}
    person, place = PluggedRecogniser(process).find(fields, ())
    assert (person.text, person.kind, person.score) == ("Jan Peeters", "person", 0.9)
    assert person.surfaces == ("Peeters", "Jan Peeters")
    assert place.spans == (Span("body", 24, 28),)


def test_the_curated_table_wins_from_another_program(process):
    curated = [FoundActor("gent", "Gent", "place", (Span("body", 0, 4),), ("Gent",), ())]
    found = PluggedRecogniser(process).find({"body": "Gent eert Jan Peeters"}, curated)
    assert texts_of(found) == {"Jan Peeters"}


def test_a_program_that_dies_on_a_text_reads_the_next(process, caplog):
    assert process("Jan Peeters") == [ReadName(0, 11, "person", 0.9)]
    assert process("sterf in Gent") == []
    assert "ended twice" in caplog.text
    assert process("in Gent") == [ReadName(3, 7, "place", 0.9)]


def test_a_program_that_keeps_dying_is_told():
    process = NameProcess([sys.executable, "-c", "pass"])
    assert process("Gent") == []
    with pytest.raises(RecogniserTrouble, match="stopt telkens"):
        process("Gent")


def test_a_program_that_hangs_is_ended(process):
    hasty = NameProcess(COMMAND, patience=0.5)
    assert hasty("wacht") == []
    assert hasty("in Gent")
    hasty.close()


def test_a_program_that_answers_nonsense_is_told(process):
    with pytest.raises(RecogniserTrouble, match="Loading model"):
        process("onzin")


@pytest.mark.parametrize(
    "answer",
    [
        '"Gent"',
        '{"names": []}',
        "[[0, 99, 'person', 1]]",
        '[[0, 2, "event", 1]]',
        "[[0, 2]]",
        "[3]",
    ],
)
def test_an_answer_that_cannot_be_is_told(answer):
    script = f"import sys\nfor line in sys.stdin: print({answer!r}, flush=True)"
    process = NameProcess([sys.executable, "-c", script])
    with pytest.raises(RecogniserTrouble, match="antwoordt iets anders"):
        process("Gent")
    process.close()


def test_a_program_that_is_not_there_is_told():
    with pytest.raises(RecogniserTrouble, match="kan niet starten"):
        NameProcess(["/nergens/frog"])("Gent")


# Which one


def a_reader():
    return lambda text: [ReadName(0, 4, "place", 0.8)] if text.startswith("Gent") else []


@pytest.mark.django_db
def test_our_own_model_reads_where_nothing_was_learned():
    assert current_recogniser() is load_recogniser()


@pytest.mark.django_db
def test_what_was_learned_here_reads_first():
    row = LearnedModel.objects.create(name="actors", content=MODEL.read_bytes())
    learned = current_recogniser()
    assert learned is not load_recogniser()
    assert texts_of(learned.find({"body": "Volgens Lieve Stappaerts klopt het."}, ()))
    assert current_recogniser() is learned
    row.save()
    assert current_recogniser() is not learned
    row.delete()
    assert current_recogniser() is load_recogniser()


def test_a_setting_plugs_in_a_factory(settings):
    settings.NAME_RECOGNISER = "tests.test_recogniser_plugin:a_reader"
    assert texts_of(current_recogniser().find({"body": "Gent slaapt"}, ())) == {"Gent"}


def test_a_setting_plugs_in_a_program(settings):
    settings.NAME_RECOGNISER = f"command: {shlex.join(COMMAND)}"
    assert texts_of(current_recogniser().find({"body": "In Gent"}, ())) == {"Gent"}


@pytest.mark.parametrize("value", ["", "command: frog --json", "pakket.namen:maak"])
def test_what_the_setting_may_be(value, monkeypatch):
    monkeypatch.setenv("NAME_RECOGNISER", value)
    assert environment.name_recogniser() == value


@pytest.mark.parametrize("value", ["frog", "command:", "a:b:c", "pakket namen:maak"])
def test_what_the_setting_may_not_be(value, monkeypatch):
    monkeypatch.setenv("NAME_RECOGNISER", value)
    with pytest.raises(ImproperlyConfigured, match="NAME_RECOGNISER"):
        environment.name_recogniser()


def test_a_command_says_that_the_program_does_not_work(seeds, settings):
    settings.NAME_RECOGNISER = "command: /nergens/frog"
    with pytest.raises(CommandError, match="kan niet starten"):
        call_command("reindex_articles", "--actors")
