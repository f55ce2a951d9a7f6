"""Count the archive's own words: for corrections, suggestions and compounds.

The words of every published article are counted, in a large archive those of a random sample.
Readers have the old words until all of the new ones are written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection, transaction

from articles.copying import copy_rows, table_of
from articles.language.compounds import pieces
from articles.language.folding import fold
from articles.language.misspelling import FURTHEST, LONG, SHORTEST, keys
from articles.language.words import lemma, spelled
from articles.models import Article, Vocabulary, VocabularyWord
from articles.models.vocabulary import LONGEST_WORD
from articles.search.counting import in_sample
from articles.search.facets import SAMPLES

MOST_READ = 100_000  # articles
GROWTH = 1.1  # times as large, and the archive's words are counted again
SHORTEST_WORD = 2  # letters
MOST_WORDS = 300_000
# Two edits from a word that is rarer than so many others are not looked for: it saves much room.
MOST_FREQUENT = 50_000
# Of so many articles words that only one of them has are mostly slips, and not worth their room.
MANY_ARTICLES = 5_000
# So many spellings are remembered at once, some 250 MB; then the rarest are forgotten.
MOST_SPELLINGS = 1_500_000
# A compound is only called capitalised where it is so many times as often as not.
OF_A_SENTENCE = 4
_START = re.compile(r"""(?:^|[.!?…:\n"“”‘’'(])\W*([^\W_][\w'’-]*)""")
LOCK = 5_270_814  # any number that nobody else locks
CHUNK = 1_000  # articles
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
    _folded: dict[str, str] = field(default_factory=dict)

    def add(self, *texts: str) -> None:
        """Count the words of one article; a spelling counts double inside a sentence."""
        found = set().union(*map(spelled, texts))
        starts = set().union(*map(_START.findall, texts))
        known = self._folded
        for spelling in found.difference(known):
            known[spelling] = _folded(spelling)
        self.spellings.update(found)
        self.spellings.update(found - starts)
        self.words.update({known[spelling] for spelling in found})
        self.articles += 1
        if len(self.spellings) > MOST_SPELLINGS:
            self._forget()

    def _forget(self) -> None:
        """Leave out the rarest so far, half of all: what matters is met again."""
        least = 1
        while len(self.spellings) > MOST_SPELLINGS // 2:
            least += 1
            self.words = Counter({word: n for word, n in self.words.items() if n >= least})
            self._folded = {text: word for text, word in self._folded.items() if word in self.words}
            self.spellings = Counter({text: self.spellings[text] for text in self._folded})

    def rows(self, one_in: int) -> Iterator[WordValues]:
        """Give the words worth keeping in their own order, with what is derived of each."""
        least = 1 if self.articles < MANY_ARTICLES else 2
        del self.words[""]
        kept = [word for word, n in self.words.most_common(MOST_WORDS) if n >= least]
        frequent = set(kept[:MOST_FREQUENT])
        spellings = self._usual_spellings(frozenset(kept))
        for word in sorted(kept):
            spelling = spellings[word]
            first, head = _ends(spelling)
            yield WordValues(
                word=word,
                spelling=spelling,
                articles=self.words[word] * one_in,
                capitalised=not spelling[0].islower(),
                base=fold(lemma(spelling))[:LONGEST_WORD],
                first=first,
                head=head,
                keys=_keys(word, FURTHEST if word in frequent else 1),
            )

    def _usual_spellings(self, kept: frozenset[str]) -> dict[str, str]:
        """Find how each word is mostly spelled."""
        forms: dict[str, list[tuple[int, str]]] = {word: [] for word in kept}
        for spelling, number in self.spellings.items():
            if (word := self._folded[spelling]) in kept:
                forms[word].append((number, spelling))
        return {word: _usual(spellings) for word, spellings in forms.items()}


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


def keep_vocabulary(say: Callable[[str], None] = lambda _text: None) -> None:
    """Count the words again where the archive has grown by a tenth since, or never was counted."""
    if is_outdated():
        if Article.objects.count() > MANY_ARTICLES:  # or it is done before anybody has read it
            say(COUNTING)
        rebuild_vocabulary()


def is_outdated() -> bool:
    known = Vocabulary.objects.first()
    return Article.objects.count() > (known.articles * GROWTH if known else 0)


def share_to_read(archive: int) -> int:
    """Choose one in how many articles of an archive are read."""
    enough = (size for size in SAMPLES if archive <= MOST_READ * size)
    return 1 if archive <= MOST_READ else next(enough, SAMPLES[-1])


def rebuild_vocabulary(
    *,
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
    # Within a transaction PostgreSQL hands the rows over as it finds them.
    with transaction.atomic():
        articles = in_sample(Article.objects.published(), one_in).order_by()
        texts = articles.values_list("title", "lead", "body").iterator(chunk_size=CHUNK)
        for text in texts:
            counts.add(*text)
            if counts.articles % CHUNK == 0:
                on_progress(counts.articles, archive // one_in)
                if should_stop():
                    texts.close()
                    return VocabularyReport(
                        articles=counts.articles, one_in=one_in, words=0, interrupted=True
                    )
    on_stage(WRITING)
    words = _replace(counts.rows(one_in), archive=archive, one_in=one_in)
    return VocabularyReport(articles=counts.articles, one_in=one_in, words=words)


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
