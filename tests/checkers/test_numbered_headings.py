"""Labels at the heads of lines: what is reported where, and what stays silent."""

from __future__ import annotations

import pytest

from planlint.checkers.numbered_headings import check
from planlint.text.document import Document
from planlint.text.enumeration import quotations, series


def found(text: str, **options: str) -> list[tuple[str, str, str]]:
    """(kind, text of the place, variant) of every hit that is on by default."""
    document = Document(text)
    return [
        (kind, document.slice(hit.span).strip(), hit.variant)
        for kind in ("gap", "repeat", "order")
        for hit in check(document, {"labels": "any", **options, "fault": kind})
        if not hit.status
    ]


def lines(*labels: str, words: str = "修好农村公路，方便群众出行。") -> str:
    return "".join(f"{label}{words}\n" for label in labels)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("一、", "二、", "四、", "五、"), ("gap", "四、", "")),
        (("（一）", "（二）", "（四）"), ("gap", "（四）", "")),
        (("(一)", "(二)", "(四)"), ("gap", "(四)", "")),
        (("1.", "2.", "4.", "5."), ("gap", "4.", "")),
        (("１．", "２．", "４．"), ("gap", "４．", "")),
        (("1、", "2、", "4、"), ("gap", "4、", "")),
        (("①", "②", "④"), ("gap", "④", "")),
        (("1.1 ", "1.2 ", "1.4 "), ("gap", "1.4", "")),
        (("## 一、", "## 二、", "## 四、"), ("gap", "四、", "")),
        (("**第一条** ", "**第二条** ", "**第四条** "), ("gap", "第四条", "")),
        (("第一篇 ", "第三篇 ", "第四篇 "), ("gap", "第三篇", "")),
        (("第十条之一 ", "第十条之二 ", "第十条之四 "), ("gap", "第十条之四", "")),
        (("三、", "三、", "五、"), ("repeat", "三、", "")),
        (("三、", "四、", "四、", "五、"), ("repeat", "四、", "")),
        (("三、", "五、", "四、", "六、"), ("order", "五、", "")),
        (("三、", "九、", "五、", "六、"), ("order", "九、", "")),
        (("三、", "五、", "六、", "四、", "七、"), ("order", "四、", "moved")),
    ],
)
def test_one_wrong_number_is_one_report(labels: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    assert found(lines(*labels)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        lines("35.", "36.") + "十一、推进城乡融合\n" + lines("37.", "38."),
        "一、种田\n" + lines("（一）", "（二）") + "二、治水\n" + lines("（一）", "（二）", "（三）") + "三、修路\n" + lines("（一）"),
        "第一章 总则\n" + lines("第一条 ", "第二条 ") + "第二章 管理\n" + lines("第三条 ", "第四条 "),
        lines("第九条 ", "第十条 ", "第十条之一 ", "第十一条 "),
        lines("一、", "二、") + "附件1：道路名单\n" + lines("一、", "二、"),
        lines("一、", "二、") + "附录\n" + lines("五、", "六、"),
        "有关规定如下：\n“一、不得摊派。\n三、不得截留。\n七、不得挪用。”\n" + lines("一、", "二、", "三、"),
        "> 一、不得摊派。\n> 四、不得截留。\n> 五、不得挪用。\n\n" + lines("一、", "二、", "三、"),
        lines("第三条 ", "第十一条 ", "第二十八条 ", "第四十条 ", "第四十一条 "),
        lines("19.", "20.2026年", "21.5+2", "22."),
        lines("1.", "2.", "3.11月", "4."),
        lines("（九）", "（一○）", "（一一）", "（一二）"),
        lines("第 9 條 ", "第 9-1 條 ", "第 10 條 "),
        lines("第一条 ", "第二条 ", "笫三条 ", "第四条 "),
        lines("第一条 ", "第二条 ") + "第三条、第四条（删去）\n" + lines("第五条 ", "第六条 "),
        lines("第一条 ", "第二条 ") + "（略）" + "\n第三条至第五条（删去）\n" + lines("第六条 ", "第七条 "),
        lines("一、", "二、") + "17、18日两天集中检查，随后通报结果。\n" + lines("三、", "四、"),
        lines("（一）", "（二）") + "加强护林工作（\n三）落实巡山制度，及时通报火情。\n" + lines("（四）", "（五）"),
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


def test_a_number_inside_the_paragraph_before_is_glued_not_missing() -> None:
    text = "（一）修好道路；\n（二）管好水库；（三）护好山林；\n（四）办好学校。\n"
    assert found(text) == [("gap", "（三）", "glued")]


def test_a_reference_to_an_item_is_not_the_item() -> None:
    text = "第一条 下列人员免费：\n（一）老人；\n（二）不符合本条第（三）项规定的儿童；\n（四）伤残人员。\n第二条 其他人员收费。\n"
    assert found(text) == [("gap", "（四）", "")]


def test_items_below_a_heading_do_not_stand_for_the_heading_that_is_missing() -> None:
    text = "一、种田\n二、治水\n" + lines("（一）", "（二）", "（三）") + "四、修路\n五、办学\n"
    assert found(text) == [("gap", "四、", "")]


def test_a_list_that_has_lost_its_first_item() -> None:
    items = lines("（一）", "（二）", "（三）")
    text = "".join(f"第{n}条 有下列情形的：\n{items}" for n in "一二三") + "第四条 有下列情形的：\n" + lines("（二）", "（三）")
    assert found(text) == [("gap", "（二）", "first")]


def test_a_chapter_that_is_lost_with_its_articles_is_one_gap() -> None:
    text = "第一章 总则\n" + lines("第一条 ", "第二条 ") + "第三章 附则\n" + lines("第六条 ", "第七条 ")
    assert found(text) == [("gap", "第三章", "")]


def test_a_paragraph_printed_twice_is_no_wrong_number() -> None:
    article = "第二条 村道由所在的村养护，每年汛前检查一次，及时填补坑槽。\n"
    assert found(lines("第一条 ") + article + article + lines("第三条 ")) == []


def test_a_line_broken_in_the_midst_of_a_sentence_begins_no_label() -> None:
    text = lines("一、", "二、") + "各镇要在年底以前把农村公路的养护责任落实到村，并把第\n八、九两个村的经验推广到全县。\n"
    text += lines("三、", "四、")
    assert found(text) == []


def test_headings_and_articles_are_told_apart() -> None:
    law = lines("第一条 ", "第三条 ", "第四条 ")
    plan = lines("一、", "三、", "四、")
    assert found(law, labels="article")
    assert not found(law, labels="heading")
    assert found(plan, labels="heading")
    assert not found(plan, labels="article")


def test_the_message_names_all_that_is_missing_and_the_label_before() -> None:
    document = Document(lines("第 2 條 ", "第 3 條 ", "第 8 條 ", "第 9 條 "))
    (hit,) = check(document, {"fault": "gap", "labels": "any"})
    assert hit.fields["missing"] == {"zh": "第 4 條至第 7 條", "en": "第 4 條 to 第 7 條"}
    assert [document.slice(r.span) for r in hit.related] == ["第 3 條"]


def test_a_quotation_that_never_closes_hides_nothing_behind_the_next_one() -> None:
    document = Document("他说：“修路要紧。\n一、修路\n全县一条心，“村村通”三年完成。\n二、治水\n四、办学\n五、兴业\n")
    assert quotations(document) == ()
    assert [m.value for s in series(document) for m in s.marks] == [1, 2, 4, 5]


def test_a_paragraph_that_begins_with_a_quotation_mark_continues_only_the_one_right_before_it() -> None:
    torn = Document("一、总体要求\n坚持“节水优先。\n二、重点任务\n完善渠系。\n“清河模式”要推广。\n")
    whole = Document("会议指出：\n“一、坚持节水优先。\n“二、完善渠系。”\n会议强调要抓好落实。\n")
    assert quotations(torn) == ()
    assert [whole.slice(span) for span in quotations(whole)] == ["“一、坚持节水优先。\n“二、完善渠系。”"]


def test_an_empty_heading_at_the_end_of_the_text_is_no_annex() -> None:
    assert not found("# 清河市报告\n\n正文一段。\n\n##")
