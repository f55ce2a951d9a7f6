"""What comes of a decision about an actor."""

from dataclasses import dataclass

from articles.models import ActorChange


class Refused(Exception):  # noqa: N818 - an answer rather than a fault
    """The decision was not taken; the message tells the editor why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was recorded, and how far it has reached the articles.

    ``read`` articles were read again at once; unless ``complete``, others follow with
    ``reindex_articles``.
    """

    changes: tuple[ActorChange, ...]
    read: int = 0
    complete: bool = True

    @property
    def change(self) -> ActorChange:
        """The only change, of a decision about one actor."""
        (change,) = self.changes
        return change
