"""Doubled punctuation (PUN006)."""

from __future__ import annotations

import pytest

from planlint.checkers.mark_runs import check
from planlint.text.document import Document


def mended(text: str) -> str:
    edits = sorted((e for hit in check(Document(text), {}) for e in hit.edits), reverse=True)
    for (start, end), new in edits:
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修渠引水，，稳住收成。", "修渠引水，稳住收成。"),
        ("修渠引水。，稳住收成。", "修渠引水。稳住收成。"),
        ("修渠引水、，稳住收成。", "修渠引水，稳住收成。"),
        ("修渠引水,，稳住收成。", "修渠引水，稳住收成。"),
        ("修渠引水， ，稳住收成。", "修渠引水，稳住收成。"),
        ("修渠、、引水、蓄水。", "修渠、引水、蓄水。"),
        ("（一）未上报的；。\n（二）伪造的。", "（一）未上报的；\n（二）伪造的。"),
        ("修通了！！！！！", "修通了！！！"),
        ("种粮食、养蜜蜂。。。", "种粮食、养蜜蜂……"),
        ("打造文化IP。。发展旅游。", "打造文化IP。发展旅游。"),
        ("**修渠引水。**。稳住收成。", "**修渠引水。**稳住收成。"),
    ],
)
def test_mend(text: str, expected: str) -> None:
    assert mended(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "路修通了吗？！修通了！！！",
        "他说：“修通了。”（掌声。）大家都笑了。",
        "种粮食、养蜜蜂……，各有门路。",
        "签字：、、、年月日",
        "目录。。。。。。。。。。。。三",
        "C++ 的 std::vector 与 a;; b 不改。",
        "一期、?水灌区开工。",
        "你事????要对，人????对。",
    ],
)
def test_left_alone(text: str) -> None:
    assert not list(check(Document(text), {}))


def test_only_equal_marks_are_mended_safely() -> None:
    same, other = (next(check(Document(text), {})) for text in ("修渠，，引水。", "修渠，。引水。"))
    assert (same.safety, other.safety) == ("", "suggested")
    assert other.suggestions == ("。", "，")
