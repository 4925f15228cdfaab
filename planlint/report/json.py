"""`--format json`: schema planlint.check/1, as the contract has it. Lines and columns from 1, offsets from 0, code points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planlint import __version__
from planlint.engine import Hidden, Place, Problem
from planlint.report.results import FileResult, fingerprints
from planlint.suppress import Suppression
from planlint.text.document import Document
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.report.score import Score


def render(results: Iterable[FileResult], lang: str, score: Score | None = None) -> str:
    """All results as one JSON object; the score is added to its summary where one was asked for."""
    import json

    files = [_file(r, lang) for r in results]
    summary = _summary(files)
    if score is not None:
        from planlint.report.score import data

        summary["score"] = data(score, lang)
    whole = {"schema": "planlint.check/1", "version": __version__, "files": files, "summary": summary}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _file(result: FileResult, lang: str) -> dict[str, Any]:
    document = result.document
    if document is None:
        return {
            "path": result.path, "profile": None, "syntax": None, "encoding": None, "characters": 0,
            "errors": list(result.errors), "problems": [],
        }  # fmt: skip
    return {
        "path": result.path, "profile": document.profile, "syntax": document.syntax, "encoding": document.encoding,
        "characters": len(document.text), "errors": list(result.errors),
        "problems": problems(document, result.problems, lang),
        **({} if result.hidden is None else {"suppressed": _suppressed(document, result.hidden, lang)}),
    }  # fmt: skip


def _suppressed(document: Document, hidden: Iterable[Hidden], lang: str) -> list[dict[str, Any]]:
    """What suppressions keep back, each as a problem with its `suppression`; `path` is None for a directive in the text itself."""
    rows = tuple(hidden)
    told = problems(document, (h.problem for h in rows), lang)
    return [{**row, "suppression": _suppression(document, h.by)} for row, h in zip(told, rows, strict=True)]


def _suppression(document: Document, by: Suppression) -> dict[str, Any]:
    path, _, line = by.source.rpartition(":")
    return {"reason": by.reason, "path": path or None, "line": int(line) if line else document.position(by.span.start).line}


def problems(document: Document, found: Iterable[Problem], lang: str) -> list[dict[str, Any]]:
    """The problems of a document as plain data."""
    rows = tuple(found)
    marks = iter(fingerprints(document, rows))
    return [_problem(document, p, [next(marks) for _ in p.places], lang) for p in rows]


def _problem(document: Document, problem: Problem, marks: list[str], lang: str) -> dict[str, Any]:
    rule = problem.rule
    return {
        "code": rule.code, "name": rule.name, "title": rule.title[lang], "severity": problem.severity, "message": problem.message,
        "reason": problem.reason, "suggestions": list(problem.suggestions), "standard": rule.standard, "section": list(problem.section),
        "explained": list(problem.explained), "count": len(problem.places),
        "places": [_place(document, place, mark) for place, mark in zip(problem.places, marks, strict=True)],
    }  # fmt: skip


def _place(document: Document, place: Place, mark: str) -> dict[str, Any]:
    edits = [{"start": e.span.start, "end": e.span.end, "text": e.text} for e in place.edits]
    return {
        **_span(document, place.span),
        "fingerprint": mark,
        "related": [{**_span(document, note.span), "message": note.message} for note in place.related],
        "fix": {"safety": place.safety, "edits": edits} if edits else None,
        "source": document.layout.source(place.span) if document.layout else None,
    }


def _span(document: Document, span: Span) -> dict[str, Any]:
    start, end = document.position(span.start), document.position(span.end)
    return {"start": start._asdict(), "end": end._asdict(), "text": document.slice(span)}


def _summary(files: list[dict[str, Any]]) -> dict[str, Any]:
    problems = [p for f in files for p in f["problems"]]
    codes: dict[str, dict[str, int]] = {}
    for p in problems:
        row = codes.setdefault(p["code"], {"reports": 0, "places": 0})
        row["reports"] += 1
        row["places"] += p["count"]
    return {
        "files": len(files), "characters": sum(f["characters"] for f in files), "reports": len(problems),
        "places": sum(p["count"] for p in problems), "by_severity": dict(Counter(p["severity"] for p in problems)),
        "by_code": dict(sorted(codes.items())),
    }  # fmt: skip
