"""Which parts of a document are read: running text in simplified characters. Not tables, code, lists of contents, traditional script."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from planlint.deep.tokens import Codes, Ints, codes_of
from planlint.text.blocks import Block
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.patterns import pattern

_CONTENTS = pattern(r"(?:[.．…·]{3,}|[ \t\u3000]{2,})[ \t\u3000]*[-—(（]?\d+[-—)）]?[ \t\u3000]*$")
_TRADITIONAL_LEAST, _TRADITIONAL_SHARE = 3, 0.04
"""A passage is in traditional script when so many, and such a share, of its characters have a simplified form."""
_TRADITIONAL_TEXT = 0.1
"""A text is when such a share has: then its short passages are, too, whatever is in them."""
_NEWLINE = 10


def passages(document: Document) -> tuple[Codes, Ints]:
    """The code points of what is to be read, a newline behind each passage, and the offset of each (-1 for those newlines).

    The lines of a paragraph that was broken at one width are joined: their newlines are left out.
    """
    prose = document.prose
    codes = codes_of(prose)
    blocks = _readable(prose, document.paragraphs, _traditional(codes))
    if not blocks:
        return np.zeros(0, np.uint32), np.zeros(0, np.int64)
    pieces = [codes[start:end] for start, end in blocks]
    places = [np.arange(start, end) for start, end in blocks]
    joined, at = np.concatenate(pieces), np.concatenate(places)
    inside = joined != _NEWLINE
    ends = np.cumsum([int(np.count_nonzero(piece != _NEWLINE)) for piece in pieces])
    return np.insert(joined[inside], ends, _NEWLINE), np.insert(at[inside], ends, -1)


def _readable(prose: str, blocks: Iterable[Block], traditional: Ints) -> list[tuple[int, int]]:
    if traditional[-1] >= _TRADITIONAL_TEXT * len(prose):
        return []
    return list(_stretches(prose, blocks, traditional))


def _stretches(prose: str, blocks: Iterable[Block], traditional: Ints) -> Iterator[tuple[int, int]]:
    for block in blocks:
        start, end = block.span
        old = int(traditional[end] - traditional[start])
        if old >= _TRADITIONAL_LEAST and old >= _TRADITIONAL_SHARE * (end - start):
            continue
        if end - start < 80 and prose[end - 1].isdigit() and _CONTENTS.search(prose, start, end):
            continue
        yield start, end


def _traditional(codes: Codes) -> Ints:
    """How many traditional characters stand before each offset."""
    is_old = np.zeros(1 << 16, np.bool_)
    words = lexicon()
    for code in np.flatnonzero(np.bincount(codes, minlength=1 << 16)).tolist():
        if 0x3400 <= code < 0xFB00:
            letter = chr(code)
            is_old[code] = words.simplified(letter) != letter
    marks: NDArray[np.bool_] = is_old[codes]
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(marks, dtype=np.int64)))
