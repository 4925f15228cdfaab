"""Numbers of official documents that are not written as the format has it: 国发[2026]3号, 国发〔2026〕第03号."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit
from planlint.text.characters import CLEAR, han_before
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"cited-since": 2013}

_OPEN, _CLOSE = "〔[［【(（﹝", "〕]］】)）﹞"
_CODE_END = "发函字办规文通复任议电政请审批备"
"""What the letters of an agency end with in the number of a document: 国发, 清府办函; a case at court or a patent has others."""

_CODE_MAX = 12
_SPACE = " \u3000\xa0" + CLEAR


class _Number(NamedTuple):
    """The number of a document, piece by piece; `ordinal` and `serial` are its 第 and its digits."""

    span: Span
    year: Span
    ordinal: Span
    serial: Span


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The numbers of the document itself, on lines of their own, and of cited ones of the years since the format holds."""
    prose = document.prose
    since = options.get("cited-since", OPTIONS["cited-since"])
    at = prose.find("号")
    while at >= 0:
        number = _number(prose, at)
        if number is not None and (_alone(document, number.span) or _year(prose, number) >= since):
            yield from _judged(prose, number)
        at = prose.find("号", at + 1)


def _number(prose: str, at: int) -> _Number | None:
    """The number of a document whose 号 stands at an offset; None where letters, year or bracket are missing."""
    end = _back(prose, at)
    start = _digits(prose, end)
    if start == end or end - start > 5:
        return None
    serial = Span(start, end)
    head = _back(prose, start)
    ordinal = Span(head - 1, start) if prose[head - 1 : head] == "第" else Span(start, start)
    close = _back(prose, ordinal.start)
    if close < 4 or prose[close - 1] not in _CLOSE:
        return None
    last = _back(prose, close - 1)
    first = _digits(prose, last)
    opening = _back(prose, first)
    if last - first not in (2, 4) or opening < 1 or prose[opening - 1] not in _OPEN:
        return None
    code = han_before(prose, _back(prose, opening - 1), _CODE_MAX)
    if len(code) < 2 or code[-1] not in _CODE_END:
        return None
    return _Number(Span(opening - 1, at + 1), Span(first, last), ordinal, serial)


def _back(prose: str, at: int) -> int:
    """The offset before up to two characters of space that end at an offset."""
    stop = max(0, at - 2)
    while at > stop and prose[at - 1] in _SPACE:
        at -= 1
    return at


def _digits(prose: str, at: int) -> int:
    """Where the digits that end at an offset begin."""
    start = at
    while start > 0 and at - start < 6 and prose[start - 1].isdecimal():
        start -= 1
    return start


def _alone(document: Document, span: Span) -> bool:
    """Whether a number ends its line, and nothing but the letters of the agency stands before it: so a document names itself."""
    prose = document.prose
    if prose[span.end : span.end + 40].lstrip(_SPACE + "\t")[:1] not in ("", "\n", "\r"):
        return False
    letters = prose[document.line_start(span.start) : span.start].strip(_SPACE + "*\t")
    return len(letters) <= _CODE_MAX and all(c not in "，。；：《》（）" for c in letters)


def _year(prose: str, number: _Number) -> int:
    text = prose[number.year.start : number.year.end]
    return int(text) if len(text) == 4 else 0


def _judged(prose: str, number: _Number) -> Iterator[Hit]:
    """What is wrong with a number, and its edits: brackets, 第, zeros in front. A year of two digits has to be looked up."""
    span, year, ordinal, serial = number
    edits = []
    if prose[span.start] != "〔":
        edits.append(Edit(Span(span.start, span.start + 1), "〔"))
    close = _back(prose, ordinal.start) - 1
    if prose[close] != "〕":
        edits.append(Edit(Span(close, close + 1), "〕"))
    digits = prose[serial.start : serial.end]
    bare = digits.lstrip("0０")
    if ordinal.start < ordinal.end or (bare and bare != digits):
        edits.append(Edit(Span(ordinal.start, serial.end), bare or digits))
    if not edits and year.end - year.start == 4:
        return
    right = f"〔{prose[year.start : year.end]}〕{bare or digits}号"
    fields = {"found": prose[span.start : span.end].replace(CLEAR, ""), "right": right}
    short = year.end - year.start == 2
    yield Hit(span, fields, edits=() if short else tuple(edits), variant="year" if short else "")
