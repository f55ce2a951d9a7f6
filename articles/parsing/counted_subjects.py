"""Whether a number can count the subject of a sentence: its first verb and its nouns tell."""

import re
from typing import Final, Literal, NamedTuple

from articles.parsing.lead_words import (
    NAMES_NOT_COUNTED,
    NOT_VERBS_IN_T,
    PLURAL_VERBS,
    SINGULAR_VERBS,
)
from articles.parsing.word_lists import FUNCTION_WORDS, NAME_PARTICLES, as_words

PLURAL_ENDINGS: Final = ("en", "s", "i", "a", "lui")
_BRACKETED = re.compile(r" \([^()]{0,60}\)")
_SENTENCE_END = re.compile(r"[a-zà-ÿ0-9)][.!?](?= |\Z)")
_SINGULAR_IN_EN: Final = (
    *("examen", "haven", "keten", "koren", "laken", "leven", "molen", "oven", "regen", "teken"),
    *("toren", "varken", "veulen", "wagen", "wapen"),
)
_WITH_A_PLURAL_TOO: Final = as_words("is lukt was werd wordt")
_READ: Final = 300  # characters of the sentence
_MOST_WORDS: Final = 24
_SHORTEST_VERB: Final = 4


class _Verb(NamedTuple):
    at: int
    number: Literal["singular", "plural", ""]
    sure: bool  # in a list, not known by its ending alone


def words_of(text: str) -> list[str]:
    """Split the first sentence into words, without what stands in brackets or between commas."""
    sentence = _BRACKETED.sub("", text[:_READ])
    if end := _SENTENCE_END.search(sentence):
        sentence = sentence[: end.end() - 1]
    start, *others = sentence.split(", ")
    if len(others) > 1 and others[0][:1].islower():
        start = f"{start} {others[1]}"
    return [word.strip("\"'“”‘’„«»:;,") or "-" for word in start.split()][:_MOST_WORDS] or ["-"]


def rule_of_the_verb(number: int, words: list[str]) -> str:
    """Name the reason why the number cannot count the subject; "" when it can, or when unsure."""
    verb = _verb(words)
    things = _plural_noun(words, verb)
    if number == 1:
        impossible = verb.number == "plural" or things or _names_one(words, verb)
        return "comment_count_before_uncountable" if impossible and verb.number else ""
    if verb.number == "singular":
        people = _may_be_people(words[0]) and words[0] not in NAMES_NOT_COUNTED
        sure = verb.sure and words[verb.at] not in _WITH_A_PLURAL_TOO
        doubtful = things or (people and not sure)
        return "" if doubtful else "comment_count_before_singular_verb"
    if verb.number == "plural" and not things and _names_several(words, verb):
        return "comment_count_before_uncountable"
    return ""


def counts_things(words: list[str]) -> bool:
    """Tell "12 Boeing toestellen" and "5 Zweden wonnen" from names that stand for one thing."""
    if words[0].endswith("en") and _verb(words).number == "plural":
        return True
    return len(words) > 1 and _is_plural_noun(words[1]) and words[1] not in PLURAL_VERBS


def _verb(words: list[str]) -> _Verb:
    """Find the first finite verb; by its ending alone only right after a name."""
    for at in range(1, len(words)):
        word, before = words[at], words[at - 1]
        if word in SINGULAR_VERBS:
            return _Verb(at, "singular", sure=True)
        if word in PLURAL_VERBS and not (word == "zijn" and before.lower() in FUNCTION_WORDS):
            return _Verb(at, "plural", sure=True)
        if before[0].isupper() and word.islower() and _ends_as_singular(word, before):
            return _Verb(at, "singular", sure=False)
    return _Verb(len(words), "", sure=False)


def _ends_as_singular(word: str, before: str) -> bool:
    if len(word) < _SHORTEST_VERB or word in FUNCTION_WORDS or word in NOT_VERBS_IN_T:
        return False
    if word.endswith("t"):
        return True
    if word.endswith("eerde"):
        return not word.startswith("ge")
    return word.endswith(("de", "te")) and before[-1] != "e"


def _is_plural_noun(word: str) -> bool:
    return (
        word.islower()
        and len(word) >= _SHORTEST_VERB
        and word.endswith(PLURAL_ENDINGS)
        and word not in FUNCTION_WORDS
        and not word.endswith(_SINGULAR_IN_EN)
    )


def _plural_noun(words: list[str], verb: _Verb) -> bool:
    """Tell whether a plural stands between the first word and the verb, before a preposition."""
    for word in words[1 : verb.at]:
        if word in FUNCTION_WORDS and word not in NAME_PARTICLES:
            return False
        if _is_plural_noun(word):
            return True
    return False


def _may_be_people(word: str) -> bool:
    """Tell a possible plural such as Belgen or Nederlanders."""
    return word.endswith(("en", "ers", "'s", "’s", "iërs", "lui"))


def _names_one(words: list[str], verb: _Verb) -> bool:
    """Tell whether the subject is a full name, or ends in a name: no "1 soldaat", "1 Belg"."""
    subject = words[: verb.at]
    if any(word in FUNCTION_WORDS and word not in NAME_PARTICLES for word in subject):
        return False
    if len(subject) < 2 or not subject[-1][0].isupper():  # noqa: PLR2004  (name and surname)
        return False
    return subject[0][-1] != "e" or any(word.islower() for word in subject[1:-1])


def _names_several(words: list[str], verb: _Verb) -> bool:
    """Tell "Bart De Wever en Conner Rousseau", or "Franse president …": no plural to count."""
    if _may_be_people(words[0]) or words[0].endswith("s"):
        return False
    after = words[1] if verb.at > 1 else ""
    if after.islower() and after not in FUNCTION_WORDS:
        return not after.endswith((*PLURAL_ENDINGS, "e"))
    joined = words.index("en") if "en" in words[: verb.at] else 0
    inflected = words[0].endswith("e") and words[0] not in NAMES_NOT_COUNTED
    return bool(joined) and not inflected and words[joined - 1][0].isupper()
