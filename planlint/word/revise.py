"""Edits as tracked insertions and deletions that look like what they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from planlint.errors import UserError
from planlint.text.spans import Span
from planlint.word.elements import following
from planlint.word.extract import extract
from planlint.word.names import XML, w
from planlint.word.package import Package
from planlint.word.runs import Runs, like
from planlint.word.settle import is_tracked
from planlint.word.tracked import TRACKED, Changes, as_deleted, end_marks

Element = Any


def tracked(data: bytes, path: str, old: str, new: str, edits: Iterable[tuple[Span, str]]) -> bytes:
    """A Word file that had the old text, with edits as tracked changes: accepted they give the new text, refused the old one.

    Raises UserError where they would not.
    """
    package = Package(data, path)
    writer = _Writer(Runs(package, "accepted", old))
    before = extract(package, "original", keep=False).text if any(map(is_tracked, writer.runs.found.roots.values())) else old
    for span, text in reversed([_narrowed(old, span, text) for span, text in edits]):
        writer.change(span, text)
    result = package.rewritten(writer.runs.parts())
    again = Package(result, path)
    if extract(again, "accepted", keep=False).text != new or extract(again, "original", keep=False).text != before:
        raise UserError(f"{path}: 这些修改无法写成修订，未写入；请用 --format docx 写成批注 (cannot be written as tracked changes; write comments instead)")
    return result


def _narrowed(text: str, span: Span, new: str) -> tuple[Span, str]:
    """An edit without what it leaves as it is."""
    start, end = span
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Span(start, end), new


class _Writer:
    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self._changes = Changes(runs.next_id())

    def change(self, span: Span, new: str) -> None:
        """One edit; those behind it have been made."""
        text, first = self.runs.found.text, None
        if not new and text[span.start : span.end][:1] == "\n" == text[span.end : span.end + 1] and self._joins(span.end):
            span = Span(span.start + 1, span.end + 1)  # a line is deleted with its own end rather than with that of the line before
        for start, end in reversed(list(self._stretches(span))):
            if self.runs.node(start) is None:
                self._delete_end(start)
                first = None
            else:
                first = self._delete(start, end, first)
        if not new:
            return
        if first is not None:
            self._insert_behind(first, first[0], new)
        else:
            self._insert_at(span.start, new)

    def _joins(self, offset: int) -> bool:
        """Whether a newline is the end of a paragraph with another one behind it."""
        paragraph = self.runs.found.ends.get(offset)
        return paragraph is not None and following(paragraph) is not None

    def _stretches(self, span: Span) -> Iterator[Span]:
        """A span in stretches of one element each, and the ends of paragraphs."""
        at = span.start
        while at < span.end:
            end = min(span.end, self.runs.found.pieces[self.runs.number(at)].end)
            yield Span(at, end)
            at = end

    def _delete(self, start: int, end: int, behind: Element | None) -> Element:
        """Mark characters of one element as deleted, in one with what is deleted right behind them."""
        self.runs.ending(end - 1)
        run = self.runs.starting(start)
        deletion = behind
        if deletion is None or run.getnext() is not deletion:
            deletion = self._changes.new("del")
            run.addprevious(deletion)
        deletion.insert(0, run)
        as_deleted(run)
        return deletion

    def _delete_end(self, offset: int) -> None:
        """Mark the end of a paragraph as deleted."""
        paragraph = self.runs.found.ends[offset]
        self.runs.touch(paragraph)
        marks = end_marks(paragraph)
        changes = [child for child in marks if child.tag in TRACKED]
        marks.insert(len(changes), self._changes.new("del"))

    def _inserted(self, run: Element | None, new: str) -> Element:
        """A tracked insertion that looks like a run."""
        insertion = self._changes.new("ins")
        copy = like(run) if run is not None else etree.Element(w("r"))
        insertion.append(copy)
        text = etree.SubElement(copy, w("t"))
        text.text = new
        text.set(f"{XML}space", "preserve")
        return insertion

    def _insert_behind(self, place: Element, run: Element, new: str) -> None:
        """Insert behind an element what looks like a run; what others inserted is divided, not nested."""
        outer = place.getparent()
        if outer.tag in TRACKED:
            back = etree.Element(outer.tag, dict(outer.attrib))
            back.extend(list(place.itersiblings()))
            outer.addnext(back)
            outer.addnext(self._inserted(run, new))
            if not len(back):
                back.getparent().remove(back)
            return
        place.addnext(self._inserted(run, new))

    def _insert_at(self, offset: int, new: str) -> None:
        """Insert where nothing is deleted: behind the character before, else before the one behind, else in the empty paragraph."""
        if self.runs.node(offset - 1) is not None:
            run = self.runs.ending(offset - 1)
            self._insert_behind(run, run, new)
        elif self.runs.node(offset) is not None:
            run = self.runs.starting(offset)
            holder = run
            while holder.getparent().tag in TRACKED:
                holder = holder.getparent()
            holder.addprevious(self._inserted(run, new))
        else:
            paragraph = self.runs.paragraph(offset)
            self.runs.touch(paragraph)
            paragraph.append(self._inserted(None, new))
