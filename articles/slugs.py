"""The readable part of an address, which no two of a kind share."""

import itertools
from collections.abc import Container

from django.utils.text import slugify

LONGEST = 70  # characters, before a number


def free_slug(text: str, taken: Container[str], *, otherwise: str) -> str:
    """Make a slug of a text (``otherwise`` where it has no letters), numbered if it is taken."""
    base = slugify(text)[:LONGEST].strip("-") or otherwise
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([base], numbered) if slug not in taken)
