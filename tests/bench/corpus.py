"""A reproducible synthetic archive: article ``n`` is a function of the seed and ``n`` alone.

So an archive of 100,000 is the beginning of one of a million. Words come as often as they do in
Dutch; each article is about a few of them, which stand in its title and come back in its text.
"""

import json
import multiprocessing
import random
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.vocabulary import Vocabulary

SEED = 20_261
VERSION = 1  # to be raised when what an article looks like changes
BLOCK = 500
SHORTEST, LONGEST = 120, 420  # words of a body
FIRST_DAY, LAST_DAY = date(1985, 1, 1).toordinal(), date(2025, 12, 31).toordinal()
SUBJECTS, PHRASES = 5, 6
MOST_ACTORS, MOST_TOPICS = 6, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticArticle:
    """An article before it is written down; ``published`` is ISO 8601, empty when unknown."""

    title: str
    lead: str
    body: str
    published: str
    source: str

    def as_json(self) -> str:
        """Write it as a line of JSON with the names of schema.org."""
        record: dict[str, Any] = {
            "@type": "NewsArticle",
            "headline": self.title,
            "abstract": self.lead,
            "articleBody": self.body,
            "publisher": {"@type": "Organization", "name": self.source},
        }
        if self.published:
            record["datePublished"] = self.published
        return json.dumps(record, ensure_ascii=False)


def synthetic_article(number: int, vocabulary: Vocabulary, *, seed: int = SEED) -> SyntheticArticle:
    """Make article ``number`` of the archive that grows from ``seed``."""
    chance = random.Random((seed << 40) + number)
    length = chance.randrange(SHORTEST, LONGEST)
    subjects = vocabulary.subjects.draw(chance, SUBJECTS)
    words = vocabulary.words.draw(chance, length + 30)
    text = words[:length]
    title, lead = [*subjects[:3], *words[length : length + 4]], words[length + 4 :]
    lead[1], lead[5] = subjects[0], subjects[3]
    _strew(chance, text, (subject for subject in subjects for _ in range(3)))
    phrases = vocabulary.phrases.draw(chance, PHRASES)
    _strew(chance, text, phrases)
    if chance.random() < 0.15:
        title[5] = lead[13] = phrases[0]
    _name_actors(chance, vocabulary, title, lead, text)
    _speak_of_topics(chance, vocabulary, title, text)
    chance.shuffle(title)
    return SyntheticArticle(
        title=_sentence(title),
        lead=_sentence(lead) + ".",
        body="\n\n".join(_paragraphs(chance, text)),
        published=_published(chance),
        source=vocabulary.sources.draw(chance, 1)[0],
    )


def _strew(chance: random.Random, text: list[str], words: Any) -> None:
    """Put words in the place of others, anywhere."""
    length = len(text)
    for word in words:
        text[int(chance.random() * length)] = word


def _name_actors(
    chance: random.Random,
    vocabulary: Vocabulary,
    title: list[str],
    lead: list[str],
    text: list[str],
) -> None:
    actors = vocabulary.actors.draw(chance, int(chance.random() * (MOST_ACTORS + 1)))
    for actor in actors:
        again = actor.names[int(chance.random() * len(actor.names))]
        _strew(chance, text, (actor.names[0], again))
    if actors and chance.random() < 0.4:
        title[3] = lead[9] = actors[0].names[0]


def _speak_of_topics(
    chance: random.Random, vocabulary: Vocabulary, title: list[str], text: list[str]
) -> None:
    topics = vocabulary.topics.draw(chance, int(chance.random() * (MOST_TOPICS + 1)))
    for topic in topics:
        _strew(chance, text, chance.sample(topic.cues, min(3, len(topic.cues))))
    if topics and chance.random() < 0.4:
        title[4] = topics[0].cues[0]


def _sentence(words: list[str]) -> str:
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _paragraphs(chance: random.Random, text: list[str]) -> Iterator[str]:
    start, sentences = 0, []
    while start < len(text):
        end = start + 6 + int(chance.random() * 20)
        sentences.append(_sentence(text[start:end]) + ".")
        start = end
        if len(sentences) == 4:
            yield " ".join(sentences)
            sentences = []
    if sentences:
        yield " ".join(sentences)


def _published(chance: random.Random) -> str:
    """Draw a date, rather a late one; most are known to the day, a few not at all."""
    days = int(chance.random() ** 0.5 * (LAST_DAY - FIRST_DAY + 1))
    day = date.fromordinal(FIRST_DAY + days).isoformat()
    known = chance.random()
    if known < 0.35:
        return f"{day}T{int(chance.random() * 24):02}:{int(chance.random() * 60):02}"
    if known < 0.90:
        return day
    return day[:7] if known < 0.97 else day[:4] if known < 0.99 else ""


# On disk

_block: Callable[[int, int], bytes]


def _start_worker(vocabulary: Vocabulary, seed: int) -> None:
    global _block  # noqa: PLW0603 - what one process of a pool keeps
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it

    def block(start: int, stop: int) -> bytes:
        lines = (
            synthetic_article(number, vocabulary, seed=seed).as_json()
            for number in range(start, stop)
        )
        return "".join(f"{line}\n" for line in lines).encode()

    _block = block


def _make_block(bounds: tuple[int, int]) -> bytes:
    return _block(*bounds)


def write_corpus(
    path: Path,
    vocabulary: Vocabulary,
    *,
    size: int,
    seed: int = SEED,
    on_progress: Callable[[int], None] = lambda _done: None,
) -> None:
    """Write the first ``size`` articles as JSON Lines, on all cores; go on where a run stopped."""
    if path.exists():
        return
    partial = path.with_name(f"{path.name}.partial")
    starts = range(_complete_lines(partial), size, BLOCK)
    blocks = [(start, min(start + BLOCK, size)) for start in starts]
    pool = multiprocessing.Pool(initializer=_start_worker, initargs=(vocabulary, seed))
    with partial.open("ab") as file, pool:
        for (_, stop), data in zip(blocks, pool.imap(_make_block, blocks), strict=True):
            file.write(data)
            on_progress(stop)
    partial.rename(path)


def _complete_lines(path: Path) -> int:
    """Count the whole lines of a file, and cut off what follows them."""
    if not path.exists():
        return 0
    lines = whole = 0
    with path.open("r+b") as file:
        for line in file:
            if line.endswith(b"\n"):
                lines, whole = lines + 1, whole + len(line)
        file.truncate(whole)
    return lines
