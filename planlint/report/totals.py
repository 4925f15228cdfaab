"""What remains after `planlint check --interactive`: the errors and the summary of `--format full`, without the reports just gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planlint.report.full import Line, painted, plain, summary
from planlint.report.results import FileResult, flat

if TYPE_CHECKING:
    from planlint.report.score import Score


def render(results: Iterable[FileResult], lang: str, score: Score | None = None) -> str:
    """The account as plain text."""
    return plain(_lines(results, lang, score))


def paint(results: Iterable[FileResult], lang: str, score: Score | None = None) -> None:
    """The account on the terminal, in colour."""
    painted(_lines(results, lang, score))


def _lines(results: Iterable[FileResult], lang: str, score: Score | None) -> Iterator[Line]:
    rows = list(results)
    yield from ([("✗ ", "bold red"), (flat(error), "")] for result in rows for error in result.errors)
    yield from summary(rows, lang, score)
