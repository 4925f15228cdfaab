"""Items of one list that end differently: one 。 among ；, or a last item that ends with ；."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.enumeration import Series, series
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"share": 0.75}
"""So many of the items before the last one agree on their mark where the others are said to differ."""

_MARKS = frozenset("；。")
_LEGAL = frozenset("编章节条")
_SLIPS = frozenset("；。，、")
_BLANK = f" \t\u3000{CLEAR}"


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit at the end of each item that differs from its list; an item of several sentences may end as it likes."""
    share = {**OPTIONS, **options}["share"]
    prose = document.prose
    for one in document.once(series):
        items = _items(document, one)
        if len(items) < 3:
            continue
        marks = [prose[item.end - 1] for item in items]
        inner = marks[:-1]
        usual, times = Counter(inner).most_common(1)[0]
        if usual not in _MARKS or times < 2 or times < share * len(inner):
            continue
        for item, mark in zip(items, inner, strict=False):
            if mark != usual and mark in _SLIPS and not any(prose.find(stop, item.start, item.end - 1) >= 0 for stop in "。；"):
                yield _hit(item.end - 1, mark, usual, "")
        if usual == "；" == marks[-1] and times == len(inner) and not _within_another(document, one):
            yield _hit(items[-1].end - 1, "；", "。", "last")


def _items(document: Document, one: Series) -> list[Span]:
    """The items of a list without their labels and the blanks at their ends; [] where text stands between them or one is empty."""
    first, last = one.marks[0].block, one.marks[-1].block
    blocks = document.blocks[first : last + 1]
    if len(blocks) < 3 or len(blocks) != len(one.marks) or any(block.level for block in blocks):
        return []
    prose, found = document.prose, []
    for mark, block in zip(one.marks, blocks, strict=True):
        start, end = mark.span.end, block.span.end
        while end > start and prose[end - 1] in _BLANK:
            end -= 1
        if start == end:
            return []
        found.append(Span(start, end))
    return found


def _within_another(document: Document, one: Series) -> bool:
    """Whether an item of an outer list follows, the sentence of which goes on behind the last item."""
    after = document.blocks[one.marks[-1].block + 1 : one.marks[-1].block + 2]
    return bool(after) and after[0].ordinal is not None and after[0].ordinal.style not in _LEGAL


def _hit(at: int, mark: str, right: str, variant: str) -> Hit:
    span = Span(at, at + 1)
    return Hit(span, {"mark": mark, "right": right}, (Edit(span, right),), suggestions=(right,), variant=variant)
