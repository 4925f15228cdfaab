"""Headings with the same words below the same heading (REP010)."""

from __future__ import annotations

import pytest

from planlint.checkers.repeated_headings import check
from planlint.text.document import Document


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("（一）组织领导\n统筹推进。\n（二）财政投入\n安排资金。\n（三）组织领导\n压实责任。", ["（三）组织领导"]),
        ("## 总体要求\n\n围绕主线。\n\n## 总体要求\n\n加强协同。", ["总体要求"]),
        ("一、农业\n（一）主要目标\n粮食增产。\n二、工业\n（一）主要目标\n产值增长。", []),
        ("目录\n第一章 总体要求\n第二章 主要任务\n第一章 总体要求\n围绕主线。", []),
        ("一、小结\n工作完成。\n二、小结\n抓好任务。", []),
        ("## 总体要求\n\n围绕主线。\n\n### 总体要求\n\n加强协同。", []),
        ("一、组织领导\n统筹推进。\n（一）组织领导\n压实责任。", []),
    ],
)
def test_headings_of_the_same_words(text: str, headings: list[str]) -> None:
    document = Document(text)
    assert [document.slice(hit.span) for hit in check(document, {})] == headings


def test_the_first_heading_is_named() -> None:
    document = Document("一、组织领导\n统筹推进。\n二、组织领导\n压实责任。")
    (hit,) = check(document, {})
    assert [(r.key, document.slice(r.span)) for r in hit.related] == [("first", "一、组织领导")]
