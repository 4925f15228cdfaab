"""Runs of two to four tokens: packed into one number, counted in sixteen levels, looked up in a table of fingerprints."""

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.deep.bulk.tokens import Ints
from planlint.deep.levels import FLOORS, LOG_COUNT
from planlint.deep.model import KEY_BITS, mixers
from planlint.deep.tokens import SIZE

BITS = 12
"""Bits of a token in a packed run."""
Keys = NDArray[np.uint64]
Levels = NDArray[np.uint8]

LOG = np.array(LOG_COUNT)
"""The logarithm of the count of each level."""
_FLOORS = np.array(FLOORS)
_MIXERS = np.array(mixers(), np.uint64)
_BITS, _PRINT = np.uint64(KEY_BITS), np.uint64(0xFFF0)
_LANES = np.uint64(0x0001000100010001)
_SLOTS = 4


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


def mixed(*tokens: Ints) -> Keys:
    """The numbers by which runs are looked up, as `Model.key` has it."""
    keys: Keys = _MIXERS[0][tokens[0]]
    for numbers, token in zip(_MIXERS[1:], tokens[1:], strict=False):
        keys = keys ^ numbers[token]
    return keys


def level(counts: Ints) -> Levels:
    """The level of each count."""
    return np.searchsorted(_FLOORS, counts, side="right").astype(np.uint8)


class Table(NamedTuple):
    """Levels of runs by fingerprint, as `planlint.deep.model.lookup` has it; each bucket is seen as one number."""

    buckets: Keys

    def get(self, keys: Keys) -> Levels:
        """The level of each mixed run; 0 for what is not there."""
        if not len(self.buckets):
            return np.zeros(keys.shape, np.uint8)
        found = self.buckets[_bucket(keys, len(self.buckets))]
        found ^= (keys & _PRINT) * _LANES  # the slot of the same fingerprint keeps nothing but its level
        slots = found.view(np.uint16)
        slots *= slots < 16
        found |= found >> np.uint64(32)
        found |= found >> np.uint64(16)
        return (found & np.uint64(15)).astype(np.uint8)


def _bucket(keys: Keys, size: int) -> NDArray[np.intp]:
    return ((keys * np.uint64(size)) >> _BITS).astype(np.intp)


def table(keys: Keys, levels: Levels, size: int, part: int = 0, parts: int = 1) -> Table:
    """A table of `size` buckets; keys stand in order of priority, and a full bucket drops the rest.

    Of a table that is made in parts, one of them: the keys are those that belong there.
    """
    bucket = _bucket(keys, size * parts) - size * part
    order = np.argsort(bucket, kind="stable")
    sorted_buckets = bucket[order]
    rank = ranks(sorted_buckets)
    kept = rank < _SLOTS
    slots = np.zeros((size, _SLOTS), "<u2")
    chosen = order[kept]
    slots[sorted_buckets[kept], rank[kept]] = (keys[chosen] & _PRINT).astype(np.uint16) | levels[chosen]
    for first, second in combinations(range(_SLOTS), 2):  # two runs that look alike: the level of the first is that of both
        same = (slots[:, first] ^ slots[:, second]) < 16
        slots[same, second] = slots[same, first]
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
