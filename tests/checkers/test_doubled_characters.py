"""Doubled characters: slips are found, junctions of words and reduplications are let through."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.checkers.doubled_characters import Pair, check, log_odds, most_gain, most_odds, word_features
from planlint.hits import Hit
from planlint.text.document import Document
from planlint.text.lexicon import lexicon


def hits(text: str, **options: Any) -> list[Hit]:
    return list(check(Document(text), options))


def firm(text: str, **options: Any) -> list[str]:
    return [text[hit.span.start : hit.span.end] for hit in hits(text, **options) if not hit.status]


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("坚持党建统领，构建思想引领大局局", "局局"),
        ("做实紧密型区县医医共体，方便群众看病。", "医医"),
        ("各级各部门要认真贯彻彻落实会议精神。", "彻彻"),
        ("持续优化营商商环境，激发市场活力。", "商商"),
        ("新建保障性住房房两千套。", "房房"),
        ("推动产业转型升升级，培育新的增长点。", "升升"),
        ("县级以上人民政府应应当加强组织领导。", "应应"),
        ("加强生态环境境保护，守住耕地红线。", "境境"),
        ("完善基础设施施建设。", "施施"),
        ("对违反规定的单位依法给予行政处处罚。", "处处"),
        ("全面推进乡村振兴兴，促进农民增收。", "兴兴"),
        ("深化科技体制改改革，提高创新能力。", "改改"),
        ("本条例自公布之日日起施行。", "日日"),
        ("落实安全生产责责任制。", "责责"),
        ("进一步提高公共服务务水平", "务务"),
        ("稳步扩大制度型开放放。", "放放"),
        ("健全社会保保障体系。", "保保"),
        ("加快推推推进重点项目建设。", "推推推"),
    ],
)
def test_slips(text: str, doubled: str) -> None:
    assert firm(text) == [doubled]


@pytest.mark.parametrize(
    "text",
    [
        "加快建成成渝中线高铁。",
        "健全全域统筹的应急机制。",
        "发展全过程人民民主。",
        "加强食品安全全链条监管。",
        "依照法律、法规规定执行。",
        "完善法规规章。",
        "发挥政协协商作用。",
        "支持行业协会商会发展。",
        "落实党中央重要要求。",
        "“十五五”时期",
        "构建共建共治共享格局。",
        "开展周周有活动、月月有主题的文化惠民行动。",
        "奥运会延续届届见金。",
        "确保项项有着落。",
        "一台台设备正高速运转。",
        "条条大路通山乡。",
        "实现市市通高铁。",
        "家家户户喜气洋洋。",
        "一八八四年",
        "解放思想，实事求是是我们党的思想路线。",
        "建设超超临界机组。",
        "近三年年均增速较快。",
        "当事人可以以书面形式提出。",
        "中华人民共和国国务院公布。",
        "召开全体委员会会议。",
        "由常务委员会会议决定。",
        "推动经济发展展现新气象。",
        "人人参与、人人尽责。",
        "常常深入基层，渐渐形成机制。",
        "各方方面面都要考虑周全。",
        "推进推进再推进。",
        "〇〇〇一号",
        "红四军第三师师长到会讲话。",
        "省委委员和省政协委员列席会议。",
        "共产党党员要带头执行。",
        "",
        "没有相同的字。",
    ],
)
def test_natural_pairs(text: str) -> None:
    assert firm(text) == []


def test_a_hit_says_where_and_how_to_mend_it() -> None:
    text = "持续优化营商商环境，激发市场活力。"
    (hit,) = hits(text)
    assert hit.fields["char"] == "商"
    assert hit.fields["text"] == str(hit.fields["single"]).replace("商", "商商")
    assert hit.suggestions == (hit.fields["single"],)
    (edit,) = hit.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == "持续优化营商环境，激发市场活力。"


def test_three_are_mended_to_one() -> None:
    text = "加快推推推进重点项目建设。"
    (hit,) = hits(text)
    gone = {edit.span.start for edit in hit.edits}
    assert "".join(char for at, char in enumerate(text) if at not in gone) == "加快推进重点项目建设。"


def test_markup_between_is_looked_through() -> None:
    (hit,) = hits("完善基础设**施**施建设。")
    assert hit.span == (7, 11)
    assert [edit.span for edit in hit.edits] == [(10, 11)]


def test_code_between_is_not() -> None:
    assert hits("完善**基础**设施`代码`施建设。") == []


def test_allowed_words() -> None:
    text = "做实紧密型区县医医共体，方便群众看病。"
    assert firm(text, allow=["医医共体"]) == []
    assert firm(text, allow=["别的词"]) == ["医医"]


def test_thresholds() -> None:
    text = "持续优化营商商环境，激发市场活力。"
    assert firm(text, threshold=100) == []
    assert [hit.status for hit in hits(text, threshold=100)] == ["preview"]
    assert hits(text, **{"threshold": 100, "preview-threshold": 100}) == []


def test_what_stands_twice_in_the_document_is_no_slip() -> None:
    once = "新区引进和和美网络公司。"
    assert len(firm(once * 3)) <= len(firm(once))


def test_traditional_script_is_read() -> None:
    assert firm("主管機關應定期檢查設備備，並公告檢查結果。") == ["備備"]
    assert firm("依法律規定定之。違反法規規定者，處罰鍰。") == []


@settings(deadline=None)
@given(st.text(st.sampled_from("人民政府工作年大局的了发展"), max_size=6), st.sampled_from("人民局的展"), st.text(st.sampled_from("人民政府工作年大局的了发展"), max_size=6))
def test_the_bound_on_the_odds_holds(left: str, char: str, right: str) -> None:
    words, pair = lexicon(), Pair(left, char, right, False)
    assert most_gain(words, pair) >= word_features(words, pair)["gain"]
    assert most_odds(words, pair) >= log_odds(words, pair)
