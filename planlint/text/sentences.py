"""Paragraphs as sentences and clauses, as Chinese official prose divides them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from planlint.text.characters import CLEAR, CLOSING, NOT_LATIN, SOLID, essence
from planlint.text.patterns import pattern
from planlint.text.spans import Span


class Sentence(NamedTuple):
    """A sentence with its final marks and closing quotes; `key` is its essence, `paragraph` the index of its paragraph."""

    span: Span
    key: str
    paragraph: int


class Clause(NamedTuple):
    """A clause without the marks around it; `mark` is what ends it ("" at the end of a paragraph)."""

    span: Span
    key: str
    paragraph: int
    mark: str


_CLOSE = re.escape(CLOSING) + CLEAR
# A half-width full stop ends a sentence only between Han characters: 3.5, GB/T 1.1 and a.m. are no ends.
_END = pattern(
    rf"(?:[。！？；!?;]|…+|(?<={NOT_LATIN})\.(?=$|\s|{NOT_LATIN}|[{_CLOSE}]))[。！？；!?;…]*[{_CLOSE}]*", re.MULTILINE
)
_CLAUSE_END = pattern(
    rf"(?:[。！？；，：!?;]|…+|——|(?<!\d)[,:]|[,:](?!\d)|(?<={NOT_LATIN})\.(?=$|\s|{NOT_LATIN}|[{_CLOSE}]))[。！？；，：!?;,…]*[{_CLOSE}]*",
    re.MULTILINE,
)
_TITLE = pattern(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》")
_EDGE = f" \t\u3000\r\n{CLEAR}"


def sentences(prose: str, span: Span, paragraph: int) -> Iterator[Sentence]:
    """The sentences of one paragraph; 。！？； inside 《…》 end none."""
    for start, end, _ in _pieces(prose, span, _END):
        key = essence(prose[start:end])
        if key:
            yield Sentence(Span(start, end), key, paragraph)


def clauses(prose: str, span: Span, paragraph: int) -> Iterator[Clause]:
    """The clauses of one paragraph."""
    for start, end, at in _pieces(prose, span, _CLAUSE_END):
        key = essence(prose[start:at])
        if key:
            yield Clause(Span(start, at), key, paragraph, prose[at:end].strip(_EDGE + SOLID)[:1])


def _pieces(prose: str, span: Span, end: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end and beginning of the end mark of each piece between two end marks, white space at the front left out."""
    titles = _titles(prose, span)
    start = span.start
    for m in end.finditer(prose, span.start, span.end):
        if titles and _in_title(titles, m.start()):
            continue
        if start < m.start():
            yield _trim(prose, start, m.start()), m.end(), m.start()
        start = m.end()
    if start < span.end:
        yield _trim(prose, start, span.end), span.end, span.end


def _in_title(titles: list[tuple[int, int]], at: int) -> bool:
    before = bisect_left(titles, (at,)) - 1
    return before >= 0 and at < titles[before][1]


def _trim(prose: str, start: int, end: int) -> int:
    """Where a piece begins, white space and invisible markup left out."""
    while start < end and prose[start] in _EDGE:
        start += 1
    return start


def _titles(prose: str, span: Span) -> list[tuple[int, int]]:
    """Start and closing mark of each 《…》 of a paragraph, in order; one within another belongs to the outer one."""
    if prose.find("《", span.start, span.end) < 0:
        return []
    return [(m.start(), m.end() - 1) for m in _TITLE.finditer(prose, span.start, span.end)]
