"""Who held which function, and when, as a page says it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.dates import PartialDate
from articles.models import Actor, ReviewStatus, Role
from articles.wording import in_words

MOST = 200  # functions on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A function with the actor on its other side (None: of nobody, or not to be shown)."""

    title: str
    actor: Actor | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A function of an organisation, country or place, and who held it one after the other."""

    title: str
    holders: tuple[Held, ...]


def functions(person: Actor) -> list[Held]:
    """List what a person was, in the order of time; an unknown beginning comes by the end."""
    roles = Role.objects.filter(person=person).select_related("of")[:MOST]
    return [_held(role, role.of) for role in sorted(roles, key=_moment)]


def offices(of: Actor) -> list[Office]:
    """List who was what here, by function; the function held last comes first."""
    roles = Role.objects.filter(of=of).select_related("person")[:MOST]
    held: dict[str, list[Role]] = {}
    for role in sorted(roles, key=_moment):
        if _is_standing(role.person):
            held.setdefault(role.title, []).append(role)
    last = sorted(held.items(), key=lambda item: _moment(item[1][-1]), reverse=True)
    return [
        Office(title=title, holders=tuple(_held(role, role.person) for role in roles))
        for title, roles in last
    ]


def _held(role: Role, other: Actor | None) -> Held:
    shown = other if other is not None and _is_standing(other) else None
    return Held(title=role.title, actor=shown, period=period_in_words(role))


def _is_standing(actor: Actor) -> bool:
    return actor.merged_into_id is None and actor.status != ReviewStatus.REJECTED


def _moment(role: Any) -> tuple[str, str]:
    return (role.since or role.until, role.until)


def period_in_words(role: Role) -> str:
    """Say when a function was held, no more precisely than known; empty where nothing is."""
    since, until = _said(role.since), _said(role.until)
    if since and until:
        return since if since == until else f"{since} – {until}"
    if since:
        return _("sinds %(date)s") % {"date": since}
    return _("tot %(date)s") % {"date": until} if until else ""


def _said(date: str) -> str:
    try:
        return in_words(PartialDate.from_edtf(date)) if date else ""
    except ValueError:  # the form of a date, but of no day that was
        return date
