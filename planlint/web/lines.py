"""The words of a web page as lines, each block one, as a reader sees them."""

import re
from typing import Any, NamedTuple

from lxml import etree

from planlint.text.layout import Line
from planlint.text.spans import Span
from planlint.web.content import size
from planlint.web.names import BLOCKS, HEADINGS

Element = Any

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_JOINT = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_WIDE})")
"""White space with a newline between wide characters, which is none: CSS Text Module Level 3, segment break transformation."""

LONGEST_CELL = 200
"""Characters of a cell above which a table is a frame for text."""


class _Open(NamedTuple):
    """A block that is open: its element, the level of a heading, the mark of an item of a list."""

    element: Element
    level: int = 0


class Reader:
    """The lines of a text, in the order in which they are read."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._at = 0
        self.lines: list[Line] = []
        self.places: list[tuple[int, str, int]] = []
        self._pieces: list[str] = []
        self._bold: list[bool] = []
        self._blocks: list[_Open] = []
        self._strong = 0
        self._mark = ""
        self._counts: list[int] = []

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(self._out)

    def heading(self, element: Element) -> None:
        """A heading of the first level that stands apart from the text."""
        self._blocks.append(_Open(element, 1))
        self._add("".join(element.itertext()))
        self._flush()
        self._blocks.pop()

    def walk(self, root: Element) -> None:
        """Read an element from its beginning to its end."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walker:
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._add(element.tail or "") if element is not root else None
                continue
            if event == "start":
                if element.tag == "table" and _is_data(element):
                    self._flush()
                    self._table(element)
                    skipped = element
                else:
                    self._start(element)
            else:
                self._end(element)
                if element is not root:
                    self._add(element.tail or "")
        self._flush()

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            self._blocks.append(_Open(element, HEADINGS.get(tag, 0)))
        if tag in ("ul", "ol"):
            start = element.get("start", "1")
            self._counts.append(int(start) if tag == "ol" and start.isascii() and start.isdecimal() and len(start) < 6 else 1 if tag == "ol" else 0)
        elif tag == "li":
            self._mark = self._item()
        elif tag == "br":
            self._pieces.append("\n")
            self._bold.append(True)
        elif tag in ("b", "strong"):
            self._strong += 1
        self._add(element.text or "")

    def _end(self, element: Element) -> None:
        if element.tag in BLOCKS:
            self._flush()
            self._blocks.pop()
        if element.tag in ("ul", "ol"):
            self._counts.pop()
        elif element.tag in ("b", "strong"):
            self._strong -= 1

    def _item(self) -> str:
        """The mark before an item of a list, as browsers show it."""
        if not self._counts or not self._counts[-1]:
            return "• "
        self._counts[-1] += 1
        return f"{self._counts[-1] - 1}. "

    def _add(self, text: str) -> None:
        if not text:
            return
        if not any(open_.element.tag == "pre" for open_ in self._blocks):
            text = _JOINT.sub("", text)
            text = _BLANKS.sub(" ", text)
        self._pieces.append(text)
        self._bold.append(bool(self._strong) or not text.strip())

    def _flush(self) -> None:
        """End a line, if there is one."""
        said = "".join(self._pieces)
        bold = all(self._bold)
        self._pieces, self._bold = [], []
        rows = [re.sub(" {2,}", " ", row).strip("\ufeff\u200b").strip() for row in said.split("\n")]
        rows = [row for row in rows if row]
        if not rows or not self._blocks:
            return
        block = self._blocks[-1]
        level = next((open_.level for open_ in reversed(self._blocks) if open_.level), 0)
        mark, self._mark = self._mark, ""
        start = self._at
        self.places.append((start, block.element.tag, block.element.sourceline or 0))
        self._put(f"{mark}{rows[0]}" + "".join(f"\n{row}" for row in rows[1:]))
        if level or bold:
            self.lines.append(Line(Span(start, self._at), "heading" if level else "", level, bold))
        self._put("\n")

    def _table(self, table: Element) -> None:
        """The rows of a table, a line each, with tabs between the cells."""
        for row in table.iter("tr", "caption"):
            cells = [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("td", "th")] or [" ".join("".join(row.itertext()).split())]
            if not any(cells):
                continue
            start = self._at
            self.places.append((start, row.tag, row.sourceline or 0))
            self._put("\t".join(cells))
            if row.tag == "tr":
                self.lines.append(Line(Span(start, self._at), "table"))
            self._put("\n")

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._at += len(text)


def _is_data(table: Element) -> bool:
    """Whether a table is one of figures and words, and no frame for text."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return any(len(row) > 1 for row in rows) and all(size(cell) <= LONGEST_CELL for row in rows for cell in row)
