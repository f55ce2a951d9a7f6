"""How common the words are that Dutch compounds are made of, and what each of them can be.

The frequencies are those of wordfreq's large Dutch list; what a word can be is told from the
inflections that simplemma's dictionary has of it, since it names no parts of speech.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY
from wordfreq import get_frequency_list

from articles.language.compound_lists import (
    MORE_MODIFIERS,
    MORE_NOUNS,
    NO_HEADS,
    NO_MODIFIERS,
    SHORT_HEADS,
    SHORT_MODIFIERS,
)
from articles.language.folding import fold
from articles.language.inflections import singulars, undiminished

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Hundredths of the Zipf scale: 300 is one occurrence in a million words.
RAREST = 150  # what is rarer still is as often a misspelling
_ASSUMED = 400  # of a word that the lists add
_COMMONEST = 520  # of a word that the lists add and that has a second, commoner reading
_WHOLE = 300  # from here on a word that can be no part is kept, being better known as a whole
_UNKNOWN_MODIFIER = 280  # from here on what no dictionary knows is taken for a noun
_PROBABLE_NOUN = 250
_LIST_TOP = 900  # number n of wordfreq's list holds the words of 9 - n / 100 on the Zipf scale
_SHORTEST = 3  # letters
_SYLLABLE = 4  # letters; paal ends in no -aal

_NOUN_ENDING = re.compile(
    r".(?:ing|heid|teit|schap|isme|ment|[aiou]tie|logie|nis|eur|aar|ist|uur|age|iek)$"
)
_ADJECTIVE_ENDING = re.compile(r"(?:isch|lijk|ig|baar|zaam|loos|ief|end|eel|aal|eus|st|te)e?$")


class Kind(NamedTuple):
    """How common a word is, and what it can be."""

    zipf: int = 0
    head: bool = False  # the last part of a compound
    modifier: bool = False  # the first part
    noun: bool = False  # in the singular
    plural: bool = False  # of a noun
    adjective: bool = False
    verb: bool = False  # an infinitive
    known: bool = False  # to the dictionary, in lower case


UNLISTED = Kind()


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """Give what is known of words; the first time takes half a second."""
    return Kinds()


class Kinds(dict[str, Kind]):
    """What is known of each folded word, worked out when it is first asked: `kinds[word]`."""

    def __init__(self) -> None:
        super().__init__()
        self._same: dict[Kind, Kind] = {}  # many words share what is known of them
        dictionary = DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")
        self._form = dictionary.get
        self._nouns = frozenset(_nouns(dictionary)) | MORE_NOUNS
        self._zipf, self._spellings = _listed()
        for word in MORE_NOUNS:
            zipf = min(max(self[word].zipf, _ASSUMED), _COMMONEST)
            self[word] = Kind(zipf, head=True, modifier=True, noun=True, known=True)
        for word in MORE_MODIFIERS:
            self[word] = self[word]._replace(zipf=_ASSUMED, modifier=True)

    def written(self, word: str) -> int:
        """Tell how common a folded word is whatever it can be; 0 of the rarest and the short."""
        return self._zipf.get(word, 0)

    def __missing__(self, word: str) -> Kind:
        zipf = self._zipf.get(word)
        if zipf is None:
            return UNLISTED
        kind = self._kind_of(word, word, zipf)
        for spelled in self._spellings.get(word, ()):  # mais is known as maïs
            kind = Kind._make(map(max, kind, self._kind_of(spelled, word, zipf)))
        if zipf < _WHOLE and not any(kind[1:-1]):
            kind = UNLISTED
        self[word] = kind = self._same.setdefault(kind, kind)
        return kind

    def _kind_of(self, word: str, folded: str, zipf: int) -> Kind:
        form = self._form(word)
        verb = self._is_verb(word, form)
        adjective = self._is_adjective(word)
        noun = self._is_noun(word, form, zipf, other=verb or adjective)
        single = None if noun else self._single(word, form)
        head = noun or (single is not None and single not in NO_HEADS)
        modifier = noun or adjective or (single is not None and single not in NO_MODIFIERS)
        if len(word) == _SHORTEST:
            head, modifier = folded in SHORT_HEADS, folded in SHORT_MODIFIERS
        elif not modifier:
            modifier = self._is_other_modifier(word, form, zipf)
        if form and form != word and word.endswith("e") and not adjective:
            adjective = self._is_adjective(form)
        return Kind(
            zipf,
            head=head and folded not in NO_HEADS,
            modifier=modifier and folded not in NO_MODIFIERS,
            noun=noun,
            plural=single is not None,
            adjective=adjective and not verb and folded not in NO_HEADS,
            verb=verb,
            known=form is not None,
        )

    def _is_noun(self, word: str, form: str | None, zipf: int, *, other: bool) -> bool:
        like_adjective = len(word) > _SYLLABLE and _ADJECTIVE_ENDING.search(word)
        if word in self._nouns:
            return not (like_adjective and self._is_adjective(word))
        if other or zipf < _PROBABLE_NOUN - 50:
            return False
        if _NOUN_ENDING.search(word):
            return True
        probable = form == word and zipf >= _PROBABLE_NOUN
        return probable and not like_adjective and not word.endswith(("en", "der", "t"))

    def _is_other_modifier(self, word: str, form: str | None, zipf: int) -> bool:
        if form is None:
            return zipf >= _UNKNOWN_MODIFIER and len(word) > _SYLLABLE
        if form == word:
            return zipf >= _PROBABLE_NOUN + 20 and not word.endswith("en")
        return word.endswith("en") and self._is_adjective(form)

    def _is_verb(self, word: str, form: str | None) -> bool:
        if form is None or not word.endswith("n"):
            return False
        return bool(self._form(word + "d") or self._form(word + "de"))

    def _is_adjective(self, word: str) -> bool:
        return word in {self._form(word + "st"), self._form(word + "ste")}

    def _single(self, word: str, form: str | None) -> str | None:
        for single in singulars(word):
            if single in self._nouns:
                return single
        if not form or form == word or word[:2] != form[:2]:
            return None
        if not word.endswith(("en", "s", "je")) or self._is_adjective(form):
            return None
        return form if form in self._nouns or self._may_be_noun(form) else None

    def _may_be_noun(self, form: str) -> bool:
        if form.endswith("en") or len(form) <= _SHORTEST or _ADJECTIVE_ENDING.search(form):
            return False
        return self._form(form) == form


def _listed() -> tuple[dict[str, int], dict[str, list[str]]]:
    """Give how common each folded word of the list is, and its spellings with accents."""
    zipfs: dict[str, int] = {}
    spellings: dict[str, list[str]] = {}
    for rank, words in enumerate(get_frequency_list("nl", "large")[: _LIST_TOP - RAREST + 1]):
        for word in words:
            if len(word) >= _SHORTEST and word.isalpha():
                folded = fold(word)
                zipfs.setdefault(folded, _LIST_TOP - rank)
                if folded != word:
                    spellings.setdefault(folded, []).append(word)
    get_frequency_list.cache_clear()
    return zipfs, spellings


def _nouns(dictionary: Mapping[str, str]) -> Iterator[str]:
    """Give the words of which the dictionary has a diminutive: those are nouns."""
    for word in dictionary:
        if word.endswith(("je", "jes")):
            form = dictionary[word]
            for noun in undiminished(word):
                reading = noun if noun == form else dictionary.get(noun)
                if reading and (form == word or reading in {noun, form}):
                    yield noun
