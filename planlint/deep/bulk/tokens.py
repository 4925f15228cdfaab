"""Texts as rows of tokens, as `planlint.deep.tokens` has it."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.deep.tokens import EDGE, LINE, MARK, MERGED, NO_TOKEN, RIM, Alphabet, Passages

Ints = NDArray[np.int64]

_TOP = 0xFFFF


class Tokens(NamedTuple):
    """A row of tokens; `at` is the offset of each in its text, or -1 for those that stand for no character."""

    ids: Ints
    at: Ints


@lru_cache(maxsize=4)
def _table(characters: str) -> NDArray[np.uint16]:
    """The token of each code point."""
    letters = Alphabet(characters)
    return np.array([letters[code] for code in range(_TOP)] + [letters[_TOP + 1]], np.uint16)


def ids_of(letters: Alphabet, text: str) -> NDArray[np.uint16]:
    """The token of each character."""
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"), np.uint32(_TOP))
    found: NDArray[np.uint16] = _table(letters.characters)[codes]
    return found


def offsets(read: Passages) -> Ints:
    """The offset of each character of what was read."""
    at, size = np.array(read.runs, np.int64).reshape(-1, 2).T
    first = np.cumsum(size) - size
    return np.where(np.repeat(at, size) < 0, -1, np.arange(len(read.text)) + np.repeat(at - first, size))


def tokens(letters: Alphabet, text: str, at: Ints) -> Tokens:
    """A text with an offset for each character as tokens; a newline ends a passage and is set off by marks on both sides."""
    ids = ids_of(letters, text)
    known = ids != NO_TOKEN
    ids, at = ids[known], at[known]
    again = np.zeros(len(ids), np.bool_)
    again[1:] = (ids[1:] == ids[:-1]) & np.isin(ids[1:], MERGED)
    ids, at = ids[~again], at[~again]
    ends = ids == LINE
    size = np.where(ends, 3, 1)
    wide, place = np.repeat(ids, size), np.repeat(np.where(ends, -1, at), size)
    middle = np.flatnonzero(wide == LINE)[1::3]
    wide[middle - 1] = wide[middle + 1] = MARK
    rim, none = np.array(RIM, np.uint16), np.full(EDGE, -1, np.int64)
    return Tokens(np.concatenate((rim, wide, rim[::-1])).astype(np.int64), np.concatenate((none, place, none)))
