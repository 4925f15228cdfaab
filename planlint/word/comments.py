"""Comments on the characters of a Word file. Where Word allows none, in notes and text boxes, they stand at the mark or the box."""

import posixpath
from collections.abc import Iterable
from typing import Any, NamedTuple

from lxml import etree

from planlint.text.spans import Span
from planlint.word.names import RELATIONS, TYPES, W_URI, XML, w
from planlint.word.package import Package, kind_of, relations_of, written
from planlint.word.runs import Runs
from planlint.word.tracked import AUTHOR

Element = Any
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comment(NamedTuple):
    """What is said about a span, as lines."""

    span: Span
    lines: tuple[str, ...]


class _Anchor(NamedTuple):
    """Where a comment stands: on characters from the first to the last, or on an element: the mark of a note, or an empty paragraph."""

    first: int
    last: int
    element: Element | None = None


def commented(data: bytes, path: str, view: str, text: str, comments: Iterable[Comment]) -> bytes:
    """A Word file with comments, which had this text when it was read in a view of its changes. Raises UserError."""
    runs = Runs(Package(data, path), view, text)
    rows = sorted(comments) if text else []
    first = max(runs.next_id(), _next_comment(runs.package))
    anchors = [(number, _anchor(runs, comment.span)) for number, comment in enumerate(rows, first)]
    points = [(anchor.first, 1, number) for number, anchor in anchors if anchor.element is None]
    points += [(anchor.last + 1, 0, number) for number, anchor in anchors if anchor.element is None]
    for offset, begins, number in sorted(points, reverse=True):
        if begins:
            runs.starting(offset).addprevious(_mark("commentRangeStart", number))
        else:
            _end(runs.ending(offset - 1), number)
    for number, anchor in reversed(anchors):
        if anchor.element is not None:
            _around(runs, anchor.element, number)
    parts = runs.parts()
    return runs.package.rewritten(parts | _with_comments(runs.package, rows, first))


def _anchor(runs: Runs, span: Span) -> _Anchor:
    found = runs.found
    start = min(span.start, len(found.text) - 1)
    aside = next((aside for aside in found.asides if aside[0].start <= start < aside[0].end), None)
    if aside is not None:
        return _Anchor(0, 0, aside[1])
    line = runs.line(start)
    end = min((other.start for other, _ in found.asides if other.start > start), default=len(found.text))
    if held := _held(runs, range(start, min(max(span.end, start + 1), end))):
        return _Anchor(held[0], held[-1])
    if held := _held(runs, range(start, line.end)):  # about an automatic number: the first character behind it
        return _Anchor(held[0], held[0])
    if held := _held(runs, range(line.start, start)):
        return _Anchor(held[-1], held[-1])
    return _Anchor(0, 0, runs.paragraph(start))


def _held(runs: Runs, stretch: range) -> range:
    """A stretch of the text from its first to its last character that stands in a run; empty where none does."""
    found = runs.found
    if not stretch:
        return stretch
    numbers = [n for n in range(runs.number(stretch[0]), runs.number(stretch[-1]) + 1) if found.nodes[n] is not None]
    if not numbers:
        return range(0)
    return range(max(stretch.start, found.pieces[numbers[0]].start), min(stretch.stop, found.pieces[numbers[-1]].end))


def _mark(name: str, number: int) -> Element:
    return etree.Element(w(name), {w("id"): str(number)})


def _reference(number: int) -> Element:
    run = etree.Element(w("r"))
    run.append(_mark("commentReference", number))
    return run


def _end(run: Element, number: int) -> None:
    """The end of a comment behind a run; its reference stands outside of what was deleted, and outside of links."""
    end = _mark("commentRangeEnd", number)
    run.addnext(end)
    holder = end
    while holder.getparent().tag in (w("del"), w("moveFrom"), w("ins"), w("moveTo"), w("hyperlink"), w("fldSimple"), w("smartTag")):
        holder = holder.getparent()
    holder.addnext(_reference(number))


def _around(runs: Runs, element: Element, number: int) -> None:
    """A comment around a run, or in an empty paragraph or cell."""
    runs.touch(element)
    if element.tag == w("r"):
        element.addprevious(_mark("commentRangeStart", number))
        _end(element, number)
        return
    element.extend((_mark("commentRangeStart", number), _mark("commentRangeEnd", number), _reference(number)))


def _next_comment(package: Package) -> int:
    name = package.related(package.main, "comments")
    used = (element.get(w("id"), "") for element in package.xml(name)) if name else ()
    return max((int(said) for said in used if said.isascii() and said.isdecimal() and len(said) < 10), default=-1) + 1


def _with_comments(package: Package, comments: list[Comment], first: int) -> dict[str, bytes]:
    """The part of the comments with these added, and what names it where it is new."""
    if not comments:
        return {}
    name = package.related(package.main, "comments")
    root = package.xml(name) if name else etree.Element(w("comments"), nsmap={"w": W_URI})
    root.extend(_element(comment, number) for number, comment in enumerate(comments, first))
    if name:
        return {name: written(root)}
    name = posixpath.join(posixpath.dirname(package.main), "comments.xml")
    while package.has(name):
        name = name.replace(".xml", "_.xml")
    types, links = package.xml("[Content_Types].xml"), relations_of(package.main)
    etree.SubElement(types, f"{TYPES}Override", PartName=f"/{name}", ContentType=_TYPE)
    relations = package.xml(links) if package.has(links) else etree.Element(f"{RELATIONS}Relationships", nsmap={None: RELATIONS[1:-1]})
    taken = {row.get("Id") for row in relations}
    key = next(key for number in range(1, len(taken) + 2) if (key := f"rIdComments{number}") not in taken)
    etree.SubElement(relations, f"{RELATIONS}Relationship", Id=key, Type=kind_of("comments"), Target=posixpath.basename(name))
    return {"[Content_Types].xml": written(types), links: written(relations), name: written(root)}


def _element(comment: Comment, number: int) -> Element:
    element = etree.Element(w("comment"), {w("id"): str(number), w("author"): AUTHOR, w("initials"): "PL"})
    for at, line in enumerate(comment.lines):
        paragraph = etree.SubElement(element, w("p"))
        if not at:
            etree.SubElement(etree.SubElement(paragraph, w("r")), w("annotationRef"))
        text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        text.text = line
        text.set(f"{XML}space", "preserve")
    return element
