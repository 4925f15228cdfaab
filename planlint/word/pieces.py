"""A text taken from a Word file, and where each stretch of it stands in the file."""

from bisect import bisect_right
from typing import Any, NamedTuple

from planlint.text.layout import Layout, Line
from planlint.text.spans import Span

Element = Any


class Piece(NamedTuple):
    """A stretch of the text from one element of a run. `run` is -1 for an automatic number and for the end of a paragraph;
    `offset` counts within the run, `lead` the blanks of the element that Word leaves out before it."""

    start: int
    end: int
    part: int
    paragraph: int
    run: int
    offset: int
    lead: int = 0


class Map:
    """Where each character of a text stands in the file."""

    def __init__(self, pieces: tuple[Piece, ...], parts: tuple[str, ...], view: str) -> None:
        self._pieces, self._parts = pieces, parts
        self.view = view

    def place(self, span: Span) -> dict[str, Any]:
        """The part, the paragraph and the run, both from 1, and the offset in the run at the beginning and at the end of a span."""
        return {"start": self._spot(span.start), "end": self._spot(max(span.start, span.end - 1), span.end > span.start)}

    def _spot(self, offset: int, behind: bool = False) -> dict[str, Any] | None:
        at = bisect_right(self._pieces, offset, key=lambda piece: piece.start) - 1
        if at < 0:
            return None
        piece = self._pieces[at]
        inside = min(offset, piece.end) - piece.start + behind
        run = None if piece.run < 0 else piece.run + 1
        return {"part": self._parts[piece.part], "paragraph": piece.paragraph + 1, "run": run, "offset": piece.offset + inside}


class Extract(NamedTuple):
    """A text with its map, and the elements that it came from: of each piece (None: of an automatic number), of the paragraph
    that each newline ends, and for notes and text boxes the run in the body that holds their mark."""

    text: str
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]
    locks: tuple[Span, ...]
    parts: tuple[str, ...]
    nodes: tuple[Element, ...]
    ends: dict[int, Element]
    asides: tuple[tuple[Span, Element], ...]
    roots: dict[str, Element]
    view: str

    def seen(self) -> tuple[str, Layout]:
        """The text and its layout, without the elements, which take a lot of room."""
        return self.text, Layout(self.lines, self.locks, Map(self.pieces, self.parts, self.view))


class Builder:
    """A text as it is put together from the elements of a file, part by part; `at` is where it ends."""

    def __init__(self, view: str, keep: bool) -> None:
        self.at = 0
        self.lines: list[Line] = []
        self._view, self._keep = view, keep
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._nodes: list[Element] = []
        self._locks: list[Span] = []
        self._ends: dict[int, Element] = {}
        self._asides: list[tuple[Span, Element]] = []
        self._parts: list[str] = []
        self._roots: dict[str, Element] = {}

    def enter(self, name: str, root: Element) -> None:
        """Go on with another part of the file."""
        self._parts.append(name)
        self._roots[name] = root

    def add(self, text: str, node: Element | None, paragraph: int, run: int = -1, offset: int = 0, lead: int = 0) -> None:
        """A stretch of text from an element; what comes from none, as a number, a formula, a reading above a word, is locked."""
        self._piece(text, node, Piece(self.at, self.at + len(text), len(self._parts) - 1, paragraph, run, offset, lead))
        if node is None:
            self.lock(Span(self.at - len(text), self.at))

    def end(self, element: Element, paragraph: int) -> None:
        """The end of a paragraph, or of a cell without one."""
        if self._keep:
            self._ends[self.at] = element
        self._piece("\n", None, Piece(self.at, self.at + 1, len(self._parts) - 1, paragraph, -1, 0))

    def _piece(self, text: str, node: Element | None, piece: Piece) -> None:
        self._texts.append(text)
        self._pieces.append(piece)
        if self._keep:
            self._nodes.append(node)
        self.at = piece.end

    def end_as(self, mark: str) -> None:
        """Let the last line end with another character: a tab, between two cells."""
        self._texts[-1] = mark

    def lock(self, span: Span) -> None:
        """Let a stretch not be edited."""
        if not self._locks or self._locks[-1] != span:
            self._locks.append(span)

    def lock_end(self) -> None:
        """Let the end of the line before not be edited, if a line or a number is what the text ends with."""
        if self._pieces and self._pieces[-1].run < 0:
            self.lock(Span(self.at - 1, self.at))

    def aside(self, start: int, mark: Element) -> None:
        """Say that all since `start` belongs to a mark in the body."""
        if self._keep:
            self._asides.append((Span(start, self.at), mark))

    def mark(self) -> int:
        """A place to ask for what came `since`."""
        return len(self._texts)

    def since(self, mark: int) -> str:
        """The text behind a mark."""
        return "".join(self._texts[mark:])

    def extract(self) -> Extract:
        """All of it."""
        return Extract(
            "".join(self._texts), tuple(self._pieces), tuple(self.lines), tuple(self._locks), tuple(self._parts), tuple(self._nodes),
            self._ends, tuple(self._asides), self._roots, self._view,
        )  # fmt: skip
