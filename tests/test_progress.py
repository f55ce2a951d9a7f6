import signal
import zipfile

import pytest

from articles.expecting import expected_files
from articles.progress import GentleStop, Progress


class Stream:
    def __init__(self, *, is_terminal: bool):
        self.is_terminal = is_terminal
        self.text = ""

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, text: str, _style: object = None, ending: str = "\n") -> None:
        self.text += text + ending


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_one_line_that_renews_itself_or_a_log(is_terminal, monkeypatch):
    clock = iter(range(0, 1000, 20))
    monkeypatch.setattr("articles.progress.time.monotonic", lambda: next(clock))
    stream = Stream(is_terminal=is_terminal)
    progress = Progress(stream, unit="artikelen", total=100)

    progress.show(40, last="abc")
    progress.show(80)
    progress.done()

    assert "40 van 100 artikelen, 2/s, nog 30 s, tot abc" in stream.text
    assert ("[========            ] 40 van" in stream.text) == is_terminal
    assert stream.text.count("\n") == (0 if is_terminal else 2)
    assert stream.text.count("\r") == (4 if is_terminal else 0)


@pytest.mark.parametrize(
    ("total", "left"),
    [(100, "nog ongeveer 3 min"), (20_000, "nog ongeveer 11 u 6 min"), (None, "artikelen, 0/s")],
)
def test_the_time_left_is_as_rough_as_it_can_be_known(total, left, monkeypatch):
    clock = iter([0.0, 20.0])
    monkeypatch.setattr("articles.progress.time.monotonic", lambda: next(clock))
    stream = Stream(is_terminal=False)

    Progress(stream, unit="artikelen", total=total).show(10 if total else 1)

    assert left in stream.text


def test_the_time_left_goes_by_the_last_minute(monkeypatch):
    clock = iter([0.0, *(300.0 + step for step in range(0, 100, 20))])
    monkeypatch.setattr("articles.progress.time.monotonic", lambda: next(clock))
    stream = Stream(is_terminal=False)
    progress = Progress(stream, unit="artikelen", total=1_000)

    for number in (100, 200, 300, 400, 500):  # the first after five minutes, then one in 20 s
        progress.show(number)

    assert "100 van 1000 artikelen, 0/s, nog ongeveer 45 min" in stream.text
    assert "500 van 1000 artikelen, 5/s, nog ongeveer 2 min" in stream.text


def test_files_are_counted_where_that_is_cheap(tmp_path):
    (tmp_path / "een.txt").write_text("x")
    (tmp_path / ".verborgen").write_text("x")
    with zipfile.ZipFile(tmp_path / "twee.zip", "w") as archive:
        archive.writestr("map/a.txt", "a")
        archive.writestr("map/b.txt", "b")
        archive.mkdir("leeg")
    (tmp_path / "drie.jsonl").write_text('{"text": "x"}\n' * 2 + '{"text": "x"}')
    (tmp_path / "lang.jsonl").write_text('{"text": "een twee drie"}\n' * 80_000)

    assert expected_files([tmp_path / "drie.jsonl", tmp_path / "twee.zip", "weg.txt"]) == 6
    assert expected_files([tmp_path]) == pytest.approx(80_006, rel=0.01)
    (tmp_path / "vier.tar").write_bytes(b"")
    assert expected_files([tmp_path]) is None
    assert expected_files(["-"]) is None


def test_a_first_signal_asks_and_a_second_one_interrupts():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), GentleStop() as stop:  # noqa: PT012
        assert not stop.asked
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with GentleStop() as stop:
            signal.raise_signal(signal.SIGTERM)
            assert not stop.asked
    finally:
        signal.signal(signal.SIGTERM, before)
