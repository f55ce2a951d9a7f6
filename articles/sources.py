"""Find newspapers, sites and agencies by name, and add those that are new."""

from django.db import IntegrityError

from articles.models import Source
from articles.slugs import free_slug

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
    taken = set(Source.objects.values_list("slug", flat=True))
    slug = free_slug(name, taken, otherwise="bron")
    try:
        source, _created = Source.objects.get_or_create(name=name, defaults={"slug": slug})
    except IntegrityError:  # somebody else has just taken the slug
        return get_source(name)
    return source
