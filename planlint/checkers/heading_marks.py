"""Headings that end with a full stop, a semicolon, a comma or a colon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.blocks import HEADING_MAX, Block
from planlint.text.characters import CLEAR, SOLID
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"marks": "。；，、", "share": 0.2, "others": 4}
"""`share`: a numbered line without `#` is reported where so few of its kind end with a mark, and at least `others` do without."""

_STYLES = frozenset(("编", "篇", "章", "节", "一、"))
_ENDS = "。；，、：！？,;:!?…"
_GOES_ON = "，、"


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit at the last mark of each heading that has one; where all headings of a level have it, it is a style."""
    settings = {**OPTIONS, **options}
    for group in _groups(document).values():
        ending = [b for b in group if _mark(document, b) in settings["marks"]]
        if not ending:
            continue
        if not group[0].level or len(ending) == len(group) > 1:
            bare = sum(1 for b in group if _mark(document, b) not in _ENDS)
            if bare < settings["others"] or len(ending) > settings["share"] * len(group):
                continue
        for block in ending:
            yield _hit(document, block)


def _groups(document: Document) -> dict[tuple[int, str], list[Block]]:
    """The headings of a document that begin alike: marked ones by level, other short numbered lines by label."""
    groups: dict[tuple[int, str], list[Block]] = {}
    for block in _short(document.blocks):
        style = block.ordinal.style if block.ordinal is not None else ""
        if block.level or style in _STYLES:
            text = document.prose[block.body : block.span.end]
            if SOLID not in text and "。" not in text.rstrip()[:-1]:
                groups.setdefault((block.level, style), []).append(block)
    return groups


def _short(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that may be headings."""
    for block in blocks:
        labelled = block.kind == "paragraph" and block.ordinal is not None
        if (labelled or block.kind == "heading") and block.span.end - block.span.start <= HEADING_MAX:
            yield block


def _mark(document: Document, block: Block) -> str:
    """The last character of a block that a reader sees; a space where there is none."""
    return document.prose[block.span.start : block.span.end].rstrip(f" \t\u3000{CLEAR}")[-1:] or " "


def _hit(document: Document, block: Block) -> Hit:
    end = block.span.start + len(document.prose[block.span.start : block.span.end].rstrip(f" \t\u3000{CLEAR}"))
    span = Span(end - 1, end)
    fields = {"mark": document.slice(span)}
    if document.text[end - 1] in _GOES_ON:  # the rest of the heading stands on the next line: there is nothing to delete
        return Hit(span, fields, variant="torn", cluster="torn")
    return Hit(span, fields, (Edit(span, ""),))
