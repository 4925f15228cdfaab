"""`--format docx-table:OUT.docx`: the 修订对照表 as a Word table, numbered rows with the changed places and the clauses around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from planlint.errors import UserError
from planlint.report.changes import words as wording
from planlint.report.changes.summary import figures, notes, path, stale
from planlint.report.changes.table import Cell, Entry, columns, nothing, table, unchanged
from planlint.report.changes.view import Pair, View
from planlint.report.results import flat
from planlint.word import compose

CONTEXT = 40
"""Characters of unchanged text that are shown beside a change at most; it is cut at the nearest end of a clause."""

_WORDS = {
    "zh": {"title": "修订对照表", "old": "原文：", "new": "修订后：", "number": "序号",
           "key": "标记：删去的字加删除线，增加的字加下划线，移动的字加双线；“…”处为未改动的文字。"},
    "en": {"title": "Table of Changes", "old": "Before: ", "new": "After: ", "number": "No.",
           "key": "Deleted words are struck out, inserted ones underlined, moved ones have double lines; … stands for unchanged text."},
}  # fmt: skip
_HEADS = {("cn", "zh"): ("原文", "修订后", "说明")}
_LOOKS = {
    "": "", "delete": '<w:strike/><w:color w:val="B3261E"/>', "insert": '<w:b/><w:color w:val="1B4F9C"/><w:u w:val="single"/>',
    "from": '<w:dstrike/><w:color w:val="2E6B34"/>', "to": '<w:color w:val="2E6B34"/><w:u w:val="double"/>',
}  # fmt: skip
_CLAUSE = re.compile(r"[，。；：！？、\n]")
_NEWLINE = re.compile(r"\s*(?:\r\n?|\n)\s*")
_NUMBER = 620
"""The width of the column of numbers, in twentieths of a point."""


def render(pairs: Iterable[Pair], view: View) -> bytes:
    """The tables of all pairs in one file, each on a page of its own. Raises UserError where there is nothing to compare."""
    found = [pair for pair in pairs if pair.comparison is not None]
    if not found:
        raise UserError("--format docx-table: 没有可比较的文件 (there are no files to compare)")
    body = (block for number, pair in enumerate(found) for block in (*([compose.page_break()] if number else []), *_document(pair, view)))
    return compose.document(body, _WORDS[view.lang]["title"], landscape=True)


def _document(pair: Pair, view: View) -> Iterator[str]:
    """One table with its heading: both versions, the date, the figures."""
    words, comparison = _WORDS[view.lang], pair.comparison
    assert comparison is not None, "only what was compared is shown"
    yield compose.paragraph(words["title"], "title")
    yield compose.paragraph(compose.run(f"{words['old']}{flat(pair.old_name)}"), "a")
    yield compose.paragraph(compose.run(f"{words['new']}{flat(pair.new_name)}"), "a")
    yield compose.paragraph(compose.run(_today(view.lang)), "a")
    facts = [*notes(comparison, view), *(figures(comparison, view) if comparison.old.text != comparison.new.text else ())]
    said = wording.WORDS[view.lang]
    facts += [f"{said['renumbered']}{said['colon']}{wording.renumbering(entry)}" for entry in comparison.renumbered]
    facts += [f"{said['stale_here']}{said['colon']}{text}" for text in stale(comparison, view)]
    yield from (compose.paragraph(compose.run(text), "small") for text in (*facts, words["key"]))
    result = table(comparison, view)
    heads = [words["number"], *_HEADS.get((view.layout, view.lang), columns(view))[: len(columns(view))]]
    widths = _widths(len(heads))
    rows = [_row(number, entry, view, len(heads)) for number, entry in enumerate(result.entries, 1)]
    yield compose.table(widths, heads, rows or [["", compose.paragraph(nothing(view), "cell"), *[""] * (len(heads) - 2)]])
    if left := unchanged(result.unchanged, view):
        yield compose.paragraph(compose.run(left), "small")


def _today(lang: str) -> str:
    today = date.today()
    return f"日期：{today.year}年{today.month}月{today.day}日" if lang == "zh" else f"Date: {today.isoformat()}"


def _widths(count: int) -> list[int]:
    """The widths of the columns: numbers, both texts, and what is said of them."""
    rest = compose.width(landscape=True) - _NUMBER
    note = rest // 5 if count > 3 else 0
    text = (rest - note) // 2
    return [_NUMBER, text, text, *([note] if note else [])]


def _row(number: int, entry: Entry, view: View, size: int) -> list[str]:
    cells = [_cell(cell) for cell in _clipped(entry.old, entry.new)]
    if view.layout == "tw":
        cells.reverse()
    row = [compose.paragraph(compose.run(str(number)), "cell", '<w:jc w:val="center"/>'), *cells]
    if size > 3:
        place = [path(entry.section[-2:], view)] if entry.section else []
        row.append("".join(compose.paragraph(compose.run(text) if text else "", "cell") for text in (*place, entry.note)))
    return row


def _cell(cell: Cell) -> str:
    """A cell, each of its lines a paragraph."""
    lines: list[str] = [""]
    for text, kind in cell:
        for number, piece in enumerate(_NEWLINE.split(text)):
            if number:
                lines.append("")
            if piece:
                lines[-1] += compose.run(piece, _LOOKS[kind])
    return "".join(compose.paragraph(line, "cell") for line in lines if line) or compose.paragraph("", "cell")


def _clipped(old: Cell, new: Cell) -> tuple[Cell, Cell]:
    """Both cells with no more unchanged text than the clauses beside the changes, in whichever of the two these stand."""
    kept = [[at for at, (_, kind) in enumerate(cell) if not kind] for cell in (old, new)]
    size = min(len(kept[0]), len(kept[1]))
    before = any(spots[:1] != [0] for spots in kept)
    behind = any(not spots or spots[-1] < len(cell) - 1 for spots, cell in zip(kept, (old, new), strict=True)) or len(kept[0]) != len(kept[1])
    out: list[Cell] = []
    for cell, spots in zip((old, new), kept, strict=True):
        short = list(cell)
        for number, at in enumerate(spots):
            head = _head(cell[at][0]) if number or before else ""
            tail = _tail(cell[at][0]) if number < size - 1 or behind else ""
            if len(head) + len(tail) < len(cell[at][0]) - 1:
                short[at] = f"{head}…{tail}", ""
        out.append(short)
    return out[0], out[1]


def _head(text: str) -> str:
    """The beginning of a text up to the end of a clause."""
    if len(text) <= CONTEXT:
        return text
    ends = [m.end() for m in _CLAUSE.finditer(text, 0, CONTEXT)]
    return text[: ends[0] if ends and ends[0] > 8 else ends[-1] if ends else CONTEXT]


def _tail(text: str) -> str:
    """The end of a text from the beginning of a clause on."""
    if len(text) <= CONTEXT:
        return text
    begins = [m.end() for m in _CLAUSE.finditer(text, len(text) - CONTEXT)]
    begins = [at for at in begins if at < len(text)]
    return text[begins[-1] if begins and len(text) - begins[-1] > 8 else begins[0] if begins else len(text) - CONTEXT :]
