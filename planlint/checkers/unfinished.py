"""A paragraph whose last sentence has no final mark, in a text where all others have one.

What goes on in the next paragraph is torn (EXT001) and what ends the text may be cut off (EXT014); here the next
paragraph begins something new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.checkers.broken_paragraphs import custom, neighbours
from planlint.hits import Edit, Hit
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"least": 30}
"""Characters of the shortest paragraph that is looked at."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for the last character of each such paragraph."""
    if not document.once(custom).tidy or document.wrapped:
        return
    prose, least = document.prose, {**OPTIONS, **options}["least"]
    for before, block in document.once(neighbours):
        if before is None or before.kind != "paragraph" or before.bold or not (block.ordinal or block.level):
            continue
        text = prose[before.span.start : before.span.end].rstrip()
        if len(text) >= least and is_han(text[-1]) and "。" in text[:-1]:
            end = before.span.start + len(text)
            yield Hit(Span(end - 1, end), {}, (Edit(Span(end, end), "。"),))
