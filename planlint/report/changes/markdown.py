"""`--format markdown`: the table of old and new text (修订对照表) in GitHub's Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planlint.report.changes import words as wording
from planlint.report.changes.summary import figures, notes, path, stale, told
from planlint.report.changes.table import Cell, Entry, columns, nothing, table, unchanged
from planlint.report.changes.view import Pair, View

_SPECIAL = re.compile(r"([\\`*_\[\]~|#!])|([&<>])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NEWLINES = re.compile(r"\s*(?:\r\n?|\n)\s*")

# HTML, because ** beside a Chinese mark is no emphasis in CommonMark. In Taiwan what differs is underlined in both columns.
_TAGS = {
    "cn": {"delete": "del", "insert": "b", "from": "del", "to": "b"},
    "tw": {"delete": "ins", "insert": "ins", "from": "ins", "to": "ins"},
}


def render(pairs: Iterable[Pair], view: View) -> str:
    """One table for each pair, with the figures in front of it."""
    return "\n".join(line for pair in pairs if pair.comparison is not None for line in _document(pair, view)) + "\n"


def _document(pair: Pair, view: View) -> Iterator[str]:
    comparison = pair.comparison
    if comparison is None:
        return
    yield f"## {escaped(pair.old_name)} → {escaped(pair.new_name)}"
    yield ""
    facts = list(notes(comparison, view))
    if comparison.old.text != comparison.new.text:
        facts += figures(comparison, view)
    words = wording.WORDS[view.lang]
    facts += [f"{words['renumbered']}{words['colon']}{wording.renumbering(e)}" for e in comparison.renumbered]
    facts += [f"{words['stale_here']}{words['colon']}{text}" for text in stale(comparison, view)]
    yield from (f"- {escaped(text)}" for text in facts)
    yield ""
    found = table(comparison, view)
    heads = columns(view)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (_row(entry, view) for entry in found.entries)
    if not found.entries:
        yield f"| {nothing(view)} |{' |' * (len(heads) - 1)}"
    yield ""
    if left := unchanged(found.unchanged, view):
        yield left
        yield ""
    for group in told(pair, view):
        yield f"### {escaped(group.heading)}"
        yield ""
        yield from (f"- `{place}` {escaped(words)}" for place, words in group.rows)
        yield ""


def _row(entry: Entry, view: View) -> str:
    cells = [_cell(entry.old, view), _cell(entry.new, view)]
    if view.layout == "tw":
        cells.reverse()
    if len(columns(view)) > 2:
        place = f"{escaped(path(entry.section[-2:], view))}<br>" if entry.section else ""
        cells.append(place + escaped(entry.note))
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, view: View) -> str:
    return "".join(_marked(text, kind, view) for text, kind in cell) or " "


def _marked(text: str, kind: str, view: View) -> str:
    if not kind or not text.strip():
        return escaped(text)
    tag = _TAGS[view.layout][kind]
    return f"<{tag}>{escaped(text)}</{tag}>"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is, on one line: newlines as <br>."""
    text = _SPECIAL.sub(lambda m: f"\\{m[1]}" if m[1] else _ENTITIES[m[2]], text)
    return _NEWLINES.sub("<br>", text)
