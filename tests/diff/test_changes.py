"""Changes as a reader names them: what is one hunk, of which class, and what is no hunk at all."""

from __future__ import annotations

import pytest

from planlint.diff.changes import Comparison
from planlint.diff.compare import compare
from planlint.text.document import Document


def compared(old: str, new: str) -> Comparison:
    return compare(Document(old), Document(new))


def hunks(old: str, new: str) -> list[tuple[str, str, str]]:
    c = compared(old, new)
    return [(h.kind, c.old.slice(h.old), c.new.slice(h.new)) for h in c.hunks]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # white space and breaks
        ("优化布局，统筹推进。", "优化布局， 统筹推进。", ("space", "", " ")),
        ("深化改\n革开放。", "深化改革开放。", ("break", "\n", "")),
        ("甲方负责。\r\n乙方配合。", "甲方负责。\n乙方配合。", ("break", "\r\n", "\n")),
        # form alone
        ("增长 5％左右", "增长 5%左右", ("width", "5％", "5%")),
        ("（一）甲（乙）丙", "（一）甲(乙)丙", ("width", "（乙）", "(乙)")),
        ("他说，可以。", "他说：可以。", ("punctuation", "，", "：")),
        ("坚持绿色发展理念", "坚持**绿色发展**理念", ("punctuation", "绿色发展", "**绿色发展**")),
        ("今后的工作", "今後的工作", ("script", "今后", "今後")),
        ("台湾地区", "臺灣地區", ("script", "台湾地区", "臺灣地區")),
        # figures
        ("到2030年建成", "到2035年建成", ("number", "2030年", "2035年")),
        ("自2024年3月1日起施行", "自2025年4月1日起施行", ("number", "2024年3月1日", "2025年4月1日")),
        ("处三万元罚款", "处五万元罚款", ("number", "三万元", "五万元")),
        ("占百分之二点五以上", "占百分之四以上", ("number", "百分之二点五", "百分之四")),
        ("增长7.5%以上", "增长7.8%以上", ("number", "7.5%", "7.8%")),
        ("投资1,200万元", "投资1,300万元", ("number", "1,200万元", "1,300万元")),
        # wording: whole words, whole titles
        ("推动高质量发展取得成效", "推动高质量增长取得成效", ("text", "发展", "增长")),
        ("根据《土地管理法》制定本条例", "根据《土地管理法实施条例》制定本条例", ("text", "《土地管理法》", "《土地管理法实施条例》")),
        ("加强GDP核算", "加强GNP核算", ("text", "GDP", "GNP")),
        ("保障民生。", "保障和改善民生。", ("text", "", "和改善")),
    ],
)
def test_one_change_is_one_hunk_of_its_class(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert hunks(old, new) == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第一产业增长。", "第三产业增长。"),
        ("进一步加强。", "更加加强。"),
    ],
)
def test_numerals_in_words_are_no_numbering(old: str, new: str) -> None:
    assert "numbering" not in compared(old, new).by_class


LAW = (
    "第一条 为了规范公园管理，制定本条例。\n\n第二条 本市行政区域内的公园适用本条例。\n\n第三条 市园林部门负责公园的监督管理。\n\n"
    "第四条 公园应当免费开放。\n\n第五条 违反本条例第四条规定的，责令改正。\n\n第六条 依照《城市绿化条例》第四条执行。\n"
)


def _renumbered_law() -> str:
    after = LAW.replace("第六条", "第七条").replace("第五条", "第六条").replace("\n第四条", "\n第五条")
    return after.replace("\n\n第五条", "\n\n第四条 鼓励社会力量参与公园建设。\n\n第五条", 1)


def test_a_new_article_is_one_insertion_and_one_run_of_numbers() -> None:
    c = compared(LAW, _renumbered_law())
    assert c.by_class == {"text": 1, "numbering": 3}
    assert [(r.kind, r.old, r.new, r.shift) for r in c.renumbered] == [("条", (4, 6), (5, 7), 1)]
    inserted = next(h for h in c.hunks if h.kind == "text")
    assert c.new.slice(inserted.new) == "第四条 鼓励社会力量参与公园建设。\n\n"


def test_a_reference_left_behind_is_stale_one_to_another_law_is_not() -> None:
    c = compared(LAW, _renumbered_law())
    assert [(s.text, s.should_be) for s in c.stale_references] == [("第四条", "第五条")]
    assert c.new.text[c.stale_references[0].new.start - 3 :].startswith("本条例第四条规定")


def test_a_reference_that_followed_its_target_is_numbering() -> None:
    after = _renumbered_law().replace("本条例第四条规定", "本条例第五条规定")
    c = compared(LAW, after)
    assert c.by_class == {"text": 1, "numbering": 4}
    assert not c.stale_references


ONE = "加强基层党组织建设，提高组织力。"
TWO = "完善应急物资储备体系，确保反应迅速。"
THREE = "推动城乡融合，缩小收入差距和公共服务差距。"


def test_a_moved_paragraph_is_a_move_and_no_hunk() -> None:
    c = compared(f"{ONE}\n\n{TWO}\n\n{THREE}\n", f"{TWO}\n\n{THREE}\n\n{ONE}\n")
    assert [(c.old.slice(m.old), m.similarity) for m in c.moves] == [(ONE, 1.0)]
    assert c.hunks == ()
    assert (c.moved, c.deleted, c.inserted) == (len(ONE), 2, 2)


def test_an_edit_on_the_way_is_a_hunk_inside_the_move() -> None:
    edited = ONE.replace("提高", "增强")
    c = compared(f"{ONE}\n\n{TWO}\n\n{THREE}{THREE[::-1]}\n", f"{TWO}\n\n{THREE}{THREE[::-1]}\n\n{edited}\n")
    assert len(c.moves) == 1
    assert 0.7 < c.moves[0].similarity < 1
    assert [(c.old.slice(h.old), c.new.slice(h.new)) for h in c.hunks] == [("提高", "增强")]
    assert c.moves[0].old.start <= c.hunks[0].old.start < c.hunks[0].old.end <= c.moves[0].old.end


def test_an_edit_beside_a_moved_sentence_is_still_shown() -> None:
    c = compared(f"{ONE}\n\n{TWO}\n\n{THREE}新增甲乙。\n", f"{TWO}\n\n{THREE}另有丙丁。{ONE}\n")
    assert len(c.moves) == 1
    assert any("甲乙" in c.old.slice(h.old) for h in c.hunks)
    assert any("丙丁" in c.new.slice(h.new) for h in c.hunks)


def test_a_sentence_that_stands_twice_is_never_guessed_to_have_moved() -> None:
    assert compared(f"{ONE}\n{TWO}\n{ONE}\n{THREE}\n", f"{TWO}\n{ONE}\n{THREE}\n").moves == ()


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n", "\r"])
def test_a_split_and_its_merge_are_one_break_and_one_relation(between: str) -> None:
    whole, parts = f"{THREE}\n{ONE}{TWO}\n", f"{THREE}\n{ONE}{between}{TWO}\n"
    split, merge = compared(whole, parts), compared(parts, whole)
    assert [h.kind for h in split.hunks] == [h.kind for h in merge.hunks] == ["break"]
    assert [(r.relation, r.old, r.new) for r in split.blocks] == [("split", (1,), (1, 2))]
    assert [(r.relation, r.old, r.new) for r in merge.blocks] == [("merge", (1, 2), (1,))]


def test_a_split_beside_an_edit_stays_a_break() -> None:
    kinds = [h[0] for h in hunks(f"{ONE}{TWO}\n", f"{ONE.replace('组织力', '战斗力')}\n\n{TWO}\n")]
    assert sorted(kinds) == ["break", "text"]


def test_a_paragraph_rewritten_as_a_whole_is_one_hunk() -> None:
    old = f"{ONE}\n\n全社会都应当尊重劳动、尊重知识、尊重人才。\n\n{TWO}\n"
    new = f"{ONE}\n\n区人民政府应当加强领导，将这项工作纳入规划。\n\n{TWO}\n"
    assert len(hunks(old, new)) == 1


def test_the_section_is_that_of_the_new_text() -> None:
    c = compared("# 总纲\n\n## 一、目标\n\n建成强市。\n", "# 总纲\n\n## 二、目标\n\n建成大市。\n")
    assert c.hunks[-1].section == ("总纲", "二、目标")


def test_texts_with_nothing_in_common_end_in_a_clear_result() -> None:
    c = compared("甲乙丙丁。" * 3, "abcdefg." * 3)
    assert [o.op for o in c.ops] == ["replace"]
    assert (c.similarity, len(c.hunks)) == (0.0, 1)


def test_a_null_character_is_a_character() -> None:
    assert hunks("加快\x00建设", "加快建设")[0][0] in ("text", "punctuation")


def test_terms_that_are_replaced_alike_elsewhere_stay_changes_of_their_own() -> None:
    lines = "县民政局对{0}家庭按月发放生活补助，并在村务公开栏公布名单。\n{0}家庭看病就医的，由县医疗保障局减免个人自付费用。\n县应急管理局对{0}家庭、{1}户发放过冬物资。\n"
    old, new = lines.format("最低生活保障边缘", "刚性支出困难"), lines.format("低收入困难", "支出型贫困")
    term = ("text", "最低生活保障边缘", "低收入困难")
    assert hunks(old, new) == [term, term, term, ("text", "刚性支出困难户", "支出型贫困户")]


def test_changes_on_both_sides_of_a_full_stop_are_two() -> None:
    old, new = "由业主共同决定。违反规定停车的，责令改正。", "经过半数的业主书面同意。违反规定，未按照规定停车的，责令改正。"
    assert [(x, y) for _, x, y in hunks(old, new)] == [("由业主共同决定", "经过半数的业主书面同意"), ("", "，未按照规定")]


def test_what_stays_beside_a_move_is_no_change() -> None:
    old = "第三条 加强基层治理体系建设；全年粮食产量稳定在六百万吨以上。坚持稳中求进的工作总基调。"
    new = "第三条 第三条 坚持稳中求进的工作总基调。坚持稳中求进的工作总基调。加强基层治理体系建设；"
    assert compared(old, new).ops[0].op == "equal"


def test_without_moves_what_moved_was_deleted_and_inserted() -> None:
    old = "一、加强水利建设，保障粮食安全。\n二、发展现代农业，培育两个集群。\n三、改善人居环境，建设美丽乡村。\n"
    new = "二、发展现代农业，培育两个集群。\n三、改善人居环境，建设美丽乡村。\n一、加强水利建设，保障粮食安全。\n"
    whole = compared(old, new)
    plain = whole.without_moves()
    moved = {whole.old.slice(m.old) for m in whole.moves}
    assert moved
    assert plain.moves == ()
    assert {plain.old.slice(h.old) for h in plain.hunks if h.new.start == h.new.end} >= moved
    assert {plain.new.slice(h.new) for h in plain.hunks if h.old.start == h.old.end} >= moved
    assert (plain.deleted, plain.inserted) == (whole.deleted + whole.moved, whole.inserted + whole.moved)
