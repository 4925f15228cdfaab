"""The text of a Word file as a reader sees it, each character with the run that it stands in.

A paragraph is a line; so is a row of a table, its cells with tabs between them, but a table of one column is a frame around
ordinary paragraphs. Text boxes come behind the paragraph that holds them, notes behind everything; headers and footers are
not part of the text.
"""

from collections.abc import Iterator
from typing import Any

from planlint.text.layout import Line
from planlint.text.spans import Span
from planlint.word.elements import ALTERNATE, boxes, chosen, following, inside
from planlint.word.names import XML, M, w
from planlint.word.numbering import Lists
from planlint.word.package import Package
from planlint.word.pieces import Builder, Extract
from planlint.word.styles import Style, Styles, is_on, outline_level
from planlint.word.symbols import symbol

Element = Any

_P, _R, _T, _TBL, _SDT = w("p"), w("r"), w("t"), w("tbl"), w("sdt")
_PROPERTIES, _RUN_PROPERTIES = w("pPr"), w("rPr")
_INSERTED, _DELETED = {w("ins"), w("moveTo")}, {w("del"), w("moveFrom")}
_TRANSPARENT = {w("hyperlink"), w("smartTag"), w("fldSimple"), w("dir"), w("bdo"), w("customXml")}
_MATH = {f"{M}oMath", f"{M}oMathPara"}
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_HOLDERS = {w("drawing"), w("pict"), w("object"), ALTERNATE}
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_BLANK = str.maketrans("\n\r\t", "   ")
HEADING_MAX = 120
RUN_IN_MAX = 45
"""Characters up to which a paragraph with the style of a heading is one, without and with a full stop in it: whole paragraphs are
sometimes put into the outline."""


def extract(package: Package, view: str = "accepted", keep: bool = True) -> Extract:
    """The text of a Word file in a view of its tracked changes, with the elements that it came from unless they are not to be
    kept: they take a lot of room. Raises UserError for a file that cannot be read."""
    return _Reader(package, view, keep).document()


class _Open:
    """The line that is being read: where it begins, in the text and in its pieces, and whether all of it is bold."""

    def __init__(self, start: int, first: int) -> None:
        self.start, self.first = start, first
        self.bold: bool | None = None
        self.numbered = False
        self.page_break: tuple[Element, int, int] | None = None


class _Reader:
    def __init__(self, package: Package, view: str, keep: bool) -> None:
        self._package, self._view = package, view
        self._left_out = set() if view == "both" else _INSERTED if view == "original" else _DELETED
        self._styles = Styles(self._related("styles"))
        self._lists = Lists(self._related("numbering"), self._styles)
        self._text = Builder(view, keep)
        self._boxes: list[tuple[Element, Element]] = []
        self._notes: list[tuple[str, str, Element, int]] = []
        self._order: Iterator[tuple[int, Element]] = iter(())  # of the paragraphs of a part
        self._boxed: dict[Element, int] = {}
        self._number = 0  # of the paragraph, of the run in it
        self._run = -1
        self._in_run = 0
        self._bold = False
        self._style = Style()
        self._fields: list[bool] = []  # of each open field, whether this is its instruction
        self._instructions = 0  # how many of them
        self._depth = 0  # of tables
        self._mark: Element | None = None  # of the note or text box
        self._anchor = -1
        self._line = _Open(0, 0)
        self._goes_on = False

    def _related(self, kind: str) -> Element | None:
        name = self._package.related(self._package.main, kind)
        return self._package.xml(name) if name else None

    def document(self) -> Extract:
        """The body, then its notes in the order of their marks."""
        root = self._package.body()
        self._enter(self._package.main, root)
        self._blocks(root.find(w("body")))
        for kind in _NOTES.values():
            wanted = [note for note in self._notes if note[0] == kind]
            name = self._package.related(self._package.main, kind) if wanted else ""
            if name:
                self._notes_of(name, wanted)
        return self._text.extract()

    def _enter(self, name: str, root: Element) -> None:
        """Go on with another part of the file."""
        self._text.enter(name, root)
        self._order = enumerate(root.iter(_P))

    def _place(self, paragraph: Element) -> int:
        """The number of a paragraph among those of its part, in the order of the file; it is to be asked for in this order."""
        return next((at for at, other in self._order if other is paragraph), 0)

    def _notes_of(self, name: str, wanted: list[tuple[str, str, Element, int]]) -> None:
        root = self._package.xml(name)
        self._enter(name, root)
        notes = {note.get(w("id")): note for note in root if note.get(w("type"), "normal") == "normal"}
        for _, key, mark, at in wanted:
            if (note := notes.pop(key, None)) is not None:
                self._aside(note, mark, at)

    def _aside(self, story: Element, mark: Element, anchor: int = -1) -> None:
        """A text beside the text: a note or a text box. What is held by a text box has the mark of that."""
        outer, start = (self._mark, self._anchor), self._text.at
        self._mark, self._anchor, self._fields = mark if self._mark is None else self._mark, anchor, []
        self._instructions = 0
        self._blocks(story)
        self._text.aside(start, self._mark)
        self._mark, self._anchor = outer

    def _blocks(self, container: Element) -> None:
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TBL:
                self._table(child)
            elif tag == _SDT:
                if (content := child.find(w("sdtContent"))) is not None:
                    self._blocks(content)
            elif tag == ALTERNATE:
                if (choice := chosen(child)) is not None:
                    self._blocks(choice)
            elif tag in _TRANSPARENT:
                self._blocks(child)

    def _table(self, table: Element) -> None:
        if not any(len(row) > 1 for row in self._rows(table)):  # a frame around paragraphs
            for cell in (cell for row in self._rows(table) for cell in row):
                self._blocks(cell)
            return
        self._depth += 1
        for row in self._rows(table):
            start = self._text.at
            for number, cell in enumerate(row, 1):
                self._cell(cell, "\n" if number == len(row) else "\t")
            if self._depth == 1:
                self._text.lines.append(Line(Span(start, self._text.at), "table"))
        self._depth -= 1
        self._flush()

    def _rows(self, table: Element) -> Iterator[list[Element]]:
        """The cells of each row that this view has."""
        return (list(inside(row, w("tc"))) for row in inside(table, w("tr")) if not self._is_gone(row.find(w("trPr"))))

    def _cell(self, cell: Element, end: str) -> None:
        """A cell, whose last line goes on with the next cell."""
        before = self._text.at
        self._blocks(cell)
        if self._text.at == before:
            self._text.end(cell, self._number)
        self._text.end_as(end)

    def _is_gone(self, properties: Element | None) -> bool:
        """Whether this view leaves out the end of a paragraph or a row with these properties."""
        return properties is not None and any(properties.find(tag) is not None for tag in self._left_out)

    def _next(self, paragraph: Element) -> Element | None:
        """The paragraph that goes on where the end of this one is left out."""
        if not self._is_gone(paragraph.find(f"{_PROPERTIES}/{_RUN_PROPERTIES}")):
            return None
        after = following(paragraph)
        return after if after is not None else self._behind_gone(paragraph)

    def _behind_gone(self, paragraph: Element) -> Element | None:
        """The paragraph behind tables all of whose rows this view leaves out."""
        after = paragraph.getnext()
        while after is not None and after.tag == _TBL and next(self._rows(after), None) is None:
            after = after.getnext()
        return after if after is not None and after.tag == _P else None

    def _paragraph(self, paragraph: Element) -> None:
        self._number = self._boxed.pop(paragraph) if paragraph in self._boxed else self._place(paragraph)
        self._style = self._styles.of(self._properties(paragraph))[1]
        if not self._goes_on:
            self._line = _Open(self._text.at, self._text.mark())
            self._label(paragraph)
        self._run = -1
        self._inline(paragraph)
        self._goes_on = self._next(paragraph) is not None
        if not self._goes_on and not (self._text.at == self._line.start and self._is_gone_whole(paragraph)):
            self._close(paragraph)

    def _is_gone_whole(self, paragraph: Element) -> bool:
        """Whether this view leaves out an empty paragraph that has no paragraph behind it to go on with, but a table or the like."""
        after = paragraph.getnext()
        return after is not None and after.tag != w("sectPr") and self._is_gone(paragraph.find(f"{_PROPERTIES}/{_RUN_PROPERTIES}"))

    def _properties(self, paragraph: Element) -> Element | None:
        """The properties of a paragraph; in the view of the original those that it had."""
        properties = paragraph.find(_PROPERTIES)
        if self._view == "original" and properties is not None and (change := properties.find(w("pPrChange"))) is not None:
            return change.find(_PROPERTIES)
        return properties

    def _label(self, paragraph: Element) -> None:
        """The automatic number of a line, which has that of its last paragraph."""
        while (after := self._next(paragraph)) is not None:
            paragraph = after
        properties = self._properties(paragraph)
        label = self._lists.label(properties, *self._styles.of(properties))
        if not label:
            return
        self._text.lock_end()
        self._run, self._in_run = -1, 0
        self._line.numbered = True
        self._put(label, None)

    def _close(self, paragraph: Element) -> None:
        """End a line, and keep what its style says of it."""
        line, start, end = self._line, self._line.start, self._text.at
        properties = self._properties(paragraph)
        own = None if properties is None else properties.find(w("outlineLvl"))
        level = self._style.level if own is None else outline_level(own)
        if level:
            text = self._text.since(line.first)
            level = level if text.strip() and len(text) <= HEADING_MAX and ("。" not in text[:-1] or len(text) < RUN_IN_MAX) else 0
        self._text.end(paragraph, self._number)
        kind = "note" if self._anchor >= 0 else "heading" if level else ""
        if not self._depth and end > start and (kind or line.bold):
            self._text.lines.append(Line(Span(start, end), kind, level, bool(line.bold), self._anchor))
        if line.numbered or self._boxes or following(paragraph) is None or paragraph.find(f"{_PROPERTIES}/{w('sectPr')}") is not None:
            self._text.lock(Span(end, end + 1))
        if not self._depth:
            self._flush()

    def _flush(self) -> None:
        """The text boxes that the last lines held."""
        boxes, self._boxes = self._boxes, []
        for box, mark in boxes:
            self._aside(box, mark)

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run += 1
                self._run_of(child)
            elif tag in self._left_out:
                self._run += sum(1 for _ in child.iter(_R))
            elif tag in _TRANSPARENT or tag in _INSERTED or tag in _DELETED:
                self._inline(child)
            elif tag == _SDT:
                if (content := child.find(w("sdtContent"))) is not None:
                    self._inline(content)
            elif tag == ALTERNATE:
                if (choice := chosen(child)) is not None:
                    self._inline(choice)
            elif tag in _MATH:
                self._in_run = 0
                for text in child.iter(f"{M}t"):
                    self._put((text.text or "").translate(_BLANK), None)

    def _run_of(self, run: Element) -> None:
        properties = run.find(_RUN_PROPERTIES)
        self._in_run = 0
        self._bold = self._style.bold
        if properties is not None:
            if (hidden := properties.find(w("vanish"))) is not None and is_on(hidden.get(w("val"), "1")):
                return
            if (bold := properties.find(w("b"))) is not None:
                self._bold = is_on(bold.get(w("val"), "1"))
        self._content(run, run)

    def _content(self, parent: Element, run: Element) -> None:
        """What a run holds, or the part of it that is chosen among alternatives."""
        for node in parent:
            tag = node.tag
            if tag == _T or tag == w("delText"):
                self._written(node)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag], node)
            elif tag == w("br"):
                self._break(node)
            elif tag == w("sym"):
                self._put(symbol(node.get(w("font"), ""), node.get(w("char"), "")), node)
            elif tag == w("fldChar"):
                self._field(node.get(w("fldCharType"), ""))
            elif tag in _NOTES:
                if not self._instructions:
                    self._notes.append((_NOTES[tag], node.get(w("id"), ""), run, self._text.at))
            elif tag in _HOLDERS:
                self._hold(node, run)
            elif tag == w("ruby") and (base := node.find(w("rubyBase"))) is not None:
                for inner in base.iter(_T):
                    self._put((inner.text or "").translate(_BLANK), None)

    def _hold(self, holder: Element, run: Element) -> None:
        """The text boxes of a drawing, kept until the line or the table ends."""
        for box in boxes(holder):
            self._boxes.append((box, run))
            self._boxed.update((paragraph, self._place(paragraph)) for paragraph in box.iter(_P) if paragraph not in self._boxed)

    def _written(self, node: Element) -> None:
        text = (node.text or "").translate(_BLANK)
        if node.get(f"{XML}space") == "preserve":
            self._put(text, node)
        else:
            self._put(text.strip(" "), node, len(text) - len(text.lstrip(" ")))

    def _break(self, node: Element) -> None:
        """A break of the line; that of a page ends a line only in the midst of it."""
        if node.get(w("type"), "textWrapping") == "textWrapping":
            self._put("\n", node)
        elif self._text.at > self._line.start and not self._instructions:
            self._line.page_break = node, self._run, self._in_run

    def _field(self, kind: str) -> None:
        """Of a field only the result is text."""
        if kind == "begin":
            self._fields.append(True)
            self._instructions += 1
        elif self._fields and kind in ("separate", "end"):
            self._instructions -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)

    def _put(self, text: str, node: Element | None, lead: int = 0) -> None:
        if not text or self._instructions:
            return
        if self._line.page_break is not None:
            broken, run, offset = self._line.page_break
            self._line.page_break = None
            self._text.add("\n", broken, self._number, run, offset)
        if node is not None and not text.isspace():
            self._line.bold = self._bold if self._line.bold is None else self._line.bold and self._bold
        self._text.add(text, node, self._number, self._run if node is not None else -1, self._in_run, lead)
        self._in_run += len(text)
