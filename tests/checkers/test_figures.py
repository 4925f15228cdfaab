"""Approximations said twice, and decreases by a multiple."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.figures import check
from planlint.text.document import Document


def found(text: str, kind: str = "double") -> list[str]:
    document = Document(text)
    return [document.slice(h.span) for h in check(document, {"kind": kind})]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("用水下降约3%左右。", "约3%左右"),
        ("大约 300 人左右，都到了。", "大约 300 人左右"),
        ("大约三百人左右，都到了。", "大约三百人左右"),
        ("近200公里左右，全线贯通。", "近200公里左右"),
        ("接近1.5万人上下。", "接近1.5万人上下"),
        ("超过5%以上，居全省前列。", "超过5%以上"),
        ("不少于3个月以上。", "不少于3个月以上"),
        ("不到5%以下。", "不到5%以下"),
        ("近300余人到场。", "近300余"),
        ("超过1.5万余户用水。", "超过1.5万余"),
    ],
)
def test_an_approximation_said_twice(text: str, place: str) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "约3%，或者3%左右。",
        "约200米左右两岸都有人家。",
        "超过20人以上单位的标准。",
        "不足10余热利用。",
        "预约30人左右。",
        "附近300米左右。",
        "近5年左右，最近3年左右。",
        "近三年左右。",
        "处三年以上十年以下有期徒刑。",
        "不超过5万元，3人以上，10年以下。",
        "约定3%左右。",
        "年均增长约3%，人口5万左右。",
        "左右",
        "",
    ],
)
def test_an_approximation_said_once(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("能耗下降3倍。", "下降3倍"),
        ("时间缩短了一倍，群众满意。", "缩短了一倍"),
        ("损失减少近2.5倍", "减少近2.5倍"),
        ("成本降低十多倍。", "降低十多倍"),
    ],
)
def test_a_decrease_by_a_multiple(text: str, place: str) -> None:
    assert found(text, "decrease") == [place]


@pytest.mark.parametrize(
    "text",
    ["产量增长3倍。", "下降到三分之一，是去年的3倍。", "减少3倍镜的产量。", "减少为0.5倍。", "降低0.5倍。", "降低倍率。", "下降5%，增长2倍。", "倍"],
)
def test_no_decrease_by_a_multiple(text: str) -> None:
    assert found(text, "decrease") == []


@pytest.mark.parametrize("piece", ["左右", "3左右，", "约3", "一", "倍", "下降3倍", "1以上，"])
def test_linear_time(piece: str) -> None:
    document = Document("甲" + piece * (200_000 // len(piece)))
    document.prose  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {"kind": "double"}))
        list(check(document, {"kind": "decrease"}))
