"""How much the recogniser learns from an editor's answers: ``python -m tests.bench.learning``.

A model of few marked articles reads others as an archive would, and its names are queued in one of
three orders. The marks answer: yes, another kind, or no name. Then it learns again as
``train_actors`` does, and is measured on articles that it never saw. Prints tables and draws
``docs/learning.svg``.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from articles.language.curated import load_actors
from articles.language.known import ActorKind, KnownActor
from articles.language.recognising.judged import JudgedName, JudgedText
from articles.language.recognising.marking import MarkedText, load_marked
from articles.language.recognising.precedence import certain
from articles.language.recognising.recogniser import FoundName, Recogniser
from articles.language.recognising.training import School, fold_of, without_header
from tests.bench.learning_plot import draw

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PLOT = FIXTURES.parent / "docs" / "learning.svg"
ANSWERS = (0, 10, 25, 50, 100, 200)
ROUNDS = 5  # each with other articles to begin from
FIELD = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Marked articles to begin from, those that an editor answers about, and those to judge by."""

    start: Sequence[MarkedText]
    pool: Sequence[MarkedText]
    held_out: Sequence[MarkedText]


class Entry(NamedTuple):
    """A name in the queue, with where it was read."""

    key: str
    kind: ActorKind
    names: list[tuple[MarkedText, FoundName]]

    @property
    def score(self) -> float:
        return max(name.score for _, name in self.names)


Order = Callable[[Entry], tuple[float, str]]
ORDERS: dict[str, Order] = {
    "frequent first": lambda entry: (-len(entry.names), entry.key),
    "doubtful first": lambda entry: (entry.score, entry.key),
    "by articles times doubt": lambda entry: (-len(entry.names) * (1 - entry.score), entry.key),
}


def small(news: Sequence[MarkedText], few: int) -> Iterator[Trial]:
    """Begin from a few articles."""
    held_out = [article for article in news if fold_of(article) == 0]
    others = [article for article in news if fold_of(article) != 0]
    for number in range(ROUNDS):
        mixed = sorted(others, key=lambda article: _mixed(article, number))
        yield Trial(start=mixed[:few], pool=mixed[few:], held_out=held_out)


def other_kinds(news: Sequence[MarkedText], others: Sequence[MarkedText]) -> Iterator[Trial]:
    """Begin from all the news; learn and be judged by texts of other kinds, full of names."""
    for number in range(ROUNDS):
        mixed = sorted(others, key=lambda text: _mixed(text, number))
        half = len(mixed) // 2
        yield Trial(start=news, pool=mixed[:half], held_out=mixed[half:])


def _mixed(article: MarkedText, number: int) -> bytes:
    return sha256(f"{number} {article.name}".encode()).digest()


def curves(trial: Trial, actors: Sequence[KnownActor]) -> dict[str, list[float]]:
    """Give for each order the F1 of table and model after each number of ``ANSWERS``."""
    school = School(actors)
    start = school.teach(trial.start)
    queue = _queue(start, school, trial.pool)
    first = _f1(school, start, trial)
    found = {order: [first] for order in ORDERS}
    for order, key in ORDERS.items():
        answered = [(entry, _answer(entry)) for entry in sorted(queue, key=key)[: ANSWERS[-1]]]
        for answers in ANSWERS[1:]:
            model = school.teach(trial.start, _judged(answered[:answers]), start)
            found[order].append(_f1(school, model, trial))
    return found


def _f1(school: School, model: bytes, trial: Trial) -> float:
    return school.examine(model, trial.held_out).f1


def _queue(model: bytes, school: School, pool: Iterable[MarkedText]) -> list[Entry]:
    recogniser = Recogniser(model)
    read: defaultdict[tuple[str, ActorKind], list[tuple[MarkedText, FoundName]]] = defaultdict(list)
    for article in pool:
        fields = {FIELD: article.text}
        curated = school.gazetteer.find(fields)
        for name in certain(curated, recogniser.find(fields, curated)).names:
            read[name.text, name.kind].append((article, name))
    return [Entry(*key, names) for key, names in read.items()]


def _answer(entry: Entry) -> ActorKind | None:
    """Answer as the marks do most often where the name was read; None is no name."""
    kinds: Counter[ActorKind | None] = Counter()
    for article, name in entry.names:
        marked = {(start, end): kind for start, end, kind in article.names}
        for _, start, end in name.spans:
            kinds[marked.get((start, end), marked.get((start, end - 1)))] += 1
    return kinds.most_common(1)[0][0]


def _judged(answered: Iterable[tuple[Entry, ActorKind | None]]) -> list[JudgedText]:
    names: defaultdict[str, list[JudgedName]] = defaultdict(list)
    texts: dict[str, str] = {}
    for entry, kind in answered:
        for article, name in entry.names:
            texts[article.name] = article.text
            names[article.name] += [JudgedName(*span, kind) for span in name.spans]
    return [
        JudgedText(name=name, fields={FIELD: text}, names=tuple(names[name]))
        for name, text in sorted(texts.items())
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    news = [without_header(article) for article in load_marked(FIXTURES / "news")]
    actors = [actor.known for actor in load_actors(FIXTURES / "actors")]
    lines: dict[str, list[float]] = {}
    others = load_marked(FIXTURES / "names")
    begun = {
        "15 articles": small(news, 15),
        "40 articles": small(news, 40),
        "news only": other_kinds(news, others),
    }
    for title, trials in begun.items():
        each = [curves(trial, actors) for trial in islice(trials, rounds)]
        means = {
            order: [mean(shares) for shares in zip(*(one[order] for one in each), strict=True)]
            for order in ORDERS
        }
        _print(f"Begun with {title}, mean of {len(each)}", means)
        lines |= {f"{title}, {order}": shares for order, shares in means.items()}
    PLOT.write_text(draw(ANSWERS, lines), encoding="utf-8")


def _print(title: str, means: Mapping[str, Sequence[float]]) -> None:
    print(f"\n{title}\n\n| answers | {' | '.join(means)} |\n|{'---|' * (len(means) + 1)}")
    for answers, *shares in zip(ANSWERS, *means.values(), strict=True):
        print(f"| {answers} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |")
    print(flush=True)


if __name__ == "__main__":
    main()
