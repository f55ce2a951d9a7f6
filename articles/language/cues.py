"""The small language of cue words, and all cues of a text in one pass over its words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

import ahocorasick

from articles.language.folding import fold
from articles.language.words import lemma, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CUE = re.compile(r"\*?[^\W_][\w'&-]+|[^\W_][\w'&-]*\*?|[\w'&-]+(?: [\w'&-]+)+")
_HYPHEN = re.compile(r"[-‐‑]")


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
    """Counts cues, which it names by their place in the order given."""

    def __init__(self, cues: Iterable[str]) -> None:
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        self._sequences = ahocorasick.Automaton()
        for number, cue in enumerate(cues):
            self._add(number, cue)
        self._beginning_lengths = sorted({len(cue) for cue in self._beginnings})
        self._ending_lengths = sorted({len(cue) for cue in self._endings})
        self._has_sequences = len(self._sequences) > 0
        self._sequences.make_automaton()
        self._cues_of = lru_cache(maxsize=65_536)(self._match)

    def count(self, text: str) -> tuple[Counter[int], int]:
        """Give how often each cue stands in a text, and how many words the text has."""
        found: Counter[int] = Counter()
        written = spelled(text)
        for word, times in Counter(written).items():
            for cue in self._cues_of(word):
                found[cue] += times
        if self._has_sequences:
            found.update(self._sequences_in(text))
        return found, len(written)

    def _add(self, number: int, cue: str) -> None:
        if " " in cue:
            self._sequences.add_word(cue, (number, len(cue)))
        elif cue.endswith("*"):
            self._beginnings[cue[:-1]] = number
        elif cue.startswith("*"):
            self._endings[cue[1:]] = number
        else:
            for form in {cue, fold(lemma(cue))}:
                self._exact[form].append(number)

    def _match(self, word: str) -> tuple[int, ...]:
        found: set[int] = set()
        for part in {word, *_HYPHEN.split(word)}:
            if part:
                found.update(self._match_part(part))
        return tuple(found)

    def _match_part(self, part: str) -> Iterator[int]:
        folded = fold(part)
        base = fold(lemma(part))
        for form in {folded, base}:
            yield from self._exact.get(form, ())
            for length in self._ending_lengths:
                if form[-length:] in self._endings:
                    yield self._endings[form[-length:]]
        for length in self._beginning_lengths:
            if folded[:length] in self._beginnings:
                yield self._beginnings[folded[:length]]

    def _sequences_in(self, text: str) -> Iterator[int]:
        folded = " ".join(fold(text).split())
        for last, (number, length) in self._sequences.iter(folded):
            start = last + 1 - length
            if not (folded[start - 1 : start].isalnum() or folded[last + 1 : last + 2].isalnum()):
                yield number
