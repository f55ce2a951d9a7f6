"""A learned model of topics: what each feature says for each topic, kept small and added fast."""

from __future__ import annotations

import json
import math
from base64 import b64decode, b64encode
from pathlib import Path
from struct import pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from articles.language.topic_learning.bayes import RESERVE, Words
from articles.language.topic_learning.calibrating import Calibration, evidence_of
from articles.language.topic_learning.features import counted, features_of, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHIPPED = Path(__file__).with_name("topics.json")
_FORMAT = 1
_STEPS = 127  # in which a weight is kept, on either side of 0
_MIDDLE = 128
_FIELD = 4  # bytes for a topic's sum
_TIMES = 8  # a feature's weight in a text is kept in so many parts of 1
_MOST = 12  # times that a feature is counted
_TOO_FEW = 10  # different words; what is known of so short a text tells nothing
_MOST_FEATURES = 200_000  # sums of so many still fit their field: 200,000 x 8 x 3.5 x 255 < 2^32


class Learned(NamedTuple):
    """What training gives."""

    topics: tuple[str, ...]  # the widest ones first
    top: int  # how many of them are
    words: Words
    calibration: Calibration


class TopicModel:
    """Tells how probable each of its topics is.

    What a feature says for all topics is one large integer with a field for each topic, so
    that adding it for all of them is one addition.
    """

    def __init__(self, content: bytes) -> None:
        """Read what `as_bytes` wrote; raises ValueError when it is something else."""
        try:
            kept = json.loads(content)
            self.topics: tuple[str, ...] = tuple(kept["topics"])
            self.top: int = kept["top"]
            self._calibration = Calibration(tuple(kept["slopes"]), tuple(kept["intercepts"]))
            self._step: float = kept["step"]
            features = kept["features"].split()
            self._squares = [(number / 100) ** 2 for number in kept["rarity"]]
            weights = b64decode(kept["weights"])
            known = kept["format"] == _FORMAT
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError("dit is geen model van onderwerpen") from error
        number = len(self.topics)
        if not known or not len(features) * number == len(weights) == len(self._squares) * number:
            raise ValueError("dit is geen model van onderwerpen, of een van een andere versie")
        self._numbers = {feature: place for place, feature in enumerate(features)}
        self._said = [_spread(weights[n * number : (n + 1) * number]) for n in range(len(features))]
        self._times = [0, *(round(_TIMES * weight(times)) for times in range(1, _MOST + 1))]

    def numbers_of(self, text: str) -> tuple[int, ...]:
        """Give the numbers of the features of a text, as `speak` needs them."""
        known = self._numbers
        return tuple(known[one] for one in features_of(text) if one in known)

    def probabilities(
        self, title: Iterable[int], text: Iterable[int], cues: Sequence[float]
    ) -> list[float] | None:
        """Tell how probable each topic is, from the features and the mass of its cues.

        None where too few of the words are known to tell.
        """
        counts = counted(title, text)
        if len(counts) < _TOO_FEW:
            return None
        found = evidence_of(self._speak(counts), cues, self.top)
        return [self._calibration.probability(*one) for one in enumerate(found)]

    def _speak(self, counts: Mapping[int, int]) -> list[float]:
        """Do as `bayes.speak`, by adding up all topics at once."""
        together, size = 0, RESERVE * _TIMES**2
        said, squares, all_times = self._said, self._squares, self._times
        for feature, count in counts.items():
            times = all_times[count if count < _MOST else _MOST]  # noqa: FURB136 - twice as fast
            together += said[feature] * times
            size += squares[feature] * times * times
        number = len(self.topics) + 1
        *sums, all_together = unpack(f"<{number}I", together.to_bytes(_FIELD * number, "little"))
        scale, middle = self._step / math.sqrt(size), _MIDDLE * all_together
        return [(one - middle) * scale for one in sums]


def as_bytes(learned: Learned) -> bytes:
    """Write a model; the same model gives the same bytes. Raises ValueError for too large a one."""
    features = list(learned.words.rarity)
    if len(features) > _MOST_FEATURES:
        raise ValueError(f"meer dan {_MOST_FEATURES} woorden")
    rarity = [round(learned.words.rarity[feature], 2) for feature in features]
    weighed = [
        [seldom * weight for weight in learned.words.weights[feature]]
        for feature, seldom in zip(features, rarity, strict=True)
    ]
    step = max((abs(value) for row in weighed for value in row), default=1.0) / _STEPS
    weights = bytes(round(value / step) + _MIDDLE for row in weighed for value in row)
    content = {
        "format": _FORMAT,
        "topics": learned.topics,
        "top": learned.top,
        "slopes": [round(slope, 4) for slope in learned.calibration.slopes],
        "intercepts": [round(value, 4) for value in learned.calibration.intercepts],
        "step": float(f"{step:.6g}"),
        "features": " ".join(features),
        "rarity": [round(seldom * 100) for seldom in rarity],
        "weights": b64encode(weights).decode(),
    }
    return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def _spread(weights: bytes) -> int:
    """Give each byte a field of its own in one integer, and a last one to count with."""
    return int.from_bytes(pack(f"<{len(weights) + 1}I", *weights, 1), "little")
