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

    def without_moves(self) -> "Comparison":
        """The same with each moved stretch deleted where it left and inserted where it arrived."""
        inner = {h for h in self.hunks for m in self.moves if _holds(m.old, h.old) and _holds(m.new, h.new)}
        gone = [Hunk("text", m.old, _opposite(self.ops, m.old, 0), ()) for m in self.moves]
        come = [Hunk("text", _opposite(self.ops, m.new, 1), m.new, self.new.section(m.new.start)) for m in self.moves]
        hunks = sorted([*(h for h in self.hunks if h not in inner), *gone, *come], key=lambda h: (h.new, h.old))
        left = sum(m.old.end - m.old.start for m in self.moves)
        return self._replace(
            hunks=tuple(hunks), moves=(), moved=0, deleted=self.deleted + left, inserted=self.inserted + self.moved
        )

    @property
    def by_class(self) -> Mapping[str, int]:
        """How many hunks each class has, classes without any left out."""
        return {kind: n for kind in CLASSES if (n := sum(h.kind == kind for h in self.hunks))}


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _opposite(ops: tuple[Op, ...], span: Span, side: int) -> Span:
    """The empty span of the other text at which a stretch of one of them (0 old, 1 new) would stand."""
    for op in ops:
        own, other = (op.old, op.new) if side == 0 else (op.new, op.old)
        if own.start <= span.start < own.end:
            return Span(other.start, other.start)
    return Span(0, 0)
