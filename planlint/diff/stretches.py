"""Stretches of one text that do not overlap, and what can be asked about a place: does one of them hold it, what is between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from planlint.text.spans import Span


class Stretches:
    """Spans in order. Every question takes a binary search."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def hold(self, span: Span) -> bool:
        """Whether a span lies within one of them."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.end <= self._spans[at].end

    def outside(self, span: Span) -> list[Span]:
        """What is left of a span without them, empty pieces left out."""
        start, end = span
        at = max(0, bisect_right(self._starts, start) - 1)
        left = []
        while at < len(self._spans) and self._spans[at].start < end:
            taken = self._spans[at]
            if taken.end > start:
                if taken.start > start:
                    left.append(Span(start, taken.start))
                start = taken.end
            at += 1
        if start < end:
            left.append(Span(start, end))
        return left

    def spare(self, span: Span) -> bool:
        """Whether none of them has anything of a span."""
        return self.outside(span) == ([span] if span.start < span.end else [])
