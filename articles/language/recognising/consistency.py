"""One article, one meaning: its mentions made to agree, and gathered under the names they bear."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from articles.language.vocabulary import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.language.known import ActorKind


class Mention(NamedTuple):
    """A name in its place: the number of its field, and the characters from start to end."""

    field: int
    start: int
    end: int
    text: str  # without a genitive -s
    kind: ActorKind
    score: float


class Bearer(NamedTuple):
    """Who or what is named, by the fullest form and with all mentions in reading order."""

    text: str
    kind: ActorKind
    mentions: tuple[Mention, ...]


def gather(mentions: Sequence[Mention], short_forms: dict[str, str]) -> list[Bearer]:
    """Give each name one kind, and each surname and abbreviation to who bears it.

    `short_forms` are abbreviations that stand in brackets after their long form.
    """
    kinds = _kinds_of(mentions)
    people = [text for text, kind in kinds.items() if kind == "person"]
    owners = _owners_of_surnames(people)
    for short, long in short_forms.items():
        if long in kinds:
            owners[short] = long
    gathered: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions):
        gathered[owners.get(mention.text, mention.text)].append(mention)
    return [
        Bearer(text, kinds[text], tuple(one._replace(kind=kinds[text]) for one in own))
        for text, own in gathered.items()
    ]


def _kinds_of(mentions: Iterable[Mention]) -> dict[str, ActorKind]:
    """Give each name the kind for which most can be said."""
    votes: defaultdict[str, defaultdict[ActorKind, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        votes[mention.text][mention.kind] += mention.score
    return {text: max(kinds, key=kinds.__getitem__) for text, kinds in votes.items()}


def _owners_of_surnames(people: Iterable[str]) -> dict[str, str]:
    """Tell which short name is whose, where one full name in the article ends in it."""
    bearers: defaultdict[str, list[str]] = defaultdict(list)
    for person in people:
        for surname in surnames_of(person):
            bearers[surname].append(person)
    return {surname: full[0] for surname, full in bearers.items() if len(full) == 1}


def surnames_of(person: str) -> Iterator[str]:
    """Give the shorter ways to name a person: Van der Meer, van der Meer, der Meer, Meer."""
    words = person.split()
    for place in range(1, len(words)):
        surname = " ".join(words[place:])
        yield surname
        if words[place].lower() in PARTICLES:
            yield surname[0].swapcase() + surname[1:]
