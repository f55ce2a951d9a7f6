"""The curated tables of actors and topics, read from TOML files that people review."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast, get_args

from articles.language.cues import folded_cue
from articles.language.known import ActorKind, KnownActor, Name, NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACTOR_FILES = ("countries.toml", "organisations.toml", "people.toml", "places.toml")
_NAME_LISTS: tuple[tuple[str, NameKind], ...] = (
    ("aliases", "alias"),
    ("abbreviations", "abbreviation"),
    ("adjectives", "adjective"),
    ("demonyms", "demonym"),
    ("surnames", "surname"),
)
_ACTOR_TEXTS = ("slug", "kind", "name", "description")
_ACTOR_KEYS = {*_ACTOR_TEXTS, "code", "surname_alone", *(key for key, _ in _NAME_LISTS)}
_TOPIC_TEXTS = ("code", "parent", "en", "nl")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_TOPIC_CODE = re.compile(r"\d{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedActor:
    """An actor of the tables; `names` begins with the preferred name, `code` is ISO 3166-1."""

    slug: str
    kind: ActorKind
    name: str
    description: str
    code: str
    names: tuple[Name, ...]

    @property
    def known(self) -> KnownActor:
        return KnownActor(self.slug, self.name, self.kind, self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedTopic:
    """An IPTC Media Topic with our labels; `parent` is empty for a top topic."""

    code: str
    parent: str
    en: str
    nl: str
    cues: tuple[str, ...]


def load_actors(folder: Path) -> list[CuratedActor]:
    """Read the four tables of actors; raises ValueError that names file, entry and problem."""
    actors: dict[str, CuratedActor] = {}
    for file_name in ACTOR_FILES:
        for where, entry in entries(folder / file_name, "actor"):
            actor = _actor(where, entry)
            if actor.slug in actors:
                raise ValueError(f'{where}: slug "{actor.slug}" bestaat al')
            actors[actor.slug] = actor
    return list(actors.values())


def load_topics(path: Path) -> list[CuratedTopic]:
    """Read the table of topics, in its order; raises ValueError that names entry and problem."""
    topics: dict[str, CuratedTopic] = {}
    for where, entry in entries(path, "topic"):
        topic = _topic(where, entry)
        if topic.code in topics:
            raise ValueError(f'{where}: code "{topic.code}" bestaat al')
        topics[topic.code] = topic
    for topic in topics.values():
        _check_ancestors(path.name, topic, topics)
    return list(topics.values())


def entries(path: Path, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the entries of a table, each with where it stands; raises ValueError as the others."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"{path.name} ontbreekt in {path.parent}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is geen geldige TOML: {error}") from error
    listed = content.pop(table, [])
    if content or not isinstance(listed, list):
        raise ValueError(f"{path.name}: alleen [[{table}]] hoort in dit bestand")
    for number, entry in enumerate(listed, start=1):
        label = entry.get("slug") or entry.get("code") or entry.get("person") or ""
        yield f"{path.name}, {table} {number} ({label})", entry


def _actor(where: str, entry: dict[str, Any]) -> CuratedActor:
    check_keys(where, entry, _ACTOR_KEYS)
    slug, kind, name, description = (text_of(where, entry, key) for key in _ACTOR_TEXTS)
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"{where}: een slug bestaat uit kleine letters, cijfers en koppeltekens")
    if kind not in get_args(ActorKind):
        raise ValueError(f'{where}: kind "{kind}" bestaat niet')
    code = entry.get("code", "")
    if (kind == "country") != bool(code) or not _COUNTRY_CODE.fullmatch(code or "XX"):
        raise ValueError(f"{where}: een land, en niets anders, heeft een code van twee letters")
    return CuratedActor(
        slug=slug,
        kind=cast("ActorKind", kind),
        name=name,
        description=description,
        code=code,
        names=tuple(_names(where, name, entry)),
    )


def _names(where: str, preferred: str, entry: dict[str, Any]) -> Iterator[Name]:
    yield Name(preferred, "preferred")
    surname_alone = entry.get("surname_alone", False)
    if not isinstance(surname_alone, bool):
        raise ValueError(f"{where}: surname_alone is true of false")  # noqa: TRY004
    seen = {preferred}
    for key, kind in _NAME_LISTS:
        for text in _texts(where, entry, key):
            if text not in seen:
                seen.add(text)
                yield Name(text, kind, alone=surname_alone if kind == "surname" else True)


def _topic(where: str, entry: dict[str, Any]) -> CuratedTopic:
    check_keys(where, entry, {*_TOPIC_TEXTS, "cues"})
    code, en, nl = (text_of(where, entry, key) for key in ("code", "en", "nl"))
    if not _TOPIC_CODE.fullmatch(code):
        raise ValueError(f"{where}: een code van IPTC heeft acht cijfers")
    cues = _texts(where, entry, "cues")
    for cue in cues:
        try:
            folded_cue(cue)
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
        if cue != cue.lower():
            raise ValueError(f'{where}: schrijf "{cue}" met kleine letters')
    return CuratedTopic(code=code, parent=entry.get("parent", ""), en=en, nl=nl, cues=cues)


def _check_ancestors(file: str, topic: CuratedTopic, topics: dict[str, CuratedTopic]) -> None:
    seen = {topic.code}
    while topic.parent:
        if topic.parent not in topics:
            raise ValueError(f'{file}: ouder "{topic.parent}" van {topic.code} ontbreekt')
        if topic.parent in seen:
            raise ValueError(f"{file}: {topic.code} is een voorouder van zichzelf")
        seen.add(topic.parent)
        topic = topics[topic.parent]


def check_keys(where: str, entry: dict[str, Any], allowed: set[str]) -> None:
    """Raise ValueError where an entry has other fields than these."""
    unknown = sorted(entry.keys() - allowed)
    if unknown:
        raise ValueError(f"{where}: onbekend veld {', '.join(unknown)}")


def text_of(where: str, entry: dict[str, Any], key: str) -> str:
    """Give a text that has to be there; raises ValueError."""
    value = entry.get(key)
    if not isinstance(value, str) or not value or value != value.strip():
        raise ValueError(f"{where}: {key} ontbreekt of is geen nette tekst")
    return value


def _texts(where: str, entry: dict[str, Any], key: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(
        isinstance(value, str) and value and value == value.strip() for value in values
    ):
        raise ValueError(f"{where}: {key} is een lijst van teksten")
    return tuple(values)
