"""Lock what is judged, and keep who decided what."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Actor, ActorChange

from .outcomes import Refused

Kind = ActorChange.Kind


def state_of(actor: Actor) -> str:
    """Write what an editor judges of an actor, to notice that somebody else did meanwhile."""
    return f"{actor.status}.{actor.kind}.{actor.merged_into_id or ''}"


def locked(*actors: Actor) -> list[Actor]:
    """Keep others from judging these actors until the transaction ends; give them as they are.

    Raises ``Refused`` where one is no longer as the caller saw it. Articles may still come to
    mention them meanwhile, so that no import waits for an editor.
    """
    rows = Actor.objects.select_for_update(no_key=True).in_bulk(
        sorted(actor.pk for actor in actors)
    )
    for actor in actors:
        row = rows.get(actor.pk)
        if row is None:
            raise Refused(_("‘%(name)s’ bestaat niet meer.") % {"name": actor.name})
        if state_of(row) != state_of(actor):
            raise Refused(meanwhile(row))
    return [rows[actor.pk] for actor in actors]


def meanwhile(actor: Actor) -> str:
    """Tell that somebody else judged the actor, who and when."""
    last = changes_of(actor).select_related("made_by", "undone_by", "other", "actor").first()
    if last is None:
        return _(
            "‘%(name)s’ is intussen gewijzigd. Er is niets gedaan; kijk eerst hoe het nu is."
        ) % {"name": actor.name}
    who, when = (last.undone_by, last.undone_at) if last.undone_at else (last.made_by, last.made_at)
    return _(
        "‘%(name)s’ is intussen gewijzigd door %(who)s om %(when)s (%(what)s). Er is niets gedaan;"
        " kijk eerst hoe het nu is."
    ) % {
        "name": actor.name,
        "who": named(who),
        "when": f"{timezone.localtime(when):%H.%M}",
        "what": described(last, about=actor),
    }


def named(user: Any) -> str:
    """Name an editor; somebody whose account is gone too."""
    return user.get_full_name() or user.get_username() if user else _("iemand")


def changes_of(actor: Actor) -> Any:
    """Ask for all that was done to an actor, the last first."""
    return ActorChange.objects.filter(Q(actor=actor) | Q(other=actor))


def record(
    kind: str, actor: Actor, by: Any, before: Mapping[str, Any], *, other: Actor | None = None
) -> ActorChange:
    """Keep a decision, in the history of the actor and of the other one."""
    change = ActorChange.objects.create(
        kind=kind, actor=actor, other=other, before=dict(before), made_by=by
    )
    log(change, by)
    return change


def log(change: ActorChange, by: Any, said: str = "{}") -> None:
    """Write a change into the history that the admin shows of each object."""
    if by is None:
        return
    for actor in filter(None, (change.actor, change.other)):
        text = said.format(described(change, about=actor))
        LogEntry.objects.log_actions(by.pk, [actor], CHANGE, text[:1].upper() + text[1:])


def described(change: ActorChange, *, about: Actor | None = None) -> str:
    """Say in a few words what was done, as seen from one of the two actors."""
    before, name = change.before, change.before.get("text")
    other = change.actor if about is not None and about.pk == change.other_id else change.other
    match change.kind:
        case Kind.CONFIRM | Kind.REJECT if name:
            done = Kind(change.kind).label
            return _("naam ‘%(name)s’ %(done)s") % {"name": name, "done": done}
        case Kind.REJECT if before.get("by_hand"):
            said = _("op de lijst ‘nooit voorstellen’ gezet")
        case Kind.REJECT if before.get("taken_back"):
            said = _("van de lijst ‘nooit voorstellen’ gehaald")
        case Kind.KIND:
            kinds = (str(Actor.Kind(before[key]).label) for key in ("kind", "became"))
            return _("soort gewijzigd: %s") % " → ".join(kinds)
        case Kind.ALIAS:
            said = _("naam ‘%(name)s’ toegevoegd")
        case Kind.MERGE if other is change.actor:
            said = _("‘%(other)s’ hierin samengevoegd")
        case Kind.MERGE:
            said = _("samengevoegd met ‘%(other)s’")
        case Kind.SPLIT:
            said = _("gesplitst van ‘%(other)s’")
        case _:
            said = str(change.get_kind_display())
    return said % {"name": name, "other": other}
