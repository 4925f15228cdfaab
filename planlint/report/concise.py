"""`--format concise`: one line a place, `path:line:column: CODE message`, for editors and grep."""

from __future__ import annotations

from collections.abc import Iterable

from planlint.engine import message_at
from planlint.report.results import FileResult, flat, why

SUPPRESSED = {"zh": "已注明不报：", "en": "suppressed: "}


def render(results: Iterable[FileResult], lang: str) -> str:
    """One line for every place, in order of place, and one for every error; what is suppressed says so at its end."""
    lines: list[str] = []
    for result in results:
        lines.extend(result.errors)
        if result.document is None:
            continue
        told = [(place, p, "") for p in result.problems for place in p.places]
        for hidden in result.hidden or ():
            note = f" [{SUPPRESSED[lang]}{why(hidden, result.document, lang)}]"
            told += [(place, hidden.problem, note) for place in hidden.problem.places]
        for place, problem, note in sorted(told, key=lambda row: row[0].span):
            at = result.document.position(place.span.start)
            message = message_at(result.document, problem, place, lang)
            lines.append(f"{result.path}:{at.line}:{at.column}: {problem.rule.code} {message}{note}")
    return "".join(f"{flat(line)}\n" for line in lines)
