"""Labels of one count written in two ways (1. and 2、), and counts that stop at one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.enumeration import Series, series
from planlint.text.numerals import written

OPTIONS: dict[str, Any] = {"kind": "mixed", "share": 0.25}
"""`share`: labels of a style are the odd ones out up to this share of their count, beside three of the other style at least."""

_LONELY = frozenset(("一、", "（一）"))


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"mixed" (NUM005) or "lonely" (NUM015)."""
    settings = {**OPTIONS, **options}
    for one in document.once(series):
        if settings["kind"] == "lonely":
            yield from _lonely(document, one)
        elif len(one.marks) > 3:
            yield from _mixed(document, one, settings["share"])


def _mixed(document: Document, one: Series, share: float) -> Iterator[Hit]:
    """Each label in another style than most of its count."""
    styles = [ordinal.style if (ordinal := document.blocks[mark.block].ordinal) is not None else "" for mark in one.marks]
    usual, times = Counter(styles).most_common(1)[0]
    if times < 3 or times == len(styles) or len(styles) - times > share * len(styles):
        return
    values = [mark.value for mark in one.marks]
    for i, (mark, style) in enumerate(zip(one.marks, styles, strict=True)):
        in_order = (i > 0 and values[i - 1] == mark.value - 1) or values[i + 1 : i + 2] == [mark.value + 1]
        if style and style != usual and in_order:
            right = written(usual, mark.value)
            fields = {"found": document.slice(mark.span), "right": right}
            yield Hit(mark.span, fields, (Edit(mark.span, right),), suggestions=(right,))


def _lonely(document: Document, one: Series) -> Iterator[Hit]:
    """A count of one label, 一、 or （一）."""
    mark = one.marks[0]
    if len(one.marks) == 1 and mark.value == 1 and one.style in _LONELY:
        yield Hit(mark.span, {"found": document.slice(mark.span)})
