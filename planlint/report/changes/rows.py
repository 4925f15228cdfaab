"""The parts of a comparison as rows, each of one paragraph, for the views that show paragraph beside paragraph."""

from collections.abc import Iterator
from re import compile as compile_pattern
from typing import NamedTuple

from planlint.diff.changes import Comparison
from planlint.report.changes.view import Part, View, parts, section_of
from planlint.text.spans import Span


class Row(NamedTuple):
    """A paragraph of both texts, or of one: its parts, the lines where it stands (0: nowhere) and the headings above it."""

    parts: tuple[Part, ...]
    old_line: int
    new_line: int
    section: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to show."""
        return any(p.kind in ("change", "from", "to") for p in self.parts)


def rows(comparison: Comparison, view: View) -> Iterator[Row]:
    """The parts as rows: a new one begins behind each line that ends in the same place in both texts, or in the only one."""
    row: list[Part] = []
    for part in parts(comparison, view):
        for piece, ends in _lines(part, comparison):
            row.append(piece)
            if ends:
                yield _row(row, comparison)
                row = []
    if row:
        yield _row(row, comparison)


def _row(row: list[Part], comparison: Comparison) -> Row:
    if any(p.kind == "change" for p in row):  # a paragraph that is shown is shown with its label
        row = [p._replace(kind="change") if p.kind == "quiet" and p.label == "numbering" else p for p in row]
    first = next((p for p in row if p.kind in ("change", "from", "to")), row[0])
    in_old = any(comparison.old.slice(p.old).strip() for p in row)
    in_new = any(comparison.new.slice(p.new).strip() for p in row)
    old_at, new_at = row[0].old.start, row[0].new.start
    return Row(
        tuple(row),
        comparison.old.position(old_at).line if in_old else 0,
        comparison.new.position(new_at).line if in_new else 0,
        section_of(first, comparison) if first is not row[0] or in_new else comparison.old.section(old_at),
    )


def _lines(part: Part, comparison: Comparison) -> Iterator[tuple[Part, bool]]:
    """A part cut behind its newlines, with whether a line ends there."""
    old, new = comparison.old.slice(part.old), comparison.new.slice(part.new)
    if not any(c in old or c in new for c in "\n\r") or not (old + new).strip():
        yield part, part.kind != "change" and any(c in old or c in new for c in "\n\r")
        return
    if part.kind == "change" and old and new:
        lead = _lead(old), _lead(new)
        if bool(lead[0]) != bool(lead[1]) and lead[0] < len(old) and lead[1] < len(new):
            yield part._replace(kind="quiet", old=_head(part.old, lead[0]), new=_head(part.new, lead[1])), True
            part = part._replace(old=_tail(part.old, lead[0]), new=_tail(part.new, lead[1]))
            old, new = old[lead[0] :], new[lead[1] :]
        yield from _paired(part, old, new) if bool(old.strip()) == bool(new.strip()) else _apart(part, comparison)
        return
    at, text = 0, new or old
    for m in _NEWLINES.finditer(text):
        blank = m.start() == 0 and part.kind in ("change", "to", "from")
        piece = _piece(part, at, m.end())
        yield (piece._replace(kind="quiet") if blank else piece), True
        at = m.end()
    if at < len(text):
        yield _piece(part, at, len(text)), False


_NEWLINES = compile_pattern(r"(?:\r\n?|\n)(?:[^\S\r\n]*(?:\r\n?|\n))*")
"""The end of a line, with the blank lines behind it."""


def _lead(text: str) -> int:
    """The length of the newlines at the front of a text."""
    m = _NEWLINES.match(text)
    return m.end() if m else 0


def _head(span: Span, length: int) -> Span:
    return Span(span.start, span.start + length)


def _tail(span: Span, length: int) -> Span:
    return Span(span.start + length, span.end)


def _apart(part: Part, comparison: Comparison) -> Iterator[tuple[Part, bool]]:
    """Words that stand where there was only white space, or the other way round, as what came or went; the space goes with it."""
    here, there = Span(part.old.end, part.old.end), Span(part.new.start, part.new.start)
    deleted, inserted = part._replace(new=there), part._replace(old=here)
    if comparison.old.slice(part.old).strip():
        inserted = inserted._replace(kind="quiet")
    else:
        deleted = deleted._replace(kind="quiet")
    for piece in (deleted, inserted):
        cut = list(_lines(piece, comparison))
        yield from ((one, ends and piece.kind == "change") for one, ends in cut)


def _paired(part: Part, old: str, new: str) -> Iterator[tuple[Part, bool]]:
    """A replacement of lines by lines: one by one where they are as many; the most alike where one became several, or several one."""
    before, after = _line_spans(old), _line_spans(new)
    if len(before) == len(after):
        pairs = list(zip(before, after, strict=True))
    elif min(len(before), len(after)) == 1:
        pairs = _one_to_many(old, new, after) if len(before) == 1 else [(b, a) for a, b in _one_to_many(new, old, before)]
    else:
        yield part, False
        return
    for number, (a, b) in enumerate(pairs):
        piece = part._replace(
            old=Span(part.old.start + a.start, part.old.start + a.end), new=Span(part.new.start + b.start, part.new.start + b.end)
        )
        yield piece, number < len(pairs) - 1


def _one_to_many(one: str, text: str, lines: list[Span]) -> list[tuple[Span, Span]]:
    """The single line beside the one of several with which it shares most; nothing beside the others."""
    mine, size = set(one), len(one)
    best = max(range(len(lines)), key=lambda at: len(mine & set(text[lines[at].start : lines[at].end])))
    return [(Span(0 if at <= best else size, 0 if at < best else size), line) for at, line in enumerate(lines)]


def _line_spans(text: str) -> list[Span]:
    """The lines of a text, each with the newlines at its end."""
    ends = [m.end() for m in _NEWLINES.finditer(text) if m.start()]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [Span(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _piece(part: Part, start: int, end: int) -> Part:
    """A part of a part, counted from its start on the side where it stands."""
    old = Span(part.old.start + start, part.old.start + end) if part.old.end > part.old.start else part.old
    new = Span(part.new.start + start, part.new.start + end) if part.new.end > part.new.start else part.new
    if part.old.end > part.old.start and part.new.end > part.new.start and part.kind != "equal":
        size = part.new.end - part.new.start  # the old side goes with the last piece
        old = Span(part.old.start, part.old.end) if end == size else Span(part.old.start, part.old.start)
    return Part(part.kind, old, new, part.at, part.label)
