"""The project's own sample articles, in which names are marked: `[PER Alexander De Croo]`.

Above an article stands a line `# topics:` with the codes of what it is about.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from articles.arrivals import Arrival

_TOPICS = re.compile(r"\A\ufeff?# topics:[^\n]*(?:\n|\Z)")
_MARK = re.compile(r"\[(?:PER|ORG|COU|LOC) ([^\[\]]*)\]")


def read_samples(folder: Path) -> Iterator[Arrival]:
    """Read the samples of a folder as they would come in, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        text = plain_text(path.read_text(encoding="utf-8"))
        yield Arrival(name=path.name, data=text.encode())


def plain_text(marked: str) -> str:
    """Return a sample as it stood before it was marked: as an archive would get it."""
    return _MARK.sub(r"\1", _TOPICS.sub("", marked))
