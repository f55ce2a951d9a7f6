"""Find newspapers, sites and agencies by name, and add those that are new."""

import itertools

from django.db import IntegrityError
from django.utils.text import slugify

from articles.models import Source

NAME_LENGTH = 200


def clean_name(name: str) -> str:
    """Write a source's name as the archive keeps it."""
    return " ".join(name.split())[:NAME_LENGTH]


def get_source(name: str, *, save: bool = True) -> Source:
    """Find a source by its name, in any letter case, or add it (unless not to ``save``)."""
    name = clean_name(name)
    known = Source.objects.filter(name__iexact=name).first()
    if known or not save:
        return known or Source(name=name)
    base = slugify(name)[:70] or "bron"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    slug = base if base not in taken else next(slug for slug in numbered if slug not in taken)
    try:
        source, _created = Source.objects.get_or_create(name=name, defaults={"slug": slug})
    except IntegrityError:  # somebody else has just taken the slug
        return get_source(name)
    return source
