"""`--format html`: 校对报告, one file that needs nothing else: the text with its problems marked, a list beside it, a summary, and room to sign."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count

from planlint.engine import Problem
from planlint.report.facts import genre, settings
from planlint.report.full import SEVERITY, SUPPRESSED
from planlint.report.html_list import Item, aside
from planlint.report.html_words import WORDS, Words
from planlint.report.marked import Mark, paragraphs, shown
from planlint.report.places import rows
from planlint.report.results import FileResult, Run, flat, why
from planlint.report.score import Score, measure
from planlint.report.style import page
from planlint.rules import SEVERITIES, family

TEXT_SHOWN = 2_000_000
"""Characters of text that a browser still takes well; of more, only what stands around the problems is shown."""

REPORTS_SHOWN, PLACES_SHOWN, PLACES_OF_ONE = 3_000, 10_000, 200
"""Reports and places listed: of more reports the gravest, and of more places at most so many of one report."""


def render(results: Iterable[FileResult], lang: str, run: Run, score: Score | None = None) -> str:
    """The whole report."""
    looked_at = list(results)
    words = WORDS[lang]
    items = _items(looked_at)
    listed = _gravest(items)
    names = escape("、".join(flat(r.path) for r in looked_at[:3]))
    body = [
        '<main class="paper">', *_header(looked_at, run, lang), *_summary(looked_at, score or measure(looked_at, run.settings.score), lang),
        *_settings(looked_at, run, lang), *_notes(looked_at, items, listed, words), *_files(looked_at, listed, lang), *_suppressed(looked_at, lang), "</main>",
        *aside(listed, lang, {rule.code: rule.title[lang] for rule in run.rules}, several=len(looked_at) > 1), *_signature(words),
    ]  # fmt: skip
    return page(words["language"], f"{words['title']} {names}", "report.css", "\n".join(body), "report", "report.js")


def _items(results: list[FileResult]) -> list[Item]:
    """Every report of every file, numbered in order."""
    places, reports = count(1), count(1)
    return [
        Item(next(reports), result, at, problem, tuple((next(places), place) for place in problem.places))
        for at, result in enumerate(results) if result.document is not None for problem in result.problems
    ]  # fmt: skip


def _gravest(items: list[Item]) -> list[Item]:
    """The reports that are listed, in order: of too many the gravest, of too many places the first of each."""
    kept, room = [], PLACES_SHOWN
    if sum(len(item.places) for item in items) > PLACES_SHOWN:
        items = [item._replace(places=item.places[:PLACES_OF_ONE]) for item in items]
    for item in sorted(items, key=lambda item: SEVERITIES.index(item.problem.severity))[:REPORTS_SHOWN]:
        if room > 0:
            kept.append(item._replace(places=item.places[:room]))
            room -= len(item.places)
    return sorted(kept)


def _header(results: list[FileResult], run: Run, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    verdict = ("passed", "failed", "broken")[run.code]
    yield f'<header><h1>{words["title"]}</h1><ul class="facts">'
    for result in results[:20]:
        yield f"<li><b>{shown(result.path)}</b> {_facts(result, lang)}</li>"
    yield from (f"<li>… {len(results) - 20}</li>" for _ in range(len(results) > 20))
    yield f"<li>{words['result']}{words['colon']}<b>{words[verdict]}</b></li></ul></header>"


def _facts(result: FileResult, lang: str) -> str:
    words, document = WORDS[lang], result.document
    if document is None:
        return words["failed_title"]
    facts = words["file_facts"].format(characters=f"{len(document.text):,}", encoding=document.encoding, profile=genre(document.profile, lang))
    places = sum(len(p.places) for p in result.problems)
    return escape(facts + words["comma"] + (words["problems"].format(n=len(result.problems), places=places) if places else words["clean"]))


def _summary(results: list[FileResult], score: Score, lang: str) -> Iterator[str]:
    """How many problems of which kind, and the density."""
    words = WORDS[lang]
    problems = [p for r in results for p in r.problems]
    levels = Counter(p.severity for p in problems)
    yield f'<section class="sum"><h2>{words["summary"]}</h2><ul class="counts">'
    for level in SEVERITIES:
        yield f'<li><b>{levels[level]}</b><span class="tag {level}">{SEVERITY[lang][level]}</span></li>'
    yield f"<li><b>{sum(len(p.places) for p in problems)}</b>{words['places']}</li></ul>"
    yield from _chart(problems, score, lang)
    density = words["density_text"].format(n=f"{score.density(score.points):.2f}", characters=f"{score.characters:,}")
    yield f'<p>{words["density"]}{words["colon"]}<b>{density}</b></p><p class="facts">{words["note"]}</p>'
    for what, n in (("kept", sum(r.suppressed for r in results)), ("accepted", sum(r.accepted for r in results))):
        if n:
            yield f'<p class="facts">{words[what].format(n=n)}</p>'
    yield "</section>"


def _chart(problems: list[Problem], score: Score, lang: str) -> Iterator[str]:
    """Families by their number of reports, as bars."""
    words, families = WORDS[lang], Counter(p.rule.code[:3] for p in problems)
    if not families:
        return
    most = max(families.values())
    heads = "".join(f'<th scope="col">{words[key]}</th>' for key in ("family", "count", "share"))
    yield f'<table class="chart"><thead><tr>{heads}<td></td></tr></thead><tbody>'
    for code, n in families.most_common():
        share = score.density(score.families[code].points) if code in score.families else 0.0
        cells = f'<td class="n">{n}</td><td class="n">{share:.2f}</td>'
        yield f'<tr><th scope="row">{escape(family(code)[lang])} {escape(code)}</th>{cells}<td><i style="width:{n * 100 / most:.1f}%"></i></td></tr>'
    yield "</tbody></table>"


def _settings(results: list[FileResult], run: Run, lang: str) -> Iterator[str]:
    """With what the report was made, so that it can be made again."""
    yield f'<section class="sum"><details class="more"><summary>{WORDS[lang]["settings"]}</summary><dl>'
    yield from (f"<dt>{name}</dt><dd>{shown(value)}</dd>" for name, value in settings(results, run, lang))
    yield "</dl></details></section>"


def _notes(results: list[FileResult], items: list[Item], listed: list[Item], words: Words) -> Iterator[str]:
    """What could not be checked, and what is left out."""
    if failed := [error for r in results for error in r.errors]:
        yield f'<div class="note"><b>{words["failed_title"]}</b>'
        yield from (f"<p>{shown(error)}</p>" for error in failed)
        yield "</div>"
    if not _whole(results):
        yield f'<p class="note">{words["cut_text"].format(n=f"{_size(results):,}")}</p>'
    places, places_listed = (sum(len(i.places) for i in some) for some in (items, listed))
    if places_listed < places:
        numbers = {"n": len(items), "shown": len(listed), "places": places, "places_shown": places_listed}
        yield f'<p class="note">{words["cut_list"].format(**numbers)}</p>'


def _size(results: list[FileResult]) -> int:
    return sum(len(r.document.text) for r in results if r.document is not None)


def _whole(results: list[FileResult]) -> bool:
    """Whether the texts are shown as a whole."""
    return _size(results) <= TEXT_SHOWN


def _files(results: list[FileResult], listed: list[Item], lang: str) -> Iterator[str]:
    """The texts with their marks; of several files only those with problems."""
    words = WORDS[lang]
    clean, whole = 0, _whole(results)
    by_file: dict[int, list[Item]] = {}
    for item in listed:
        by_file.setdefault(item.file, []).append(item)
    for at, result in enumerate(results):
        items = by_file.get(at, [])
        if result.document is None:
            continue
        if not items and len(results) > 1:
            clean += not result.problems
            continue
        marks = [
            Mark(number, i.number, place.span, i.problem.severity, f"{i.problem.rule.code} {i.problem.rule.title[lang]}")
            for i in items for number, place in i.places
        ]  # fmt: skip
        targets = [note.span.start for i in items for _, place in i.places for note in place.related]
        yield f'<section class="file"><h2>{shown(result.path)}</h2><div class="text">'
        yield from paragraphs(result.document, marks, targets, f"x{at}-", whole, words["gap"])
        yield "</div></section>"
    if clean:
        yield f'<p class="facts">{words["clean_files"].format(n=clean)}</p>'


def _suppressed(results: list[FileResult], lang: str) -> Iterator[str]:
    """What suppressions keep back, where somebody asked, each with its reason."""
    told = [(row, row.kept_back) for row in rows(results, lang, kept_back=True) if row.kept_back]
    if not told:
        return
    yield f'<section class="sum"><h2>{SUPPRESSED[lang]}</h2><ul class="facts">'
    for row, hidden in told[:PLACES_SHOWN]:
        where = f"{row.path}:{row.start.line}:{row.start.column}"
        yield f"<li>{shown(where)} <b>{escape(row.rule.code)}</b> {shown(row.message)} [{shown(why(hidden, row.document, lang))}]</li>"
    yield "</ul></section>"


def _signature(words: Words) -> Iterator[str]:
    """Where those who answer for the text sign on paper."""
    yield f'<footer class="paper"><h2>{words["sign"]}</h2><table class="sign"><tbody>'
    for who in ("author", "reviewer"):
        yield f'<tr><th scope="row">{words[who]}</th><td></td><th scope="row">{words["date"]}</th><td></td></tr>'
    yield f'<tr class="wide"><th scope="row">{words["opinion"]}</th><td colspan="3"></td></tr></tbody></table></footer>'
