"""Bring the curated actors, functions and topics of ``fixtures/`` into the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from articles.language.curated import CuratedActor, CuratedTopic, load_actors, load_topics
from articles.language.curated_roles import ROLE_FILE, CuratedRole, load_roles
from articles.models import Actor, ActorName, Role, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceReport:
    """How many were added; what was here already is left as editors made it."""

    actors: int
    names: int
    roles: int
    topics: int


@transaction.atomic
def load_reference(folder: Path) -> ReferenceReport:
    """Add the actors, functions and topics of ``folder`` that the archive lacks.

    Nothing else changes; a function is lacking where its person has none of that title and
    organisation that begins then.

    Raises ``ValueError`` when a file is missing or unsound.
    """
    topics = _add_topics(load_topics(folder / "topics.toml"))
    curated = load_actors(folder / "actors")
    roles = load_roles(folder / "actors" / ROLE_FILE, curated)
    actors, names = _add_actors(curated)
    return ReferenceReport(actors=actors, names=names, roles=_add_roles(roles), topics=topics)


def _add_topics(curated: Iterable[CuratedTopic]) -> int:
    here = set(Topic.objects.values_list("code", flat=True))
    slugs = set(Topic.objects.values_list("slug", flat=True))
    rows = []
    for topic in curated:
        if topic.code in here:
            continue
        slug = slugify(topic.nl)[:70]
        if slug in slugs:
            slug = f"{slug}-{topic.code}"
        slugs.add(slug)
        rows.append(
            Topic(
                code=topic.code,
                slug=slug,
                parent_id=topic.parent or None,
                label_nl=topic.nl,
                label_en=topic.en,
                cues=list(topic.cues),
            )
        )
    # Foreign keys are checked at the end of the transaction, so the order does not matter.
    Topic.objects.bulk_create(rows)
    return len(rows)


def _add_actors(curated: Iterable[CuratedActor]) -> tuple[int, int]:
    here = set(Actor.objects.values_list("slug", flat=True))
    new = [actor for actor in curated if actor.slug not in here]
    actors = Actor.objects.bulk_create(
        Actor(
            slug=actor.slug,
            name=actor.name,
            kind=actor.kind,
            description=actor.description,
            country_code=actor.code,
        )
        for actor in new
    )
    names = ActorName.objects.bulk_create(
        ActorName(actor=actor, text=name.text, kind=name.kind, alone=name.alone)
        for actor, known in zip(actors, new, strict=True)
        for name in known.names
    )
    return len(actors), len(names)


def _add_roles(curated: Iterable[CuratedRole]) -> int:
    ids = dict(Actor.objects.values_list("slug", "pk"))
    here = set(Role.objects.values_list("person_id", "title", "of_id", "since"))
    rows = []
    for role in curated:
        person, of = ids[role.person.slug], ids[role.of.slug] if role.of else None
        since, until = str(role.since or ""), str(role.until or "")
        if (person, role.title, of, since) not in here:
            rows.append(
                Role(person_id=person, title=role.title, of_id=of, since=since, until=until)
            )
    return len(Role.objects.bulk_create(rows))
