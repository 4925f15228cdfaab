"""The text around edits, as it stands and as it would be, with the levels of all runs in both."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.deep.model import Model
from planlint.deep.ngrams import Levels
from planlint.deep.proposals import AFTER, BEFORE, ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, SWAPPED, Scan
from planlint.deep.tokens import SIZE, Ints

REACH = 5
"""Tokens on either side of an edit."""


class Reading(NamedTuple):
    """One of the two texts: a row of tokens for each edit, the levels of the runs in it, and how many tokens stand in the middle."""

    ids: Ints
    levels: dict[int, Levels]
    middle: int

    def touched(self, order: int) -> Levels:
        """The levels of the runs that the edit touches."""
        return self.levels[order][:, REACH + 1 - order : REACH + self.middle]


class Window(NamedTuple):
    """Both readings of the places of edits of one kind."""

    old: Reading
    new: Reading


def window(model: Model, seen: Scan, kind: int, at: Ints, new: Ints, orders: tuple[int, ...] = (2, 3, 4)) -> Window:
    """Both readings; only the runs that an edit touches are looked up."""
    out, into = int(BEFORE[kind]), int(AFTER[kind])
    e = seen.ids
    left, right = e[at[:, None] + np.arange(-REACH, 0)], e[at[:, None] + out + np.arange(REACH)]
    old_ids = e[at[:, None] + np.arange(-REACH, out + REACH)]
    new_ids = np.concatenate((left, _middle(e, kind, at, new), right), axis=1)
    old_levels, new_levels = {}, {}
    for order in orders:
        before = seen.levels[order][at[:, None] + np.arange(-REACH, out + REACH + 1 - order)]
        after = np.zeros((len(at), new_ids.shape[1] - order + 1), np.uint8)
        first, last = REACH + 1 - order, REACH + into
        after[:, :first] = before[:, :first]
        after[:, last:] = before[:, REACH + out :]
        touched = [new_ids[:, first + k : last + k] for k in range(order)]
        after[:, first:last] = model.pair(*touched) if order == 2 else model.run(*touched)
        old_levels[order], new_levels[order] = before, after
    return Window(Reading(old_ids, old_levels, out), Reading(new_ids, new_levels, into))


def _middle(e: Ints, kind: int, at: Ints, new: Ints) -> Ints:
    """What an edit puts in, a row for each."""
    if kind in (OTHER_CHARACTER, ONE_MISSING):
        return new[:, None]
    if kind == ONE_TOO_MANY:
        return np.zeros((len(at), 0), np.int64)
    if kind == SWAPPED:
        return np.stack((e[at + 1], e[at]), axis=1)
    return np.stack((new // SIZE, new % SIZE), axis=1)


def columns(values: list[NDArray[np.generic]]) -> NDArray[np.float32]:
    return np.stack([np.asarray(value, np.float32) for value in values], axis=1)
