"""`--format full`: for people. Each report with its place, a window of the text, the reason and what to do; a summary at the end.

Made as lines of (text, style) pieces; `plain` joins them, the terminal paints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from planlint.engine import Place, Problem
from planlint.report.results import FileResult, flat, why
from planlint.text.document import Document
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.report.score import Score

AROUND = 22
"""Characters shown before and behind a place: paragraphs are 200 to 600 long and nobody reads them twice."""

PLACES_SHOWN = 3
Piece = tuple[str, str]
Line = list[Piece]

SEVERITY = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}
SUPPRESSED = {"zh": "已注明不报", "en": "suppressed"}
STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_WORDS = {
    "zh": {
        "reason": "原因", "hint": "建议", "related": "相关", "explains": "连带", "places": "处", "sep": "、", "colon": "：",
        "more": "另有 {n} 处，--format concise 逐处列出",
        "clean": "检查 {files} 个文件，没有发现问题。",
        "total": "共 {reports} 条报告、{places} 处（{files} 个文件，{characters} 字）：{severities}。",
        "page": "`planlint rule 编码` 说明规则与消除办法。",
        "errors": "{n} 个文件或设置有误，见上。",
        "suppressed": "另有 {n} 处已注明不报，--show-suppressed 列出。", "why": "不报理由", "mended": "已改 {n} 处。", "accepted": "另有 {n} 处已列入基线。",
        "stale": "基线中有 {n} 处已不再出现，planlint baseline --prune 可清理。",
    },
    "en": {
        "reason": "why", "hint": "suggestion", "related": "see", "explains": "accounts for", "places": "places", "sep": ", ", "colon": ": ",
        "more": "{n} more places; --format concise lists them",
        "clean": "{files} files checked, no problems found.",
        "total": "{reports} reports, {places} places in {files} files of {characters} characters: {severities}.",
        "page": "`planlint rule CODE` explains a rule and how to silence it.",
        "errors": "{n} files or settings could not be used, see above.",
        "suppressed": "{n} more places are suppressed; --show-suppressed lists them.", "why": "because", "mended": "{n} places mended.",
        "accepted": "{n} more places are accepted in the baseline.", "stale": "{n} places of the baseline are gone; planlint baseline --prune tidies up.",
    },
}  # fmt: skip


def render(results: Iterable[FileResult], lang: str, score: Score | None = None) -> str:
    """The report as plain text, with the score where one was asked for."""
    return plain(lines(results, lang, score))


def paint(results: Iterable[FileResult], lang: str, score: Score | None = None) -> None:
    """The report on the terminal, in colour."""
    painted(lines(results, lang, score))


def plain(told: Iterable[Line]) -> str:
    """Lines of styled pieces as plain text."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in told)


def painted(told: Iterable[Line]) -> None:
    """Lines of styled pieces on the terminal, in colour."""
    from rich.console import Console  # only for a terminal: it costs more than the check of a document
    from rich.text import Text

    # Whether to paint was decided before; what rich finds out about the terminal must not undo --color always.
    console = Console(highlight=False, soft_wrap=True, force_terminal=True, no_color=False, color_system="standard")
    for line in told:
        console.print(Text.assemble(*line))


def lines(results: Iterable[FileResult], lang: str, score: Score | None = None) -> Iterator[Line]:
    """The report as lines of styled pieces."""
    rows = list(results)
    for result in rows:
        for error in result.errors:
            yield [("✗ ", "bold red"), (flat(error), "")]
        if result.document is not None:
            for problem in result.problems:
                yield from _problem(result.path, result.document, problem, lang)
                yield []
            for hidden in result.hidden or ():
                yield from _problem(result.path, result.document, hidden.problem, lang, why(hidden, result.document, lang))
                yield []
    yield from summary(rows, lang, score)


def _problem(path: str, document: Document, problem: Problem, lang: str, suppressed: str = "") -> Iterator[Line]:
    """The lines of a report; `suppressed` says why it is kept back, where it is shown for all that."""
    words, first = _WORDS[lang], problem.places[0]
    at = document.position(first.span.start)
    rule, style = problem.rule, "dim" if suppressed else STYLES[problem.severity]
    level = SUPPRESSED[lang] if suppressed else SEVERITY[lang][problem.severity]
    yield [
        (f"{path}:{at.line}:{at.column}", "bold"), (": ", ""), (rule.code, style), (f" {rule.title[lang]}", "bold"),
        (f" [{level}]", style), (f" {flat(problem.message)}", ""),
    ]  # fmt: skip
    if problem.section:
        yield [("  " + " › ".join(clip(flat(s), 30) for s in problem.section[-2:]), "dim")]
    width = len(str(document.position(problem.places[min(len(problem.places), PLACES_SHOWN) - 1].span.start).line))
    for place in problem.places[:PLACES_SHOWN]:
        yield from _place(document, place, width, style, words)
    if len(problem.places) > PLACES_SHOWN:
        yield [(f"  {' ' * width} · ", "dim"), (words["more"].format(n=len(problem.places) - PLACES_SHOWN), "dim")]
    if suppressed:
        yield [(f"  = {words['why']}: ", "dim"), (flat(suppressed), "")]
        return
    yield [(f"  = {words['reason']}: ", "dim"), (problem.reason, "")]
    if problem.suggestions:
        shown = [f"“{clip(flat(s), 60)}”" if s else "∅" for s in problem.suggestions[:4]]
        yield [(f"  = {words['hint']}: ", "dim"), (words["sep"].join(shown), "green")]
    if problem.explained:
        yield [(f"  = {words['explains']}: ", "dim"), (words["sep"].join(problem.explained), "")]


def _place(document: Document, place: Place, width: int, style: str, words: Mapping[str, str]) -> Iterator[Line]:
    """The line of a place, what points at it, and the places that explain it."""
    line = document.position(place.span.start).line
    before, marked, after = window(document.text, place.span)
    yield [(f"  {line:>{width}} │ ", "dim"), (before, ""), (marked, style), (after, "")]
    yield [(f"  {' ' * width} │ ", "dim"), (" " * cells(before) + "^" * max(1, cells(marked)), style)]
    for note in place.related[:3]:
        at = document.position(note.span.start)
        quoted = flat(clip(document.slice(note.span), 36))
        yield [(f"  {' ' * width} = {words['related']} {at.line}:{at.column} ", "dim"), (f"{note.message}{words['colon']}{quoted}", "")]


def window(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before, at and behind a place, on one line, cut to `AROUND` characters with … where more follows."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    start = max(start, text.rfind("\n", start, span.start) + 1, text.rfind("\r", start, span.start) + 1)
    if span.end > span.start or text[span.start : span.start + 1] not in ("\n", "\r"):
        end = min((at for c in "\r\n" if (at := text.find(c, span.end, end)) >= 0), default=end)
    before = ("…" if start and text[start - 1] not in "\r\n" else "") + flat(text[start : span.start])
    after = flat(text[span.end : end]).rstrip() + ("…" if end < len(text) and text[end] not in "\r\n" else "")
    return before, flat(clip(text[span.start : span.end], 60)), after


def clip(text: str, length: int) -> str:
    """A text of at most `length` characters: what is longer keeps its beginning and its end."""
    return text if len(text) <= length else f"{text[: length // 2]}…{text[-(length // 2 - 1) :]}"


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide characters (Unicode UAX #11), none for combining marks."""
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in ("Mn", "Me") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def summary(results: list[FileResult], lang: str, score: Score | None = None) -> Iterator[Line]:
    """What was found in all, by rule, and what could not be checked; the score where one was asked for."""
    yield from _counts(results, lang)
    if score is not None:
        from planlint.report.score import lines as score_lines  # only where it is asked for

        yield []
        for at, line in enumerate(score_lines(score, lang)):
            yield [(line, "" if at else "bold")]


def _counts(results: list[FileResult], lang: str) -> Iterator[Line]:
    words = _WORDS[lang]
    checked = [r for r in results if r.document is not None]
    problems = [p for r in checked for p in r.problems]
    codes: dict[str, list[Problem]] = {}
    for p in problems:
        codes.setdefault(p.rule.code, []).append(p)
    for code, group in sorted(codes.items(), key=lambda row: (-len(row[1]), row[0])):
        places = sum(len(p.places) for p in group)
        more = f" ({places} {words['places']})" if places != len(group) else ""
        worst = min((p.severity for p in group), key=list(STYLES).index)
        yield [(f"{len(group):>5} ", ""), (code, STYLES[worst]), (f" {group[0].rule.title[lang]}{more}", "")]
    if mended := sum(r.mended for r in results):
        yield [(words["mended"].format(n=mended), "green")]
    for what, n in (("accepted", sum(r.accepted for r in results)), ("stale", sum(r.stale for r in results))):
        if n:
            yield [(words[what].format(n=n), "dim")]
    if (suppressed := sum(r.suppressed for r in results)) and not any(r.hidden for r in results):
        yield [(words["suppressed"].format(n=suppressed), "dim")]
    if broken := sum(len(r.errors) for r in results):
        yield [(words["errors"].format(n=broken), "bold red")]
    if not problems:
        if checked:
            yield [(words["clean"].format(files=len(checked)), "green")]
        return
    yield [(_total(checked, problems, lang), "bold")]
    yield [(words["page"], "dim")]


def _total(checked: list[FileResult], problems: list[Problem], lang: str) -> str:
    words = _WORDS[lang]
    counts = {s: sum(p.severity == s for p in problems) for s in STYLES}
    return words["total"].format(
        reports=len(problems),
        places=sum(len(p.places) for p in problems),
        files=len(checked),
        characters=sum(len(r.document.text) for r in checked if r.document),
        severities=words["sep"].join(f"{SEVERITY[lang][s]} {n}" for s, n in counts.items() if n),
    )
