"""`--format concise`: one line a place, `path:line:column: CODE message`, for editors and grep."""

from __future__ import annotations

from collections.abc import Iterable

from planlint.engine import message_at
from planlint.report.results import FileResult, flat


def render(results: Iterable[FileResult], lang: str) -> str:
    """One line for every place, in order of place, and one for every error."""
    lines: list[str] = []
    for result in results:
        lines.extend(result.errors)
        if result.document is None:
            continue
        places = sorted(((place, p) for p in result.problems for place in p.places), key=lambda row: row[0].span)
        for place, problem in places:
            at = result.document.position(place.span.start)
            message = message_at(result.document, problem, place, lang)
            lines.append(f"{result.path}:{at.line}:{at.column}: {problem.rule.code} {message}")
    return "".join(f"{flat(line)}\n" for line in lines)
