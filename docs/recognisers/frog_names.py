# ruff: noqa: INP001, S603, S607, T201 - a program of its own, that talks through its output
"""Read names with Frog: NAME_RECOGNISER="command:python3 docs/recognisers/frog_names.py".

Needs the program `frog` (Debian: apt-get install frog frogdata ucto). It is started as a server on
a port of this machine and asked for each text; lines of JSON go in and out as docs/recognisers.md
says.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from typing import Any

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
SCORE = 0.8  # Frog does not say how sure it is of a name
PATIENCE = 60  # seconds for Frog to load
NAME_COLUMN = 7  # of what Frog prints


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start() -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start Frog with no more than the tagger and the names, and wait until it listens."""
    port = free_port()
    frog = subprocess.Popen(
        ["frog", "--skip=mplac", "-S", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),  # it leaves files where it runs
    )
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and frog.poll() is None:
        with contextlib.suppress(ConnectionRefusedError):
            return frog, socket.create_connection(("127.0.0.1", port))
        time.sleep(0.2)
    frog.kill()
    sys.exit("frog does not start")


def tagged(connection: socket.socket, text: str) -> Iterator[tuple[str, str]]:
    """Give Frog's tokens of a text with their labels of names (B-PER, I-PER, O)."""
    lines = (line for line in text.splitlines() if line.strip() not in {"", "EOT"})
    connection.sendall("\n".join([*lines, "EOT", ""]).encode())
    answer = b""
    while not answer.rstrip().endswith(b"READY"):
        part = connection.recv(1 << 16)
        if not part:
            sys.exit("frog ended")
        answer += part
    for line in answer.decode().splitlines():
        columns = line.split("\t")
        if len(columns) > NAME_COLUMN:
            yield columns[1], columns[NAME_COLUMN]


def names_in(text: str, tokens: Iterable[tuple[str, str]]) -> list[list[Any]]:
    """Find Frog's tokens in the text again, and join those of one name."""
    names: list[list[Any]] = []
    done = 0
    for token, label in tokens:
        start = text.find(token, done)
        if start < 0:
            continue
        done = start + len(token)
        place, _, kind = label.partition("-")
        if place == "I" and names and names[-1][2] == KINDS.get(kind):
            names[-1][1] = done
        elif kind in KINDS:
            names.append([start, done, KINDS[kind], SCORE])
    return names


def main() -> None:
    frog, connection = start()
    try:
        for line in sys.stdin:
            text = json.loads(line)["text"]
            print(json.dumps(names_in(text, tagged(connection, text))), flush=True)
    finally:
        frog.kill()
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)  # Frog leaves a child that never ends


if __name__ == "__main__":
    main()
