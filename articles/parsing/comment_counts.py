"""Comment counts that stick to the first sentence: `Bron: Belga 112 Bart De Wever heeft …`."""

import re
from typing import Final

from articles.parsing.counted_subjects import (
    PLURAL_ENDINGS,
    counts_things,
    rule_of_the_verb,
    words_of,
)
from articles.parsing.lead_words import COMMON_OPENERS, MONTH_NAMES, NAMES_NOT_COUNTED, UNITS
from articles.parsing.name_lists import FIRST_NAMES
from articles.parsing.notes import Notes
from articles.parsing.source_text import Line
from articles.parsing.word_lists import ROLES, SENTENCE_OPENERS

_COUNT = re.compile(r"([0-9]{1,4}) (?=([\"'“‘„«]?)([^\W\d_][\w'’-]{0,50})(?![\w'’-]))")
_LABELLED = re.compile(r"[0-9]{1,5} reacties?(?: |\Z)(?=[\"'“‘„«]?[A-ZÀ-Þ]|\Z)", re.IGNORECASE)
_LETTERS = re.compile(r"[\w-]+")
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
_BEFORE_PLACES: Final = frozenset(("in", "naar", "uit", "vanuit"))
_INFLECTIONS: Final = ("", "e", "n", "s", "en", "r", "ren")
_READ: Final = 300  # characters of a quotation
_SHORTEST_STEM: Final = 5
_LONGEST_BEFORE: Final = 24
_SHORTEST_QUOTATION: Final = 3  # spaces


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
    return _before_a_name(int(found[1]), words_of(text[found.end() :]), article)


def _before_a_name(number: int, words: list[str], article: str) -> str:
    if words[0].lower() in UNITS or words[0].lower() in MONTH_NAMES:
        return ""
    if not number or (_is_uncounted(words[0], article) and not counts_things(words)):
        return "comment_count_before_name"
    return rule_of_the_verb(number, words)


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


def _opens_a_sentence(word: str, following: str) -> bool:
    """Tell openers, also of the kind "Donderdagavond"; "30 Tweede Kamerleden" can be counted."""
    lower = word.lower()
    if lower in ("eerste", "tweede") and following[:1].isupper():
        return not following.partition(" ")[0].endswith(PLURAL_ENDINGS)
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
