"""Dates and hours that no calendar has, ranges that run backwards, and weekdays."""

from __future__ import annotations

import datetime

import pytest
from conftest import bounded

from planlint.checkers.dates import check
from planlint.text.document import Document


def found(text: str, kind: str = "invalid") -> list[tuple[str, str]]:
    document = Document(text)
    return [(document.slice(h.span), h.variant) for h in check(document, {"kind": kind})]


@pytest.mark.parametrize(
    ("text", "place", "variant"),
    [
        ("桥于2026年13月通车。", "2026年13月", ""),
        ("桥于 2026 年 13 月 5 日通车。", "2026 年 13 月 5 日", ""),
        ("桥于二〇二六年十三月通车。", "二〇二六年十三月", ""),
        ("桥于2026年0月通车。", "2026年0月", ""),
        ("桥于13月5日通车。", "13月5日", ""),
        ("第三\n2026年13月通车。", "2026年13月", ""),
        ("第三\n\n13月5日通车。", "13月5日", ""),
        ("桥于**2026**年13月通车。", "2026**年13月", ""),
        ("桥于２０２６年１３月通车。", "２０２６年１３月", ""),
        ("由2025年6月至2026年19月试行。", "2026年19月", ""),
        ("6月31日开工。", "6月31日", "day"),
        ("2月30日开工。", "2月30日", "day"),
        ("二月三十日开工。", "二月三十日", "day"),
        ("2026年9月31日开工。", "2026年9月31日", "day"),
        ("12月32日开工。", "12月32日", "day"),
        ("2026年2月29日开工。", "2026年2月29日", "leap"),
        ("6月20日至31日停水。", "6月20日至31日", "day"),
        ("2026年2月20日——30日停水。", "2026年2月20日——30日", "day"),
        ("2100年2月29日开工。", "2100年2月29日", "leap"),
        ("二〇二六年二月二十九日开工。", "二〇二六年二月二十九日", "leap"),
        ("6月5日25时停水。", "25时", "hour"),
        ("6月5日22时至26时停水。", "26时", "hour"),
        ("每日上午9时75分发车。", "9时75分", "hour"),
        ("自2026年5月1日至2025年4月30日试行。", "2026年5月1日至2025年4月30日", "backwards"),
        ("试行期：2026年5月—2025年4月。", "2026年5月—2025年4月", "backwards"),
    ],
)
def test_what_no_calendar_has(text: str, place: str, variant: str) -> None:
    assert [(p.replace("**2026", "2026"), v) for p, v in found(text)] == [(place, variant)]


@pytest.mark.parametrize(
    "text",
    [
        "桥于2026年12月31日通车。",
        "2024年2月29日、2000年2月29日都是闰日。",
        "2月29日开工。",
        "6月20日至30日、5月1日至31日停水，6月20日至7月31日供水。",
        "6月20日至40日内办结，6月20日—3日。",
        "发13月薪，限24月龄以上。",
        "2026年12月至13月之间。",
        "三四月间，七八月份，十一二月。",
        "农历二月三十日赶集；旧历13月5日不存在。",
        "咸丰三年二月三十日立碑。",
        "民国三年十三月。",
        "为期6个月30日内答复。",
        "3.14月31日",
        "4月31",
        "每天8时至24时开放，历时25时30分返回。",
        "5日24时封存。",
        "10日36时速",
        "由2030年12月提前到2028年6月。",
        "2026年5月—2026年6月，2026年5月1日至2026年4月。",
        "编号12026年13月",
        "施行至八十九年十\n  二月三十一日止。",
        "施行至2026年1\n2月31日止。",
        "月",
        "年月日时",
        "",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026年3月5日（星期五）开幕。", "四"),
        ("2026年3月5日(周五)开幕。", "四"),
        ("2026年3月5日星期日开幕。", "四"),
        ("2026年3月8日（星期一）开幕。", "日"),
    ],
)
def test_a_weekday_of_another_day(text: str, right: str) -> None:
    (hit,) = check(Document(text), {"kind": "weekday"})
    assert hit.fields["right"] == right


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月5日（星期四）开幕。",
        "2026年3月8日（星期天）、2026年3月8日（周日）开幕。",
        "3月5日（星期五）开幕。",
        "2026年3月5日（周五至周日）开幕。",
        "2026年3月5日（周一鸣主持）开幕。",
        "2026年2月30日（星期五）开幕。",
    ],
)
def test_a_weekday_that_is_right_or_cannot_be_told(text: str) -> None:
    assert found(text, "weekday") == []


def test_every_weekday_of_four_years_is_right() -> None:
    day = datetime.date(2024, 1, 1)
    while day.year < 2028:
        text = f"{day.year}年{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"
        assert found(text, "weekday") == []
        day += datetime.timedelta(days=1)


@pytest.mark.parametrize("piece", ["1", "月", "1月", "年1月", "1时", "十", " ", "2026年13月至"])
def test_linear_time(piece: str) -> None:
    document = Document("甲" + piece * (400_000 // len(piece)))
    document.prose  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {}))
