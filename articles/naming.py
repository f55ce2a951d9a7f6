"""Who is named in an article: what the table knows and what the recogniser read, as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from articles.language.names import Span
from articles.language.recognising.consistency import Mention as ReadMention
from articles.language.recognising.precedence import DOUBTED, certain, may_stand
from articles.language.recognising.reading import known_places
from articles.language.recognising.short_forms import short_forms_in
from articles.linking import key_of
from articles.search.facets import token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from articles.dates import PartialDate
    from articles.homonyms import Homonyms
    from articles.language.names import FoundActor
    from articles.language.recognising.reading import Known
    from articles.language.recognising.recogniser import FoundName
    from articles.language.roles import RoleIndex
    from articles.linking import Linker

LONGEST = 200  # characters of a name that can be kept
BY_FUNCTION = 0.9  # how sure it is that a title means who held the function on that day


class Named(NamedTuple):
    """An actor in an article; see ``Mention`` for ``score``."""

    spans: tuple[Span, ...]
    surfaces: tuple[str, ...]
    score: float | None


def kept_names(names: Iterable[FoundName]) -> list[FoundName]:
    """Make of a recogniser's names those that can be kept: one for each key and kind."""
    found: dict[tuple[str, str], FoundName] = {}
    for name in sorted(names, key=lambda one: one.score < DOUBTED):
        if max(map(len, (name.text, key_of(name.text), *name.surfaces))) > LONGEST:
            continue
        before = found.setdefault((key_of(name.text), name.kind), name)
        if before is not name and name.score >= DOUBTED:
            found[key_of(name.text), name.kind] = before._replace(
                spans=(*before.spans, *name.spans),
                surfaces=tuple(dict.fromkeys((*before.surfaces, *name.surfaces))),
                score=max(before.score, name.score),
            )
    return list(found.values())


def beside_known(
    names: Iterable[FoundName], known: Sequence[FoundActor], texts: Mapping[str, str]
) -> list[FoundName]:
    """Leave out what stands where the table has a name, which it may not have had before."""
    places = {field: known_places(field, known) for field in texts}
    left = []
    for name in names:
        spans = tuple(span for span in name.spans if _stands(name, span, places, texts))
        if spans:
            left.append(name._replace(spans=spans))
    return left


def _stands(
    name: FoundName,
    span: Span,
    places: Mapping[str, Sequence[Known]],
    texts: Mapping[str, str],
) -> bool:
    text = texts[span.field]
    words = text[span.start : span.end]
    if not words.startswith(name.surfaces):  # the text was edited, and not read again yet
        return False
    read = ReadMention(0, span.start, span.end, words, name.kind, name.score)
    return may_stand(read, text, places[span.field])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearers:
    """The actors of the archive, as names are given to them; ``ids`` by the key of the table."""

    ids: Mapping[str, int]
    linker: Linker
    homonyms: Homonyms
    roles: RoleIndex


class _Found(NamedTuple):
    """A name with all who can bear it; ``score`` is empty where the table knows it."""

    candidates: tuple[int, ...]
    spans: tuple[Span, ...]
    score: float | None


@dataclass(slots=True)
class _Gathered:
    spans: set[Span] = field(default_factory=set)
    scores: list[float | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read in an article's ``texts``: by the table, and by the recogniser beside it."""

    published: PartialDate | None
    texts: Mapping[str, str]
    curated: Sequence[FoundActor]
    names: Sequence[FoundName]


def who_is_named(
    read: Read, bearers: Bearers, *, facets: Iterable[str], decided: Mapping[int, bool]
) -> dict[int, Named]:
    """Give the actors that are named, by their ids, with where they stand.

    The ``facets`` (topics and sources) and what editors ``decided`` (whether an actor is meant)
    tell namesakes apart; a name stays nobody's where that is not clear.
    """
    found = list(_found(read, bearers))
    alone = {one.candidates[0] for one in found if len(one.candidates) == 1}
    around = {*facets, *(token("actor", actor) for actor in alone)}
    gathered: defaultdict[int, _Gathered] = defaultdict(_Gathered)
    for one in found:
        actor = _meant(one.candidates, bearers.homonyms, around, decided)
        if actor is not None:
            gathered[actor].spans.update(one.spans)
            gathered[actor].scores.append(one.score)
    return {actor: _named(mentions, read.texts) for actor, mentions in gathered.items()}


def _found(read: Read, bearers: Bearers) -> Iterator[_Found]:
    texts = read.texts
    known, names = _divided(read)
    explained: dict[str, int] = {}
    explaining: dict[tuple[str, int], int] = {}
    for actor in known:
        if actor.key not in bearers.ids:
            continue
        key = bearers.ids[actor.key]
        yield _Found(bearers.homonyms.of(key), actor.spans, None)
        explained |= dict.fromkeys(_short_forms_of(actor, texts), key)
        explaining |= dict.fromkeys(_ends_before(actor, texts), key)
    for name in names:
        candidates = bearers.linker.bearers(name.kind, (name.text, *name.surfaces))
        if not candidates:
            meant = {explaining.get((one.field, one.end)) for one in name.spans}
            meant.add(explained.get(name.text))
            candidates = tuple(sorted(key for key in meant if key is not None)[:1])
        if candidates:
            yield _Found(candidates, name.spans, name.score)
    for role in bearers.roles.find(texts, read.curated, read.published):
        if role.person in bearers.ids:
            yield _Found((bearers.ids[role.person],), role.spans, BY_FUNCTION)


def _divided(read: Read) -> tuple[Sequence[FoundActor], list[FoundName]]:
    """Give whom the table knows, but for what the recogniser doubts, and the names beside them."""
    if not read.names:
        return read.curated, []
    believed, _doubted, names = certain(read.curated, read.names)
    return believed, beside_known(names, believed, read.texts)


def _short_forms_of(actor: FoundActor, texts: Mapping[str, str]) -> Iterable[str]:
    """Give the abbreviations that stand in brackets after a known name."""
    if actor.kind == "person":
        return ()
    fields = list(texts)
    mentions = (
        ReadMention(fields.index(one.field), one.start, one.end, text, actor.kind, 1.0)
        for one in actor.spans
        if " " in (text := texts[one.field][one.start : one.end])
    )
    return short_forms_in(list(texts.values()), mentions)


def _ends_before(actor: FoundActor, texts: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Give where the long form ends that a known abbreviation in brackets explains."""
    if actor.kind != "person":
        for name, start, end in actor.spans:
            if texts[name].startswith(")", end) and texts[name].endswith(" (", 0, start):
                yield name, start - 2


def _meant(
    candidates: tuple[int, ...],
    homonyms: Homonyms,
    facets: Collection[str],
    decided: Mapping[int, bool],
) -> int | None:
    if len(candidates) == 1:
        return candidates[0]
    confirmed = [actor for actor in candidates if decided.get(actor)]
    left = tuple(actor for actor in candidates if decided.get(actor, True))
    return homonyms.choose(tuple(confirmed) or left, facets)


def _named(mentions: _Gathered, texts: Mapping[str, str]) -> Named:
    order = {name: place for place, name in enumerate(texts)}
    spans: list[Span] = []
    for span in sorted(mentions.spans, key=lambda one: (order[one.field], one.start, -one.end)):
        if not spans or span.field != spans[-1].field or span.start >= spans[-1].end:
            spans.append(span)
    surfaces = dict.fromkeys(texts[name][start:end] for name, start, end in spans)
    scores = [score for score in mentions.scores if score is not None]
    by_table = len(scores) < len(mentions.scores)
    return Named(tuple(spans), tuple(surfaces), None if by_table else max(scores))
