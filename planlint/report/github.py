"""`--format github`: workflow commands, which GitHub shows as annotations, and a summary of the job in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from planlint.report import markdown
from planlint.report.places import Row, errors, from_here, in_git, rows
from planlint.report.results import FileResult

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable that names the file to which a step adds its summary."""

SUMMARY_SIZE = 1_000_000
"""Bytes of a summary; GitHub refuses one of more than 1 MiB."""


def render(results: Iterable[FileResult], lang: str) -> str:
    """One command a place, and one for every error."""
    looked_at = list(results)
    lines = [f"::error {_properties({'file': from_here(path), 'title': 'planlint'})}::{_escaped(error)}" for path, error in errors(looked_at)]
    return "".join(f"{line}\n" for line in [*lines, *(_command(row, lang) for row in rows(looked_at, lang))])


def summary(results: Iterable[FileResult], lang: str) -> str:
    """The report for the page of the job."""
    return markdown.render(results, lang, size=SUMMARY_SIZE)


def _command(row: Row, lang: str) -> str:
    """Columns go with places on one line only; GitHub takes no others."""
    start, end = (in_git(row.document, offset) for offset in row.place.span)
    place = {"file": from_here(row.path), "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:
        place |= {"col": str(start.column), "endColumn": str(end.column)}
    title = f"{row.rule.code} {row.rule.title[lang]}"
    return f"::{LEVELS[row.problem.severity]} {_properties({**place, 'title': title})}::{_escaped(row.message)}"


def _properties(values: dict[str, str]) -> str:
    return ",".join(f"{key}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in values.items())


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
