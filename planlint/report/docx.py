"""`--format docx:OUT.docx`: the Word file that was checked, with a comment for each report on the characters of its first place."""

from __future__ import annotations

from collections.abc import Iterable

from planlint import files
from planlint.engine import Problem
from planlint.errors import UserError
from planlint.report.results import FileResult, flat
from planlint.text.document import Document
from planlint.word.comments import Comment, commented
from planlint.word.pieces import Map

SUGGESTIONS = 4
_WORDS = {
    "zh": {"head": "{code} {title}：{message}", "hint": "建议：{}", "sep": "、", "count": "同样的问题全文共 {} 处，此为第一处。", "delete": "删去"},
    "en": {"head": "{code} {title}: {message}", "hint": "suggestion: {}", "sep": ", ", "count": "{} places in all; this is the first.", "delete": "delete this"},
}  # fmt: skip


def render(results: Iterable[FileResult], lang: str) -> bytes:
    """The file with its comments. Raises UserError where not just one Word file was checked, or it cannot be read again."""
    rows = tuple(results)
    if broken := [error for result in rows for error in result.errors]:
        raise UserError(broken[0])
    checked = [r for r in rows if r.document is not None and r.document.layout is not None]
    if len(checked) != 1:
        raise UserError("--format docx 须只检查一个 .docx 文件 (needs just one .docx)")
    document = checked[0].document
    assert document is not None, "only what could be read is commented"
    assert document.layout is not None, "only a Word file is commented"
    assert isinstance(document.layout.origin, Map), "a Word file was read from one"
    comments = [Comment(p.places[0].span, tuple(_lines(document, p, lang))) for p in checked[0].problems]
    data = files.read_bytes(document.path)
    return commented(data, document.path, document.layout.origin.view, document.text, comments)


def _lines(document: Document, problem: Problem, lang: str) -> Iterable[str]:
    """What a comment says: the rule and the message, the reason, what to do, and how many places there are."""
    words = _WORDS[lang]
    yield words["head"].format(code=problem.rule.code, title=problem.rule.title[lang], message=flat(problem.message))
    yield flat(problem.reason)
    if problem.suggestions:
        shown = (f"“{flat(s)}”" if s else words["delete"] for s in problem.suggestions[:SUGGESTIONS])
        yield words["hint"].format(words["sep"].join(shown))
    if len(problem.places) > 1:
        yield words["count"].format(len(problem.places))
