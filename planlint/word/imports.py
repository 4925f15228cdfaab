"""What one Word file takes over from another: paragraphs, runs and tables, with styles and lists by what they are called here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from planlint.word.names import RELATION, w
from planlint.word.numbering import Lists
from planlint.word.package import Package
from planlint.word.pieces import Extract
from planlint.word.runs import filled, run_of
from planlint.word.stories import Par, Row, Table
from planlint.word.styles import Styles

Element = Any
_STYLES = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_BEFORE_NUMBER = tuple(w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
_NOT_TAKEN = {
    w(name) for name in ("sectPr", "pPrChange", "rPrChange", "framePr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")
}
_RELATION = f"{{{RELATION}}}"
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class _Side:
    """What is known of the styles and lists of a file."""

    def __init__(self, package: Package) -> None:
        styles, numbering = (self._part(package, kind) for kind in ("styles", "numbering"))
        self.styles = Styles(styles)
        self.lists = Lists(numbering, self.styles)
        rows = () if styles is None else styles.iter(w("style"))
        named = [(row.get(w("type"), ""), row.find(w("name")), row.get(w("styleId"), "")) for row in rows]
        self.ids = {(kind, name.get(w("val"), "").lower()): key for kind, name, key in named if name is not None}
        self.names = {(kind, key): name for (kind, name), key in self.ids.items()}

    @staticmethod
    def _part(package: Package, kind: str) -> Element | None:
        name = package.related(package.main, kind)
        return package.xml(name) if name else None

    def place(self, properties: Element | None) -> tuple[str, int]:
        """The list and the level of a paragraph with these properties."""
        return self.lists.place(properties, *self.styles.of(properties))


class Imports:
    """What the old file takes from the new one, whose text with its elements is known."""

    def __init__(self, old: Package, new: Package, wanted: Extract) -> None:
        self._old, self._new, self._wanted = _Side(old), _Side(new), wanted
        self._starts = [piece.start for piece in wanted.pieces]
        self._lists: dict[str, str] = {}

    def same_list(self, old: Element, new: Element) -> None:
        """Keep in mind that two paragraphs answer to each other, and so do the lists that they are in."""
        here, there = (side.place(paragraph.find(w("pPr"))) for side, paragraph in ((self._old, old), (self._new, new)))
        if here[0] and there[0]:
            self._lists.setdefault(there[0], here[0])

    def has_list(self, new: Element) -> bool:
        """Whether the list of a new paragraph is known here."""
        return self._new.place(new.find(w("pPr")))[0] in self._lists

    def level(self, paragraph: Element, old: bool = False) -> int:
        """The level of a paragraph in its list."""
        return (self._old if old else self._new).place(paragraph.find(w("pPr")))[1]

    def looks(self, new: Element, numbered: bool) -> Element:
        """The properties of a new paragraph as they are here."""
        properties = self._taken(new.find(w("pPr")))
        for child in [c for c in properties if c.tag == w("rPr") or (c.tag == w("numPr") and not numbered)]:
            properties.remove(child)
        return self._in_list(properties, new, numbered)

    def renumbered(self, old: Element, new: Element, numbered: bool) -> Element:
        """The properties of an old paragraph with the number of a new one, or without one."""
        before = old.find(w("pPr"))
        properties = etree.Element(w("pPr"))
        if before is not None:
            properties.extend(deepcopy(c) for c in before if c.tag not in (w("rPr"), w("sectPr"), w("pPrChange")))
        return self._in_list(properties, new, numbered)

    def _in_list(self, properties: Element, new: Element, numbered: bool) -> Element:
        """Properties with the number that a new paragraph has, or with none."""
        key, depth = self._new.place(new.find(w("pPr")))
        wanted = (self._lists.get(key, ""), depth) if numbered else ("", 0)
        if self._old.place(properties) == wanted or (numbered and not wanted[0]):
            return properties
        for number in properties.findall(w("numPr")):
            properties.remove(number)
        if self._old.place(properties) != wanted:
            number = etree.Element(w("numPr"))
            if wanted[0]:
                etree.SubElement(number, w("ilvl"), {w("val"): str(depth)})
            etree.SubElement(number, w("numId"), {w("val"): wanted[0] or "0"})
            properties.insert(sum(child.tag in _BEFORE_NUMBER for child in properties), number)
        return properties

    def runs(self, start: int, end: int) -> Iterator[Element]:
        """Runs with the words of a stretch of the new text, in the looks that they have there."""
        at = start
        while at < end:
            number = bisect_right(self._starts, at) - 1
            stop = min(end, self._wanted.pieces[number].end)
            node = self._wanted.nodes[number]
            properties = run_of(node).find(w("rPr")) if node is not None else None
            yield filled(self._wanted.text[at:stop], None if properties is None else self._taken(properties))
            at = stop

    def mark(self, run: Element, notes: Callable[[str], Element]) -> Element:
        """The mark of a note or a text box, whose words go along; `notes` gives the part of the old file that a kind of note goes to.

        Raises ValueError for a box that holds what is in other parts, such as a picture.
        """
        copy = self._taken(run)
        _without_relations(copy)
        for name, kind in _NOTES.items():
            for reference in copy.iter(w(f"{name}Reference")):
                part = notes(kind)
                own = next(r for r in self._wanted.roots.values() if r.tag == w(kind))
                note = next(e for e in own if e.get(w("id")) == reference.get(w("id")))
                number = str(max((int(e.get(w("id"), "0")) for e in part), default=0) + 1)
                reference.set(w("id"), number)
                part.append(self._taken(note))
                part[-1].set(w("id"), number)
                _without_relations(part[-1])
        return copy

    def table(self, table: Table) -> Element:
        """A table of the new file; it has lines where its style is not known here."""
        copy = etree.Element(w("tbl"))
        for name in ("tblPr", "tblGrid"):
            if (found := table.element.find(w(name))) is not None:
                copy.append(self._taken(found))
        properties = copy.find(w("tblPr"))
        if properties is None:
            copy.insert(0, properties := etree.Element(w("tblPr")))
        if properties.find(w("tblStyle")) is None and properties.find(w("tblBorders")) is None:
            properties.append(_borders())
        copy.extend(self.row(row) for row in table.rows)
        return copy

    def row(self, row: Row) -> Element:
        """A row of a table of the new file."""
        copy = etree.Element(w("tr"))
        copy.extend(self._taken(child) for child in row.element if child.tag in (w("tblPrEx"), w("trPr")))
        holders = [cell for cell in row.element.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row.element]
        for element, blocks in zip(holders, row.cells, strict=True):
            cell = etree.SubElement(copy, w("tc"))
            cell.extend(self._taken(child) for child in element if child.tag == w("tcPr"))
            for block in blocks:
                cell.append(self.table(block) if isinstance(block, Table) else self.paragraph(block))
        return copy

    def paragraph(self, par: Par) -> Element:
        """A paragraph of the new file; a number that there is no list for here is words."""
        numbered = par.body > par.start and self.has_list(par.element)
        copy = etree.Element(w("p"))
        copy.append(self.looks(par.element, numbered))
        copy.extend(self.runs(par.body if numbered else par.start, par.end))
        return copy

    def _taken(self, properties: Element | None) -> Element:
        """Properties with styles by the names that they have here; a style that is not here is left out."""
        if properties is None:
            return etree.Element(w("pPr"))
        copy = deepcopy(properties)
        for child in list(copy.iter()):
            if child.tag in _NOT_TAKEN:
                child.getparent().remove(child)
            elif child.tag in _STYLES:
                kind = _STYLES[child.tag]
                key = self._old.ids.get((kind, self._new.names.get((kind, child.get(w("val"), "")), "")), "")
                if key:
                    child.set(w("val"), key)
                else:
                    child.getparent().remove(child)
        return copy


def _without_relations(copy: Element) -> None:
    """Take the addresses off links, which stand in another part. Raises ValueError for a picture, which does too."""
    for element in copy.iter(etree.Element):
        for key in [key for key in element.attrib if key.startswith(_RELATION)]:
            if element.tag != w("hyperlink"):
                raise ValueError("a picture in a note or a text box")
            del element.attrib[key]


def _borders() -> Element:
    borders = etree.Element(w("tblBorders"))
    for side in _SIDES:
        etree.SubElement(borders, w(side), {w("val"): "single", w("sz"): "4", w("space"): "0", w("color"): "auto"})
    return borders


def same(paragraph: Element, properties: Element) -> bool:
    """Whether a paragraph has these properties already."""
    before = paragraph.find(w("pPr"))
    own = [] if before is None else [c for c in before if c.tag not in (w("rPr"), w("sectPr"), w("pPrChange"))]
    return [_said(child) for child in own] == [_said(child) for child in properties]


def _said(element: Element) -> list[tuple[str, dict[str, str]]]:
    """What an element and those in it say; how they name their namespaces is no matter."""
    return [(e.tag, dict(e.attrib)) for e in element.iter()]
