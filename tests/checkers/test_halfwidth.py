"""Half-width punctuation in Chinese prose (PUN004)."""

from __future__ import annotations

import pytest

from planlint.checkers.halfwidth import check
from planlint.text.document import Document


def marks(text: str) -> str:
    return "".join(str(hit.fields["mark"]) for hit in check(Document(text), {}))


def mended(text: str) -> str:
    edits = sorted((e for hit in check(Document(text), {}) for e in hit.edits), reverse=True)
    for (start, end), new in edits:
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修渠引水,稳住收成，增加收入。", ","),
        ("修渠引水;稳住收成，增加收入。", ";"),
        ("应当遵守下列规定:\n\n（一）按期上报。", ":"),
        ("路修通了吗?修通了!大家都很高兴。", "?!"),
        ("修渠引水稳住收成.增加收入靠产业。", "."),
        ("擦亮“早市”,做优“夜市”，方便群众。", ","),
        ("到2031年,建成泵站十二座。", ","),
        ("完善 GDP 核算,健全 R&D 统计,提高质量。", ",,"),
        ("修渠引水,降低颗粒物(PM<sub>2.5</sub>)浓度,稳住收成(含复种)。", ",,()()"),
    ],
)
def test_found(text: str, expected: str) -> None:
    assert sorted(marks(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "投资12,300万元，8:30开放，比例为1:500，增长3.5%。",
        "违反第(一)项的，责令改正(可以并处罚款)。",
        "来源: 某市水务局\n\n泵站建设进展顺利。",
        "(更新时间戳: 1738846771082)\n\n泵站建设进展顺利。",
        "> 引用條文: 水利法 第三條、第五條\n\n泵站建設進展順利。",
        "原文为 Keep records, review them; publish results. 各地参照。",
        "详见 https://example.org/a,b;c 的说明。",
        "约有一,○四七人，另有二,三〇〇人。",
        "| 名称,类别 | 数量:个 |\n| --- | --- |\n| 泵站,大型 | 十二 |",
        "译者约翰.史密斯.马丁到会。",
        "一.总体要求\n\n坚持节水优先。",
        "[3] 张三. 灌区研究[J]. 水利学报, 2031(3): 12-15.",
        "种粮食、栽果树...各有门路。",
        "示例 `甲,乙;丙:丁` **不改**。",
    ],
)
def test_left_alone(text: str) -> None:
    assert marks(text) == ""


def test_half_width_brackets_are_odd_among_many_full_width_ones() -> None:
    wide = "泵站（大型）、水闸（中型）、渠道（支渠）、堤防（海堤）、水库（小型）"
    assert marks(f"建设{wide}和管道(支管)，分期实施。") == "()"
    assert marks("建设泵站（大型）和管道(支管)，分期实施。") == ""


def test_mend_takes_the_blank_that_stood_for_the_width() -> None:
    assert mended("修渠引水, 稳住收成;增加收入(含复种),都有办法. ") == "修渠引水，稳住收成；增加收入（含复种），都有办法。 "


def test_the_place_takes_in_the_character_behind_the_mark() -> None:
    document = Document("修渠引水,稳住收成，增加收入。")
    assert [document.slice(hit.span) for hit in check(document, {})] == [",稳"]
