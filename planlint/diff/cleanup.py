"""Blocks of equal text made readable: chance matches dropped, insertions and deletions slid to where a reader puts them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planlint.diff.classify import same_but_for_form
from planlint.diff.edges import inside_word, seam
from planlint.diff.pieces import gaps
from planlint.diff.refine import Block, common_prefix, common_suffix, joined
from planlint.diff.stretches import Stretches
from planlint.text.spans import Span

_LONGEST_CHANCE = 30
"""An equal stretch of so many code points is no chance match, however much changed around it."""

_SENTENCE_BEGINS = re.compile(r"[。！？]\w{4}")
"""The end of one sentence and the first words of another are no chance match either."""

_TERM = (2, 20)
"""Code points of the shortest and the longest term that counts as replaced in the same way elsewhere."""

_FURTHEST = 200
"""How far an insertion may be slid, in code points."""


def without_chance_matches(blocks: Sequence[Block], old: str, new: str) -> list[Block]:
    """The blocks without those that are no longer than the changes on both sides of them.

    A break between lines stays, and so does what stands beside a change of white space alone: a split paragraph is one
    change, whatever was reworded next to it.
    """
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else (len(old), len(new), 0)
        kept.append(block)
        while kept and _is_chance(kept[-2] if len(kept) > 1 else (0, 0, 0), kept[-1], following, old, new):
            kept.pop()
    return kept


def _is_chance(before: Block, block: Block, after: Block, old: str, new: str) -> bool:
    a, b, n = block
    if n >= _LONGEST_CHANCE:
        return False
    left = (before[0] + before[2], a, before[1] + before[2], b)
    right = (a + n, after[0], b + n, after[1])
    if n > max(left[1] - left[0], left[3] - left[2]) or n > max(right[1] - right[0], right[3] - right[2]):
        return False
    text = old[a : a + n]
    # An insertion behind the block may as well stand further on: 。违反规定 in 。违反[规定，未按照]规定 is whole in the old text.
    more = old[a : a + n + 4] if right[0] == right[1] else new[b : b + n + 4] if right[2] == right[3] else text
    if _SENTENCE_BEGINS.search(more) and text[:1] in "。！？":
        return False
    if "\n" in text or "\r" in text or _SENTENCE_BEGINS.search(text):
        return False
    return not any(_is_layout(old[p:q], new[r:s]) for p, q, r, s in (left, right))


def _is_layout(old: str, new: str) -> bool:
    """Whether a change is one of white space, width or script: it is no rewording that a chance match could stand in."""
    return (old + new).isspace() or same_but_for_form(old, new)


def with_known_replacements(blocks: Sequence[Block], old: str, new: str, gone: Stretches, come: Stretches) -> list[Block]:
    """The blocks, and what stands between two replaced terms that have become one change because it is shorter than they are.

    Where a term was replaced in the same way elsewhere (甲家庭 by 乙家庭), the change from 甲家庭、丙户 to 乙家庭、丁户 is two.
    """
    between = list(gaps(blocks, len(old), len(new)))
    pairs = [(old[g.a0 : g.a1], new[g.b0 : g.b1]) for g in between]
    counted = Counter(pair for pair in pairs if all(_TERM[0] <= len(term) <= _TERM[1] for term in pair) and "\n" not in pair[0] + pair[1])
    known: dict[str, list[tuple[str, str]]] = {}
    for pair, times in counted.items():
        if times > 1:
            known.setdefault(pair[0][0], []).append(pair)
    if not known:
        return list(blocks)
    found = []
    for gap, (x, y) in zip(between, pairs, strict=True):
        if x and y and gone.spare(Span(gap.a0, gap.a1)) and come.spare(Span(gap.b0, gap.b1)):
            found += [(gap.a0 + a, gap.b0 + b, n) for a, b, n in _behind_terms(x, y, known)]
    return joined(sorted([*blocks, *found]))


def _behind_terms(x: str, y: str, known: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Block]:
    """What two texts that begin with a known replacement have in common behind it, again and again."""
    a = b = 0
    while a < len(x) and b < len(y):
        fitting = (p for p in known.get(x[a], ()) if p != (x, y) and x.startswith(p[0], a) and y.startswith(p[1], b))
        pair = min(fitting, key=lambda p: len(p[0]), default=None)  # the shortest: a longer one may be two in a row
        if pair is None:
            return
        a, b = a + len(pair[0]), b + len(pair[1])
        if n := common_prefix(x[a:], y[b:]):
            yield a, b, n
        a, b = a + n, b + n


def slid(blocks: Sequence[Block], old: str, new: str, gone: Stretches, come: Stretches) -> list[Block]:
    """The blocks with each pure insertion and deletion moved, within what is equal, to the best seam of the text.

    What has moved elsewhere (`gone` from the old text, `come` into the new one) stays where it is.
    """
    out = _with_cores(blocks, old, new, gone, come)
    for at in range(len(out) + 1):
        before = out[at - 1] if at else None
        after = out[at] if at < len(out) else None
        a0, b0 = (before[0] + before[2], before[1] + before[2]) if before else (0, 0)
        a1, b1 = (after[0], after[1]) if after else (len(old), len(new))
        if (a0 == a1) == (b0 == b1) or before is None or after is None:
            continue
        if not (gone.spare(Span(a0, a1)) and come.spare(Span(b0, b1))):
            continue
        text, low, high = (new, b0, b1) if a0 == a1 else (old, a0, a1)
        by = _best_slide(text, low, high, before[2] - 1, after[2] - 1)
        if by:
            out[at - 1] = (before[0], before[1], before[2] + by)
            out[at] = (after[0] + by, after[1] + by, after[2] - by)
    return joined(out)


def _with_cores(blocks: Sequence[Block], old: str, new: str, gone: Stretches, come: Stretches) -> list[Block]:
    """The blocks, and what is the same on both sides of a gap but for the white space around it.

    Such a gap comes of two pairs of sentences that differ by markup at their common edge.
    """
    out: list[Block] = []
    a0 = b0 = 0
    for a, b, n in [*blocks, (len(old), len(new), 0)]:
        if a0 < a and b0 < b:
            x, y = old[a0:a], new[b0:b]
            core = x.strip()
            if core and core == y.strip() and gone.spare(Span(a0, a)) and come.spare(Span(b0, b)):
                out.append((a0 + x.index(core), b0 + y.index(core), len(core)))
        out.append((a, b, n))
        a0, b0 = a + n, b + n
    return joined(out)


def _best_slide(text: str, low: int, high: int, left: int, right: int) -> int:
    """By how much text[low:high] is best moved; it may go `left` to the left and `right` to the right at most."""
    left, right = min(left, _FURTHEST), min(right, _FURTHEST)
    back = common_suffix(text[low - left : low], text[high - left : high]) if left > 0 else 0
    forth = common_prefix(text[low : low + right], text[high : high + right]) if right > 0 else 0
    if not back and not forth:
        return 0
    nearest = sorted(range(-back, forth + 1), key=lambda n: (abs(n), n))
    scores = [seam(text, low + by) + seam(text, high + by) for by in nearest]
    if max(scores) > _MERE:
        return nearest[scores.index(max(scores))]
    cuts = [sum(inside_word(text, at + by) is not None for at in (low, high)) for by in nearest]
    return nearest[cuts.index(min(cuts))]


_MERE = 3
"""A seam that is no better than this has no punctuation; words decide."""


_RELATED = 0.35
"""Two paragraphs that share less of the shorter one are not versions of each other."""

_NEWLINES = re.compile(r"[\r\n]+")


def without_weak_pairs(blocks: Sequence[Block], old: str, new: str) -> list[Block]:
    """The blocks without those between paragraphs that have little in common: such a paragraph was replaced as a whole.

    The breaks between paragraphs stay. A stretch without a break is one paragraph.
    """
    here, there = _line_starts(old), _line_starts(new)
    parts = [part for block in blocks for part in _by_line(block, old)]
    common: Counter[tuple[int, int]] = Counter()
    placed = []
    for a, b, n in parts:
        pair = (bisect_right(here, a) - 1, bisect_right(there, b) - 1)
        placed.append(pair)
        common[pair] += len(old[a : a + n].strip())
    here.append(len(old))
    there.append(len(new))
    weak = {
        (i, j) for (i, j), n in common.items()
        if n < _LONGEST_CHANCE and n < _RELATED * min(_letters(old, here, i), _letters(new, there, j))
    }  # fmt: skip
    if not weak:
        return list(blocks)
    return joined([p for p, pair in zip(parts, placed, strict=True) if pair not in weak or old[p[0]] in "\r\n"])


def _letters(text: str, starts: Sequence[int], at: int) -> int:
    """The length of a line without the white space at its ends."""
    return len(text[starts[at] : starts[at + 1]].strip())


def _line_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in _NEWLINES.finditer(text))]


def _by_line(block: Block, old: str) -> Iterator[Block]:
    """A block cut before and behind the newlines in it."""
    a, b, n = block
    at = 0
    for m in _NEWLINES.finditer(old, a, a + n):
        if m.start() - a > at:
            yield a + at, b + at, m.start() - a - at
        yield m.start(), b + m.start() - a, m.end() - m.start()
        at = m.end() - a
    if at < n:
        yield a + at, b + at, n - at
