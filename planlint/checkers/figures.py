"""Figures whose signs do not go together: about 3 or so (约3%左右), more than 5 and over (超过5%以上), falling by three times (下降3倍)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Hit
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "double"}

_REACH = 20
"""Characters before the last sign within which the first one stands."""

_DIGITS = r"\d[\d.,]{0,9}[ ]?[万亿]?"
_HAN = "[一二两三四五六七八九十百千万亿]{1,6}"
_UNIT = "[个人元吨米年天次家户名亩件台公里平方％%斤千瓦时倍点座所只辆月日周岁]{0,4}"
_ABOUT = rf"(?:(?<![预大合契条公相制节签特履失违守盟商租])约|大约|将近|接近|(?<![最附邻相远亲])近(?!{_HAN}|\d[\d.]*(?:年|个月|天|日|周))) ?"
_OVER = "(?:超过|不少于|不低于|不止) ?"
_UNDER = "(?:不足|不到|低于|不超过|至多) ?"
_ENDS = "，。；、）,;!！?？\n"

# For each second sign the pattern of what stands before it, which ends where the sign begins.
_DOUBLE = {
    "左右": pattern(rf"(?P<before>{_ABOUT})(?:{_DIGITS}|{_HAN}){_UNIT}$"),
    "上下": pattern(rf"(?P<before>{_ABOUT})(?:{_DIGITS}|{_HAN}){_UNIT}$"),
    "以上": pattern(rf"(?P<before>{_OVER}){_DIGITS}{_UNIT}$"),
    "以下": pattern(rf"(?P<before>{_UNDER}){_DIGITS}{_UNIT}$"),
    "余": pattern(rf"(?P<before>{_ABOUT}|超过|不足|不到){_DIGITS}$"),
}
_APPROXIMATE = frozenset("约近超不低至")
"""Each first sign holds one of these; without one no pattern has to be compiled."""
_COUNTED = "个人元吨米年天次家户名亩件台万亿公平千座所只辆"
_DECREASE = {"倍": pattern(r"(?:下降|减少|降低|缩小|缩短|减小)(?:了|幅度达|近|约|超过|逾)?(?:[1-9]\d{0,3}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,3})[多余]?$")}
_NO_MULTIPLE = "镜速率数体于左右"
_FIGURES = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百千万亿")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"double": an approximation said twice (QTY004); "decrease": a decrease by a multiple (QTY008)."""
    double = options.get("kind", "double") == "double"
    prose = document.prose
    for sign, before in (_DOUBLE if double else _DECREASE).items():
        at = prose.find(sign)
        while at >= 0:
            end = at + len(sign)
            if _stands_alone(sign, prose[end : end + 1]) and not _FIGURES.isdisjoint(prose[max(0, at - 5) : at]):
                start = max(0, at - _REACH)
                told = not double or not _APPROXIMATE.isdisjoint(prose[start:at])
                if told and (m := before.search(prose[start:at])):
                    fields = {"found": prose[start + m.start() : end].replace(CLEAR, ""), "after": sign, "before": m["before"] if double else ""}
                    yield Hit(Span(start + m.start(), end), fields)
            at = prose.find(sign, end)


def _stands_alone(sign: str, follows: str) -> bool:
    """Whether a sign ends what is counted: 左右两岸, 20人以上单位, 余热 and 3倍镜 are words of their own."""
    if sign == "倍":
        return not follows or follows not in _NO_MULTIPLE
    return follows in _COUNTED and follows != "" if sign == "余" else follows in _ENDS
