"""What the stages of the parser noticed: evidence and warnings, gathered per article."""

from articles.parsing.parsed import Evidence, ParseWarning
from articles.parsing.source_text import SourceText


class Notes:
    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._evidence: dict[str, list[Evidence]] = {}
        self._warnings: list[ParseWarning] = []

    def saw(self, field: str, rule: str, start: int, end: int) -> None:
        """Note evidence for a field; `start` and `end` are places in the clean text."""
        evidence = self._source.evidence(rule, start, end)
        self._evidence.setdefault(field, []).append(evidence)

    def warn(self, code: str, field: str, message: str) -> None:
        self._warnings.append(ParseWarning(code=code, field=field, message=message))

    def evidence(self) -> dict[str, tuple[Evidence, ...]]:
        return {field: tuple(found) for field, found in self._evidence.items()}

    def warnings(self) -> tuple[ParseWarning, ...]:
        return tuple(self._warnings)
