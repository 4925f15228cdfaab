"""The result of a comparison: an exact edit script, and views on it that a reader can follow."""

from collections.abc import Mapping
from typing import NamedTuple

from planlint.text.document import Document
from planlint.text.spans import Span

CLASSES = ("space", "break", "width", "punctuation", "script", "numbering", "number", "text")
"""The classes of change, as the contract lists them; split, merge and move are relations of blocks."""


class Op(NamedTuple):
    """One step of the edit script, in the form of difflib's opcodes: equal, insert, delete or replace."""

    op: str
    old: Span
    new: Span


class Hunk(NamedTuple):
    """One change as a reader names it: its class, what stood there and what stands there, the headings above it in the new text."""

    kind: str
    old: Span
    new: Span
    section: tuple[str, ...]


class Move(NamedTuple):
    """A stretch that stands elsewhere now, perhaps edited; `similarity` is 1.0 where it was not."""

    old: Span
    new: Span
    similarity: float


class Relation(NamedTuple):
    """How paragraphs answer to each other: "split" (one to several) or "merge"; the numbers index `Document.paragraphs`."""

    relation: str
    old: tuple[int, ...]
    new: tuple[int, ...]


class Renumbering(NamedTuple):
    """A run of labels that all moved by the same amount: 第12—58条 are 第13—59条 now."""

    kind: str
    old: tuple[int, int]
    new: tuple[int, int]
    shift: int


class StaleReference(NamedTuple):
    """A reference in the new text whose target has another number now."""

    new: Span
    text: str
    should_be: str


class Comparison(NamedTuple):
    """Everything about two versions. `ops` tile both texts and alone rebuild them; all else is a view on them.

    `kept`, `moved`, `deleted` and `inserted` count code points (moved ones in the new text); `similarity` is between 0
    and 1; `exact` is False where a budget was spent and a stretch was compared coarsely.
    """

    old: Document
    new: Document
    ops: tuple[Op, ...]
    hunks: tuple[Hunk, ...]
    moves: tuple[Move, ...]
    blocks: tuple[Relation, ...]
    renumbered: tuple[Renumbering, ...]
    stale_references: tuple[StaleReference, ...]
    kept: int
    moved: int
    deleted: int
    inserted: int
    similarity: float
    exact: bool

    @property
    def by_class(self) -> Mapping[str, int]:
        """How many hunks each class has, classes without any left out."""
        return {kind: n for kind in CLASSES if (n := sum(h.kind == kind for h in self.hunks))}
