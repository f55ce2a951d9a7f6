"""Draw how F1 grows with an editor's answers, as an SVG that suits light and dark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 820, 380
LEFT, RIGHT, TOP, BOTTOM = 60, 280, 48, 56
STEP = 0.01
LABEL_HEIGHT, COLOURS = 17, 3
DASHES = ("", " dashed", " dotted")
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.quiet { fill: #57606a } .grid { stroke: #d0d7de } .back { fill: #ffffff }
.title { font-weight: 600; font-size: 15px } .line { fill: none; stroke-width: 2.5 }
.s0 { stroke: #0b6e4f; fill: #0b6e4f } .s1 { stroke: #1f5fbf; fill: #1f5fbf }
.s2 { stroke: #b45309; fill: #b45309 }
.dashed { stroke-dasharray: 6 4 } .dotted { stroke-dasharray: 2 4 } text.label { stroke: none } .line { fill: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .quiet { fill: #9da7b3 } .grid { stroke: #30363d } .back { fill: #0d1117 }
  .s0 { stroke: #34d399; fill: #34d399 } .s1 { stroke: #79b8ff; fill: #79b8ff }
  .s2 { stroke: #fbbf24; fill: #fbbf24 }
  .line { fill: none }
}
"""


def draw(answers: Sequence[int], lines: Mapping[str, Sequence[float]]) -> str:
    """Draw the F1 of each line after each number of answers."""
    shares = [share for line in lines.values() for share in line]
    low = math.floor(min(shares) / STEP) * STEP
    high = math.ceil(max(shares) / STEP) * STEP

    def x(number: int) -> float:
        return round(LEFT + math.sqrt(number / answers[-1]) * (WIDTH - LEFT - RIGHT), 1)

    def y(share: float) -> float:
        return round(HEIGHT - BOTTOM - (share - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>F1 of names on articles that did not train, by answers of an editor</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="back" width="{WIDTH}" height="{HEIGHT}"/>',
        _text(LEFT, 26, "F1 of names after an editor's answers", "title"),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "answers", "quiet", "middle"),
    ]
    for step in range(round((high - low) / STEP) + 1):
        share = low + step * STEP
        parts.append(f'<path class="grid" d="M{LEFT} {y(share)}H{WIDTH - RIGHT}"/>')
        parts.append(_text(LEFT - 10, y(share) + 4, f"{100 * share:.0f}", "quiet", "end"))
    parts += [_text(x(n), HEIGHT - BOTTOM + 22, str(n), "quiet", "middle") for n in answers]
    lowest = -math.inf
    for number, (title, line) in sorted(enumerate(lines.items()), key=lambda one: -one[1][1][-1]):
        path = "L".join(f"{x(n)} {y(share)}" for n, share in zip(answers, line, strict=True))
        style = f"s{number % COLOURS}{DASHES[number // COLOURS]}"
        parts.append(f'<path class="line {style}" d="M{path}"/>')
        lowest = max(y(line[-1]), lowest + LABEL_HEIGHT)
        words = f"{title}: {100 * line[-1]:.1f}"
        parts.append(_text(WIDTH - RIGHT + 12, lowest + 4, words, f"label {style}"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(x: float, y: float, words: str, style: str, anchor: str = "start") -> str:
    place = f'x="{x}" y="{y}" class="{style}" text-anchor="{anchor}"'
    return f"<text {place}>{escape(words)}</text>"
