"""What all views of a comparison share: how it is to be shown, and the two texts as one sequence of parts."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planlint.diff.changes import Comparison, Hunk, Move, Op
from planlint.diff.lint import Lint
from planlint.text.document import Document
from planlint.text.spans import Span

ALL = 1 << 40
"""As context: everything."""


class View(NamedTuple):
    """How to show a comparison, as the command line has it.

    `context` is in code points; `width` in columns of the terminal; `columns` is 0 where no table was asked for.
    """

    lang: str = "zh"
    ignored: frozenset[str] = frozenset()
    moves: bool = True
    context: int = 20
    section: str = ""
    char: bool = False
    width: int = 100
    columns: int = 0
    layout: str = "cn"


class Pair(NamedTuple):
    """Two versions that were compared: what they are called, and what came of it.

    `comparison` is None where the two could not be compared; `bytes` are those of the files (None: there is no such file);
    `name` is what a patch calls the file.
    """

    old_name: str
    new_name: str
    comparison: Comparison | None
    old_bytes: bytes | None = None
    new_bytes: bytes | None = None
    lint: Lint | None = None
    name: str = ""


class Part(NamedTuple):
    """A stretch of both texts: "equal", "change", "from" (moved away), "to" (moved here), "hidden" (a change not to be shown).

    "quiet" is a change that another one tells of: the new number of a paragraph in a renumbered run, the line break beside
    a moved paragraph. The parts of a comparison tile both texts, as its ops do. `at` is the number of the hunk or of the
    move, -1 for none; `label` is the class of a change.
    """

    kind: str
    old: Span
    new: Span
    at: int = -1
    label: str = ""


WIDENED = 24
"""Code points of equal text that a change may take in to be a whole word; more of it stays what it is."""

Mark = tuple[int, int, str, int]
"""Where a hunk or a move lies on one side: start, end, kind of part, number."""


def different(comparison: Comparison, view: View) -> bool:
    """Whether there is a change that is not to be ignored, within the section asked for."""
    if not view.ignored and not view.section:
        return comparison.old.text != comparison.new.text
    return any(p.kind not in ("equal", "hidden") for p in parts(comparison, view))


def shown(hunk: Hunk, view: View) -> bool:
    """Whether a hunk is to be shown."""
    return hunk.kind not in view.ignored and within(hunk.section, view)


def within(section: Iterable[str], view: View) -> bool:
    """Whether a place under these headings belongs to the section asked for."""
    return not view.section or any(view.section in title for title in section)


def parts(comparison: Comparison, view: View) -> list[Part]:
    """Both texts as parts in the order of the edit script."""
    moves = comparison.moves if view.moves else ()
    inner = {at for move in moves for at in _inside(comparison, move)}
    flow = [(i, h) for i, h in enumerate(comparison.hunks) if i not in inner]
    old = _marks([(*m.old, "from", i) for i, m in enumerate(moves)], [(*h.old, "change", i) for i, h in flow])
    new = _marks([(*m.new, "to", i) for i, m in enumerate(moves)], [(*h.new, "change", i) for i, h in flow])
    found: list[Part] = []
    for op in comparison.ops:
        if op.op == "equal":
            shift = op.new.start - op.old.start
            for start, end, kind, at in _cut(op.new, new):
                found.append(Part("equal", Span(start - shift, end - shift), Span(start, end), at if kind == "change" else -1))
            continue
        found += _changed(op, old, new)
    runs = _Runs(comparison)
    labelled = [_labelled(p, comparison, view, runs) for p in _joined(found, comparison, view.char)]
    return _with_quiet_breaks(labelled)


def _changed(op: Op, old: list[Mark], new: list[Mark]) -> Iterator[Part]:
    """The parts of a change in the order of its hunks: of each what stood there, then what stands there."""
    here, there = deque(_cut(op.old, old)), deque(_cut(op.new, new))
    a, b = op.old.start, op.new.start
    while here or there:
        later = bool(here and there) and here[0][2] == there[0][2] == "change" and here[0][3] > there[0][3]
        if here and not later:
            start, end, kind, at = here.popleft()
            yield Part(kind or "change", Span(start, end), Span(b, b), at)
            a = end
        else:
            start, end, kind, at = there.popleft()
            yield Part(kind or "change", Span(a, a), Span(start, end), at)
            b = end


def _inside(comparison: Comparison, move: Move) -> Iterator[int]:
    """The numbers of the hunks that are edits inside a moved stretch; hunks stand in the order of the new text."""
    first = bisect_left(comparison.hunks, move.new.start, key=_new_start)
    for at in range(first, len(comparison.hunks)):
        hunk = comparison.hunks[at]
        if hunk.new.start > move.new.end:
            return
        if _holds(move.old, hunk.old) and _holds(move.new, hunk.new):
            yield at


def _new_start(hunk: Hunk) -> int:
    return hunk.new.start


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _marks(first: list[Mark], second: list[Mark]) -> list[Mark]:
    """Both kinds of marks in order, without overlaps: what the first cover is taken out of the second."""
    taken = sorted(m for m in first if m[1] > m[0])
    starts = [m[0] for m in taken]
    kept = list(taken)
    for start, end, kind, at in second:
        i = max(0, bisect_right(starts, start) - 1)
        while start < end and i < len(taken) and taken[i][0] < end:
            if start < taken[i][0]:
                kept.append((start, taken[i][0], kind, at))
            start = max(start, taken[i][1])
            i += 1
        if start < end:
            kept.append((start, end, kind, at))
    return sorted(kept)


def _cut(span: Span, marks: list[Mark]) -> Iterator[Mark]:
    """A span cut at the marks in it; the kind of what no mark covers is ""."""
    at, i = span.start, max(0, bisect_right(marks, (span.start, ALL, "", 0)) - 1)
    while at < span.end and i < len(marks) and marks[i][0] < span.end:
        start, end, kind, number = marks[i]
        i += 1
        if end <= at:
            continue
        if at < start:
            yield at, start, "", -1
        at = max(at, start)
        yield at, min(end, span.end), kind, number
        at = min(end, span.end)
    if at < span.end:
        yield at, span.end, "", -1


def _joined(found: list[Part], comparison: Comparison, char: bool) -> list[Part]:
    """The parts of one hunk made one, with what is equal inside it; by characters, only deletion and insertion at one place are."""
    out: list[Part] = []
    for part in found:
        if part.kind == "equal" and (char or part.at < 0 or not _is_word(comparison.new.slice(part.new))):
            part = part._replace(at=-1)
        elif part.kind == "equal":
            part = part._replace(kind="change")
        last = out[-1] if out else None
        if last is not None and last.kind == part.kind and (last.at == part.at or _run_on(last, part)) and part.kind not in ("from", "to"):
            out[-1] = last._replace(old=Span(last.old.start, part.old.end), new=Span(last.new.start, part.new.end))
        else:
            out.append(part)
    return out


def _run_on(last: Part, part: Part) -> bool:
    """Whether two parts are both deletions or both insertions, of which a move that is not to be shown as such has made pieces."""
    deleted = last.new.start == part.new.end and last.old.end > last.old.start
    inserted = last.old.start == part.old.end and last.new.end > last.new.start
    return -1 in (last.at, part.at) and (deleted or inserted)


def _is_word(text: str) -> bool:
    """Whether an equal stretch inside a hunk is no more than the rest of a word."""
    return len(text) <= WIDENED and "\n" not in text and "\r" not in text


def _labelled(part: Part, comparison: Comparison, view: View, runs: "_Runs") -> Part:
    """A part with the class of its change; hidden where it is not to be shown."""
    if part.kind == "equal":
        return part
    label = comparison.hunks[part.at].kind if part.kind == "change" and part.at >= 0 else "text" if part.kind == "change" else ""
    if part.kind == "change" and part.at < 0 and not (comparison.old.slice(part.old) + comparison.new.slice(part.new)).strip():
        label = "break"  # the empty lines around a moved paragraph
    if label in view.ignored or (view.section and not within(section_of(part, comparison), view)):
        return part._replace(kind="hidden", label=label)
    return part._replace(label=label, kind="quiet" if label == "numbering" and runs.hold(part) else part.kind)


class _Runs:
    """The renumbered runs of a comparison, that can be asked whether a changed label belongs to one."""

    def __init__(self, comparison: Comparison) -> None:
        self._runs = comparison.renumbered
        self._paragraphs = comparison.new.paragraphs if self._runs else ()
        self._starts = [b.span.start for b in self._paragraphs]

    def hold(self, part: Part) -> bool:
        """Whether a part is the label of a paragraph, or of its number, within a run."""
        at = bisect_right(self._starts, part.new.start) - 1
        if at < 0 or part.old.start == part.old.end or part.new.start == part.new.end:
            return False
        block = self._paragraphs[at]
        if block.ordinal is None or part.new.end > block.body:
            return False
        return any(r.kind == block.ordinal.style and r.new[0] <= block.ordinal.value <= r.new[1] for r in self._runs)


def _with_quiet_breaks(found: list[Part]) -> list[Part]:
    """The parts with the line breaks beside moved stretches made quiet."""
    out = list(found)
    for at, part in enumerate(found):
        beside = (found[i] for i in (at - 1, at + 1) if 0 <= i < len(found))
        if part.label == "break" and part.kind == "change" and any(p.kind in ("from", "to") for p in beside):
            out[at] = part._replace(kind="quiet")
    return out


def section_of(part: Part, comparison: Comparison) -> tuple[str, ...]:
    """The headings above a part: those of the new text, or of the old where nothing is left of it."""
    if part.new.end > part.new.start or part.old.end == part.old.start:
        return comparison.new.section(part.new.start)
    return comparison.old.section(part.old.start)


class Breaks:
    """Where paragraphs were split and merged: the gaps between the paragraphs that came of one, or became one."""

    def __init__(self, comparison: Comparison) -> None:
        self._gaps: dict[str, list[Span]] = {"split": [], "merge": []}
        for entry in comparison.blocks:
            blocks, numbers = (
                (comparison.new.paragraphs, entry.new) if entry.relation == "split" else (comparison.old.paragraphs, entry.old)
            )
            for one, next_one in pairwise(numbers):
                self._gaps[entry.relation].append(Span(blocks[one].span.end, blocks[next_one].span.start))
        for gaps in self._gaps.values():
            gaps.sort()

    def relation(self, part: Part) -> str:
        """"split" or "merge" for a change that makes or removes such a gap, else ""."""
        if part.label != "break":
            return ""
        for relation, span in (("split", part.new), ("merge", part.old)):
            gaps = self._gaps[relation]
            at = bisect_right(gaps, Span(span.end, span.end)) - 1
            if span.start < span.end and any(g.start < span.end and span.start < g.end for g in gaps[max(0, at - 1) : at + 1]):
                return relation
        return ""


def moved(comparison: Comparison, at: int) -> list[Part]:
    """A moved stretch as parts, from its old place to its new one: what was edited on the way."""
    move = comparison.moves[at]
    inside = sorted((comparison.hunks[i].new, comparison.hunks[i].old, i) for i in _inside(comparison, move))
    found: list[Part] = []
    old_at, new_at = move.old.start, move.new.start
    for new, old, i in inside:
        if old.start - old_at != new.start - new_at or old.start < old_at:
            return _compared(comparison, move)
        found.append(Part("equal", Span(old_at, old.start), Span(new_at, new.start)))
        found.append(Part("change", old, new, i, comparison.hunks[i].kind))
        old_at, new_at = old.end, new.end
    rest = Part("equal", Span(old_at, move.old.end), Span(new_at, move.new.end))
    if comparison.old.slice(rest.old) != comparison.new.slice(rest.new):
        return _compared(comparison, move)
    return [p for p in (*found, rest) if p.old.end > p.old.start or p.new.end > p.new.start]


def _compared(comparison: Comparison, move: Move) -> list[Part]:
    """A moved stretch compared on its own."""
    from planlint.diff.compare import compare

    own = compare(Document(comparison.old.slice(move.old)), Document(comparison.new.slice(move.new)))
    by, to = move.old.start, move.new.start
    return [
        p._replace(old=Span(p.old.start + by, p.old.end + by), new=Span(p.new.start + to, p.new.end + to), at=-1)
        for p in parts(own, View(moves=False))
    ]


def headings(comparison: Comparison, section: tuple[str, ...]) -> tuple[str, ...]:
    """The headings above a place without the title of the whole, which says nothing about the place."""
    titled = any(section[:1] == d.once(_title) for d in (comparison.old, comparison.new))
    return section[1:] if titled and len(section) > 1 else section


def _title(document: Document) -> tuple[str, ...]:
    """The one heading under which all others stand; () where there is none."""
    roots = [node.title for node in document.outline.nodes if node.parent < 0]
    return (roots[0],) if len(roots) == 1 else ()
