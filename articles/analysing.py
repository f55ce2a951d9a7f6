"""What the archive reads in a file, as plain values for a person or a program to look at."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from articles.arrivals import Arrival, printable
from articles.candidates import read_article
from articles.knowledge import Knowledge
from articles.language.names import FoundActor
from articles.language.recognising.precedence import certain
from articles.parsing import ParsedArticle
from articles.recognisers import current_recogniser
from articles.storing import warnings_as_json

KEYS = (
    "file",
    "rejected",
    "title",
    "title_derived",
    "byline",
    "lead",
    "published",
    "time",
    "agencies",
    "warnings",
    "headings",
    "body",
    "actors",
    "topics",
    "terms",
)


def analyse(arrival: Arrival, knowledge: Knowledge) -> dict[str, Any]:
    """Parse and derive one file; always all of ``KEYS``, null where a file was rejected."""
    values: dict[str, Any] = {**dict.fromkeys(KEYS), "file": printable(arrival.name)}
    parsed, reason = read_article(arrival)
    if parsed is None:
        return values | {"rejected": reason}
    return values | _fields(parsed) | _derived(parsed, knowledge)


def _fields(parsed: ParsedArticle) -> dict[str, Any]:
    return {
        "title": parsed.title,
        "title_derived": parsed.title_derived,
        "byline": parsed.byline,
        "lead": parsed.lead,
        "published": str(parsed.published) if parsed.published else None,
        "time": parsed.time.isoformat("minutes") if parsed.time else None,
        "agencies": list(parsed.agencies),
        "warnings": warnings_as_json(parsed),
        "headings": list(parsed.headings),
        "body": parsed.body,
    }


def _actors(texts: Mapping[str, str], curated: Sequence[FoundActor]) -> Iterator[dict[str, Any]]:
    """Tell whom the table knows, then whom the model finds beside them."""
    believed, _doubted, names = certain(curated, current_recogniser().find(texts, curated))
    for actor in believed:
        forms = (texts[span.field][span.start : span.end] for span in actor.spans)
        yield {
            "name": actor.name,
            "kind": actor.kind,
            "count": len(actor.spans),
            "known": True,
            "surfaces": [form for form in dict.fromkeys(forms) if form not in actor.derived],
        }
    for name in names:
        yield {
            "name": name.text,
            "kind": name.kind,
            "count": len(name.spans),
            "known": False,
            "surfaces": list(name.surfaces),
        }


def _derived(parsed: ParsedArticle, knowledge: Knowledge) -> dict[str, Any]:
    texts = {"title": parsed.title, "lead": parsed.lead, "body": parsed.body}
    derivation = knowledge.read(texts)
    return {
        "actors": list(_actors(texts, derivation.actors)),
        "topics": [
            {
                "code": topic.code,
                "label": knowledge.topic_labels[topic.code],
                "score": round(topic.score, 3),
            }
            for topic in derivation.topics
        ],
        "terms": derivation.terms.split(),
    }
