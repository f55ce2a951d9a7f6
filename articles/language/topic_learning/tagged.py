"""Texts of which people said what they are about: the project's own, and where they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from articles.parsing import parse_article
from articles.samples import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDS = 5
_HEADER = re.compile(r"\A\ufeff?# topics:([^\n]*)(?:\n|\Z)")
_BLOCK = re.compile(r"^(?=# topics:)", re.MULTILINE)
_CODE = re.compile(r"\d{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedText:
    """A text, the topics that it is about (most important first), and those it is not about.

    `denied` is None where it is about none but `topics`. `natural` tells what was written as
    news from what was written to teach; only the former tells how probable a topic is.
    """

    name: str
    title: str
    text: str
    topics: tuple[str, ...]
    denied: frozenset[str] | None = None
    natural: bool = True

    @property
    def fold(self) -> int:
        """The fifth to which it belongs, by its name alone; that of 0 never trains."""
        return int.from_bytes(sha256(self.name.encode()).digest()) % FOLDS


def load_news(folder: Path) -> list[TaggedText]:
    """Read the sample articles that say what they are about, by file name."""
    return [
        text
        for path in sorted(folder.glob("*.txt"))
        if (text := read_news(path.stem, path.read_text(encoding="utf-8"))).topics
    ]


def read_news(name: str, marked: str) -> TaggedText:
    """Read a sample article as an import would; its first line may name its topics."""
    header = _HEADER.match(marked)
    article = parse_article(plain_text(marked).encode())
    return TaggedText(
        name=name,
        title=article.title,
        text=f"{article.lead}\n\n{article.body}",
        topics=tuple(_CODE.findall(header[1] if header else "")),
    )


def load_lessons(folder: Path) -> list[TaggedText]:
    """Read the texts that were written to teach: several in a file, each under its topics."""
    return [
        lesson
        for path in sorted(folder.glob("*.txt"))
        for lesson in _lessons(path.stem, path.read_text(encoding="utf-8"))
    ]


def _lessons(stem: str, content: str) -> Iterator[TaggedText]:
    for number, block in enumerate(filter(_HEADER.match, _BLOCK.split(content)), start=1):
        header, _, written = block.partition("\n")
        title, _, text = written.strip().partition("\n\n")
        yield TaggedText(
            name=f"{stem}-{number}",
            title=title if text else "",
            text=text or title,
            topics=tuple(_CODE.findall(header)),
            natural=False,
        )
