"""From what a reader meant to what PostgreSQL is asked.

The index answers with words as its stemmer has them. What it cannot tell apart (an exact
phrase, the letters that a word begins with) is asked of it more widely, and checked in the text
of each article that it gives.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from articles.language.folding import fold
from articles.language.pairs import NOT_READ, common_words, exact_words, pairs_of
from articles.language.stop_words import name_term
from articles.language.strong import key_of
from articles.language.words import lemma, spelled

from .conditions import Condition, all_of, any_of, in_text, together
from .facets import byline_tokens, token
from .forms import Form, Reason, forms_of, stems_of
from .grammar import All, AnyOf, Node, Not, ParsedQuery, Phrase, Word, words_of
from .nodes import is_plain, leaves_of, plain_runs, with_numbers_joined
from .patterns import SURE_PREFIX, beginning, exactly, sure_beginning
from .tsquery import TsQuery, analyse, both, either, in_title, prefix, within

LONGEST_NAME = 6  # words


class Other(NamedTuple):
    """Another way to say some words: a name of the same actor, or what editors hold to be equal."""

    text: str
    reason: Reason
    actor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows beyond the words: by their folded text, other ways to say them.

    ``sources`` holds the keys of the sources that a text after ``bron:`` names.
    """

    others: Mapping[str, tuple[Other, ...]] = field(default_factory=dict)
    sources: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Some words of the query, with all forms by which a text answers them."""

    text: str
    forms: tuple[Form, ...] = ()
    exactly: bool = False
    starts: bool = False
    actors: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What PostgreSQL is asked.

    The index answers ``candidates``, a query of its words (empty: any article), and ``facets``;
    ``check`` must hold besides, and is looked at article by article.
    ``ranking`` is a query of the same words, in all forms that tell how well an article answers;
    ``keys`` are the words of each group as ``strong_words`` knows them.
    """

    candidates: str = ""
    facets: Q | None = None
    check: Q | None = None
    ranking: str = ""
    sought: tuple[Sought, ...] = ()
    keys: tuple[frozenset[str], ...] = ()

    @property
    def nothing(self) -> bool:
        return not self.candidates and self.check is None and self.facets is None

    @property
    def query(self) -> TsQuery | None:
        """The words to rank by; None where there are none."""
        return TsQuery(self.ranking) if self.ranking else None

    @property
    def of_index(self) -> Q:
        """What the index answers."""
        return Condition(self.candidates, facets=self.facets).of_index

    @property
    def condition(self) -> Q:
        """All that must hold of an article."""
        return Condition(self.candidates, self.check, facets=self.facets).whole


def names_to_look_up(parsed: ParsedQuery) -> list[str]:
    """List the texts of a query, folded, that may have other names: its words and runs of them."""
    found = dict.fromkeys(
        key
        for run in plain_runs(parsed.root)
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + LONGEST_NAME) + 1)
        for key in _keys(run[start:end])
    )
    return list(found)


def sources_to_look_up(parsed: ParsedQuery) -> list[str]:
    """List what the query says after ``bron:``."""
    return [leaf.text for leaf in leaves_of(parsed.root) if leaf.field == "source"]


def ask(parsed: ParsedQuery, known: Known) -> Asked:
    """Work out what to ask; what consists of stop words alone asks nothing."""
    if parsed.root is None:
        return Asked()
    asker = _Asker(known)
    asker.prepare(parsed.root)
    condition = asker.condition(parsed.root)
    return Asked(
        candidates=condition.candidates,
        facets=condition.facets,
        check=condition.check,
        ranking=asker.ranking(parsed.root),
        sought=tuple(dict.fromkeys(asker.sought)),
        keys=tuple(filter(None, map(frozenset, asker.keys(parsed.root)))),
    )


def _keys(words: Sequence[Word]) -> list[str]:
    text = " ".join(word.text for word in words)
    keys = [fold(text)]
    if len(words) == 1 and (base := fold(lemma(text))) != keys[0]:
        keys.append(base)
    return keys


class _Asker:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.sought: list[Sought] = []
        self._analysed: dict[tuple[str, bool], str] = {}
        self._to_rank = False

    def prepare(self, root: Node) -> None:
        """Let PostgreSQL read all words at once."""
        words: list[str] = []
        phrases: list[str] = []
        for leaf in leaves_of(root):
            if isinstance(leaf, Phrase):
                words += [leaf.text, *exact_words(leaf.text)]
            for form in (*forms_of(leaf.text), *stems_of(leaf.text)):
                (phrases if form.phrase else words).append(form.text)
        phrases += [other.text for others in self.known.others.values() for other in others]
        self._analysed.update(analyse(words, phrases))

    def ranking(self, root: Node) -> str:
        """Ask for the same with all stems, also those that other words share."""
        if all(set(stems_of(leaf.text)) <= set(forms_of(leaf.text)) for leaf in words_of(root)):
            return self.condition(root, wanted=False).candidates
        self._to_rank = True
        return self.condition(root, wanted=False).candidates

    def _query(self, text: str, phrase: bool) -> str:
        if (text, phrase) not in self._analysed:
            self._analysed.update(analyse(*(((), [text]) if phrase else ([text], ()))))
        return self._analysed[text, phrase]

    # Conditions

    def condition(self, node: Node, *, wanted: bool = True) -> Condition:
        match node:
            case All(parts=parts):
                return self._all(parts, wanted=wanted)
            case AnyOf(parts=parts):
                return any_of([self.condition(part, wanted=wanted) for part in parts])
            case Not():
                return self._all((node,), wanted=wanted)
            case _:
                return (
                    self._run([node], wanted=wanted)
                    if is_plain(node)
                    else self._leaf(node, wanted=wanted)
                )

    def _all(self, parts: Sequence[Node], *, wanted: bool) -> Condition:
        conditions: list[Condition] = []
        unwanted: list[str] = []
        run: list[Word] = []
        for part in with_numbers_joined(parts):
            if is_plain(part):
                run.append(part)  # type: ignore[arg-type]
                continue
            conditions += self._named(run, wanted=wanted)
            run = []
            if not isinstance(part, Not):
                conditions.append(self.condition(part, wanted=wanted))
                continue
            excluded = self.condition(part.part, wanted=False)
            if excluded.facets is None and excluded.check is None:
                unwanted.append(excluded.candidates)
            elif excluded.check is None and not excluded.candidates:
                conditions.append(Condition(facets=~excluded.whole))
            else:
                conditions.append(Condition(check=~excluded.whole))
        conditions += self._named(run, wanted=wanted)
        return all_of(conditions, unwanted)

    def _run(self, words: Sequence[Node], *, wanted: bool) -> Condition:
        conditions = self._named(words, wanted=wanted)  # type: ignore[arg-type]
        return conditions[0] if conditions else Condition()

    def _named(self, run: Sequence[Word], *, wanted: bool) -> list[Condition]:
        """Ask for each word of a run, or for a name of several by any of its names."""
        found: list[Condition] = []
        start = 0
        while start < len(run):
            end = start + 1
            others: tuple[Other, ...] = ()
            for stop in range(min(len(run), start + LONGEST_NAME), start, -1):
                if others := self._others(run[start:stop]):
                    end = stop
                    break
            words = run[start:end]
            condition = Condition(
                either(
                    [
                        both(self._word(word) for word in words),
                        *(self._query(other.text, True) for other in others),
                    ]
                )
            )
            found.append(condition)
            if wanted:
                self._seek(words, others)
            start = end
        return found

    def _others(self, words: Sequence[Word]) -> tuple[Other, ...]:
        for key in _keys(words):
            if others := self.known.others.get(key):
                return others
        return ()

    def _seek(self, words: Sequence[Word], others: Sequence[Other]) -> None:
        forms = [Form(other.text, other.reason, phrase=True) for other in others if other.text]
        actors = frozenset(other.actor for other in others if other.actor is not None)
        for place, word in enumerate(words):
            if not self._word(word):
                continue
            own = [*forms_of(word.text), *(forms if place == 0 else ())]
            self.sought.append(Sought(text=word.text, forms=tuple(own), actors=actors))

    def _word(self, word: Word) -> str:
        """Ask for any form of a word; a stop word in capitals may be a name (IS)."""
        asked = (*forms_of(word.text), *(stems_of(word.text) if self._to_rank else ()))
        forms = either(self._query(form.text, form.phrase) for form in asked)
        return forms or self._as_name(word.text)

    def _as_name(self, text: str) -> str:
        term = name_term(text)
        return f"'{term}'" if term else ""

    def _leaf(self, leaf: Node, *, wanted: bool) -> Condition:
        assert isinstance(leaf, Word | Phrase)  # noqa: S101 - for the type checker
        if leaf.field == "author":
            tokens = byline_tokens(leaf.text)
            return Condition(facets=Q(facets__contains=tokens)) if tokens else Condition()
        if leaf.field == "source":
            keys = self.known.sources.get(leaf.text, ())
            return Condition(facets=Q(facets__overlap=[token("source", key) for key in keys]))
        if isinstance(leaf, Phrase):
            condition, sought = self._phrase(leaf)
        elif leaf.starts:
            condition, sought = self._beginning(leaf)
        else:
            stems = either(self._query(form.text, form.phrase) for form in stems_of(leaf.text))
            condition = Condition(in_title(stems))
            sought = Sought(text=leaf.text, forms=tuple(forms_of(leaf.text)))
        if wanted and condition.asks:
            self.sought.append(sought)
        return condition

    def _phrase(self, phrase: Phrase) -> tuple[Condition, Sought]:
        words = exact_words(phrase.text)
        lexemes = [self._query(word, False) for word in words]
        said = [lexeme for lexeme in lexemes if lexeme]
        if phrase.near and len(said) > 1:
            forms = tuple(form for word in words for form in forms_of(word))
            near = Q(search=TsQuery(within(said, phrase.near)))
            condition = Condition(both(said), near, is_whole=True)
            return condition, Sought(text=phrase.text, forms=forms)
        sought = Sought(text=phrase.text, exactly=True)
        if not said:
            return Condition(self._as_name(phrase.text)), sought
        # As PostgreSQL divides the words with their punctuation, or as we do: 1.000, F-16.
        candidates = either([both(said), self._query(phrase.text, False)])
        pattern = exactly(phrase.text)
        check = in_text(pattern, phrase.field)
        return Condition(candidates, check, is_whole=True, facets=_paired(phrase.text)), sought

    def _beginning(self, word: Word) -> tuple[Condition, Sought]:
        sought = Sought(text=word.text, starts=True)
        words = exact_words(word.text)
        if len(words) != 1 or len(words[0]) < SURE_PREFIX:
            return Condition(), sought
        candidates = prefix(sure_beginning(words[0]))
        # The index has the parts of compounds too, with which no word need begin.
        check = in_text(beginning(words[0]), word.field)
        return Condition(candidates, check, is_whole=True), sought

    # What an article can be most about

    def keys(self, node: Node) -> Iterator[set[str]]:
        match node:
            case All(parts=parts):
                for part in parts:
                    yield from self.keys(part)
            case AnyOf(parts=parts):
                yield set[str]().union(*(words for part in parts for words in self.keys(part)))
            case Word(text=text) | Phrase(text=text) if not (
                (isinstance(node, Word) and node.starts) or node.field in {"source", "author"}
            ):
                words = [word for word in spelled(text) if key_of(word)]
                if isinstance(node, Phrase):
                    yield from ({key_of(word)} for word in words)
                else:
                    yield {key_of(word) for word in words}


def _paired(text: str) -> Q | None:
    """Ask for the pairs of very common words in a phrase; None where it has none.

    An article of which the pairs were not worked out may have them.
    """
    pairs = pairs_of(common_words(text))
    return together([Q(word_pairs__overlap=[NOT_READ, pair]) for pair in sorted(pairs)])
