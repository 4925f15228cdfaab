"""Radicals, private characters, traditional forms and wrong zeros (CHR003, CHR004, CHR006, CHR008)."""

from __future__ import annotations

import pytest

from planlint.checkers.strange_characters import _RADICALS, TRADITIONAL, check
from planlint.hits import Hit
from planlint.text.document import Document
from planlint.text.lexicon import lexicon


def _hits(text: str, kind: str) -> list[Hit]:
    return list(check(Document(text), {"kind": kind}))


def _mended(text: str, kind: str) -> str:
    for edit in sorted((e for h in _hits(text, kind) for e in h.edits), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("修建⽔渠，疏通⻔前河道。", "修建水渠，疏通门前河道。"),
        ("粮、油、⽔、电供应平稳。", "粮、油、水、电供应平稳。"),
        ("落实⻓效机制，守护⻘山。", "落实长效机制，守护青山。"),
        ("减免\uf90a额三万元。", "减免金额三万元。"),
        ("全⼒部署修渠。", "全力部署修渠。"),
        ("\U0002f804等材料备齐。", "你等材料备齐。"),
    ],
)
def test_radicals_and_compatibility_ideographs_become_ideographs(text: str, mended: str) -> None:
    assert _mended(text, "compatibility") == mended


@pytest.mark.parametrize("text", ["讲解⺮字头。", "讲解“⼈”的写法。", "⻊字旁的字。", "归入⼒部。", "山﨑先生到访。", "绿地三万㎡，三十℃。", "水渠与门前河道。"])
def test_no_radical_to_mend(text: str) -> None:
    assert _hits(text, "compatibility") == []


def test_a_radical_that_is_no_character_has_no_edit() -> None:
    (hit,) = _hits("修建⺗渠引水。", "compatibility")
    assert (hit.edits, hit.variant) == ((), "unknown")


def test_a_form_of_names_is_only_suggested() -> None:
    assert [h.safety for h in _hits("上\ufa45拔会长到访，减免\uf90a额。", "compatibility")] == ["suggested", ""]


def test_the_radicals_are_radicals_and_map_to_ideographs() -> None:
    assert all("\u2e80" <= k <= "\u2ef3" and "\u4e00" <= v <= "\u9fff" for k, v in _RADICALS.items())


@pytest.mark.parametrize(
    ("text", "spans"),
    [("面积5\ue0106平方千米。", [(3, 4)]), ("\ue000\ue001修渠\U000f0000引水。", [(0, 2), (4, 5)]), ("修渠引水🌾𠮷。", [])],
)
def test_private_characters(text: str, spans: list[tuple[int, int]]) -> None:
    assert [tuple(h.span) for h in _hits(text, "private")] == spans


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("\uf06c 修渠引水。", "修渠引水。"),
        ("甲。\r\n\u3000\uf06c\t修渠引水。", "甲。\r\n\u3000修渠引水。"),
        ("修\uf06c渠引水。", "修\uf06c渠引水。"),
    ],
)
def test_a_private_bullet_goes(text: str, mended: str) -> None:
    assert _mended(text, "private") == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("修建灌溉水渠，推動农村經济发展，改善生产生活条件。", "修建灌溉水渠，推动农村经济发展，改善生产生活条件。"),
        ("先修渠、後引水，灌溉面积扩大三成。", "先修渠、后引水，灌溉面积扩大三成。"),
    ],
)
def test_lone_traditional_characters(text: str, mended: str) -> None:
    assert _mended(text, "traditional") == mended


@pytest.mark.parametrize(
    "text",
    [
        "乾隆年间的瞭望台，位于乾县。",
        "於先生、王昇、李堃到访参观并座谈。",
        "匾额“廣濟蒼生”一方，现存于市博物馆，供市民免费参观学习。",
        "為促進經濟發展，縣政府應編製年度計畫，報請議會審議。",
        "修渠引水。",
        "",
    ],
)
def test_no_traditional_character_to_mend(text: str) -> None:
    assert _hits(text, "traditional") == []


def test_a_text_with_many_traditional_characters_is_no_simplified_one() -> None:
    few = "修渠引水灌溉农田，推動生产生活条件改善，群众满意。" * 3 + "修渠引水灌溉农田，改善生产生活条件。" * 20
    assert len(_hits(few, "traditional")) == 3
    assert _hits("修渠引水灌溉农田，推動生产生活条件改善，群众满意。" * 40, "traditional") == []


def test_the_table_agrees_with_the_lexicon() -> None:
    assert len(set(TRADITIONAL)) == len(TRADITIONAL)
    assert all(lexicon().simplified(c) not in (c, *TRADITIONAL) for c in TRADITIONAL)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("到二○三○年修渠。", "到二〇三〇年修渠。"),
        ("到二0二六年修渠。", "到二〇二六年修渠。"),
        ("到二零二六年修渠。", "到二〇二六年修渠。"),
        ("到二O二六年修渠。", "到二〇二六年修渠。"),
        ("到2O26年修渠。", "到2026年修渠。"),
        ("二〇二六年，第一○八号文件。", "二〇二六年，第一〇八号文件。"),
    ],
)
def test_wrong_zeros(text: str, mended: str) -> None:
    assert _mended(text, "zero") == mended


@pytest.mark.parametrize(
    "text",
    ["○○县人民政府：", "张○○到庭，李○缺席。", "一百零八年", "零下五度", "O2O业务运行2年。", "12O26年", "二〇二六年", "2026年", "三零二六零年", "年"],
)
def test_no_zero_to_mend(text: str) -> None:
    assert _hits(text, "zero") == []


def test_a_reprint_may_keep_its_circles() -> None:
    assert [h.severity for h in _hits("一九五○年修渠。", "zero")] == ["info"]
    assert {h.severity for h in _hits("一九五○年修渠，二○二六年重修。", "zero")} == {""}


def test_ling_for_zero_is_only_suggested() -> None:
    assert [(h.safety, h.suggestions) for h in _hits("二零二六年", "zero")] == [("suggested", ("二〇二六",))]
