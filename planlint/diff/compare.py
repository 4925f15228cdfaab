"""Two versions of a text compared: tokens are aligned, gaps refined, and the result is put into words that a reader knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlint.diff.align import Alignment, align
from planlint.diff.changes import Comparison, Hunk, Move, Op
from planlint.diff.classify import kind_of
from planlint.diff.cleanup import slid, with_known_replacements, without_chance_matches, without_weak_pairs
from planlint.diff.hunks import changes, inside_moves
from planlint.diff.moves import find_moves
from planlint.diff.paragraphs import moved_blocks, partners, relations, shared
from planlint.diff.pieces import Rough, gaps, settled
from planlint.diff.refine import Block, Budget, equal_blocks, joined
from planlint.diff.renumber import Labelled, is_renumbered, label_spans, labels, new_numbers, runs, stale_references
from planlint.diff.stretches import Stretches
from planlint.diff.tokens import BREAK, Tokens, tokenize
from planlint.text.document import Document
from planlint.text.spans import Span

SHORTEST_MOVE = 6
"""Fewer code points that stand elsewhere are no move."""


def compare(old: Document, new: Document) -> Comparison:
    """Everything about two versions of a text.

    The alignment is always worked out from the lesser of the two texts, so that compare(b, a) mirrors compare(a, b).
    """
    if old.text == new.text:
        return _same(old, new)
    budget = Budget()
    if (len(old.text), old.text) <= (len(new.text), new.text):
        blocks, moves = _alignment(old, new, budget)
    else:
        mirrored, moved = _alignment(new, old, budget)
        blocks = [(b, a, n) for a, b, n in mirrored]
        moves = [(Move(m.new, m.old, m.similarity), [(b, a, n) for a, b, n in own]) for m, own in moved]
    moves.sort(key=lambda m: m[0].new)
    return _comparison(old, new, blocks, moves, budget.exact)


Moves = list[tuple[Move, list[Block]]]
"""The moves of a text, each with the blocks of equal text in it."""


def _same(old: Document, new: Document) -> Comparison:
    size = len(old.text)
    ops = (Op("equal", Span(0, size), Span(0, size)),) if size else ()
    return Comparison(old, new, ops, (), (), (), (), (), size, 0, 0, 0, 1.0, True)


def _alignment(old: Document, new: Document, budget: Budget) -> tuple[list[Block], Moves]:
    """The blocks of equal text in order, and the moves."""
    keys: dict[str, int] = {}
    found = align(tokenize(old, keys), tokenize(new, keys), budget)
    find_moves(found, budget)
    blocks, moves = joined(list(_blocks(found, budget))), _moves(found, budget)
    gone, come = Stretches(m.old for m, _ in moves), Stretches(m.new for m, _ in moves)
    blocks = slid(blocks, old.text, new.text, gone, come)
    blocks = settled(blocks, old.text, new.text, gone, come)
    return with_known_replacements(blocks, old.text, new.text, gone, come), moves


def _blocks(found: Alignment, budget: Budget) -> Iterator[Block]:
    """The blocks of equal text of all pairs in order and of the gaps between them."""
    old, new = found.old, found.new
    i0 = j0 = 0
    for i, j in found.pairs():
        if i0 < i and j0 < j:
            yield from _gap(found, range(i0, i), range(j0, j), budget)
        yield from _pair(old, new, i, j, budget)
        i0, j0 = i + 1, j + 1
    if i0 < len(old) and j0 < len(new):
        yield from _gap(found, range(i0, len(old)), range(j0, len(new)), budget)


def _pair(old: Tokens, new: Tokens, i: int, j: int, budget: Budget) -> list[Block]:
    x, y = old.slice(i), new.slice(j)
    a, b = old.starts[i], new.starts[j]
    if x == y:
        return [(a, b, len(x))]
    return [(p + a, q + b, n) for p, q, n in without_chance_matches(equal_blocks(x, y, budget), x, y)]


def _gap(found: Alignment, rows: range, columns: range, budget: Budget) -> Iterator[Block]:
    """The blocks of a gap; what has moved is taken out of it first, and what is left is compared as one text."""
    here = _stays(found.old, rows, found.moved)
    there = _stays(found.new, columns, found.arrived)
    x = "".join(found.old.text[s.start : s.end] for s in here)
    y = "".join(found.new.text[s.start : s.end] for s in there)
    if x and y:
        blocks = without_chance_matches(equal_blocks(x, y, budget), x, y)
        yield from _placed(without_weak_pairs(blocks, x, y), here, there)


def _stays(tokens: Tokens, numbers: range, moved: dict[int, int] | set[int]) -> list[Span]:
    """The stretches of a range of tokens that did not move."""
    spans: list[Span] = []
    for at in numbers:
        if at in moved:
            continue
        start, end = tokens.starts[at], tokens.starts[at + 1]
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return spans


def _placed(blocks: Sequence[Block], here: Sequence[Span], there: Sequence[Span]) -> Iterator[Block]:
    """Blocks of joined stretches, cut and put where the stretches stand in the texts."""
    i = j = 0
    i_start = j_start = 0  # where the stretches i and j begin in the joined texts
    for a, b, n in blocks:
        while n:
            while a >= i_start + here[i].end - here[i].start:
                i_start += here[i].end - here[i].start
                i += 1
            while b >= j_start + there[j].end - there[j].start:
                j_start += there[j].end - there[j].start
                j += 1
            p, q = here[i].start + a - i_start, there[j].start + b - j_start
            size = min(n, here[i].end - p, there[j].end - q)
            yield p, q, size
            a, b, n = a + size, b + size, n - size


def _moves(found: Alignment, budget: Budget) -> Moves:
    """The moved tokens as stretches: neighbours that moved together are one, a break at its end is none of it."""
    groups: list[list[tuple[int, int]]] = []
    for i, j in sorted(found.moved.items()):
        if groups and groups[-1][-1] == (i - 1, j - 1):
            groups[-1].append((i, j))
        else:
            groups.append([(i, j)])
    moves: Moves = []
    for group in groups:
        while group and found.old.kinds[group[-1][0]] == BREAK:
            group.pop()
        while group and found.old.kinds[group[0][0]] == BREAK:
            group.pop(0)
        if not group:
            continue
        old = Span(found.old.starts[group[0][0]], found.old.starts[group[-1][0] + 1])
        new = Span(found.new.starts[group[0][1]], found.new.starts[group[-1][1] + 1])
        blocks = joined([block for i, j in group for block in _pair(found.old, found.new, i, j, budget)])
        equal = sum(n for _, _, n in blocks)
        share = 2 * equal / (old.end - old.start + new.end - new.start)
        if old.end - old.start >= SHORTEST_MOVE:
            moves.append((Move(old, new, round(share, 4)), blocks))
    return moves


def _comparison(old: Document, new: Document, blocks: list[Block], moves: Moves, exact: bool) -> Comparison:
    pieces = changes(blocks, [m for m, _ in moves], old.text, new.text)
    blocks = _with_equal_pieces(blocks, pieces, old.text, new.text)
    ops = tuple(_ops(blocks, len(old.text), len(new.text)))
    overlap = shared([*blocks, *moved_blocks(moves)], old.paragraphs, new.paragraphs)
    begun = shared([*blocks, *moved_blocks(_whole(moves, old, new))], old.paragraphs, new.paragraphs)
    pairs = labels(partners(begun), old.paragraphs, new.paragraphs)
    heads = label_spans(new)
    rough = pieces + inside_moves(moves, old.text, new.text)
    kept = sum(n for _, _, n in blocks)
    moved = sum(m.new.end - m.new.start for m, _ in moves)
    gone = sum(m.old.end - m.old.start for m, _ in moves)
    total = len(old.text) + len(new.text)
    return Comparison(
        old, new, ops,
        tuple(_hunks(old, new, rough, pairs, heads)),
        tuple(m for m, _ in moves),
        tuple(relations(overlap, old.paragraphs, new.paragraphs)),
        tuple(runs(pairs)),
        tuple(stale_references(old, new, ops, pairs, heads)),
        kept, moved, len(old.text) - kept - gone, len(new.text) - kept - moved,
        round((2 * kept + moved + gone) / total, 4) if total else 1.0, exact,
    )  # fmt: skip


def _with_equal_pieces(blocks: list[Block], pieces: Sequence[Rough], old: str, new: str) -> list[Block]:
    """The blocks and those pieces of the gaps that are the same on both sides once the moves have been taken out.

    A piece that stands before its neighbour in one text and behind it in the other is left to the gap.
    """
    same = [(r.a0, r.b0, r.a1 - r.a0) for r in pieces if r.a0 < r.a1 and old[r.a0 : r.a1] == new[r.b0 : r.b1]]
    if not same:
        return blocks
    found = sorted([*blocks, *same])
    firm = set(blocks)
    ahead = [len(new)] * (len(found) + 1)  # where the next block begins in the new text
    for at in range(len(found) - 1, -1, -1):
        ahead[at] = found[at][1] if found[at] in firm else ahead[at + 1]
    kept, end = list[Block](), 0
    for at, (a, b, n) in enumerate(found):
        if (a, b, n) in firm or end <= b <= b + n <= ahead[at + 1]:
            kept.append((a, b, n))
            end = b + n
    return joined(kept)


def _whole(moves: Moves, old: Document, new: Document) -> Moves:
    """The moves that begin with a paragraph; a sentence that left one does not take its label along."""
    here, there = {p.span.start for p in old.paragraphs}, {p.span.start for p in new.paragraphs}
    return [(move, own) for move, own in moves if move.old.start in here and move.new.start in there]


def _ops(blocks: Sequence[Block], old_size: int, new_size: int) -> Iterator[Op]:
    """The blocks and what lies between them as difflib's opcodes."""
    between = {(g.a1, g.b1): g for g in gaps(blocks, old_size, new_size)}
    for a, b, n in [*blocks, (old_size, new_size, 0)]:
        if gap := between.get((a, b)):
            kind = "insert" if gap.a0 == gap.a1 else "delete" if gap.b0 == gap.b1 else "replace"
            yield Op(kind, Span(gap.a0, gap.a1), Span(gap.b0, gap.b1))
        if n:
            yield Op("equal", Span(a, a + n), Span(b, b + n))


def _hunks(old: Document, new: Document, rough: list[Rough], pairs: Sequence[Labelled], heads: Stretches) -> Iterator[Hunk]:
    """The changes with their classes and the headings above them."""
    old_heads, numbers = label_spans(old), new_numbers(pairs)
    for a0, a1, b0, b1, _, _ in sorted(rough, key=lambda r: (r.b0, r.b1, r.a0)):
        x, y = old.text[a0:a1], new.text[b0:b1]
        if x == y:
            continue
        here, there = Span(a0, a1), Span(b0, b1)
        kind = kind_of(x, y)
        if kind in ("number", "text", "punctuation"):
            is_label = (not x or old_heads.hold(here)) and (not y or heads.hold(there))
            if is_label or is_renumbered(x, y, numbers):
                kind = "numbering"
        yield Hunk(kind, here, there, new.section(b0))
