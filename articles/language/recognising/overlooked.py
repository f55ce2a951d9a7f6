"""Mentions that the model overlooked, of names that it found elsewhere in the article."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from articles.language.recognising import lists
from articles.language.recognising.consistency import Mention
from articles.language.recognising.splitting import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from articles.language.recognising.reading import Known, Sentence

_SURE = 0.7  # the score from which a name of one word is looked for elsewhere
_Wanted = dict[str, list[tuple[tuple[str, ...], Mention]]]


def overlooked(
    read: Iterable[Sentence],
    known: Sequence[Sequence[Known]],
    mentions: Sequence[Mention],
    short_forms: Mapping[str, str],
) -> Iterator[Mention]:
    """Give the places where a found name or its short form stands, and nothing was found."""
    wanted = _wanted(mentions, short_forms)
    taken = {(one.field, place) for one in mentions for place in range(one.start, one.end)}
    taken |= {
        (field, place)
        for field, places in enumerate(known)
        for one in places
        for place in range(one.start, one.end)
    }
    for field, (tokens, _known) in read:
        for number, token in enumerate(tokens):
            for words, like in wanted.get(token.text, ()):
                here = tokens[number : number + len(words)]
                if tuple(one.text for one in here) != words:
                    continue
                if not any((field, one.start) in taken for one in here):
                    taken |= {(field, one.start) for one in here}
                    yield like._replace(field=field, start=token.start, end=here[-1].end)


def _wanted(mentions: Iterable[Mention], short_forms: Mapping[str, str]) -> _Wanted:
    wanted: defaultdict[str, list[tuple[tuple[str, ...], Mention]]] = defaultdict(list)
    shorts = {long: short for short, long in short_forms.items()}
    seen: set[str] = set()
    for mention in sorted(mentions, key=lambda one: (-len(one.text), -one.score)):
        forms = [mention.text] if _is_telling(mention) else []
        if short := shorts.get(mention.text):
            forms.append(short)
        for form in forms:
            words = tuple(token.text for sentence in sentences(form) for token in sentence)
            if form not in seen:
                seen.add(form)
                wanted[words[0]].append((words, mention._replace(text=form)))
    return wanted


def _is_telling(mention: Mention) -> bool:
    """Whether the name can hardly be anything else where it stands again."""
    if " " in mention.text:
        return True
    return mention.score >= _SURE and not lists.is_word(mention.text.lower())
