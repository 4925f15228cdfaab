"""Which parts of a document are read: running text in simplified characters. Not tables, code, lists of contents, traditional script."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from planlint.deep.tokens import Codes, Ints, codes_of
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.patterns import pattern

_CONTENTS = pattern(r"(?:[.．…·]{3,}|[ \t\u3000]{2,})[ \t\u3000]*[-—(（]?\d+[-—)）]?[ \t\u3000]*$")
_TRADITIONAL_LEAST, _TRADITIONAL_SHARE = 3, 0.04
"""A passage is in traditional script when so many, and such a share, of its characters have a simplified form."""
_TRADITIONAL_TEXT = 0.1
"""A text is when such a share has: then its short passages are, too, whatever is in them."""
_HEAD = 200_000
"""Characters at the beginning that decide it."""
_PIECE = 1_000_000
_ENTRY_MOST = 80
"""Characters of the longest entry of a list of contents."""
_NEWLINE = 10


def passages(document: Document) -> tuple[Codes, Ints]:
    """The code points of what is to be read, a newline behind each passage, and the offset of each (-1 for those newlines).

    The lines of a paragraph that was broken at one width are joined: their newlines are left out.
    """
    found = list(pieces(document))
    if not found:
        return np.zeros(0, np.uint32), np.zeros(0, np.int64)
    return np.concatenate([codes for codes, _ in found]), np.concatenate([at for _, at in found])


def pieces(document: Document) -> Iterator[tuple[Codes, Ints]]:
    """The passages of a document, some million characters at a time, so that the longest takes no more memory."""
    prose = document.prose
    old = _old_script(prose)
    head = codes_of(prose[:_HEAD])
    if len(head) and old[head].mean() >= _TRADITIONAL_TEXT:
        return
    spans: list[tuple[int, int]] = []
    size = 0
    for block in document.paragraphs:
        spans.append((block.span.start, block.span.end))
        size += block.span.end - block.span.start
        if size >= _PIECE:
            yield _joined(prose, spans, old)
            spans, size = [], 0
    if spans:
        yield _joined(prose, spans, old)


def _joined(prose: str, spans: Sequence[tuple[int, int]], old: NDArray[np.bool_]) -> tuple[Codes, Ints]:
    """The passages of some blocks that follow each other."""
    first = spans[0][0]
    codes = codes_of(prose[first : spans[-1][1]])
    traditional = np.concatenate((np.zeros(1, np.int64), np.cumsum(old[codes], dtype=np.int64)))
    kept = [
        (start - first, end - first)
        for start, end in spans
        if not _is_traditional(int(traditional[end - first] - traditional[start - first]), end - start) and not _is_contents(prose, start, end)
    ]
    if not kept:
        return np.zeros(0, np.uint32), np.zeros(0, np.int64)
    parts = [codes[start:end] for start, end in kept]
    joined, at = np.concatenate(parts), np.concatenate([np.arange(first + start, first + end) for start, end in kept])
    inside = joined != _NEWLINE
    ends = np.cumsum([int(np.count_nonzero(part != _NEWLINE)) for part in parts])
    return np.insert(joined[inside], ends, _NEWLINE), np.insert(at[inside], ends, -1)


def _is_traditional(count: int, size: int) -> bool:
    return count >= _TRADITIONAL_LEAST and count >= _TRADITIONAL_SHARE * size


def _is_contents(prose: str, start: int, end: int) -> bool:
    """Whether a line is an entry of a list of contents."""
    return end - start < _ENTRY_MOST and prose[end - 1].isdigit() and _CONTENTS.search(prose, start, end) is not None


def _old_script(prose: str) -> NDArray[np.bool_]:
    """Which code points of a text are traditional characters."""
    table = np.zeros(1 << 16, np.bool_)
    simplified = lexicon().simplified
    table[[ord(letter) for letter in set(prose) if "\u3400" <= letter < "\ufb00" and simplified(letter) != letter]] = True
    return table
