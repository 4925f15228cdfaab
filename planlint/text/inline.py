"""Numbers that count inside running text: 一是…；二是…, 第一，…。第二，…, （一）…；（二）… in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from planlint.text.characters import CLEAR, SOLID
from planlint.text.enumeration import Mark, Series, inside, quotations
from planlint.text.numerals import CIRCLED, number, to_han
from planlint.text.patterns import pattern
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.text.blocks import Block
    from planlint.text.document import Document

_N = "[一二三四五六七八九十]{1,3}"
_BLANK = f" \t\u3000\xa0\r\n{CLEAR}{SOLID}"
_END = "。；：！？;:!?…“”" + _BLANK
# What each family looks like, and what it may stand behind: 统一是, 第一是 and 位居第一， count nothing, nor does （一） in
# the midst of a clause. What stands before is looked at afterwards, since a look behind makes the search slow.
# The items in brackets have a pattern for each bracket: a search for one character is ten times as fast as that for a class.
_ITEM = r"[）)](?=[^\W\d]|“)(?![项項款目至到和及或])"
_FAMILIES: dict[str, tuple[tuple[re.Pattern[str], ...], str]] = {
    "一是": ((pattern(rf"({_N})[ \u3000]?是(?!\1|[否非])"),), _END + "，,、—（(《"),
    "一要": ((pattern(rf"({_N})要(?=[^\W\d]|“)(?![求素点件领义闻])"),), _END + "，,、—（(《"),
    "第一": ((pattern(rf"第({_N})(?=[，,：:]|[、 \u3000](?!第?{_N}))"),), _END + "，,—"),
    "其一": ((pattern(rf"其({_N})(?=[，,：:是])"),), _END + "，,—"),
    "（一）": ((pattern(rf"（({_N}){_ITEM}"), pattern(rf"\(({_N}){_ITEM}")), _END),
    "（1）": ((pattern(rf"（(\d{{1,2}}){_ITEM}"), pattern(rf"\((\d{{1,2}}){_ITEM}")), _END),
    "①": ((pattern(rf"([{CIRCLED}])(?=[^\W\d]|“)"),), _END),
}
_NUMERALS = "一二三四五六七八九十"
_BEFORE = {f"一{char}": pattern(rf"{char}(?:(?<=[{_NUMERALS}]{char})|(?<=[{_NUMERALS}][ \u3000]{char}))") for char in "是要"}
"""Families whose number stands before a character of its own, and that character behind a numeral: it is rarer than numerals are."""
ACROSS = ("一是", "一要", "第一", "其一")
"""The families that may go on in the next paragraph; the others count within one only."""
BLOCKS_BETWEEN = 3
"""How many blocks may stand between two numbers of one series that is not otherwise sure."""


def inline_series(document: Document) -> tuple[Series, ...]:
    """The series of numbers in the running text of a document, by family and place."""
    return tuple(s for family in _FAMILIES for s in _family(document, family))


def _family(document: Document, family: str) -> Iterator[Series]:
    if family == "①" and "①" not in document.prose:
        return
    current: list[Mark] = []
    older: list[list[Mark]] = []
    for mark in _marks(document, family):
        near = bool(current) and _near(document, family, current[-1], mark)
        if current and mark.value == current[-1].value + 1 and (near or family in ACROSS):
            current.append(mark)
            continue
        if near and mark.value != 1:
            back = next((o for o in reversed(older[-3:]) if o[-1].value + 1 == mark.value), None)
            if back is None:
                current.append(mark)
                continue
            yield _made(family, current)
            older.remove(back)
            current = [*back, mark]
            continue
        if current and near:
            older.append(current)
        else:
            yield from (_made(family, s) for s in (*older, current) if s)
            older = []
        current = [mark]
    yield from (_made(family, s) for s in (*older, current) if s)


def _made(family: str, marks: list[Mark]) -> Series:
    return Series(family, tuple(marks), False, -1)


def _near(document: Document, family: str, last: Mark, mark: Mark) -> bool:
    """Whether two numbers stand so near that they belong together: in one paragraph, or at the heads of two close ones."""
    if last.block == mark.block:
        return True
    if family not in ACROSS or mark.block - last.block > BLOCKS_BETWEEN:
        return False
    paragraphs = document.paragraphs
    between = paragraphs[last.block + 1 : mark.block + 1]
    heads = all(m.span.start - paragraphs[m.block].span.start <= 2 for m in (last, mark))
    return heads and not any(b.level or b.ordinal for b in between)


def _marks(document: Document, family: str) -> Iterator[Mark]:
    """The numbers of one family in order; what a quotation across paragraphs holds is left out."""
    behind, prose = _FAMILIES[family][1], document.prose
    quoted = document.once(quotations)
    paragraphs = document.paragraphs
    at = 0
    for m in _matches(prose, family):
        if m.start() and prose[m.start() - 1] not in behind:
            continue
        while at < len(paragraphs) and paragraphs[at].span.end <= m.start():
            at += 1
        if at == len(paragraphs):
            return
        block = paragraphs[at]
        value = number(m[1])
        if value and block.span.start <= m.start() and not _is_label(block, m.end()) and not inside(quoted, m.start()):
            yield Mark(value, 0, Span(m.start(), m.end()), at)


def _matches(prose: str, family: str) -> Iterator[re.Match[str]]:
    """What the pattern of a family finds; a number in the midst of numerals, which counts nothing, may be left out."""
    marks = _FAMILIES[family][0]
    if family not in _BEFORE:
        yield from sorted((m for mark in marks for m in mark.finditer(prose)), key=re.Match.start)
        return
    for needle in _BEFORE[family].finditer(prose):
        if m := marks[0].match(prose, _number_before(prose, needle.start())):
            yield m


def _number_before(prose: str, at: int) -> int:
    """Where the numerals before an offset begin, with one blank between."""
    start = at - 1 if at and prose[at - 1] in " \u3000" else at
    while start and prose[start - 1] in _NUMERALS:
        start -= 1
    return start


def _is_label(block: Block, end: int) -> bool:
    """Whether what ends here is the label of the block itself."""
    return block.ordinal is not None and end <= block.body


@lru_cache(maxsize=256)
def other_form(style: str, value: int) -> re.Pattern[str]:
    """How a number of a series may stand in the text though its usual form does not."""
    han = to_han(value)
    circled = CIRCLED[value - 1] if value <= len(CIRCLED) else han
    forms = [rf"[第其（(]\s*(?:{han}|{value})", circled, rf"(?<![\d.]){value}\s*[.．、）)]", rf"{han}\s*[是要，、则靠抓看）)]"]
    if style in ACROSS:
        forms.append("其次|再次|此外|另外|再者|然后|同时" if value > 1 else "首先")
    return re.compile("|".join(forms))
