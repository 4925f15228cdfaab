"""Signs, letters and digits that stand between Han characters for no reason."""

from __future__ import annotations

import pytest

from planlint import rules
from planlint.checkers import strays
from planlint.text.document import Document

SETTINGS = next(rule for rule in rules.load() if rule.code == "CHR013").options


def found(text: str) -> list[str]:
    return [text[max(0, h.span.start - 1) : h.span.end + 1] for h in strays.check(Document(text), SETTINGS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深入实a施重点工程。", ["实a施"]),
        ("为全市高校b新生发放补贴。", ["校b新"]),
        ("推进社会主4义现代化建设。", ["主4义"]),
        ("加强社会治*理，优化营商环#境。", ["治*理", "环#境"]),
        ("# 规划\n\n完善要素和*产品市场体系。\n\n**重点**：改革。", ["和*产"]),
    ],
)
def test_strays(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "上市公司A股、城市e家、第3季度、凌晨2点到8点、玉树3县5乡。",
        "工厂爆炸致1死13伤，吉林5省防汛。",
        "附件a项、附件b项另行规定。",
        "#清河在行动#话题，*重点*工作，长3*宽4。",
        "甲a公司与乙b公司、丙c公司签约。",
    ],
)
def test_what_belongs_there(text: str) -> None:
    assert found(text) == []
