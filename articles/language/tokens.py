"""What is known of a token, worked out once: few tokens of an article are new."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

HALF = 1 << 16  # tokens, with some 400 bytes of facts each
_LONGEST = 40  # characters; a longer token hardly ever comes back

Fact = TypeVar("Fact")


class PerToken(dict[str, Fact]):
    """A fact for each token, that is: for what white space divides, with its punctuation.

    Ask for `facts[token]`; what is not known yet is worked out. It holds the tokens that were
    asked for lately, and lays them aside when they are too many: those that are asked for again
    come back, the others are forgotten when it lays aside the next. So at most twice `HALF`.
    """

    __slots__ = ("_aside", "_work_out")

    def __init__(self, work_out: Callable[[str], Fact]) -> None:
        super().__init__()
        self._work_out = work_out
        self._aside: dict[str, Fact] = {}

    def __missing__(self, token: str) -> Fact:
        fact = self._aside[token] if token in self._aside else self._work_out(token)
        if len(token) <= _LONGEST:
            if len(self) >= HALF:
                self._aside = dict(self)
                self.clear()
            self[token] = fact
        return fact
