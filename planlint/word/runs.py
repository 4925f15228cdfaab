"""The runs of a Word file at the characters of its text: split where something begins or ends, else as they are."""

from __future__ import annotations

from bisect import bisect_right
from copy import deepcopy
from itertools import groupby
from typing import Any

from lxml import etree

from planlint.text.spans import Span
from planlint.word.extract import extract
from planlint.word.names import XML, w
from planlint.word.package import Package, written
from planlint.word.pieces import Extract

Element = Any


class Runs:
    """A Word file into which something is written, from the end of its text to the beginning: a run that is split keeps its front."""

    def __init__(self, package: Package, view: str, text: str) -> None:
        """Raises UserError where the file does not have this text any more."""
        self.package = package
        self.found: Extract = extract(package, view)
        if self.found.text != text:
            raise package.refusal("文件在检查期间被改动，未写入；请重新运行 (changed while it was being checked; run again)")
        self._starts = [piece.start for piece in self.found.pieces]
        self._halves: dict[int, Element] = {}
        self._changed: set[Element] = set()

    def number(self, offset: int) -> int:
        """The number of the piece that a character stands in."""
        return bisect_right(self._starts, offset) - 1

    def node(self, offset: int) -> Element | None:
        """The element that a character stands in; None for an automatic number and the end of a paragraph."""
        return self.found.nodes[self.number(offset)] if 0 <= offset < len(self.found.text) else None

    def starting(self, offset: int) -> Element:
        """The run that begins with a character; what is behind is to be asked about before."""
        node = self._halved(offset)
        run = run_of(node)
        if all(child.tag == w("rPr") for child in node.itersiblings(preceding=True)):
            return run
        return self._cut(run, node)

    def ending(self, offset: int) -> Element:
        """The run that ends behind a character."""
        number = self.number(offset)
        if offset + 1 < self.found.pieces[number].end:
            self._halved(offset + 1)
        node = self.found.nodes[number]
        self.touch(node)
        run, after = run_of(node), node.getnext()
        if after is not None:
            self._cut(run, after)
        return run

    def _halved(self, offset: int) -> Element:
        """The element that begins with a character, the text before it left to the element that held both."""
        number = self.number(offset)
        piece, node = self.found.pieces[number], self.found.nodes[number]
        front = offset - piece.start
        self.touch(node)
        if not front or offset in self._halves:
            return self._halves.get(offset, node)
        text = node.text if node.get(f"{XML}space") == "preserve" else node.text[piece.lead : piece.lead + piece.end - piece.start]
        back = etree.Element(node.tag)
        node.text, back.text = text[:front], text[front:]
        for half in (node, back):
            half.set(f"{XML}space", "preserve")
        node.addnext(back)
        self._halves[offset] = back
        return back

    def _cut(self, run: Element, node: Element) -> Element:
        """A new run behind another one, with what it held from a node on."""
        self.touch(run)
        back = like(run)
        moved = [node, *node.itersiblings()]
        back.extend(moved)
        run.addnext(back)
        return back

    def touch(self, element: Element) -> None:
        """Keep in mind that the part of an element has changed."""
        self._changed.add(element.getroottree().getroot())

    def parts(self) -> dict[str, bytes]:
        """The parts that have changed, as bytes."""
        return {name: written(root) for name, root in self.found.roots.items() if root in self._changed}

    def line(self, offset: int) -> Span:
        """The line that a character stands in, without the newline."""
        text = self.found.text
        end = text.find("\n", offset)
        return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)

    def paragraph(self, offset: int) -> Element:
        """The paragraph that ends at an offset or behind it."""
        return next(element for at, element in self.found.ends.items() if at >= offset)

    def next_id(self) -> int:
        """A number that no change, comment or bookmark has."""
        used = (element.get(w("id"), "") for root in self.found.roots.values() for element in root.iter(etree.Element))
        return max((int(said) for said in used if said.isascii() and said.isdecimal() and len(said) < 10), default=0) + 1


def run_of(node: Element) -> Element:
    """The run that an element stands in."""
    while node.tag != w("r"):
        node = node.getparent()
    return node


def filled(text: str, properties: Element | None = None) -> Element:
    """A run with a text; tabs and newlines are elements of their own."""
    run = etree.Element(w("r"))
    if properties is not None:
        run.append(properties)
    for special, group in groupby(text, key=lambda c: c if c in "\t\n" else ""):
        if special:
            run.extend(etree.Element(w("tab" if special == "\t" else "br")) for _ in group)
            continue
        element = etree.SubElement(run, w("t"))
        element.text = "".join(group)
        element.set(f"{XML}space", "preserve")
    return run


def like(run: Element) -> Element:
    """An empty run that looks like another one."""
    new = etree.Element(w("r"))
    if (properties := run.find(w("rPr"))) is not None:
        new.append(deepcopy(properties))
    return new
