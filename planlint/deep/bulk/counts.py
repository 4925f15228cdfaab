"""How many units of text hold each run of tokens. Counts of several collections add up exactly, in any order."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from planlint.deep.bulk.ngrams import runs
from planlint.deep.bulk.tokens import Ints, tokens
from planlint.deep.tokens import LINE, Alphabet

UNIT = 3000
"""Characters of one counted unit: a long plan counts as several, so that its wording weighs as its length does."""
ORDERS = (2, 3, 4)


class Counts(NamedTuple):
    """Packed runs in order, each once, and how many units hold each."""

    keys: Ints
    counts: Ints

    def at_least(self, least: int) -> "Counts":
        kept = self.counts >= least
        return Counts(self.keys[kept], self.counts[kept])


NONE = Counts(np.zeros(0, np.int64), np.zeros(0, np.int64))


def merged(parts: Iterable[Counts]) -> Counts:
    """The sum of counts: associative and commutative."""
    given = [part for part in parts if len(part.keys)]
    if not given:
        return NONE
    keys, counts = (np.concatenate(columns) for columns in zip(*given, strict=True))
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Counts(keys[starts], np.add.reduceat(counts[order], starts))


def distinct(ids: Ints, order: int) -> Ints:
    """The runs that a unit holds, each once and in order; none reaches over the end of a passage."""
    keys = runs(ids, order)
    inside = np.ones(len(keys), np.bool_)
    for at in range(order):
        inside &= ids[at : at + len(keys)] != LINE
    keys = np.sort(keys[inside])
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys


def counted(texts: Iterable[str], letters: Alphabet, flush: int = 1_500_000) -> tuple[dict[int, Counts], Ints]:
    """The counts of each order over the units of texts, and how often each token occurs. Memory is bounded by `flush` characters."""
    pending: dict[int, list[Ints]] = {order: [] for order in ORDERS}
    totals: dict[int, list[Counts]] = {order: [] for order in ORDERS}
    single = np.zeros(1 << 12, np.int64)
    held = 0

    def settle() -> None:
        for order in ORDERS:
            if pending[order]:
                totals[order].append(summed(np.sort(np.concatenate(pending[order]))))
                pending[order].clear()

    for text in texts:
        for start in range(0, len(text), UNIT):
            piece = text[start : start + UNIT + 3]
            ids = tokens(letters, piece, np.zeros(len(piece), np.int64)).ids
            single += np.bincount(ids, minlength=len(single))
            for order in ORDERS:
                pending[order].append(distinct(ids, order))
            held += UNIT
        if held > flush:
            settle()
            held = 0
    settle()
    return {order: merged(totals[order]) for order in ORDERS}, single


def summed(keys: Ints) -> Counts:
    """How often each of the sorted keys stands there."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    return Counts(keys[starts], np.diff(np.concatenate((starts, [len(keys)]))))
