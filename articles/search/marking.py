"""Where in a text the words stand that were asked for, and why each of them counts.

The index says which articles answer; this says where and why, by the same forms and the same
stemmer. A mark on a part of a compound covers that part only.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from articles.language.compounds import Piece, pieces
from articles.language.folding import fold
from articles.language.lookalikes import LOOKALIKES, distinct_term
from articles.language.pairs import exact_words
from articles.language.variants import unlinked
from articles.language.words import lemma, other_base

from .asking import Sought
from .forms import Reason
from .tsquery import analyse, lexemes

HEAD = 2  # letters of a word that the stemmer never touches
SHORTEST_COMPOUND = 6
MOST_RUNS = 1 << 16  # some 250 bytes each
# As `words.spelled` divides a text, with places; longer runs are no words.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f\u00ad]+[^\W_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:['’.,&‐‑-]{_LETTERS})*")
_PART = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
_SIMPLE = re.compile(_LETTERS)
_SOFT = "\u00ad"
_ORDER = {reason: place for place, reason in enumerate(Reason)}


class Mark(NamedTuple):
    """The characters from ``start`` up to ``end`` answer ``sought``, the number of what is sought.

    ``form`` is the whole word as it stands in the text, of which they may be a part.
    """

    start: int
    end: int
    reason: Reason
    sought: int
    form: str


class _Way(NamedTuple):
    sought: int
    reason: Reason


class _Found(NamedTuple):
    """What a word answers: the characters within it."""

    start: int
    end: int
    way: _Way


class _Keys(NamedTuple):
    """A word in the forms by which it is compared."""

    lowered: str
    folded: str
    stems: tuple[str, ...]  # what the stemmer is given


class Marker:
    """Finds what is sought in texts; reading all texts of a page at once asks PostgreSQL once."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._sought = sought
        self._written: dict[str, list[_Way]] = defaultdict(list)  # by lower-case spelling
        self._spelled: dict[str, list[_Way]] = defaultdict(list)  # by folded spelling
        self._stemmed: dict[str, list[_Way]] = defaultdict(list)  # by lexeme
        self._phrases: list[tuple[tuple[str, ...], _Way]] = []
        self._beginnings: list[tuple[str, _Way]] = []
        self._actors: dict[int, _Way] = {}
        self._known: dict[str, list[Mark]] = {}  # by what stands between white space
        self._lexemes: dict[str, str] = {}
        for number, one in enumerate(sought):
            self._learn(number, one)
        said = (*self._spelled, *(letters for letters, _ in self._beginnings))
        self._stem_heads = {lexeme[1 : 1 + HEAD] for lexeme in self._stemmed}
        self._any_heads = self._stem_heads.union(letters[:HEAD] for letters in said)

    def _learn(self, number: int, sought: Sought) -> None:
        words = exact_words(sought.text)
        for actor in sought.actors:
            self._actors.setdefault(actor, _Way(number, Reason.NAME))
        if sought.exactly:
            self._phrases.append((tuple(words), _Way(number, Reason.EXACT)))
            return
        if sought.starts:
            self._beginnings += [(word, _Way(number, Reason.EXACT)) for word in words]
            return
        single = [form for form in sought.forms if not form.phrase]
        for form in sought.forms:
            if form.phrase:
                self._phrases.append((tuple(exact_words(form.text)), _Way(number, form.reason)))
        self._written[sought.text.lower()].append(_Way(number, Reason.EXACT))
        self._spelled[fold(sought.text)].append(_Way(number, Reason.SPELLING))
        for form in single:
            if form.reason in {Reason.EXACT, Reason.SPELLING}:
                self._spelled[fold(form.text)].append(_Way(number, Reason.SPELLING))
        for query in analyse(form.text for form in single).values():
            if lexeme := _whole_lexeme(query):
                self._stemmed[lexeme].append(_Way(number, Reason.INFLECTION))

    # Reading

    def read(self, texts: Iterable[str]) -> None:
        """Prepare for these texts: ask how the stemmer has those of their words that may count."""
        runs = set[str]().union(*map(str.split, texts))
        some = _RUNS.with_heads(self._any_heads, runs)
        stems = {stem for run in some for part in _parts(run) for stem in _stems(part)}
        asked = {stem for stem in stems if stem[:HEAD] in self._stem_heads}
        answers = analyse(asked)
        self._lexemes = {stem: _whole_lexeme(answers[stem, False]) for stem in asked}
        self._known = {run: marks for run in some if (marks := list(self._in_run(run)))}

    # Marking

    def marks(self, text: str, names: Iterable[tuple[int, int, int]] = ()) -> list[Mark]:
        """Give the marks of a text that was read, in order; none overlaps another.

        ``names`` are the places where actors are named: start, end, key.
        """
        found = [*self._in_words(text), *self._in_phrases(text), *self._in_names(text, names)]
        found.sort(key=lambda mark: (_ORDER[mark.reason], mark.start - mark.end, mark.start))
        kept: list[Mark] = []  # in order
        for mark in found:
            place = bisect_left(kept, mark)
            before, behind = kept[place - 1 : place], kept[place : place + 1]
            if all(mark.end <= other.start or other.end <= mark.start for other in before + behind):
                kept.insert(place, mark)
        return kept

    def reasons(self, marks: Iterable[Mark]) -> dict[int, Mark]:
        """Choose for each of what is sought the mark that answers it best."""
        best: dict[int, Mark] = {}
        for mark in marks:
            known = best.get(mark.sought)
            if known is None or _ORDER[mark.reason] < _ORDER[known.reason]:
                best[mark.sought] = mark
        return dict(sorted(best.items()))

    def _in_words(self, text: str) -> Iterator[Mark]:
        end = 0
        for run in text.split():
            if run not in self._known:
                continue
            start = _place(run, text, end)
            end = start + len(run)
            for mark in self._known[run]:
                yield mark._replace(start=start + mark.start, end=start + mark.end)

    def _in_run(self, run: str) -> Iterator[Mark]:
        for word in _WORD.finditer(run):
            begin = word.start()
            for start, end, way in self._word(word[0]):
                yield Mark(begin + start, begin + end, way.reason, way.sought, word[0])

    def _word(self, word: str) -> Iterator[_Found]:
        whole = list(self._whole(word))
        yield from whole
        parts = [match.span() for match in _PART.finditer(word)]
        answered = {found.way.sought for found in whole}
        for start, end in parts:
            part = word[start:end]
            hyphened = "-" in fold(word) and len(parts) > 1
            found = list(self._whole(part)) if len(parts) > 1 else []
            if not found:
                found = list(self._in_compound(part))
            for one in found:
                if one.way.sought in answered:
                    continue
                way = _Way(one.way.sought, Reason.COMPOUND) if hyphened else one.way
                yield _Found(start + one.start, start + one.end, way)

    def _whole(self, word: str) -> Iterator[_Found]:
        keys = _keys(word)
        ways = self._written.get(keys.lowered) or self._spelled.get(keys.folded)
        ways = ways or self._spelled.get(keys.folded.replace("-", ""))
        ways = ways or self._by_lexeme(*keys.stems)
        for way in ways or ():
            yield _Found(0, len(word), way)
        for letters, way in self._beginnings:
            if keys.folded.startswith(letters):
                yield _Found(0, len(word), way)

    def _in_compound(self, word: str) -> Iterator[_Found]:
        taken: set[int] = set()
        for start, end, base in _pieces(word):
            for way in self._by_lexeme(distinct_term(base)):
                if way.sought not in taken:
                    taken.add(way.sought)
                    yield _Found(start, end, _Way(way.sought, Reason.COMPOUND))

    def _by_lexeme(self, *keys: str) -> list[_Way]:
        found = (self._lexemes.get(key, "") for key in keys)
        return list(dict.fromkeys(way for lexeme in found for way in self._stemmed.get(lexeme, ())))

    def _in_phrases(self, text: str) -> Iterator[Mark]:
        folded = fold(text) if self._phrases else ""
        if not any(all(word in folded for word in phrase) for phrase, _ in self._phrases):
            return
        places = [(fold(match[0]), match.span()) for match in _SIMPLE.finditer(text)]
        for phrase, way in self._phrases:
            for first, (word, _) in enumerate(places):
                last = first + len(phrase) - 1
                if word != phrase[0] or last >= len(places):
                    continue
                if all(places[first + n][0] == said for n, said in enumerate(phrase)):
                    start, end = places[first][1][0], places[last][1][1]
                    yield Mark(start, end, way.reason, way.sought, text[start:end])

    def _in_names(self, text: str, names: Iterable[tuple[int, int, int]]) -> Iterator[Mark]:
        for start, end, actor in names:
            if way := self._actors.get(actor):
                yield Mark(start, end, way.reason, way.sought, text[start:end])


def _whole_lexeme(query: str) -> str:
    """Give the lexeme of a whole word, also of one with hyphens, whose parts have their own."""
    found = lexemes(query)
    if len(found) == 1:
        return next(iter(found))
    return next((lexeme for lexeme in found if "-" in lexeme[2:]), "")


def _place(run: str, text: str, start: int) -> int:
    """Find where a run of characters stands between white space, from ``start`` on."""
    while True:
        start = text.index(run, start)
        end = start + len(run)
        if not (text[start - 1 : start].strip() or text[end : end + 1].strip()):
            return start
        start += 1


@lru_cache(maxsize=1 << 12)  # those of one page
def _keys(word: str) -> _Keys:
    plain = word.replace(_SOFT, "")
    lowered, base = plain.lower(), fold(lemma(plain))
    bases = tuple(map(distinct_term, filter(None, (base, other_base(lowered)))))
    # A lookalike is known by its own term only, as the index knows it.
    stems = bases if base in LOOKALIKES else (lowered, *bases)
    return _Keys(lowered, fold(plain), (*stems, *filter(None, (unlinked(plain),))))


def _pieces(word: str) -> Sequence[Piece]:
    """Take a word apart where it is long enough to be of several."""
    return pieces(word) if len(word) >= SHORTEST_COMPOUND and word.isalpha() else ()


def _parts(run: str) -> set[str]:
    """Give the words between white space, and what hyphens divide them into."""
    return {*_WORD.findall(run), *_PART.findall(run)}


def _stems(word: str) -> Iterator[str]:
    """Give what the stemmer is given of a word and of its pieces."""
    yield from _keys(word).stems
    for piece in _pieces(word):
        yield distinct_term(piece.base)


class _Runs:
    """Finds the few runs of characters that have the right first letters, among those of a page.

    Remembers those of many pages by these letters, so that each need not be looked at again.
    """

    def __init__(self) -> None:
        self._remembered: tuple[set[str], dict[str, set[str]]] = (set(), defaultdict(set))

    def with_heads(self, heads: Iterable[str], runs: AbstractSet[str]) -> set[str]:
        """Keep the runs of which a word, or a part of one, can be known by one of these heads."""
        known, by_head = self._remembered
        if len(known) > MOST_RUNS:
            known, by_head = self._remembered = (set(), defaultdict(set))
        new = runs - known
        for run in new:
            for head in _heads(run):
                by_head[head].add(run)
        known |= new  # only now: another thread may ask
        return set[str]().union(*(by_head[head] & runs for head in heads if head in by_head))


_RUNS = _Runs()


def _heads(run: str) -> set[str]:
    """Give the first letters of all by which its words can be known."""
    heads = set[str]()
    for part in _parts(run):
        folded = _keys(part).folded
        known = (folded, folded.replace("-", ""), *_stems(part))
        heads |= {folded[:1], *(key[:HEAD] for key in known)}
    return heads


def names_in(
    mentions: Iterable[tuple[int, Sequence[Sequence[object]]]],
) -> Mapping[str, list[tuple[int, int, int]]]:
    """Group the places of mentions (actor, spans of field, start and end) by field."""
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for actor, spans in mentions:
        for field, start, end in spans:
            places[str(field)].append((int(str(start)), int(str(end)), actor))
    return places
