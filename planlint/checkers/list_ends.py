"""Items of one list that end differently: one 。 among ；, or a last item that ends with ；."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.enumeration import BLANK, Series, series
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"share": 0.75}
"""So many of the items before the last one agree on their mark where the others are said to differ."""

_MARKS = frozenset("；。")
_LEGAL = frozenset("编章节条")
_SLIPS = frozenset("；。，、")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit at the end of each item that differs from its list; an item of several sentences may end as it likes."""
    share = {**OPTIONS, **options}["share"]
    prose = document.prose
    for one in document.once(series):
        ends = _ends(document, one)
        if not ends:
            continue
        *inner, last = (prose[at] for at in ends)
        if len(set(inner)) == 1 and not inner[0] == last == "；":
            continue  # as nearly all
        usual, times = Counter(inner).most_common(1)[0]
        if usual not in _MARKS or times < 2 or times < share * len(inner):
            continue
        for mark, at, label in zip(inner, ends, one.marks, strict=False):
            if mark != usual and mark in _SLIPS and not any(prose.find(stop, label.span.end, at) >= 0 for stop in "。；"):
                yield _hit(at, mark, usual, "")
        if usual == "；" == last and times == len(inner) and not _within_another(document, one):
            yield _hit(ends[-1], last, "。", "last")


def _ends(document: Document, one: Series) -> list[int]:
    """The last character of each item, blanks left out; [] where text stands between the items or one is empty."""
    blocks = document.blocks[one.marks[0].block : one.marks[-1].block + 1]
    if len(blocks) < 3 or len(blocks) != len(one.marks) or any(block.level for block in blocks):
        return []
    prose, found = document.prose, []
    for mark, block in zip(one.marks, blocks, strict=True):
        end = block.span.end
        while end > mark.span.end and prose[end - 1] in BLANK:
            end -= 1
        if end == mark.span.end:
            return []
        found.append(end - 1)
    return found


def _within_another(document: Document, one: Series) -> bool:
    """Whether an item of an outer list follows, the sentence of which goes on behind the last item."""
    after = document.blocks[one.marks[-1].block + 1 : one.marks[-1].block + 2]
    return bool(after) and after[0].ordinal is not None and after[0].ordinal.style not in _LEGAL


def _hit(at: int, mark: str, right: str, variant: str) -> Hit:
    span = Span(at, at + 1)
    return Hit(span, {"mark": mark, "right": right}, (Edit(span, right),), suggestions=(right,), variant=variant)
