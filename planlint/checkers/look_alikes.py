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
_AMOUNT = r"(?:[%％‰亿万倍元]|个百分点)"
_COUNT = r"(?:[%％‰亿万倍元个人家户项名件吨亩]|公里)"


def _one(dash: str) -> re.Pattern[str]:
    """A dash for the numeral 一: 第十—条, 二〇二—年, and the first of several headings."""
    return pattern(rf"(?m)({dash})(?:(?<=[第十百]{dash})(?=[章节条款项])|(?<=[〇零一二三四五六七八九]{dash})(?=年)|(?<=^{dash})(?=、))")


_WRONG = (
    ("曰", pattern(r"(曰)(?<=\d曰)"), "日"),
    ("目", pattern(r"月\d{1,2}(目)(?![的标录前])"), "日"),
    ("。", pattern(rf"(。)(?<=\d。)(?=\d{{1,2}}{_AMOUNT})"), "."),
    (",", pattern(rf"(,)(?<=\d,)(?<!,\d,)(?<!,\d\d,)(?<!,\d\d\d,)(?=\d{{1,2}}{_COUNT})"), "."),
    ("．", pattern(r"(．)(?<=[0-9]．)(?=[0-9])"), "."),
    ("..", pattern(r"(\.\.)(?<=\d\.\.)(?=\d)"), "."),
    *((dash, _one(dash), "一") for dash in "—–"),
)
"""What stands for something else, where it does, and what that is; a text without the sign need not be searched."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Each number with a letter in it, and each other character that stands for something by its looks."""
    prose = document.prose
    hits = [*_numbers(prose), *_signs(prose)]
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


def _signs(prose: str) -> Iterator[Hit]:
    """Other characters for 日, for a decimal point and for 一: 3月5曰, 3。5%, 12,34亿元, 第十—条."""
    for sign, wrong, right in _WRONG:
        for m in wrong.finditer(prose) if sign in prose else ():
            yield _hit(Span(*m.span(1)), m[1], right)


def _hit(span: Span, found: str, right: str) -> Hit:
    return Hit(span, {"found": found, "right": right}, (Edit(span, right),), suggestions=(right,))
