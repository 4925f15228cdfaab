"""`--format gitlab`: a code quality report, which GitLab shows in merge requests: issues as Code Climate defines them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planlint.report.places import Row, errors, from_here, in_git, rows
from planlint.report.results import FileResult

LEVELS = {"error": "major", "warning": "minor", "info": "info"}


def render(results: Iterable[FileResult], lang: str) -> str:
    """One issue a place; what could not be used is a blocker."""
    import json

    looked_at = list(results)
    issues = [_failed(path, error) for path, error in errors(looked_at)] + [_issue(row, lang) for row in rows(looked_at, lang)]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(row: Row, lang: str) -> dict[str, Any]:
    """`lines` is what GitLab reads, `positions` says it to the character, as Code Climate has it."""
    path = from_here(row.path)
    begin, end = (in_git(row.document, offset) for offset in row.place.span)
    return {
        "type": "issue", "categories": ["Duplication" if row.rule.code.startswith("REP") else "Clarity"],
        "description": f"{row.rule.code} {row.rule.title[lang]}: {row.message}", "check_name": row.rule.code,
        "fingerprint": _unique(path, row.mark), "severity": LEVELS[row.problem.severity],
        "location": {
            "path": path, "lines": {"begin": begin.line, "end": end.line},
            "positions": {"begin": {"line": begin.line, "column": begin.column}, "end": {"line": end.line, "column": end.column}},
        },
    }  # fmt: skip


def _failed(path: str, error: str) -> dict[str, Any]:
    name = from_here(path)
    return {
        "type": "issue", "categories": ["Bug Risk"], "description": error, "check_name": "planlint", "fingerprint": _unique(name, error), "severity": "blocker",
        "location": {"path": name, "lines": {"begin": 1, "end": 1}},
    }  # fmt: skip


def _unique(path: str, mark: str) -> str:
    """GitLab tells issues by this alone, and the same words may stand in two files."""
    from hashlib import blake2b

    return blake2b(f"{path}|{mark}".encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
