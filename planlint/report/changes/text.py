"""`--format text`: the changes in order, each in a window of its paragraph, with the headings above it; a summary at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlint.diff.changes import CLASSES as KINDS
from planlint.diff.changes import Comparison
from planlint.report.changes import words as wording
from planlint.report.changes.rows import Row, rows
from planlint.report.changes.summary import framed, path
from planlint.report.changes.terminal import STYLES, hanging, plain
from planlint.report.changes.view import ALL, Breaks, Pair, Part, View, headings, moved
from planlint.report.full import Line
from planlint.report.results import flat

CLIP = 1200
"""Characters of one insertion or deletion that are shown; more only with --context all."""

def render(pairs: Iterable[Pair], view: View) -> str:
    """The changes as plain text: deletions as [-…-], additions as {+…+}."""
    return plain(lines(pairs, view))


def lines(pairs: Iterable[Pair], view: View) -> Iterator[Line]:
    """The changes as lines of styled pieces, folded at the width."""
    return framed(pairs, view, _changes)


def _changes(comparison: Comparison, view: View) -> Iterator[Line]:
    """Every changed row under its headings, with the number of unchanged ones between."""
    words = wording.WORDS[view.lang]
    figures = len(str(max(len(comparison.old.line_starts), len(comparison.new.line_starts))))
    breaks = Breaks(comparison)
    section: tuple[str, ...] | None = None
    unchanged, seen = 0, set[tuple[str, int]]()
    for row in rows(comparison, view):
        if not row.changed:
            unchanged += not is_blank(row, comparison)
            continue
        entry = list(_row(row, comparison, view, figures, breaks, seen))
        if entry and unchanged:
            yield [(f"{' ' * (2 * figures + 1)} ⋮ {words['fold'].format(n=unchanged)}", "dim")]
        if entry and headings(comparison, row.section) != section:
            section = headings(comparison, row.section)
            yield from hanging([], [("@@ ", "cyan"), (path(section, view), "bold cyan")], view.width)
        if entry:
            unchanged = 0
        yield from entry
    if unchanged:
        yield [(f"{' ' * (2 * figures + 1)} ⋮ {words['fold'].format(n=unchanged)}", "dim")]
    yield []


def is_blank(row: Row, comparison: Comparison) -> bool:
    """Whether a row holds nothing but white space."""
    return all(not comparison.new.slice(p.new).strip() and not comparison.old.slice(p.old).strip() for p in row.parts)


def _row(row: Row, comparison: Comparison, view: View, figures: int, breaks: Breaks, seen: set[tuple[str, int]]) -> Iterator[Line]:
    """The moves that leave from or arrive in a row, each once, then its changes."""
    for part in row.parts:
        if part.kind in ("from", "to") and (part.kind, part.at) not in seen:
            seen.add((part.kind, part.at))
            yield from _move(part, comparison, view, figures)
    if not any(p.kind == "change" for p in row.parts):
        return
    body = [piece for part in folded(row.parts, comparison, view) for piece in marked(part, comparison, view)]
    if tags := labels(row.parts, breaks, view):
        body.append((f" 〔{wording.WORDS[view.lang]['sep'].join(tags)}〕", "dim"))
    yield from hanging(_gutter(row.old_line, row.new_line, figures), body, view.width)


def _gutter(old: int, new: int, figures: int) -> Line:
    return [(f"{old or '':>{figures}} {new or '':>{figures}} │ ", "dim")]


def _move(part: Part, comparison: Comparison, view: View, figures: int) -> Iterator[Line]:
    """A moved stretch at the place it left (its beginning and end) or at the one it came to (with the edits inside)."""
    words, move = wording.WORDS[view.lang], comparison.moves[part.at]
    old, new = comparison.old.position(move.old.start).line, comparison.new.position(move.new.start).line
    away = part.kind == "from"
    size = words["gap"].format(n=move.new.end - move.new.start if not away else move.old.end - move.old.start)
    edited = f"{words['sep']}{words['edited']}" if move.similarity < 1 else ""
    note = words["move_from"].format(line=new) if away else words["move_to"].format(line=old)
    body: Line = [("⇢ " if away else "⇠ ", STYLES[part.kind]), (f"{note}（{size}{edited}）{words['colon']}", "bold")]
    inside = moved(comparison, part.at)
    if away or all(p.kind == "equal" for p in inside):
        document, span = (comparison.old, move.old) if away else (comparison.new, move.new)
        body.append((flat(clipped(document.slice(span).strip(), 2 * min(view.context, ALL))), "dim" if away else ""))
    else:
        body += [piece for p in folded(tuple(inside), comparison, view) for piece in marked(p, comparison, view)]
    yield from hanging(_gutter(old if away else 0, 0 if away else new, figures), body, view.width)


def folded(parts: tuple[Part, ...], comparison: Comparison, view: View) -> Iterator[Part | str]:
    """The parts of a row without the moves; of what is equal, only the context of changes, with a string where more was."""
    kept = [p for p in parts if p.kind not in ("from", "to")]
    last = max((i for i, p in enumerate(kept) if p.kind == "change"), default=-1)
    first = next((i for i, p in enumerate(kept) if p.kind == "change"), len(kept))
    i = 0
    while i < len(kept):
        if kept[i].kind == "change":
            yield kept[i]
            i += 1
            continue
        start = i
        while i < len(kept) and kept[i].kind != "change":
            i += 1
        text = "".join(comparison.new.slice(p.new) for p in kept[start:i])
        yield window(text.rstrip("\r\n") if start > last else text, start > first, i <= last, view)


def window(text: str, behind: bool, before: bool, view: View) -> str:
    """What is shown of an unchanged stretch that stands behind a change, before one, or between two."""
    n = view.context
    if len(text) <= n * (behind + before) + 8:
        return text
    head, tail = text[:n] if behind else "", text[len(text) - n :] if before and n else ""
    if behind and before:
        gap = wording.WORDS[view.lang]["gap"].format(n=len(text) - 2 * n)
        return f"{head}…〔{gap}〕…{tail}"
    return f"{head}…{tail}"


def marked(part: Part | str, comparison: Comparison, view: View) -> Iterator[tuple[str, str]]:
    """The pieces of one part, what was deleted and inserted between its marks."""
    if isinstance(part, str):
        yield flat(part), ""
        return
    if old := comparison.old.slice(part.old):
        yield f"[-{flat(_shortened(old, view))}-]", STYLES["delete"]
    if new := comparison.new.slice(part.new):
        # The newline at the end of a whole inserted line is its own affair.
        yield f"{{+{flat(_shortened(new, view))}+}}", STYLES["insert"]


def _shortened(text: str, view: View) -> str:
    if text.strip():
        text = text.rstrip("\r\n") or text
    return text if len(text) <= CLIP or view.context >= ALL else clipped(text, CLIP, wording.WORDS[view.lang]["gap"])


def clipped(text: str, length: int, words: str = "") -> str:
    """The beginning and the end of a text, `length` characters at most, with the number of those left out between them."""
    if len(text) <= length + 8:
        return text
    head = (length + 1) // 2
    tail = text[len(text) - (length - head) :] if length > head else ""
    between = f"〔{words.format(n=len(text) - length)}〕…" if words else ""
    return f"{text[:head]}…{between}{tail}"


def labels(parts: Iterable[Part], breaks: Breaks, view: View) -> list[str]:
    """What kinds of changes a row holds, those of wording not named: split and merged paragraphs, then the classes."""
    changes = [p for p in parts if p.kind == "change"]
    relations = {r for p in changes if (r := breaks.relation(p))}
    kinds = {p.label for p in changes if not breaks.relation(p)} - {"text"}
    words, names = wording.WORDS[view.lang], wording.CLASSES[view.lang]
    return [words[r] for r in ("split", "merge") if r in relations] + [names[k] for k in KINDS if k in kinds]
