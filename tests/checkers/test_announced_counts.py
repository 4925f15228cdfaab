"""Announcements of a number of points, and the points behind the colon."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.announced_counts import check
from planlint.text.document import Document


def found(text: str) -> list[tuple[str, object, object]]:
    document = Document(text)
    return [(document.slice(h.span), h.fields["announced"], h.fields["found"]) for h in check(document, {})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓好五项任务：一是修路；二是治水；三是办学；四是兴业。", ("五项任务", 5, 4)),
        ("要过两道关、办三件大事：一是修路；二是治水；三是办学；四是兴业。", ("三件大事", 3, 4)),
        ("重点做好以下4个方面工作：\n（一）修路。\n（二）治水。\n（三）办学。\n", ("4个方面工作", 4, 3)),
        ("要把握三大原则：\n一、先急后缓\n急事先办。\n二、先易后难\n易事快办。\n", ("三大原则", 3, 2)),
        ("有三点要求：第一，早准备。第二，早动手。", ("三点要求", 3, 2)),
        ("**突出抓好三项工作：**\n\n1. 修路。\n2. 治水。\n", ("三项工作", 3, 2)),
    ],
)
def test_a_number_that_does_not_match(text: str, expected: tuple[str, object, object]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "抓好三项任务：一是修路；二是治水；三是办学。",
        "抓好四项任务：一是修路；二是治水；四是办学。",
        "抓好三项任务：一是修路；二是治水。三、办学也要抓紧。",
        "抓好十多项任务：一是修路；二是治水。",
        "抓好前三项任务：一是修路；二是治水。",
        "抓好第三项任务：一是修路；二是治水。",
        "抓好修路等三项任务：一是修路；二是治水；三是办学。",
        "两个单位提出：一是路不平；二是水不足；三是灯不亮。",
        "具备三项条件之一：（一）年满六十；（二）退伍军人。",
        "依照第二十五条的规定处罚：\n（一）乱倒垃圾的；\n（二）乱停车辆的。\n",
        "责令停业三个月：\n（一）屡次违规的；\n（二）拒绝整改的。\n",
        "意见集中在两点：一是路远，一是水少。",
        "抓好两项任务：\n（一）修路。\n（二）治水。\n二、保障措施\n（三）办学。\n",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


def test_linear_time() -> None:
    document = Document("要抓好三项工作：一是防汛；二是抗旱。" * 20_000)
    with bounded():
        assert list(check(document, {}))
