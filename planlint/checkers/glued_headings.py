"""A heading that has lost its line break: （三）加强生态保护深入打好污染防治攻坚战，… where （一）, （二） and （四） stand on lines of their own.

Where the heading ends cannot be told by the words; that there was one is told by its sisters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planlint.hits import Hit, Related
from planlint.text.document import Document
from planlint.text.enumeration import series
from planlint.text.patterns import pattern
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.text.blocks import Block
    from planlint.text.enumeration import Series

OPTIONS: dict[str, Any] = {"least": 40, "sisters": 2, "share": 4}
"""Characters of the shortest text with a heading in it, headings of its series that have to stand alone, and how many of these
have to stand against each one that does not."""

_STYLES = ("一、", "（一）")
_CLAUSE = pattern(r"[^，。；：！？,;]{1,60}")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for the label and the first clause of each paragraph that ought to begin with a heading of its own."""
    settings = {**OPTIONS, **options}
    if document.wrapped:
        return
    for s in document.once(series):
        if s.style in _STYLES:
            yield from _glued(document, s, settings)


def _glued(document: Document, s: Series, settings: Mapping[str, Any]) -> Iterator[Hit]:
    blocks = [document.blocks[mark.block] for mark in s.marks]
    alone = [block for block in blocks if block.kind == "heading" and not _is_text(document, block, settings["least"])]
    glued = [block for block in blocks if block not in alone]
    if len(alone) < settings["sisters"] or len(glued) > max(1, len(blocks) // settings["share"]):
        return
    for block in glued:
        clause = _CLAUSE.match(document.prose, block.body, block.span.end)
        if clause is not None and _is_text(document, block, settings["least"]):
            yield Hit(Span(block.span.start, clause.end()), {"clause": clause.group()}, related=(Related(alone[0].span, "sister"),))


def _is_text(document: Document, block: Block, least: int) -> bool:
    """Whether a block with a label is running text: longer than a heading, with a sentence in it."""
    return block.span.end - block.span.start >= least and document.prose.find("。", *block.span) >= 0
