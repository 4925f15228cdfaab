"""Which characters stand between two tokens: lists by the hash of the two, each item with four bits to tell it from others' items."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.deep.bulk.ngrams import mixed, pack, ranks, spread, unpack
from planlint.deep.bulk.tokens import Ints
from planlint.deep.model import KEY_BITS, LIST_BITS, LISTS_TOGETHER
from planlint.deep.tokens import FIRST, LINE

_MOST = 16
"""Items of a list, the commonest first."""


class Lists(NamedTuple):
    """A list of items for each of a row of numbers: those of number n are `items[starts[n]:starts[n + 1]]`."""

    starts: Ints
    items: NDArray[Any]

    def of(self, numbers: Ints) -> tuple[Ints, Ints]:
        """For numbers: which of them, and the place in `items`, of all their items."""
        return spread(self.starts[numbers], self.starts[numbers + 1])


def lists(sizes: NDArray[Any], items: NDArray[Any]) -> Lists:
    return Lists(np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64))), items)


def between(known: Lists, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """For places between two tokens: which of them, and the character, of all that are known to stand there."""
    number, check = _numbers(left, right)
    owner, at = known.of(number)
    found = known.items[at]
    fits = (found & 15) == check[owner]
    return owner[fits], (found[fits] >> 4).astype(np.int64)


def middles(three: Ints, counts: NDArray[Any]) -> dict[str, NDArray[np.generic]]:
    """The arrays of a pack for packed runs of three and how often each is seen: `middles`, `middle_sizes`, `middle_starts`."""
    left, middle, right = unpack(three, 3)
    good = (middle >= FIRST) & ((left >= FIRST) | (right >= FIRST)) & (left != LINE) & (right != LINE)
    left, middle, right, counts = left[good], middle[good], right[good], counts[good].astype(np.int64)
    number, check = _numbers(left, right)
    order = np.lexsort((pack(left, middle, right), -counts, number))
    kept = order[ranks(number[order]) < _MOST]
    sizes = np.bincount(number[kept], minlength=1 << LIST_BITS)
    firsts = np.cumsum(sizes) - sizes
    return {
        "middles": ((middle[kept] << 4) | check[kept]).astype("<u2"), "middle_sizes": sizes.astype(np.uint8),
        "middle_starts": firsts[::LISTS_TOGETHER].astype("<u4"),
    }  # fmt: skip


def _numbers(left: Ints, right: Ints) -> tuple[Ints, NDArray[np.uint16]]:
    """The number of the list between two tokens, and the four bits by which its items are told from others'."""
    keys = mixed(left, right)
    return (keys >> np.uint64(KEY_BITS - LIST_BITS)).astype(np.int64), ((keys >> np.uint64(8)) & np.uint64(15)).astype(np.uint16)
