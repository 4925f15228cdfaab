"""`--format markdown`: a report to put into a merge request, an issue or a wiki; also the summary of a job on GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planlint.engine import Problem
from planlint.report.full import SEVERITY, SUPPRESSED, clip, plain, summary, window
from planlint.report.places import Row, errors, page_of, rows
from planlint.report.results import FileResult, flat, why

if TYPE_CHECKING:
    from planlint.report.score import Score

_WORDS = {
    "zh": {"title": "planlint 检查结果", "cut": "另有 {n} 处未列出。", "failed": "不能检查"},
    "en": {"title": "planlint report", "cut": "{n} more places are left out.", "failed": "Could not be checked"},
}
_RULES = {"zh": ("规则", "级别", "报告", "处"), "en": ("Rule", "Severity", "Reports", "Places")}
_PLACES = {
    "zh": ("位置", "级别", "规则", "问题", "原文", "建议"),
    "en": ("Place", "Severity", "Rule", "Problem", "Text", "Suggestion"),
}
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&]")


def render(results: Iterable[FileResult], lang: str, score: Score | None = None, size: int = 0) -> str:
    """The summary, a table of rules, and a table of places for each file; at most `size` bytes where one is given."""
    looked_at = list(results)
    words = _WORDS[lang]
    lines = [f"# {words['title']}", ""]
    lines += [f"{line}  " for line in _totals(looked_at, lang, score)]
    if failed := [error for _, error in errors(looked_at)]:
        lines += ["", f"## {words['failed']}", "", *(f"- {escaped(error)}" for error in failed)]
    if problems := [p for result in looked_at for p in result.problems]:
        lines += ["", *_rules(problems, lang)]
    places = [line for result in looked_at for line in _places(result, lang)]
    kept, left = _cut(lines, places, size)
    return "\n".join([*lines, *kept, *(["", words["cut"].format(n=left)] if left else []), ""])


def _totals(results: list[FileResult], lang: str, score: Score | None) -> Iterator[str]:
    """The last lines of the report for people: all but its list of rules, which is a table here."""
    for line in plain(summary(results, lang, score)).splitlines():
        if line and not re.match(r" +\d+ [A-Z]{3}\d{3} ", line):
            yield line.strip()


def _rules(problems: list[Problem], lang: str) -> Iterator[str]:
    """The rules that reported something, the most frequent first."""
    yield from _table(_RULES[lang])
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.rule.code, []).append(problem)
    for group in sorted(groups.values(), key=lambda group: (-len(group), group[0].rule.code)):
        rule, address = group[0].rule, page_of(group[0].rule)
        name = escaped(f"{rule.code} {rule.title[lang]}")
        worst = min((p.severity for p in group), key=list(SEVERITY[lang]).index)
        cells = (f"[{name}]({address})" if address else name, SEVERITY[lang][worst], str(len(group)), str(sum(len(p.places) for p in group)))
        yield f"| {' | '.join(cells)} |"


def _places(result: FileResult, lang: str) -> Iterator[str]:
    found = list(rows([result], lang, kept_back=True))
    if found:
        yield from ("", f"## {escaped(result.path)}", "", *_table(_PLACES[lang]))
        yield from (_line(row, lang) for row in found)


def _table(heads: tuple[str, ...]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"


def _line(row: Row, lang: str) -> str:
    level, message = SEVERITY[lang][row.problem.severity], row.message
    if row.kept_back is not None:
        level, message = SUPPRESSED[lang], f"{message} [{why(row.kept_back, row.document, lang)}]"
    before, marked, after = (escaped(text) for text in window(row.document.text, row.place.span))
    told = (
        f"{row.start.line}:{row.start.column}", level, escaped(f"{row.rule.code} {row.rule.title[lang]}"),
        escaped(message), f"{before}⟦{marked}⟧{after}",
        " / ".join(escaped(clip(s, 60)) or "∅" for s in row.problem.suggestions[:4]),
    )  # fmt: skip
    return f"| {' | '.join(told)} |"


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it stands."""
    return _MARKUP.sub(lambda m: f"&#{ord(m[0])};", flat(text))


def _cut(head: list[str], places: list[str], size: int) -> tuple[list[str], int]:
    """As many lines as there is room for, and how many places are left out."""
    room = size - sum(len(line.encode("utf-8", "replace")) + 1 for line in head) - 200
    for at, line in enumerate(places if size else ()):
        room -= len(line.encode("utf-8", "replace")) + 1
        if room < 0:
            return places[:at], sum(bool(re.match(r"\| \d+:", rest)) for rest in places[at:])
    return places, 0
