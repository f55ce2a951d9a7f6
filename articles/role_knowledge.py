"""The functions that the archive knows, ready to be looked for in texts."""

import operator
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from typing import cast
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable
from django.db.models import Q

from articles.dates import PartialDate
from articles.language.known import ActorKind, KnownActor, Name, NameKind
from articles.language.role_titles import forms_of
from articles.language.roles import KnownRole, RoleIndex
from articles.models import Actor, ActorName, Article, ReviewStatus, Role
from articles.search.document import CONFIG


def load_roles() -> RoleIndex:
    """Load the functions of known persons, of known organisations, countries and places.

    The keys are slugs, as in the gazetteer. Two queries; building takes some 10 ms.
    """
    confirmed = ReviewStatus.CONFIRMED
    known = Q(of=None) | Q(of__status=confirmed, of__merged_into=None)
    roles = (
        Role.objects.filter(known, person__status=confirmed, person__merged_into=None)
        .select_related("person", "of")
        .order_by("pk")
    )
    names: defaultdict[int, list[Name]] = defaultdict(list)
    owners = ActorName.objects.filter(actor__office_holders__isnull=False, status=confirmed)
    for row in owners.distinct().order_by("pk"):
        names[row.actor_id].append(Name(row.text, cast("NameKind", row.kind), row.alone))
    return RoleIndex(
        KnownRole(
            person=role.person.slug,
            title=role.title,
            of=_known(role.of, names) if role.of else None,
            since=_date(role.since),
            until=_date(role.until),
        )
        for role in roles
    )


def _known(owner: Actor, names: defaultdict[int, list[Name]]) -> KnownActor:
    kind = cast("ActorKind", owner.kind)
    return KnownActor(owner.slug, owner.name, kind, tuple(names[owner.pk]))


def articles_with_titles(roles: Iterable[Role], *, most: int) -> list[UUID]:
    """List articles in which these functions may be meant by their title, the newest first.

    They are of the period of the function, and have its title and a name or adjective of whose
    it is, wherever those stand; they are to be read again when the function changes.
    """
    matching = [_may_mean(role) for role in roles]
    if not matching:
        return []
    found = Article.objects.filter(reduce(operator.or_, matching)).order_by("-published_from")
    return list(found.values_list("pk", flat=True)[:most])


def _may_mean(role: Role) -> Q:
    names = ActorName.objects.filter(actor=role.of).values_list("text", flat=True)
    matching = Q(search=_any_of(forms_of(role.title)))
    if role.of and names:
        matching &= Q(search=_any_of(names))
    if since := _date(role.since):
        matching &= Q(published_to__gte=since.first)
    if until := _date(role.until):
        matching &= Q(published_from__lte=until.last)
    return matching


def _any_of(phrases: Iterable[str]) -> SearchQueryCombinable:
    queries = (SearchQuery(phrase, config=CONFIG, search_type="phrase") for phrase in phrases)
    return reduce(operator.or_, queries)


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.from_edtf(text) if text else None
    except ValueError:  # it has the form of a date, but there is no such day
        return None
