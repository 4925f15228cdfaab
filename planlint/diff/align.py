"""Which tokens of two texts answer to each other in order, and which stand elsewhere now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diff.anchors import chain_of_runs, unique
from planlint.diff.tokens import LABEL, TEXT, Tokens

if TYPE_CHECKING:
    from planlint.diff.refine import Budget

SHORTEST_ANCHOR = 6
"""A sentence of fewer code points (以下同。) stands in too many places to say where it belongs."""

SMALL = 4_000_000
"""A gap of so many cells (code points of the one text times those of the other) needs no tokens: characters will do."""

_DEPTH = 12


class Alignment:
    """Pairs of tokens. `partner[i]` is the new token that answers to the old one `i` in order, or -1; `taken` marks those.

    `moved` pairs the tokens that stand elsewhere, old to new.
    """

    def __init__(self, old: Tokens, new: Tokens) -> None:
        self.old, self.new = old, new
        self.partner = [-1] * len(old)
        self.taken = bytearray(len(new))
        self.moved: dict[int, int] = {}
        self.arrived: set[int] = set()

    def pair(self, i: int, j: int) -> None:
        """Pairs two tokens in order."""
        self.partner[i] = j
        self.taken[j] = 1

    def move(self, i: int, j: int) -> None:
        """Pairs two tokens of which the one has moved."""
        self.moved[i] = j
        self.arrived.add(j)

    def free(self, i: int, j: int) -> bool:
        """Whether both tokens exist and neither has a partner of any kind."""
        return (
            0 <= i < len(self.partner) and 0 <= j < len(self.taken) and self.partner[i] < 0 and not self.taken[j]
            and i not in self.moved and j not in self.arrived
        )  # fmt: skip

    def gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """What lies between pairs in order, as token ranges [i0, i1) and [j0, j1) of which one at least is not empty."""
        i0 = j0 = 0
        for i, j in self.pairs():
            if i > i0 or j > j0:
                yield i0, i, j0, j
            i0, j0 = i + 1, j + 1
        if i0 < len(self.old) or j0 < len(self.new):
            yield i0, len(self.old), j0, len(self.new)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs in order."""
        return ((i, j) for i, j in enumerate(self.partner) if j >= 0)

    def cells(self, i0: int, i1: int, j0: int, j1: int) -> int:
        """How many cells a comparison of two ranges of tokens by characters has."""
        a, b = self.old.starts, self.new.starts
        return (a[i1] - a[i0]) * (b[j1] - b[j0])


def align(old: Tokens, new: Tokens, budget: Budget) -> Alignment:
    """The tokens of two texts, paired by what is unique in both; what that leaves out of order has moved."""
    found = Alignment(old, new)
    anchors = _anchors(old, new, (0, len(old), 0, len(new)), SHORTEST_ANCHOR)
    chain = set(chain_of_runs(anchors))
    for k in sorted(chain):
        found.pair(anchors[k][0], anchors[k][1])
    _extend(found)
    for k, (i, j, _) in enumerate(anchors):
        if k not in chain and found.free(i, j):
            found.move(i, j)
    for gap in list(found.gaps()):
        _divide(found, gap, budget)
    return found


def _anchors(old: Tokens, new: Tokens, gap: tuple[int, int, int, int], shortest: int) -> list[tuple[int, int, int]]:
    """The pairs of sentences that occur once on each side of a gap, with their lengths, in the order of the old text."""
    i0, i1, j0, j1 = gap
    there = unique((j, new.keys[j]) for j in range(j0, j1) if new.kinds[j] == TEXT)
    here = unique((i, old.keys[i]) for i in range(i0, i1) if old.kinds[i] == TEXT)
    return [(i, there[key], old.size(i)) for key, i in here.items() if key and key in there and old.size(i) >= shortest]


def _extend(found: Alignment) -> None:
    """Pairs the neighbours of pairs where they are alike, labels first: a label belongs to what follows it."""
    old, new = found.old, found.new
    for i, j in list(found.pairs()):
        if found.free(i - 1, j - 1) and old.kinds[i - 1] == new.kinds[j - 1] == LABEL:
            found.pair(i - 1, j - 1)
    for i, j in list(found.pairs()):
        _extend_forward(found, i + 1, j + 1)
    for i, j in reversed(list(found.pairs())):
        _extend_backward(found, i - 1, j - 1)


def _extend_forward(found: Alignment, i: int, j: int) -> None:
    old, new = found.old, found.new
    while found.free(i, j) and old.keys[i] == new.keys[j]:
        if old.kinds[i] == LABEL and not (found.free(i + 1, j + 1) and old.keys[i + 1] == new.keys[j + 1]):
            return
        found.pair(i, j)
        i, j = i + 1, j + 1


def _extend_backward(found: Alignment, i: int, j: int) -> None:
    old, new = found.old, found.new
    while found.free(i, j) and (old.keys[i] == new.keys[j] or old.kinds[i] == new.kinds[j] == LABEL):
        found.pair(i, j)
        i, j = i - 1, j - 1


def _divide(found: Alignment, gap: tuple[int, int, int, int], budget: Budget) -> None:
    """Breaks up a gap too big for characters: by what is unique inside it, or else by the tokens alone."""
    waiting = [(gap, 0)]
    while waiting:
        (i0, i1, j0, j1), depth = waiting.pop()
        while i0 < i1 and j0 < j1 and found.free(i0, j0) and found.old.keys[i0] == found.new.keys[j0]:
            if found.cells(i0, i1, j0, j1) <= SMALL:
                break
            found.pair(i0, j0)
            i0, j0 = i0 + 1, j0 + 1
        if found.cells(i0, i1, j0, j1) <= SMALL:
            continue
        inside = (i0, i1, j0, j1)
        anchors = [a for a in _anchors(found.old, found.new, inside, 1) if found.free(a[0], a[1])] if depth < _DEPTH else []
        chosen = [anchors[k][:2] for k in chain_of_runs(anchors)] or _by_tokens(found, inside, budget)
        for i, j in chosen:
            found.pair(i, j)
        if anchors:
            waiting += [(g, depth + 1) for g in _between(chosen, inside)]


def _between(pairs: list[tuple[int, int]], gap: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """What is left of a gap between pairs of tokens."""
    i0, i1, j0, j1 = gap
    left = []
    for i, j in pairs:
        left.append((i0, i, j0, j))
        i0, j0 = i + 1, j + 1
    return [*left, (i0, i1, j0, j1)]


def _by_tokens(found: Alignment, gap: tuple[int, int, int, int], budget: Budget) -> list[tuple[int, int]]:
    """The longest common sequence of tokens, where the budget allows; moved ones are none of it."""
    i0, i1, j0, j1 = gap
    rows = [i for i in range(i0, i1) if i not in found.moved]
    columns = [j for j in range(j0, j1) if j not in found.arrived]
    if not rows or not columns or not budget.spend(len(rows) * len(columns)):
        return []
    from rapidfuzz.distance import Indel

    steps = Indel.opcodes([found.old.keys[i] for i in rows], [found.new.keys[j] for j in columns])
    return [
        (rows[s.src_start + k], columns[s.dest_start + k])
        for s in steps if s.tag == "equal" for k in range(s.src_end - s.src_start)
    ]  # fmt: skip
