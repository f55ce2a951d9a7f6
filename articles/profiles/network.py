"""Where names and lines stand in the drawing of who is in the news with an actor; pure.

The actor stands in the middle and the others on a ring, their names outside it, on each side one
below the other: no name covers another or a line. Those in the news together stand close by.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple

WIDTH = 480
ROW, LEAST_ROWS = 52, 3  # from one name to the next below it
MARGIN = 6
RING = 88  # half the width of the ring
SMALLEST, LARGEST = 5.0, 12.0  # radius of a node
THINNEST, THICKEST = 1.0, 6.0
LINE_LENGTH, LINES, LINE_HEIGHT = 16, 2, 17  # of a name: characters, lines, units
GAP = 7
MOST_LINKS = 18  # between the others
ROUNDS = 12

Pairs = Mapping[tuple[int, int], int]
Lines = tuple[tuple[float, str], ...]


class Around(NamedTuple):
    """Somebody on the ring: the articles together, and those in which in one sentence."""

    key: int
    name: str
    articles: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place, and the lines of the name with the height of each; the middle has no ``key``."""

    x: float
    y: float
    radius: float
    anchor: Literal["start", "middle", "end"]
    text_x: float
    lines: Lines
    key: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line as SVG has it; ``close`` says that the two stand in one sentence."""

    path: str
    width: float
    close: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """``spokes`` lead from the middle to the others, ``links`` from one of them to another."""

    height: int
    middle: Node
    nodes: tuple[Node, ...]
    spokes: tuple[Edge, ...]
    links: tuple[Edge, ...]
    width: int = WIDTH


def draw(name: str, around: Sequence[Around], pairs: Pairs) -> Drawing:
    """Place those around the actor of this name.

    ``pairs`` counts the articles of two of them, the lower key first.
    """
    ring = _near_each_other(around, pairs)
    rows = max(math.ceil(len(ring) / 2), LEAST_ROWS)
    height = rows * ROW + 2 * MARGIN
    most = max((one.articles for one in ring), default=1)
    center = _center(name, height / 2)
    places = _places(len(ring), height / 2)
    nodes = {one.key: _node(one, *place, most) for one, place in zip(ring, places, strict=True)}
    return Drawing(
        height=height,
        middle=center,
        nodes=tuple(nodes.values()),
        spokes=tuple(_spoke(center, nodes[one.key], one, most) for one in ring),
        links=_links(center, nodes, pairs),
    )


def _near_each_other(around: Sequence[Around], pairs: Pairs) -> list[Around]:
    """Order the ring so that lines between those on it are short; the same each time.

    From the given order on, two of them change places as long as that shortens the lines.
    """
    ring = list(around)
    known = {one.key for one in ring}
    weights = {pair: n for pair, n in pairs.items() if known.issuperset(pair)}
    best = _length(ring, weights)
    for _ in range(ROUNDS):
        before = best
        for one, other in combinations(range(len(ring)), 2):
            ring[one], ring[other] = ring[other], ring[one]
            length = _length(ring, weights)
            if length < best:
                best = length
            else:
                ring[one], ring[other] = ring[other], ring[one]
        if best == before:
            break
    return ring


def _length(ring: Sequence[Around], weights: Pairs) -> int:
    places = {one.key: place for place, one in enumerate(ring)}
    length = 0
    for (one, other), weight in weights.items():
        apart = abs(places[one] - places[other])
        length += weight * min(apart, len(ring) - apart)
    return length


def _places(number: int, middle: float) -> list[tuple[float, float, int]]:
    """Give x, y and the side (1 right, -1 left): down on the right and up again on the left."""
    right = math.ceil(number / 2)
    found = []
    for side, rows in ((1, right), (-1, number - right)):
        for row in range(rows):
            down = (row - (rows - 1) / 2) * ROW * side
            reach = math.sqrt(1 - (down / (middle * 1.12)) ** 2)
            found.append((WIDTH / 2 + side * RING * reach, middle + down, side))
    return found


def _node(one: Around, x: float, y: float, side: int, most: int) -> Node:
    radius = _scaled(one.articles, most, SMALLEST, LARGEST)
    return Node(
        key=one.key,
        x=round(x, 1),
        y=round(y, 1),
        radius=radius,
        anchor="start" if side > 0 else "end",
        text_x=round(x + side * (radius + GAP), 1),
        lines=_lines(one.name, y),
    )


def _center(name: str, y: float) -> Node:
    x = WIDTH / 2
    lines = _lines(name, y + LARGEST + LINE_HEIGHT)
    return Node(x=x, y=y, radius=LARGEST, anchor="middle", text_x=x, lines=lines)


def _lines(name: str, y: float) -> Lines:
    """Write a name on two lines at most, around a height; what is too long is cut."""
    lines = textwrap.wrap(
        name, LINE_LENGTH, max_lines=LINES, placeholder=" …", break_long_words=False
    )
    top = y - (len(lines) - 1) * LINE_HEIGHT / 2
    return tuple(
        (round(top + number * LINE_HEIGHT, 1), _cut(line)) for number, line in enumerate(lines)
    )


def _cut(line: str) -> str:
    return line if len(line) <= LINE_LENGTH else line[: LINE_LENGTH - 1] + "…"


def _spoke(center: Node, node: Node, one: Around, most: int) -> Edge:
    return Edge(
        path=f"M{center.x} {center.y}L{node.x} {node.y}",
        width=_scaled(one.articles, most, THINNEST, THICKEST),
        close=bool(one.sentences),
    )


def _links(center: Node, nodes: Mapping[int, Node], pairs: Pairs) -> tuple[Edge, ...]:
    """Draw the strongest lines between the others, bent towards the middle."""
    among = {pair: n for pair, n in pairs.items() if n > 1 and nodes.keys() >= set(pair)}
    strongest = sorted(among, key=lambda pair: (-among[pair], pair))[:MOST_LINKS]
    return tuple(
        Edge(
            path=_bent(nodes[pair[0]], nodes[pair[1]], center),
            width=_scaled(among[pair], among[strongest[0]], THINNEST, THICKEST / 2),
        )
        for pair in strongest
    )


def _bent(one: Node, other: Node, center: Node) -> str:
    x = (one.x + other.x) / 4 + center.x / 2
    y = (one.y + other.y) / 4 + center.y / 2
    return f"M{one.x} {one.y}Q{x:.1f} {y:.1f} {other.x} {other.y}"


def _scaled(number: int, most: int, least: float, largest: float) -> float:
    """Scale by the area that is seen: four times as many is twice as wide."""
    return round(least + (largest - least) * math.sqrt(number / max(most, number)), 2)
