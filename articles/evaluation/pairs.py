"""Pairs: a `.tsv` with on each line a query, a tab, a text, a tab, and + or -.

`+` says that the query has to find the text, `-` that it must not. A line that begins with `#` is
a comment, and names the kind of the pairs below it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from articles.evaluation.cases import CaseError, Cases, Pair, as_record, read_text

FIELDS: Final = 3
SIGNS: Final = {"+": True, "-": False}


def read_pairs(path: Path) -> list[Cases]:
    """Read a `.tsv`; raises ``CaseError``, which names each line that is no pair."""
    pairs: list[Pair] = []
    troubles: list[str] = []
    for item in _lines(read_text(path)):
        if isinstance(item, Pair):
            pairs.append(item)
        else:
            number, trouble = item
            troubles.append(f"{path}, regel {number}: {trouble}")
    if troubles:
        raise CaseError("\n".join(troubles))
    articles = {pair.text: as_record(pair.text) for pair in pairs}
    return [Cases(name=str(path), articles=articles, pairs=tuple(pairs))]


def _lines(text: str) -> Iterator[Pair | tuple[int, str]]:
    kind = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            kind = line.lstrip("#").strip()
        elif line.strip():
            yield _pair(number, kind, [part.strip() for part in line.rstrip("\r").split("\t")])


def _pair(number: int, kind: str, parts: list[str]) -> Pair | tuple[int, str]:
    if len(parts) != FIELDS:
        return number, (
            "verwacht een zoekvraag, een tab, een tekst, een tab en + of -; "
            f"hier {'staat 1 deel' if len(parts) == 1 else f'staan {len(parts)} delen'}."
        )
    query, text, sign = parts
    if sign not in SIGNS:
        return number, f"aan het eind verwacht + (wel een treffer) of - (geen), niet “{sign}”."
    if not query:
        return number, "de zoekvraag ontbreekt."
    if not any(map(str.isalnum, text)):
        return number, "er is geen tekst om in te zoeken."
    return Pair(line=number, kind=kind, query=query, text=text, expected=SIGNS[sign])
