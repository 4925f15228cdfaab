"""One indicator with two values for the same year: 到2030年，森林覆盖率达到55% … 2030年森林覆盖率提高到56%.

The name of the indicator, the year and the unit must be the same, and so must the word that says how it gets there: a
level (达到), a bound (不低于) and a growth (增长) are three matters. What limits an indicator to a part (城镇, 其中) belongs to
its name.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Hit, Related
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_YEAR = pattern(r"(?:20\d\d|二〇[〇一二三四五六七八九]{2})年")
_VALUE = pattern(
    r"(?P<name>[^\W\d_A-Za-z]{4,14}?)(?P<verb>达到?|提高到|提升到|增加到|上升到|扩大到|降低?到|下降到|降至|控制在|保持在|稳定在|为|不低于|不超过)"
    r"(?P<value>\d{1,6}(?:\.\d{1,3})?)(?P<unit>%|％|亿元|万元|万亩|万吨|亿斤|公里|平方公里|万人|万户|万千瓦|岁|张|个百分点|个|家|座|所)"
)
_LEVEL = frozenset(("达", "达到", "提高到", "提升到", "增加到", "上升到", "扩大到", "降到", "降低到", "下降到", "降至", "控制在", "保持在", "稳定在", "为"))


class Value(NamedTuple):
    """What a document says of an indicator in a year, and where."""

    name: str
    year: str
    kind: str
    unit: str
    value: float
    span: Span


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each value that is not the first one said of an indicator."""
    first: dict[tuple[str, str, str, str], Value] = {}
    for found in _values(document):
        key = (found.name, found.year, found.kind, found.unit)
        before = first.setdefault(key, found)
        if before.value != found.value:
            fields = {"name": found.name, "year": found.year, "one": document.slice(before.span), "two": document.slice(found.span)}
            yield Hit(found.span, fields, related=(Related(before.span, "first"),))


def _values(document: Document) -> Iterator[Value]:
    """The indicators of each sentence that names just one year."""
    prose = document.prose
    for sentence in document.sentences:
        years = {m.group() for m in _YEAR.finditer(prose, *sentence.span)}
        if len(years) != 1:
            continue
        (year,) = years
        for m in _VALUE.finditer(prose, *sentence.span):
            kind = "level" if m["verb"] in _LEVEL else m["verb"]
            name = m["name"].removeprefix("年").removeprefix("全市").removeprefix("全省").removeprefix("全县").removeprefix("全区")
            if len(name) >= 4:
                yield Value(name, year, kind, m["unit"].replace("％", "%"), float(m["value"]), Span(*m.span("value")))
