"""`--format csv`: a table for Excel and WPS, one row a place. UTF-8 with a byte order mark; no cell is taken for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlint.report.full import SEVERITY, SUPPRESSED
from planlint.report.places import Row, errors, rows
from planlint.report.results import FileResult, flat, why
from planlint.rules import family

HEADS = {
    "zh": ("文件", "行", "列", "止行", "止列", "级别", "类别", "编码", "规则", "章节", "原文", "问题", "原因", "建议", "依据", "相关"),
    "en": ("file", "line", "column", "end line", "end column", "severity", "family", "code", "rule", "section", "text", "message", "reason", "suggestion",
           "standard", "related"),
}  # fmt: skip
_FORMULA = "=+-@＝＋－＠"
"""What a cell must not begin with; an apostrophe before it makes it text."""


def render(results: Iterable[FileResult], lang: str) -> str:
    """The table with its heads; what could not be used stands below them."""
    import csv
    from io import StringIO

    looked_at = list(results)
    out = StringIO()
    writer = csv.writer(out)  # rows end with \r\n, as spreadsheets write them
    writer.writerow(HEADS[lang])
    for path, error in errors(looked_at):
        cells = dict.fromkeys(HEADS["en"], "") | {"file": path, "severity": SEVERITY[lang]["error"], "message": error}
        writer.writerow([_safe(cell) for cell in cells.values()])
    for row in rows(looked_at, lang, kept_back=True):
        writer.writerow([_safe(cell) for cell in _cells(row, lang)])
    return "\ufeff" + out.getvalue()


def _cells(row: Row, lang: str) -> Iterator[str]:
    problem, rule = row.problem, row.rule
    level, reason = SEVERITY[lang][problem.severity], problem.reason
    if row.kept_back is not None:
        level, reason = SUPPRESSED[lang], why(row.kept_back, row.document, lang)
    yield row.path
    yield from map(str, (row.start.line, row.start.column, row.end.line, row.end.column))
    yield from (level, family(rule.code)[lang], rule.code, rule.title[lang], " › ".join(problem.section))
    yield from (row.text, row.message, reason, " / ".join(s or "∅" for s in problem.suggestions), rule.standard or "")
    yield "; ".join(f"{row.document.position(note.span.start).line}: {note.message}" for note in row.place.related)


def _safe(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    text = flat(cell)
    return f"'{text}" if text.lstrip().startswith(tuple(_FORMULA)) else text
