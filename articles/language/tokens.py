"""What is known of a token, worked out once: few tokens of an article are new."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1 << 17  # tokens, some 150 bytes each
_LONGEST = 40  # characters; a longer token hardly ever comes back

Fact = TypeVar("Fact")


class PerToken(dict[str, Fact]):
    """A fact for each token, that is: for what white space divides, with its punctuation.

    Ask for `facts[token]`; what is not known yet is worked out. When it is full it forgets
    everything, which bounds its memory and costs a second in thousands of articles.
    """

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[str], Fact]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, token: str) -> Fact:
        fact = self._work_out(token)
        if len(token) <= _LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[token] = fact
        return fact
