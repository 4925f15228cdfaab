"""White space that nobody sees: blank lines at the head, more than two of them together, blanks at the end of a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"blank-lines": 2}
"""So many blank lines may stand together."""

_NEWLINE = r"(?:\r\n|\n|\r)"
_HEAD = pattern(rf"\A(?:[ \t\u3000]*{_NEWLINE})+")
_BLANK_LINES = pattern(rf"(?<=[\r\n])(?:[ \t\u3000]*{_NEWLINE}){{2,}}")
_LINE = pattern(_NEWLINE)
_TRAILING = pattern(r"[ \t\u3000]+(?=[\r\n]|\Z)")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each stretch of white space that can go; the two blanks of a Markdown line break and code stay."""
    text = document.text
    head = _HEAD.match(text)
    if head:
        yield _hit(head.start(), head.end(), "head")
    start = head.end() if head else 0
    code = [b.span for b in document.blocks if b.kind in ("code", "front")]
    found = [*_many_blank_lines(text, start, {**OPTIONS, **options}["blank-lines"]), *_trailing(document, start)]
    taken = -1
    for hit in sorted(found, key=lambda h: h.span):
        if hit.span.start >= taken and not any(s.start < hit.span.end and hit.span.start < s.end for s in code):
            taken = hit.span.end
            yield hit
    if text and text[-1] not in "\r\n":
        yield Hit(Span(len(text), len(text)), {"what": _WORDS["end"]}, (Edit(Span(len(text), len(text)), _newline(text)),))


_WORDS = {
    "head": {"zh": "文首空行", "en": "blank lines at the head"},
    "many": {"zh": "连续空行过多", "en": "too many blank lines"},
    "trailing": {"zh": "行尾空白", "en": "blanks at the end of a line"},
    "end": {"zh": "文末缺换行", "en": "no newline at the end"},
}


def _hit(start: int, end: int, what: str) -> Hit:
    return Hit(Span(start, end), {"what": _WORDS[what]}, (Edit(Span(start, end), ""),))


def _many_blank_lines(text: str, start: int, most: int) -> Iterator[Hit]:
    """The blank lines beyond the first ones of each stretch."""
    for m in _BLANK_LINES.finditer(text, max(start, 1)):
        ends = [line.end() for line in _LINE.finditer(text, m.start(), m.end())]
        if len(ends) > most:
            yield _hit(ends[most - 1], m.end(), "many")


def _trailing(document: Document, start: int) -> Iterator[Hit]:
    """The blanks at the ends of lines; in Markdown two or more behind a text break the line."""
    text, markdown = document.text, document.syntax == "markdown"
    for m in _TRAILING.finditer(text, start):
        breaks = markdown and len(m.group()) > 1 and set(m.group()) == {" "} and m.start() and text[m.start() - 1] not in "\r\n"
        if not breaks:
            yield _hit(m.start(), m.end(), "trailing")


def _newline(text: str) -> str:
    """The newline that a text uses first."""
    m = _LINE.search(text)
    return m.group() if m else "\n"
