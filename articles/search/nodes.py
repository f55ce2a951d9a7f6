"""The parts of a parsed query: its leaves, and the plain words that stand beside each other."""

import re
from collections.abc import Iterator, Sequence

from .grammar import All, AnyOf, Node, Not, ParsedQuery, Phrase, Word

_THREE_DIGITS = re.compile(r"[0-9]{3}")


def unstemmed(parsed: ParsedQuery) -> ParsedQuery:
    """Make the query that asks for the same words exactly as they are typed."""
    return ParsedQuery(parsed.root and _unstemmed(parsed.root))


def _unstemmed(node: Node) -> Node:
    match node:
        case Word(text=text, field=field, starts=False) if field in {None, "title"}:
            return Phrase(text, field)
        case Phrase(text=text, field=field):
            return Phrase(text, field)
        case Not():
            return node
        case All(parts=parts):
            return All(tuple(map(_unstemmed, parts)))
        case AnyOf(parts=parts):
            return AnyOf(tuple(map(_unstemmed, parts)))
    return node


def leaves_of(node: Node | None) -> Iterator[Word | Phrase]:
    """Give every word and phrase, also those that are excluded."""
    match node:
        case Word() | Phrase():
            yield node
        case Not(part=part):
            yield from leaves_of(part)
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves_of(part)


def plain_runs(node: Node | None) -> Iterator[list[Word]]:
    """Give the plain words that stand beside each other."""
    parts: Sequence[Node] = node.parts if isinstance(node, All) else [node] if node else []
    parts = with_numbers_joined(parts)
    run: list[Word] = []
    for part in parts:
        if is_plain(part):
            run.append(part)  # type: ignore[arg-type]
            continue
        if run:
            yield run
            run = []
        if isinstance(part, Not):
            yield from plain_runs(part.part)
        elif isinstance(part, AnyOf):
            for one in part.parts:
                yield from plain_runs(one)
        elif isinstance(part, All):
            yield from plain_runs(part)
    if run:
        yield run


def with_numbers_joined(parts: Sequence[Node]) -> list[Node]:
    """Make one word of a number that stands in groups of three digits: 10 000."""
    joined: list[Node] = []
    for part in parts:
        before = joined[-1] if joined else None
        if (
            isinstance(before, Word)
            and isinstance(part, Word)
            and is_plain(part)
            and before.text.isdecimal()
            and _THREE_DIGITS.fullmatch(part.text)
        ):
            joined[-1] = Word(before.text + part.text)
        else:
            joined.append(part)
    return joined


def is_plain(node: Node) -> bool:
    """Whether a part is a word like any other: of no field, and whole."""
    return isinstance(node, Word) and node.field is None and not node.starts
