"""Draw how the 95th percentile grows with the archive, as an SVG that suits light and dark."""

import math
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from tests.bench.report import NAMES, OURS, PEERS

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 76, 214, 48, 56
LABEL_HEIGHT = 17
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.quiet { fill: #57606a } .grid { stroke: #d0d7de } .back { fill: #ffffff }
.line { fill: none; stroke-width: 2.5 } .title { font-weight: 600; font-size: 15px }
.search { stroke: #0b6e4f; fill: #0b6e4f } .page { stroke: #1f5fbf; fill: #1f5fbf }
.json { stroke: #6b7280; fill: #6b7280 } .fts5 { stroke: #b45309; fill: #b45309 }
.tantivy { stroke: #7c3aed; fill: #7c3aed } .django { stroke: #b91c1c; fill: #b91c1c }
.peer { stroke-dasharray: 6 4 } text.label { stroke: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .quiet { fill: #9da7b3 } .grid { stroke: #30363d } .back { fill: #0d1117 }
  .search { stroke: #34d399; fill: #34d399 } .page { stroke: #79b8ff; fill: #79b8ff }
  .json { stroke: #9ca3af; fill: #9ca3af } .fts5 { stroke: #fbbf24; fill: #fbbf24 }
  .tantivy { stroke: #c4a5ff; fill: #c4a5ff } .django { stroke: #f87171; fill: #f87171 }
}
.line { fill: none }
"""


def draw(reports: Sequence[Mapping[str, Any]]) -> str:
    """Draw a line for each system over the sizes; both axes are logarithmic."""
    lines = {name: _points(reports, name) for name in ("search", "page", *PEERS)}
    lines = {name: points for name, points in lines.items() if points}
    scale = _Scale(
        [report["size"] for report in reports], [y for line in lines.values() for _, y in line]
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>95th percentile of the time to answer, by size of the archive</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="back" width="{WIDTH}" height="{HEIGHT}"/>',
        _text(LEFT, 26, "Time to a whole answer, 95th percentile", "title"),
        *_grid(scale),
        *(_line(name, points, scale) for name, points in lines.items()),
        *_labels(lines, scale),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Scale:
    def __init__(self, sizes: Sequence[int], times: Sequence[float]) -> None:
        self.sizes = sorted(set(sizes))
        self.low = math.floor(math.log10(max(min(times), 0.01)))
        self.high = math.ceil(math.log10(max(times)))

    def x(self, size: float) -> float:
        first, last = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        share = (math.log10(size) - first) / ((last - first) or 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, time: float) -> float:
        share = (math.log10(max(time, 0.01)) - self.low) / ((self.high - self.low) or 1)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _points(reports: Sequence[Mapping[str, Any]], name: str) -> list[tuple[int, float]]:
    systems = ((r["size"], r.get(name) if name in OURS else r["peers"].get(name)) for r in reports)
    return sorted((size, system["p95"]) for size, system in systems if system)


def _grid(scale: _Scale) -> list[str]:
    parts = []
    for power in range(scale.low, scale.high + 1):
        y = scale.y(10**power)
        parts.append(f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
        label = f"{10**power / 1000:g} s" if power >= 3 else f"{10.0**power:g} ms"
        parts.append(_text(LEFT - 10, y + 4, label, "quiet", "end"))
    for size in scale.sizes:
        x = scale.x(size)
        parts.append(f'<path class="grid" d="M{x} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(_text(x, HEIGHT - BOTTOM + 22, f"{size:,}", "quiet", "middle"))
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(_text(middle, HEIGHT - 12, "articles", "quiet", "middle"))
    return parts


def _line(name: str, points: Sequence[tuple[int, float]], scale: _Scale) -> str:
    path = "L".join(f"{scale.x(size)} {scale.y(time)}" for size, time in points)
    dots = "".join(
        f'<circle class="{name}" cx="{scale.x(size)}" cy="{scale.y(time)}" r="3.5"/>'
        for size, time in points
    )
    peer = " peer" if name in PEERS else ""
    return f'<path class="line {name}{peer}" d="M{path}"/>{dots}'


def _labels(lines: Mapping[str, list[tuple[int, float]]], scale: _Scale) -> list[str]:
    """Name each line beside its end, none over another; at the right edge, or where it ends."""
    ends = sorted((scale.y(points[-1][1]), name, *points[-1]) for name, points in lines.items())
    parts, lowest = [], -math.inf
    for y, name, size, time in ends:
        words = f"{NAMES[name].split(' (')[0]}: {time:,.0f} ms"
        if size < scale.sizes[-1]:
            parts.append(_text(scale.x(size) + 12, y + LABEL_HEIGHT, words, f"label {name}"))
            continue
        lowest = max(y, lowest + LABEL_HEIGHT)
        parts.append(_text(WIDTH - RIGHT + 12, lowest + 4, words, f"label {name}"))
    return parts


def _text(x: float, y: float, words: str, style: str, anchor: str = "start") -> str:
    place = f'x="{x}" y="{y}" class="{style}" text-anchor="{anchor}"'
    return f"<text {place}>{escape(words)}</text>"
