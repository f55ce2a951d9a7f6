"""The language of the search box: what a query may be, and how a text is read into it.

Words (all of them must occur), ``"a phrase"``, ``a OR b``, ``-word``, brackets, ``word*``,
``titel:word`` and ``"two words"~5``. ``OR`` binds the terms beside it more tightly than the space
does. Whatever is typed is mended rather than refused, and a query prints back in one spelling.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TypeAlias

from .tokens import (
    MAX_CHARACTERS,
    Field,
    Leaf,
    Mended,
    Phrase,
    Token,
    Word,
    clean_text,
    tokens,
)

__all__ = [
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "MAX_TERMS",
    "All",
    "AnyOf",
    "Field",
    "Leaf",
    "Mended",
    "Node",
    "Not",
    "ParsedQuery",
    "Phrase",
    "Word",
    "clean_text",
    "parse_query",
    "words_of",
]

MAX_TERMS = 60
MAX_DEPTH = 10
MAX_SCANNED = 4 * MAX_CHARACTERS  # signs, spaces and the names of fields come on top of the words


@dataclass(frozen=True, slots=True)
class Not:
    """Never about another ``Not``."""

    part: "Node"

    def __str__(self) -> str:
        return f"-{self.part}" if isinstance(self.part, Leaf) else f"-({self.part})"


@dataclass(frozen=True, slots=True)
class All:
    """Two or more different parts, none of them an ``All``; each ``Not`` stands last."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two or more different parts, none of them an ``AnyOf`` or a ``Not``."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(
            f"({part})" if isinstance(part, All) else str(part) for part in self.parts
        )


Node: TypeAlias = Word | Phrase | Not | All | AnyOf


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a reader asks; false where that is nothing. Prints as a query that reads the same."""

    root: Node | None = None
    mended: frozenset[Mended] = frozenset()

    def __bool__(self) -> bool:
        return self.root is not None

    def __str__(self) -> str:
        return "" if self.root is None else str(self.root)


class _Group:
    """What stands between two brackets: chains of terms with an OR between each."""

    def __init__(self, negated: bool = False, field: Field | None = None) -> None:
        self.negated = negated
        self.field = field
        self.chains: list[list[Node]] = []
        self.joining = False

    def add(self, node: Node) -> None:
        if self.joining:
            self.chains[-1].append(node)
        else:
            self.chains.append([node])
        self.joining = False

    def join(self) -> bool:
        """Let the next term join the last one; tell whether there is one that does not yet."""
        works = bool(self.chains) and not self.joining
        self.joining = bool(self.chains)
        return works

    def node(self) -> Node | None:
        whole = _all(node for chain in self.chains for node in _any_of(chain))
        return _not(whole) if whole and self.negated else whole


class _Brackets:
    """The groups that are open, the outermost first."""

    def __init__(self, mended: set[Mended]) -> None:
        self.mended = mended
        self.groups = [_Group()]
        self.unseen = 0

    def open(self, negated: bool, field: Field | None) -> None:
        if len(self.groups) > MAX_DEPTH:
            self.mended.add(Mended.TOO_DEEP)
            self.unseen += 1
        else:
            self.groups.append(_Group(negated, field or self.groups[-1].field))

    def close(self) -> None:
        if self.unseen:
            self.unseen -= 1
        elif len(self.groups) == 1:
            self.mended.add(Mended.BRACKET)
        elif node := self.end():
            self.groups[-1].add(node)

    def end(self) -> Node | None:
        group = self.groups.pop()
        if group.joining:
            self.mended.add(Mended.OPERATOR)
        return group.node()

    def end_all(self) -> Node | None:
        while len(self.groups) > 1:
            self.close()
        return self.end()


def parse_query(text: str) -> ParsedQuery:
    """Read a query; never fails.

    Beyond 60 terms, or 1,000 characters of words, the rest is left out, and so are brackets
    inside ten others.
    """
    mended: set[Mended] = set()
    whole = clean_text(text)
    if len(whole) > MAX_SCANNED:
        mended.add(Mended.TOO_LONG)
    found = _operators(tokens(whole[:MAX_SCANNED], mended))
    return ParsedQuery(_build(found, mended), frozenset(mended))


def words_of(node: Node | None) -> Iterator[Leaf]:
    """Yield the words and phrases that are wanted, in order: nothing inside a ``Not``."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from words_of(part)


def _operators(found: Iterable[Token]) -> Iterator[Token]:
    """Give each NOT to the term behind it; where AND or NOT cannot work they are words."""
    before, negated = "", False
    for token, following in pairwise(chain(found, [Token("close")])):
        kind, works = token.kind, following.kind in {"leaf", "open", "not"}
        if kind == "not" and works:
            negated = True
        elif kind != "and" or not works or before not in {"leaf", "close"}:
            kind = "leaf" if token.leaf else kind
            yield Token(kind, token.leaf, token.negated or negated, token.field)
            negated = False
        before = kind


def _build(found: Iterable[Token], mended: set[Mended]) -> Node | None:
    brackets, terms, characters = _Brackets(mended), 0, 0
    for kind, leaf, negated, field in found:
        group = brackets.groups[-1]
        if leaf:
            terms, characters = terms + 1, characters + len(leaf.text)
            if terms > MAX_TERMS or characters > MAX_CHARACTERS:
                mended.add(Mended.TOO_LONG)
                group.joining = False
                return brackets.end_all()
            named = replace(leaf, field=leaf.field or group.field)
            group.add(Not(named) if negated else named)
        elif kind == "open":
            brackets.open(negated, field)
        elif kind == "close":
            brackets.close()
        elif not group.join():
            mended.add(Mended.OPERATOR)
    if len(brackets.groups) > 1:
        mended.add(Mended.BRACKET)
    return brackets.end_all()


def _not(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(node)


def _any_of(chain: Iterable[Node]) -> Iterator[Node]:
    """Make one node of the wanted terms of a chain; the others exclude by themselves."""
    flat = [part for node in chain for part in (node.parts if isinstance(node, AnyOf) else (node,))]
    parts = tuple(dict.fromkeys(part for part in flat if not isinstance(part, Not)))
    if parts:
        yield AnyOf(parts) if len(parts) > 1 else parts[0]
    yield from (part for part in flat if isinstance(part, Not))


def _all(nodes: Iterable[Node]) -> Node | None:
    flat = (part for node in nodes for part in (node.parts if isinstance(node, All) else (node,)))
    parts = sorted(dict.fromkeys(flat), key=lambda part: isinstance(part, Not))
    return All(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)
