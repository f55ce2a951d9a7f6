"""Who is mentioned: known actors found in a text, with every place where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.language.folding import PlainText, fold
from articles.language.known import ActorKind, KnownActor, Name, NameKind
from articles.language.lookup import NameIndex
from articles.language.referents import Candidate, Place, Referents
from articles.language.surroundings import (
    Surroundings,
    in_capitals,
    in_compound,
    starts_sentence,
)
from articles.language.vocabulary import PARTICLES, is_role
from articles.language.words import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from articles.language.lookup import Form, Hit, Opening

__all__ = ["ActorKind", "FoundActor", "Gazetteer", "KnownActor", "Name", "NameKind", "Span"]


DERIVED = frozenset({"adjective", "demonym"})


class Span(NamedTuple):
    """A place in one of the fields, in characters; a genitive -s belongs to it."""

    field: str
    start: int
    end: int


class FoundActor(NamedTuple):
    """An actor with its mentions in reading order.

    `surfaces` are the distinct forms as they stand in the text, without a person's title, and
    `rules` the distinct kinds of name that matched, both in order of appearance; `derived` are
    those of the surfaces that never name the actor by themselves: they are made of its name
    (Syrische, Syriërs), part of a compound (the NAVO of NAVO-lid) or a description
    (Vlaamse regering).
    """

    key: str
    name: str
    kind: ActorKind
    spans: tuple[Span, ...]
    surfaces: tuple[str, ...]
    rules: tuple[NameKind, ...]
    derived: tuple[str, ...] = ()


class Field(NamedTuple):
    """A field of an article as the names see it."""

    name: str
    original: str
    text: PlainText
    openings: list[Opening]  # what `opening` gives for its tokens, in their order


class Gazetteer:
    """Finds known actors. Building it takes time, so keep one and use it often."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self._actors = tuple(actors)
        self._index = NameIndex(self._actors)
        self._own_names = tuple(map(_own_names, self._actors))
        self._surnames = tuple(map(_surnames, self._actors))
        self._first_names = frozenset(_first_names(self._actors))
        self._adjectives = frozenset(_adjectives(self._actors))

    def find(self, fields: Mapping[str, str]) -> list[FoundActor]:
        """Find who is mentioned, most mentioned first, then by first place.

        The fields are read in the order given; a full name in one of them gives the surnames
        in all the others their meaning.
        """
        return self.find_from([self._field(*field) for field in fields.items()])

    def opening(self, token: str) -> Opening | None:
        """Tell which names a token opens, if any."""
        return self._index.opening(token)

    def find_from(self, fields: Sequence[Field]) -> list[FoundActor]:
        """Do as `find` where it is known already which names the tokens open."""
        referents = Referents()
        for number, field in enumerate(fields):
            if field.openings:
                self._read(number, field, referents)
        return self._assemble(fields, referents.mentions())

    def _field(self, name: str, original: str) -> Field:
        text = PlainText.of(original)
        openings = filter(None, map(self.opening, text.text.split()))
        return Field(name, original, text, list(openings))

    def _read(self, number: int, field: Field, referents: Referents) -> None:
        text = field.text
        hits = self._index.hits(text, field.openings)
        around = Surroundings(text.text, hits, self._first_names)
        for hit in hits:
            place = Place(number, hit.start)
            forms = tuple([form for form in hit.forms if self._stands(hit, form, around)])
            if namesake := self._namesake(hit, forms, around):
                referents.add_stranger(namesake, place)
            if any(form.lone for form in forms):
                self._read_surname(hit, forms, place, around, referents)
            elif forms:
                weak = self._is_weak(hit, forms[0], around.text)
                referents.add(Candidate(place, hit.end, hit.key, around.text, forms, weak))

    def _read_surname(
        self,
        hit: Hit,
        forms: tuple[Form, ...],
        place: Place,
        around: Surroundings,
        referents: Referents,
    ) -> None:
        """Leave it to a stranger where his first name stands before it, to its own by theirs."""
        whose = {
            form.actor: around.first_name(hit.start, hit.end, self._own_names[form.actor])
            for form in forms
            if form.lone
        }
        own = [actor for actor, first_name in whose.items() if first_name == "own"]
        kept = tuple(form for form in forms if whose.get(form.actor) != "another's")
        if all(first_name == "another's" for first_name in whose.values()):
            referents.add_stranger(hit.key, place)
        if kept:
            weak = self._is_weak(hit, kept[0], around.text)
            named = own[0] if len(own) == 1 else None
            referents.add(Candidate(place, hit.end, hit.key, around.text, kept, weak, named))

    def _namesake(self, hit: Hit, forms: Sequence[Form], around: Surroundings) -> str:
        """Give the first name of somebody who is then called by it: Kim of Kim Clijsters.

        Where that is also a surname, a bare "Kim" need not mean who bears the surname.
        """
        if not forms:
            return hit.key if around.is_first_name_of_known(hit.key) else ""
        form = forms[0]
        if form.lone or self._actors[form.actor].kind != "person":
            return ""
        first, _, rest = hit.key.partition(" ")
        return first if rest and first not in self._surnames[form.actor] else ""

    def _stands(self, hit: Hit, form: Form, around: Surroundings) -> bool:
        """Whether what surrounds the name leaves it to this actor."""
        kind = self._actors[form.actor].kind
        start, end = hit.start, hit.end
        if form.exact and is_ordinary(hit.key) and in_capitals(around.text, start, end):
            return False
        if kind == "person":
            if around.goes_on_after_hyphen(end):
                return False
            return not (around.continues(start, end) if form.lone else around.is_junior(end))
        if kind == "organisation":
            return True
        return not (around.borrowed_by_firm(end) or self._is_persons(kind, hit, form, around))

    def _is_persons(self, kind: ActorKind, hit: Hit, form: Form, around: Surroundings) -> bool:
        """Whether a person or a club bears the name of a country's people or of a town."""
        if form.kind == "demonym":
            return around.first_name_of_another(hit.start, hit.end)
        if form.kind == "adjective":
            return False
        if around.part_of_event(hit.start):
            return True
        if kind == "country":
            return False
        return around.borrowed_by_club(hit.start) or around.part_of_person(hit.start, hit.end)

    def _is_weak(self, hit: Hit, form: Form, text: str) -> bool:
        """Whether the name may be an ordinary word that only begins a sentence: Groen."""
        if form.exact or self._actors[form.actor].kind != "organisation":
            return False
        return starts_sentence(text, hit.start) and is_ordinary(hit.key)

    def _assemble(
        self, fields: Sequence[Field], mentions: Iterable[tuple[Candidate, Form]]
    ) -> list[FoundActor]:
        found: dict[int, _Mentions] = {}
        for candidate, form in mentions:
            number, begin = candidate.place
            name, original, text, _ = fields[number]
            begin += _title_of(self._actors[form.actor], form)
            start, end = text.place(begin, candidate.end)
            if form.actor not in found:
                found[form.actor] = _Mentions([], {}, {})
            spans, surfaces, rules = found[form.actor]
            spans.append(Span(name, start, end))
            surface = original[start:end]
            is_name = form.kind not in DERIVED and not (
                in_compound(text.text, begin, candidate.end) or self._describes(surface)
            )
            surfaces[surface] = surfaces.get(surface, False) or is_name
            rules[form.kind] = None
        order = sorted(found, key=lambda actor: -len(found[actor].spans))
        return [_found_actor(self._actors[actor], found[actor]) for actor in order]

    def _describes(self, surface: str) -> bool:
        """Whether words only tell who is meant: federale politie, Vlaamse regering."""
        first, _, rest = surface.partition(" ")
        return rest.islower() and (first.islower() or fold(first) in self._adjectives)


class _Mentions(NamedTuple):
    spans: list[Span]
    surfaces: dict[str, bool]  # whether it is a name anywhere
    rules: dict[NameKind, None]


def _found_actor(actor: KnownActor, mentions: _Mentions) -> FoundActor:
    spans, surfaces, rules = mentions
    derived = tuple(surface for surface, is_name in surfaces.items() if not is_name)
    return FoundActor(
        actor.key, actor.name, actor.kind, tuple(spans), tuple(surfaces), tuple(rules), derived
    )


def _title_of(actor: KnownActor, form: Form) -> int:
    """Give the characters of the title with which a person's name begins: koning Filip."""
    first, _, rest = form.text.partition(" ")
    return len(first) + 1 if rest and actor.kind == "person" and is_role(first.lower()) else 0


def _adjectives(actors: Iterable[KnownActor]) -> Iterator[str]:
    for actor in actors:
        yield from (fold(name.text) for name in actor.names if name.kind == "adjective")


def _full_names(actor: KnownActor) -> Iterator[list[str]]:
    for name in actor.names:
        if name.kind in {"preferred", "alias"}:
            yield PlainText.of(name.text).lowered.split()


def _own_names(actor: KnownActor) -> frozenset[str]:
    if actor.kind != "person":
        return frozenset()
    return frozenset(word for words in _full_names(actor) for word in words) - PARTICLES


def _surnames(actor: KnownActor) -> frozenset[str]:
    return frozenset(
        PlainText.of(name.text).lowered for name in actor.names if name.kind == "surname"
    )


def _first_names(actors: Iterable[KnownActor]) -> Iterator[str]:
    for actor in actors:
        if actor.kind == "person":
            for first, *_ in _full_names(actor):
                if not is_role(first) and first not in PARTICLES:
                    yield first
