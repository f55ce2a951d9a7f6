"""The values of a JSON object: read once, checked, cleaned, and found back in its text."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from articles.parsing.decoding import REPLACEMENT, normalised
from articles.parsing.parsed import Evidence, Rejected
from articles.parsing.source_text import SourceText

_NAMES: Final = frozenset((
    "abstract",
    "articleBody",
    "author",
    "creditText",
    "datePublished",
    "description",
    "headline",
    "name",
    "publisher",
    "sourceOrganization",
    "text",
))  # fmt: skip
_BEGINS = re.compile(r'\s*\{\s*"(?:[^"\\]|\\.){0,100}"\s*:')
# The rest of the text was normalised when it was decoded; only escapes bring in more.
_ODD_ESCAPE = re.compile(r"\\(?:r|u(?:00[0189]|03[0-6]|202[89]|[dD][89a-fA-F]))")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_PLACES: Final = 10
_AROUND: Final = 20
_KINDS: Final = {
    bool: "ja of nee",
    int: "een getal",
    float: "een getal",
    list: "een lijst",
    dict: "een object",
}


def begins_as_record(text: str) -> bool:
    """Tell whether a text begins as a JSON object with a first name in it."""
    return bool(_BEGINS.match(text))


class RecordValues:
    """The values that a record holds by their names; the methods raise Rejected on a wrong type.

    null and "" mean that there is no value.
    """

    def __init__(self, text: str) -> None:
        """Raise Rejected where the text is no JSON object, or names twice what we read."""
        self._text = text
        self._values = _loaded(text)
        self._is_odd = bool(_ODD_ESCAPE.search(text))
        self._evidence: dict[str, list[Evidence]] = {}

    def string(self, name: str) -> str:
        """Return a text as it was written, without what no text can hold."""
        value = self._values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            _refuse_type(name, value)
        return _repaired(value) if self._is_odd else value

    def source_text(self, *names: str) -> SourceText:
        """Return the first of these texts that holds anything, each line a paragraph."""
        text = next((text for text in map(self.string, names) if text.strip()), "")
        text = "\n\n".join(filter(None, map(str.strip, text.split("\n"))))
        return SourceText(text, printable=text.replace("\n", "").isprintable())

    def line(self, field: str, *names: str) -> str:
        """Return the first of these texts as one clean line, and note where it stands."""
        for name in names:
            if line := _one_line(self.string(name)):
                self._saw(field, name, self._values[name])
                return line
        return ""

    def names(self, field: str | None, name: str) -> tuple[str, ...]:
        """Return who is named: a text, an object with a `name`, or a list of those.

        With a `field` the places of the first ten are noted.
        """
        value = self._values.get(name)
        if value is None:
            return ()
        found: list[str] = []
        for written in _names_in(name, value):
            if line := _one_line(_repaired(written) if self._is_odd else written):
                if field and len(found) < _MOST_PLACES:
                    self._saw(field, name, written)
                found.append(line)
        return tuple(dict.fromkeys(found))

    def evidence(self) -> Mapping[str, tuple[Evidence, ...]]:
        return {field: tuple(found) for field, found in self._evidence.items()}

    def _saw(self, field: str, name: str, value: str) -> None:
        """Note where the value stands after its name; nothing when it is written otherwise."""
        start = self._text.find(f'"{name}"')
        if start < 0:
            return
        place = self._text.find(f'"{value}"', start)
        if place < 0:
            value = json.dumps(value)[1:-1]
            place = self._text.find(f'"{value}"', start)
        if place >= 0:
            end = place + 1 + len(value)
            found = Evidence(rule="record", start=place + 1, end=end, text=value)
            self._evidence.setdefault(field, []).append(found)


def _loaded(text: str) -> dict[str, Any]:
    try:
        values = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        _refuse_json(text, error)
    except RecursionError:
        _refuse("Dit record is te diep genest.")
    except ValueError:
        _refuse("In dit record staat een getal met te veel cijfers.")
    if not isinstance(values, dict):
        _refuse("Dit is geen JSON-object.")
    return values


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; of a name that is there twice nobody knows which value is meant."""
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _value in pairs if name in _NAMES]
        for name in names:
            if names.count(name) > 1:
                _refuse(f"“{name}” staat meer dan één keer in dit record.")
    return values


# Raw line feeds and tabs in a text are no JSON, but leave no doubt about what is meant.
_DECODER = json.JSONDecoder(object_pairs_hook=_distinct, strict=False)


def _names_in(name: str, value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        named = one.get("name") if isinstance(one, dict) else one
        if isinstance(named, str):
            yield named
        elif named is not None:
            _refuse_type(f"{name}.name" if isinstance(one, dict) else name, named)


def _one_line(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text.strip()
    source = SourceText(text, printable=False)
    return " ".join(source.text.split())


def _repaired(text: str) -> str:
    """Undo what escapes bring in: NUL, half surrogate pairs, accents apart, odd line ends."""
    return normalised(_SURROGATE.sub(REPLACEMENT, text.replace("\x00", "")))


def _refuse_json(text: str, error: json.JSONDecodeError) -> NoReturn:
    if error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()):
        _refuse(f"Dit record breekt af na teken {len(text)}: “…{text[-_AROUND:]}”.")
    around = text[max(0, error.pos - _AROUND) : error.pos + _AROUND]
    place = f"bij teken {error.pos + 1} (regel {error.lineno}): “{around}”"
    if error.msg.startswith("Extra data"):
        _refuse(
            f"Achter dit record staat nog iets, {place}. "
            "Zet meer records elk op een eigen regel van een bestand op .jsonl."
        )
    _refuse(f"Dit record is geen geldige JSON {place}.")


def _refuse_type(name: str, value: Any) -> NoReturn:
    advice = ""
    if name in {"articleBody", "text"} and isinstance(value, list):
        advice = " Zet de alinea's in één tekst, met een lege regel ertussen."
    _refuse(f"“{name}” moet een tekst zijn, maar is {_KINDS[type(value)]}.{advice}")


def _refuse(message: str) -> NoReturn:
    raise Rejected("record", message)
