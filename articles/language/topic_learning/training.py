"""Learning to suggest topics, and judging what was learned on texts that did not teach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.language.folding import fold
from articles.language.topic_cues import CuedText, CueMasses, CueTable, TopicCues
from articles.language.topic_learning.bayes import Example, learn_words, speak, weights_of
from articles.language.topic_learning.calibrating import (
    Case,
    calibrate,
    evidence_of,
)
from articles.language.topic_learning.measuring import Judged, Measure, measure
from articles.language.topic_learning.model import Learned, TopicModel, as_bytes
from articles.language.topic_learning.tagged import FOLDS, TaggedText
from articles.language.topics import TopicSuggester
from articles.language.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ENOUGH = 40  # articles that people said to be about a topic, for it to be learned by itself
HELD_OUT = 0  # the fifth that never teaches


@dataclass(frozen=True, slots=True)
class _Pupil:
    """A text in the forms in which it teaches."""

    text: TaggedText
    example: Example
    masses: Sequence[float]


class School:
    """Teaches and examines with one table of topics and their cues."""

    def __init__(self, topics: Iterable[TopicCues]) -> None:
        self._topics = tuple(topics)
        self._table = CueTable(self._topics)
        self._tops = tuple(topic.code for topic in self._topics if not topic.parent)

    def teach(self, texts: Iterable[TaggedText], own: Iterable[str] = ()) -> bytes:
        """Give the model that these texts, and the cues themselves, teach.

        It knows the top topics and those of `own`. The same texts in the same order give the
        same bytes.
        """
        topics = (*self._tops, *sorted(set(own) - set(self._tops)))
        masses = CueMasses(self._table, topics)
        pupils = [self._pupil(one, topics, masses) for one in (*texts, *self._cue_lists())]
        cases = self._cases(pupils, len(topics))
        calibration = calibrate(cases, len(topics))
        learned = learn_words([pupil.example for pupil in pupils], len(topics))
        return as_bytes(Learned(topics, len(self._tops), learned, calibration))

    def examine(
        self,
        texts: Iterable[TaggedText],
        model: bytes | None = None,
        own: Iterable[str] = (),
    ) -> Measure:
        """Compare what is suggested for texts with what people said, by cues and by a model.

        On the top topics and those of `own`.
        """
        return measure(self._judged(texts, model, {*self._tops, *own}))

    def cross_examine(self, texts: Iterable[TaggedText], lessons: Sequence[TaggedText]) -> Measure:
        """Examine on each fifth of the texts what the other four, and the lessons, teach."""
        texts = list(texts)
        judged: list[Judged] = []
        for number in range(FOLDS):
            model = self.teach([*(one for one in texts if one.fold != number), *lessons])
            asked = [one for one in texts if one.fold == number]
            judged += self._judged(asked, model, set(self._tops))
        return measure(judged)

    def without_cues(self) -> School:
        """Give a school of the same topics that knows no cues."""
        return School(TopicCues(topic.code, (), topic.parent) for topic in self._topics)

    def _judged(
        self, texts: Iterable[TaggedText], model: bytes | None, judged: set[str]
    ) -> Iterator[Judged]:
        """Of what is denied or open, only what was suggested and denied counts against it."""
        suggester = TopicSuggester(self._topics, TopicModel(model) if model else None)
        for one in texts:
            suggested = suggester.suggest(title=one.title, text=one.text)
            found = self._wider((topic.code for topic in suggested), judged)
            said = self._wider(one.topics, judged)
            if one.denied is not None:
                found = [code for code in found if code in said or code in one.denied]
            yield Judged(found, said)

    def often_said(self, texts: Iterable[TaggedText]) -> list[str]:
        """Name the topics below the top that enough of these texts are about."""
        numbers: dict[str, int] = {}
        for text in texts:
            for code in self._with_ancestors(text.topics):
                numbers[code] = numbers.get(code, 0) + 1
        return sorted(code for code, n in numbers.items() if n >= ENOUGH and code not in self._tops)

    def _wider(self, codes: Iterable[str], judged: set[str]) -> list[str]:
        """Give the top topics of these, in their order, then the others that are judged."""
        codes = list(codes)
        tops = dict.fromkeys(map(self._table.top_of, codes))
        return [
            code
            for code in dict.fromkeys((*tops, *sorted(self._with_ancestors(codes))))
            if code in judged
        ]

    def _with_ancestors(self, codes: Iterable[str]) -> set[str]:
        known = filter(self._table.knows, codes)
        return {one for code in known for one in (code, *self._table.ancestors(code))}

    def _pupil(self, text: TaggedText, topics: Sequence[str], masses: CueMasses) -> _Pupil:
        about = self._with_ancestors(text.topics)
        denied = text.denied
        answers = [
            code in about or (False if denied is None or code in denied else None)
            for code in topics
        ]
        weights = self._table.weigh(self._cued(text.title), self._cued(text.text))
        example = Example(weights_of(text.title, text.text), answers)
        return _Pupil(text, example, masses.of(weights))

    def _cued(self, text: str) -> CuedText:
        found = words(text)
        return CuedText(self._table.cues_of(found), len(found), " ".join(fold(text).split()))

    def _cue_lists(self) -> Iterator[TaggedText]:
        """Give the cues of each topic as a text that is about it."""
        for topic in self._topics:
            if topic.cues:
                yield TaggedText(
                    name=topic.code,
                    title="",
                    text=" ".join(cue.strip("*") for cue in topic.cues),
                    topics=(topic.code,),
                    natural=False,
                )

    def _cases(self, pupils: Sequence[_Pupil], topics: int) -> list[Case]:
        """See how words and cues speak for each natural text when it does not teach itself."""
        cases = []
        for fold_number in range(FOLDS):
            asked = [one for one in pupils if one.text.natural and one.text.fold == fold_number]
            if not asked:
                continue
            apart = {one.text.name for one in asked}
            taught = [
                one.example for one in pupils if not (one.text.natural and one.text.name in apart)
            ]
            learned = learn_words(taught, topics)
            for one in asked:
                said = speak(learned, one.example.weights, topics)
                found = evidence_of(said, one.masses, len(self._tops))
                cases += [
                    Case(topic, evidence, answer)
                    for topic, (evidence, answer) in enumerate(
                        zip(found, one.example.answers, strict=True)
                    )
                    if answer is not None
                ]
        return cases


def divided(texts: Iterable[TaggedText]) -> tuple[list[TaggedText], list[TaggedText]]:
    """Divide texts in those that teach and those on which is measured."""
    texts = list(texts)
    return (
        [text for text in texts if not text.natural or text.fold != HELD_OUT],
        [text for text in texts if text.natural and text.fold == HELD_OUT],
    )
