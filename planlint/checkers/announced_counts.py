"""A colon that announces a number of points (抓好五项任务：一是…) and a series behind it that has another number of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Hit, Related
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.enumeration import Mark, Series, series
from planlint.text.inline import inline_series, other_form
from planlint.text.numerals import number
from planlint.text.patterns import pattern
from planlint.text.series import faults
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_REACH = 40
"""How far before the first number the announcement may begin."""

_POINT_MAX = 1000
"""How far behind the last point of a line (code points) one more is looked for."""

# What a list is made of; 两个单位, 三个月 and 十个基数 announce none.
_POINTS = (
    "(?:方面|任务|工作|举措|措施|重点|问题|要求|原则|目标|关系|变化|突破|[特亮要重观论着]+[点點]|环节|关口|关键|坚持|条件|内容|步骤|阶段|"
    "领域|行动|工程|项目|体系|抓手|优势|机制|意见|建议|经验|教训|原因|理由|部分|方向|转变|提升|必须|确保|层次|任務|問題|要件|條件|階段|重點)"
)
_ANNOUNCEMENT = pattern(
    r"(?<![第前后另其余数几近约上余多每各\d一二三四五六七八九十百千万亿两.．、～~—-])(?P<phrase>(?P<n>[一二三四五六七八九十]{1,3}|两|\d{1,2})"
    rf"(?:[个個](?!工作日)(?=[^，。；：！？、\s]{{0,8}}{_POINTS})|项|項|点|點|件|方面|大(?![过過])|步|[条條](?={_POINTS}))"
    rf"(?P<tail>[^，。；：！？、\s“”（）《》]{{0,12}}))"
    r"(?:如下)?[：:]$"
)
# Who speaks before a colon, and what is counted otherwise: 两个单位提出：, 符合三项条件之一：
_NO_LIST = pattern(
    r"[说說道指认認示问問答称稱报報出映]$|[个個].{2,}(?:要求|建议|意见|建議|意見)$|[规規]定|处罚|限制|(?:之一|以上|以下|左右)$|[省市县縣区區国國村镇鎮乡鄉人户]$"
)


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The announcements whose number is not that of the points behind them."""
    for s in (*document.once(series), *document.once(inline_series)):
        if s.marks and s.marks[0].value == 1 and not s.marks[0].sub:
            yield from _compared(document, s)


def _compared(document: Document, s: Series) -> Iterator[Hit]:
    first = s.marks[0].span.start
    head = document.prose[max(0, first - _REACH) : first].replace(CLEAR, " ").rstrip()
    m = _ANNOUNCEMENT.search(head) if head.endswith(("：", ":")) else None
    if m is None or _NO_LIST.search(m["phrase"]):
        return
    announced, counts = number(m["n"]), _counts(s)
    if announced is None or min(announced, *counts) < 2 or announced in counts or list(faults([k.value for k in s.marks])):
        return
    start = max(0, first - _REACH) + m.start("phrase")
    last = s.marks[min(counts) - 1]
    if min(counts) < announced and _goes_on(document, s, last):
        return
    fields = {"announced": announced, "found": min(counts), "phrase": document.slice(Span(start, start + len(m["phrase"])))}
    yield Hit(Span(start, start + len(m["phrase"])), fields, related=(Related(last.span, "last"),))


def _goes_on(document: Document, s: Series, last: Mark) -> bool:
    """Whether the next number stands in the text behind the last one in some other form."""
    limit = last.span.end + _POINT_MAX
    end = document.text.find("\n", last.span.end, limit)
    return other_form(s.style, last.value + 1).search(document.prose, last.span.end, limit if end < 0 else end) is not None


def _counts(s: Series) -> set[int]:
    """How many points a series may be said to have: up to where a higher heading stands between two of them, or in all."""
    whole = sum(1 for m in s.marks if not m.sub)
    stop = next((at for at, m in enumerate(s.marks) if m.anew and at), len(s.marks))
    return {whole, sum(1 for m in s.marks[:stop] if not m.sub)}
