"""A Word file as the paragraphs and tables that its text came from, each with the stretch of the text that it holds."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from planlint.text.spans import Span
from planlint.word.names import MC, w
from planlint.word.pieces import Extract

Element = Any
_HOLDERS = {w("sdt"), w("sdtContent"), w("customXml"), w("smartTag")}
_STORIES = {w("footnote"), w("endnote"), w("txbxContent")}
Run = tuple[int, int, int]
"""Equal text: where it begins in the old and in the new text, and its length."""


class Par(NamedTuple):
    """A paragraph: where its line begins, with the automatic number; where its own text does; where its end stands."""

    start: int
    body: int
    end: int
    element: Element

    @property
    def span(self) -> Span:
        """Its stretch of the text, with its end."""
        return Span(self.start, self.end + 1)


class Row(NamedTuple):
    """A row of a table, and what each of its cells holds."""

    element: Element
    cells: "tuple[tuple[Par | Table, ...], ...]"
    span: Span


class Table(NamedTuple):
    """A table and its rows."""

    element: Element
    rows: tuple[Row, ...]
    span: Span


Block = Par | Table


class Story(NamedTuple):
    """A note or a text box: the element that holds its paragraphs, the run that holds its mark, and what it holds."""

    element: Element
    mark: Element
    blocks: tuple[Block, ...]
    span: Span


class Mark(NamedTuple):
    """The run that holds the mark of a note or a text box, and the offset in the text that it stands before."""

    at: int
    run: Element


class Stories(NamedTuple):
    """What a file holds: the blocks of its body, its notes and text boxes, and their marks, all in the order of the text."""

    body: tuple[Block, ...]
    beside: tuple[Story, ...]
    marks: tuple[Mark, ...]
    pars: tuple[Par, ...]


def stories(found: Extract) -> Stories:
    """The paragraphs and tables that a text came from."""
    pars = tuple(_pars(found))
    by_element = {par.element: par for par in pars}
    root = next(iter(found.roots.values()))
    body = tuple(_blocks(root.find(w("body")), by_element))
    marks = {span.start: mark for span, mark in found.asides}
    beside: dict[Element, list[Par]] = {}
    for par in pars:
        holder = par.element
        while holder is not None and holder.tag not in _STORIES:
            holder = holder.getparent()
        if holder is not None:
            beside.setdefault(holder, []).append(par)
    rows = (Story(e, marks.get(own[0].start), tuple(_blocks(e, by_element)), _around(own)) for e, own in beside.items())
    return Stories(body, tuple(rows), tuple(_marks(found, by_element)), pars)


def _marks(found: Extract, pars: dict[Element, Par]) -> Iterator[Mark]:
    """The marks, each once, in the paragraphs that they stand in."""
    held: dict[Element, set[Element]] = {}
    for _, run in found.asides:
        paragraph = run.getparent()
        while paragraph is not None and paragraph not in pars:
            paragraph = paragraph.getparent()
        if paragraph is not None:
            held.setdefault(paragraph, set()).add(run)
    ends = {node: piece.end for piece, node in zip(found.pieces, found.nodes, strict=True) if node is not None} if held else {}
    for paragraph in sorted(held, key=lambda element: pars[element].start):
        par = pars[paragraph]
        at = par.body
        for element in paragraph.iter():
            if element in held[paragraph]:
                yield Mark(at, element)
            elif par.body < ends.get(element, -1) <= par.end:
                at = ends[element]


def _pars(found: Extract) -> Iterator[Par]:
    labels = {piece.start: piece.end for piece, node in zip(found.pieces, found.nodes, strict=True) if node is None and piece.end - piece.start > 0}
    start = 0
    for end, element in found.ends.items():
        numbered = start in labels and start < end
        yield Par(start, labels[start] if numbered else start, end, element)
        start = end + 1


def _blocks(container: Element, pars: dict[Element, Par]) -> Iterator[Block]:
    for child in container:
        if child in pars:
            yield pars[child]
        elif child.tag == w("tbl"):
            rows = tuple(_rows(child, pars))
            if rows:
                yield Table(child, rows, _around(rows))
        elif child.tag in _HOLDERS:
            yield from _blocks(child, pars)
        elif child.tag == f"{MC}AlternateContent":
            yield from _blocks(child[0], pars)


def _rows(table: Element, pars: dict[Element, Par]) -> Iterator[Row]:
    for element in _inside(table, w("tr")):
        cells = tuple(((pars[cell],) if cell in pars else tuple(_blocks(cell, pars))) for cell in _inside(element, w("tc")))
        if held := [block for cell in cells for block in cell]:
            yield Row(element, cells, _around(held))


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDERS:
            yield from _inside(child, tag)


def _around(blocks: Sequence[Any]) -> Span:
    return Span(min(b.span.start for b in blocks), max(b.span.end for b in blocks))


def partners(old: Sequence[Span], new: Sequence[Span], runs: Iterable[Run]) -> list[tuple[int, int]]:
    """The numbers of the spans that share most of their text with each other, both of them in order; the spans are disjoint."""
    shared: dict[tuple[int, int], int] = {}
    i = j = 0
    for a, b, size in runs:
        while i < len(old) and old[i].end <= a:
            i += 1
        while j < len(new) and new[j].end <= b:
            j += 1
        p, q = i, j
        while p < len(old) and q < len(new) and old[p].start < a + size and new[q].start < b + size:
            start = max(old[p].start - a, new[q].start - b, 0)
            end = min(old[p].end - a, new[q].end - b, size)
            if start < end:
                shared[p, q] = shared.get((p, q), 0) + end - start
            p, q = (p + 1, q) if old[p].end - a < new[q].end - b else (p, q + 1)
    best: dict[tuple[str, int], tuple[int, int]] = {}
    for (p, q), size in shared.items():
        best["old", p] = max(best.get(("old", p), (0, 0)), (size, q))
        best["new", q] = max(best.get(("new", q), (0, 0)), (size, p))
    pairs = sorted((p, q) for p, q in shared if best["old", p][1] == q and best["new", q][1] == p)
    return [pair for at, pair in enumerate(pairs) if not at or pairs[at - 1][1] < pair[1]]


def between(pairs: Iterable[tuple[int, int]], old: int, new: int) -> Iterator[tuple[range, range]]:
    """The stretches of numbers before, between and behind pairs."""
    marks = [(-1, -1), *pairs, (old, new)]
    for (a, b), (c, d) in pairwise(marks):
        yield range(a + 1, c), range(b + 1, d)
