"""Which paragraphs of two texts answer to each other, by the characters they share: splits, merges, and partners."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from planlint.diff.changes import Move, Relation
from planlint.diff.refine import Block
from planlint.text.blocks import Block as Paragraph

Shared = Mapping[tuple[int, int], int]
"""How many code points a paragraph of the old text and one of the new have in common."""

_OWNED = 0.5
"""A paragraph belongs to another when it shares so much of its length with it."""


def shared(blocks: Iterable[Block], old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Shared:
    """The overlap of all paragraphs that have one; `blocks` are those of equal text, in order or moved."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    old_starts, new_starts = [p.span.start for p in old], [p.span.start for p in new]
    from bisect import bisect_right

    for a, b, n in blocks:
        i, j = max(0, bisect_right(old_starts, a) - 1), max(0, bisect_right(new_starts, b) - 1)
        while i < len(old) and j < len(new) and old[i].span.start < a + n and new[j].span.start < b + n:
            first = max(old[i].span.start - a, new[j].span.start - b, 0)
            old_end, new_end = old[i].span.end - a, new[j].span.end - b
            last = min(old_end, new_end, n)
            if last > first:
                found[i, j] += last - first
            if old_end <= new_end:
                i += 1
            if new_end <= old_end:
                j += 1
    return found


def partners(overlap: Shared) -> dict[int, int]:
    """For each paragraph of the old text the one of the new that has most of it, and the other way round: both must agree."""
    best_old: dict[int, tuple[int, int]] = {}
    best_new: dict[int, tuple[int, int]] = {}
    for (i, j), n in sorted(overlap.items()):
        if n > best_old.get(i, (0, 0))[0]:
            best_old[i] = (n, j)
        if n > best_new.get(j, (0, 0))[0]:
            best_new[j] = (n, i)
    return {i: j for i, (_, j) in sorted(best_old.items()) if best_new[j][1] == i}


def relations(overlap: Shared, old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Relation]:
    """The paragraphs that were split into neighbours, and the neighbours that were merged."""
    splits: dict[int, list[int]] = defaultdict(list)
    merges: dict[int, list[int]] = defaultdict(list)
    for (i, j), n in sorted(overlap.items()):
        if n >= _OWNED * _size(new[j]):
            splits[i].append(j)
        if n >= _OWNED * _size(old[i]):
            merges[j].append(i)
    found = [
        Relation("split", (i,), tuple(js))
        for i, js in splits.items() if _neighbours(js) and sum(overlap[i, j] for j in js) >= _OWNED * _size(old[i])
    ]  # fmt: skip
    found += [
        Relation("merge", tuple(sources), (j,))
        for j, sources in merges.items() if _neighbours(sources) and sum(overlap[i, j] for i in sources) >= _OWNED * _size(new[j])
    ]  # fmt: skip
    return sorted(found, key=lambda r: (r.new, r.old))


def _size(paragraph: Paragraph) -> int:
    return max(1, paragraph.span.end - paragraph.span.start)


def _neighbours(numbers: list[int]) -> bool:
    return len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1


def moved_blocks(moves: Iterable[tuple[Move, Sequence[Block]]]) -> list[Block]:
    """The equal blocks inside moves."""
    return [block for _, blocks in moves for block in blocks]
