"""Items named twice, and items that run into the next one (REP006, REP007)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint import rules
from planlint.checkers.enumerations import check
from planlint.text.document import Document

OPTIONS = {r.code: dict(r.options) for r in rules.load() if r.code in ("REP006", "REP007")}


def found(code: str, text: str) -> list[str]:
    document = Document(text)
    return [document.slice(hit.span) for hit in check(document, OPTIONS[code])]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("统计城镇、乡村、园区、城镇、港口。", ["城镇"]),
        ("加强教育、医疗、养老、教育等服务。", ["教育"]),
        ("发展农业、渔业、林业、渔业和牧业。", ["渔业"]),
        ("统计城镇、乡村、城镇、园区。", ["城镇"]),
        ("上级工会、工会、妇联。", []),
        ("列出执行数、预算数、预算数与预计执行数的比率。", []),
        ("统计城镇、乡村、园区。", []),
        ("学习、学习。", []),
        ("生产、经营、使用国家禁止生产、经营、使用的产品。", []),
        ("由省、自治区、直辖市商邻近省、自治区、直辖市确定。", []),
        ("城镇、乡村，园区、城镇、港口。", []),
        ("依照第三款、第四款、第九条第三款、第四款处理。", []),
        ("以文化人、以文育人、以文聚人。", []),
    ],
)
def test_an_item_named_twice(text: str, items: list[str]) -> None:
    assert found("REP006", text) == items


def test_the_first_place_is_named() -> None:
    document = Document("加强教育、医疗、养老、教育等服务。")
    (hit,) = check(document, OPTIONS["REP006"])
    assert [(r.key, r.span) for r in hit.related] == [("first", (2, 4))]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("发展医养、医养结合服务。", ["发展医养、医养结合服务"]),
        ("完善养老、养老服务体系。", ["完善养老、养老服务体系"]),
        ("各县区大力发展冷链、冷链物流。", ["发展冷链、冷链物流"]),
        ("发展公路、公路桥梁、公路隧道。", []),
        ("发展农业、农业和农村。", []),
        ("发展养老、托育服务。", []),
        ("引领新供给、新供给创造新需求。", []),
        ("发展水、水利工程。", []),
    ],
)
def test_an_item_that_runs_into_the_next(text: str, spans: list[str]) -> None:
    assert found("REP007", text) == spans


@pytest.mark.parametrize("code", ["REP006", "REP007"])
@pytest.mark.parametrize("unit", ["工业农业服务业", "工业、农业和"])
def test_a_long_line_takes_linear_time(code: str, unit: str) -> None:
    document = Document(unit * 100_000)
    with bounded():
        list(check(document, OPTIONS[code]))
