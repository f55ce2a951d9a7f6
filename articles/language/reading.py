"""One reading of an article: each of its tokens once, for all that is derived from it."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from articles.language.folding import PlainText
from articles.language.names import Field
from articles.language.pairs import common_words, pairs_of
from articles.language.strong import says_something, strongest
from articles.language.tokens import PerToken
from articles.language.topics import CuedText
from articles.language.words import terms_of, terms_together, words

if TYPE_CHECKING:
    from articles.language.lookup import Opening
    from articles.language.names import FoundActor, Gazetteer
    from articles.language.topics import SuggestedTopic, TopicSuggester

_PUNCTUATION = ".,:;!?\"'()[]‘’“”„…«»–-"  # around words, never part of them


class Reading(NamedTuple):
    """What an article gives; each is described where it is made, such as `strong_words`."""

    actors: tuple[FoundActor, ...]
    topics: tuple[SuggestedTopic, ...]
    terms: str
    strong: list[str]
    pairs: list[int]


class Facts(NamedTuple):
    """What a token contributes."""

    words: int
    keys: tuple[str, ...]  # of the words that say something
    cues: tuple[int, ...]
    features: tuple[int, ...]
    terms: tuple[str, ...]
    common: tuple[str, ...]
    opening: Opening | None


class _Passage(NamedTuple):
    original: str
    text: PlainText
    facts: list[Facts]


_WORDS, _KEYS, _CUES, _FEATURES, _TERMS, _COMMON, _OPENING = map(attrgetter, Facts._fields)


class Reader:
    """Reads articles, and remembers what their tokens contribute.

    Keep one and use it often: few tokens of an article are new, and all that is known of the
    others is looked up at once. What it gives is what each room gives by itself.
    """

    def __init__(self, gazetteer: Gazetteer, suggester: TopicSuggester) -> None:
        self._gazetteer = gazetteer
        self._suggester = suggester
        self._facts = PerToken(self._read_token)

    def read(self, *, title: str, lead: str, body: str) -> Reading:
        """Derive all that the text of an article gives; pure."""
        fields = {"title": title, "lead": lead, "body": body}
        passages = {name: self._passage(text) for name, text in fields.items()}
        in_title, in_lead, in_body = passages.values()
        facts = in_title.facts + in_lead.facts + in_body.facts
        together = map(terms_together, fields.values())
        terms = dict.fromkeys(chain(*map(_TERMS, facts), *together))
        actors = self._gazetteer.find_from([self._field(*one) for one in passages.items()])
        topics = self._suggester.suggest_from(_cued(in_title), _cued(in_lead, in_body))
        strong = strongest(title=_keys(in_title), lead=_keys(in_lead), body=_keys(in_body))
        pairs = set[int]().union(*map(_pairs, passages.values()))
        return Reading(tuple(actors), tuple(topics), " ".join(terms), strong, sorted(pairs))

    def _passage(self, original: str) -> _Passage:
        return _Passage(original, PlainText.of(original), self._facts_of(original))

    def _facts_of(self, text: str) -> list[Facts]:
        return list(map(self._facts.__getitem__, text.split()))

    def _field(self, name: str, passage: _Passage) -> Field:
        original, text, facts = passage
        if not text.is_regular:  # then names stand elsewhere than in the original
            facts = self._facts_of(text.text)
        return Field(name, original, text, list(filter(None, map(_OPENING, facts))))

    def _read_token(self, token: str) -> Facts:
        opening = self._gazetteer.opening(token)
        core = token.strip(_PUNCTUATION)
        if core and core != token:
            facts = self._facts[core]
            return facts if facts.opening == opening else facts._replace(opening=opening)
        found = words(token)
        return Facts(
            words=len(found),
            keys=tuple(word.whole.base for word in found if says_something(word.whole.lowered)),
            cues=tuple(self._suggester.cues_of(found)),
            features=self._suggester.features_of(token),
            terms=tuple(dict.fromkeys(terms_of(token))),
            common=common_words(token),
            opening=opening,
        )


def _keys(passage: _Passage) -> list[str]:
    return list(chain.from_iterable(map(_KEYS, passage.facts)))


def _pairs(passage: _Passage) -> set[int]:
    return pairs_of(chain.from_iterable(map(_COMMON, passage.facts)))


def _cued(*passages: _Passage) -> CuedText:
    facts = list(chain.from_iterable(passage.facts for passage in passages))
    folded = " ".join(passage.text.lowered for passage in passages).replace("\n\n", " ")
    return CuedText(
        met=chain.from_iterable(map(_CUES, facts)),
        words=sum(map(_WORDS, facts)),
        folded=" ".join(folded.split()) if "  " in folded else folded,
        features=chain.from_iterable(map(_FEATURES, facts)),
    )


@lru_cache(maxsize=2)
def reader_of(gazetteer: Gazetteer, suggester: TopicSuggester) -> Reader:
    """Give the reader of these two, which a process makes once."""
    return Reader(gazetteer, suggester)
