"""Why nothing was found: what each word or filter keeps out, and what leaving it away gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.fields import Choice
from articles.question import FACET_KINDS, Question
from articles.understanding import Understood, understand
from articles.wording import in_words

from .counting import Count, in_sample, probe, sample_size
from .grammar import All, Node, Not, ParsedQuery, parse_query

MOST_CONDITIONS = 8
EXACT = 600  # hits; more are estimated from about half as many
SAMPLE = 300
WIDENING = frozenset({"topic", "source"})  # several of these mean any of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """One condition of a question: what there is without it, and whether it is met anywhere.

    ``kind`` is ``word``, ``unwanted``, ``period``, ``topic``, ``actor`` or ``source``.
    """

    kind: str
    label: str
    url: str
    count: Count
    met: bool = True
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Condition:
    kind: str
    label: str
    url: str
    asked: Mapping[str, Any]  # what is asked without it
    excluded: bool = False
    node: Node | None = None


def excluding(question: Question, *, archive: int) -> list[Without]:
    """List what leaving away each condition of a question without hits gives, the most first.

    What then still finds nothing is listed only if it is a word that occurs in no article.
    At most eight conditions are looked at, in an ``archive`` of so many articles.
    """
    found = []
    for condition in _conditions(question)[:MOST_CONDITIONS]:
        count = _count(_answering(question, condition.asked), archive)
        met = bool(count.value) or condition.node is None or _occurs(question, condition.node)
        if count.value or not met:
            found.append(
                Without(
                    kind=condition.kind,
                    label=condition.label,
                    url=condition.url,
                    count=count,
                    met=met,
                    excluded=condition.excluded,
                )
            )
    return sorted(found, key=lambda one: -one.count.value)


def _count(articles: Any, archive: int) -> Count:
    roughly = probe(articles, archive=archive)
    size = 1 if roughly <= EXACT else sample_size(SAMPLE, roughly)
    found = in_sample(articles, size).count() * size
    return Count(value=found or roughly, exact=size == 1)


def _answering(question: Question, asked: Mapping[str, Any]) -> Any:
    """Keep what answers these parameters, as the question keeps what answers its own."""
    articles = question.filter.queryset.all()
    first, last = asked.get("from"), asked.get("to")
    if first or last:
        articles = articles.around(first and first.first, last and last.last)
    for name, value in asked.items():
        articles = question.filter.filters[name].filter(articles, value)
    return articles


def _occurs(question: Question, node: Node) -> bool:
    """Whether any article at all answers this part of the query."""
    if isinstance(node, Not):
        return True
    alone = {"q": _understood(question, ParsedQuery(node))}
    return bool(_answering(question, alone)[:1])


def _understood(question: Question, parsed: ParsedQuery) -> Understood:
    return understand(parsed, groups=question.asked.get("synonyms") != "off")


# The conditions of a question


def _conditions(question: Question) -> list[_Condition]:
    """List them; a single one is left out, for without it nothing would be asked."""
    found = [*_of_words(question), *_of_period(question), *_of_choices(question)]
    return found if len(found) > 1 else []


def _of_words(question: Question) -> Iterator[_Condition]:
    root = question.parsed.root
    parts = root.parts if isinstance(root, All) else (root,) if root else ()
    for place, part in enumerate(parts):
        rest = " ".join(str(All((other,))) for n, other in enumerate(parts) if n != place)
        parsed = parse_query(rest)
        yield _Condition(
            kind="unwanted" if isinstance(part, Not) else "word",
            label=str(part.part if isinstance(part, Not) else part),
            url=question.url(q=[str(parsed)] if parsed else []),
            asked={**question.asked, "q": _understood(question, parsed)},
            excluded=isinstance(part, Not),
            node=part,
        )


def _of_period(question: Question) -> Iterator[_Condition]:
    first, last = question.first, question.last
    if first and last:
        dates = {"first": in_words(first), "last": in_words(last)}
        label = dates["first"] if first == last else _("%(first)s tot en met %(last)s") % dates
    elif first:
        label = _("vanaf %(date)s") % {"date": in_words(first)}
    elif last:
        label = _("tot en met %(date)s") % {"date": in_words(last)}
    else:
        return
    yield _Condition(
        kind="period",
        label=label,
        url=question.url(**{"from": [], "to": []}),
        asked={**question.asked, "from": None, "to": None},
    )


def _of_choices(question: Question) -> Iterator[_Condition]:
    for kind in FACET_KINDS:
        chosen = question.chosen(kind)
        groups: list[tuple[Choice, ...]] = [(choice,) for choice in chosen]
        if kind in WIDENING:
            wanted = tuple(choice for choice in chosen if not choice.excluded)
            groups = [(choice,) for choice in chosen if choice.excluded]
            groups = [wanted, *groups] if wanted else groups
        for group in groups:
            rest = tuple(choice for choice in chosen if choice not in group)
            yield _Condition(
                kind=kind,
                label=", ".join(str(choice.value) for choice in group),
                url=question.url(**{kind: [choice.parameter for choice in rest]}),
                asked={**question.asked, kind: rest},
                excluded=group[0].excluded,
            )
