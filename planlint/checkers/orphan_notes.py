"""Marks of notes (②, [3]) in the text of a document that has no note of that number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Hit
from planlint.text.document import Document
from planlint.text.numerals import CIRCLED
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_SIGN = r"[①-⑳]|[\[〔［]\d{1,3}[\]〕］]"
_MARK = pattern(rf"(?<=[^\s①-⑳、和至第（(见注中])(?:{_SIGN})(?=[。，；：、”』」）\s]|$)")
_HEAD = pattern(rf"[ \u3000\t>*]*(?:注[：:]?)?(?:{_SIGN})")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each mark at the end of a word that no line of the document begins with."""
    prose = document.prose
    marks = list(_MARK.finditer(prose)) if any(c in prose for c in CIRCLED[:3]) or "[1]" in prose or "〔1〕" in prose else []
    if not marks:
        return
    notes = set()
    for block in document.blocks:
        if m := _HEAD.match(prose, block.span.start, block.span.end):
            notes.add(_number(m.group()))
    for m in marks:
        if _number(m.group()) not in notes and not _listed(prose, m):
            yield Hit(Span(m.start(), m.end()), {"mark": m.group()})


def _listed(prose: str, m: re.Match[str]) -> bool:
    """Whether a text counts with these signs (①疏浚；②改造), so that a mark may point at an item."""
    return m.group() in CIRCLED and pattern(rf"[：；。]\s?[{CIRCLED[:20]}]").search(prose, max(0, m.start() - 600), m.start()) is not None


def _number(mark: str) -> int:
    """The number of a mark, in whatever brackets."""
    last = mark[-1]
    return CIRCLED.index(last) + 1 if last in CIRCLED else int("".join(c for c in mark if c.isdigit()))
