"""What a reader may have meant: the archive's words near those typed, if they find anything."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Length

from articles.language.folding import fold
from articles.language.misspelling import FURTHEST, distance, edits_allowed, keys, sound_key
from articles.language.words import lemma, spelled
from articles.models import VocabularyWord
from articles.search.counting import PROBED, in_sample, sample_size
from articles.search.grammar import (
    All,
    AnyOf,
    Leaf,
    Node,
    Not,
    ParsedQuery,
    Phrase,
    Word,
    parse_query,
    words_of,
)
from articles.understanding import understand

MOST_WORDS = 8  # of a query that are looked at
MOST_CORRECTED, MOST_TRIED = 3, 3
MOST_NEAR = 400  # words of the archive that are compared with one that was typed
LEAST_APART = 3  # letters of each part of a word that is written apart
SOUNDS_ALIKE = 0.5  # edits
# A word ten times as frequent may be so many edits further away.
FOR_TENFOLD = 0.3
# A word that the archive has is taken for a slip where one near it is so many times as frequent.
SLIP = 30


class Near(NamedTuple):
    """A word of the archive that may have been meant; the least ``rank`` is the likeliest."""

    rank: float
    edits: float
    spelling: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What stands for some words of a query: several for one, or one for two neighbours."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], str] = field(default_factory=dict)


def did_you_mean(parsed: ParsedQuery, articles: Any, *, archive: int) -> str | None:
    """Correct a query that finds nothing or next to nothing; None where nothing better is known.

    ``articles`` are those that all but the words keep, of an ``archive`` of so many. The
    correction finds something among them; what it leaves alone stands as it was read.
    """
    for change in islice(_changes(parsed), MOST_TRIED):
        corrected = parse_query(str(_changed(parsed.root, change)))
        asked = understand(corrected).asked
        if corrected == parsed or asked.nothing:
            continue
        if has_any(articles.answering(asked), archive=archive):
            return str(corrected)
    return None


def corrections(word: str, *, most: int = 3) -> list[str]:
    """List what may have been meant by a word, the likeliest first."""
    return [near.spelling for near in _near(fold(word), edits_allowed(fold(word)))[:most]]


def has_any(articles: Any, *, archive: int) -> bool:
    """Whether there are any of these; looked for in a sample first, where the many show soon."""
    size = sample_size(PROBED, archive)
    return (size > 1 and _has_any(in_sample(articles, size))) or _has_any(articles)


def _has_any(articles: Any) -> bool:
    """Ask for one row, by the index whatever PostgreSQL thinks a ``LIMIT`` is worth."""
    sql, params = articles.values("id").order_by().query.sql_with_params()
    with connections[articles.db].cursor() as cursor:
        cursor.execute(
            f"WITH hits AS MATERIALIZED ({sql}) SELECT EXISTS (SELECT FROM hits)",  # noqa: S608
            params,
        )
        return bool(cursor.fetchone()[0])


# What could be changed


def _changes(parsed: ParsedQuery) -> Iterator[_Change]:
    """Give changes of a query, the likeliest first."""
    typed = list(dict.fromkeys(_typed(parsed.root)))[:MOST_WORDS]
    pairs = list(islice(_neighbours(parsed.root), MOST_WORDS))
    known = _articles_with([*typed, *map(_base, typed), *_joined(pairs), *_parts(typed)])
    unknown = [word for word in typed if not known.get(word) and not known.get(_base(word))]
    doubtful = unknown or [word for word in typed if known.get(word, 0) < SLIP]
    found: dict[str, list[Near]] = {}
    for word in doubtful[:MOST_CORRECTED]:
        near = _near(word, edits_allowed(word))
        if worth := [one for one in near if one.articles >= SLIP * known.get(word, 0)]:
            found[word] = worth
    joins = {pair: form for pair in pairs for form in _forms(pair) if known.get(form)}
    splits = {word: parts for word in unknown if (parts := _best_parts(word, known))}
    sure = all(ones[0].edits <= 1 for ones in found.values())
    if found and sure:
        yield from _corrected(found)
    if joins:
        yield _Change(pairs=joins)
    if splits:
        yield _Change(words=splits)
    if found and not sure:
        yield from _corrected(found)


def _corrected(found: Mapping[str, Sequence[Near]]) -> Iterator[_Change]:
    """Take the likeliest correction of each word, then for each in turn the next."""
    best = {word: (ones[0].spelling,) for word, ones in found.items()}
    yield _Change(words=best)
    for word, ones in found.items():
        for one in ones[1:2]:
            yield _Change(words={**best, word: (one.spelling,)})


def _typed(root: Node | None) -> Iterator[str]:
    """Give the words that are looked for in the text, folded."""
    for leaf in words_of(root):
        if leaf.field in {None, "title"} and not (isinstance(leaf, Word) and leaf.starts):
            yield from map(fold, spelled(leaf.text))


def _neighbours(node: Node | None) -> Iterator[tuple[str, str]]:
    """Give the words that stand beside each other and could be one."""
    if isinstance(node, All):
        for one, other in pairwise(node.parts):
            if _is_plain(one) and _is_plain(other):
                yield fold(str(one)), fold(str(other))
    if isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from _neighbours(part)


def _is_plain(node: Node) -> bool:
    return isinstance(node, Word) and node.field is None and not node.starts


def _forms(pair: tuple[str, str]) -> tuple[str, str]:
    return "".join(pair), "-".join(pair)


def _joined(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for pair in pairs:
        yield from _forms(pair)


def _parts(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        for at in range(LEAST_APART, len(word) - LEAST_APART + 1):
            yield from (word[:at], word[at:])


def _best_parts(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """Divide a word in two that the archive has, both as frequent as can be."""
    cuts = range(LEAST_APART, len(word) - LEAST_APART + 1)
    rarest = {at: min(known.get(word[:at], 0), known.get(word[at:], 0)) for at in cuts}
    best = max(rarest, key=rarest.__getitem__, default=0)
    return (word[:best], word[best:]) if best and rarest[best] else ()


# What the archive has


def _articles_with(words: Iterable[str]) -> dict[str, int]:
    rows = VocabularyWord.objects.filter(word__in=list(dict.fromkeys(words)))
    return dict(rows.values_list("word", "articles"))


def _base(word: str) -> str:
    return fold(lemma(word))


def _near(word: str, edits: int) -> list[Near]:
    """List the archive's words near a folded one, the likeliest first."""
    if not edits:
        return []
    base = _base(word)
    rows = (
        VocabularyWord.objects.annotate(
            letters=Length("word"),
            alike=ExpressionWrapper(Q(keys__contains=[sound_key(word)]), BooleanField()),
        )
        .filter(
            keys__overlap=keys(word, edits),
            letters__gte=len(word) - FURTHEST,
            letters__lte=len(word) + FURTHEST,
        )
        .exclude(word=word)
        .order_by("-articles")
        .values_list("word", "base", "spelling", "articles", "alike")
    )
    found = []
    for other, its_base, spelling, articles, alike in rows[:MOST_NEAR]:
        apart = SOUNDS_ALIKE if alike else distance(word, other, most=edits)
        if apart <= edits and its_base != base:  # of the same base finds the same
            rank = apart - FOR_TENFOLD * math.log10(articles)
            found.append(Near(rank, apart, spelling, articles))
    return sorted(found)


# The query with a change made


def _changed(node: Node | None, change: _Change) -> Node:
    match node:
        case Word() | Phrase():
            return _changed_leaf(node, change)
        case All(parts=parts):
            return All(tuple(_changed(part, change) for part in _with_pairs(parts, change)))
        case AnyOf(parts=parts):
            return AnyOf(tuple(_changed(part, change) for part in parts))
        case Not() | None:
            return node  # type: ignore[return-value]


def _with_pairs(parts: Iterable[Node], change: _Change) -> list[Node]:
    joined: list[Node] = []
    for part in parts:
        before = joined[-1] if joined else None
        form = before and change.pairs.get((fold(str(before)), fold(str(part))))
        if form and _is_plain(part):
            joined[-1] = Word(form)
        else:
            joined.append(part)
    return joined


def _changed_leaf(leaf: Leaf, change: _Change) -> Node:
    texts = [" ".join(change.words.get(fold(word), (word,))) for word in spelled(leaf.text)]
    if texts == spelled(leaf.text):
        return leaf
    if isinstance(leaf, Phrase):
        return replace(leaf, text=" ".join(texts))
    words = " ".join(texts).split()
    new = [replace(leaf, text=word) for word in words]
    return new[0] if len(new) == 1 else All(tuple(new))
