"""What is asked of an edit: numbers for the quick filter and for the trees. The pack was fitted to these, in this order."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from planlint.deep.evidence import Evidence
from planlint.deep.forest import Floats
from planlint.deep.model import NEAR_SOUND, SAME_SOUND, SHAPE, Model
from planlint.deep.ngrams import COUNT, LOG_COUNT, pack
from planlint.deep.proposals import ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, OTHER_WORD, SWAPPED, Edits, Scan
from planlint.deep.tokens import QUOTE, RARE, Ints
from planlint.deep.windows import REACH, Reading, Window, columns, window

KINDS = (OTHER_CHARACTER, ONE_TOO_MANY, ONE_MISSING, SWAPPED, OTHER_WORD)
_LOG_BACK_OFF = float(np.log(0.3))
"""Stupid back-off (Brants et al. 2007) with the usual penalty, a little stronger than the paper's 0.4."""
_TIMES_MOST = 30
"""More than so often in the same document counts as so often."""
_NO_RIVAL = -5.0

Column = NDArray[np.generic]


def quick(model: Model, seen: Scan, edits: Edits) -> Floats:
    """The features of the quick filter."""
    return _by_kind(edits, lambda kind, part: _quick(model, seen, kind, part))


def full(model: Model, seen: Scan, edits: Edits, evidence: Evidence, owner: Ints) -> Floats:
    """The features of the trees; all edits of a place must be among the edits, since each is held against its rivals."""
    table = _by_kind(edits, lambda kind, part: _full(model, seen, kind, part, evidence, owner))
    return np.concatenate((table, _rivals(edits.at, table[:, LIKELIER])), axis=1) if len(table) else table


def _by_kind(edits: Edits, work: Callable[[int, Edits], Floats]) -> Floats:
    """The rows that `work` makes for the edits of each kind, in the order of the edits."""
    table: Floats = np.zeros((0, 0), np.float32)
    for kind in KINDS:
        chosen = np.flatnonzero(edits.kind == kind)
        if len(chosen):
            rows = work(kind, edits.take(chosen))
            if not table.size:
                table = np.zeros((len(edits.kind), rows.shape[1]), np.float32)
            table[chosen] = rows
    return table


def _quick(model: Model, seen: Scan, kind: int, edits: Edits) -> Floats:
    both = window(model, seen, kind, edits.at, edits.new, (3, 4))
    values: list[Column] = [edits.gain]
    for order in (3, 4):
        old, new = both.old.touched(order), both.new.touched(order)
        values += [old.max(1), LOG_COUNT[old].mean(1), new.max(1), new.min(1), LOG_COUNT[new].mean(1)]
    values += [model.log_uses[both.old.ids[:, REACH]], model.log_uses[both.new.ids[:, REACH]]]
    values += _likeness(model, kind, both)
    values += [np.full(len(edits.at), float(kind == one)) for one in KINDS[:-1]]
    return columns(values)


def _likeness(model: Model, kind: int, both: Window) -> list[Column]:
    """Whether what stands there and what would stand there sound or look alike."""
    flags = np.zeros(len(both.old.ids), np.uint8)
    if kind in (OTHER_CHARACTER, OTHER_WORD):
        flags = model.alike(both.old.ids[:, REACH], both.new.ids[:, REACH])
    if kind == OTHER_WORD:
        flags = flags & model.alike(both.old.ids[:, REACH + 1], both.new.ids[:, REACH + 1])
    return [(flags & SAME_SOUND) > 0, (flags & NEAR_SOUND) > 0, flags & SHAPE]


LIKELIER = 25
"""The column that says how much likelier the new reading is."""
REPEATED_OLD, REPEATED_NEW = 42, 44
"""The columns that say how often the best run of three of each reading stands in the document."""


def _full(model: Model, seen: Scan, kind: int, edits: Edits, evidence: Evidence, owner: Ints) -> Floats:
    both = window(model, seen, kind, edits.at, edits.new)
    old, new = both
    values: list[Column] = [edits.gain]
    for order in (2, 3, 4):
        for reading in both:
            values += _summary(reading, order)
    before, after = likelihood(model, old), likelihood(model, new)
    values += [after - before, before / (old.middle + 3), after / (new.middle + 3)]
    gone, come = old.ids[:, REACH], new.ids[:, REACH]
    values += [model.log_uses[gone], model.log_uses[come]]
    values += _likeness(model, kind, both)
    values += _context(both)
    here = owner[edits.at]
    for reading in both:
        values += _elsewhere(reading, evidence, here)
    values += [_in_word(model, old), _in_word(model, new), *_words_around(model, old.ids)]
    values += [np.full(len(edits.at), kind)]
    return columns(values)


def _summary(reading: Reading, order: int) -> list[Column]:
    levels = reading.touched(order)
    if not levels.shape[1]:
        return [np.zeros(len(levels))] * 4
    return [levels.max(1), levels.min(1), LOG_COUNT[levels].mean(1), (levels > 0).sum(1)]


def likelihood(model: Model, reading: Reading) -> Floats:
    """The log-likelihood of the middle and the three tokens behind it, by stupid back-off over runs of two to four."""
    ids, levels = reading.ids, reading.levels
    total = np.zeros(len(ids), np.float32)
    for at in range(REACH, REACH + reading.middle + 3):
        best = (3 * _LOG_BACK_OFF + model.log_uses[ids[:, at]] - model.log_total).astype(np.float32)
        for order in (2, 3, 4):
            level = levels[order][:, at - order + 1]
            count = COUNT[level]
            context = np.maximum(model.uses[ids[:, at - 1]], 1) if order == 2 else COUNT[levels[order - 1][:, at - order + 1]]
            share = np.log(np.maximum(count, 0.1) / np.maximum(context, np.maximum(count, 1))) + _LOG_BACK_OFF * (4 - order)
            best = np.where(level > 0, share, best).astype(np.float32)
        total += best
    return total


def _context(both: Window) -> list[Column]:
    """What stands around the edit: equal neighbours, the strength of what it leaves alone, marks, quotation marks on both sides."""
    old, new = both
    gone, come = old.ids[:, REACH], new.ids[:, REACH]
    behind = REACH + old.middle
    before, after = old.ids[:, :REACH], old.ids[:, behind:]
    left = old.ids[:, REACH - 1]
    return [
        (gone == left).astype(np.int8) + (gone == old.ids[:, REACH + 1]),
        (come == left).astype(np.int8) + (come == new.ids[:, REACH + 1]),
        old.levels[2][:, REACH - 2], old.levels[2][:, behind], old.levels[3][:, REACH - 3], old.levels[3][:, behind],
        (before[:, 2:] < RARE).sum(1), (after[:, :3] < RARE).sum(1),
        (before == QUOTE).any(1) & (after == QUOTE).any(1),
    ]  # fmt: skip


def _elsewhere(reading: Reading, evidence: Evidence, owner: Ints) -> list[Column]:
    """How often the best run of three and of two that the edit touches stands in the document."""
    values: list[Column] = []
    ids, end = reading.ids, REACH + reading.middle
    for order, first in ((3, REACH - 2), (2, REACH - 1)):
        keys = pack(*(ids[:, first + k : end + k] for k in range(order)))
        times = evidence.times(order, keys, np.broadcast_to(owner[:, None], keys.shape))
        values.append(np.minimum(times.max(1, initial=0), _TIMES_MOST))
    return values


def _in_word(model: Model, reading: Reading) -> Column:
    """Characters of the longest word over the middle."""
    longest = np.zeros(len(reading.ids), np.int8)
    end = REACH + reading.middle
    for order in (2, 3, 4):
        for first in range(REACH + 1 - order, end):
            tokens = [reading.ids[:, first + k] for k in range(order)]
            longest = np.where(model.word(*tokens), order, longest)
    return longest


def _words_around(model: Model, e: Ints) -> list[Column]:
    """Whether the first character of the middle ends or begins a word of two, of three, and whether two words meet behind it."""
    def word(first: int, size: int) -> NDArray[np.bool_]:
        return model.word(*(e[:, REACH + first + k] for k in range(size)))

    ends_two, begins_two, ends_three, begins_three = word(-1, 2), word(0, 2), word(-2, 3), word(0, 3)
    meet = (ends_two | ends_three) & (word(1, 2) | word(1, 3))
    return [ends_two + 2 * begins_two.astype(np.int8), ends_three + 2 * begins_three.astype(np.int8), meet]


def _rivals(at: Ints, likelier: Floats) -> Floats:
    """For each edit, by how much it beats the best other edit at its place, and how many edits there are at its place."""
    order = np.lexsort((-likelier, at))
    place = at[order]
    starts = np.flatnonzero(np.concatenate(([True], place[1:] != place[:-1])))
    sizes = np.diff(np.concatenate((starts, [len(place)])))
    sorted_gain = likelier[order]
    best = np.repeat(sorted_gain[starts], sizes)
    second = np.where(sizes > 1, sorted_gain[np.minimum(starts + 1, len(place) - 1)], _NO_RIVAL)
    margins = np.where(sorted_gain >= best, sorted_gain - np.repeat(second, sizes), sorted_gain - best)
    table = np.zeros((len(at), 2), np.float32)
    table[order, 0], table[order, 1] = margins, np.repeat(sizes, sizes)
    return table
