import signal

import pytest

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
    assert stream.text.count("\n") == (0 if is_terminal else 2)
    assert stream.text.count("\r") == (4 if is_terminal else 0)


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
