"""Count the archive's own words: for corrections, suggestions and compounds.

The words of every published article are counted, in a large archive those of a random sample; by
several processes, where those are asked for. Readers have the old words until all of the new ones
are written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice, pairwise
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from articles.copying import copy_rows, table_of
from articles.language.compounds import pieces
from articles.language.folding import fold
from articles.language.misspelling import FURTHEST, LONG, SHORTEST, keys
from articles.language.words import lemma, spelled
from articles.models import Article, Vocabulary, VocabularyWord
from articles.models.vocabulary import LONGEST_WORD
from articles.recognisers import load_language
from articles.search.counting import in_sample
from articles.search.facets import SAMPLES
from articles.workers import Chunks, Claim, work_through

MOST_READ = 100_000  # articles
GROWTH = 1.1  # times as large, and the archive's words are counted again
SHORTEST_WORD = 2  # letters
MOST_WORDS = 300_000
# Two edits from a word that is rarer than so many others are not looked for: it saves much room.
MOST_FREQUENT = 50_000
# Of so many articles words that only one of them has are mostly slips, and not worth their room.
MANY_ARTICLES = 5_000
# So many spellings are remembered at once, some 170 MB; then the rarest are forgotten.
MOST_SPELLINGS = 750_000
# A compound is only called capitalised where it is so many times as often as not.
OF_A_SENTENCE = 4
_START = re.compile(r"""(?:^|[.!?…:\n"“”‘’'(])\W*([^\W_][\w'’-]*)""")
LOCK = 5_270_814  # any number that nobody else locks
CHUNK = 2_000  # articles, about so many
WORDS = 20_000  # of which the rest is worked out at a time
READ = 1_000  # articles at a time
_IDS = 1 << 128  # that there can be
WRITING = "De woorden worden weggeschreven …"
COUNTING = "De woorden van het archief worden geteld …"


class WordValues(NamedTuple):
    """A row of ``VocabularyWord``; ``keys`` as PostgreSQL reads an array."""

    word: str
    spelling: str
    articles: int
    capitalised: bool
    base: str
    first: str
    head: str
    keys: str


class MetWord(NamedTuple):
    """A word and how often it is spelled in which way; ``articles`` of the whole archive."""

    word: str
    spellings: list[tuple[int, str]]
    articles: int
    is_frequent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyReport:
    """What came of counting: ``one_in`` is 1 where every article was read."""

    articles: int
    one_in: int
    words: int
    interrupted: bool = False


@dataclass(slots=True)
class WordCounts:
    """In how many articles each word stands, and how often it is spelled in which way."""

    articles: int = 0
    words: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    folded: dict[str, str] = field(default_factory=dict)  # spelling: word

    def add(self, *texts: str) -> None:
        """Count the words of one article; a spelling counts double inside a sentence."""
        found = set().union(*map(spelled, texts))
        starts = set().union(*map(_START.findall, texts))
        known = self.folded
        for spelling in found.difference(known):
            known[spelling] = _folded(spelling)
        self.spellings.update(chain(found, found - starts))
        self.words.update({known[spelling] for spelling in found})
        self.articles += 1
        if len(self.spellings) > MOST_SPELLINGS:
            self._forget()

    def include(self, others: "WordCounts") -> None:
        """Add what was counted in other articles."""
        self.articles += others.articles
        self.words.update(others.words)
        self.spellings.update(others.spellings)
        self.folded |= others.folded
        if len(self.spellings) > MOST_SPELLINGS:
            self._forget()

    def _forget(self) -> None:
        """Leave out the rarest so far, half of all: what matters is met again."""
        least = 1
        while len(self.spellings) > MOST_SPELLINGS // 2:
            least += 1
            self.words = Counter({word: n for word, n in self.words.items() if n >= least})
            self.folded = {text: word for text, word in self.folded.items() if word in self.words}
            self.spellings = Counter({text: self.spellings[text] for text in self.folded})

    def met(self, one_in: int) -> Iterator[MetWord]:
        """Give the words worth keeping, in their own order; what was counted is gone then."""
        least = 1 if self.articles < MANY_ARTICLES else 2
        del self.words[""]
        kept = [word for word, n in self.words.most_common(MOST_WORDS) if n >= least]
        frequent = set(kept[:MOST_FREQUENT])
        forms: dict[str, list[tuple[int, str]]] = {word: [] for word in sorted(kept)}
        for spelling, number in self.spellings.items():
            if (word := self.folded[spelling]) in forms:
                forms[word].append((number, spelling))
        self.spellings.clear()
        self.folded.clear()
        for word, spellings in forms.items():
            yield MetWord(word, spellings, self.words[word] * one_in, word in frequent)


def values_of(met: MetWord) -> WordValues:
    """Derive what is kept of a word."""
    spelling = _usual(met.spellings)
    first, head = _ends(spelling)
    return WordValues(
        word=met.word,
        spelling=spelling,
        articles=met.articles,
        capitalised=not spelling[0].islower(),
        base=fold(lemma(spelling))[:LONGEST_WORD],
        first=first,
        head=head,
        keys=_keys(met.word, FURTHEST if met.is_frequent else 1),
    )


def _usual(forms: list[tuple[int, str]]) -> str:
    """Choose among the spellings of a word; the capital of a compound is mostly a sentence's."""
    small = [form for form in forms if form[1][0].islower()]
    great = [form for form in forms if not form[1][0].islower()]
    written = max(great or small)[1]
    often, seldom = (sum(number for number, _ in forms) for forms in (great, small))
    if written.istitle() and pieces(written):
        seldom = OF_A_SENTENCE * (seldom + 1)
    if often <= seldom:
        written = max(small)[1] if small else written.lower()
    return unicodedata.normalize("NFC", written)[:LONGEST_WORD]


def _folded(spelling: str) -> str:
    """Fold a word; empty for one not worth counting: a number, one letter, or a very long one."""
    word = fold(spelling)
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or len(spelling) > LONGEST_WORD:
        return ""
    return word if any(map(str.isalpha, word)) else ""


def _keys(word: str, edits: int) -> str:
    """Write the keys by which misspellings find a word, as PostgreSQL reads an array."""
    if len(word) < SHORTEST - 1:
        return "{}"
    edits = edits if len(word) >= LONG - FURTHEST else 1
    return f"{{{','.join(map(str, keys(word, edits)))}}}"


def _ends(spelling: str) -> tuple[str, str]:
    """Give the first and last part of a compound, of its outermost division."""
    found = pieces(spelling)
    first = next((piece.base for piece in found if piece.start == 0), "")
    head = next((piece.base for piece in found if piece.end == len(spelling)), "")
    return first[:LONGEST_WORD], head[:LONGEST_WORD]


def keep_vocabulary(say: Callable[[str], None] = lambda _text: None, *, workers: int = 1) -> None:
    """Count the words again where the archive has grown by a tenth since, or never was counted."""
    if is_outdated():
        if Article.objects.count() > MANY_ARTICLES:  # or it is done before anybody has read it
            say(COUNTING)
        rebuild_vocabulary(workers=workers)


def is_outdated() -> bool:
    known = Vocabulary.objects.first()
    return Article.objects.count() > (known.articles * GROWTH if known else 0)


def share_to_read(archive: int) -> int:
    """Choose one in how many articles of an archive are read."""
    enough = (size for size in SAMPLES if archive <= MOST_READ * size)
    return 1 if archive <= MOST_READ else next(enough, SAMPLES[-1])


class _Counting:
    """Counts the words of the articles in a stretch of ids; a job for ``workers.work_through``."""

    def __init__(self, one_in: int) -> None:
        self._articles = in_sample(Article.objects.published(), one_in).order_by()

    def prepare(self, stretch: tuple[UUID, UUID]) -> tuple[Claim, WordCounts]:
        counts = WordCounts()
        # Within a transaction PostgreSQL hands the rows over as it finds them.
        with transaction.atomic():
            texts = self._articles.filter(pk__range=stretch).values_list("title", "lead", "body")
            for text in texts.iterator(chunk_size=READ):
                counts.add(*text)
        return Claim(), counts

    def finish(self, counts: WordCounts, _answer: object = None) -> WordCounts:
        return counts


class _Deriving:
    """Derives what is kept of words; a job for ``workers.work_through``."""

    @staticmethod
    def load() -> None:
        """Load what processes that derive share."""
        load_language(recognise=False)

    def prepare(self, met: Sequence[MetWord]) -> tuple[Claim, list[WordValues]]:
        return Claim(), [values_of(word) for word in met]

    def finish(self, values: list[WordValues], _answer: object = None) -> list[WordValues]:
        return values


def rebuild_vocabulary(
    *,
    workers: int = 1,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
    on_stage: Callable[[str], None] = lambda _text: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> VocabularyReport:
    """Count the words of the published articles, and put them in place of those before.

    ``on_progress`` is told now and then how many articles of about how many were read. Where
    ``should_stop`` says so, all stays as it was.
    """
    archive = Article.objects.count()
    one_in = share_to_read(archive)
    counts = WordCounts()
    stretches = Chunks(_stretches(archive // one_in // CHUNK + 1), should_stop)
    counting = work_through(stretches, partial(_Counting, one_in), workers=workers)
    with closing(counting) as parts:
        for part in parts:
            counts.include(part)
            on_progress(counts.articles, archive // one_in)
    if stretches.stopped:
        return VocabularyReport(articles=counts.articles, one_in=one_in, words=0, interrupted=True)
    on_stage(WRITING)
    met = counts.met(one_in)
    groups = Chunks(iter(lambda: list(islice(met, WORDS)), []))
    with closing(work_through(groups, _Deriving, workers=workers)) as parts:
        rows = chain.from_iterable(parts)
        words = _replace(rows, archive=archive, one_in=one_in)
    return VocabularyReport(articles=counts.articles, one_in=one_in, words=words)


def _stretches(number: int) -> Iterator[tuple[UUID, UUID]]:
    """Divide all ids, which are spread evenly."""
    bounds = [_IDS * place // number for place in range(number + 1)]
    for first, beyond in pairwise(bounds):
        yield UUID(int=first), UUID(int=beyond - 1)


def _replace(rows: Iterator[WordValues], *, archive: int, one_in: int) -> int:
    """Write new words for old in one transaction; return how many."""
    table = table_of(VocabularyWord)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table
        copy_rows(VocabularyWord, rows)
        Vocabulary.objects.update_or_create(pk=1, defaults={"articles": archive, "one_in": one_in})
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        words = int(cursor.fetchone()[0])
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM (ANALYZE) {table}")
    return words
