"""The gaps between equal blocks as changes that a reader would name: whole words, numbers and titles, moves left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from planlint.diff.changes import Move
from planlint.diff.edges import cluster, unpaired, whole, whole_sign
from planlint.diff.pieces import Rough, by_paragraph, gaps, in_midst, in_midst_at_end
from planlint.diff.refine import Block
from planlint.diff.stretches import Stretches
from planlint.text.spans import Span

MANY = 8000
"""With more changes than this nobody reads them one by one; they are not widened to words, which takes the most time."""

Unit = Callable[[str, int], tuple[int, int] | None]


def changes(blocks: Sequence[Block], moves: Sequence[Move], old: str, new: str) -> list[Rough]:
    """The changes between blocks in order, widened so that they cut nothing that a reader takes for one."""
    from_old, to_new = Stretches(m.old for m in moves), Stretches(m.new for m in moves)
    rough: list[Rough] = []
    unit = whole if len(blocks) <= MANY else whole_sign
    for gap in gaps(blocks, len(old), len(new)):
        for piece in _pieces(gap, from_old, to_new, old, new):
            _append(rough, piece, old, new, unit)
    return rough


def inside_moves(blocks: Iterable[tuple[Move, Sequence[Block]]], old: str, new: str) -> list[Rough]:
    """The changes inside moved stretches, from the blocks of each."""
    found = []
    for move, own in blocks:
        inner: list[Rough] = []
        start, there = move.old.start, move.new.start
        for gap in gaps([(a - start, b - there, n) for a, b, n in own], move.old.end - start, move.new.end - there):
            moved = Rough(gap.a0 + start, gap.a1 + start, gap.b0 + there, gap.b1 + there, gap.left, gap.right)
            _append(inner, moved, old, new, whole)
        found += inner
    return found


def _pieces(gap: Rough, from_old: Stretches, to_new: Stretches, old: str, new: str) -> Iterator[Rough]:
    """A gap without what moved away from it or into it, and cut between paragraphs."""
    before, after = Span(gap.a0, gap.a1), Span(gap.b0, gap.b1)
    if from_old.spare(before) and to_new.spare(after):
        yield from by_paragraph(gap, old, new)
        return
    here = [s for s in from_old.outside(before) if not old[s.start : s.end].isspace()]
    there = [s for s in to_new.outside(after) if not new[s.start : s.end].isspace()]
    a, b = gap.a0, gap.b0
    if in_midst_at_end(gap, old, new) and not in_midst(gap, old, new):
        here, there = _to_end(here, there, Span(a, a)), _to_end(there, here, Span(b, b))
    for at in range(max(len(here), len(there))):
        one = here[at] if at < len(here) else Span(a, a)
        two = there[at] if at < len(there) else Span(b, b)
        a, b = one.end, two.end
        left = gap.left if (one.start, two.start) == (gap.a0, gap.b0) else 0
        right = gap.right if (one.end, two.end) == (gap.a1, gap.b1) else 0
        yield from by_paragraph(Rough(one.start, one.end, two.start, two.end, left, right), old, new)


def _to_end(stretches: list[Span], others: list[Span], nothing: Span) -> list[Span]:
    """As many stretches as there are others, nothing first: the last belong together, not the first."""
    return [nothing] * (len(others) - len(stretches)) + stretches


def _append(rough: list[Rough], change: Rough, old: str, new: str, unit: Unit) -> None:
    """Adds a change, widened; where that reaches the change before it, the two become one."""
    while True:
        room = _room(rough, change)
        wide = _widened(change, room, old, new, unit)
        if wide.left >= 0 or not rough:
            rough.append(wide._replace(left=max(wide.left, 0)))
            return
        last = rough.pop()
        change = Rough(last.a0, wide.a1, last.b0, wide.b1, last.left, wide.right)


def _room(rough: list[Rough], change: Rough) -> int:
    """How much equal text lies between a change and the one before it."""
    if not rough:
        return change.left
    last = rough[-1]
    # a move that was taken out between the two leaves them unequally far apart
    return max(0, min(change.left, change.a0 - last.a1, change.b0 - last.b1))


def _widened(change: Rough, room: int, old: str, new: str, unit: Unit) -> Rough:
    """A change moved out to whole units on both sides; `left` is -1 when it would have to reach into the one before it.

    Only what belongs to a character counts for a change of white space: a new paragraph in the midst of a word is
    nothing but a new paragraph.
    """
    a0, a1, b0, b1 = change[:4]
    only_space = not (old[a0:a1] + new[b0:b1]).strip()
    unit = cluster if only_space else unit
    sign = cluster if only_space else whole_sign  # words that come between two others cut none: 出版、制作单位, 出版单位
    behind = change.right
    touching = room < change.left or (room == 0 and change.left > 0)
    for _ in range(8):
        one, two = (sign if a0 == a1 else unit), (sign if b0 == b1 else unit)
        back = max([0, *(at - u[0] for ask, text, at in ((one, old, a0), (two, new, b0)) if (u := ask(text, at)))])
        forth = max([0, *(u[1] - at for ask, text, at in ((one, old, a1), (two, new, b1)) if (u := ask(text, at)))])
        if not only_space:
            for text, start, end in ((old, a0, a1), (new, b0, b1)):
                for first, last in unpaired(text, start, end):
                    back, forth = max(back, start - first), max(forth, last - end)
        if back > room:
            if touching:
                return Rough(a0, a1, b0, b1, -1, behind)
            back = room
        forth = min(forth, behind)
        if not back and not forth:
            break
        a0, b0, room = a0 - back, b0 - back, room - back
        a1, b1, behind = a1 + forth, b1 + forth, behind - forth
    return Rough(a0, a1, b0, b1, change.left, behind)
