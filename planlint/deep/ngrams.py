"""Runs of two to four tokens: packed into one number, counted in sixteen levels, looked up in a table of fingerprints."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.deep.tokens import SIZE, Ints

BITS = 12
"""Bits of a token in a packed run."""
Keys = NDArray[np.uint64]
Levels = NDArray[np.uint8]

_FLOORS = np.array([1, 2, 3, 4, 6, 9, 14, 22, 36, 60, 100, 180, 340, 700, 2000])
"""The lowest count of each level from 1 on; level 0 is "not seen"."""
COUNT = np.array([0, 1, 2, 3, 5, 7, 11, 17, 28, 46, 77, 135, 250, 490, 1200, 4000], np.float32)
"""A count in the middle of each level."""
LOG_COUNT = np.log(np.maximum(COUNT, 0.35)).astype(np.float32)

_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF, _PRINT_AT, _PRINT = np.uint64(32), np.uint64(8), np.uint64(0xFFF)
_LANES = np.uint64(0x0010001000100010)
_SLOTS = 4
_ORDER_AT = 50


def pack(*tokens: Ints) -> Ints:
    """A run of up to four tokens as one number of 12 bits a token, so that the order of numbers is the order of runs."""
    key = tokens[0]
    for token in tokens[1:]:
        key = (key << BITS) | token
    return key


def unpack(keys: Ints, order: int) -> list[Ints]:
    """The tokens of packed runs."""
    return [(keys >> (BITS * (order - 1 - at))) & (SIZE - 1) for at in range(order)]


def runs(ids: Ints, order: int) -> Ints:
    """The packed run that begins at each token but the last few."""
    size = max(0, len(ids) - order + 1)
    return pack(*(ids[at : at + size] for at in range(order)))


def mixed(keys: Ints, order: int) -> Keys:
    """Packed runs as evenly spread 64-bit numbers (two rounds of multiplicative hashing), runs of each order apart."""
    spread = keys.astype(np.int64).view(np.uint64) + np.uint64(order << _ORDER_AT)
    spread *= _FIRST
    spread ^= spread >> _HALF
    spread *= _SECOND
    return spread


def level(counts: Ints) -> Levels:
    """The level of each count."""
    return np.searchsorted(_FLOORS, counts, side="right").astype(np.uint8)


class Table(NamedTuple):
    """Levels of runs by fingerprint: buckets of four slots, each of 12 bits of fingerprint and 4 bits of level, seen as one number.

    A run that is not there answers 0, but for one in some two thousand that look like another one.
    """

    buckets: Keys

    def get(self, keys: Keys) -> Levels:
        """The level of each mixed run; 0 for what is not there."""
        if not len(self.buckets):
            return np.zeros(keys.shape, np.uint8)
        found = self.buckets[_bucket(keys, len(self.buckets))]
        found ^= ((keys >> _PRINT_AT) & _PRINT) * _LANES  # the slot of the same fingerprint keeps nothing but its level
        slots = found.view(np.uint16)
        slots *= slots < 16
        found |= found >> np.uint64(32)
        found |= found >> np.uint64(16)
        return (found & np.uint64(15)).astype(np.uint8)


def _bucket(keys: Keys, size: int) -> NDArray[np.intp]:
    return (((keys >> _HALF) * np.uint64(size)) >> _HALF).astype(np.intp)


def table(keys: Keys, levels: Levels, size: int) -> Table:
    """A table of `size` buckets; keys stand in order of priority, and a full bucket drops the rest."""
    bucket = _bucket(keys, size)
    order = np.argsort(bucket, kind="stable")
    sorted_buckets = bucket[order]
    rank = ranks(sorted_buckets)
    kept = rank < _SLOTS
    slots = np.zeros((size, _SLOTS), "<u2")
    chosen = order[kept]
    prints = ((keys[chosen] >> _PRINT_AT) & _PRINT).astype(np.uint16)
    slots[sorted_buckets[kept], rank[kept]] = (prints << 4) | levels[chosen]
    return Table(slots.view("<u8").reshape(-1))


def ranks(groups: NDArray[np.integer]) -> Ints:
    """The number of each item in its group, from 0; items of a group stand together."""
    if not len(groups):
        return np.zeros(0, np.int64)
    here = np.arange(len(groups))
    return here - np.maximum.accumulate(np.where(np.concatenate(([True], groups[1:] != groups[:-1])), here, 0))


def spread(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """For stretches of another array: the number of the stretch, and the place there, of each of their items."""
    sizes = ends - starts
    owner = np.repeat(np.arange(len(starts)), sizes)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(starts, sizes)
