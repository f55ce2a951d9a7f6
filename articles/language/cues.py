"""The small language of cue words, and which of them a text meets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from articles.language.folding import fold
from articles.language.words import lemma

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from articles.language.words import Part, Word


_CUE = re.compile(r"\*?[^\W_][\w'&-]+|[^\W_][\w'&-]*\*?|[\w'&-]+(?: [\w'&-]+)+")
_RUN = re.compile(r"[^\W_]+")


def folded_cue(cue: str) -> str:
    """Give a cue as it is compared; raises ValueError where it is none.

    A cue is a word ("verkiezing"), a beginning ("raket*"), an ending ("*oorlog") or a
    sequence of words ("raad van state").
    """
    folded = fold(cue)
    if not _CUE.fullmatch(folded):
        raise ValueError(
            f'"{cue}" is geen signaalwoord: schrijf woord, begin*, *einde of een reeks'
        )
    return folded


def distinct_cues(cues: Iterable[str]) -> list[str]:
    """Fold one topic's cues and drop those that another covers, so that no word counts twice.

    "raket*" covers "raketten" and "raketaanval*", and "gevecht" covers "gevechten". Raises
    ValueError where a cue is malformed.
    """
    folded = {folded_cue(cue): cue for cue in cues}
    beginnings = {cue[:-1] for cue in folded if cue.endswith("*")}
    endings = {cue[1:] for cue in folded if cue.startswith("*")}
    kept: dict[str, str] = {}
    for cue, written in folded.items():
        inner = cue.strip("*")
        covered = not cue.startswith("*") and any(
            inner[:length] in beginnings for length in range(1, len(inner) + cue[-1].isalnum())
        )
        covered |= not cue.endswith("*") and any(
            inner[start:] in endings for start in range(cue.startswith("*"), len(inner))
        )
        if " " in cue or not covered:
            kept.setdefault(cue if "*" in cue or " " in cue else fold(lemma(written)), cue)
    return list(kept.values())


class CueIndex:
    """Finds cues, which it names by their place in the order given.

    A sequence of words is found in two steps: its longest word hints at it, and only a text
    where that stands is searched for the whole.
    """

    def __init__(self, cues: Iterable[str]) -> None:
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        self._sequences: dict[int, str] = {}
        self._hints: defaultdict[str, list[int]] = defaultdict(list)
        for number, cue in enumerate(cues):
            self._add(number, cue)
        self._shortest = min(map(len, chain(self._beginnings, self._endings)), default=0)
        self._by_start = _grouped(self._beginnings, slice(self._shortest))
        self._by_tail = _grouped(self._endings, slice(-self._shortest, None))

    def met_by(self, found: Iterable[Word]) -> list[int]:
        """Tell which cues these words of a text meet, and which sequences they hint at."""
        met: list[int] = []
        for whole, parts in found:
            numbers = self._met_by_part(whole)
            if len(parts) > 1:
                numbers.update(*map(self._met_by_part, parts))
            for run in (whole.folded,) if whole.folded.isalnum() else _RUN.findall(whole.folded):
                numbers.update(self._hints.get(run, ()))
            met += numbers
        return met

    def count(self, met: Iterable[int], folded: str) -> Counter[int]:
        """Count the cues in a folded text, of whose tokens `met_by` told what they meet."""
        found = Counter(met)
        for number in found.keys() & self._sequences.keys():
            del found[number]
            if times := _occurrences(self._sequences[number], folded):
                found[number] = times
        return found

    def _add(self, number: int, cue: str) -> None:
        if " " in cue:
            self._sequences[number] = cue
            self._hints[max(_RUN.findall(cue), key=len)].append(number)
        elif cue.endswith("*"):
            self._beginnings[cue[:-1]] = number
        elif cue.startswith("*"):
            self._endings[cue[1:]] = number
        else:
            for form in {cue, fold(lemma(cue))}:
                self._exact[form].append(number)

    def _met_by_part(self, part: Part) -> set[int]:
        _, folded, base = part
        met = set(self._exact.get(folded, ()))
        for beginning, number in self._by_start.get(folded[: self._shortest], ()):
            if folded.startswith(beginning):
                met.add(number)
        if base != folded:
            met.update(self._exact.get(base, ()))
        if self._by_tail:
            met.update(self._ending(folded), self._ending(base))
        return met

    def _ending(self, form: str) -> Iterator[int]:
        for ending, number in self._by_tail.get(form[-self._shortest :], ()):
            if form.endswith(ending):
                yield number


def _grouped(affixes: dict[str, int], edge: slice) -> dict[str, list[tuple[str, int]]]:
    groups: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for affix, number in affixes.items():
        groups[affix[edge]].append((affix, number))
    return groups


def _occurrences(sequence: str, text: str) -> int:
    """Count the places of a sequence where no letter or digit goes on before or after it."""
    times = 0
    start = text.find(sequence)
    while start >= 0:
        end = start + len(sequence)
        times += not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        start = text.find(sequence, start + 1)
    return times
