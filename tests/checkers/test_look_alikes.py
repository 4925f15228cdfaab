"""Letters for digits, and other characters for 日."""

from __future__ import annotations

import pytest

from planlint.checkers import look_alikes
from planlint.text.document import Document


def found(text: str) -> list[tuple[str, str]]:
    return [(text[h.span.start : h.span.end], h.suggestions[0]) for h in look_alikes.check(Document(text), {})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到20l6年底建成。", [("20l6", "2016")]),
        ("增长1O%，减少l.5万元。", [("1O", "10"), ("l.5", "1.5")]),
        ("处违法所得l倍以上3倍以下的罚款。", [("l", "1")]),
        ("每只犬第一年为l000元。", [("l000", "1000")]),
        ("自1995年8月l日起施行。", [("l", "1")]),
        ("自公历l月1日起。", [("l", "1")]),
        ("1I月30日，新增2oo个。", [("1I", "11"), ("2oo", "200")]),
        ("3月5曰前，4月12目公示。", [("曰", "日"), ("目", "日")]),
    ],
)
def test_look_alikes(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2O26年由另一条规则报告。",
        "O2O个性化服务，H2O年检，I年级，5G基站，Wi-Fi热点12个。",
        "型号ABC-1l年检，编号X_l月，第10个。",
        "子曰，12月目标任务，5月目的明确，3月12目录。",
        "总长l，宽o。",
        "l" * 5000 + "年",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert [f for f in found(text) if f[0] != "l" * 5000] == []
