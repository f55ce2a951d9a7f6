"""The queue of suggested actors and names: one at a time, one keystroke for each decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import judging
from articles.judging import Refused
from articles.judging.queue import Sought, Waiting, after, article_counts, waiting
from articles.judging.sentences import Sentence, sentences_calling, sentences_of
from articles.judging.similar import similar_to
from articles.models import Actor, ActorChange, ActorName, Mention
from articles.search.grammar import clean_text

from .actor_judging import decide, for_judges, number_in, show, tell

KIND_KEYS = {"person": "p", "organisation": "r", "country": "l", "place": "t"}
SCORES = 30  # mentions of which the mean score is shown


class QueueForm(forms.Form):
    """Which part of the queue is shown."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"),
        required=False,
        choices=[("", gettext_lazy("alle")), *Actor.Kind.choices],
    )
    least = forms.IntegerField(
        label=gettext_lazy("In minstens"), required=False, min_value=0, max_value=10**6
    )
    q = forms.CharField(label=gettext_lazy("Naam bevat"), required=False, max_length=200)

    def sought(self) -> Sought:
        """Give what is asked; what cannot be read asks nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return Sought(
            kind=asked.get("kind") or "",
            least=asked.get("least") or 0,
            words=clean_text(asked.get("q") or ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An actor to merge with, and the key that does it."""

    key: str
    actor: Actor
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an editor is asked: an actor, or one of its names."""

    waiting: Waiting
    actor: Actor
    name: ActorName | None
    sentences: Sequence[Sentence]
    targets: Sequence[Target] = ()
    score: float | None = None

    @property
    def item(self) -> str:
        return f"{self.waiting.sort}.{self.waiting.pk}"

    @property
    def seen(self) -> str:
        return judging.state_of(self.actor)

    @property
    def other_kinds(self) -> list[tuple[str, str, str]]:
        """List value, label and key of the kinds that it might be instead."""
        kinds = Actor.Kind.choices
        return [(value, str(label), KIND_KEYS[value]) for value, label in kinds
                if value != self.actor.kind]  # fmt: skip


@for_judges
def review_view(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return redirect(_judged(request))
    form = QueueForm(request.GET)
    rows = waiting(form.sought())
    rest = after(rows, request.GET.get("after", ""))
    chosen = [row for row in rows if f"{row.sort}.{row.pk}" == request.GET.get("item")]
    question = next(filter(None, map(_question, [*chosen, *rest])), None)
    last = (
        ActorChange.objects.filter(made_by=request.user.pk).select_related("actor", "other").first()
    )
    context = {
        "form": form,
        "question": question,
        "waiting": len(rows),
        "skipped": len(rows) - len(rest),
        "after": request.GET.get("after", ""),
        "filter": urlencode(_filter(request.GET)),
        "name_kinds": ActorName.Kind.choices,
        "last": last if last and not last.undone_at else None,
        "last_said": judging.described(last) if last else "",
    }
    return show(request, "review", _("Namen nakijken"), context)


def _judged(request: HttpRequest) -> str:
    """Do what was asked; give the address of what is shown next."""
    data = request.POST
    going_on = {**_filter(request.GET), "after": data.get("after", "")}
    decision = data.get("decision", "")
    if decision == "skip":
        return _address(going_on | {"after": data.get("place", "")})
    try:
        if decision == "undo":
            own = ActorChange.objects.filter(made_by=request.user.pk)
            change = own.filter(pk=number_in(data, "change")).first()
            if change is None:
                raise Refused(_("Er is niets dat u ongedaan kunt maken."))  # noqa: TRY301
            tell(request, judging.undo(change, request.user))
            return _address(going_on | {"item": _item_of(change)})
        tell(request, decide(data, request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    # A name more does not yet say who somebody is.
    stays = {"item": data.get("item", "")} if decision == "alias" else {}
    return _address(going_on | stays)


def _item_of(change: ActorChange) -> str:
    if change.kind in {"confirm", "reject"} and "text" in change.before:
        return f"name.{change.before['name']}"
    return f"actor.{change.actor_id}"


def _filter(data: QueryDict) -> dict[str, str]:
    return {name: data.get(name, "") for name in ("kind", "least", "q") if data.get(name)}


def _address(query: dict[str, str]) -> str:
    query = {name: value for name, value in query.items() if value}
    address = reverse("admin:articles_actor_review")
    return f"{address}?{urlencode(query)}" if query else address


def _question(row: Waiting) -> Question | None:
    """Look up what waits; None where somebody else has just judged it."""
    if row.sort == "name":
        name = ActorName.objects.select_related("actor").filter(pk=row.pk).first()
        if name is None:
            return None
        found = sentences_calling(name)
        return Question(waiting=row, actor=name.actor, name=name, sentences=found)
    actor = Actor.objects.prefetch_related("names").filter(pk=row.pk).first()
    if actor is None:
        return None
    return Question(
        waiting=row,
        actor=actor,
        name=None,
        sentences=sentences_of(actor),
        targets=_targets(actor),
        score=_score(actor),
    )


def _targets(actor: Actor) -> list[Target]:
    alike = similar_to(actor.name, actor.kind, but=actor)
    counts = article_counts(alike)
    return [
        Target(key=str(number), actor=other, articles=counts[other.pk])
        for number, other in enumerate(alike, start=1)
    ]


def _score(actor: Actor) -> float | None:
    """Give the mean of how sure the recogniser was, of the first mentions at hand."""
    scores: list[Any] = list(
        Mention.objects.filter(actor=actor, score__isnull=False).values_list("score", flat=True)[
            :SCORES
        ]
    )
    return sum(scores) / len(scores) if scores else None
