"""The fixed mix of questions, of every kind that readers ask; the same at each size.

Words are chosen by their rank among the words of Dutch, names and topics by how often the
synthetic articles speak of them, so a rank means the same at a thousand articles and a million.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench.corpus import synthetic_article
from tests.bench.vocabulary import Vocabulary

NOWHERE = "xqvzwoord"
SENTENCE = 30
_STOP_WORDS = (
    "aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus "
    "een eens en er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand "
    "iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog "
    "nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor "
    "want waren was wat werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou "
    "jij we wij"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchQuery:
    """A question as the address of the page has it; ``kind`` groups it in the report."""

    kind: str
    params: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        return urlencode(self.params)

    def __str__(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self.params) or "(alles)"


class QueryMix:
    """Builds the mix; ``topic_slugs`` and ``source_slugs`` tell how the archive writes them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        topic_slugs: Mapping[str, str],
        source_slugs: Mapping[str, str],
    ) -> None:
        self.vocabulary = vocabulary
        self.words = [
            word for word in vocabulary.words.items if len(word) > 2 and word not in STOP_WORDS
        ]
        self.topic_slugs = topic_slugs
        self.source_slugs = source_slugs

    def word(self, rank: int) -> str:
        """Give the word of this rank; of a shorter list the one as far along."""
        most = len(self.words)
        return self.words[rank if rank < most else rank % most]

    def phrase(self, rank: int) -> str:
        return f'"{self.vocabulary.phrases.items[rank]}"'

    def actor(self, rank: int) -> str:
        return self.vocabulary.actors.items[rank].slug

    def topic(self, rank: int) -> str:
        return self.topic_slugs[self.vocabulary.topics.items[rank].code]

    def source(self, rank: int) -> str:
        """Give the slug of a source; a small archive may not have met the rarer ones yet."""
        names = [name for name in self.vocabulary.sources.items if name in self.source_slugs]
        return self.source_slugs[names[min(rank, len(names) - 1)]] if names else "geen"

    def all(self) -> list[BenchQuery]:
        parts = (
            self._words(),
            self._phrases(),
            self._combinations(),
            self._sentences(),
            self._filters(),
            self._periods(),
            self._orders(),
        )
        return [
            BenchQuery(kind=kind, params=tuple(params)) for part in parts for kind, *params in part
        ]

    def _words(self) -> Iterator[tuple]:
        for rank in (10, 40, 90, 160, 250):
            yield "common word", ("q", self.word(rank))
        for rank in (800, 2_000, 5_000, 9_000, 15_000):
            yield "mid word", ("q", self.word(rank))
        for rank in (30_000, 60_000, 120_000, 200_000, 270_000):
            yield "rare word", ("q", self.word(rank))
        for words in ("de", "het van een", "in de"):
            yield "stop words", ("q", words)
        for words in (NOWHERE, f"{self.word(20)} {NOWHERE}", f'"{NOWHERE} van de"'):
            yield "unmatched", ("q", words)
        for rank in (0, 30, 900):
            yield "name", ("q", self.vocabulary.actors.items[rank].names[0])

    def _phrases(self) -> Iterator[tuple]:
        for rank in (0, 1, 5, 19):
            yield "phrase of common words", ("q", self.phrase(rank))
        yield "phrase of common words", ("q", f'"{self.word(12)} {self.word(15)}"')
        for rank in (150, 195, 213):
            yield "rare phrase", ("q", self.phrase(rank))
        yield "rare phrase", ("q", f'"{self.word(40_000)} {self.word(50_000)}"')

    def _combinations(self) -> Iterator[tuple]:
        word = self.word
        for one, other in ((15, 30), (50, 120), (80, 400)):
            yield "two common words", ("q", f"{word(one)} {word(other)}")
        for one, other in ((20, 40_000), (60, 90_000), (100, 180_000)):
            yield "common and rare", ("q", f"{word(one)} {word(other)}")
        for one, two, three in ((900, 1_400, 2_200), (300, 700, 4_000)):
            yield "three mid words", ("q", f"{word(one)} {word(two)} {word(three)}")
        yield "exclusion", ("q", f"{word(25)} -{word(35)}")
        yield "exclusion", ("q", f"{word(2_500)} -{word(45)}")
        yield "exclusion", ("q", f"{word(70)} -{self.phrase(2)}")
        yield "exclusion", ("q", f"-{word(18)}")
        yield "or of common words", ("q", f"{word(22)} OR {word(44)}")
        yield "or of common words", ("q", f"{word(66)} OR {word(88)} OR {word(110)}")
        yield "or of common words", ("q", f"{word(140)} {word(170)} OR {word(190)}")
        yield "or of common words", ("q", f"{self.phrase(3)} OR {word(50_000)}")

    def _sentences(self) -> Iterator[tuple]:
        for number in (7, 77, 777):
            article = synthetic_article(number, self.vocabulary)
            text = article.body.replace("\n\n", " ").replace('"', "").split()
            yield "pasted sentence", ("q", " ".join(text[:SENTENCE]).replace(" -", " "))
        spread = " ".join(self.word(30 + 97 * step) for step in range(SENTENCE))
        yield "pasted sentence", ("q", spread)

    def _filters(self) -> Iterator[tuple]:
        alone = "filters alone"
        yield alone, *()
        yield alone, ("topic", self.topic(0))
        yield alone, ("topic", self.topic(200))
        yield alone, ("actor", self.actor(0))
        yield alone, ("actor", self.actor(800))
        yield alone, ("source", self.source(0))
        yield alone, ("source", self.source(60))
        yield alone, ("from", "2015"), ("to", "2015")
        yield alone, ("actor", self.actor(0)), ("actor", self.actor(1))
        yield alone, ("topic", self.topic(1)), ("from", "2020"), ("to", "2020")
        yield alone, ("actor", f"-{self.actor(0)}")
        both = "filters with words"
        yield both, ("q", self.word(28)), ("topic", self.topic(0))
        yield both, ("q", self.word(55)), ("actor", self.actor(2))
        yield both, ("q", self.word(75)), ("source", self.source(1))
        yield both, ("q", self.word(3_000)), ("topic", self.topic(3))
        yield both, ("q", self.word(95)), ("actor", self.actor(400))
        yield both, ("q", self.phrase(4)), ("topic", f"-{self.topic(2)}")
        yield both, ("q", self.word(33)), ("topic", self.topic(0)), ("topic", self.topic(4))
        yield both, ("q", self.word(65)), ("topic", self.topic(1)), ("from", "2010"), ("to", "2010")

    def _periods(self) -> Iterator[tuple]:
        narrow, word = "narrow period", self.word
        yield narrow, ("q", word(17)), ("from", "2012-03-14"), ("to", "2012-03-14")
        yield narrow, ("q", word(38)), ("from", "1998-10-05"), ("to", "1998-10-11")
        yield narrow, ("q", word(52)), ("from", "2023-06"), ("to", "2023-06")
        yield narrow, ("q", word(29)), ("from", "2005-01"), ("to", "2005-03"), ("sort", "oldest")
        for rank, *bounds in (
            (27, ("from", "2024")),
            (42, ("to", "1990")),
            (6_000, ("to", "1995")),
        ):
            yield "open period", ("q", word(rank)), *bounds
        yield "open period", ("from", "2018-07")

    def _orders(self) -> Iterator[tuple]:
        newest, oldest, deep = ("sort", "newest"), ("sort", "oldest"), "deep page"
        for words in (
            *(self.word(14), self.word(130), self.word(4_500), self.word(70_000)),
            *(self.phrase(0), f"{self.word(21)} {self.word(36)}"),
            f"{self.word(31)} OR {self.word(47)}",
        ):
            yield "newest first", ("q", words), newest
        yield "newest first", ("q", self.word(58)), ("topic", self.topic(0)), newest
        for words in (
            *(self.word(16), self.word(150), self.word(5_500), self.word(80_000)),
            f"{self.word(23)} {self.word(39)}",
        ):
            yield "oldest first", ("q", words), oldest
        yield deep, ("q", self.word(19)), ("page", "10")
        yield deep, ("q", self.word(34)), newest, ("page", "100")
        yield deep, ("q", self.word(1_200)), oldest, ("page", "50")
        yield deep, ("page", "400")
