"""The sentence in which an actor stands, cut from an article and marked; spans that fit only."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models.functions import Left
from django.utils.safestring import SafeString

from articles.hits import Hit
from articles.models import Actor, Article
from articles.parsing.sentences import first_sentence
from articles.search.forms import Reason
from articles.search.marking import Mark
from articles.search.snippets import HIGHLIGHTED_CHARACTERS, fragments, marked

LONGEST = 400  # characters of a sentence that is shown whole
MARKUP = ("## ", "> ")
Spans = Sequence[tuple[int, int]]


def fitting(
    texts: Mapping[str, str], spans: Iterable[Sequence[Any]], surfaces: Sequence[str]
) -> dict[str, Spans]:
    """Give by field the places that still hold what was read there, in the order of the text.

    ``spans`` and ``surfaces`` are those of a ``Mention``; the text may have changed since.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for field, start, end in spans:
        if texts.get(field, "")[start:end] in surfaces:
            found.setdefault(field, []).append((start, end))
    return {field: sorted(places) for field, places in found.items()}


def sentences_with(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give where the sentences that hold these places, in ascending order, begin and end."""
    end = 0
    for place in places:
        if place < end:
            continue
        start = _line_start(text, place, end)
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        end = start + len(first_sentence(text[start:stop]))
        while end <= place and end < stop:
            start = end + 1
            end = start + len(first_sentence(text[start:stop]))
        yield start, end


def _line_start(text: str, place: int, after: int) -> int:
    """Find where the rest of the line begins, after its markup and what was given before."""
    start = text.rfind("\n", 0, place) + 1
    start += next((len(sign) for sign in MARKUP if text.startswith(sign, start)), 0)
    return max(start, min(after + 1, place) if after else 0)


def with_sentences(hits: Iterable[Hit], *actors: Actor) -> list[Hit]:
    """Show of each hit the sentence that names most of the actors, instead of its beginning.

    Of several the first, which for a derived title is not the one that it was made from. Where
    only the title names them, they are marked there; where no span fits, nothing changes.
    """
    hits = list(hits)
    bodies = dict(
        Article.objects.filter(pk__in=[hit.article.pk for hit in hits]).values_list(
            "pk", Left("body", HIGHLIGHTED_CHARACTERS)
        )
    )
    keys = {actor.pk for actor in actors}
    return [_with_sentence(hit, keys, bodies.get(hit.article.pk, "")) for hit in hits]


def _with_sentence(hit: Hit, actors: Collection[int], body: str) -> Hit:
    texts = {"title": hit.article.title, "lead": hit.article.lead, "body": body}
    marks: dict[str, list[Mark]] = {}
    for mention in hit.mentions:
        if mention.actor_id in actors:
            places = fitting(texts, mention.spans, mention.surfaces)
            for field, spans in places.items():
                found = (Mark(*span, Reason.NAME, mention.actor_id, "") for span in spans)
                marks.setdefault(field, []).extend(found)
    sentences = [
        one for name in ("lead", "body") for one in _read(texts[name], marks.get(name, ()))
    ]
    if sentences:
        title = hit.article.title.rstrip("…")
        best = max(sentences, key=lambda one: (one.names, not one.text.startswith(title)))
        return replace(hit, snippet=best.html)
    if "title" in marks:
        return replace(hit, title=marked(texts["title"], sorted(marks["title"])))
    return hit


class _Sentence(NamedTuple):
    text: str
    marks: list[Mark]

    @property
    def names(self) -> int:
        """How many different actors it names."""
        return len({mark.sought for mark in self.marks})

    @property
    def html(self) -> SafeString:
        shown = fragments if len(self.text) > LONGEST else marked
        return shown(self.text, self.marks)


def _read(text: str, marks: Iterable[Mark]) -> Iterator[_Sentence]:
    """Give the sentences with a mark, and where their marks are in them."""
    marks = sorted(marks)
    starts = [mark.start for mark in marks]
    for start, end in sentences_with(text, starts):
        inside = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        yield _Sentence(
            text[start:end],
            [
                mark._replace(start=mark.start - start, end=mark.end - start)
                for mark in inside
                if mark.end <= end
            ],
        )
