"""Page numbers, and numbers of notes, that a PDF left in the midst of the text: `— 12 —` or `第12页` alone on a line, with a sentence torn around it.

A line of nothing but a number may be a section, a cell of a table or a list; the torn sentence is what tells. Where a
line is a paragraph, a single one between two halves of a sentence is sure (`interruptions`). Otherwise lines are looked
at, not blocks: in a text that was wrapped line by line a page number would be part of a paragraph.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from planlint.checkers import interruptions
from planlint.checkers.interruptions import DASHES, PAGE
from planlint.hits import Edit, Hit
from planlint.text.blocks import flat
from planlint.text.characters import SOLID, is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"bare": 2}
"""A bare number counts where at least so many of them tear sentences and count upwards."""

HEADER = (5, 40)
"""Characters of the shortest and the longest title that may be a running header."""
MANY = 50
"""Titles from which on they are found in one reading of the text."""
LONGEST = 24
"""Characters up to which a line may be a page number."""
PROSE = 12
"""Characters from which on a line is running text rather than a title or a cell."""

_LABEL = pattern(r"第?[一二三四五六七八九十百\d]{1,4}[、.．章节条编]|[（(][一二三四五六七八九十\d]{1,3}[）)]")
_LINE_END = pattern(r"[ \t\u3000]*(?:\r\n|\r|\n)?")
UPWARDS = 0.8
"""The share of the bare numbers in torn sentences that must count upwards."""

_MARKED = pattern(PAGE)
_NUMBER = pattern(r"\d+")
_LOOK = pattern(rf"[{DASHES} \t\u3000]+")
_BARE = pattern(r"\d{1,3}")
_NUMBERED = pattern(rf"\n(?<=[{DASHES}\d页 \t\x0b\x0c\xa0\u2000-\u200a\u202f\u205f\u3000]\n)")
"""The end of a line that may be a page number."""
_ENDED = frozenset("。！？；：…!?;:.|—～~*>”’」』）)》〉】")
_STARTS = frozenset("“‘《（，。、；：！？”’》）")
_MARKS = "，。、；：）"
"""A line cannot begin with these: what stands between it and the line before tore a sentence."""
_UNITS = frozenset("年月日时分个元亿万千百人名家项件次条％%度岁")
"""What may follow a number that was itself torn out of the sentence."""


class Line(NamedTuple):
    """A line that may be a page number: its text, the number, what stands beside the number (None beside a bare one; /48 in
    12 / 48, and nothing but dashes is ""), and whether a sentence is torn around it."""

    span: Span
    number: int
    look: str | None
    torn: bool
    gap: Span


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """What tears a sentence, and the other page numbers of the same document where some of them do."""
    between = list(interruptions.check(document, {}))
    gaps = [hit.edits[0].span for hit in between]
    ends = [gap.end for gap in gaps]
    others = ((bisect_left(ends, hit.span.end), hit) for hit in _alone(document, options))
    alone = [hit for at, hit in others if at == len(gaps) or hit.span.start < gaps[at].start]
    yield from sorted([*between, *alone], key=lambda hit: hit.span)


def _alone(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The page numbers and headers that are found line by line."""
    found = [line for span in _candidates(document) if (line := _line(document, span))]
    torn = [line for line in found if line.torn]
    bare = [line for line in torn if line.look is None]
    upwards = _upwards(bare)
    counted = set(upwards) if len(upwards) >= max({**OPTIONS, **options}["bare"], UPWARDS * len(bare)) else set()
    looks = {line.look for line in torn}
    for line in found:
        if line in counted if line.look is None else line.look in looks:
            yield _hit(document, line)
    yield from _headers(document)


def _headers(document: Document) -> Iterator[Hit]:
    """The title of the text, or of one of its parts, where it stands again in the midst of a sentence, alone on a line or before the rest."""
    text, prose = document.text, document.prose
    titles: dict[str, int] = {}
    for block in document.blocks:
        if block.kind == "heading" and not block.ordinal and _may_run(title := text[block.span.start : block.span.end].strip("#* \u3000")):
            titles.setdefault(title, text.index(title, block.span.start))
    found = []
    for title, at in _places(text, titles):
        end = at + len(title)
        gap = _gap(text, Span(at, end))
        torn = gap.start < at and "\n" in text[gap.start : at] and _is_torn(prose, gap, True)
        if torn and (titles[title] < at or text.find(title) < at):
            reach = Span(max(0, gap.start - 1), min(len(text), gap.end + 1))
            found.append(Hit(Span(at, end), {"line": title}, (Edit(gap, ""),), reach=reach, variant="header"))
    if len(found) >= OPTIONS["bare"]:
        yield from found


def _places(text: str, titles: Collection[str]) -> Iterator[tuple[str, int]]:
    """Each of the titles wherever it stands; of many, where it begins a line."""
    if len(titles) <= MANY:
        for title in titles:
            at = text.find(title)
            while at >= 0:
                yield title, at
                at = text.find(title, at + len(title))
        return
    sizes: dict[str, set[int]] = {}
    for title in titles:
        sizes.setdefault(title[: HEADER[0]], set()).add(len(title))
    start = 0
    for line in text.split("\n"):
        at = start + len(line) - len(line.lstrip())
        for size in sizes.get(text[at : at + HEADER[0]], ()):
            if text[at : at + size] in titles:
                yield text[at : at + size], at
        start += len(line) + 1


def _upwards(lines: list[Line]) -> list[Line]:
    """The most lines whose numbers count upwards: a number of a table among them counts for itself (patience sorting)."""
    ends: list[int] = []  # the least number that a series of each length ends with
    last: list[Line] = []
    before: dict[Line, Line | None] = {}
    for line in lines:
        at = bisect_left(ends, line.number)
        before[line] = last[at - 1] if at else None
        ends[at : at + 1] = [line.number]
        last[at : at + 1] = [line]
    chain, line_or_none = list[Line](), last[-1] if last else None
    while line_or_none is not None:
        chain.append(line_or_none)
        line_or_none = before[line_or_none]
    return chain[::-1]


def _may_run(title: str) -> bool:
    """Whether a title has the length of a running header."""
    return HEADER[0] <= len(title) <= HEADER[1]


def _candidates(document: Document) -> Iterator[Span]:
    """The short lines that end like a page number, without the white space around."""
    text = flat(document.text) + "\n"
    for m in _NUMBERED.finditer(text):
        low = max(0, m.end() - LONGEST - 9)
        start = text.rfind("\n", low, m.start()) + 1
        line = text[start : m.start()].strip()
        if (start or not low) and 0 < len(line) <= LONGEST and (line[-1].isdigit() or line[-1] in DASHES or line[-1] == "页"):
            at = text.index(line, start)
            yield Span(at, at + len(line))


def _line(document: Document, span: Span) -> Line | None:
    """A short line as a page number; None where it is none."""
    text = document.slice(span)
    m = _MARKED.fullmatch(text)
    if m is None and not _BARE.fullmatch(text):
        return None
    if document.prose[span.start] == SOLID:
        return None
    gap = _gap(document.text, span)
    number = _NUMBER.search(text)
    assert number is not None
    look = None if m is None else _LOOK.sub("", text[: number.start()] + text[number.end() :])
    return Line(span, int(number.group()), look, _is_torn(document.prose, gap, m is not None), gap)


def _gap(text: str, span: Span) -> Span:
    """A line with the blank lines around it: from the end of the text before to the beginning of the text behind."""
    start, end = span
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return Span(start, end)


def _is_torn(prose: str, gap: Span, marked: bool) -> bool:
    """Whether a sentence breaks off before the gap and goes on behind it."""
    before, after = prose[max(0, gap.start - PROSE) : gap.start], prose[gap.end : gap.end + PROSE]
    if not before or not after:
        return False
    goes_on = after[0] in _MARKS and before[-1] in "”’）》"
    if (before[-1] in _ENDED and not goes_on) or len(before) < PROSE or "\n" in before or SOLID in before[-1] + after[0]:
        return False
    if not (is_han(after[0]) or after[0].isdigit() or after[0] in _STARTS) or _is_label(after):
        return False
    if after[0] in _MARKS:
        return marked or is_han(before[-1]) or goes_on
    return marked or (is_han(before[-1]) and is_han(after[0]) and after[0] not in _UNITS and "\n" not in after)


def _is_label(after: str) -> bool:
    """Whether the text behind the gap begins something new: 第三章, 一、, （二）, 1."""
    return _LABEL.match(after) is not None


def _hit(document: Document, line: Line) -> Hit:
    """A page number as a hit: a torn sentence is joined, another line is deleted."""
    text = document.text
    fields = {"line": document.slice(line.span)}
    if line.torn:
        reach = Span(max(0, line.gap.start - 1), min(len(text), line.gap.end + 1))
        return Hit(line.span, fields, (Edit(line.gap, ""),), reach=reach)
    end = line.span.end
    newline = _LINE_END.match(text, end)
    return Hit(line.span, fields, (Edit(Span(line.span.start, newline.end() if newline else end), ""),), reach=line.gap)
