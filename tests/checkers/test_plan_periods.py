"""Years beside the names of five-year plans."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.plan_periods import check
from planlint.text.document import Document


def found(text: str, status: str = "") -> list[tuple[str, object, object, str]]:
    document = Document(text)
    hits = (h for h in check(document, {}) if h.status == status)
    return [(document.slice(h.span), h.fields["first"], h.fields["last"], h.variant) for h in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十五五”时期（2021—2025年），全市建三座水厂。", ("2021—2025年", 2026, 2030, "")),
        ("“十四五”（2020-2025）建三座水厂。", ("2020-2025", 2021, 2025, "")),
        ("“十五”期间（2006—2010年）建三座水厂。", ("2006—2010年", 2001, 2005, "")),
        ("“三五”计划（1963—1967年）建三座水厂。", ("1963—1967年", 1966, 1970, "")),
        ("“一五”（1952—1956年）建三座水厂。", ("1952—1956年", 1953, 1957, "")),
        ("十五五时期（2025—2029年）建三座水厂。", ("2025—2029年", 2026, 2030, "")),
        ("第十五个五年规划纲要（2025年至2029年）", ("2025年至2029年", 2026, 2030, "")),
        ("“十五五”时期，即2025—2029年，全市建三座水厂。", ("2025—2029年", 2026, 2030, "")),
        ("2021—2025年（“十五五”时期）建三座水厂。", ("2021—2025年", 2026, 2030, "")),
        ("2026年是“十四五”规划收官之年。", ("2026", 2021, 2025, "last")),
        ("2025年是“十五五”的开局之年。", ("2025", 2026, 2030, "first")),
        ("到“十五五”末（2031年）建成。", ("2031", 2026, 2030, "last")),
    ],
)
def test_years_of_another_plan(text: str, expected: tuple[str, object, object, str]) -> None:
    place, first, last, variant = expected
    assert [(p.removesuffix("年"), *rest) for p, *rest in found(text)] == [(place.removesuffix("年"), first, last, variant)]


@pytest.mark.parametrize(
    "text",
    [
        "“十五五”时期（2026—2030年）建三座水厂。",
        "“二五”（1958—1962年）、“三五”（1966—1970年）、“十”五（2000年）。",
        "“十五”（2001—2005年）、“十一五”（2006—2010年）和“十五五”（2026—2030年）。",
        "2025年是“十四五”收官之年、“十五五”谋划之年。",
        "2026年是“十五五”开局之年。",
        "“十四五”规划（2021—2035年）不变。",
        "“八五”规划（2021—2025年）抓普法。",
        "“七五”普法规划（1990—1995年）不变。",
        "苏联“一五”计划（1928—1932年）。",
        "印度“十二五”计划（2010—2015年）。",
        "“十四五”以来（2021—2026年）建三座水厂。",
        "“十四五”前四年（2021—2024年）建三座水厂。",
        "到“十五五”末（2030年）建成。",
        "第十五个五年（2021—2025年）。",
        "三十五五（2021—2025年）。",
        "五五（2021—2025年）",
        "五",
        "个五年规划（2021—2025年）",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


def test_a_part_of_the_period_is_doubtful() -> None:
    text = "“十五五”时期（2026—2029年）建三座水厂。"
    assert found(text) == []
    assert len(found(text, "preview")) == 1


@pytest.mark.parametrize("piece", ["五", "十五五", "“十五五”", "“十五五”（2021—", "2025年（", "第十五个五年规划"])
def test_linear_time(piece: str) -> None:
    document = Document("甲" + piece * (300_000 // len(piece)))
    document.prose  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {}))
