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


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit at the end of each item that differs from its list; an item of several sentences may end as it likes."""
    share = {**OPTIONS, **options}["share"]
    for one in document.once(series):
        ends = _ends(document, one)
        if len(ends) < 3:
            continue
        inner = [mark for _, mark, _ in ends[:-1]]
        usual, times = Counter(inner).most_common(1)[0]
        if usual not in _MARKS or times < 2 or times < share * len(inner):
            continue
        for at, mark, simple in ends[:-1]:
            if simple and mark in _SLIPS and mark != usual:
                yield _hit(at, mark, usual, "")
        at, mark, _ = ends[-1]
        if usual == "；" == mark and times == len(inner) and not _within_another(document, one):
            yield _hit(at, mark, "。", "last")


def _ends(document: Document, one: Series) -> list[tuple[int, str, bool]]:
    """Place and kind of the last character of each item, and whether the item is one sentence; [] where text stands between them."""
    found = []
    for i, mark in enumerate(one.marks):
        block = document.blocks[mark.block]
        if block.level or (i + 1 < len(one.marks) and one.marks[i + 1].block != mark.block + 1):
            return []
        body = document.prose[mark.span.end : block.span.end].rstrip(f" \t\u3000{CLEAR}")
        if not body:
            return []
        found.append((mark.span.end + len(body) - 1, body[-1], "。" not in body[:-1] and "；" not in body[:-1]))
    return found


def _within_another(document: Document, one: Series) -> bool:
    """Whether an item of an outer list follows, the sentence of which goes on behind the last item."""
    after = document.blocks[one.marks[-1].block + 1 : one.marks[-1].block + 2]
    return bool(after) and after[0].ordinal is not None and after[0].ordinal.style not in _LEGAL


def _hit(at: int, mark: str, right: str, variant: str) -> Hit:
    span = Span(at, at + 1)
    return Hit(span, {"mark": mark, "right": right}, (Edit(span, right),), suggestions=(right,), variant=variant)
