"""Numbers that count inside running text and do not count up by one: 一是…；二是…；四是…

The same holds for 一要, 第一， 其一， and for （一）, （1）, ① within one paragraph. A number that seems to be missing is
first looked for in other words (其次, 第二, 二要): a series may change its way of counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Hit, Related
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.enumeration import Mark, Series
from planlint.text.inline import inline_series, other_form
from planlint.text.numerals import renumbered
from planlint.text.patterns import pattern
from planlint.text.series import Fault, faults

OPTIONS: dict[str, Any] = {}

_FIRST = pattern(r"首先|第一|其一|一方面|一要|一则|一[是、]|[（(][一1]|①|1[.．、]")
MISSING_MAX = 5
"""More numbers than this are not lost inside one paragraph."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The numbers out of line in every series that begins with 1, and series that have lost their 1."""
    for series in document.once(inline_series):
        values = [m.value for m in series.marks]
        if values[0] == 1:
            found = [f for f in faults(values) if f.kind != "stray"]
            if len(found) < 3 or 2 * len(found) < len(values):
                yield from (hit for f in found for hit in _hit(document, series, f))
        elif values[:2] == [2, 3] and series.style == "一是":
            yield from _headless(document, series.marks)


def _hit(document: Document, series: Series, fault: Fault) -> Iterator[Hit]:
    mark, before = series.marks[fault.at], series.marks[fault.at - 1]
    missing = range(fault.expected, mark.value) if fault.kind == "gap" else range(0)
    if len(missing) > MISSING_MAX or _elsewhere(document, series.style, missing, before, mark):
        return
    found = _text(document, mark)
    fields = {"found": found, "expected": renumbered(found, fault.expected), "previous": _text(document, before)}
    variant = fault.kind if fault.kind != "order" or mark.value > before.value else "moved"
    yield Hit(mark.span, fields, related=(Related(before.span, "previous"),), variant="" if variant == "gap" else variant)


def _elsewhere(document: Document, style: str, missing: range, before: Mark, mark: Mark) -> bool:
    """Whether all numbers that seem to be missing stand between two others in some other form."""
    between = document.prose[before.span.end : mark.span.start]
    return bool(missing) and all(other_form(style, n).search(between) for n in missing)


def _headless(document: Document, marks: tuple[Mark, ...]) -> Iterator[Hit]:
    """二是…三是… in one paragraph, without anything before that could be the first point."""
    first, second = marks[:2]
    block = document.paragraphs[first.block]
    if second.block != first.block:
        return
    head = document.prose[block.span.start : first.span.start]
    if _FIRST.search(head) or len(head.strip()) < 8:
        return
    found = _text(document, first)
    yield Hit(first.span, {"found": found, "expected": renumbered(found, 1), "previous": ""}, variant="first", status="preview")


def _text(document: Document, mark: Mark) -> str:
    return document.prose[mark.span.start : mark.span.end].replace(CLEAR, "").strip("，,：:、 \u3000")
