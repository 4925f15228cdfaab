"""What a text makes of its marked headings: several titles, and sections without a word in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from planlint.hits import Hit, Related
from planlint.text.blocks import Block
from planlint.text.document import Document

OPTIONS: dict[str, Any] = {"kind": "empty", "contents": 4}
"""`contents`: from so many headings one after the other, none of them above another, they are a list of contents or an outline."""

LINE = 20
"""A line up to this long may be a date or a source below a title."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"titles" (STR002) or "empty" (STR005)."""
    settings = {**OPTIONS, **options}
    if document.syntax == "markdown":
        yield from _titles(document) if settings["kind"] == "titles" else _empty(document, settings["contents"])


def _titles(document: Document) -> Iterator[Hit]:
    """Every title after the first; where titles are numbered, or where there are many, they are chapters."""
    titles = [b for b in document.blocks if b.level == 1]
    if len(titles) < 2 or any(b.ordinal is not None for b in titles):
        return
    for block in titles[1:]:
        yield Hit(block.span, {"title": document.slice(block.span)[:40]}, related=(Related(titles[0].span, "first"),))


def _empty(document: Document, contents: int) -> Iterator[Hit]:
    """Each heading behind which another one of its level or of a higher one follows at once.

    Before the first line of text (a date is none), headings without a number are the title and its parts; a heading
    that links somewhere is an entry of a list of contents.
    """
    blocks = [b for b in document.blocks if b.kind != "comment"]
    empty: list[Block] = []  # headings without text that follow each other
    begun = False
    for block, after in pairwise(blocks):
        begun |= not block.level and block.span.end - block.span.start > LINE
        if block.level and after.level and after.level <= block.level:
            if (begun or block.ordinal is not None) and "](" not in document.slice(block.span):
                empty.append(block)
            continue
        if len(empty) < contents:
            yield from (_hit(document, b) for b in empty)
        empty = []
    if len(empty) < contents:
        yield from (_hit(document, b) for b in empty)


def _hit(document: Document, block: Block) -> Hit:
    return Hit(block.span, {"title": document.slice(block.span)[:40]})
