"""`--format rdjson`: Reviewdog Diagnostic Format, for `reviewdog -f=rdjson`. Columns count the bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planlint.report.places import HOME, Row, errors, from_here, in_git, page_of, rows
from planlint.report.results import FileResult
from planlint.text.document import Document
from planlint.text.spans import Span

LEVELS = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(results: Iterable[FileResult], lang: str) -> str:
    """One diagnostic a place, and one for every error."""
    import json

    looked_at = list(results)
    failed = [{"message": error, "location": {"path": from_here(path)}, "severity": "ERROR"} for path, error in errors(looked_at)]
    whole = {"source": {"name": "planlint", "url": HOME}, "diagnostics": failed + [_diagnostic(row, lang) for row in rows(looked_at, lang)]}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _diagnostic(row: Row, lang: str) -> dict[str, Any]:
    address = page_of(row.rule)
    told: dict[str, Any] = {
        "message": f"{row.rule.title[lang]}: {row.message}", "severity": LEVELS[row.problem.severity],
        "location": _location(row, row.place.span), "code": {"value": row.rule.code, **({"url": address} if address else {})},
    }  # fmt: skip
    if (span := row.suggestion) is not None:  # several edits are one suggestion, since each suggestion has to do on its own
        told["suggestions"] = [{"range": _range(row.document, span), "text": row.mended}]
    if row.place.related:
        told["related_locations"] = [{"message": note.message, "location": _location(row, note.span)} for note in row.place.related]
    return told


def _location(row: Row, span: Span) -> dict[str, Any]:
    return {"path": from_here(row.path), "range": _range(row.document, span)}


def _range(document: Document, span: Span) -> dict[str, Any]:
    return {"start": _point(document, span.start), "end": _point(document, span.end)}


def _point(document: Document, offset: int) -> dict[str, int]:
    at = in_git(document, offset)
    before = document.text[offset - at.column + 1 : offset]
    return {"line": at.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
