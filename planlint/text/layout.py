"""What a format with styles knows of its lines and plain text does not say: headings, tables, notes; where a text may be edited; where it came from."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from planlint.text.blocks import Block, is_heading
from planlint.text.characters import SOLID
from planlint.text.spans import Span

Edits = tuple[tuple[Span, str], ...]
"""What is put in the place of spans that are in order and do not overlap."""


class Line(NamedTuple):
    """What is known of the lines of a span: they are of one `kind` ("": let the text decide), of a heading's `level`, bold as a whole."""

    span: Span
    kind: str = ""
    level: int = 0
    bold: bool = False
    anchor: int = -1
    """For a note, the offset in the text where its mark stands."""


class Origin(Protocol):
    """Where the characters of a text stand in the file that it was taken from."""

    def place(self, span: Span) -> dict[str, Any]: ...


class Layout(NamedTuple):
    """What is known of a text that was taken from a format with styles. `lines` and `locks` are in order and disjoint.

    No edit may touch a lock (an automatic number, the end of a cell). `edits` lead from the text as it was taken to this one.
    """

    lines: tuple[Line, ...]
    locks: tuple[Span, ...]
    origin: Origin
    edits: Edits = ()

    def at(self, offset: int) -> Line | None:
        """What is known of the line of an offset."""
        at = bisect_right(self.lines, offset, key=lambda line: line.span.start) - 1
        return self.lines[at] if at >= 0 and offset < max(self.lines[at].span.end, self.lines[at].span.start + 1) else None

    def applied(self, text: str, blocks: Iterable[Block]) -> Iterator[Block]:
        """Blocks of plain text with what is known of their lines; the lines of one heading are one block."""
        before: Line | None = None
        heading: Block | None = None
        for block in blocks:
            line = self.at(block.span.start)
            if heading is not None and line is not None and line is before:
                heading = heading._replace(span=Span(heading.span.start, block.span.end))
                continue
            if heading is not None:
                yield heading
            known = block if line is None or block.kind == "comment" else _known(text, block, line)
            heading, before = (known, line) if known.kind == "heading" and known.level else (None, None)
            if heading is None:
                yield known
        if heading is not None:
            yield heading

    def masked(self, prose: str) -> str:
        """A prose in which the tabs between the cells of tables are markup."""
        out, at = [], 0
        for line in self.lines:
            if line.kind == "table":
                out += [prose[at : line.span.start], prose[line.span.start : line.span.end].replace("\t", SOLID)]
                at = line.span.end
        return "".join((*out, prose[at:]))

    def allows(self, text: str, edits: Iterable[tuple[Span, str]]) -> bool:
        """Whether a text may be edited so: nothing locked is touched, and no line is added."""
        return all(new.replace("\u3000", " ").isprintable() and not self._locked(text, span) for span, new in edits)

    def _locked(self, text: str, span: Span) -> bool:
        at = bisect_right(self.locks, span.start, key=lambda lock: lock.end)
        if at == len(self.locks):
            return span.end >= len(text)  # behind the last line there is no paragraph
        lock = self.locks[at]
        return lock.start < span.end or (lock.start == span.start and text[lock.start - 1 : lock.start] in ("", "\n"))

    def revised(self, edits: Iterable[tuple[Span, str]], length: int) -> "Layout":
        """What is known of the text, which has this length, when it is edited."""
        own = tuple((span, new) for span, new in edits)
        shift = Shift(own)
        lines = (line._replace(span=shift.stretch(line.span), anchor=shift.start(line.anchor) if line.anchor >= 0 else -1) for line in self.lines)
        locks = tuple(Span(shift.end(lock.start), shift.start(lock.end)) for lock in self.locks)  # nothing is inserted into one
        return self._replace(lines=tuple(line for line in lines if line.span.start < line.span.end), locks=locks, edits=composed(self.edits, own, length))

    def source(self, span: Span) -> dict[str, Any]:
        """Where a span stands in the file that the text was taken from."""
        back = Shift(tuple(_inverse(self.edits)))
        return self.origin.place(back.stretch(span))


def _known(text: str, block: Block, line: Line) -> Block:
    if line.kind:
        return block._replace(kind=line.kind, level=line.level, bold=line.bold)
    heads = line.bold and block.kind == "paragraph" and is_heading(text[block.span.start : block.span.end], block.ordinal, True)
    return block._replace(bold=line.bold, kind="heading" if heads else block.kind)


class Shift:
    """Where offsets of a text lie after edits."""

    def __init__(self, edits: Edits) -> None:
        self._starts = [span.start for span, _ in edits]
        self._edits = edits
        self._moved = [0]
        for span, new in edits:
            self._moved.append(self._moved[-1] + len(new) - (span.end - span.start))

    def start(self, offset: int) -> int:
        """Where an offset lies that has the text behind it: before what is inserted there."""
        return self._at(bisect_left(self._starts, offset), offset)

    def end(self, offset: int) -> int:
        """Where an offset lies that has the text before it: behind what is inserted there."""
        return self._at(bisect_right(self._starts, offset), offset)

    def stretch(self, span: Span) -> Span:
        """Where a stretch lies, with what is inserted at its ends."""
        start = self.start(span.start)
        return Span(start, max(start, self.end(span.end)))

    def _at(self, count: int, offset: int) -> int:
        """An offset that so many edits begin before."""
        if count and self._edits[count - 1][0].end > offset:  # what stood here is gone
            span = self._edits[count - 1][0]
            return span.start + self._moved[count - 1]
        return offset + self._moved[count]


def _inverse(edits: Edits) -> Iterator[tuple[Span, str]]:
    """Edits that lead back, with as many characters as there were."""
    moved = 0
    for span, new in edits:
        start = span.start + moved
        yield Span(start, start + len(new)), " " * (span.end - span.start)
        moved += len(new) - (span.end - span.start)


_Piece = tuple[int, int, str]
"""A stretch of a text that was kept, or one that was put in: start, end, or 0, 0 and the words."""


def composed(first: Edits, second: Edits, length: int) -> Edits:
    """Edits that do at once what the first and then the second do; the text between them has this length."""
    before = length - sum(len(new) - (span.end - span.start) for span, new in first)
    rest, out, at = deque(_pieces(first, before)), list[_Piece](), 0
    for span, new in second:
        out += _taken(rest, span.start - at)
        _taken(rest, span.end - span.start)
        if new:
            out.append((0, 0, new))
        at = span.end
    return tuple(_edits((*out, *rest, (before, before, ""))))


def _pieces(edits: Edits, length: int) -> Iterator[_Piece]:
    at = 0
    for span, new in edits:
        if at < span.start:
            yield at, span.start, ""
        if new:
            yield 0, 0, new
        at = span.end
    if at < length:
        yield at, length, ""


def _taken(rest: deque[_Piece], count: int) -> list[_Piece]:
    """The pieces of the next so many characters."""
    out = []
    while count > 0:
        start, end, new = rest.popleft()
        size = len(new) or end - start
        if size > count:
            rest.appendleft((0, 0, new[count:]) if new else (start + count, end, ""))
            start, end, new = (0, 0, new[:count]) if new else (start, start + count, "")
        out.append((start, end, new))
        count -= size
    return out


def _edits(pieces: Iterable[_Piece]) -> Iterator[tuple[Span, str]]:
    """What was put in and what was left out between the pieces that were kept."""
    at, put = 0, ""
    for start, end, new in pieces:
        if new:
            put += new
            continue
        if put or at < start:
            yield Span(at, start), put
        at, put = end, ""
