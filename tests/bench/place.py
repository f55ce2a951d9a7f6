"""Where one size of the benchmark keeps what it made, and what of it is finished."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.bench import corpus

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "articles" / "migrations"
CORPUS, STAMP, LOCK = "corpus.jsonl", "made_of", "lock"
SERVER_STOPS = 30  # seconds


@dataclass(frozen=True, slots=True)
class Place:
    """The folder ``var/bench/SIZE/``. Removing it loses nothing but time."""

    size: int
    folder: Path

    @classmethod
    def of(cls, size: int) -> "Place":
        return cls(size, ROOT / "var" / "bench" / str(size))

    @property
    def corpus(self) -> Path:
        return self.folder / CORPUS

    def enter(self, *, afresh: bool) -> IO[str]:
        """Make the folder, keep others out, drop what was made of another corpus or schema.

        Returns the lock, to be held. Raises ``SystemExit`` where another run is at it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = (self.folder / LOCK).open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"Another benchmark runs in {self.folder}.") from None
        made_of = {"corpus": [corpus.VERSION, corpus.SEED], "schema": _fingerprint(MIGRATIONS)}
        before = self.facts(STAMP)
        same_corpus = before is None or before["corpus"] == made_of["corpus"]
        if afresh or before != made_of:
            self._empty(keep={LOCK, *([CORPUS, f"{CORPUS}.partial"] if same_corpus else [])})
        self.note(STAMP, made_of)
        return lock

    def _empty(self, *, keep: set[str]) -> None:
        self._wait_for_server()
        for path in self.folder.iterdir():
            if path.name in keep:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _wait_for_server(self) -> None:
        """Let the server of a run that was killed stop; it does so by itself."""
        for _ in range(SERVER_STOPS * 10):
            if not (self.folder / "postgres" / "postmaster.pid").exists():
                return
            time.sleep(0.1)
        raise SystemExit(f"A server still runs in {self.folder / 'postgres'}.")

    def facts(self, name: str) -> dict[str, Any] | None:
        """Read what was noted of a finished step; None where it is not finished."""
        path = self.folder / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def note(self, name: str, facts: Mapping[str, Any]) -> None:
        """Note that a step is finished, with what is to be known of it."""
        draft = self.folder / f"{name}.json.new"
        draft.write_text(json.dumps(facts), encoding="utf-8")
        draft.rename(self.folder / f"{name}.json")

    def once(self, name: str, step: Callable[[], Mapping[str, Any]]) -> dict[str, Any]:
        """Do a step unless it is finished; return what is known of it."""
        if (known := self.facts(name)) is not None:
            say(f"{name}: here already")
            return known
        facts = dict(step())
        self.note(name, facts)
        return facts

    def environment(self, **more: str) -> dict[str, str]:
        """Give the environment in which a command of the project works on this archive."""
        settings = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "BENCH_SIZE": str(self.size)}
        return {**os.environ, **settings, **more}

    def manage(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start a command of the project on this archive; what it prints goes to a log."""
        with (self.folder / f"{arguments[0]}.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env=self.environment(**more),
                stdout=log,
                text=True,
            )


def _fingerprint(folder: Path) -> str:
    """Sum up the files that say what the tables look like."""
    texts = (path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(b"".join(texts)).hexdigest()[:16]


_started = time.monotonic()


def say(message: str) -> None:
    """Print a line of progress with the minutes gone by."""
    minutes, seconds = divmod(int(time.monotonic() - _started), 60)
    print(f"[{minutes:3}:{seconds:02}] {message}", flush=True)


class Steps:
    """Says how far a long step is, every so many seconds; to be called with the number done."""

    def __init__(self, name: str, total: int, *, every: float = 10.0) -> None:
        self.name, self.total, self.every = name, total, every
        self.started = self.said = time.monotonic()

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now - self.said < self.every:
            return
        self.said = now
        rate = done / (now - self.started)
        left = (self.total - done) / max(rate, 0.001)
        say(f"{self.name}: {done:,} of {self.total:,}, {rate:,.0f}/s, {left:,.0f} s left")
