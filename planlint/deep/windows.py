"""The text around an edit, as it stands and as it would be, with the levels of all runs in both."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planlint.deep.model import Model
from planlint.deep.proposals import BEFORE, ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, SWAPPED, Edit, Scan, scan_of
from planlint.deep.tokens import SIZE

REACH = 5
"""Tokens on either side of an edit."""
ORDERS = (2, 3, 4)


class Reading(NamedTuple):
    """One of the two texts: tokens, the levels of the runs of each order that begin at them, and how many tokens stand in the middle."""

    ids: Sequence[int]
    levels: dict[int, Sequence[int]]
    middle: int

    def touched(self, order: int) -> Sequence[int]:
        """The levels of the runs that the edit touches."""
        return self.levels[order][REACH + 1 - order : REACH + self.middle]

    def runs(self, order: int) -> list[tuple[int, ...]]:
        """The runs that the edit touches."""
        return [tuple(self.ids[at : at + order]) for at in range(REACH + 1 - order, REACH + self.middle)]


class Window(NamedTuple):
    """Both readings of the place of an edit."""

    old: Reading
    new: Reading


def readings(e: Sequence[int], edit: Edit) -> Window:
    """Both readings without levels."""
    at, out, middle = edit.at, BEFORE[edit.kind], middle_of(e, edit)
    left, right = e[at - REACH : at], e[at + out : at + out + REACH]
    return Window(Reading([*left, *e[at : at + out], *right], {}, out), Reading([*left, *middle, *right], {}, len(middle)))


def window(model: Model, seen: Scan, edit: Edit) -> Window:
    """Both readings; only the runs that an edit touches are looked up."""
    both = readings(seen.ids, edit)
    start, out = edit.at - REACH, both.old.middle
    for order, known in zip(ORDERS, (seen.two, seen.three, seen.four), strict=True):
        old = [known[first] for first in range(start, start + len(both.old.ids) + 1 - order)]
        both.old.levels[order] = old
        new = fours(model, both.new) if order == 4 else [model.run(run) for run in both.new.runs(order)]
        both.new.levels[order] = [*old[: REACH + 1 - order], *new, *old[REACH + out :]]
    return both


def fours(model: Model, reading: Reading) -> list[int]:
    """The levels of the runs of four that the edit touches."""
    three = reading.levels[3][REACH - 3 :]
    return [model.run(run) if first and last else 0 for run, first, last in zip(reading.runs(4), three, three[1:], strict=False)]


def scan_around(model: Model, ids: Sequence[int], edits: Iterable[Edit]) -> Scan:
    """The levels of the runs around some edits only."""
    three = bytearray(len(ids))
    for at in {at for edit in edits for at in range(edit.at - REACH, edit.at + REACH + 2)}:
        three[at] = model.run(ids[at : at + 3])
    return scan_of(model, ids, bytes(three))


def middle_of(e: Sequence[int], edit: Edit) -> tuple[int, ...]:
    """What an edit puts in."""
    if edit.kind in (OTHER_CHARACTER, ONE_MISSING):
        return (edit.new,)
    if edit.kind == ONE_TOO_MANY:
        return ()
    if edit.kind == SWAPPED:
        return e[edit.at + 1], e[edit.at]
    return divmod(edit.new, SIZE)
