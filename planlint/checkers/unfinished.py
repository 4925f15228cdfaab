"""A paragraph whose last sentence has no final mark, in a text where all others have one.

What goes on in the next paragraph is torn (EXT001) and what ends the text may be cut off (EXT014); here the next
paragraph begins something new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.checkers.broken_paragraphs import custom, is_byline, neighbours, open_ends
from planlint.hits import Edit, Hit
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"least": 30}
"""Characters of the shortest paragraph that is looked at."""
LONG = 50
"""Characters from which on a text that holds a sentence is a paragraph in any document."""
CLAUSES = 3
"""Clauses from which on a text without a sentence before its last one is running text."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for the last character of each such paragraph."""
    if document.wrapped:
        return
    prose, least, rows = document.prose, {**OPTIONS, **options}["least"], document.once(neighbours)
    for at in document.once(open_ends):
        before, block = rows[at]
        if before is None or before.kind not in ("paragraph", "item") or before.level or before.bold or not (block.ordinal or block.level):
            continue
        text = prose[before.span.start : before.span.end].rstrip()
        if len(text) >= least and is_han(text[-1]) and _is_running(document, text) and not is_byline(text):
            end = before.span.start + len(text)
            yield Hit(Span(end - 1, end), {}, (Edit(Span(end, end), "。"),))


def _is_running(document: Document, text: str) -> bool:
    """Whether a text is one that ought to end with a full stop: by what it holds, and in a short one by what is usual in the document."""
    sentence = "。" in text
    return (sentence and len(text) >= LONG) or ((sentence or text.count("，") >= CLAUSES - 1) and document.once(custom).stopped)
