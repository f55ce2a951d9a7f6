"""Why nothing was found: what each word or filter keeps out, and what leaving it away gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from articles.fields import Choice
from articles.models import Article
from articles.question import FACET_KINDS, Question
from articles.search.counting import PROBED, Count, count_each, in_sample, probe_each, sample_size
from articles.search.grammar import All, Node, Not, ParsedQuery, parse_query
from articles.understanding import understand, understand_all
from articles.wording import in_words

from .correcting import has_any

MOST_CONDITIONS, FIRST_WORDS = 6, 4  # the filters come before other words
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

    Where none of them alone gives anything, the words are listed that occur in no article. At
    most six conditions are looked at, in an ``archive`` of so many articles.
    """
    conditions = _conditions(question)
    counts = _count_each([_answering(question, one.asked) for one in conditions], archive)
    found = [
        _without(condition, count)
        for condition, count in zip(conditions, counts, strict=True)
        if count.value
    ]
    if found:
        return sorted(found, key=lambda one: -one.count.value)
    return [
        _without(condition, Count(value=0), met=False)
        for condition in conditions
        if condition.node and not _occurs(question, condition.node, archive)
    ]


def _without(condition: _Condition, count: Count, *, met: bool = True) -> Without:
    return Without(
        kind=condition.kind,
        label=condition.label,
        url=condition.url,
        count=count,
        met=met,
        excluded=condition.excluded,
    )


def _count_each(several: Sequence[Any], archive: int) -> list[Count]:
    roughly = probe_each(several, archive=archive)
    if sample_size(PROBED, archive) == 1:
        return [Count(value=number) for number in roughly]
    sizes = [1 if number <= EXACT else sample_size(SAMPLE, number) for number in roughly]
    found = count_each([in_sample(one, size) for one, size in zip(several, sizes, strict=True)])
    return [
        Count(value=number * size or about, exact=size == 1)
        for number, size, about in zip(found, sizes, roughly, strict=True)
    ]


def _answering(question: Question, asked: Mapping[str, Any]) -> Any:
    """Keep what answers these parameters, as the question keeps what answers its own."""
    articles = question.filter.queryset.all()
    first, last = asked.get("from"), asked.get("to")
    if first or last:
        articles = articles.around(first and first.first, last and last.last)
    for name, value in asked.items():
        articles = question.filter.filters[name].filter(articles, value)
    return articles


def _occurs(question: Question, node: Node, archive: int) -> bool:
    """Whether any public article answers this part of the query."""
    if isinstance(node, Not):
        return True
    asked = understand(ParsedQuery(node), groups=question.synonyms).asked
    return has_any(Article.objects.published().answering(asked), archive=archive)


# The conditions of a question


def _conditions(question: Question) -> list[_Condition]:
    """List them; a single one is left out, for without it nothing would be asked."""
    words = _of_words(question)
    filters = (_of_period(question), _of_choices(question))
    found = list(islice(chain(islice(words, FIRST_WORDS), *filters, words), MOST_CONDITIONS))
    return found if len(found) > 1 else []


def _of_words(question: Question) -> Iterator[_Condition]:
    root = question.parsed.root
    parts = root.parts if isinstance(root, All) else (root,) if root else ()
    rests = [_without_part(parts, place) for place in range(min(len(parts), MOST_CONDITIONS))]
    understood = understand_all(rests, groups=question.synonyms)
    for part, parsed, without in zip(parts, rests, understood, strict=False):
        yield _Condition(
            kind="unwanted" if isinstance(part, Not) else "word",
            label=str(part.part if isinstance(part, Not) else part),
            url=question.url(q=[str(parsed)] if parsed else []),
            asked={**question.asked, "q": without},
            excluded=isinstance(part, Not),
            node=part,
        )


def _without_part(parts: Sequence[Node], place: int) -> ParsedQuery:
    return parse_query(" ".join(str(All((part,))) for n, part in enumerate(parts) if n != place))


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
