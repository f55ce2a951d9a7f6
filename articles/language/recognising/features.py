"""What the model is told of each token: itself, its neighbours, and the rest of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.language.recognising import lists
from articles.language.recognising.facts import NOTHING, Facts, facts_of
from articles.language.tokens import PerToken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from articles.language.recognising.reading import Passage

MOST = 1 << 16  # tokens that are remembered, some 250 bytes each
_OPENERS = frozenset("\"'“‘«„(-–—:•>")
_SPORTING = 4  # words of sport that make an article one of sport, where towns are clubs
_FEW, _MOST = 2, 0.7  # words of a headline; the part of them that is in capitals


class Features:
    """Gives the features of articles; keep one, for it remembers what it knows of each token.

    Those that a model does not know say nothing to it: given which it knows, they are mostly
    left out, which takes a fifth of the memory.
    """

    def __init__(self, known: Iterable[str] | None = None) -> None:
        self._known = None if known is None else {feature: feature for feature in known}
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._facts = PerToken(self._facts_of)

    def _facts_of(self, token: str) -> Facts:
        facts = facts_of(token)
        return facts if self._known is None else facts.kept(self._known_of)

    def _known_of(self, features: tuple[str, ...]) -> tuple[str, ...]:
        known = self._known or {}
        kept = tuple(known[one] for one in features if one in known)
        return self._same.setdefault(kept, kept)

    def of_article(self, passages: Iterable[Passage]) -> Iterator[list[list[str]]]:
        """Give for each sentence of an article and each of its tokens the features that hold."""
        facts = self._facts
        if len(facts) > MOST:
            facts.clear()
            self._same.clear()
        read = [(one, [facts[token.text] for token in one.tokens]) for one in passages]
        seen = _seen_in([about for _, about in read])
        if sum("sport" in fact.classes for _, about in read for fact in about) >= _SPORTING:
            for uses in seen.values():
                uses.append("seen in sport")
        return (_of_sentence(one, about, seen) for one, about in read)


def _of_sentence(
    passage: Passage, about: list[Facts], seen: Mapping[str, list[str]]
) -> list[list[str]]:
    framed = [NOTHING, NOTHING, *about, NOTHING, NOTHING]
    special = _listed_in(about)
    for place, known in passage.known.items():
        special.setdefault(place, []).append(known)
    shouted = ["shouted"] if _is_shouted(about) else []
    runs = _runs_in(about)
    starts = True
    rows: list[list[str]] = []
    for place, fact in enumerate(about):
        before, after = framed[place + 1], framed[place + 3]
        row = [*fact.own, *before.before, *after.after]
        row += framed[place].farther_before
        row += framed[place + 4].farther_after
        if fact.capital:
            row += seen[fact.folded]
            row.append(_between(before, after))
            row += runs[place]
            row += shouted
            if starts:
                row.append("starts")
        elif "particle" in fact.classes:
            row.append(_particle(about, place))
        if place in special:
            row += special[place]
        rows.append(row)
        starts = starts and passage.tokens[place].text in _OPENERS
    return rows


def _between(before: Facts, after: Facts) -> str:
    left = before.classes[0] if before.classes else "capital" if before.capital else before.folded
    right = after.classes[0] if after.classes else "capital" if after.capital else after.folded[-2:]
    return f"between={left}|{right}"


def _particle(about: Sequence[Facts], place: int) -> str:
    """Tell how many capitalised words stand before a particle, and what follows it."""
    first = place
    while first and about[first - 1].capital:
        first -= 1
    if place + 1 == len(about):
        return "particle ends"
    following = about[place + 1]
    listed = next((one for one in following.telling if one.startswith("listed=")), "")
    return f"particle={place - first}|{following.about}|{listed}"


def _is_shouted(about: Sequence[Facts]) -> bool:
    """Whether a sentence, such as a headline, is set in capitals."""
    if not any(fact.upper for fact in about):  # as mostly, and soon told
        return False
    words = [fact for fact in about if fact.folded[:1].isalpha()]
    return len(words) > _FEW and sum(fact.upper for fact in words) > _MOST * len(words)


def _runs_in(about: list[Facts]) -> dict[int, list[str]]:
    """Tell of each capitalised token in what company it stands and what surrounds that."""
    found: dict[int, list[str]] = {}
    first = 0
    while first < len(about):
        if not about[first].capital:
            first += 1
            continue
        last = first + 1
        while last < len(about) and about[last].capital:
            last += 1
        if last - first > 1:
            before = about[first - 1] if first else NOTHING
            after = about[last] if last < len(about) else NOTHING
            company = {one for fact in about[first:last] for one in fact.telling}
            shared = [f"run has {one}" for one in sorted(company)]
            shared += before.before_run
            shared += after.after_run
            for place in range(first, last):
                found[place] = [*shared, f"run of {min(last - first, 4)}:{min(place - first, 3)}"]
        else:
            found[first] = ["run of 1"]
        first = last
    return found


def _listed_in(about: list[Facts]) -> dict[int, list[str]]:
    """Tell which tokens belong to a listed name of more than one word."""
    found: dict[int, list[str]] = {}
    longer = lists.longer_names()
    for place, fact in enumerate(about):
        if not fact.capital or fact.folded not in longer:
            continue
        for words, kind in longer[fact.folded]:
            end = place + len(words)
            if tuple(one.folded for one in about[place:end]) == words:
                found[place] = [f"listed begins={kind}"]
                found |= {inside: [f"listed goes on={kind}"] for inside in range(place + 1, end)}
                break
    return found


def _seen_in(read: Iterable[list[Facts]]) -> dict[str, list[str]]:
    """Tell of each capitalised word how the article uses it elsewhere."""
    seen: dict[str, set[str]] = {}
    small: set[str] = set()
    for about in read:
        before = NOTHING
        for place, fact in enumerate(about):
            if not fact.capital:
                small.add(fact.folded)
            else:
                uses = seen.setdefault(fact.folded, set())
                if place and before.folded not in _OPENERS:
                    uses.add("seen inside")
                if before.about == "first":
                    uses.add("seen after first name")
                uses.update(f"seen after {name}" for name in before.classes)
            before = fact
    return {
        word: sorted(uses | ({"seen small"} if word in small else set()))
        for word, uses in seen.items()
    }
