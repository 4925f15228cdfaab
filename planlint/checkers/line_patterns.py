"""What newspaper pages and web pages leave behind: 上接/下转 markers, and lines of a page's controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from planlint.checkers.broken_paragraphs import neighbours, open_ends
from planlint.hits import Edit, Hit
from planlint.text.blocks import flat
from planlint.text.document import Document
from planlint.text.patterns import either, pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "jump", "lines": [], "patterns": [], "controls": [], "values": [], "forms": [], "signs": "", "near": 40, "cluster": 2}
"""Near the beginning and the end (`near` lines) a line is a control where one of `patterns` is found in it, or where it is one
of `lines` and `cluster` of these stand there. Anywhere a line is one where it is one of `controls`, where it is made of several
of these, of `lines` and of `values` (which tell nothing by themselves), or has one of them in brackets, and where one of
`forms` describes all of it; what these describe holds one of `signs`."""

LONGEST = 40
"""Characters of the longest line that may be a control."""
LONGEST_ROW = 80
"""Characters of the longest line that may be a row of controls or of facts about a page."""

_NUMBER = r"第?\s*[A-Za-z]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s*版"
_PAGE = pattern(r"版(?<=[\d\s一二三四五六七八九十百].)")
"""What every marker holds; a text that speaks of publishing holds 版 too."""
_WORD = r"(?:上\s*接|下\s*转|紧\s*接|续\s*接|转\s*(?=第))"
_JUMP = pattern(
    rf"[（(【〔\[]\s*{_WORD}\s*{_NUMBER}[^）)】〕\]\n]{{0,12}}[）)】〕\]]|{_WORD}\s*{_NUMBER}(?:面|[·•]?\w{{0,6}}(?=\s*$))?", re.MULTILINE
)
_FRAME = pattern(r"[\s\[\]【】|：:>》·]+")
_BETWEEN = pattern(r"[\s\[\]【】〔〕()（）|｜/：:>»›•·]+")
_FRAMED = pattern(r"[\[【〔(（].+[\]】〕)）]$")
_POINTS = frozenset("，。；、！？")
_COUNT = pattern(r"[\d.,]+[万次]?|-+")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"jump": continuation markers (EXT002); "chrome": controls of a web page (EXT005)."""
    settings = {**OPTIONS, **options}
    yield from _jumps(document) if settings["kind"] == "jump" else _chrome(document, settings)


def _jumps(document: Document) -> Iterator[Hit]:
    """上接、下转、紧接 with a page, in brackets anywhere or bare at the beginning or end of a line (基本上接近 has no page)."""
    prose = document.prose
    if not _PAGE.search(prose):
        return
    for m in _JUMP.finditer(prose):
        bracketed = m.group()[0] in "（(【〔["
        if not (bracketed or _at_line_edge(prose, m.start(), m.end())):
            continue
        span = Span(m.start(), m.end())
        yield Hit(span, {}, (Edit(span, ""),), safety="" if bracketed else "suggested", reach=Span(*_with_space(prose, span)))


def _at_line_edge(prose: str, start: int, end: int) -> bool:
    before, after = prose[:start][-20:].rstrip(" \t\u3000*"), prose[end : end + 20].lstrip(" \t\u3000*")
    return not before or before[-1] in "\r\n。" or not after or after[0] in "\r\n"


def _with_space(prose: str, span: Span) -> tuple[int, int]:
    """A span with the white space around it and one character more on either side: the sentence that the marker tore."""
    start, end = span
    while start > 0 and prose[start - 1].isspace():
        start -= 1
    while end < len(prose) and prose[end].isspace():
        end += 1
    return max(0, start - 1), min(len(prose), end + 1)


def _chrome(document: Document, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """Lines that hold nothing but the words of a page's controls.

    A single one of `lines` may be a word of its own (下载 as a heading); several near the beginning or the end, or an
    unmistakable line anywhere, are not.
    """
    lines = _short_lines(document, settings["near"])
    words = frozenset(settings["lines"])
    sure = pattern(either(settings["patterns"])) if settings["patterns"] else None
    certain = [s for s in lines if sure is not None and s.end - s.start <= LONGEST and sure.search(document.slice(s))]
    ends = frozenset(word[-1:] for word in words)
    rest = [s for s in lines if s not in certain and s.end - s.start <= LONGEST]
    weak = [s for s in rest if _may_end(document.text[s.end - 1], ends) and _bare(document.slice(s)) in words]
    near = {*certain, *weak} if certain or len(weak) >= settings["cluster"] else set()
    for span in sorted(near.union(_unmistakable(document, lines, settings))):
        yield Hit(span, {}, (Edit(_whole_line(document, span), ""),))


def _unmistakable(document: Document, near: list[Span], settings: Mapping[str, Any]) -> Iterator[Span]:
    """The lines, anywhere in the text, that can be nothing but controls: those of `near`, and those that end without a full stop."""
    rows, text = document.once(neighbours), document.text
    open_lines = (row[0] for at in document.once(open_ends) if (row := rows[at])[0] is not None)
    anywhere = (b.span for b in open_lines if b.span.end - b.span.start <= LONGEST_ROW and not b.level and b.ordinal is None)
    forms = pattern(either(settings["forms"])) if settings["forms"] else None
    controls, values = frozenset(settings["controls"]), frozenset(settings["values"])
    words = controls.union(settings["lines"], values)
    ends, signs = frozenset(word[-1:] for word in words), frozenset(settings["signs"])
    for span in dict.fromkeys((*near, *anywhere)):
        last = text[span.end - 1]
        if last in _POINTS:
            continue
        line = text[span.start : span.end]
        is_row = (last in ends or not last.isalpha()) and _is_row(line, words, controls, values)
        if is_row or (forms is not None and not signs.isdisjoint(line) and forms.fullmatch(line)):
            yield span


def _is_row(text: str, words: frozenset[str], controls: frozenset[str], values: frozenset[str]) -> bool:
    """Whether a line is made of the words of controls: one of `controls`, one of `words` in brackets, or several of `words`."""
    told = [word for word in _BETWEEN.split(text) if word and not _COUNT.fullmatch(word)]
    if not told or not words.issuperset(told):
        return False
    telling = [word for word in told if word not in values]
    return not controls.isdisjoint(told) or (telling != [] and (len(told) > 1 or _FRAMED.match(text) is not None))


def _short_lines(document: Document, near: int) -> list[Span]:
    """The lines that may be controls among the first and last `near` lines that are not blank, without the blanks around them."""
    text = flat(document.text)
    edge = {*islice(_downwards(text), near), *islice(_upwards(text), near)}
    words = ((start, line, line.strip()) for start, line in sorted(edge))
    short = (row for row in words if len(row[2]) <= (LONGEST if row[2][-1] in _POINTS else LONGEST_ROW))
    return [Span(at := start + line.index(bare), at + len(bare)) for start, line, bare in short]


def _downwards(text: str) -> Iterator[tuple[int, str]]:
    """Start and text of the lines that are not blank, from the first one on."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line and not line.isspace():
            yield start, line
        start = end + 1


def _upwards(text: str) -> Iterator[tuple[int, str]]:
    """Start and text of the lines that are not blank, from the last one on."""
    end = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        if line and not line.isspace():
            yield start, line
        end = start - 1


def _may_end(character: str, ends: frozenset[str]) -> bool:
    """Whether a line of controls may end so: as one of them, or with a mark around them."""
    return character in ends or not character.isalnum()


def _bare(line: str) -> str:
    """A line without the brackets and marks around its words; a lone bracket stays."""
    return _FRAME.sub("", line) or line.strip()


def _whole_line(document: Document, span: Span) -> Span:
    """A line with its indentation and its newline."""
    text, start = document.text, document.line_start(span.start)
    end = span.end
    while end < len(text) and text[end] in " \t\u3000":
        end += 1
    if text[end : end + 2] == "\r\n":
        return Span(start, end + 2)
    return Span(start, end + 1 if end < len(text) else end)
