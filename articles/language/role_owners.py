"""Whose function a title is: the names and adjectives of organisations and countries around it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from articles.language.folding import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.language.known import KnownActor

Owners = frozenset[str]
"""Keys of the organisations and countries that bear one name; mostly one."""

NOBODY: Owners = frozenset()

_OF = re.compile(r" van (?:de |het )?| der ")
_WORD_BEFORE = re.compile(r"(?:^|(?<=[\s\"'(]))([^\s\"'(]+) $")
_NATIONALITY = re.compile(r"[^\W\d_a-z][\w-]+se")  # Franse, Luxemburgse, but not "De"
_REACH = 120  # characters; a name or adjective in front of a title is shorter
_WORDS_BEFORE = 4  # of an organisation in front of its title: Vlaams Belang-voorzitter
_BEGINNING = 2  # characters by which names are sorted
_SHORT_NAMES = {"europese-commissie": ("Commissie",)}  # enough before a title: Commissievoorzitter


class OwnerIndex:
    """All names of the organisations, countries and places that have functions."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self._joined: defaultdict[str, set[str]] = defaultdict(set)
        self._adjectives: defaultdict[str, set[str]] = defaultdict(set)
        self._names: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        for actor in actors:
            for short in _SHORT_NAMES.get(actor.key, ()):
                self._joined[short].add(actor.key)
            for name in actor.names:
                written = " ".join(plain(name.text).split())
                if name.kind == "adjective":
                    self._adjectives[written].add(actor.key)
                else:
                    self._joined[written].add(actor.key)
                    named = self._names[written[:_BEGINNING]]
                    named.setdefault(written, set()).add(actor.key)
        for beginning, named in self._names.items():
            longest_first = sorted(named, key=len, reverse=True)
            self._names[beginning] = {name: named[name] for name in longest_first}

    def joined(self, text: str, start: int) -> tuple[Owners, int]:
        """Give whose name is joined to the title at `start`, and where it begins."""
        end = start - (text[start - 1] == "-")
        before = text[max(0, end - _REACH) : end].rpartition("\n")[2].split(" ")
        for first in range(len(before) - 1, max(-1, len(before) - 1 - _WORDS_BEFORE), -1):
            name = " ".join(before[first:]).lstrip("\"'(")
            if owners := self._joined.get(name):
                return frozenset(owners), end - len(name)
        return NOBODY, start

    def after(self, text: str, end: int) -> tuple[Owners, int]:
        """Give whose name follows, as in "van de NAVO", and where it ends."""
        if found := _OF.match(text, end):
            start = found.end()
            named = self._names.get(text[start : start + _BEGINNING], {})
            for name in named:
                after = start + len(name)
                if text.startswith(name, start) and not text[after : after + 1].isalnum():
                    return frozenset(named[name]), after
        return NOBODY, end

    def adjective(self, text: str, start: int) -> tuple[Owners, int]:
        """Give whose adjective stands before, and where that begins."""
        word = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
        owners = self._adjectives.get(word[1]) if word else None
        return (frozenset(owners), word.start(1)) if word and owners else (NOBODY, start)


def nationality(text: str, start: int) -> int:
    """Give where a title begins with its holder's origin: "de Franse voorzitter van de EU"."""
    word = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    return word.start(1) if word and _NATIONALITY.fullmatch(word[1]) else start
