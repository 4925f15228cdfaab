"""`--format report:OUT.docx`: 校对报告 to print, tick and sign: a cover with totals, density and settings, the list by place, signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from planlint.engine import Problem
from planlint.report.facts import genre, settings
from planlint.report.full import SEVERITY, SUPPRESSED, clip, window
from planlint.report.html_words import WORDS
from planlint.report.places import Row, rows
from planlint.report.results import FileResult, Run, flat, why
from planlint.report.score import Score, measure
from planlint.rules import SEVERITIES, family
from planlint.text.document import Document
from planlint.word import compose

ROWS_SHOWN = 3_000
"""Reports listed: of more the gravest. So many fill some three hundred pages."""
FILES_NAMED = 12
PLACES_NAMED = 6
SUGGESTIONS = 4

_WORDS = {
    "zh": {
        "heads": "序号|位置|原文|建议|原因|依据|核对", "line": "第 {line} 行第 {column} 列", "paragraph": "第 {line} 段第 {column} 字", "more": "等 {n} 处", "tick": "□ 改\n□ 不改",
        "families": "类别|报告|处|每万字", "levels": "级别|报告|处", "total": "合计", "list": "问题清单", "date": "日期", "document": "文件", "by_family": "分类统计", "files": "另有 {n} 个文件",
        "none": "没有发现问题。", "day": "{y} 年 {m} 月 {d} 日", "cut": "共 {n} 条报告，只列出最重要的 {shown} 条；--format csv 列出全部。",
    },
    "en": {
        "heads": "No.|Place|Text|Suggestion|Reason|Basis|Check", "line": "line {line}, column {column}", "paragraph": "paragraph {line}, character {column}", "more": "{n} places in all",
        "tick": "□ yes\n□ no", "families": "Family|Reports|Places|per 10,000", "levels": "Severity|Reports|Places", "total": "Total", "list": "Problems", "date": "Date",
        "document": "Document", "by_family": "By family", "files": "{n} more files", "none": "No problems found.", "day": "{y}-{m:02}-{d:02}",
        "cut": "Of {n} reports only the gravest {shown} are listed; --format csv lists all.",
    },
}  # fmt: skip
_COLORS = {"error": "B3261E", "warning": "9A5B00", "info": "1B4F9C"}
_SHARES = (5, 15, 29, 15, 21, 8, 7)
"""The widths of the columns of the list, in hundredths."""


def render(results: Iterable[FileResult], lang: str, run: Run, score: Score | None = None) -> bytes:
    """The whole report."""
    looked_at = list(results)
    density = score or measure(looked_at, run.settings.score)
    body = [*_cover(looked_at, run, density, lang), compose.section(), *_list(looked_at, lang), *_signature(lang)]
    return compose.document(body, WORDS[lang]["title"], landscape=True)


def _cover(results: list[FileResult], run: Run, score: Score, lang: str) -> Iterator[str]:
    """What was looked at, how it came out, and with what."""
    words, own = WORDS[lang], _WORDS[lang]
    yield compose.paragraph("", "", '<w:spacing w:before="600"/>')
    yield compose.paragraph(compose.run(words["title"]), "title")
    today = date.today()
    named = [(own["document"], _named(result, lang)) for result in results[:FILES_NAMED]]
    named += [("", own["files"].format(n=len(results) - FILES_NAMED))] if len(results) > FILES_NAMED else []
    verdict = words[("passed", "failed", "broken")[run.code]]
    density = words["density_text"].format(n=f"{score.density(score.points):.2f}", characters=f"{score.characters:,}")
    facts = [*named, (own["date"], own["day"].format(y=today.year, m=today.month, d=today.day)), (words["result"], verdict), (words["density"], density)]
    yield _pairs(facts)
    yield from (compose.paragraph(compose.run(flat(error), '<w:color w:val="B3261E"/>')) for result in results for error in result.errors)
    problems = [p for r in results for p in r.problems]
    if problems:
        yield compose.paragraph(compose.run(words["summary"]), "2")
        yield _levels(problems, lang)
        yield compose.paragraph(compose.run(own["by_family"]), "2")
        yield _families(problems, score, lang)
    kept = [words[key].format(n=n) for key, n in (("kept", sum(r.suppressed for r in results)), ("accepted", sum(r.accepted for r in results))) if n]
    yield from (compose.paragraph(compose.run(text), "small") for text in (*kept, words["note"]))
    yield compose.paragraph(compose.run(words["settings"]), "2")
    yield _pairs(settings(results, run, lang))


def _named(result: FileResult, lang: str) -> str:
    """A file with its size and its reports."""
    words, document = WORDS[lang], result.document
    if document is None:
        return f"{flat(result.path)}\n{words['failed_title']}"
    facts = words["file_facts"].format(characters=f"{len(document.text):,}", encoding=document.encoding, profile=genre(document.profile, lang))
    places = sum(len(p.places) for p in result.problems)
    return f"{flat(result.path)}\n{facts}{words['comma']}{words['problems'].format(n=len(result.problems), places=places) if places else words['clean']}"


def _pairs(facts: Iterable[tuple[str, str]]) -> str:
    """Names and values side by side."""
    whole = compose.width()
    return compose.table(
        (whole // 4, whole - whole // 4), (),
        ([compose.paragraph(compose.run(name, "<w:b/>"), "cell"), compose.paragraph(compose.run(value), "cell")] for name, value in facts),
    )  # fmt: skip


def _figures(heads: str, found: Iterable[tuple[str, ...]]) -> str:
    """A table of names with figures."""
    names = heads.split("|")
    whole = compose.width()
    first = whole * 2 // 5
    widths = (first, *([(whole - first) // (len(names) - 1)] * (len(names) - 1)))
    right = '<w:jc w:val="right"/>'
    cells = ([compose.paragraph(compose.run(text), "cell", right if at else "") for at, text in enumerate(row)] for row in found)
    return compose.table(widths, names, cells)


def _levels(problems: list[Problem], lang: str) -> str:
    words = _WORDS[lang]
    found = [(SEVERITY[lang][level], [p for p in problems if p.severity == level]) for level in SEVERITIES]
    lines = [(name, str(len(own)), str(sum(len(p.places) for p in own))) for name, own in [*found, (words["total"], problems)]]
    return _figures(words["levels"], lines)


def _families(problems: list[Problem], score: Score, lang: str) -> str:
    reports, places = Counter(p.rule.code[:3] for p in problems), Counter[str]()
    for problem in problems:
        places[problem.rule.code[:3]] += len(problem.places)
    shares = {code: score.density(score.families[code].points) if code in score.families else 0.0 for code in reports}
    lines = [(f"{family(code)[lang]} {code}", str(n), str(places[code]), f"{shares[code]:.2f}") for code, n in reports.most_common()]
    return _figures(_WORDS[lang]["families"], lines)


def _list(results: list[FileResult], lang: str) -> Iterator[str]:
    """Every report by place; of several files each with its name."""
    words = _WORDS[lang]
    yield compose.paragraph(compose.run(words["list"]), "1")
    total = sum(len(result.problems) for result in results)
    listed = _gravest(results)
    if not total:
        yield compose.paragraph(compose.run(words["none"]))
    if total > ROWS_SHOWN:
        yield compose.paragraph(compose.run(words["cut"].format(n=total, shown=ROWS_SHOWN)), "small")
    whole = compose.width(landscape=True)
    widths = [whole * share // 100 for share in _SHARES]
    number = 0
    for result, problems in listed:
        if len(results) > 1:
            yield compose.paragraph(compose.run(flat(result.path)), "2")
        assert result.document is not None, "a file that could not be read has no problems"
        lines = [_row(number + n, problem, result.document, lang) for n, problem in enumerate(problems, 1)]
        number += len(lines)
        yield compose.table(widths, words["heads"].split("|"), lines)
    if told := [(row, row.kept_back) for row in rows(results, lang, kept_back=True) if row.kept_back]:
        yield compose.paragraph(compose.run(SUPPRESSED[lang]), "2")
        for row, hidden in told[:ROWS_SHOWN]:
            text = f"{row.path}:{row.start.line}:{row.start.column} {row.rule.code} {row.message} [{why(hidden, row.document, lang)}]"
            yield compose.paragraph(compose.run(flat(text)), "small")


def _gravest(results: list[FileResult]) -> list[tuple[FileResult, list[Problem]]]:
    """The reports of each file by place; of too many the gravest."""
    numbered = [(SEVERITIES.index(p.severity), at, n, p) for at, result in enumerate(results) for n, p in enumerate(result.problems)]
    kept = sorted(numbered, key=lambda row: row[:3])[:ROWS_SHOWN]
    by_file: dict[int, list[Problem]] = {}
    for _, at, _, problem in kept:
        by_file.setdefault(at, []).append(problem)
    return [(results[at], sorted(problems, key=lambda p: p.places[0].span)) for at, problems in sorted(by_file.items())]


def _row(number: int, problem: Problem, document: Document, lang: str) -> list[str]:
    """A report as a row: one with many places at its first, with the next ones named."""
    words, rule = WORDS[lang], problem.rule
    before, marked, after = window(document.text, problem.places[0].span)
    red = f'<w:b/><w:color w:val="{_COLORS[problem.severity]}"/><w:u w:val="single"/>'
    text = compose.run(before) + (compose.run(marked, red) if marked else "") + compose.run(after)
    first = Row("", document, problem, problem.places[0], "", "")
    suggested = problem.suggestions[:SUGGESTIONS] or ((first.mended,) if first.suggestion else ())
    shown = [flat(clip(s, 60)) or words["delete"] for s in suggested]
    head = compose.run(f"{rule.code} {rule.title[lang]} ", "<w:b/>") + compose.run(SEVERITY[lang][problem.severity], f'<w:color w:val="{_COLORS[problem.severity]}"/>')
    reason = [head, compose.run(flat(problem.message)), compose.run(flat(problem.reason), '<w:color w:val="595959"/>')]
    middle = '<w:jc w:val="center"/>'
    return [
        compose.paragraph(compose.run(str(number)), "cell", middle),
        "".join(compose.paragraph(compose.run(line), "cell") for line in _where(problem, document, lang)),
        compose.paragraph(text, "cell"),
        "".join(compose.paragraph(compose.run(line), "cell") for line in shown) or compose.paragraph("", "cell"),
        "".join(compose.paragraph(line, "cell") for line in reason),
        compose.paragraph(compose.run(rule.standard or ""), "cell"),
        compose.paragraph(compose.run(_WORDS[lang]["tick"]), "cell"),
    ]


def _where(problem: Problem, document: Document, lang: str) -> Iterator[str]:
    """The headings above the first place, and where the first places stand; a paragraph of a Word file is a line of its text."""
    words = _WORDS[lang]
    spots = [document.position(place.span.start) for place in problem.places[:PLACES_NAMED]]
    said = words["paragraph" if document.layout is not None else "line"]
    yield said.format(line=spots[0].line, column=spots[0].column)
    if problem.section:
        yield flat(" › ".join(clip(s, 24) for s in problem.section[-2:]))
    if len(problem.places) > 1:
        rest = "  ".join(f"{spot.line}:{spot.column}" for spot in spots[1:])
        yield f"{rest} {'… ' if len(problem.places) > PLACES_NAMED else ''}{words['more'].format(n=len(problem.places))}"


def _signature(lang: str) -> Iterator[str]:
    """Where those who answer for the text sign on paper; it stays on one page."""
    words = WORDS[lang]
    yield compose.paragraph(compose.run(words["sign"]), "2")
    whole = compose.width(landscape=True)
    widths = (whole // 8, whole * 3 // 8, whole // 8, whole - whole // 8 * 2 - whole * 3 // 8)
    high = '<w:keepNext/><w:spacing w:before="200" w:after="200"/>'

    def cell(text: str) -> str:
        return compose.paragraph(compose.run(text, "<w:b/>") if text else "", "cell", high)

    yield compose.table(widths, (), [[cell(words[who]), cell(""), cell(words["date"]), cell("")] for who in ("author", "reviewer")])
    yield compose.paragraph("", "blank", "<w:keepNext/>")
    yield compose.table((whole // 8, whole - whole // 8), (), [[cell(words["opinion"]), cell("") + cell("")]])
    yield compose.paragraph("", "blank")
