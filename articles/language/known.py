"""The actors that the archive knows, as the language room is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["person", "organisation", "country", "place"]
NameKind = Literal["preferred", "alias", "abbreviation", "adjective", "demonym", "surname"]


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an actor.

    `alone` tells whether it is enough evidence by itself; a name that is not counts only
    where a fuller name of the same actor stands in the same article.
    """

    text: str
    kind: NameKind
    alone: bool = True


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor with all its names; `key` is its slug."""

    key: str
    name: str
    kind: ActorKind
    names: tuple[Name, ...]
