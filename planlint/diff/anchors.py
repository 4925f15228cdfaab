"""Pairs of positions that are sure to belong together, and the heaviest chain of them that runs forward in both texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Weighted = tuple[int, int, int]
"""A position in the old sequence, one in the new, and the weight of the pair."""


def heaviest_chain(pairs: Sequence[Weighted]) -> list[int]:
    """The indexes of the pairs of a heaviest chain that rises on both sides; no position may occur twice on a side.

    `pairs` are sorted by their old positions. Takes O(n log n): a Fenwick tree holds the heaviest chain for each end.
    """
    rank = {j: at for at, j in enumerate(sorted(j for _, j, _ in pairs), 1)}
    size = len(rank)
    weights, ends = [0] * (size + 1), [-1] * (size + 1)
    before = [-1] * len(pairs)
    best_weight, best_end = 0, -1
    for k, (_, j, own) in enumerate(pairs):
        at = rank[j] - 1
        weight, previous = 0, -1
        while at > 0:
            if weights[at] > weight:
                weight, previous = weights[at], ends[at]
            at -= at & -at
        before[k] = previous
        weight += own
        at = rank[j]
        while at <= size:
            if weights[at] < weight:
                weights[at], ends[at] = weight, k
            at += at & -at
        if weight > best_weight:
            best_weight, best_end = weight, k
    chain = []
    while best_end >= 0:
        chain.append(best_end)
        best_end = before[best_end]
    return chain[::-1]


def chain_of_runs(pairs: Sequence[Weighted]) -> list[int]:
    """As `heaviest_chain`, for pairs that mostly follow each other: those that are neighbours on both sides count as one."""
    order = {j: at for at, j in enumerate(sorted(j for _, j, _ in pairs))}
    runs: list[list[int]] = []
    for k, (_, j, _) in enumerate(pairs):
        if runs and order[j] == order[pairs[runs[-1][-1]][1]] + 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    heads = [(pairs[run[0]][0], pairs[run[0]][1], sum(pairs[k][2] for k in run)) for run in runs]
    return [k for at in heaviest_chain(heads) for k in runs[at]]


def unique(keys: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The position of each key that occurs once, from (position, key) pairs."""
    found: dict[int, int] = {}
    for position, key in keys:
        found[key] = -1 if key in found else position
    return {key: position for key, position in found.items() if position >= 0}
