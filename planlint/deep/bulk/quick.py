"""The quick filter for edits in arrays: what `planlint.deep.features.quick` has for one, added up in the same order."""

import numpy as np
from numpy.typing import NDArray

from planlint.deep.bulk.model import Arrays
from planlint.deep.bulk.ngrams import LOG, Levels
from planlint.deep.bulk.proposals import Edits, Floats, Scan
from planlint.deep.bulk.tokens import Ints
from planlint.deep.features import KINDS
from planlint.deep.model import NEAR_SOUND, SAME_SOUND, SHAPE
from planlint.deep.proposals import BEFORE, ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, OTHER_WORD, SWAPPED
from planlint.deep.tokens import SIZE

_REACH = 3
"""Tokens on either side of an edit that the filter looks at."""
Columns = list[NDArray[np.generic]]


def passing(model: Arrays, seen: Scan, edits: Edits) -> NDArray[np.bool_]:
    """Which edits the quick filter lets pass."""
    weights = model.known.filter
    kept = np.zeros(len(edits.kind), np.bool_)
    for kind in KINDS:
        chosen = np.flatnonzero(edits.kind == kind)
        if len(chosen):
            total: Floats = np.full(len(chosen), weights[-1])
            for weight, column in zip(weights, quick(model, seen, kind, edits.take(chosen)), strict=False):
                total += weight * column.astype(np.float64)
            kept[chosen] = total > 0
    return kept


def quick(model: Arrays, seen: Scan, kind: int, edits: Edits) -> Columns:
    """The features of edits of one kind."""
    e, at, out = seen.ids, edits.at, BEFORE[kind]
    middle = _middle(e, kind, at, edits.new)
    ids = [*(e[at + step] for step in range(-_REACH, 0)), *middle, *(e[at + out + step] for step in range(_REACH))]
    values: Columns = [edits.gain]
    three = [model.run(*ids[first : first + 3]) for first in range(1, len(ids) - 3)]
    around = [seen.levels[3][at - 3], *three, seen.levels[3][at + out]]
    four = [_four(model, ids[first : first + 4], around[first], around[first + 1]) for first in range(len(ids) - 3)]
    for order, new in ((3, three), (4, four)):
        old = [seen.levels[order][at + step] for step in range(1 - order, out)]
        values += [np.max(old, axis=0), _mean(old), np.max(new, axis=0), np.min(new, axis=0), _mean(new)]
    values += [model.log_uses[e[at]], model.log_uses[ids[_REACH]]]
    values += _likeness(model, kind, e, at, middle)
    return values + [np.full(len(at), float(kind == one)) for one in KINDS[:-1]]


def _four(model: Arrays, ids: list[Ints], first: Levels, last: Levels) -> Levels:
    """The levels of runs of four, of which those of both runs of three are given."""
    levels = np.zeros(len(first), np.uint8)
    both = np.flatnonzero((first > 0) & (last > 0))
    levels[both] = model.run(*(token[both] for token in ids))
    return levels


def _mean(levels: list[Levels]) -> Floats:
    total: Floats = sum((LOG[level] for level in levels), np.zeros(len(levels[0])))
    return total / len(levels)


def _likeness(model: Arrays, kind: int, e: Ints, at: Ints, middle: list[Ints]) -> Columns:
    """Whether what stands there and what would stand there sound or look alike."""
    flags = np.zeros(len(at), np.uint8)
    if kind in (OTHER_CHARACTER, OTHER_WORD):
        flags = model.alike(e[at], middle[0])
    if kind == OTHER_WORD:
        flags = flags & model.alike(e[at + 1], middle[1])
    return [(flags & SAME_SOUND) > 0, (flags & NEAR_SOUND) > 0, flags & SHAPE]


def _middle(e: Ints, kind: int, at: Ints, new: Ints) -> list[Ints]:
    """What edits put in, an array for each token."""
    if kind in (OTHER_CHARACTER, ONE_MISSING):
        return [new]
    if kind == ONE_TOO_MANY:
        return []
    if kind == SWAPPED:
        return [e[at + 1], e[at]]
    return [new // SIZE, new % SIZE]
