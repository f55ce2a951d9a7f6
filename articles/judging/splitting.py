"""One actor turns out to be two who share a name: some of the articles go to a second one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from articles.indexing import index_articles, lock_articles
from articles.models import Actor, ActorChange, ActorName, Article, Mention, ReviewStatus, Topic

from .decisions import cleaned, slug_of
from .effects import MOST_READ
from .grouping import telling_facets, two_groups
from .merging import MentionState
from .outcomes import Outcome, Refused
from .records import locked, record

MOST_PROPOSED = 200  # articles that an editor is shown to divide
SHARED_SHOWN = 6
TELLING = ("a:", "t:", "s:")
REJECTED, CONFIRMED = ReviewStatus.REJECTED.value, ReviewStatus.CONFIRMED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles that seem to be about one and the same, and the names of what they share."""

    articles: tuple[UUID, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitProposal:
    """Two groups, the first to stay; the second may be empty. ``articles`` there are in all."""

    stay: Group
    go: Group
    articles: int


def propose_split(actor: Actor) -> SplitProposal:
    """Divide the articles of an actor by what they share, at most the 200 added last."""
    mentions = actor.mentions.exclude(status=REJECTED).order_by("-pk")
    ids = list(mentions.values_list("article", flat=True)[:MOST_PROPOSED])
    facets = {
        pk: [one for one in facets if one.startswith(TELLING) and one != f"a:{actor.pk}"]
        for pk, facets in Article.objects.filter(pk__in=ids).values_list("pk", "facets")
    }
    stay, go = two_groups({pk: facets[pk] for pk in ids if pk in facets})
    shared = telling_facets(stay, go, facets), telling_facets(go, stay, facets)
    labels = _labels([facet for group in shared for facet in group[:SHARED_SHOWN]])
    groups = [
        Group(
            articles=tuple(group),
            shared=tuple(labels[facet] for facet in telling[:SHARED_SHOWN] if facet in labels),
        )
        for group, telling in zip((stay, go), shared, strict=True)
    ]
    return SplitProposal(stay=groups[0], go=groups[1], articles=mentions.count())


def _labels(facets: Collection[str]) -> Mapping[str, str]:
    """Name the actors and topics behind facets; sources say too little."""
    actors = Actor.objects.in_bulk([int(f[2:]) for f in facets if f.startswith("a:")])
    topics = Topic.objects.in_bulk([f[2:] for f in facets if f.startswith("t:")])
    names = {f"a:{pk}": actor.name for pk, actor in actors.items()}
    return names | {f"t:{code}": topic.label_nl for code, topic in topics.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPreview:
    """What splitting would do: so many articles go, so many of the actor's remain."""

    actor: Actor
    name: str
    going: int
    remaining: int
    confirmed_here: int


def preview_split(actor: Actor, articles: Collection[UUID], name: str) -> SplitPreview:
    """Say what ``split`` would do; ``confirmed_here`` of those going an editor had confirmed.

    Raises ``Refused`` where it would.
    """
    name = _refuse_impossible(actor, articles, name)
    mentions = actor.mentions.exclude(status=REJECTED)
    going = mentions.filter(article__in=articles)
    number = going.count()
    return SplitPreview(
        actor=actor,
        name=name,
        going=number,
        remaining=mentions.count() - number,
        confirmed_here=going.filter(status=CONFIRMED).count(),
    )


@transaction.atomic
def split(  # noqa: PLR0913 - what an editor fills in, each by keyword
    actor: Actor,
    articles: Iterable[UUID],
    by: Any,
    *,
    name: str,
    description: str = "",
    stay: Iterable[UUID] = (),
) -> Outcome:
    """Make a second actor, and give it these articles; those that ``stay`` are confirmed.

    By what the editor decided here the archive tells both apart in other articles. Raises
    ``Refused`` where no article or all would go, and where somebody judged the actor since the
    caller read it.
    """
    (row,) = locked(actor)
    going = set(articles)
    name = _refuse_impossible(row, going, name)
    staying = set(stay) - going
    lock_articles(going | staying)
    mentions = {
        mention.article_id: mention
        for mention in row.mentions.filter(article__in=going | staying).exclude(status=REJECTED)
    }
    if (
        not mentions.keys() & going
        or not row.mentions.exclude(article__in=going).exclude(status=REJECTED).exists()
    ):
        raise Refused(_("Kies een deel van de artikelen: bij elk van beide hoort er minstens één."))
    second = _second(row, name, description)
    before = {
        "mentions": [
            [str(pk), mention.status, CONFIRMED if pk in staying else REJECTED]
            for pk, mention in mentions.items()
        ]
    }
    Mention.objects.bulk_create(
        Mention(
            article_id=pk,
            actor=second,
            **(MentionState.of(mentions[pk])._replace(status=CONFIRMED)._asdict()),
        )
        for pk in going & mentions.keys()
    )
    row.mentions.filter(article__in=going & mentions.keys()).update(status=REJECTED)
    row.mentions.filter(article__in=staying & mentions.keys()).update(status=CONFIRMED)
    row.save()
    change = record(ActorChange.Kind.SPLIT, row, by, before, other=second)
    actor.refresh_from_db()
    return Outcome(changes=(change,), read=index_articles(mentions))


def _refuse_impossible(actor: Actor, articles: Collection[UUID], name: str) -> str:
    name = cleaned(name)
    if actor.merged_into_id or actor.status == REJECTED:
        raise Refused(_("‘%(name)s’ is verworpen of samengevoegd.") % {"name": actor})
    if not articles:
        raise Refused(_("Kies de artikelen die over de andere gaan."))
    if len(articles) > MOST_READ:
        raise Refused(_("Kies hoogstens %(most)d artikelen tegelijk.") % {"most": MOST_READ})
    return name


def _second(actor: Actor, name: str, description: str) -> Actor:
    """Make the other. Only who is of the same name is looked for in other articles too."""
    second = Actor.objects.create(
        name=name,
        slug=slug_of(name),
        kind=actor.kind,
        description=" ".join(description.split())[:300],
        country_code="",
    )
    second.names.create(text=name, kind=ActorName.Kind.PREFERRED)
    return second
