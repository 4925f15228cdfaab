"""`--format concise`: one line a place, `path:line:column: CODE message`, for editors and grep."""

from __future__ import annotations

from collections.abc import Iterable

from planlint.report.results import FileResult, flat


def render(results: Iterable[FileResult], lang: str) -> str:
    """One line for every place, in order of place, and one for every error."""
    lines: list[str] = []
    for result in results:
        lines.extend(result.errors)
        if result.document is None:
            continue
        places = sorted(((place, p.rule.code) for p in result.problems for place in p.places), key=lambda row: row[0].span)
        for place, code in places:
            at = result.document.position(place.span.start)
            lines.append(f"{result.path}:{at.line}:{at.column}: {code} {place.message}")
    return "".join(f"{flat(line)}\n" for line in lines)
