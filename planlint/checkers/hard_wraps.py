"""Lines that were broken at a margin, as in an e-mail, a PDF or a page of print: a newline says nothing about paragraphs.

Either the whole text was wrapped (`document.wrapped`), or some of its paragraphs were. In the second case the breaks in
mid-sentence tell: they stand at one margin.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from planlint.checkers import broken_paragraphs
from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"lines": 3}
"""A margin is one where so many lines end in mid-sentence; or any lines, with one such among them, and few go beyond."""

RAGGED = 4
"""Columns that a line may stop short of the margin: a closing mark or a number goes to the next line as a whole."""
NARROWEST = 30
WIDEST = 120
"""Columns of the narrowest and the widest page; a longer line is a paragraph."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each newline that only wraps a line."""
    if document.wrapped:
        yield from _throughout(document)
        return
    seams = document.once(broken_paragraphs.seams)
    torn = [s for s in seams if s.score >= broken_paragraphs.OPTIONS["threshold"]]
    if not torn:
        return
    widths = document.once(_widths)
    ends = {s: widths[document.position(s.end).line - 1] for s in seams}
    hanging = [ends[s] for s in torn if document.text[s.start - 1] in " \t\u3000"]
    margin = _margin([ends[s] for s in torn], hanging, widths, {**OPTIONS, **options}["lines"])
    for seam in seams:  # at a margin, less evidence will do
        if margin - RAGGED <= ends[seam] <= margin and seam.score > 0:
            yield _hit(document, seam.end, seam.start, margin)


def _throughout(document: Document) -> Iterator[Hit]:
    """The newlines inside the paragraphs of a text that was wrapped throughout."""
    text = document.text
    widths = document.once(_widths)
    margin = Counter(w for w in widths if NARROWEST <= w <= WIDEST).most_common(1)[0][0]
    for block in document.paragraphs:
        lines = [line for line in _lines(text, block.span) if not text[line.start : line.end].isspace()]
        for before, after in pairwise(lines):
            end = before.start + len(text[before.start : before.end].rstrip())
            start = after.end - len(text[after.start : after.end].lstrip())
            if end > before.start:
                yield _hit(document, end, start, margin)


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a block, newlines left out."""
    at = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        yield Span(at, at + len(line.rstrip("\r\n")))
        at += len(line)


def _widths(document: Document) -> tuple[int, ...]:
    """The columns that each line takes, white space at its end left out."""
    from unicodedata import east_asian_width

    starts = (*document.line_starts, len(document.text))
    lines = (document.text[a:b].rstrip() for a, b in pairwise(starts))
    return tuple(WIDEST + 1 if len(line) > WIDEST else sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines)


def _margin(torn: list[int], hanging: list[int], widths: tuple[int, ...], least: int) -> int:
    """The margin at which a good part of the torn lines end, in columns; -1 where they end here and there.

    A few torn lines are enough where other lines end there too, and the torn ones go on with an indent (`hanging`) or no
    line of the text is longer.
    """

    def ending(lines: Iterable[int], margin: int) -> int:
        return sum(margin - RAGGED <= width <= margin for width in lines)

    margin = max(torn, key=lambda w: (NARROWEST <= w <= WIDEST, ending(torn, w), -w))
    if not NARROWEST <= margin <= WIDEST or 3 * ending(torn, margin) < len(torn):
        return -1
    lines = ending(widths, margin)
    wrapped = lines >= least and (2 * ending(hanging, margin) > ending(torn, margin) or sum(width > margin for width in widths) <= lines)
    return margin if wrapped or ending(torn, margin) >= least else -1


def _hit(document: Document, end: int, start: int, margin: int) -> Hit:
    """A newline between `end` and `start`, with the edit that joins the lines; two Latin words stay two."""
    text = document.text
    blank = " " if text[end - 1].isascii() and text[start].isascii() and text[start].isalnum() else ""
    span = Span(end - 1, start + 1)
    return Hit(span, {"width": margin // 2}, (Edit(Span(end, start), blank),))
