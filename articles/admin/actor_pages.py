"""Pages to merge and split actors, each with what it would do, and the kill list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import judging
from articles.judging import MergePreview, Refused
from articles.judging.queue import article_counts
from articles.judging.sentences import UNSHOWN, Sentence, sentence_in, sentences_of
from articles.judging.similar import similar_to
from articles.linking import key_of
from articles.models import Actor, ActorName, ReviewStatus
from articles.search.grammar import clean_text

from .actor_judging import for_judges, seen_actor, show, tell

MOST_MERGED = 10  # actors at once
FOUND = 20  # actors that a search shows
PER_PAGE = 100
SENTENCES = 3


# Merging


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """An actor that would go into another, or why it cannot."""

    actor: Actor
    sentences: Sequence[Sentence]
    preview: MergePreview | None = None
    refusal: str = ""


@for_judges
def merge_view(request: HttpRequest) -> HttpResponse:
    """Choose who goes together, who stays, see what that does, and do it."""
    asked = request.POST if request.method == "POST" else request.GET
    keys = [int(key) for key in asked.getlist("actor") if key.isdecimal()]
    actors = list(Actor.objects.filter(pk__in=keys[:MOST_MERGED], merged_into=None))
    if not actors:
        raise Http404
    if len(actors) == 1:
        return _choose_other(request, actors[0])
    counts = article_counts(actors)
    known = ReviewStatus.CONFIRMED
    actors.sort(key=lambda actor: (actor.status != known, -counts[actor.pk], actor.name))
    stay = next((a for a in actors if str(a.pk) == asked.get("stay")), actors[0])
    others = [actor for actor in actors if actor != stay]
    if request.method == "POST" and (answer := _merge_all(request, others, stay)):
        return answer
    context = {
        "rows": [(actor, counts[actor.pk], judging.state_of(actor)) for actor in actors],
        "stay": stay,
        "stay_sentences": sentences_of(stay, most=SENTENCES),
        "going": [_going(actor, stay) for actor in others],
    }
    return show(request, "merge", _("Actoren samenvoegen"), context)


def _going(actor: Actor, stay: Actor) -> Going:
    found = sentences_of(actor, most=SENTENCES)
    try:
        preview = judging.preview_merge(actor, stay)
    except Refused as refusal:
        return Going(actor=actor, sentences=found, refusal=str(refusal))
    return Going(actor=actor, sentences=found, preview=preview)


def _merge_all(request: HttpRequest, others: Iterable[Actor], stay: Actor) -> HttpResponse | None:
    """Merge one after another; what was refused is told, and shown again."""
    try:
        for actor in others:
            seen_actor(actor.pk, request.POST.get(f"seen-{actor.pk}", ""))
            into = seen_actor(stay.pk, request.POST.get(f"seen-{stay.pk}", ""))
            tell(request, judging.merge(actor, into, request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    return redirect("admin:articles_actor_change", stay.pk)


def _choose_other(request: HttpRequest, actor: Actor) -> HttpResponse:
    words = clean_text(request.GET.get("q", ""))
    found = similar_to(actor.name, actor.kind, but=actor)
    if words:
        names = ActorName.objects.filter(folded__contains=key_of(words))
        standing = Actor.objects.standing().filter(names__in=names).exclude(pk=actor.pk)
        found = list(standing.distinct()[:FOUND])
    counts = article_counts(found)
    context = {
        "actor": actor,
        "q": words,
        "found": [(other, counts[other.pk]) for other in found],
    }
    return show(request, "merge_with", _("Samenvoegen met wie?"), context)


# Splitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article that is to stay or to go."""

    sentence: Sentence
    ticked: bool


@for_judges
def split_view(request: HttpRequest, object_id: int) -> HttpResponse:
    """Divide the articles of an actor, see what that does, and do it."""
    actor = get_object_or_404(Actor, pk=object_id, merged_into=None)
    asked = request.POST
    proposal = judging.propose_split(actor)
    ticked = _uuids(asked.getlist("article")) if asked else set(proposal.go.articles)
    name, description = asked.get("name", actor.name), asked.get("description", "")
    preview = None
    if asked:
        shown = {*proposal.stay.articles, *proposal.go.articles}
        stay = shown - ticked if "sure" in asked else set()
        try:
            seen_actor(actor.pk, asked.get("seen", ""))
            if "_do" in asked:
                outcome = judging.split(
                    actor, ticked, request.user, name=name, description=description, stay=stay
                )
                tell(request, outcome)
                return redirect("admin:articles_actor_change", outcome.change.other_id)
            preview = judging.preview_split(actor, ticked, name)
        except Refused as refusal:
            messages.error(request, str(refusal))
            actor.refresh_from_db()
    context = {
        "actor": actor,
        "seen": judging.state_of(actor),
        "proposal": proposal,
        "groups": [
            (group, _rows(actor, group.articles, ticked)) for group in (proposal.stay, proposal.go)
        ],
        "preview": preview,
        "name": name,
        "description": description,
        "sure": not asked or "sure" in asked,
    }
    return show(request, "split", _("%(name)s splitsen") % {"name": actor}, context)


def _rows(actor: Actor, ids: Sequence[UUID], ticked: set[UUID]) -> list[Row]:
    mentions = actor.mentions.filter(article__in=ids).select_related("article").defer(*UNSHOWN)
    rows = [
        Row(
            sentence=Sentence(
                mention.article, sentence_in(mention.article, mention) or escape(mention.article)
            ),
            ticked=mention.article_id in ticked,
        )
        for mention in mentions
    ]
    return sorted(rows, key=lambda row: row.sentence.article.published, reverse=True)


def _uuids(texts: Iterable[str]) -> set[UUID]:
    try:
        return {UUID(text) for text in texts}
    except ValueError as error:
        raise Http404 from error


# The kill list


@for_judges
def never_view(request: HttpRequest) -> HttpResponse:
    """List the names that are never suggested, add one, take one back."""
    text = ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            kind = request.POST.get("kind", "")
            tell(request, judging.never_suggest(text, request.user, kind=kind))
            return redirect("admin:articles_actor_never")
        except Refused as refusal:
            messages.error(request, str(refusal))
    words = clean_text(request.GET.get("q", ""))
    rejected = Actor.objects.filter(status=ReviewStatus.REJECTED, merged_into=None)
    if words:
        rejected = rejected.filter(
            pk__in=ActorName.objects.filter(folded__contains=key_of(words)).values("actor")
        )
    page = Paginator(rejected.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "rows": [(actor, judging.state_of(actor), _last_change(actor)) for actor in page],
        "q": words,
        "query": urlencode({"q": words} if words else {}),
        "text": text,
        "kinds": Actor.Kind.choices,
        "here": request.get_full_path()
        if request.method == "GET"
        else reverse("admin:articles_actor_never"),
    }
    return show(request, "never", _("Nooit voorstellen"), context)


def _last_change(actor: Actor) -> Any:
    return judging.changes_of(actor).select_related("made_by").filter(undone_at=None).first()
