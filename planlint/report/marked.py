"""The text of a document as HTML with its problems marked in place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from planlint.rules import SEVERITIES
from planlint.text.document import Document
from planlint.text.spans import Span

AROUND = 200
"""Characters shown on both sides of a place where the text is too long to be shown as a whole."""

LONG_LINE = 2_000
"""Characters from which on a line is cut there too."""

PART = 40
"""Lines that a browser lays out together; parts out of sight it passes over."""


class Mark(NamedTuple):
    """A place to be marked: its number in the page, that of its report, where it is, how grave, and what to call it."""

    place: int
    report: int
    span: Span
    severity: str
    title: str


class Piece(NamedTuple):
    """A stretch with the marks that cover it; the marks of an empty one stand at it."""

    span: Span
    marks: tuple[Mark, ...]


def paragraphs(document: Document, marks: Sequence[Mark], targets: Iterable[int], prefix: str, whole: bool, gap: str) -> Iterator[str]:
    """The lines of a text; `targets` are offsets that something links to, by the prefix and their number.

    Unless it is to be shown as a `whole`, only what stands around the marks is; `gap` says how many characters are left out.
    """
    offsets = sorted(set(targets))
    writer = _Writer(document, marks, offsets, prefix)
    stretches = [Span(0, len(document.text))]
    if not whole:
        stretches = list(_around(document, [*(m.span for m in marks), *(Span(at, at) for at in offsets)]))
    at = 0
    for stretch in stretches:
        if stretch.start > at:
            yield _gap(stretch.start - at, gap)
        lines = list(writer.lines(stretch))
        for first in range(0, len(lines), PART):
            yield from ('<div class="part">', *lines[first : first + PART], "</div>")
        at = stretch.end
    if at < len(document.text):
        yield _gap(len(document.text) - at, gap)


def _gap(size: int, words: str) -> str:
    return f'<p class="gap">{escape(words.format(n=f"{size:,}"))}</p>'


def _around(document: Document, spans: list[Span]) -> Iterator[Span]:
    """The lines in which something stands; of long lines only what is near."""
    starts, last = document.line_starts, len(document.text)
    start = end = -1
    for span in sorted(spans):
        first, final = bisect_right(starts, span.start) - 1, bisect_right(starts, span.end) - 1
        low, high = starts[first], starts[final + 1] if final + 1 < len(starts) else last
        low = low if span.start - low < LONG_LINE else span.start - AROUND
        high = high if high - span.end < LONG_LINE else span.end + AROUND
        if start >= 0 and low <= end:
            end = max(end, high)
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = low, high
    if start >= 0:
        yield Span(start, end)


def pieces(marks: Iterable[Mark]) -> list[Piece]:
    """What marks cover, cut where one begins or ends, in order; empty marks before what begins where they stand."""
    events: dict[int, tuple[list[Mark], list[Mark], list[Mark]]] = {}
    for mark in marks:
        if mark.span.start == mark.span.end:
            events.setdefault(mark.span.start, ([], [], []))[2].append(mark)
            continue
        events.setdefault(mark.span.start, ([], [], []))[0].append(mark)
        events.setdefault(mark.span.end, ([], [], []))[1].append(mark)
    out: list[Piece] = []
    active: list[Mark] = []
    before = 0
    for at in sorted(events):
        begins, ends, empty = events[at]
        if active:
            out.append(Piece(Span(before, at), tuple(active)))
        if empty:
            out.append(Piece(Span(at, at), tuple(empty)))
        over = {mark.place for mark in ends}
        active = [mark for mark in active if mark.place not in over] + begins
        before = at
    return out


class _Writer:
    """Writes stretches of one document, from its beginning to its end."""

    def __init__(self, document: Document, marks: Sequence[Mark], targets: list[int], prefix: str) -> None:
        self._document = document
        self._pieces = pieces(marks)
        self._starts = [piece.span.start for piece in self._pieces]
        self._targets = targets
        self._prefix = prefix
        self._headings = {document.position(b.span.start).line for b in document.blocks if b.kind == "heading"}
        self._begun: set[int] = set()

    def lines(self, stretch: Span) -> Iterator[str]:
        """The lines of a stretch that hold anything but white space, or a mark."""
        starts, last = self._document.line_starts, len(self._document.text)
        for number in range(bisect_right(starts, stretch.start), len(starts) + 1):
            low = max(starts[number - 1], stretch.start)
            high = min(starts[number] if number < len(starts) else last, stretch.end)
            if low > high or (low == high < last):
                return
            if content := self._line(low, high).strip(" \t"):
                kind = ' class="h"' if number in self._headings else ""
                yield f'<p{kind} data-l="{number}">{content}</p>'

    def _line(self, low: int, high: int) -> str:
        """One line; its newline is shown only where it is marked."""
        text = self._document.text
        bare = low + len(text[low:high].rstrip("\r\n"))
        first = max(0, bisect_left(self._starts, low) - 1)
        at, out = low, ""
        for piece in self._pieces[first : bisect_right(self._starts, high)]:
            start, end = max(piece.span.start, low), min(piece.span.end, high)
            if start < end or (piece.span.start == piece.span.end and (low <= start < high or start == high == len(text))):
                out += self._plain(at, min(start, bare)) + self._mark(piece, start, end)
                at = end
        return out + self._plain(at, bare) + self._anchors(max(at, bare), high)

    def _plain(self, start: int, end: int) -> str:
        """Text outside of marks, with what something links to."""
        out = ""
        for target in self._targets[bisect_left(self._targets, start) : bisect_left(self._targets, end)]:
            out += shown(self._document.text[start:target]) + f'<i id="{self._prefix}{target}"></i>'
            start = target
        return out + shown(self._document.text[start:end]) if start < end else out

    def _anchors(self, start: int, end: int) -> str:
        found = self._targets[bisect_left(self._targets, start) : bisect_left(self._targets, end)]
        return "".join(f'<i id="{self._prefix}{target}"></i>' for target in found)

    def _mark(self, piece: Piece, start: int, end: int) -> str:
        """A piece of marked text; the first piece of a place carries its number."""
        new = [m for m in piece.marks if m.place not in self._begun]
        self._begun.update(m.place for m in new)
        worst = min((m.severity for m in piece.marks), key=SEVERITIES.index)
        kind = f"{worst} empty" if start == end else worst
        title = escape(" / ".join(dict.fromkeys(m.title for m in piece.marks)))
        numbers = f' data-n="{",".join(dict.fromkeys(str(m.report) for m in new))}"' if new else ""
        anchors = "".join(f'<i id="m{m.place}"></i>' for m in new[1:])
        name = f' id="m{new[0].place}"' if new else ""
        covered = " ".join(str(m.place) for m in piece.marks)
        return f'{self._anchors(start, end)}{anchors}<mark{name} class="{kind}" data-p="{covered}"{numbers} title="{title}">{shown(self._document.text[start:end])}</mark>'


def shown(text: str) -> str:
    """A text as HTML: newlines as ⏎, and what is invisible by its number."""
    text = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    if text.replace("\u3000", "").replace("\t", "").isprintable():
        return escape(text)
    return "".join(escape(c) if c.isprintable() or c in "\u3000\t" else f'<span class="inv">⟨{ord(c):04X}⟩</span>' for c in text)
