"""The actor that somebody means: by its address, or by what was typed."""

from articles.language.folding import fold
from articles.models import Actor, ActorName, ReviewStatus
from articles.search.grammar import clean_text

LONGEST = 200  # characters
MOST = 6  # of the same name
LONGEST_CHAIN = 20


def followed(actor: Actor) -> Actor | None:
    """Follow an old address to the actor that stands for it now; None where there is none."""
    seen = {actor.pk}
    while actor.merged_into is not None:
        actor = actor.merged_into
        if actor.pk in seen or len(seen) > LONGEST_CHAIN:
            return None
        seen.add(actor.pk)
    return None if actor.status == ReviewStatus.REJECTED else actor


def find_actors(typed: str) -> list[Actor]:
    """Find whom an address or a name means: one, or several that bear the same name."""
    text = clean_text(typed[:LONGEST])
    if not text:
        return []
    by_address = Actor.objects.filter(slug=text).first()
    if by_address is not None:
        actor = followed(by_address)
        return [actor] if actor else []
    standing = Actor.objects.standing()
    names = ActorName.objects.filter(folded=fold(text)).exclude(status=ReviewStatus.REJECTED)
    found = list(standing.filter(pk__in=names.values("actor"))[:MOST])
    return found or list(standing.filter(name__iexact=text)[:MOST])
