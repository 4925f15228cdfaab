"""What is asked of an edit: numbers for the quick filter and for the trees. The pack was fitted to these, in this order."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from planlint.deep.levels import LOG_COUNT, exact
from planlint.deep.model import NEAR_SOUND, SAME_SOUND, SHAPE, Model
from planlint.deep.proposals import BEFORE, ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, OTHER_WORD, SWAPPED, Edit, Scan
from planlint.deep.tokens import QUOTE, RARE
from planlint.deep.windows import ORDERS, REACH, Reading, Window, middle_of, window

KINDS = (OTHER_CHARACTER, ONE_TOO_MANY, ONE_MISSING, SWAPPED, OTHER_WORD)
_BACK_OFF = exact(-1.203972804325936)
"""Stupid back-off (Brants et al. 2007) with the logarithm of 0.3 as penalty, a little stronger than the paper's 0.4."""
_TIMES_MOST = 30
"""More than so often in the same document counts as so often."""
_NO_RIVAL = -5.0

Times = Callable[[Edit, tuple[int, ...]], int]
"""How often a run stands in the document of an edit."""


def quick(model: Model, seen: Scan, edit: Edit) -> list[float]:
    """The features of the quick filter."""
    e, at, kind, uses = seen.ids, edit.at, edit.kind, model.log_uses
    out, middle = BEFORE[kind], middle_of(e, edit)
    a, b, c, d = model.mixers
    level = model.level
    ids = [*e[at - 3 : at], *middle, *e[at + out : at + out + 3]]
    three = [level(a[x] ^ b[y] ^ c[z]) for x, y, z in zip(ids[1:-3], ids[2:-2], ids[3:-1], strict=True)]
    around = [seen.three[at - 3], *three, seen.three[at + out]]
    four = [
        level(a[x] ^ b[y] ^ c[z] ^ d[w]) if first and last else 0
        for x, y, z, w, first, last in zip(ids, ids[1:], ids[2:], ids[3:], around, around[1:], strict=False)
    ]
    old_four = [seen.four[first] for first in range(at - 3, at + out)]
    values = [edit.gain]
    for old, new in ((seen.three[at - 2 : at + out], three), (old_four, four)):
        values += (max(old), _mean(old), max(new), min(new), _mean(new))
    values += (uses[e[at]], uses[ids[3]], *_likeness(model, kind, e[at : at + out], middle))
    values += (kind == OTHER_CHARACTER, kind == ONE_TOO_MANY, kind == ONE_MISSING, kind == SWAPPED)
    return values


def passes(weights: Sequence[float], values: Sequence[float]) -> bool:
    """Whether the quick filter lets an edit pass."""
    total = weights[-1]
    for weight, value in zip(weights, values, strict=False):
        total += weight * value
    return total > 0


def _mean(levels: Sequence[int]) -> float:
    return sum([LOG_COUNT[level] for level in levels]) / len(levels)


def _likeness(model: Model, kind: int, old: Sequence[int], new: Sequence[int]) -> tuple[float, ...]:
    """Whether what stands there and what would stand there sound or look alike."""
    flags = 0
    if kind in (OTHER_CHARACTER, OTHER_WORD):
        flags = model.alike(old[0], new[0])
    if kind == OTHER_WORD:
        flags &= model.alike(old[1], new[1])
    return (flags & SAME_SOUND) > 0, (flags & NEAR_SOUND) > 0, flags & SHAPE


LIKELIER = 25
"""The column that says how much likelier the new reading is."""
REPEATED_OLD, REPEATED_NEW = 42, 44
"""The columns that say how often the best run of three of each reading stands in the document."""


def full(model: Model, seen: Scan, edits: Sequence[Edit], times: Times) -> list[list[float]]:
    """The features of the trees; all edits of a place must be among the edits, since each is held against its rivals."""
    rows = [_full(model, seen, edit, times) for edit in edits]
    places = defaultdict(list)
    for edit, row in zip(edits, rows, strict=True):
        places[edit.at].append(row[LIKELIER])
    ranked = {at: sorted(values, reverse=True) for at, values in places.items()}
    for edit, row in zip(edits, rows, strict=True):
        row += _against(row[LIKELIER], ranked[edit.at])
    return rows


def _full(model: Model, seen: Scan, edit: Edit, times: Times) -> list[float]:
    both = window(model, seen, edit)
    old, new = both
    values = [edit.gain]
    for order in ORDERS:
        for reading in both:
            values += _summary(reading.touched(order))
    before, after = likelihood(model, old), likelihood(model, new)
    values += (after - before, before / (old.middle + 3), after / (new.middle + 3))
    values += (model.log_uses[old.ids[REACH]], model.log_uses[new.ids[REACH]])
    values += _likeness(model, edit.kind, old.ids[REACH:], new.ids[REACH:])
    values += _context(both)
    for reading in both:
        for order in (3, 2):
            values.append(min(_TIMES_MOST, max((times(edit, run) for run in reading.runs(order)), default=0)))
    values += (_in_word(model, old), _in_word(model, new), *_words_around(model, old.ids), edit.kind)
    return values


def _summary(levels: Sequence[int]) -> tuple[float, ...]:
    return (max(levels), min(levels), _mean(levels), sum(map(bool, levels))) if levels else (0, 0, 0, 0)


def likelihood(model: Model, reading: Reading) -> float:
    """The log-likelihood of the middle and the three tokens behind it, by stupid back-off over runs of two to four."""
    ids, levels, uses = reading.ids, reading.levels, model.log_uses
    total = 0.0
    for at in range(REACH, REACH + reading.middle + 3):
        best = 3 * _BACK_OFF + uses[ids[at]] - model.log_total
        for order in (4, 3, 2):
            level = levels[order][at - order + 1]
            if level:
                context = max(uses[ids[at - 1]], 0.0) if order == 2 else LOG_COUNT[levels[order - 1][at - order + 1]]
                best = min(LOG_COUNT[level] - context, 0.0) + _BACK_OFF * (4 - order)
                break
        total += best
    return total


def _context(both: Window) -> tuple[float, ...]:
    """What stands around the edit: equal neighbours, the strength of what it leaves alone, marks, quotation marks on both sides."""
    old, new = both
    gone, come = old.ids[REACH], new.ids[REACH]
    behind = REACH + old.middle
    before, after = old.ids[:REACH], old.ids[behind:]
    left = old.ids[REACH - 1]
    return (
        (gone == left) + (gone == old.ids[REACH + 1]),
        (come == left) + (come == new.ids[REACH + 1]),
        old.levels[2][REACH - 2], old.levels[2][behind], old.levels[3][REACH - 3], old.levels[3][behind],
        sum(token < RARE for token in before[2:]), sum(token < RARE for token in after[:3]),
        QUOTE in before and QUOTE in after,
    )  # fmt: skip


def _in_word(model: Model, reading: Reading) -> int:
    """Characters of the longest word over the middle."""
    return next((order for order in (4, 3, 2) if any(model.word(run) for run in reading.runs(order))), 0)


def _words_around(model: Model, e: Sequence[int]) -> tuple[float, ...]:
    """Whether the first character of the middle ends or begins a word of two, of three, and whether two words meet behind it."""
    def word(first: int, size: int) -> bool:
        return model.word(e[REACH + first : REACH + first + size])

    ends_two, begins_two, ends_three, begins_three = word(-1, 2), word(0, 2), word(-2, 3), word(0, 3)
    meet = (ends_two or ends_three) and (word(1, 2) or word(1, 3))
    return ends_two + 2 * begins_two, ends_three + 2 * begins_three, meet


def _against(likelier: float, ranked: Sequence[float]) -> tuple[float, float]:
    """By how much an edit beats the best other edit at its place, and how many edits there are; `ranked` is how likely each is."""
    rival = (ranked[1] if len(ranked) > 1 else _NO_RIVAL) if likelier >= ranked[0] else ranked[0]
    return likelier - rival, len(ranked)
