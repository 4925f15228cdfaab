"""`--format side`: the changed paragraphs side by side, old left and new right, broken at the width of a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from planlint.diff.changes import Comparison
from planlint.report.changes import words as wording
from planlint.report.changes.rows import Row, rows
from planlint.report.changes.summary import framed, path
from planlint.report.changes.terminal import STYLES, fold, hanging, padded, plain
from planlint.report.changes.text import clipped, folded, is_blank, marked
from planlint.report.changes.view import ALL, Pair, Part, View, headings, moved
from planlint.report.full import Line
from planlint.report.results import flat


def render(pairs: Iterable[Pair], view: View) -> str:
    """Both versions as plain text in two columns."""
    return plain(lines(pairs, view))


def lines(pairs: Iterable[Pair], view: View) -> Iterator[Line]:
    """Both versions as lines of styled pieces."""
    return framed(pairs, view, _columns)


def _columns(comparison: Comparison, view: View) -> Iterator[Line]:
    """The changed rows under their headings, with the number of unchanged ones between."""
    words = wording.WORDS[view.lang]
    figures = len(str(max(len(comparison.old.line_starts), len(comparison.new.line_starts))))
    width = (view.width - 2 * figures - 5) // 2
    section: tuple[str, ...] | None = None
    unchanged = 0
    for row in rows(comparison, view):
        if not row.changed:
            unchanged += not is_blank(row, comparison)
            continue
        if unchanged:
            yield [(f"{' ' * figures} ⋮ {words['fold'].format(n=unchanged)}", "dim")]
            unchanged = 0
        if headings(comparison, row.section) != section:
            section = headings(comparison, row.section)
            yield from hanging([], [("@@ ", "cyan"), (path(section, view), "bold cyan")], view.width)
        yield from _beside(row, comparison, view, figures, width)
    if unchanged:
        yield [(f"{' ' * figures} ⋮ {words['fold'].format(n=unchanged)}", "dim")]
    yield []


def _beside(row: Row, comparison: Comparison, view: View, figures: int, width: int) -> Iterator[Line]:
    """One row: what it was left, what it is right."""
    old, new = _sides(row, comparison, view)
    rule: Line = [(" │ ", "dim")]
    empty: Line = []
    for number, (left, right) in enumerate(zip_longest(fold(old, width), fold(new, width), fillvalue=empty)):
        before = f"{row.old_line or '':>{figures}} " if not number else " " * (figures + 1)
        behind = f"{row.new_line or '':>{figures}} " if not number else " " * (figures + 1)
        yield [(before, "dim"), *padded(left, width), *rule, (behind, "dim"), *right]


def _sides(row: Row, comparison: Comparison, view: View) -> tuple[Line, Line]:
    """The pieces of both columns."""
    old: Line = []
    new: Line = []
    if any(p.kind == "change" for p in row.parts):
        for part in folded(row.parts, comparison, view):
            pieces = list(marked(part, comparison, view))
            old += [p for p in pieces if p[1] != STYLES["insert"]]
            new += [p for p in pieces if p[1] != STYLES["delete"]]
        if not row.old_line:
            old = []
        if not row.new_line:
            new = []
    for part in row.parts:
        if part.kind == "from":
            old.append(_move(part, comparison, view))
        elif part.kind == "to":
            new.append(_move(part, comparison, view))
            new += _edits(part, comparison, view)
    return old, new


def _move(part: Part, comparison: Comparison, view: View) -> tuple[str, str]:
    """A moved line, and where it went or came from."""
    words, move = wording.WORDS[view.lang], comparison.moves[part.at]
    if part.kind == "from":
        note = words["move_from"].format(line=comparison.new.position(move.new.start).line)
        text = comparison.old.slice(part.old)
    else:
        note = words["move_to"].format(line=comparison.old.position(move.old.start).line)
        text = comparison.new.slice(part.new)
    sign = "⇢" if part.kind == "from" else "⇠"
    return f"{sign}〔{note}〕{flat(clipped(text.strip(), 2 * min(view.context, ALL)))}", STYLES[part.kind]


def _edits(part: Part, comparison: Comparison, view: View) -> Line:
    """What was edited in a moved stretch, behind its first line."""
    move = comparison.moves[part.at]
    if move.similarity >= 1 or part.new.start > move.new.start:
        return []
    changes = [p for p in moved(comparison, part.at) if p.kind == "change"]
    return [piece for p in changes for piece in [(" ", ""), *marked(p, comparison, view)]]
