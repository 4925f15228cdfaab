"""Straight quotation marks beside Chinese characters: "…" and '…' where “…” and ‘…’ belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

LONGEST_SINGLE = 30
"""Characters that may stand between two single marks; further apart they are apostrophes and minutes of arc."""

_CURLY = {'"': "“”", "'": "‘’"}
_CHINESE_MARKS = frozenset("，。、；：！？（）《》“”‘’…—")
_CODE = pattern(r"[\w\"']\"?[:=][ \t]*[\"'\[{\d]|[\"'][ \t]*[:=]")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each pair of straight marks round Chinese words, and for each single mark beside them."""
    prose = document.prose
    marks = [mark for mark in _CURLY if mark in prose]
    if not marks:
        return
    for block in document.paragraphs:
        for mark in marks:
            if prose.find(mark, *block.span) >= 0:
                yield from _in_block(prose, block.span, mark)


def _in_block(prose: str, span: Span, mark: str) -> Iterator[Hit]:
    """The marks of one kind in one paragraph; data (key = "value") and inches (24") are left alone."""
    if _CODE.search(prose, *span):
        return
    offsets = [at for at in _places(prose, span, mark) if not prose[at - 1 : at].isdigit() or not at]
    if len(offsets) % 2 == 0:
        for left, right in zip(offsets[::2], offsets[1::2], strict=True):
            if _is_chinese(prose, left, right, mark):
                yield _pair(left, right, mark)
    elif mark == '"':
        yield from (Hit(Span(at, at + 1), {"mark": mark, "right": _CURLY[mark]}, variant="single") for at in offsets if _is_beside(prose, at))


def _places(prose: str, span: Span, mark: str) -> Iterator[int]:
    at = prose.find(mark, *span)
    while at >= 0:
        yield at
        at = prose.find(mark, at + 1, span.end)


def _is_beside(prose: str, at: int) -> bool:
    """Whether a Chinese character or mark stands next to an offset on both sides, the ends of a line included."""
    before, after = prose[at - 1 : at] if at else "", prose[at + 1 : at + 2]
    return (is_han(before) or is_han(after)) and all(not c or c.isspace() or is_han(c) or c in _CHINESE_MARKS for c in (before, after))


def _is_chinese(prose: str, left: int, right: int, mark: str) -> bool:
    """Whether two marks stand round Chinese words, or round a word within a Chinese sentence."""
    if mark == "'" and right - left > LONGEST_SINGLE:
        return False
    inside = is_han(prose[left + 1]) or is_han(prose[right - 1])
    outside = (is_han(prose[left - 1 : left]) if left else False) and is_han(prose[right + 1 : right + 2])
    return right - left > 1 and (inside or outside)


def _pair(left: int, right: int, mark: str) -> Hit:
    curly = _CURLY[mark]
    edits = (Edit(Span(left, left + 1), curly[0]), Edit(Span(right, right + 1), curly[1]))
    return Hit(Span(left, right + 1), {"mark": mark, "right": curly}, edits)
