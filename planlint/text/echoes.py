"""Where a text says again at once what it has just said, by arithmetic on one great number.

The lowest bytes of the characters of a text as the digits of a number: moved on by some characters and combined with itself by
XOR, the number has a zero wherever a character equals the one so far behind it. That looks at a whole text in the time in which
a regular expression looks at a fiftieth of it. Few characters that differ have the same lowest byte; those are told apart after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import ne
from typing import TYPE_CHECKING

from planlint.text.characters import CLEAR, SOLID

if TYPE_CHECKING:
    from planlint.text.document import Document

_ZEROS = re.compile(rb"\0+")
_NO_HAN = bytes(0xFF * (not (byte in (0x30, 0xF9, 0xFA) or 0x34 <= byte <= 0x9F)) for byte in range(256))
_FILLER = bytes(0xFF * (byte == ord(CLEAR) >> 8) for byte in range(256))
"""By the second byte of a character of the first plane: zero where it may be a Han character, and where it can be no filler."""


class Echoes:
    """A text in which characters are compared with those that follow at a distance."""

    def __init__(self, text: str) -> None:
        self._text = text
        data, width = text.encode("utf-16-le", "surrogatepass"), 2
        if len(data) != 2 * len(text):  # characters beyond the first plane take two units
            data, width = text.encode("utf-32-le", "surrogatepass"), 4
        self._low, self._second = _number(data[::width]), data[1::width]
        self._first_plane = width == 2
        self._fillers = self._marked(_FILLER) if CLEAR in text or SOLID in text else 0

    def at(self, distance: int, least: int) -> Iterator[tuple[int, int]]:
        """Start and end of the longest stretches of at least so many characters that each equal the one `distance` behind them, in order.

        Runs of fillers are none.
        """
        return self._stretches(self._low ^ self._low >> 8 * distance | self._fillers, distance, least)

    def han(self) -> Iterator[tuple[int, int]]:
        """What `at(1, 1)` yields for Han characters, and little besides."""
        second = _number(self._second)
        return self._stretches(self._low ^ self._low >> 8 | second ^ second >> 8 | self._marked(_NO_HAN), 1, 1)

    def _marked(self, table: bytes) -> int:
        """A digit for each character: what the table says of its second byte; all zeros where that says nothing."""
        return _number(self._second.translate(table)) if self._first_plane else 0

    def _stretches(self, number: int, distance: int, least: int) -> Iterator[tuple[int, int]]:
        """As `at`, among the places where `number` has zeros."""
        text, size = self._text, len(self._text)
        differences = number.to_bytes(size, "little")[: max(0, size - distance)]
        wanted = bytes(least)
        start = differences.find(wanted)
        while start >= 0:
            zeros = _ZEROS.match(differences, start)
            assert zeros is not None
            end = zeros.end()
            one, two = text[start:end], text[start + distance : end + distance]
            if one == two:
                yield start, end
            else:
                same = _ZEROS.finditer(bytes(map(ne, one, two)))
                yield from ((start + m.start(), start + m.end()) for m in same if m.end() - m.start() >= least)
            start = differences.find(wanted, end)


def _number(digits: bytes) -> int:
    return int.from_bytes(digits, "little")


def echoes(document: Document) -> Echoes:
    """Those of the prose."""
    return Echoes(document.prose)
