"""Broken paragraphs and lines that begin with a point (EXT001, EXT010)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.broken_paragraphs import check
from planlint.text.document import Document


def breaks(text: str) -> list[str]:
    document = Document(text)
    return [document.slice(hit.span) for hit in check(document, {"kind": "break"})]


PROSE = "全市规模以上工业企业研发投入逐年增长，创新平台不断增多，高新技术企业数量居全省前列。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("完善财政投入机制，引导社会资", "本参与冷链物流和粮食仓储建设，健全投入体系。"),
        ("要坚持把实体经济作为着力点，巩", "固壮大制造业根基，推动优势产业延链补链。"),
        ("推行“一网通办”改革，在各区设立“工匠精", "神宣讲团”，讲好劳模故事。"),
        ("优化营商环境，落实减税降费政策，", "健全政企沟通机制，为企业纾困解难。"),
        ("改造老旧小区十二个、加装电梯一百部、", "新建口袋公园二十处，城市面貌明显改善。"),
        (PROSE + "下一步要统筹", "义务教育优质均衡发展、学前教育普惠发展，办好特殊教育。"),
        ("落实《清河市湿地保", "护条例》，划定湿地保护红线。"),
        ("（四）对擅自改变房屋用途，情节严重或", "者拒不改正的，依法予以处罚，并向社会公布。"),
        ("第九条 县级以上人民政府应当将社区矫正工作经费列入本级预算，并根据需要逐", "步增长，保障工作开展。"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
def test_a_sentence_torn_in_two(before: str, after: str, gap: str) -> None:
    assert breaks(f"{PROSE}{gap}{before}{gap}{after}{gap}{PROSE}") == [f"{before[-1]}{gap}{after[0]}"]


def test_a_label_that_heads_paragraphs_heads_no_title() -> None:
    items = [f"（{n}）{PROSE}" for n in "一二三四"]
    torn = "（五）完善三级养老服务网络，向中度\n\n以上失能老年人发放补贴，建成家庭养老床位。"
    assert breaks("\n\n".join([*items, torn])) == ["度\n\n以"]
    assert breaks("\n\n".join(["（一）完善养老服务网络，建设友好社区", PROSE, "（二）健全托育体系，办好实事", PROSE])) == []


@pytest.mark.parametrize(
    "text",
    [
        f"坚持创新驱动 建设科技强市\n\n{PROSE}",
        f"一、聚焦实体经济，建设现代产业体系\n\n{PROSE}",
        f"**二、推进乡村全面振兴**\n\n{PROSE}",
        f"{PROSE}\n\n清河市人民政府\n\n2026年3月1日",
        f"各位代表：\n\n{PROSE}",
        f"图为市民在新建的湿地公园散步 记者 林远 摄\n\n{PROSE}",
        f"主要任务如下\n\n1. 建设污水处理厂\n\n2. 改造供水管网\n\n3. 建设再生水厂\n\n{PROSE}",
        f"{PROSE}\n\n——产业结构持续优化。{PROSE}",
        f"（2024年6月28日清河市第七届人民代表大会常务委员会第三次会议通过）\n\n第一条 {PROSE}",
        f"<!-- 说明 -->\n\n{PROSE}\n\n| 指标 | 单位 |\n|---|---|\n| 粮食产量 | 万吨 |\n\n{PROSE}",
        "A sentence in English goes on,\nfrom one line to the next, and\nnobody minds where a line of it ends.",
        "千里江河入画来，\n万家灯火映楼台。\n" * 10,
    ],
)
def test_what_ends_without_a_full_stop_by_custom(text: str) -> None:
    assert breaks(text) == []


def test_a_wrapped_text_has_no_paragraphs_to_break() -> None:
    line = "全市规模以上工业企业研发投入逐年增长创新平台不断增多高新技术企业数"
    assert breaks("\n".join([line] * 30)) == []


def test_the_edit_joins_the_halves_and_the_reach_covers_the_torn_pair() -> None:
    document = Document(f"{PROSE}\n\n设立“工匠精\n\n神宣讲团”，讲好劳模故事。")
    (hit,) = check(document, {"kind": "break"})
    (edit,) = hit.edits
    assert document.text[: edit.span.start] + edit.text + document.text[edit.span.end :] == f"{PROSE}\n\n设立“工匠精神宣讲团”，讲好劳模故事。"
    assert hit.reach is not None
    assert document.slice(hit.reach) == "“工匠精\n\n神宣讲团”"
    assert hit.safety == "suggested" or hit.safety == ""


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (f"{PROSE}\n，同比有所增长。", ["，"]),
        (f"{PROSE}\n\n”《清河市志》记载了这段历史。", ["”"]),
        (f"{PROSE}\n\n——又一段。", []),
        (f"{PROSE}\n\n“引语”开头。", []),
        ("》》 专题报道\n\n" + PROSE, []),
        (f"{PROSE}\n\n……未完待续。", []),
    ],
)
def test_a_line_that_begins_with_a_closing_mark(text: str, marks: list[str]) -> None:
    document = Document(text)
    assert [document.slice(hit.span) for hit in check(document, {"kind": "line-start"})] == marks


def test_linear_time() -> None:
    document = Document("清河市防汛工作要点，\n\n" * 100_000)
    with bounded():
        list(check(document, {}))
