"""Tracked changes that a Word file already holds, accepted or refused in the file itself: what a redline begins from holds none."""

from __future__ import annotations

from typing import Any

from planlint.word.names import W, w
from planlint.word.package import Package, written

Element = Any
_INSERTED, _DELETED = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_BEFORE = {w(f"{name}Change") for name in ("rPr", "pPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "numbering")}
_RANGES = tuple(w(f"{name}Range{end}") for name in ("moveFrom", "moveTo") for end in ("Start", "End"))
_HOLD_MARKS = (w("rPr"), w("trPr"), w("numPr"))
_TRACKED = (*_INSERTED, *_DELETED, *_RANGES, *_BEFORE)


def is_tracked(root: Element) -> bool:
    """Whether a part holds tracked changes."""
    return next(root.iter(*_TRACKED), None) is not None


def settled(package: Package, view: str) -> Package:
    """The file without tracked changes, so that it shows what it showed in a view of them. Raises UserError."""
    names = [package.main, *(name for kind in ("footnotes", "endnotes") if (name := package.related(package.main, kind)))]
    parts: dict[str, bytes] = {}
    for name in names:
        root = package.xml(name)
        if is_tracked(root):
            _settle(root, view)
            parts[name] = written(root)
    return Package(package.rewritten(parts), package.path) if parts else package


def _settle(root: Element, view: str) -> None:
    gone = {"accepted": _DELETED, "original": _INSERTED, "both": ()}[view]
    for tag in _BEFORE:
        for change in list(root.iter(tag)):
            _settle_properties(change, view)
    for element in list(root.iter(*_RANGES)):
        element.getparent().remove(element)
    marks = [e for e in root.iter(*_INSERTED, *_DELETED) if e.getparent().tag in _HOLD_MARKS]
    ended = [e.getparent().getparent().getparent() for e in marks if e.tag in gone and e.getparent().tag == w("rPr")]
    rows = [e.getparent().getparent() for e in marks if e.tag in gone and e.getparent().tag == w("trPr")]
    for mark in marks:
        mark.getparent().remove(mark)
    for element in [e for tag in gone for e in root.iter(tag)]:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for row in rows:
        _remove(row)
    for element in list(root.iter(*_INSERTED, *_DELETED)):
        _unwrap(element)
    for name, deleted in (("t", "delText"), ("instrText", "delInstrText")):
        for text in root.iter(w(deleted)):
            text.tag = w(name)
    for paragraph in reversed([p for p in ended if p.getparent() is not None]):
        _join(paragraph)


def _settle_properties(change: Element, view: str) -> None:
    """Properties as they are, or in the view of the original as they were."""
    holder = change.getparent()
    holder.remove(change)
    before = change[0] if len(change) else None
    if view != "original" or before is None or holder.tag not in (w("rPr"), w("pPr")):
        return
    kept = [child for child in holder if child.tag in (w("rPr"), w("sectPr"))] if holder.tag == w("pPr") else []
    holder[:] = [*before, *kept]


def _unwrap(element: Element) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def _remove(row: Element) -> None:
    """Remove a row, and its table with its last one."""
    table = row.getparent()
    table.remove(row)
    if table.tag == w("tbl") and table.find(f".//{W}tr") is None:
        table.getparent().remove(table)


def _join(paragraph: Element) -> None:
    """A paragraph whose end is gone goes on in the next one; where there is none, an empty one goes too."""
    after = paragraph.getnext()
    if after is not None and after.tag == w("p"):
        at = 1 if after.find(w("pPr")) is not None else 0
        for child in [c for c in paragraph if c.tag != w("pPr")]:
            after.insert(at, child)
            at += 1
        paragraph.getparent().remove(paragraph)
    elif after is not None and after.tag != w("sectPr") and paragraph.find(f".//{W}r") is None:
        paragraph.getparent().remove(paragraph)
