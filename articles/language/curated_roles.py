"""The curated table of functions, read from a TOML file that people review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from articles.dates import PartialDate
from articles.language.curated import check_keys, entries, text_of
from articles.language.tenure import KnownRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from articles.language.curated import CuratedActor

ROLE_FILE = "roles.toml"
_REQUIRED = ("person", "title")
_OPTIONAL = ("of", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedRole:
    """A function of the table; without `of` it belongs to nobody, dates may be unknown."""

    person: CuratedActor
    title: str
    of: CuratedActor | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None

    @property
    def known(self) -> KnownRole:
        return KnownRole(
            person=self.person.slug,
            title=self.title,
            of=self.of.known if self.of else None,
            since=self.since,
            until=self.until,
        )


def load_roles(path: Path, actors: Iterable[CuratedActor]) -> list[CuratedRole]:
    """Read the table, of which everybody stands in `actors`.

    Raises ValueError that names file, entry and problem.
    """
    known = {actor.slug: actor for actor in actors}
    roles: dict[tuple[str, str, str, str], CuratedRole] = {}
    for where, entry in entries(path, "role"):
        role = _role(where, entry, known)
        key = (role.person.slug, role.title, entry.get("of", ""), entry.get("since", ""))
        if key in roles:
            raise ValueError(f"{where}: deze functie met dit begin staat er al")
        roles[key] = role
    return list(roles.values())


def _role(where: str, entry: dict[str, Any], actors: Mapping[str, CuratedActor]) -> CuratedRole:
    check_keys(where, entry, {*_REQUIRED, *_OPTIONAL})
    texts = {key: text_of(where, entry, key) for key in (*_REQUIRED, *_OPTIONAL) if key in entry}
    for key in _REQUIRED:
        text_of(where, entry, key)
    for key in ("person", "of"):
        if key in texts and texts[key] not in actors:
            raise ValueError(f'{where}: {key} "{texts[key]}" staat niet in de tabellen')
    person, of = actors[texts["person"]], actors.get(texts.get("of", ""))
    if person.kind != "person" or (of and of.kind == "person"):
        raise ValueError(f"{where}: een persoon heeft een functie van een organisatie of land")
    since, until = (_date(where, texts.get(key)) for key in ("since", "until"))
    if since and until and until.last < since.first:
        raise ValueError(f"{where}: until ligt voor since")
    return CuratedRole(person=person, title=texts["title"], of=of, since=since, until=until)


def _date(where: str, text: str | None) -> PartialDate | None:
    try:
        return PartialDate.from_edtf(text) if text is not None else None
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error
