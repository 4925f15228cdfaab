"""修订对照表: the changed articles or paragraphs as rows of a table, in the layout of the mainland or of Taiwan."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from planlint.diff.changes import CLASSES as KINDS
from planlint.diff.changes import Comparison
from planlint.report.changes import words as wording
from planlint.report.changes.rows import Row, rows
from planlint.report.changes.view import Breaks, Part, View, headings, moved
from planlint.text.characters import is_han

_ARTICLE = re.compile(r"第\S{1,9}条")

TITLES = {
    ("cn", "zh"): ("修订前", "修订后", "修订说明"), ("tw", "zh"): ("修正條文", "現行條文", "說明"),
    ("cn", "en"): ("Before", "After", "Note"), ("tw", "en"): ("Amended", "Current", "Note"),
}  # fmt: skip
"""The heads of the columns in their order: the old text stands left on the mainland, right of the new one in Taiwan."""

_WORDS = {
    ("cn", "zh"): {
        "added": "新增", "removed": "删去", "from": "移至第 {line} 行", "to": "移自第 {line} 行", "split": "拆为数段", "merge": "并段",
        "changed": "改动 {n} 处", "unchanged": "其余 {n} 段未改动。", "sep": "；", "none": "（无改动）",
    },
    ("tw", "zh"): {
        "added": "新增", "removed": "刪除", "from": "移列第 {line} 行", "to": "自第 {line} 行移列", "split": "分為數段", "merge": "合併",
        "changed": "修正 {n} 處", "unchanged": "其餘 {n} 段未修正。", "sep": "；", "none": "（未修正）",
    },
    ("cn", "en"): {
        "added": "added", "removed": "deleted", "from": "moved to line {line}", "to": "moved from line {line}",
        "split": "split", "merge": "merged",
        "changed": "{n} changes", "unchanged": "{n} more paragraphs unchanged.", "sep": "; ", "none": "(no change)",
    },
}  # fmt: skip
_WORDS["tw", "en"] = _WORDS["cn", "en"]
_TRADITIONAL = {
    "space": "空白", "break": "分段換行", "width": "全形半形", "punctuation": "標點", "script": "正簡體",
    "numbering": "條次編號", "number": "數字日期", "text": "文字",
}  # fmt: skip

Cell = list[tuple[str, str]]
"""Stretches of text with what became of them: "" (kept), "delete", "insert", "from" or "to"."""


class Entry(NamedTuple):
    """One row of the table: the headings above it, both texts, and what happened."""

    section: tuple[str, ...]
    old: Cell
    new: Cell
    note: str


class Table(NamedTuple):
    """The changed rows, and how many paragraphs were left out because nothing in them changed."""

    entries: tuple[Entry, ...]
    unchanged: int


def table(comparison: Comparison, view: View) -> Table:
    """The table of a comparison: one row for each changed article of a law, elsewhere for each changed paragraph."""
    breaks = Breaks(comparison)
    entries: list[Entry] = []
    unchanged = 0
    for _, group in groupby(enumerate(rows(comparison, view)), lambda item: _article(*item)):
        members = [row for _, row in group]
        if any(row.changed for row in members):
            entries.append(_entry(members, comparison, view, breaks))
        else:
            unchanged += sum(any(_has_words(comparison.new.slice(p.new)) for p in row.parts) for row in members)
    return Table(tuple(entries), unchanged)


def _has_words(text: str) -> bool:
    return any(c.isalnum() or is_han(c) for c in text)


def _article(number: int, row: Row) -> object:
    """What the rows of one article have in common; a row elsewhere stands alone."""
    depth = next((at for at in range(len(row.section), 0, -1) if _ARTICLE.match(row.section[at - 1])), 0)
    return (row.section[:depth], bool(row.new_line)) if depth else number


def _entry(members: list[Row], comparison: Comparison, view: View, breaks: Breaks) -> Entry:
    words = _WORDS[view.layout, view.lang]
    old: Cell = []
    new: Cell = []
    for part in (p for row in members for p in row.parts):
        before, after = comparison.old.slice(part.old), comparison.new.slice(part.new)
        if part.kind in ("equal", "hidden"):
            old.append((before, ""))
            new.append((after, ""))
        elif part.kind == "to" and comparison.moves[part.at].similarity < 1:
            new += _moved(part, comparison)
        else:
            old.append((before, "from" if part.kind == "from" else "delete"))
            new.append((after, "to" if part.kind == "to" else "insert"))
    note = words["sep"].join(_notes(members, comparison, view, breaks))
    return Entry(headings(comparison, members[0].section), _trimmed(old), _trimmed(new), note)


def _moved(part: Part, comparison: Comparison) -> Cell:
    """A part of a moved stretch with what was put into it on the way."""
    cell: Cell = []
    for piece in moved(comparison, part.at):
        start, end = max(piece.new.start, part.new.start), min(piece.new.end, part.new.end)
        if start < end:
            cell.append((comparison.new.text[start:end], "insert" if piece.kind == "change" else "to"))
    return cell


def _trimmed(cell: Cell) -> Cell:
    """A cell without empty stretches and without the newlines at its end."""
    kept = [(text, kind) for text, kind in cell if text]
    while kept and not kept[-1][0].strip():
        kept.pop()
    return [*kept[:-1], (kept[-1][0].rstrip(), kept[-1][1])] if kept else []


def _notes(members: list[Row], comparison: Comparison, view: View, breaks: Breaks) -> Iterator[str]:
    """What happened to an article, in a few words."""
    words = _WORDS[view.layout, view.lang]
    names = _TRADITIONAL if view.layout == "tw" and view.lang == "zh" else wording.CLASSES[view.lang]
    found = [p for row in members for p in row.parts if p.kind not in ("equal", "hidden")]
    for kind, at in dict.fromkeys((p.kind, p.at) for p in found if p.kind in ("from", "to")):
        move = comparison.moves[at]
        document, span = (comparison.new, move.new) if kind == "from" else (comparison.old, move.old)
        yield words[kind].format(line=document.position(span.start).line)
    changes = [p for p in found if p.kind == "change"]
    kept = (comparison.new.slice(p.new) for row in members for p in row.parts if p.kind in ("equal", "hidden"))
    if changes and len(changes) == len(found) and not any(_has_words(text) for text in kept):
        if not any(row.old_line for row in members):
            yield words["added"]
            return
        if not any(row.new_line for row in members):
            yield words["removed"]
            return
    for relation in dict.fromkeys(r for p in changes if (r := breaks.relation(p))):
        yield words[relation]
    kinds = Counter(p.label for p in changes if not breaks.relation(p))
    if kinds:
        listed = "、".join(f"{names[k]} {kinds[k]}" for k in KINDS if k in kinds)
        yield f"{words['changed'].format(n=sum(kinds.values()))}（{listed}）"


def columns(view: View) -> tuple[str, ...]:
    """The heads of the table."""
    return TITLES[view.layout, view.lang][: view.columns or 3]


def unchanged(count: int, view: View) -> str:
    """The sentence about what the table leaves out; "" where it leaves out nothing."""
    return _WORDS[view.layout, view.lang]["unchanged"].format(n=count) if count else ""


def nothing(view: View) -> str:
    """What stands in the only row of an empty table."""
    return _WORDS[view.layout, view.lang]["none"]
