"""Numbers of tables, figures, boxes and attachments."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.captions import check
from planlint.text.document import Document


def gaps(text: str) -> list[tuple[str, object]]:
    document = Document(text)
    return [(document.slice(h.span), h.fields["missing"]) for h in check(document, {"kind": "sequence"})]


def attached(text: str) -> list[tuple[str, str]]:
    document = Document(text)
    return [(document.slice(h.span), h.variant) for h in check(document, {"kind": "attachments"})]


def lines(*captions: str) -> str:
    return "\n\n".join(f"{caption}\n\n这一部分另有说明。" for caption in captions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (lines("表1 人口", "表3 用水"), ("表3", "表2")),
        (lines("专栏1 水厂", "专栏 2 道路", "专栏5 学校"), ("专栏5", "专栏3、专栏4")),
        (lines("### 专栏1 水厂", "### 专栏2 道路", "### 专栏4 学校"), ("专栏4", "专栏3")),
        (lines("**表1**", "**表2**", "**表4**"), ("表4", "表3")),
        (lines("图1 路网", "图2 水网", "图4 电网"), ("图4", "图3")),
        (lines("表2-1 人口", "表2-3 用水"), ("表2-3", "表2-2")),
        (lines("附件1", "附件2", "附件4"), ("附件4", "附件3")),
        (lines("附表1 人口", "附表3 用水", "表1 用电", "表2 用气"), ("附表3", "附表2")),
    ],
)
def test_a_number_left_out(text: str, expected: tuple[str, object]) -> None:
    assert gaps(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        lines("表1 人口", "表2 用水", "表3 用电"),
        lines("表1 人口", "续表1 人口", "表2 用水"),
        lines("表1 人口", "表2 用水", "表1 用电", "表2 用气"),
        lines("表1-1 人口", "表2-1 用水", "表3-1 用电"),
        lines("表3 人口", "表5 用水"),
        lines("表1 人口", "表9 用水"),
        lines("表1 人口", "表3 用水", "表5 用电"),
        lines("表1所列项目", "表3所列项目"),
        "表1 人口\n\n正文。\n\n表\n2\n\n用水\n\n表3 用电\n\n正文。",
        "代表1人、代表3人。\n\n本市设表1、表3两张。",
        "图2026年\n\n图2028年",
        "附件：1.甲表\n2.乙表\n3.丙表\n\n附件1\n\n甲表\n\n附件3\n\n丙表\n",
        "",
    ],
)
def test_captions_in_order(text: str) -> None:
    assert gaps(text) == []


LIST = "特此通知。\n\n附件：1.道路名录\n2.桥梁年度建设目标表\n\n市政府\n2026年3月5日\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LIST + "附件1\n\n道路名录\n\n正文。", ("桥梁年度建设目标表", "no-page")),
        (LIST + "附件1\n\n道路名录\n\n正文。\n\n附件2\n\n桥梁年度建设指标表\n\n正文。", ("桥梁年度建设目标表", "title")),
        (LIST + "附件1：道路名录\n\n正文。\n\n附件2：桥梁年度建设指标表\n\n正文。", ("桥梁年度建设目标表", "title")),
        (LIST + "附件1\n道路名录\n正文。\n附件2\n桥梁年度建设目标表\n正文。\n附件3\n码头名录\n正文。", ("附件3", "")),
    ],
)
def test_attachments_that_are_not_those_of_the_list(text: str, expected: tuple[str, str]) -> None:
    assert attached(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        LIST + "附件1\n\n道路名录\n\n正文。\n\n附件2\n\n桥梁年度\n建设目标表\n\n正文。",
        LIST + "附件1\n\n道路名录（试行）\n\n正文。\n\n附件2\n\n桥梁年度建设目标表\n\n正文。",
        LIST + "附件1\n\n道路名录\n\n正文。\n\n附件2\n\n×××样式\n\n正文。",
        LIST.replace("桥梁年度建设目标表", "桥梁年度建设目标表（另发）") + "附件1\n\n道路名录\n\n正文。",
        "特此通知。\n\n附件：道路名录\n\n附件\n\n道路名录\n\n正文。",
        "详见附件：1.道路名录\n\n附件1\n\n道路名录",
    ],
)
def test_attachments_that_match(text: str) -> None:
    assert attached(text) == []


@pytest.mark.parametrize("piece", ["表1\n", "表3\n", "表1\n表2\n表4\n表5\n", "附件：1.甲\n", "附件1\n", "图", "1", " ", "表 "])
def test_linear_time(piece: str) -> None:
    document = Document("甲\n" + piece * (200_000 // len(piece)))
    document.blocks  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {"kind": "sequence"}))
        list(check(document, {"kind": "attachments"}))
