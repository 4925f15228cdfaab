"""The elements that say of words, of ends of paragraphs and of rows that they were inserted, deleted or moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from planlint.word.names import w

Element = Any
AUTHOR = "planlint"
TRACKED = {w(name) for name in ("ins", "del", "moveFrom", "moveTo")}


class Changes:
    """Makes such elements, numbered from `number` on; with times, those of the first until `turn` takes the next."""

    def __init__(self, number: int, times: Sequence[str] = ()) -> None:
        self._number = number
        self._times = tuple(times)

    def turn(self) -> None:
        """Let the elements to come have another time than those before."""
        self._times = (*self._times[1:], *self._times[:1])

    def new(self, name: str) -> Element:
        """An element of this name, with nothing in it."""
        self._number += 1
        attributes = {w("id"): str(self._number - 1), w("author"): AUTHOR}
        return etree.Element(w(name), attributes | {w("date"): time for time in self._times[:1]})

    def around(self, run: Element, name: str) -> None:
        """Put an element of this name around a run, or whatever stands in a paragraph."""
        change = self.new(name)
        run.addprevious(change)
        change.append(run)
        if name == "del":
            as_deleted(run)

    def of_row(self, row: Element, name: str) -> None:
        """Mark a row of a table and all that it holds."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            before = row.find(w("tblPrEx"))
            row.insert(0, properties) if before is None else before.addnext(properties)
        properties.append(self.new(name))
        for paragraph in row.iter(w("p")):
            for run in [c for c in paragraph.iter(w("r")) if not any(a.tag == w("r") for a in c.iterancestors())]:
                self.around(run, name)


def end_marks(paragraph: Element) -> Element:
    """The element of a paragraph that holds what became of its end; made where there is none."""
    return _child(_child(paragraph, "pPr", ()), "rPr", (w("sectPr"), w("pPrChange")))


def _child(parent: Element, name: str, before: tuple[str, ...]) -> Element:
    """The child of this name; where there is none, a new one at the beginning, or before what must be the last."""
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        last = next((child for child in parent if child.tag in before), None)
        if last is not None:
            last.addprevious(found)
        elif before:
            parent.append(found)
        else:
            parent.insert(0, found)
    return found


def as_deleted(element: Element) -> None:
    """Words that are deleted are elements of other names."""
    for name, deleted in (("t", "delText"), ("instrText", "delInstrText")):
        for text in element.iter(w(name)):
            text.tag = w(deleted)
