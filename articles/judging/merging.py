"""Two actors turn out to be one: the mentions and names of the one go to the other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from articles.indexing import lock_articles
from articles.linking import key_of
from articles.models import Actor, ActorChange, ActorName, Mention, ReviewStatus, Role

from .decisions import own_name
from .effects import MOST_MOVED, MOST_READ, articles_naming, chunks, exchange_facet, read_again
from .outcomes import Outcome, Refused
from .records import locked, record

REJECTED = ReviewStatus.REJECTED.value
# Where both have a mention in an article, what a person confirmed goes before what one rejected,
# and that before what the machine suggests.
_WEIGHT = {ReviewStatus.CONFIRMED: 2, ReviewStatus.REJECTED: 1, ReviewStatus.SUGGESTED: 0}


class MentionState(NamedTuple):
    """What a mention says, as it is kept for undoing."""

    status: str
    spans: list[list[Any]]
    surfaces: list[str]
    score: float | None

    @classmethod
    def of(cls, mention: Mention) -> "MentionState":
        return cls(*(getattr(mention, name) for name in cls._fields))


def joined(one: MentionState, other: MentionState) -> MentionState:
    """Make one mention of two of the same article."""
    known = one.score is None or other.score is None
    return MentionState(
        status=max(one.status, other.status, key=lambda status: _WEIGHT[ReviewStatus(status)]),
        spans=_distinct(one.spans, other.spans),
        surfaces=list(dict.fromkeys((*one.surfaces, *other.surfaces))),
        score=None if known else max(one.score or 0, other.score or 0),
    )


def _distinct(*groups: list[list[Any]]) -> list[list[Any]]:
    spans = {tuple(span) for group in groups for span in group}
    order = {"title": 0, "lead": 1, "body": 2}
    return [list(span) for span in sorted(spans, key=lambda s: (order.get(s[0], 3), s[1], s[2]))]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """What merging would do: to how many articles, and in how many both are named.

    In ``conflicts`` of those, an editor decided otherwise about the one than about the other.
    Where it ``confirms``, who stays was only suggested, and is of another kind: texts would not
    be taken to name it by the new names before an editor vouches for it.
    """

    actor: Actor
    into: Actor
    articles: int
    shared: int
    conflicts: int
    names: tuple[str, ...]
    other_kind: bool
    confirms: bool


def preview_merge(actor: Actor, into: Actor) -> MergePreview:
    """Say what ``merge`` would do. Raises ``Refused`` where it would."""
    _refuse_impossible(actor, into)
    ours = Mention.objects.filter(actor=actor)
    both = Mention.objects.filter(actor=into, article__in=ours.values("article"))
    statuses = dict(both.values_list("article", "status"))
    others = ours.filter(article__in=list(statuses)).values_list("article", "status")
    decided = ({status, statuses[article]} for article, status in others)
    return MergePreview(
        actor=actor,
        into=into,
        articles=ours.count(),
        shared=len(statuses),
        conflicts=sum(REJECTED in pair and len(pair) > 1 for pair in decided),
        names=tuple(name.text for name in _new_names(actor, into)),
        other_kind=actor.kind != into.kind,
        confirms=_confirms(actor, into),
    )


@transaction.atomic
def merge(actor: Actor, into: Actor, by: Any) -> Outcome:
    """Give an actor's mentions, names and functions to another, and its address leads there.

    Every article of it follows at once: as many as the editor waits for are read again. Raises
    ``Refused`` for the same actor, for one that is not shown, for one in more articles than can
    be moved, and where somebody judged either since the caller read it.
    """
    row, other = locked(actor, into)
    _refuse_impossible(row, other)
    ids = sorted(row.mentions.values_list("article", flat=True)[: MOST_MOVED + 1])
    if len(ids) > MOST_MOVED:
        raise Refused(
            _("‘%(name)s’ staat in meer dan %(most)d artikelen. Kies de andere als wie er blijft.")
            % {"name": row, "most": MOST_MOVED}
        )
    lock_articles(ids)
    before: dict[str, Any] = {
        "moved": [str(pk) for pk in ids],
        "joined": _move(row, other, ids),
        "followers": list(row.merged.values_list("pk", flat=True)),
        "roles": _move_roles(row, other),
        **_give_names(row, other),
    }
    if _confirms(row, other):
        before |= {"into": {"status": other.status, **own_name(other)}}
        other.status = ReviewStatus.CONFIRMED
        other.save()
    row.merged.update(merged_into=other)
    row.merged_into = other
    row.save()
    change = record(ActorChange.Kind.MERGE, row, by, before, other=other)
    _move_facets(ids[MOST_READ:], row, other)
    actor.refresh_from_db()
    texts = articles_naming([], [*row.names.values_list("text", flat=True)])
    read, complete = read_again(list(dict.fromkeys([*ids[:MOST_READ], *texts])))
    return Outcome(changes=(change,), read=max(read, len(ids)), complete=complete)


def _refuse_impossible(actor: Actor, into: Actor) -> None:
    if actor.pk == into.pk:
        raise Refused(_("Kies twee verschillende actoren om samen te voegen."))
    for one in (actor, into):
        if one.merged_into_id or one.status == REJECTED:
            raise Refused(
                _("‘%(name)s’ is verworpen of al samengevoegd; dat gaat niet samen.")
                % {"name": one}
            )


def _confirms(actor: Actor, into: Actor) -> bool:
    return into.status == ReviewStatus.SUGGESTED and actor.kind != into.kind


def _move(actor: Actor, into: Actor, ids: Collection[UUID]) -> list[list[Any]]:
    """Move mentions; give, of articles that had both, how each was."""
    both: list[list[Any]] = []
    for chunk in chunks(ids):
        mentions = Mention.objects.filter(article__in=chunk)
        kept = {mention.article_id: mention for mention in mentions.filter(actor=into)}
        for gone in mentions.filter(actor=actor, article__in=list(kept)):
            mention = kept[gone.article_id]
            states = MentionState.of(gone), MentionState.of(mention)
            both.append([str(gone.article_id), *states])
            gone.delete()
            put(mention, joined(*states))
        mentions.filter(actor=actor).update(actor=into)
    return both


def put(mention: Mention, state: MentionState) -> None:
    """Let a mention say this."""
    for name, value in zip(MentionState._fields, state, strict=True):
        setattr(mention, name, value)
    mention.save()


def _move_facets(ids: Collection[UUID], actor: Actor, into: Actor) -> None:
    for chunk in chunks(ids):
        mentions = Mention.objects.filter(actor=into, article__in=chunk).exclude(status=REJECTED)
        shown = set(mentions.values_list("article", flat=True))
        exchange_facet(shown, gone=actor, come=into)
        exchange_facet(set(chunk) - shown, gone=actor)


def _new_names(actor: Actor, into: Actor) -> list[ActorName]:
    """List the names of an actor that the other has not, as texts write them."""
    exact = set(into.names.exclude(status=REJECTED).values_list("text", flat=True))
    folded = {key_of(text) for text in exact}
    return [
        name
        for name in actor.names.exclude(status=REJECTED)
        if name.text not in exact
        and (name.kind == ActorName.Kind.ABBREVIATION or key_of(name.text) not in folded)
        and (name.status == ReviewStatus.CONFIRMED or name.text == actor.name)
    ]


def _give_names(actor: Actor, into: Actor) -> Mapping[str, list[Any]]:
    """Copy names; what the other had rejected of them holds no longer."""
    made, revived = [], []
    refused = {name.text: name for name in into.names.filter(status=REJECTED)}
    for name in _new_names(actor, into):
        if old := refused.get(name.text):
            revived.append([old.pk, old.status])
            old.status = ReviewStatus.CONFIRMED
            old.save()
            continue
        kind = name.kind if name.kind != ActorName.Kind.PREFERRED else ActorName.Kind.ALIAS
        made.append(into.names.create(text=name.text, kind=kind, alone=name.alone).pk)
    return {"names": made, "revived": revived}


def _move_roles(actor: Actor, into: Actor) -> list[list[Any]]:
    """Move functions, except those that the other has too."""
    moved = []
    for field in ("person", "of"):
        for role in Role.objects.filter(**{field: actor}):
            setattr(role, field, into)
            same = Role.objects.filter(
                person=role.person_id, title=role.title, of=role.of_id, since=role.since
            )
            if not same.exists():
                role.save()
                moved.append([role.pk, field])
    return moved
