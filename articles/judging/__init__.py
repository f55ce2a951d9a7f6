"""What editors decide about actors; each decision is one transaction, kept and undoable."""

from .decisions import (
    add_alias,
    change_kind,
    confirm,
    confirm_all,
    confirm_name,
    never_suggest,
    reject,
    reject_all,
    reject_name,
)
from .merging import MergePreview, merge, preview_merge
from .outcomes import Outcome, Refused
from .records import changes_of, described, meanwhile, named, state_of
from .splitting import SplitPreview, SplitProposal, preview_split, propose_split, split
from .undoing import in_the_way, take_back, undo

__all__ = [
    "MergePreview",
    "Outcome",
    "Refused",
    "SplitPreview",
    "SplitProposal",
    "add_alias",
    "change_kind",
    "changes_of",
    "confirm",
    "confirm_all",
    "confirm_name",
    "described",
    "in_the_way",
    "meanwhile",
    "merge",
    "named",
    "never_suggest",
    "preview_merge",
    "preview_split",
    "propose_split",
    "reject",
    "reject_all",
    "reject_name",
    "split",
    "state_of",
    "take_back",
    "undo",
]
