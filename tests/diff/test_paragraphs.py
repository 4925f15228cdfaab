"""Changes over several paragraphs: what belongs to which paragraph, what came or went as a whole."""

from __future__ import annotations

import pytest

from planlint.diff.changes import Comparison
from planlint.diff.compare import compare
from planlint.text.document import Document

HEAD, TAIL = "第一条 为了规范渡口管理，制定本办法。", "第九条 本办法自公布之日起施行。"
OVERSIGHT = "第四条 渡口所在地的乡镇人民政府负责日常检查；"


def compared(old: str, new: str) -> Comparison:
    return compare(Document(f"{HEAD}\n\n{old}\n\n{TAIL}\n"), Document(f"{HEAD}\n\n{new}\n\n{TAIL}\n"))


def hunks(old: str, new: str) -> list[tuple[str, str]]:
    c = compared(old, new)
    return [(c.old.slice(h.old), c.new.slice(h.new)) for h in c.hunks]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (  # the paragraphs that went leave their full stop behind: it is not what the first one ends with now
            "（一）擅自设立渡口的；\n\n（二）超过定额载客的；\n\n（三）强行解缆开航的。",
            "（一）擅自设立渡口的。",
            [("；", "。"), ("\n\n（二）超过定额载客的；\n\n（三）强行解缆开航的。", "")],
        ),
        (  # the end of one paragraph was rewritten, the next one went
            "渡船应当按期检验，费用由船主承担。\n\n渡工应当穿着统一的服装上岗值班。",
            "渡船应当按期检验，发给合格证书。",
            [("费用由船主承担", "发给合格证书"), ("\n\n渡工应当穿着统一的服装上岗值班。", "")],
        ),
        (  # a paragraph was put between a label and its sentence
            "第三条 渡口的设立应当符合规划。",
            "第三条 渡口管理坚持安全第一。\n\n渡口的设立、迁移应当符合规划。",
            [("", "渡口管理坚持安全第一。\n\n"), ("", "、迁移")],
        ),
        (  # the new article goes with its own label
            "　　二、超过定额的。\n　　三、夜间航行的。",
            "　　二、超过定额的。\n　　三、无证驾驶渡船的。\n　　四、夜间航行的。",
            [("", "　　三、无证驾驶渡船的。\n"), ("三", "四")],
        ),
        (  # the article that went goes with its own label
            "第六条 渡工年满六十五周岁的，不得驾船。\n\n第七条 渡船应当配备救生衣。",
            "第六条 渡船应当配备救生衣。",
            [("第六条 渡工年满六十五周岁的，不得驾船。\n\n", ""), ("第七条", "第六条")],
        ),
        (  # a label and the first word behind it are two changes
            "第五条 办理渡口登记的，应当提交下列材料。",
            "第八条 申请渡口登记的，应当提交下列材料。",
            [("第五条", "第八条"), ("办理", "申请")],
        ),
        (
            "第五条 渡口登记免收费用。",
            "第八条 渡口应当登记，登记机关为乡镇人民政府。渡口登记免收费用。",
            [("第五条", "第八条"), ("", "渡口应当登记，登记机关为乡镇人民政府。")],
        ),
        (  # words that come between two others cut none
            "出版、制作单位应当备案。",
            "出版单位应当备案。",
            [("、制作", "")],
        ),
        (  # what differs little is not replaced as a whole because its line is indented
            "　　一、糖类从价征收百分之三十五。\n　　二、棉纱从价征收百分之五。",
            "　　一、糖类从价征收百分之六十。\n　　二、棉纱从价征收百分之十五。",
            [("百分之三十五", "百分之六十"), ("百分之五", "百分之十五")],
        ),
    ],
)
def test_each_paragraph_keeps_its_own_change(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert hunks(old, new) == expected


def test_paragraphs_that_went_and_others_that_came_in_their_place_are_two_changes() -> None:
    went = "渡工应当熟悉水性。\n\n严禁酒后驾驶渡船。"
    came = "乡镇应当安排补贴经费。\n\n集市日增派检查人员。\n\n遇有大雾时停航。"
    assert hunks(went, came) == [(went, ""), ("", came)]


def test_a_rewritten_article_under_its_old_label_is_one_change_a_paragraph() -> None:
    old = "第七条 渡工应当熟悉水性。\n\n严禁酒后驾驶渡船。"
    new = "第七条 乡镇应当安排补贴经费。\n\n集市日增派检查人员。"
    assert hunks(old, new)[0] == ("渡工应当熟悉水性", "乡镇应当安排补贴经费")


def test_a_formula_of_a_few_words_does_not_move() -> None:
    old = f"理由：本条新增。\n\n{OVERSIGHT}县级人民政府予以督促。\n\n第五条 渡口应当设置标志。"
    new = f"{OVERSIGHT}县级人民政府予以督促。\n\n第五条 渡口应当设置标志。\n\n理由：本条新增。"
    assert compared(old, new).moves == ()


def test_a_label_whose_words_stayed_does_not_move_with_the_paragraph_before_it() -> None:
    moving = "第二条 渡口实行分级管理，具体办法由市交通部门制定。\n\n（一）跨县渡口由市级负责；\n\n"
    rest = "（二）{}渡口由县级负责。\n\n第三条 渡口经营者应当建立安全责任制。\n\n第四条 渡船应当经检验合格，方可投入运营。"
    c = compared(moving + rest.format("县内"), rest.format("本县") + "\n\n" + moving + "（二）其他")
    assert all(not c.old.slice(m.old).rstrip().endswith("（二）") for m in c.moves)


def test_a_sentence_that_left_an_article_does_not_take_its_number_along() -> None:
    sentence = "申请人未能提交原件的，应当提交经公证机构公证的副本，但已经由登记机关核对无误的除外。"
    old = f"第二条 申请人应当提交申请书。{sentence}\n\n第三条 登记机关应当自收到材料之日起七日内办结，并将结果告知申请人和有关部门。\n\n第四条 依照本办法第二条申请的，不收费用。"
    new = f"第二条 申请人应当提交申请书。\n\n第三条 登记机关应当自收到材料之日起七日内办结，并将结果告知申请人和有关部门。\n\n第四条 依照本办法第二条申请的，不收费用。\n\n第五条 {sentence}"
    c = compared(old, new)
    assert len(c.moves) == 1
    assert not c.renumbered
    assert not c.stale_references


def test_a_reference_beside_a_change_was_seen_and_is_not_stale() -> None:
    old = "第二条 渡口应当登记。\n\n第三条 渡船应当检验。\n\n第四条 违反本办法第二条和第三条的，责令改正。"
    inserted = (
        "第二条 渡口应当登记。\n\n第三条 渡工应当持证上岗。\n\n第四条 渡船应当检验。\n\n第五条 违反本办法第二条{}第三条的，责令改正。"
    )
    assert [s.text for s in compared(old, inserted.format("和")).stale_references] == ["第三条"]
    assert not compared(old, inserted.format("至")).stale_references
