"""The years that stand beside the name of a five-year plan and are not those of the plan: “十五五”时期（2021—2025年）."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Hit
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.numerals import from_han
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_NUMERALS = "一二三四五六七八九十"
_OPENING, _CLOSING = "“‘\"「『", "”’\"」』"
_TERM = "(?:发展)?(?:规划纲要|规划期间|规划时期|规划期|规划|计划时期|计划期间|计划|时期|期间|纲要)?"
_YEAR = rf"(?:19|20)[{CLEAR} ]?\d\d"
_RANGE = rf"(?P<first>{_YEAR}) ?年? ?(?:[-－–~～至到]|—{{1,2}}) ?(?P<last>{_YEAR})(?!\d) ?年?"

# Only where name and years say the same thing: in a bracket beside each other, or one after 即 (that is).
_BESIDE = pattern(rf"{_TERM}(?:[（(]即?{_RANGE}[）)]|[，,]?即(?:从|自)?{_RANGE.replace('first', 'since').replace('last', 'until')})")
_END_OF = pattern(rf"{_TERM}(?P<edge>初期|初|末期|期末|末|开局之年|收官之年)[（(](?P<year>{_YEAR}) ?年?[）)]")
_BEFORE = pattern(rf"{_RANGE}[（(]即?$")
_YEAR_BEFORE = pattern(rf"(?P<year>{_YEAR}) ?年(?:，|，?(?:将|既)?是|为|作为)?(?:我国|我省|我市|全国|全省|全市)?$")
_EDGE = pattern(rf"{_TERM}(?:实施)?的?(?P<edge>开局|开篇|起步|起始|首年|第一年|收官|收尾|最后一年|末年)")

_STARTS = {1: 1953, 2: 1958}
_NEAR = 10
"""Years between the plan's and the written ones up to which they mean the same plan: “八五”普法 has plans of its own."""

_REACH = 24
"""Characters beside a name within which its years may stand."""

_ELSEWHERE = ("苏联", "苏俄", "苏维埃", "印度", "越南", "老挝", "韩国", "朝鲜", "不丹", "尼泊尔", "马来西亚", "土耳其", "普法", "法治宣传")


class _Plan(NamedTuple):
    """A five-year plan as a text names it, quotes or 第…个五年规划 included, and its first year."""

    start: int
    end: int
    name: str
    first: int

    @property
    def last(self) -> int:
        """The last of its five years."""
        return self.first + 4


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The plans whose years, written beside them, are those of another plan."""
    prose = document.prose
    at = prose.find("五")
    while at >= 0:
        if at and (prose[at - 1] in _NUMERALS or prose[at - 1] == "个") and (plan := _plan(prose, at)) is not None:
            yield from _judged(prose, plan)
        at = prose.find("五", at + 1)


def _plan(prose: str, at: int) -> _Plan | None:
    """The plan whose name has its 五 at an offset; None for those of other countries and other fields, and for other numbers."""
    start, end = at, at + 1
    ordinal = prose.startswith("个五年", at - 1)
    if ordinal:
        start, end = at - 1, at + 2
    while start > 0 and at - start < 4 and prose[start - 1] in _NUMERALS:
        start -= 1
    value = from_han(prose[start : at - 1 if ordinal else at])
    quoted = prose[start - 1 : start] in _OPENING and prose[end : end + 1] in _CLOSING
    named = prose[start - 1 : start] == "第" and prose[end : end + 2] in ("规划", "计划") if ordinal else start > 0 and quoted
    if not (named or (not ordinal and value is not None and value > 10)) or value is None or not 1 <= value <= 20:
        return None
    if any(word in prose[max(0, start - _REACH) : start] for word in _ELSEWHERE):
        return None
    name = f"“{prose[start:end]}”" if not ordinal else f"第{prose[start:end]}规划"
    first = _STARTS.get(value, 1966 + 5 * (value - 3))
    return _Plan(start - 1 if named else start, end + (1 if quoted else 0), name, first)


def _judged(prose: str, plan: _Plan) -> Iterator[Hit]:
    """What stands behind a plan and in front of it; the patterns are asked only where there are figures."""
    after = prose[plan.end : plan.end + _REACH]
    before = prose[max(0, plan.start - _REACH) : plan.start].rstrip(" " + CLEAR)
    if "20" in after or "19" in after:
        if m := _BESIDE.match(prose, plan.end):
            yield from _range(prose, plan, m, 0)
        elif m := _END_OF.match(prose, plan.end):
            yield from _year(prose, plan, Span(*m.span("year")), m["edge"])
    if "年" not in before[-5:] and before[-1:] not in ("（", "("):
        return
    base = max(0, plan.start - _REACH)
    if m := _BEFORE.search(before):
        yield from _range(prose, plan, m, base)
    elif (m := _YEAR_BEFORE.search(before)) and (edge := _EDGE.match(prose, plan.end)):
        yield from _year(prose, plan, Span(base + m.start("year"), base + m.end("year")), edge["edge"])


def _range(prose: str, plan: _Plan, m: re.Match[str], base: int) -> Iterator[Hit]:
    """A plan and a range of years. Years inside those of the plan may be a part of it: such a hit is a doubtful one."""
    names = ("first", "last") if m["first"] else ("since", "until")
    span = Span(base + m.start(names[0]), base + m.end(names[1]))
    a, b = (_value(m[name]) for name in names)
    longer = a <= plan.first and b > plan.last + 1
    if (a, b) == (plan.first, plan.last) or a > b or abs(a - plan.first) > _NEAR or longer:
        return
    part = plan.first <= a and b <= plan.last
    yield Hit(span, _fields(prose, plan, span), status="preview" if part else "")


def _year(prose: str, plan: _Plan, span: Span, edge: str) -> Iterator[Hit]:
    """A year that is said to be the first or the last one of a plan."""
    opens = edge[0] in "开起首第初"
    right, year = plan.first if opens else plan.last, _value(prose[span.start : span.end])
    if year != right and abs(year - right) <= _NEAR:
        yield Hit(span, _fields(prose, plan, span), variant="first" if opens else "last")


def _value(year: str) -> int:
    return int(year.replace(CLEAR, "").replace(" ", ""))


def _fields(prose: str, plan: _Plan, span: Span) -> dict[str, object]:
    return {"plan": plan.name, "found": prose[span.start : span.end].replace(CLEAR, ""), "first": plan.first, "last": plan.last}
