"""What the page of an actor shows besides its articles, worked out as it is asked for.

Numbers of all articles come from the results; who else stands in them, and by which names, from
the newest of them. One page asks the database a fixed number of questions, however many there are.
"""

from dataclasses import dataclass
from functools import cached_property

from articles.facet_groups import FacetValue
from articles.models import Actor, ActorName, Article, ReviewStatus
from articles.search.counting import Count

from .companions import Companion, companions
from .network import Around, Drawing, Node, draw
from .results import ActorResults
from .roles import Held, Office, functions, offices
from .sample import SAMPLE, Sample

DRAWN = 12  # on the ring
MOST_TOPICS, MOST_FORMS = 8, 12
MOST_SUGGESTIONS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in which articles name the actor, and in how many of the sample."""

    text: str
    articles: int


class ActorProfile:
    """An actor and what its articles tell of it."""

    def __init__(self, actor: Actor, results: ActorResults) -> None:
        self.actor = actor
        self.results = results

    # What was put in by hand

    @cached_property
    def functions(self) -> list[Held]:
        return functions(self.actor)

    @cached_property
    def offices(self) -> list[Office]:
        return offices(self.actor)

    @cached_property
    def other_names(self) -> list[ActorName]:
        """The other names that the archive knows, apart from those that the articles show."""
        shown = {self.actor.name, *(form.text for form in self.forms)}
        return [
            name
            for name in self.actor.names.all()
            if name.text not in shown and name.status != ReviewStatus.REJECTED
        ]

    # What the articles tell

    @property
    def count(self) -> Count:
        return self.results.count

    @cached_property
    def sample(self) -> Sample:
        """The newest articles; none where only a part of the articles is asked for."""
        ids = self.results.newest(SAMPLE) if self.results.is_whole else []
        return Sample(self.actor.pk, ids)

    @property
    def is_sampled(self) -> bool:
        """Whether there are more articles than were looked at."""
        return self.sample.size < self.count.value

    @cached_property
    def forms(self) -> list[Form]:
        common = self.sample.forms.most_common()
        common.sort(key=lambda form: (-form[1], form[0]))
        return [Form(text=text, articles=number) for text, number in common[:MOST_FORMS]]

    @cached_property
    def bounds(self) -> tuple[Article, Article] | None:
        """The first and last article by date; None where no date is known."""
        if not self.sample.size:
            return None
        ids = [*self.results.oldest(), self.sample.ids[0]]
        found = Article.objects.dated().without_index().defer("body", "evidence").in_bulk(ids)
        dated = [found[pk] for pk in ids if pk in found]
        return (dated[0], dated[-1]) if dated else None

    @cached_property
    def topics(self) -> list[FacetValue]:
        """The topics of most articles, each below its parent, with the address that narrows."""
        groups = (group.values for group in self.results.facets if group.kind == "topic")
        values = [value for value in next(groups, ()) if value.count]
        most = sorted(values, key=lambda value: -(value.count or 0))[:MOST_TOPICS]
        return [value for value in values if value in most]

    @cached_property
    def companions(self) -> list[Companion]:
        return companions(self.sample, of=self.count)

    @cached_property
    def network(self) -> Drawing | None:
        """The drawing of those with the closest ties; None where there are none."""
        around = [
            Around(one.actor.pk, one.actor.name, one.articles, one.sentences)
            for one in self.companions[:DRAWN]
        ]
        if not around:
            return None
        pairs = self.sample.pairs([one.key for one in around])
        return draw(self.actor.name, around, pairs)

    @property
    def nodes(self) -> list[tuple[Node, Companion]]:
        """The places on the ring, each with whom it stands for."""
        known = {one.actor.pk: one for one in self.companions}
        return [(node, known[node.key]) for node in self.network.nodes] if self.network else []

    @property
    def rows(self) -> list[tuple[Companion, str]]:
        """The companions, each with the address of the articles with both."""
        url = self.results.question.url
        return [(one, url(actor=[one.actor.slug])) for one in self.companions]

    @property
    def any_suggested(self) -> bool:
        """Whether nobody looked yet at one of the companions."""
        return any(one.actor.status == ReviewStatus.SUGGESTED for one in self.companions)

    @property
    def suggestions(self) -> list[Actor]:
        """Whom to compare with: companions, those of the same kind first."""
        actors = [one.actor for one in self.companions]
        return sorted(actors, key=lambda one: one.kind != self.actor.kind)[:MOST_SUGGESTIONS]
