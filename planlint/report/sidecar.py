"""`--format sidecar`: an entry for each place, to be kept in the file beside the document that says what is not to be reported."""

from __future__ import annotations

from collections.abc import Iterable

from planlint.activation import CRASHED
from planlint.engine import UNUSED, message_at
from planlint.report.results import FileResult, flat
from planlint.sidecar import written
from planlint.suppress import SIDECAR

_WORDS = {
    "zh": ("加在 {} 末尾，不该挡住的删去，理由写明", "（待写明）"),
    "en": ("append this to {}, delete what must be reported, and say why", "(to be written)"),
}


def render(results: Iterable[FileResult], lang: str) -> str:
    """The entries, file by file; above each one what it keeps back."""
    head, reason = _WORDS[lang]
    lines: list[str] = []
    for result in results:
        lines.extend(f"# {flat(error)}\n" for error in result.errors)
        rows = [(place, p) for p in result.problems for place in p.places if p.rule.code not in (CRASHED, UNUSED)]
        if result.document is None or not rows:
            continue
        lines.append(f"# {head.format(result.path + SIDECAR)}\n")
        for place, problem in sorted(rows, key=lambda row: row[0].span):
            told = flat(message_at(result.document, problem, place, lang))
            codes = (problem.rule.code, *problem.explained)  # what it accounts for would be reported in its stead
            lines.append(f"\n# {problem.rule.title[lang]}: {told}\n{written(result.document, codes, place.span, reason)}")
    return "".join(lines)
