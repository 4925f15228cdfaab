"""What newspaper pages and web pages leave behind: 上接/下转 markers, and lines of a page's controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.blocks import flat
from planlint.text.document import Document
from planlint.text.patterns import either, pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "jump", "lines": [], "patterns": [], "near": 40, "cluster": 2}

_NUMBER = r"第?\s*[A-Za-z]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s*版"
_PAGE = pattern(r"版(?<=[\d\s一二三四五六七八九十百].)")
"""What every marker holds; a text that speaks of publishing holds 版 too."""
_WORD = r"(?:上\s*接|下\s*转|紧\s*接|续\s*接|转\s*(?=第))"
_JUMP = pattern(
    rf"[（(【〔\[]\s*{_WORD}\s*{_NUMBER}[^）)】〕\]\n]{{0,12}}[）)】〕\]]|{_WORD}\s*{_NUMBER}(?:面|[·•]?\w{{0,6}}(?=\s*$))?", re.MULTILINE
)
_FRAME = pattern(r"[\s\[\]【】|：:>》·]+")


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
    """Lines that hold nothing but the words of a page's controls, near the beginning or the end of the text.

    A single such line may be a word of its own (下载 as a heading); several, or an unmistakable one, are not.
    """
    lines = _short_lines(document, settings["near"])
    words = frozenset(settings["lines"])
    sure = pattern(either(settings["patterns"])) if settings["patterns"] else None
    certain = [s for s in lines if sure is not None and sure.search(document.slice(s))]
    ends = frozenset(word[-1:] for word in words)
    weak = [s for s in lines if _may_end(document.text[s.end - 1], ends) and s not in certain and _bare(document.slice(s)) in words]
    if not certain and len(weak) < settings["cluster"]:
        return
    for span in sorted([*certain, *weak]):
        yield Hit(span, {}, (Edit(_whole_line(document, span), ""),))


def _short_lines(document: Document, near: int) -> list[Span]:
    """The lines of up to 40 characters among the first and last `near` lines that are not blank, without the blanks around them."""
    text = flat(document.text)
    edge = {*islice(_downwards(text), near), *islice(_upwards(text), near)}
    words = ((start, line, line.strip()) for start, line in sorted(edge))
    return [Span(at := start + line.index(bare), at + len(bare)) for start, line, bare in words if len(bare) <= 40]


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
