"""Numerals both ways, and which lines begin with a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.text.numerals import from_han, label, number, renumbered, to_han, written

values = st.integers(1, 9999)


@given(values)
def test_a_number_survives_the_way_to_chinese_numerals_and_back(value: int) -> None:
    assert from_han(to_han(value)) == value


@given(values)
def test_digits_of_any_width_are_read(value: int) -> None:
    wide = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert number(str(value)) == number(wide) == value


@given(st.integers(1, 999), st.sampled_from(["一、", "（一）", "1.", "1、", "（1）", "1）", "章", "节", "条", "编"]))
def test_a_written_label_is_read_as_what_it_was(value: int, style: str) -> None:
    text = written(style, value)
    found = label(text + "总则")
    assert found is not None
    assert (found.style, found.value, found.length) == (style, value, len(text))


@given(st.integers(1, 50))
def test_circled_numbers_are_read(value: int) -> None:
    found = label(written("①", value) + "总则")
    assert found is not None
    assert found.value == value


@given(values, values)
def test_renumbering_keeps_the_form_and_changes_the_number(value: int, other: int) -> None:
    for style in ("一、", "（一）", "1.", "条"):
        assert renumbered(written(style, value), other) == written(style, other)


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("一百零三", 103), ("廿一", 21), ("二〇二六", 2026), ("一○", 10), ("一一", 11), ("两百", 200), ("", None), ("甲", None)],
)
def test_other_ways_to_write_a_number(text: str, value: int | None) -> None:
    assert from_han(text) == value


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、总体要求", ("一、", 1, ())),
        ("（十二）其他情形", ("（一）", 12, ())),
        ("20.2026年10件实事", ("1.", 20, ())),
        ("21.5+2就业之家", ("1.", 21, ())),
        ("1.2.3 目标", ("1.1", 1, (2, 3))),
        ("第十条之二 禁止攀折", ("条", 10, (2,))),
        ("第 3 條", ("条", 3, ())),
        ("第 12-1 條", ("条", 12, (1,))),
        ("第九條 之一 (許可)", ("条", 9, (1,))),
        ("第三節 罰則", ("节", 3, ())),
        ("③其他", ("①", 3, ())),
    ],
)
def test_labels(line: str, expected: tuple[str, int, tuple[int, ...]]) -> None:
    found = label(line)
    assert found is not None
    assert (found.style, found.value, found.rest) == expected


@pytest.mark.parametrize(
    "line",
    [
        "第六条规定的情形除外", "第三条、第五条所列人员", "第二条所定人员", "第七节相应改为第八节", "第五条修改为：",
        "第五十条之一修正施行前",
        "第二届会议", "3.5亿元", "一、二、三等奖各一名", "三年来", "2026年", "第〇条 总则", "",
    ],
)  # fmt: skip
def test_no_labels(line: str) -> None:
    assert label(line) is None


@pytest.mark.parametrize(
    ("text", "value", "sub", "expected"),
    [
        ("第 5 條", 4, 0, "第 4 條"), ("第十条之三", 10, 2, "第十条之二"), ("第 12-3 條", 12, 2, "第 12-2 條"),
        ("1.3", 2, 0, "1.2"), ("⑤", 4, 0, "④"), ("３．", 12, 0, "１２．"), ("四是", 3, 0, "三是"), ("附则", 3, 0, "附则"),
    ],
)  # fmt: skip
def test_renumbered(text: str, value: int, sub: int, expected: str) -> None:
    assert renumbered(text, value, sub) == expected


@pytest.mark.parametrize("value", [0, -1, 10000])
def test_numbers_without_a_numeral_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        to_han(value)
