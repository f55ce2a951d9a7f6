"""Where Dutch sentences end, what reads as a title, and how to make a title from a sentence."""

import re
from typing import Final

from articles.parsing.word_lists import FUNCTION_WORDS, as_words

LONGEST_DERIVED_TITLE: Final = 90
_LONGEST_TITLE: Final = 180
_LONGEST_QUESTION: Final = 110
_WORDS_OF_A_SENTENCE: Final = 8
_LETTERS_OF_A_SENTENCE: Final = 60

CLOSERS: Final = "\"'”’»)]"
_ENDS = re.compile(rf"[.!?…]+[{re.escape(CLOSERS)}]*\Z")
_BOUNDARY = re.compile(rf"[.!?…]+[{re.escape(CLOSERS)}]* (?=[\"'“‘«(„ –—-]{{0,4}}[A-ZÀ-Þ0-9])")
_LAST_WORD = re.compile(r"[^ (\"'“‘]*\Z")
_ABBREVIATED = as_words("""
    dr. drs. prof. ir. ing. mr. mevr. dhr. st. nr. nrs. art. blz. bv. bijv. ca. o.a. o.m. m.a.
    jl. i.v.m. m.b.t. n.a.v. t.a.v. z.g. e.d. max. min. mgr. ds. gen. kol. lt. maj. sgt. resp.
    vgl. zgn. zog. vs. t.o.v. v.l.n.r. ev. evt. incl. excl. inz. jr. sr. vnl. d.d. tel.
""")
_MARKERS: Final = " -–—•*>#·▪"
_DANGLING: Final = " ,;:–—-([{\"'“‘„«&/"
_INITIAL = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.)+")


def ends_sentence(text: str) -> bool:
    return bool(_ENDS.search(text[-20:]))


def first_sentence(text: str) -> str:
    """Return the first sentence with its punctuation; all of the text when it holds only one."""
    for found in _BOUNDARY.finditer(text):
        end = found.end() - 1
        if text[found.start()] != "." or not _is_abbreviated(text[: found.start() + 1]):
            return text[:end]
    return text


def reads_as_title(text: str) -> bool:
    """Tell whether a line is a title rather than running text.

    A title is at most 180 characters and does not end as a sentence; a short phrase with a full
    stop ("Brug dicht.") or a single question still is one.
    """
    if len(text) > _LONGEST_TITLE:
        return False
    if not ends_sentence(text):
        return True
    if len(first_sentence(text)) < len(text):
        return False
    if text.rstrip(CLOSERS)[-1:] in "?!" or text.rstrip(CLOSERS).endswith(("..", "…")):
        return len(text) <= _LONGEST_QUESTION
    return len(text) <= _LETTERS_OF_A_SENTENCE and text.count(" ") + 1 < _WORDS_OF_A_SENTENCE


def title_from(text: str) -> tuple[str, int]:
    """Make a title of at most 90 characters, and tell how much of the text it covers.

    It is the first sentence without its full stop, or as many whole words of it as fit, with "…"
    after the last word that can end a title.
    """
    marked = len(text) - len(text.lstrip(_MARKERS))
    sentence = first_sentence(text[marked : marked + 2000])
    if not any(letter.isalnum() for letter in sentence):
        sentence = text[marked : marked + 2000]
    whole = _without_full_stop(sentence)
    if len(whole) <= LONGEST_DERIVED_TITLE and whole:
        return whole, marked + len(whole)
    kept = _cut(sentence)
    return kept + "…", marked + len(kept)


def _cut(sentence: str) -> str:
    room = LONGEST_DERIVED_TITLE - 1
    words = sentence[: room + 1].split(" ")[:-1]
    while words and (words[-1].lower() in FUNCTION_WORDS or not words[-1].strip(_DANGLING)):
        words.pop()
    kept = " ".join(words).rstrip(_DANGLING + ".")
    if kept and kept.rsplit(" ", 1)[-1].lower() in FUNCTION_WORDS:
        return _cut(kept + " ")
    return kept or sentence[:room]


def _without_full_stop(sentence: str) -> str:
    if sentence.endswith(".") and not sentence.endswith(".."):
        return sentence[:-1].rstrip()
    return sentence


def _is_abbreviated(text: str) -> bool:
    word = _LAST_WORD.search(text[-16:])
    last = word[0] if word else ""
    return last.lower() in _ABBREVIATED or bool(_INITIAL.fullmatch(last))
