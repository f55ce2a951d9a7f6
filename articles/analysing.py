"""What the archive reads in a file, as plain values for a person or a program to look at."""

from typing import Any

from articles.arrivals import Arrival, printable
from articles.candidates import read_article
from articles.knowledge import Knowledge
from articles.parsing import ParsedArticle
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


def _derived(parsed: ParsedArticle, knowledge: Knowledge) -> dict[str, Any]:
    derivation = knowledge.read(title=parsed.title, lead=parsed.lead, body=parsed.body)
    return {
        "actors": [
            {
                "name": actor.name,
                "kind": actor.kind,
                "count": len(actor.spans),
                "known": True,
                "surfaces": list(actor.surfaces),
            }
            for actor in derivation.actors
        ],
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
