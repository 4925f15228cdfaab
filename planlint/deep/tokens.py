"""A text as numbers: one 12-bit token for each character, with the offset that it came from.

The common characters have tokens of their own; all else is one of a few classes. A run of digits, of letters or of
quotation marks is one token; white space and hidden markup are none.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from planlint.text.characters import CLEAR

LINE, MARK, QUOTE, DIGIT, LATIN, OTHER, RARE = range(7)
"""Classes: the end of a passage, a mark between clauses, quotation marks and brackets, digits, letters, anything else, a rare Han character."""
HAN = RARE
"""The lowest token of a Han character."""
FIRST = 8
"""The token of the first character that has one of its own."""
SIZE = 1 << 12
"""How many tokens there can be."""
EDGE = 7
"""Tokens before the first and behind the last passage, so that no window reaches beyond the ends."""
RIM = (*(LINE,) * (EDGE - 1), MARK)
"""The tokens before the first passage; those behind the last are the same in the other order."""
MERGED = (LINE, QUOTE, DIGIT, LATIN)
"""Classes of which several in a row are one token."""
NO_TOKEN = 0xFFFF
"""What stands for characters that have no token."""

_MARKS = "，,。.；;：:、！!？?—…-·"
_QUOTES = "“”\"‘’'（）()《》〈〉【】[]「」『』〔〕*#`_"
_DIGITS = "0123456789０１２３４５６７８９%％"
_LETTERS = ((0x41, 0x5B), (0x61, 0x7B), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
_HAN = ((0x4E00, 0xA000), (0x3400, 0x4DC0))
_NONE = " \t\r\u3000\xa0\ufeff\u200b" + CLEAR


class Passages(NamedTuple):
    """What is read of a document: each passage with a newline behind it. `runs` are the offsets in the document of stretches
    of the text and how many characters each has; -1 for those newlines."""

    text: str
    runs: tuple[tuple[int, int], ...]

    def offsets(self) -> Iterable[int]:
        """The offset of each character in the document."""
        return chain.from_iterable(range(at, at + size) if at >= 0 else repeat(-1, size) for at, size in self.runs)


class Alphabet(dict[int, int]):
    """The token of each code point, for `str.translate`; `characters` have their own from `FIRST` on."""

    def __init__(self, characters: str) -> None:
        super().__init__(_classes())
        self.characters = characters
        self.update(zip(map(ord, characters), range(FIRST, SIZE), strict=False))

    def __missing__(self, code: int) -> int:
        token = self[code] = RARE if any(start <= code < end for start, end in _HAN) else OTHER
        return token

    @property
    def mark(self) -> bytes:
        """What tells this alphabet from others."""
        from hashlib import sha256

        return sha256(self.characters.encode()).digest()[:16]

    def letter(self, token: int) -> str:
        """The character of a token; "" for a class."""
        return self.characters[token - FIRST] if token >= FIRST else ""

    def tokens(self, word: str) -> tuple[int, ...]:
        """The token of each character of a word."""
        return tuple(self[ord(character)] for character in word)


@lru_cache(maxsize=1)
def _classes() -> dict[int, int]:
    """The token of each code point of a class, but for rare characters and anything else."""
    table = dict.fromkeys((code for start, end in _LETTERS for code in range(start, end)), LATIN)
    for group, token in ((_MARKS, MARK), (_QUOTES, QUOTE), (_DIGITS, DIGIT), ("\n", LINE), (_NONE, NO_TOKEN)):
        table |= dict.fromkeys(map(ord, group), token)
    return table


class Row(NamedTuple):
    """A row of tokens; `at` is the offset of each in the document, or -1 for those that stand for no character."""

    ids: list[int]
    at: list[int]


def row(letters: Alphabet, read: Passages) -> Row:
    """Passages as tokens; a newline ends a passage and is set off by marks on both sides."""
    ids, at = list(RIM), [-1] * EDGE
    last = -1
    for token, offset in zip(map(ord, read.text.translate(letters)), read.offsets(), strict=True):
        if token == NO_TOKEN or (token == last and token in MERGED):
            continue
        last = token
        if token == LINE:
            ids += (MARK, LINE, MARK)
            at += (-1, -1, -1)
        else:
            ids.append(token)
            at.append(offset)
    return Row([*ids, *reversed(RIM)], [*at, *(-1,) * EDGE])
