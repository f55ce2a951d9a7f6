"""Which of two names counts that stand in the same place, and which curated ones are certain."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from articles.language.names import FoundActor, Span
    from articles.language.recognising.consistency import Mention
    from articles.language.recognising.reading import Known
    from articles.language.recognising.recogniser import FoundName

Found = TypeVar("Found", "FoundActor", "FoundName")
DOUBTED = 0.25  # the probability below which a name of the table is not certain
_SURE = 0.85  # the score from which a longer name takes a curated one that is part of it


class Certainty(NamedTuple):
    """What the table knows, divided by whether the model believes it; scores are the model's."""

    certain: list[FoundActor]
    doubtful: list[tuple[FoundActor, float]]
    names: list[FoundName]  # those that the table does not know


def may_stand(mention: Mention, text: str, known: Sequence[Known]) -> bool:
    """Whether no curated name stands there, or one that is surely only part of this name.

    The Monsanto of Chantal Monsanto is, and the towns of Brussel-Halle-Vilvoorde are; a
    person's full name in what looks longer is not.
    `known` are the curated names in the text of the mention's field, in reading order.
    """
    start, end = mention.start, mention.end
    first = bisect_left(known, start, key=lambda one: one.end - 1)
    beside = [one for one in known[first : first + 2] if one.start < end]
    if not beside:
        return True
    if mention.score < _SURE or (len(beside) > 1 and " " in mention.text):
        return False
    one = beside[0]
    if one.kind == "person" and (mention.kind == "person" or " " in text[one.start : one.end]):
        return False
    return _holds(start, end, one.start, one.end)


def outside(curated: Iterable[Found], names: Iterable[FoundName]) -> list[Found]:
    """Leave out of what `Gazetteer.find` gave what is only part of a longer name."""
    longer = [span for name in names for span in name.spans]
    kept: list[Found] = []
    for actor in curated:
        spans = tuple(span for span in actor.spans if not _inside_any(span, longer))
        if spans:
            kept.append(actor._replace(spans=spans))
    return kept


def certain(curated: Iterable[FoundActor], names: Iterable[FoundName]) -> Certainty:
    """Divide what `Gazetteer.find` gave by what `Recogniser.find` gave beside it.

    Left out are names of the table that are only part of a longer name. An actor may be certain
    by one of its forms and doubtful by another.
    """
    doubts: dict[tuple[Span, str], float] = {}
    found: list[FoundName] = []
    for name in names:
        if name.score < DOUBTED:
            doubts |= {(span, name.kind): name.score for span in name.spans}
        else:
            found.append(name)
    believed: list[FoundActor] = []
    doubtful: list[tuple[FoundActor, float]] = []
    for actor in outside(curated, found):
        doubted = {span: doubts.get((span, actor.kind)) for span in actor.spans}
        if sure := tuple(span for span, score in doubted.items() if score is None):
            believed.append(actor._replace(spans=sure))
        scores = [score for score in doubted.values() if score is not None]
        if scores:
            spans = tuple(span for span, score in doubted.items() if score is not None)
            doubtful.append((actor._replace(spans=spans), max(scores)))
    return Certainty(believed, doubtful, found)


def _inside_any(span: Span, longer: Iterable[Span]) -> bool:
    return any(
        one.field == span.field and _holds(one.start, one.end, span.start, span.end)
        for one in longer
    )


def _holds(start: int, end: int, inner_start: int, inner_end: int) -> bool:
    """Whether the outer place is wider than the inner by more than a genitive -s."""
    return start <= inner_start and inner_end <= end and end - start > inner_end - inner_start + 1
