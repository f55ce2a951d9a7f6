"""Titles in a text that point to their holder on its date: "de secretaris-generaal van de NAVO".

Source of the method: our own rules. A title counts where the text makes it definite, says whose
function it is (NAVO-secretaris-generaal, de Belgische premier, de premier van Nederland), and
names nobody beside it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick

from articles.language.folding import PlainText
from articles.language.names import Span
from articles.language.role_holders import Designated, Place, Title
from articles.language.role_owners import OwnerIndex, nationality
from articles.language.role_surroundings import (
    goes_on,
    is_determined,
    names_somebody,
    speaks_of_the_past,
    surely_names_somebody,
)
from articles.language.role_titles import (
    forms_of,
    is_understood,
    needs_no_organisation,
    only_in_compounds,
    telling_part,
)
from articles.language.tenure import KnownRole, Office

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from articles.dates import PartialDate
    from articles.language.names import FoundActor
    from articles.language.role_owners import Owners

__all__ = ["FoundRole", "KnownRole", "RoleIndex"]


class FoundRole(NamedTuple):
    """A person (by key) to whom titles of a role point, with their places in the article."""

    person: str
    role: KnownRole
    spans: tuple[Span, ...]
    surfaces: tuple[str, ...]


class RoleIndex:
    """Finds titles and their holders. Building it takes time, so keep one and use it often."""

    def __init__(self, roles: Iterable[KnownRole]) -> None:
        held: defaultdict[tuple[str, str], list[KnownRole]] = defaultdict(list)
        for role in roles:
            held[role.title, role.of.key if role.of else ""].append(role)
        self._offices: defaultdict[tuple[str, str], list[Office]] = defaultdict(list)
        self._holders: defaultdict[str, defaultdict[str, list[Office]]]
        self._holders = defaultdict(lambda: defaultdict(list))
        self._forms: dict[str, list[str]] = {}
        for (title, owner), terms in held.items():
            self._add(title, owner, terms)
        owners = {role.of.key: role.of for terms in held.values() for role in terms if role.of}
        self._owners = OwnerIndex(owners.values())
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for part, forms in self._forms.items():
            forms.sort(key=len, reverse=True)
            self._automaton.add_word(part)
        self._automaton.make_automaton()

    def find(
        self,
        fields: Mapping[str, str],
        curated: Sequence[FoundActor],
        published: PartialDate | None,
    ) -> list[FoundRole]:
        """Find whom titles mean on the article's date, in order of first appearance; pure.

        `curated` is what the gazetteer found in the same fields: who is named there is preferred
        where the date leaves more than one holder. Without a date nobody is found.
        """
        if published is None or not self._forms:
            return []
        places = [place for name, text in fields.items() for place in self._places(name, text)]
        if not places:
            return []
        named = {actor.key: actor.spans for actor in curated}
        article = Designated(published, named, self._holders, places)
        found: dict[KnownRole, list[Place]] = {}
        for place in places:
            title = place.title
            role = None if title.named else article.holder(title)
            if role and not speaks_of_the_past(place.text, title.start, title.end, role):
                found.setdefault(role, []).append(place)
        return [_found_role(role, there) for role, there in found.items()]

    def _add(self, title: str, owner: str, terms: Sequence[KnownRole]) -> None:
        office = Office(terms)
        for form in forms_of(title):
            self._offices[form, owner].append(office)
            if is_understood(form):
                for person in {role.person for role in terms}:
                    self._holders[form][person].append(office)
            if owner and needs_no_organisation(title):
                self._offices[form, ""].append(office)
            forms = self._forms.setdefault(telling_part(form), [])
            if form not in forms:
                forms.append(form)

    def _places(self, name: str, original: str) -> Iterator[Place]:
        if next(self._automaton.iter(original.lower()), None) is None:
            return
        text = PlainText.of(original)
        for title in self._titles(text):
            start, end = text.place(title.start, title.end)
            yield Place(title, text.text, Span(name, start, end), original[start:end])

    def _titles(self, text: PlainText) -> Iterator[Title]:
        done = 0
        for last, length in self._automaton.iter(text.lowered):
            start = last + 1 - length
            if start < done:
                continue
            part = text.lowered[start : last + 1]
            form = next((f for f in self._forms[part] if _stands(f, text.lowered, start)), None)
            if form and (title := self._title(text.text, start, form)):
                done = title.end
                yield title

    def _title(self, text: str, start: int, form: str) -> Title | None:
        end = start + len(form)
        if start and not text[start - 1].isspace() and text[start - 1] not in "\"'(":
            owners, begin = self._owners.joined(text, start)
            return self._checked(text, form, owners, begin, end)
        if only_in_compounds(form):
            return None
        owners, after = self._owners.after(text, end)
        if owners:
            return self._checked(text, form, owners, nationality(text, start), after)
        owners, begin = self._owners.adjective(text, start)
        if not owners and ((form, "") in self._offices or is_understood(form)):
            owners = frozenset({""})
        return self._checked(text, form, owners, begin, end)

    def _checked(self, text: str, form: str, owners: Owners, begin: int, end: int) -> Title | None:
        offices = [o for owner in owners for o in self._offices.get((form, owner), ())]
        if not offices and owners != {""}:
            return None
        if names_somebody(text, end):
            sure = surely_names_somebody(text, end)
            return Title(form, begin, end, offices, named=True) if sure else None
        if goes_on(text, end, portfolio=" " in form) or not is_determined(text, begin):
            return None
        return Title(form, begin, end, offices, named=False)


def _stands(form: str, lowered: str, start: int) -> bool:
    end = start + len(form)
    return lowered.startswith(form, start) and not lowered[end : end + 1].isalnum()


def _found_role(role: KnownRole, places: Iterable[Place]) -> FoundRole:
    places = list(places)
    surfaces = dict.fromkeys(place.surface for place in places)
    return FoundRole(role.person, role, tuple(place.span for place in places), tuple(surfaces))
