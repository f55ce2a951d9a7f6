"""What a reader typed, read once into types of its own.

The grammar: words (all of them must occur), ``"a phrase"``, ``a OR b`` (``OF`` in Dutch capitals
works too) and ``-word`` or ``-"a phrase"``. ``OR`` binds the terms beside it more tightly than
the space does: ``raket OR bom Irak`` asks for Irak and one of the two. Whatever else is typed is
mended rather than refused.
"""

import operator
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Func, IntegerField
from django.db.models.sql import Query as SqlQuery
from django.db.models.sql.constants import SINGLE

from articles.language.strong import key_of
from articles.language.words import fold, lemma, spelled

from .document import CONFIG

MAX_CHARACTERS = 1_000
MAX_TERMS = 60

_PIECE = re.compile(
    r"""(?P<not>-?)(?:["“”„](?P<phrase>[^"“”„]*)(?:["“”„]|$)|(?P<word>[^\s"“”„]+))"""
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\ud800-\udfff]")

Query = SearchQuery | CombinedSearchQuery


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of a phrase."""

    text: str
    phrase: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.phrase else self.text


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query in conjunctive form: one of each of ``groups``, and none of ``excluded``."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    shortened: bool = False

    def __str__(self) -> str:
        wanted = (" OR ".join(map(str, group)) for group in self.groups)
        return " ".join((*wanted, *(f"-{term}" for term in self.excluded)))

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded)


def clean_text(text: str) -> str:
    """Make one line of a text, without what nobody types: control and private characters."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def parse_query(text: str) -> ParsedQuery:
    """Read a query; never fails. Beyond 1,000 characters or 60 terms the rest is left out."""
    whole = clean_text(text)
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    joining = False
    pieces = list(_pieces(whole[:MAX_CHARACTERS]))
    for term, negated in pieces[:MAX_TERMS]:
        if term is None:
            joining = bool(groups)
            continue
        if negated:
            excluded.append(term)
        elif joining:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joining = False
    shortened = len(whole) > MAX_CHARACTERS or len(pieces) > MAX_TERMS
    return ParsedQuery(tuple(groups), tuple(excluded), shortened)


def _pieces(text: str) -> Iterator[tuple[Term | None, bool]]:
    """Yield terms with whether they are excluded, and None for each OR."""
    for match in _PIECE.finditer(text):
        word, phrase = match["word"], match["phrase"]
        if word in {"OR", "OF", "|"} and not match["not"]:
            yield None, False
            continue
        said = (word if phrase is None else phrase).strip()
        if any(character.isalnum() for character in said):
            yield Term(said, phrase is not None), bool(match["not"])


def key_words(parsed: ParsedQuery) -> tuple[frozenset[str], ...]:
    """Name the words of each group as ``strong_words`` knows them; a group of none is left out."""
    groups = (
        frozenset(key_of(word) for term in group for word in spelled(term.text)) - {""}
        for group in parsed.groups
    )
    return tuple(group for group in groups if group)


@lru_cache(maxsize=2048)
def readers_query(parsed: ParsedQuery) -> Query | None:
    """Ask for what is wanted and not for what is excluded; None where nothing is wanted.

    Stop words alone want nothing: PostgreSQL is asked, once per process for each query.
    """
    wanted = [_either(group) for group in parsed.groups]
    if not wanted:
        return None
    unwanted = [~form for term in parsed.excluded for form in _forms(term)]
    query = reduce(operator.and_, [*wanted, *unwanted])
    return None if _asks_nothing(query) else query


def unwanted_words(parsed: ParsedQuery) -> Query | None:
    """Ask for any of the excluded words or phrases; None where none is excluded.

    A search for the absence of words alone would read the whole index: such a query is to be
    turned into a condition on what other filters find.
    """
    return _either(parsed.excluded) if parsed.excluded else None


def _either(terms: Iterable[Term]) -> Query:
    """Ask for any form of any of these terms, of which there is at least one."""
    return reduce(operator.or_, (form for term in terms for form in _forms(term)))


def _forms(term: Term) -> list[SearchQuery]:
    """List a term's forms: a phrase as it stands, a word also as in a dictionary."""
    if term.phrase:
        return [SearchQuery(term.text, config=CONFIG, search_type="phrase")]
    spellings = dict.fromkeys((term.text.lower(), fold(lemma(term.text))))
    return [SearchQuery(text, config=CONFIG, search_type="plain") for text in spellings]


def _asks_nothing(query: Query) -> bool:
    """Ask PostgreSQL whether a query has no words left once stop words are taken out."""
    question = SqlQuery(None)
    question.add_annotation(Func(query, function="numnode", output_field=IntegerField()), "nodes")
    row = question.get_compiler(using=DEFAULT_DB_ALIAS).execute_sql(SINGLE)
    return bool(row[0] == 0)
