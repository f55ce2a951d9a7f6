"""Yes and no: who an actor is, what it is called, and which names are nobody's."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from articles.indexing import lock_articles
from articles.linking import key_of
from articles.models import Actor, ActorChange, ActorName, Mention, ReviewStatus, Sighting
from articles.models.actor import RESERVED_SLUGS
from articles.slugs import free_slug

from .effects import (
    MOST_MOVED,
    articles_naming,
    chunks,
    exchange_facet,
    read_again,
)
from .outcomes import Outcome, Refused
from .records import locked, record

Kind = ActorChange.Kind
NameKind = ActorName.Kind
CONFIRMED, REJECTED = ReviewStatus.CONFIRMED.value, ReviewStatus.REJECTED.value
MOST_SOUGHT = 50  # names that are looked for in all articles while the editor waits
LONGEST_NAME = 200  # characters


def confirm(actor: Actor, by: Any) -> Outcome:
    """Make an actor known: its names are looked for from now on, and shown as certain.

    This and each other decision raises ``Refused`` where somebody judged the actor since the
    caller read it.
    """
    return confirm_all([actor], by)


@transaction.atomic
def confirm_all(actors: Sequence[Actor], by: Any, *, kind: str = "") -> Outcome:
    """Confirm several at once, as ``kind`` if that is given."""
    changes = []
    for actor, row in zip(actors, locked(*actors), strict=True):
        before: dict[str, Any] = {"status": row.status, **own_name(row)}
        what = Kind.CONFIRM
        if kind and kind != row.kind:
            what, before = Kind.KIND, before | {"kind": row.kind, "became": kind}
            row.kind = kind
        row.status = CONFIRMED
        row.save()
        changes.append(record(what, row, by, before))
        actor.refresh_from_db()
    return _take_effect(changes, actors)


def reject(actor: Actor, by: Any) -> Outcome:
    """Put an actor on the kill list: its names are never suggested again."""
    return reject_all([actor], by)


@transaction.atomic
def reject_all(actors: Sequence[Actor], by: Any) -> Outcome:
    changes = []
    for actor, row in zip(actors, locked(*actors), strict=True):
        before = {"status": row.status}
        row.status = REJECTED
        row.save()
        changes.append(record(Kind.REJECT, row, by, before))
        actor.refresh_from_db()
    outcome = _take_effect(changes, actors, in_text=False)
    return outcome if outcome.complete else _forget(outcome, actors)


def change_kind(actor: Actor, kind: str, by: Any) -> Outcome:
    """Say that an actor is of another kind, which confirms it: a person has looked."""
    if kind not in Actor.Kind.values:
        raise Refused(_("Kies een soort."))
    return confirm_all([actor], by, kind=kind)


@transaction.atomic
def add_alias(actor: Actor, text: str, by: Any, *, kind: str = NameKind.ALIAS) -> Outcome:
    """Add a name by which texts call the actor too."""
    text = cleaned(text)
    if kind not in NameKind.values:
        raise Refused(_("Kies een soort naam."))
    (row,) = locked(actor)
    name = row.names.filter(text=text).first()
    if name is not None and name.status == CONFIRMED:
        raise Refused(_("‘%(text)s’ is al een naam van %(actor)s.") % {"text": text, "actor": row})
    before = {"text": text, "status": name.status if name else None}
    name = name or ActorName(actor=row, text=text, kind=kind)
    name.status = CONFIRMED
    name.save()
    change = record(Kind.ALIAS, row, by, before | {"name": name.pk})
    return _take_effect([change], [row], [text])


def confirm_name(name: ActorName, by: Any) -> Outcome:
    """Say that a suggested name is indeed the actor's."""
    return _judge_name(name, by, Kind.CONFIRM, CONFIRMED)


def reject_name(name: ActorName, by: Any) -> Outcome:
    """Say that a suggested name is not the actor's; it is not suggested for it again."""
    return _judge_name(name, by, Kind.REJECT, REJECTED)


@transaction.atomic
def _judge_name(name: ActorName, by: Any, what: str, status: str) -> Outcome:
    (actor,) = locked(name.actor)
    row = ActorName.objects.select_for_update().filter(pk=name.pk).first()
    if row is None or row.status != name.status:
        raise Refused(
            _("De naam ‘%(name)s’ is intussen al nagekeken. Er is niets gedaan.") % {"name": name}
        )
    before = {"name": row.pk, "text": row.text, "status": row.status}
    row.status = name.status = status
    row.save()
    return _take_effect([record(what, actor, by, before)], [actor], [row.text])


@transaction.atomic
def never_suggest(text: str, by: Any, *, kind: str = "") -> Outcome:
    """Put a name on the kill list by hand, whatever it may be the name of.

    Without a ``kind`` it is what the recogniser mostly took it for. Raises ``Refused`` for the
    name of a known actor: that one is to be rejected itself.
    """
    text = cleaned(text)
    names = ActorName.objects.filter(folded=key_of(text)).exclude(status=REJECTED)
    bearers = list(Actor.objects.filter(merged_into=None, names__in=names).distinct())
    if known := next((actor for actor in bearers if actor.status == CONFIRMED), None):
        raise Refused(
            _("‘%(text)s’ is een naam van de bekende actor %(actor)s. Verwerp die op zijn pagina.")
            % {"text": text, "actor": known}
        )
    if suggested := [actor for actor in bearers if actor.status != REJECTED]:
        return reject_all(suggested, by)
    if bearers:
        raise Refused(_("‘%(text)s’ staat al op de lijst.") % {"text": text})
    actor = Actor.objects.create(
        name=text,
        slug=slug_of(text),
        kind=kind if kind in Actor.Kind.values else _usual_kind(text),
        status=REJECTED,
    )
    actor.names.create(text=text, kind=NameKind.PREFERRED)
    return Outcome(changes=(record(Kind.REJECT, actor, by, {"by_hand": True}),))


def _usual_kind(text: str) -> str:
    seen = Sighting.objects.filter(key=key_of(text)).order_by().values_list("kind")
    kinds = dict(seen.annotate(Count("pk")))
    return max(kinds, key=kinds.__getitem__, default=Actor.Kind.ORGANISATION.value)


def cleaned(name: str) -> str:
    """Write a name on one line; raise ``Refused`` for none, or one that cannot be kept."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(_("Geef een naam van hoogstens 200 tekens."))
    return name


def slug_of(name: str) -> str:
    """Make an address of a name that no other actor has."""
    taken = RESERVED_SLUGS | set(Actor.objects.values_list("slug", flat=True))
    return free_slug(name, taken, otherwise="naam")


def own_name(actor: Actor) -> dict[str, Any]:
    """See to it that an actor's own name is among its names, confirmed; say how it was before."""
    name = actor.names.filter(text=actor.name).first()
    if name is not None and name.status == CONFIRMED:
        return {}
    before = {"name": name.pk if name else None, "name_status": name.status if name else None}
    name = name or ActorName(actor=actor, text=actor.name, kind=NameKind.PREFERRED)
    name.status = CONFIRMED
    name.save()
    return before | {"name": name.pk}


def names_of(actors: Iterable[Actor]) -> list[str]:
    """List the texts by which these actors are looked for."""
    names = ActorName.objects.filter(actor__in=actors).exclude(status=REJECTED)
    return list(dict.fromkeys(names.values_list("text", flat=True)))


def _take_effect(
    changes: Collection[ActorChange],
    actors: Sequence[Actor],
    names: Collection[str] = (),
    *,
    in_text: bool = True,
) -> Outcome:
    """Read the articles again, with ``in_text`` also those that have the names unnoticed so far."""
    names = names or names_of(actors)
    few = len(names) <= MOST_SOUGHT
    read, complete = read_again(articles_naming(actors, names, in_text=in_text and few))
    return Outcome(changes=tuple(changes), read=read, complete=complete and (few or not in_text))


def _forget(outcome: Outcome, actors: Sequence[Actor]) -> Outcome:
    """Take rejected actors out of more articles than can be read again, as far as that goes."""
    moved = 0
    for actor in actors:
        mentions = Mention.objects.filter(actor=actor)
        ids = list(mentions.values_list("article", flat=True)[: MOST_MOVED + 1 - moved])
        moved += len(ids)
        for chunk in chunks(ids):
            lock_articles(chunk)
            mentions.filter(article__in=chunk, status=ReviewStatus.SUGGESTED).delete()
            exchange_facet(chunk, gone=actor)
    return replace(outcome, read=outcome.read + moved, complete=moved <= MOST_MOVED)
