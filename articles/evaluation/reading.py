"""Read cases from files of either kind."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from articles.evaluation.cases import CaseError, Cases
from articles.evaluation.pairs import read_pairs
from articles.evaluation.ranked import read_ranked

READERS: Final[Mapping[str, Callable[[Path], list[Cases]]]] = {
    ".tsv": read_pairs,
    ".json": read_ranked,
}


def read_all(files: Iterable[Path]) -> list[Cases]:
    """Read every file before anything runs; raises ``CaseError`` with all that is wrong."""
    cases: list[Cases] = []
    troubles = []
    for path in files:
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            troubles.append(f"{path}: verwacht een bestand .tsv (paren) of .json (rangorde).")
            continue
        try:
            cases += reader(path)
        except CaseError as error:
            troubles.append(str(error))
    if troubles:
        raise CaseError("\n".join(troubles))
    return cases
