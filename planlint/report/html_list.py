"""The list of problems beside the text of the HTML report, and what filters it."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from planlint.engine import Place, Problem
from planlint.report.full import SEVERITY, clip, window
from planlint.report.html_words import WORDS
from planlint.report.marked import shown
from planlint.report.results import FileResult
from planlint.rules import SEVERITIES, family
from planlint.text.document import Document

SUGGESTIONS_SHOWN = 4


class Item(NamedTuple):
    """A report as it is listed: its number, its file and the number of that, and its places with theirs."""

    number: int
    result: FileResult
    file: int
    problem: Problem
    places: tuple[tuple[int, Place], ...]


def aside(items: list[Item], lang: str, titles: Mapping[str, str], several: bool) -> Iterator[str]:
    """The panel; `titles` of rules by code; `several` says that there is more than one file."""
    words = WORDS[lang]
    yield f'<aside aria-label="{words["list"]}">'
    yield from _tools(items, lang)
    yield '<ol class="list">'
    for item in items:
        yield from _item(item, lang, titles, several)
    yield f'<li class="none"{"" if not items else " hidden"}>{words["clean" if not items else "nothing"]}</li></ol></aside>'


def _tools(items: list[Item], lang: str) -> Iterator[str]:
    """What filters, sorts and steps; it needs the script, which shows it."""
    words = WORDS[lang]
    codes = {i.problem.rule.code: i.problem.rule.title[lang] for i in items}
    families = {code[:3]: family(code)[lang] for code in sorted(codes)}
    yield f'<div class="tools" hidden><details id="filters" open><summary>{words["filters"]}</summary>'
    yield f'<fieldset><legend>{words["levels"]}</legend>'
    for level in SEVERITIES:
        yield f'<label><input type="checkbox" name="level" value="{level}" checked> {SEVERITY[lang][level]}</label>'
    yield '</fieldset><div class="row">'
    yield from _choice("family", words["family"], {"": words["all_families"], **families})
    yield from _choice("rule", words["rules"], {"": words["all_rules"], **{code: f"{code} {codes[code]}" for code in sorted(codes)}})
    yield "</div><div class=\"row\">"
    yield from _choice("sort", words["sort"], {key: words[f"by_{key}"] for key in ("place", "severity", "rule")})
    yield f'<input type="search" id="search" placeholder="{words["search"]}" aria-label="{words["search"]}"></div></details>'
    yield f'<div class="bar"><output id="shown" data-words="{words["shown"]}"></output>'
    for key, sign in (("previous", "↑"), ("next", "↓")):
        yield f'<button type="button" id="{key}" aria-label="{words[key]}" title="{words[key]}">{sign}</button>'
    yield f'<button type="button" id="clear">{words["clear"]}</button></div><p class="keys">{words["keys"]}</p></div>'


def _choice(name: str, label: str, options: dict[str, str]) -> Iterator[str]:
    yield f'<select id="{name}" aria-label="{escape(label)}">'
    yield from (f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options.items())
    yield "</select>"


def _item(item: Item, lang: str, titles: Mapping[str, str], several: bool) -> Iterator[str]:
    problem, document = item.problem, item.result.document
    assert document is not None, "a file that could not be read has no problems"
    rule, level = problem.rule, problem.severity
    numbers = " ".join(str(number) for number, _ in item.places)
    yield f'<li class="p" data-n="{item.number}" data-p="{numbers}" data-s="{level}" data-f="{escape(rule.code[:3])}" data-c="{escape(rule.code)}">'
    yield f'<p class="head"><span class="no">{item.number}</span>{escape(f"{rule.code} {rule.title[lang]}")}<span class="tag {level}">{SEVERITY[lang][level]}</span></p>'
    if several:
        yield f'<p class="path">{shown(item.result.path)}</p>'
    if problem.section:
        yield f'<p class="sec">{shown(" › ".join(clip(s, 30) for s in problem.section[-2:]))}</p>'
    yield f"<p>{shown(problem.message)}</p>"
    yield f'<p class="at">{_links(item.places, document)}</p>'
    before, marked, after = (escape(text) for text in window(document.text, item.places[0][1].span))
    yield f'<p><q>{before}<b class="hit">{marked}</b>{after}</q></p>'
    yield from (f"<p>{text}</p>" for text in _advice(item, lang, titles))
    yield "</li>"


def _links(places: Iterable[tuple[int, Place]], document: Document) -> str:
    out = []
    for number, place in places:
        at = document.position(place.span.start)
        out.append(f'<a href="#m{number}">{at.line}:{at.column}</a>')
    return "".join(out)


def _advice(item: Item, lang: str, titles: Mapping[str, str]) -> Iterator[str]:
    """Why it is a problem, what to do, what it rests on, and the places that explain it."""
    words, problem, document = WORDS[lang], item.problem, item.result.document
    assert document is not None, "a file that could not be read has no problems"

    def said(key: str, text: str) -> str:
        return f'<span class="why">{words[key]}{words["colon"]}</span>{text}'

    yield said("why", shown(problem.reason))
    if problem.suggestions:
        kinds = sorted({place.safety for _, place in item.places} - {"none"})
        shown_here = (f'<span class="sug">{shown(clip(s, 60)) or words["delete"]}</span>' for s in problem.suggestions[:SUGGESTIONS_SHOWN])
        yield said("suggestion", words["sep"].join(shown_here)) + "".join(f' <span class="why">({words[kind]})</span>' for kind in kinds)
    if problem.rule.standard:
        yield said("standard", shown(problem.rule.standard))
    for note in dict.fromkeys(note for _, place in item.places[:SUGGESTIONS_SHOWN] for note in place.related[:3]):
        line = words["line"].format(n=document.position(note.span.start).line)
        link = f'<a href="#x{item.file}-{note.span.start}">{line}</a>'
        yield said("related", f"{link} {shown(note.message)}{words['colon']}<q>{shown(clip(document.slice(note.span), 36))}</q>")
    if problem.explained:
        yield said("explains", escape(words["sep"].join(f"{code} {titles.get(code, '')}".rstrip() for code in problem.explained)))
