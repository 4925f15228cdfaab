"""Characters that were taken for a digit, a point, 一 or 日 by their looks: 20l6年, 增长1O%, 3。5%, 第十—条, 3月5曰."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_DIGITS = {"l": "1", "I": "1", "O": "0", "o": "0"}
_UNITS = "年月日时分倍％%‰万亿元个家人项公里平方亩吨度户次件名条座"
"""What stands right behind a number that counts or dates something; a letter before other words may be a name (I期, O型)."""
_NUMBER = pattern(rf"[lIOo](?=[\dlIOo.,]{{0,12}}[{_UNITS}])")
_BEFORE = pattern(r"[\dlIOo.,]*$")
_WHOLE = pattern(r"[\dlIOo.,]+")
_REACH = 12
_WRONG_DAYS = (pattern(r"曰(?<=\d曰)"), pattern(r"月\d{1,2}(目)(?![的标录前])"))
_AMOUNT = r"(?:[%％‰亿万倍元个人家户项名件吨亩]|公里)"
_WRONG_POINTS = {
    "。": pattern(rf"(。)(?<=\d。)(?=\d{{1,2}}{_AMOUNT})"),
    ",": pattern(rf"(,)(?<=\d,)(?<!,\d,)(?<!,\d\d,)(?<!,\d\d\d,)(?=\d{{1,2}}{_AMOUNT})"),
    "．": pattern(r"(．)(?<=[0-9]．)(?=[0-9])"),
    "..": pattern(r"(\.\.)(?<=\d\.\.)(?=\d)"),
}
_WRONG_ONE = {
    dash: pattern(rf"(?m)({dash})(?:(?<=[第十百]{dash})(?=[章节条款项])|(?<=[〇零一二三四五六七八九]{dash})(?=年)|(?<=^{dash})(?=、))")
    for dash in "—–"
}


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Each number with a letter in it, and each day with another character behind it."""
    prose = document.prose
    hits = [*_numbers(prose), *_days(prose), *_points(prose), *_dashes(prose)]
    yield from sorted(hits, key=lambda hit: hit.span)


def _numbers(prose: str) -> Iterator[Hit]:
    """Numbers that hold a letter; l alone is one too (8月l日), a letter that stands for the 0 of a year is not looked for here."""
    done = 0
    for letter in _NUMBER.finditer(prose) if any(c in prose for c in _DIGITS) else ():
        before = _BEFORE.search(prose, max(done, letter.start() - _REACH), letter.start())
        whole = _WHOLE.match(prose, before.start() if before else letter.start())
        if letter.start() < done or whole is None:
            continue
        done = whole.end()
        found = whole.group()
        right = "".join(_DIGITS.get(c, c) for c in found)
        if _is_number(found) and not _is_part(prose[whole.start() - 1 : whole.start()]) and not _is_year(found, prose[done]):
            yield _hit(Span(*whole.span()), found, right)


def _is_number(found: str) -> bool:
    """Whether letters and digits are a number: one that begins with a digit, or with l."""
    return found[0] == "l" or (found[0].isdecimal() and not found.isdecimal())


def _is_part(before: str) -> bool:
    """Whether what follows goes on with a word or a number."""
    return before.isascii() and (before.isalnum() or before in list("-/_.,"))


def _is_year(found: str, unit: str) -> bool:
    """Whether this is a year with letters for zeros, of which CHR008 tells."""
    return unit == "年" and re.fullmatch(r"[12][\dOo]{3}", found) is not None


def _days(prose: str) -> Iterator[Hit]:
    for days in _WRONG_DAYS:
        for m in days.finditer(prose):
            yield _hit(Span(*m.span(m.lastindex or 0)), m[m.lastindex or 0], "日")


def _points(prose: str) -> Iterator[Hit]:
    """A full stop, a comma or two points where a number has its decimal point: 3。5%, 12,34亿元, 3..5."""
    for sign, points in _WRONG_POINTS.items():
        if sign in prose:
            for m in points.finditer(prose):
                yield _hit(Span(*m.span(1)), m[1], ".")


def _dashes(prose: str) -> Iterator[Hit]:
    """A dash for the numeral 一: 第十—条, 二〇二—年, and the first of several headings."""
    for dash in "—–":
        if dash in prose:
            for m in _WRONG_ONE[dash].finditer(prose):
                yield _hit(Span(*m.span(1)), m[1], "一")


def _hit(span: Span, found: str, right: str) -> Hit:
    return Hit(span, {"found": found, "right": right}, (Edit(span, right),), suggestions=(right,))
