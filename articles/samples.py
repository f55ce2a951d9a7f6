"""The project's own sample articles, in which names are marked: `[PER Alexander De Croo]`.

Above an article stands a line `# topics:` with the codes of what it is about.
"""

import re

_TOPICS = re.compile(r"\A\ufeff?# topics:[^\n]*(?:\n|\Z)")
_MARK = re.compile(r"\[(?:PER|ORG|COU|LOC) ([^\[\]]*)\]")


def plain_text(marked: str) -> str:
    """Return a sample as it stood before it was marked: as an archive would get it."""
    return _MARK.sub(r"\1", _TOPICS.sub("", marked))
