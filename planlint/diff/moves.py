"""Stretches that stand elsewhere now: sentences unique in both texts but out of order, with what moved along, edited or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planlint.diff.align import SMALL, Alignment
from planlint.diff.anchors import heaviest_chain
from planlint.diff.tokens import BREAK, LABEL, TEXT, Tokens

if TYPE_CHECKING:
    from planlint.diff.refine import Budget

SHORTEST_EDITED = 14
"""A sentence of fewer code points that is only similar elsewhere is no evidence of a move."""

SHORTEST_MOVED = 8
"""Fewer letters and figures that stand elsewhere, labels not counted, are no move."""

_WORDS = re.compile(r"\W+")
_SIMILAR = 0.6
"""A neighbour of a moved sentence moved along when it is as similar as this (1 is equal)."""

_SIMILAR_ALONE = 0.7
"""A sentence edited on the way moved by itself when it is as similar as this: sets of phrases make others similar by chance."""

_RUN = 5
_SHARED_BY = 8
_CANDIDATES = 4
_PLENTY = 100_000
_LONGEST_TEXT = 2000


def find_moves(found: Alignment, budget: Budget) -> None:
    """Completes the moves of an alignment: neighbours that moved along, and sentences edited on the way."""
    for i, j in list(found.moved.items()):
        _spread(found, i, j)
    in_place, elsewhere = _similar_pairs(found)
    for i, j, _ in in_place:
        found.pair(i, j)
    for i, j, score in elsewhere:
        if score >= _SIMILAR_ALONE and found.free(i, j) and min(found.old.size(i), found.new.size(j)) >= SHORTEST_EDITED:
            found.move(i, j)
            _spread(found, i, j)
    _keep_telling(found)


def _keep_telling(found: Alignment) -> None:
    """Forgets the moves of so few words (本条新增。) that they may stand there by chance."""
    groups: list[list[int]] = []
    for i, j in sorted(found.moved.items()):
        if groups and groups[-1][-1] == i - 1 and found.moved[i - 1] == j - 1:
            groups[-1].append(i)
        else:
            groups.append([i])
    for group in groups:
        while group and found.old.kinds[group[-1]] != TEXT:  # a label belongs to what follows it
            found.arrived.discard(found.moved.pop(group.pop()))
        words = sum(len(_WORDS.sub("", found.old.slice(i))) for i in group if found.old.kinds[i] == TEXT)
        if words < SHORTEST_MOVED:
            for i in group:
                found.arrived.discard(found.moved.pop(i))


def _spread(found: Alignment, i: int, j: int) -> None:
    """Lets the neighbours of a moved sentence move along, before and behind it, while they are alike."""
    for step in (1, -1):
        a, b = i + step, j + step
        while found.free(a, b) and _alike(found.old, found.new, a, b):
            found.move(a, b)
            a, b = a + step, b + step


def _alike(old: Tokens, new: Tokens, i: int, j: int) -> bool:
    if old.keys[i] == new.keys[j]:
        return True
    if old.kinds[i] != new.kinds[j] or old.kinds[i] == BREAK:
        return False
    return old.kinds[i] == LABEL or similarity(old.slice(i), new.slice(j), _SIMILAR) > _SIMILAR


def similarity(x: str, y: str, least: float) -> float:
    """How much two texts have in common, from 0 to 1; 0 where it is less than `least` or they are too long to ask."""
    if x == y:
        return 1.0
    if len(x) > _LONGEST_TEXT or len(y) > _LONGEST_TEXT:
        return 0.0
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(x, y, score_cutoff=least))


Similar = tuple[int, int, float]


def _similar_pairs(found: Alignment) -> tuple[list[Similar], list[Similar]]:
    """Unpaired sentences that are similar: those in order within a gap too big for characters, and those out of order.

    In a small gap a pair in order is neither: the comparison by characters sees splits and merges that pairs would hide.
    """
    rows = [i for i in range(len(found.old)) if _is_open(found.old, i) and found.partner[i] < 0 and i not in found.moved]
    columns = [j for j in range(len(found.new)) if _is_open(found.new, j) and not found.taken[j] and j not in found.arrived]
    if not rows or not columns:
        return [], []
    pairs = _best_pairs(found, rows, columns)
    firsts, seconds = zip(*found.pairs(), strict=True) if any(j >= 0 for j in found.partner) else ((), ())
    in_order: list[Similar] = []
    elsewhere: list[Similar] = []
    big = set()
    for pair in sorted(pairs):
        at = bisect_right(firsts, pair[0])
        low, high = seconds[at - 1] + 1 if at else 0, seconds[at] if at < len(seconds) else len(found.new)
        if not low <= pair[1] < high:
            elsewhere.append(pair)
            continue
        in_order.append(pair)
        if found.cells(firsts[at - 1] + 1 if at else 0, firsts[at] if at < len(firsts) else len(found.old), low, high) > SMALL:
            big.add(pair)
    chain = set(heaviest_chain([(i, j, found.old.size(i)) for i, j, _ in in_order]))
    elsewhere += [pair for k, pair in enumerate(in_order) if k not in chain]
    in_place = [pair for k, pair in enumerate(in_order) if k in chain and pair in big]
    return in_place, sorted(elsewhere, key=lambda p: (-p[2], p[0]))


def _is_open(tokens: Tokens, at: int) -> bool:
    return tokens.kinds[at] == TEXT and 10 <= tokens.size(at) <= _LONGEST_TEXT


def _best_pairs(found: Alignment, rows: list[int], columns: list[int]) -> list[Similar]:
    """Each sentence with its most similar counterpart; the best pairs choose first."""
    old, new = found.old, found.new
    share = 1 + sum(new.size(j) for j in columns) // _PLENTY
    where: dict[str, list[int]] = defaultdict(list)
    for j in columns:
        for run in _runs(new.slice(j), share):
            where[run].append(j)
    scored = []
    for i in rows:
        text = old.slice(i)
        votes: Counter[int] = Counter()
        for run in _runs(text, share):
            holders = where.get(run)
            if holders and len(holders) <= _SHARED_BY:
                votes.update(holders)
        for j, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:_CANDIDATES]:
            score = similarity(text, new.slice(j), 0.55)
            if score:
                scored.append((-score, i, j))
    scored.sort()
    taken_rows, taken_columns, best = set(), set(), []
    for score, i, j in scored:
        if i not in taken_rows and j not in taken_columns:
            taken_rows.add(i)
            taken_columns.add(j)
            best.append((i, j, -score))
    return best


def _runs(text: str, share: int) -> set[str]:
    """The short runs of a sentence, or of a long text a share of them, chosen by their first character."""
    return {text[k : k + _RUN] for k in range(len(text) - _RUN + 1) if ord(text[k]) % share == 0}

