"""A text as numbers: one 12-bit token for each character, with the offset that it came from.

The common characters have tokens of their own; all else is one of a few classes. A run of digits, of letters or of
quotation marks is one token; white space and hidden markup are none.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.text.characters import CLEAR

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]

LINE, MARK, QUOTE, DIGIT, LATIN, OTHER, RARE = range(7)
"""Classes: the end of a passage, a mark between clauses, quotation marks and brackets, digits, letters, anything else, a rare Han character."""
FIRST = 8
"""The token of the first character that has one of its own."""
SIZE = 1 << 12
"""How many tokens there can be."""
EDGE = 7
"""Tokens before the first and behind the last passage, so that no window reaches beyond the ends."""

_MARKS = "，,。.；;：:、！!？?—…-·"
_QUOTES = "“”\"‘’'（）()《》〈〉【】[]「」『』〔〕*#`_"
_DIGITS = "0123456789０１２３４５６７８９%％"
_LETTERS = ((0x41, 0x5B), (0x61, 0x7B), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
_HAN = ((0x4E00, 0xA000), (0x3400, 0x4DC0))
_NONE = " \t\r\u3000\xa0\ufeff\u200b" + CLEAR
_TOP = 0xFFFF


class Alphabet(NamedTuple):
    """Which token each character is: `characters` have their own from `FIRST` on, `ids` holds the token of each code point."""

    characters: str
    ids: NDArray[np.uint16]
    shown: NDArray[np.bool_]

    def letter(self, token: int) -> str:
        """The character of a token; "" for a class."""
        return self.characters[token - FIRST] if token >= FIRST else ""


def alphabet(characters: str) -> Alphabet:
    """The alphabet of these common characters, at most `SIZE` less `FIRST` of them."""
    ids = np.full(_TOP + 1, OTHER, np.uint16)
    for start, end in _HAN:
        ids[start:end] = RARE
    for start, end in _LETTERS:
        ids[start:end] = LATIN
    for group, token in ((_MARKS, MARK), (_QUOTES, QUOTE), (_DIGITS, DIGIT), ("\n", LINE)):
        ids[[ord(c) for c in group]] = token
    own = codes_of(characters)
    ids[own] = np.arange(FIRST, FIRST + len(own))
    shown = np.ones(_TOP + 1, np.bool_)
    shown[[ord(c) for c in _NONE]] = False
    return Alphabet(characters, ids, shown)


def codes_of(text: str) -> Codes:
    """The code points of a text; those beyond the first plane are one."""
    codes: Codes = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"), np.uint32(_TOP))
    return codes


class Tokens(NamedTuple):
    """A row of tokens; `at` is the offset of each in the text, or -1 for those that stand for no character."""

    ids: Ints
    at: Ints


def tokens(letters: Alphabet, codes: Codes, at: Ints) -> Tokens:
    """Code points with their offsets as tokens; a newline ends a passage and is set off by marks on both sides."""
    known = letters.shown[codes]
    ids, at = letters.ids[codes[known]], at[known]
    again = np.zeros(len(ids), np.bool_)
    again[1:] = (ids[1:] == ids[:-1]) & ((ids[1:] == LINE) | ((ids[1:] >= QUOTE) & (ids[1:] <= LATIN)))
    ids, at = ids[~again], at[~again]
    ends = ids == LINE
    size = np.where(ends, 3, 1)
    wide, place = np.repeat(ids, size), np.repeat(np.where(ends, -1, at), size)
    middle = np.flatnonzero(wide == LINE)[1::3]
    wide[middle - 1] = wide[middle + 1] = MARK
    rim = np.full(EDGE, LINE, np.uint16)
    rim[0] = MARK
    none = np.full(EDGE, -1, np.int64)
    return Tokens(np.concatenate((rim[::-1], wide, rim)).astype(np.int64), np.concatenate((none, place, none)))
