"""Comment counts that stick to the first sentence: `Bron: Belga 112 Bart De Wever heeft …`."""

import re
from typing import Final, Literal, NamedTuple

from articles.parsing.lead_words import (
    COMMON_OPENERS,
    MONTH_NAMES,
    NAMES_NOT_COUNTED,
    NOT_VERBS_IN_T,
    PLURAL_VERBS,
    SINGULAR_VERBS,
    UNITS,
)
from articles.parsing.name_lists import FIRST_NAMES
from articles.parsing.notes import Notes
from articles.parsing.source_text import Line
from articles.parsing.word_lists import (
    FUNCTION_WORDS,
    NAME_PARTICLES,
    ROLES,
    SENTENCE_OPENERS,
)

_COUNT = re.compile(r"([0-9]{1,4}) (?=([\"'“‘„«]?)([^\W\d_][\w'’-]*))")
_LABELLED = re.compile(r"[0-9]{1,5} reacties?(?: |\Z)(?=[\"'“‘„«]?[A-ZÀ-Þ]|\Z)", re.IGNORECASE)
_LETTERS = re.compile(r"[\w-]+")
_BRACKETED = re.compile(r" \([^()]{0,60}\)")
_SENTENCE_END = re.compile(r"[a-zà-ÿ0-9)][.!?](?= |\Z)")
_OPENING_ROLE = re.compile(
    rf"(?:[^\W\d_]+-)?[^\W\d_]*(?:{'|'.join(sorted(ROLES, key=len, reverse=True))})(?:s|en)?"
)
_PART_OF_DAY = re.compile(
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|gister|eer)"
    r"(?:(?:voor|na)?middag|ochtend|avond|nacht|morgen|en)+"
)
_NUMERAL = re.compile(
    r"(?:(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|der|veer|twin|tach"
    r"|tig|honderd|duizend|miljoen|en|ën)+)"
)
_COMMON_ENDING = re.compile(
    r"[^\W\d_]{3,}(?:iteit|iteiten|atie|aties|heid|heden|schap|schappen|oloog|ologe|ologen|fabrikant"
    r"|fabrikanten|bedrijf|bedrijven|maatschappij|maatschappijen|bond|bonden|houder|houdster"
    r"|houders|vereniging|verenigingen|weer|weders)"
)
_SINGULAR_IN_EN: Final = (
    "haven",
    "keten",
    "regen",
    "leven",
    "wapen",
    "oven",
    "examen",
    "teken",
    "orden",
    "varken",
    "laken",
    "veulen",
    "molen",
    "toren",
    "wagen",
    "koren",
    "volumen",
)
_BEFORE_PLACES: Final = frozenset(("in", "naar", "uit", "vanuit"))
_PLURAL_ENDINGS: Final = ("en", "s", "i", "a", "lui")
_INFLECTIONS: Final = ("", "e", "n", "s", "en", "r", "ren")
_READ: Final = 300  # characters of the sentence
_MOST_WORDS: Final = 24
_SHORTEST_VERB: Final = 4
_SHORTEST_STEM: Final = 5
_LONGEST_BEFORE: Final = 24
_SHORTEST_QUOTATION: Final = 3  # spaces

Number = Literal["singular", "plural", ""]


class _Verb(NamedTuple):
    at: int
    number: Number
    sure: bool  # in a list, not known by its ending alone


def without_comment_count(line: Line, article: str, notes: Notes) -> Line:
    """Take off a comment count that sticks to the first sentence, when it surely is one.

    What may belong to the sentence ("33 Turkse militairen kwamen") is kept and warned about.
    """
    if labelled := _LABELLED.match(line.text):
        notes.saw("ignored", "comment_count_labelled", line.start, line.start + labelled.end())
        return line.part(labelled.end())
    found = _COUNT.match(line.text)
    if not found or not found[3][0].isupper():
        return line
    if _is_repeated(found, line.text, article):
        return line
    rule = count_rule(line.text, article)
    if not rule:
        notes.warn(
            "comment_count_unclear",
            "body",
            f"Het getal {found[1]} voor “{found[3]}” kan een aantal reacties zijn of bij de zin "
            "horen; het is blijven staan.",
        )
        return line
    notes.saw("ignored", rule, line.start, line.start + found.end(1))
    return line.part(found.end())


def count_rule(text: str, article: str) -> str:
    """Name the reason why the number that opens the text is a comment count; "" when unsure.

    A number before a word that only a new sentence writes with a capital is one: an opener (De,
    Het), a common word, or a word that the article elsewhere writes small. Before a name or an
    adjective of a name the sentence decides. With a singular verb it reads without the number;
    so it does when what follows cannot be counted. With a plural verb the number may belong to it.
    """
    found = _COUNT.match(text)
    if not found or not found[3][0].isupper():
        return ""
    word = found[3]
    if _opens_a_sentence(word, text[found.end() + len(found[2] + word) + 1 :]):
        return "comment_count_before_opener"
    if _is_common(word, article):
        return "comment_count_before_common_word"
    if found[2] and _is_quotation(text, found.end()):
        return "comment_count_before_quotation"
    return _before_a_name(int(found[1]), _words(text[found.end() :]), article)


def _before_a_name(number: int, words: list[str], article: str) -> str:
    if words[0].lower() in UNITS or words[0].lower() in MONTH_NAMES:
        return ""
    if not number or (_is_uncounted(words[0], article) and not _counts_things(words)):
        return "comment_count_before_name"
    return _by_the_verb(number, words)


def _is_repeated(found: re.Match[str], text: str, article: str) -> bool:
    """Tell whether the number also stands before the word elsewhere, as in the title."""
    if found[3].lower() in SENTENCE_OPENERS:
        return False
    for pair in {f"{found[1]} {found[3]}", f"{found[1]} {found[3].lower()}"}:
        if len(_places(pair, article)) > len(_places(pair, text)):
            return True
    return False


def _places(words: str, text: str) -> list[int]:
    """Find where the words stand whole; no pattern of their own, which would cost far more."""
    places = []
    at = text.find(words)
    while at >= 0:
        after = text[at + len(words) : at + len(words) + 1]
        if not _joins(after) and not text[max(0, at - 1) : at].isalnum():
            places.append(at)
        at = text.find(words, at + len(words))
    return places


def _by_the_verb(number: int, words: list[str]) -> str:
    verb = _verb(words)
    things = _plural_noun(words, verb)
    if number == 1:
        impossible = verb.number == "plural" or things or _names_one(words, verb)
        return "comment_count_before_uncountable" if impossible and verb.number else ""
    if verb.number == "singular":
        doubtful = things or (not verb.sure and _may_be_people(words[0]))
        return "" if doubtful else "comment_count_before_singular_verb"
    if verb.number == "plural" and not things and _names_several(words, verb):
        return "comment_count_before_uncountable"
    return ""


def _words(text: str) -> list[str]:
    """Split the first sentence into words, without what stands in brackets or between commas."""
    sentence = _BRACKETED.sub("", text[:_READ])
    if end := _SENTENCE_END.search(sentence):
        sentence = sentence[: end.end() - 1]
    start, *others = sentence.split(", ")
    if len(others) > 1 and others[0][:1].islower():
        start = f"{start} {others[1]}"
    return [word.strip("\"'“”‘’„«»:;,") or "-" for word in start.split()][:_MOST_WORDS] or ["-"]


def _opens_a_sentence(word: str, following: str) -> bool:
    """Tell openers, also of the kind "Donderdagavond"; "30 Tweede Kamerleden" can be counted."""
    lower = word.lower()
    if lower in ("eerste", "tweede") and following[:1].isupper():
        return not following.partition(" ")[0].endswith(_PLURAL_ENDINGS)
    return (
        lower in SENTENCE_OPENERS
        or lower in COMMON_OPENERS
        or any(pattern.fullmatch(lower) for pattern in (_PART_OF_DAY, _NUMERAL, _COMMON_ENDING))
        or (word[1:].islower() and bool(_OPENING_ROLE.fullmatch(lower)) and lower != "kamerlid")
    )


def _is_common(word: str, article: str) -> bool:
    """Tell whether the article elsewhere writes the word small, in this or another inflection."""
    lower = word.lower()
    if lower in MONTH_NAMES or not word[1:].replace("-", "").islower():
        return False
    stem = lower
    for ending in ("en", "e", "s", "n"):
        if lower.endswith(ending) and len(lower) - len(ending) >= _SHORTEST_STEM:
            stem = lower.removesuffix(ending)
            break
    at = article.find(stem)
    while at >= 0:
        written = _LETTERS.match(article, at)
        if written and not _joins(article[max(0, at - 1) : at]):
            ending = written[0][len(stem) :]
            if written[0] == lower or (len(stem) >= _SHORTEST_STEM and ending in _INFLECTIONS):
                return True
        at = article.find(stem, at + len(stem))
    return False


def _joins(letter: str) -> bool:
    return letter.isalnum() or letter == "-"


def _is_quotation(text: str, start: int) -> bool:
    """Tell a sentence between quotation marks from a word or two."""
    closing = re.search(r"[\"'”’»](?!\w)", text[start + 1 : start + _READ])
    if not closing:
        return False
    return text.count(" ", start, start + 1 + closing.start()) >= _SHORTEST_QUOTATION


def _is_uncounted(word: str, article: str) -> bool:
    """Tell a name: known as such, or elsewhere with "in", "naar" or a first name before it."""
    if word in NAMES_NOT_COUNTED:
        return True
    for at in _places(word, article):
        before = article[max(0, at - _LONGEST_BEFORE) : at - 1].rsplit(" ", 1)[-1]
        if (
            at
            and article[at - 1] == " "
            and (before in _BEFORE_PLACES or before.casefold() in FIRST_NAMES)
        ):
            return True
    return False


def _counts_things(words: list[str]) -> bool:
    """Tell "12 Boeing toestellen": a plural noun right after the name."""
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
        and word.endswith(_PLURAL_ENDINGS)
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
        return not after.endswith((*_PLURAL_ENDINGS, "e"))
    joined = words.index("en") if "en" in words[: verb.at] else 0
    inflected = words[0].endswith("e") and words[0] not in NAMES_NOT_COUNTED
    return bool(joined) and not inflected and words[joined - 1][0].isupper()
