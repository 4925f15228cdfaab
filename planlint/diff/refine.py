"""Two stretches of text compared character by character, as blocks of equal text, within a budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planlint.diff.anchors import heaviest_chain

Block = tuple[int, int, int]
"""Where a stretch of equal text begins in the old text and in the new one, and its length."""

_CALL_MAX = 800_000_000
"""Cells of one exact comparison; each takes one bit of memory while it runs."""

_DIRECT = 64_000_000
"""Cells up to which characters are compared at once; beyond, runs that occur once on both sides divide the stretch first."""

_WINDOW = 4096
"""Code points of a window where nothing but the place says what belongs together."""

_GRAM = 12
_GRAM_SHARE = 8
_DEPTH = 6


class Budget:
    """How many cells may still be compared; `exact` turns False when something had to be compared coarsely."""

    def __init__(self, cells: int = 3_000_000_000) -> None:
        self.cells = cells
        self.exact = True

    def spend(self, cells: int) -> bool:
        """Whether a comparison of so many cells may be made; if so, they are gone."""
        if cells > self.cells or cells > _CALL_MAX:
            return False
        self.cells -= cells
        return True


def common_prefix(x: str, y: str) -> int:
    """How many code points two texts have in common at their beginnings; linear, by slices."""
    low, high = 0, min(len(x), len(y))
    if x[:high] == y[:high]:
        return high
    step = 16
    while x[low : low + step] == y[low : low + step]:
        low, step = low + step, step * 2
    high = min(high, low + step)
    while low < high:
        middle = (low + high + 1) // 2
        if x[low:middle] == y[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(x: str, y: str) -> int:
    """How many code points two texts have in common at their ends."""
    return common_prefix(x[::-1], y[::-1])


def equal_blocks(x: str, y: str, budget: Budget, depth: int = 0) -> list[Block]:
    """The blocks of equal text of `x` and `y`, in order: a longest common subsequence where the budget allows."""
    n = common_prefix(x, y)
    tail = common_suffix(x[n:], y[n:])
    a, b = len(x) - tail, len(y) - tail
    blocks = [(0, 0, n)] if n else []
    if n < a and n < b:
        blocks += [(i + n, j + n, size) for i, j, size in _inner(x[n:a], y[n:b], budget, depth)]
    if tail:
        blocks.append((a, b, tail))
    return joined(blocks)


def _inner(x: str, y: str, budget: Budget, depth: int) -> Iterator[Block]:
    cells = len(x) * len(y)
    if cells > _DIRECT and depth < _DEPTH:
        anchors = _grams(x, y)
        if anchors:
            yield from _around(x, y, anchors, budget, depth)
            return
    if budget.spend(cells):
        yield from _common(x, y)
    else:
        budget.exact = False
        yield from _windows(x, y, budget)


def _common(x: str, y: str) -> list[Block]:
    """A longest common subsequence."""
    from rapidfuzz.distance import Indel

    steps = Indel.opcodes(x, y)
    return [(s.src_start, s.dest_start, s.src_end - s.src_start) for s in steps if s.tag == "equal"]


def _windows(x: str, y: str, budget: Budget) -> Iterator[Block]:
    """What two long texts have in common at about the same place: each in windows, of which only similar ones count."""
    many = -(-max(len(x), len(y)) // _WINDOW)
    for k in range(many):
        i, j = len(x) * k // many, len(y) * k // many
        u, v = x[i : len(x) * (k + 1) // many], y[j : len(y) * (k + 1) // many]
        if not budget.spend(len(u) * len(v)):
            return
        blocks = _common(u, v)
        if 4 * sum(n for _, _, n in blocks) > len(u) + len(v):
            yield from ((a + i, b + j, n) for a, b, n in blocks)


def _around(x: str, y: str, anchors: list[Block], budget: Budget, depth: int) -> Iterator[Block]:
    """The anchors, and the blocks between them."""
    i0 = j0 = 0
    for i, j, size in [*anchors, (len(x), len(y), 0)]:
        yield from ((a + i0, b + j0, n) for a, b, n in equal_blocks(x[i0:i], y[j0:j], budget, depth + 1))
        if size:
            yield i, j, size
        i0, j0 = i + size, j + size


def _grams(x: str, y: str) -> list[Block]:
    """A heaviest chain of short runs that occur once in `x` and once in `y`; only runs behind certain characters are tried."""
    chosen = sorted(c for c in set(x) & set(y) if (ord(c) * 2654435761 >> 9) % _GRAM_SHARE == 0)
    if not chosen:
        return []
    sample = re.compile("[" + re.escape("".join(chosen)) + "]")
    here, there = _once(x, sample), _once(y, sample)
    pairs = sorted((i, there[gram], _GRAM) for gram, i in here.items() if there.get(gram, -1) >= 0 and i >= 0)
    chain: list[Block] = []
    for k in heaviest_chain(pairs):
        i, j, size = pairs[k]
        if not chain or (i >= chain[-1][0] + size and j >= chain[-1][1] + size):
            chain.append((i, j, size))
    return chain


def _once(text: str, sample: re.Pattern[str]) -> dict[str, int]:
    """The place of each sampled run; -1 for one that occurs more than once."""
    found: dict[str, int] = {}
    for m in sample.finditer(text, 0, max(0, len(text) - _GRAM)):
        gram = text[m.start() : m.start() + _GRAM]
        found[gram] = -1 if gram in found else m.start()
    return found


def joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with those that touch on both sides made one, empty ones left out."""
    out: list[Block] = []
    for a, b, n in blocks:
        if not n:
            continue
        if out and out[-1][0] + out[-1][2] == a and out[-1][1] + out[-1][2] == b:
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + n)
        else:
            out.append((a, b, n))
    return out
