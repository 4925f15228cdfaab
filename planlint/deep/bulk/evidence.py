"""What the document itself says: how often a run stands in it, exactly."""

import numpy as np
from numpy.typing import NDArray

from planlint.deep.bulk.ngrams import BITS, runs
from planlint.deep.bulk.tokens import Ints

_FILTER_BITS = 20


class Evidence:
    """The runs of two and three tokens of each document in a row of tokens; `owner` is the number of the document of each token."""

    def __init__(self, ids: Ints, owner: Ints) -> None:
        self._keys = {order: _owned(runs(ids, order), owner[: len(ids) - order + 1], order) for order in (2, 3)}
        self._slots = {order: _slot(keys) for order, keys in self._keys.items()}

    def times(self, order: int, keys: Ints, owner: Ints) -> NDArray[np.int64]:
        """How often each packed run stands in its document.

        All runs of the text are held against a bitmap of those that are asked for; the few that pass are counted.
        """
        asked = _owned(keys, owner, order)
        wanted, place = np.unique(asked, return_inverse=True)
        bitmap = np.zeros(1 << _FILTER_BITS, np.bool_)
        bitmap[_slot(wanted)] = True
        held = self._keys[order][bitmap[self._slots[order]]]
        at = np.minimum(np.searchsorted(wanted, held), len(wanted) - 1)
        counts = np.bincount(at[wanted[at] == held], minlength=len(wanted))
        times: NDArray[np.int64] = counts[place].reshape(keys.shape)
        return times


def _owned(keys: Ints, owner: Ints, order: int) -> Ints:
    return keys + (owner << (BITS * order))


def _slot(keys: Ints) -> NDArray[np.int64]:
    spread: Ints = keys * np.int64(0x1E3779B97F4A7C15)
    spread >>= 64 - _FILTER_BITS
    spread &= (1 << _FILTER_BITS) - 1
    return spread
