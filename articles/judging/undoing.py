"""Take a decision about an actor back."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.indexing import lock_articles
from articles.models import Actor, ActorChange, ActorName, Mention, ReviewStatus, Role

from .decisions import names_of
from .effects import MOST_READ, articles_naming, chunks, exchange_facet, read_again
from .merging import MentionState, joined, put
from .outcomes import Outcome, Refused
from .records import changes_of, described, locked, log, named, record

Kind = ActorChange.Kind
REJECTED = ReviewStatus.REJECTED.value


@transaction.atomic
def undo(change: ActorChange, by: Any) -> Outcome:
    """Put back how it was before a change.

    Raises ``Refused`` where it was undone already, and where a later change builds on it.
    """
    keys = [key for key in (change.actor_id, change.other_id) if key]
    actors = Actor.objects.select_for_update(no_key=True).in_bulk(sorted(keys))
    rows = ActorChange.objects.select_for_update(of=("self",)).select_related("undone_by")
    change = rows.get(pk=change.pk)
    if change.undone_at:
        raise Refused(_("Dit is al ongedaan gemaakt, door %s.") % named(change.undone_by))
    if later := in_the_way(change):
        raise Refused(
            _("Dit kan niet meer: daarna werd ‘%(name)s’ %(what)s. Maak eerst dat ongedaan.")
            % {"name": later.actor, "what": described(later, about=later.actor)}
        )
    change.actor = actors[change.actor_id]
    change.other = actors[change.other_id] if change.other_id else None
    ids = _put_back(change)
    change.undone_by, change.undone_at = by, timezone.now()
    change.save()
    log(change, by, _("Ongedaan gemaakt: {}."))
    if change.before.get("by_hand") and not change.actor.mentions.exists():
        change.actor.delete()  # it was never suggested, so there is nothing that it could be again
    read, complete = read_again(ids)
    return Outcome(changes=(change,), read=read, complete=complete)


@transaction.atomic
def take_back(actor: Actor, by: Any) -> Outcome:
    """Take an actor off the kill list: what it was before, or else suggested."""
    rejections = ActorChange.objects.filter(actor=actor, kind=Kind.REJECT, undone_at=None)
    last = next((one for one in rejections if "text" not in one.before), None)
    if last and not in_the_way(last) and actor.status == REJECTED:
        return undo(last, by)
    (row,) = locked(actor)
    if row.status != REJECTED:
        raise Refused(_("‘%(name)s’ staat niet op de lijst.") % {"name": row})
    row.status = ReviewStatus.SUGGESTED
    row.save()
    change = record(Kind.REJECT, row, by, {"status": REJECTED, "taken_back": True})
    actor.refresh_from_db()
    read, complete = read_again(articles_naming([row], names_of([row])))
    return Outcome(changes=(change,), read=read, complete=complete)


def in_the_way(change: ActorChange) -> ActorChange | None:
    """Find the last change that must be undone before this one can be."""
    actors = filter(None, (change.actor, change.other))
    later: dict[int, ActorChange] = {}
    for actor in actors:
        rows = changes_of(actor).filter(undone_at=None, pk__gt=change.pk)
        later |= {row.pk: row for row in rows.select_related("actor", "other")}
    touched = _touched(change)
    last_first = (later[pk] for pk in sorted(later, reverse=True))
    return next((one for one in last_first if touched & _touched(one)), None)


def _touched(change: ActorChange) -> set[tuple[str, object]]:
    """Name what a change is about; another that is about the same builds on it."""
    before = change.before
    about: set[tuple[str, object]] = set()
    if change.kind in {Kind.MERGE, Kind.SPLIT}:
        gone = change.actor_id if change.kind == Kind.MERGE else change.other_id
        about |= {("status", gone), ("merged", gone)}
        about |= {("status", change.other_id)} if "into" in before else set()
        about |= {("merged", pk) for pk in before.get("followers", ())}
        moved = before.get("moved") or [row[0] for row in before.get("mentions", ())]
        keys = (change.actor_id, change.other_id)
        about |= {(article, key) for article in moved for key in keys}
    elif "text" in before:
        about |= {("name", before["name"])}
    else:
        about |= {("status", change.actor_id)}
    about |= {("name", pk) for pk in before.get("names", ())}
    return about


def _put_back(change: ActorChange) -> list[UUID]:
    """Undo what was done; give the articles that are to be read again."""
    match change.kind:
        case Kind.MERGE:
            return _take_apart(change)
        case Kind.SPLIT:
            return _unite(change)
        case _ if "text" in change.before:
            return _put_back_name(change)
    return _put_back_status(change)


def _put_back_status(change: ActorChange) -> list[UUID]:
    actor, before = change.actor, change.before
    names = names_of([actor])
    _restore(actor, before)
    return articles_naming([actor], names)


def _restore(actor: Actor, before: Mapping[str, Any]) -> None:
    actor.status = before.get("status", ReviewStatus.SUGGESTED)
    actor.kind = before.get("kind", actor.kind)
    actor.save()
    if "name" in before:
        _restore_name(before["name"], before["name_status"])


def _put_back_name(change: ActorChange) -> list[UUID]:
    _restore_name(change.before["name"], change.before["status"])
    return articles_naming([change.actor], [change.before["text"]])


def _restore_name(pk: int, status: str | None) -> None:
    name = ActorName.objects.filter(pk=pk).first()
    if name is None:
        return
    if status is None:
        name.delete()
    else:
        name.status = status
        name.save()


def _take_apart(change: ActorChange) -> list[UUID]:
    """Undo a merge; what editors decided since about an article stays with who remained."""
    actor, into, before = change.actor, change.other, change.before
    assert into is not None  # noqa: S101 - a merge has two
    ids = [UUID(pk) for pk in before["moved"]]
    both = {
        UUID(pk): [MentionState(*state) for state in states] for pk, *states in before["joined"]
    }
    lock_articles(ids)
    for chunk in chunks(ids):
        alone = [pk for pk in chunk if pk not in both]
        Mention.objects.filter(article__in=alone, actor=into).update(actor=actor)
        mentions = Mention.objects.filter(article__in=set(chunk) & both.keys(), actor=into)
        _part({mention.article_id: mention for mention in mentions}, both, actor)
    _exchange_back(ids[MOST_READ:], both.keys(), actor, into)
    texts = names_of([actor])
    ActorName.objects.filter(pk__in=before["names"], actor=into).delete()
    for pk, status in before["revived"]:
        _restore_name(pk, status)
    for pk, field in before["roles"]:
        Role.objects.filter(pk=pk).update(**{field: actor})
    Actor.objects.filter(pk__in=before["followers"]).update(merged_into=actor)
    actor.merged_into = None
    actor.save()
    if "into" in before:
        _restore(into, before["into"])
    return list(dict.fromkeys([*ids[:MOST_READ], *articles_naming([], texts)]))


def _part(
    mentions: dict[UUID, Mention], both: dict[UUID, list[MentionState]], actor: Actor
) -> None:
    """Make two mentions again of those that were joined."""
    for article, mention in mentions.items():
        gone, kept = both[article]
        decided = mention.status != joined(gone, kept).status
        put(mention, kept._replace(status=mention.status) if decided else kept)
        Mention.objects.create(article_id=article, actor=actor, **gone._asdict())


def _exchange_back(ids: Iterable[UUID], both: Iterable[UUID], actor: Actor, into: Actor) -> None:
    both = set(both)
    for chunk in chunks(ids):
        mentions = Mention.objects.filter(article__in=chunk).exclude(status=REJECTED)
        theirs = set(mentions.filter(actor=actor).values_list("article", flat=True))
        exchange_facet(theirs - both, gone=into, come=actor)
        exchange_facet(theirs & both, come=actor)


def _unite(change: ActorChange) -> list[UUID]:
    """Undo a split: the second becomes an old address of the first, which has it all again."""
    actor, second, before = change.actor, change.other, change.before
    assert second is not None  # noqa: S101 - a split has two
    ids = {UUID(pk): (status, given) for pk, status, given in before["mentions"]}
    others = set(second.mentions.values_list("article", flat=True)[:MOST_READ])
    lock_articles(ids.keys() | others)
    for mention in actor.mentions.filter(article__in=list(ids)):
        status, given = ids[mention.article_id]
        if mention.status == given:
            mention.status = status
            mention.save()
    second.mentions.filter(article__in=list(ids)).delete()
    second.merged_into = actor
    second.save()
    actor.save()
    return list(dict.fromkeys([*ids, *others]))
