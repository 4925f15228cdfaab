"""Unpaired quotation marks, brackets and title marks (PUN001, PUN002, PUN003)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.pairs import check
from planlint.hits import Hit
from planlint.text.document import Document


def hits(text: str, family: str) -> list[Hit]:
    return list(check(Document(text), {"family": family}))


def found(text: str, family: str) -> list[tuple[str, str]]:
    return [(hit.variant, text[hit.span.start : hit.span.end]) for hit in hits(text, family)]


def mended(text: str, family: str) -> str:
    edits = sorted((e for hit in hits(text, family) for e in hit.edits), reverse=True)
    for (start, end), new in edits:
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("推广“码上办服务，方便群众。", "quote", [("unclosed", "“")]),
        ("推广码上办”服务，方便群众。", "quote", [("unopened", "”")]),
        ("推广“甲服务，办好“乙”实事，做优“丙”品牌。", "quote", [("unclosed", "“")]),
        ("推广”码上办“服务，方便群众。", "quote", [("reversed", "”码上办“")]),
        ("推广“码上办“服务，做优“丙”品牌。", "quote", [("second-turned", "“码上办“")]),
        ("推广”码上办”服务，做优“丙”品牌。", "quote", [("first-turned", "”码上办”")]),
        ("擦亮“湖城‘早市”品牌，方便群众。", "quote", [("unclosed", "‘")]),
        ("擦亮“湖城“早”市”品牌，方便群众。", "quote", [("nested", "“早”")]),
        ("新建泵站（含改建十二座。", "bracket", [("unclosed", "（")]),
        ("新建泵站含改建）十二座。", "bracket", [("unopened", "）")]),
        ("新建泵站（含改建)十二座。", "bracket", [("mixed", "（含改建)")]),
        ("印发市政〔2031】8号文件。", "bracket", [("mismatched", "〔2031】")]),
        ("落实《河长制办法，逐级压实责任。", "title", [("unclosed", "《")]),
        ("落实河长制办法》，逐级压实责任。", "title", [("unopened", "》")]),
        ("通过《关于修改《河长制办法》的决定》。", "title", [("nested", "《河长制办法》")]),
    ],
)
def test_fault(text: str, family: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, family) == expected


@pytest.mark.parametrize(
    "text",
    [
        "他说：\n\n“先把路修通。\n\n“再把水引来。\n\n“最后把人留住。”\n\n大家鼓掌。",
        "修改为：“河长每月巡河两次。\n\n巡河应当记录。”",
        "（2011年3月1日公布\n\n2019年5月6日修正）\n\n第一条 为了规范管理，制定本办法。",
        "2011年3月1日公布\n\n2019年5月6日《关于修改部分规章的决定》第二次修正）\n\n第一条 为了规范管理，制定本办法。",
        "任务有三：1）摸底；2）立账；a）销号。",
        "取值在(0,1]和[2,3)之间，结果见图 :) 。",
        "评级机构 Moody’s 上调评级，’25 年不变。",
        "》》点击进入专题，查看全文。",
        "通过《关于修改<某省实施《河长制办法》细则>的决定》。",
        "一）摸底调查\n\n二）建立台账\n\n三）逐项销号",
        "推行“拍照\n\n即办”改革，方便群众。",
        "诉状主张其“已经修好水渠，按期通水。\n\n其余各段次年完工。”对此双方没有争议。",
        "`（` 与 ``“`` 是代码里的记号，**不算**。",
    ],
)
def test_nothing_is_wrong(text: str) -> None:
    assert [found(text, family) for family in ("quote", "bracket", "title")] == [[], [], []]


def test_a_mark_left_open_in_a_finished_paragraph_is_not_closed_by_the_next() -> None:
    text = "推广“码上办服务，方便群众。\n\n做优一站式”窗口，减少跑动。"
    assert found(text, "quote") == [("unclosed", "“"), ("unopened", "”")]


def test_a_quotation_of_several_paragraphs_that_nobody_closes_is_one_fault() -> None:
    text = "他说：\n\n“先把路修通。\n\n“再把水引来。\n\n大家鼓掌。"
    assert [(hit.variant, hit.span.start) for hit in hits(text, "quote")] == [("unclosed", text.rindex("“"))]


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("推广“码上办服务，方便群众。", "quote", "推广“码上办服务，方便群众。"),
        ("推广“码上办”，做优“码上办服务，方便群众。", "quote", "推广“码上办”，做优“码上办”服务，方便群众。"),
        ("推广“码上办”和“码上办服务”，做优“码上办服务点，方便群众。", "quote", "推广“码上办”和“码上办服务”，做优“码上办服务”点，方便群众。"),
        ("推广“码上办”，做优码上办”服务，方便群众。", "quote", "推广“码上办”，做优“码上办”服务，方便群众。"),
        ("依《河长制办法》，河长制办法》第二条。", "title", "依《河长制办法》，《河长制办法》第二条。"),
        ("依《河长制办法，巡河两次。", "title", "依《河长制办法》，巡河两次。"),
        ("依《河长制办法实施以来各地巡河的情况，巡河两次。", "title", "依《河长制办法实施以来各地巡河的情况，巡河两次。"),
        ("年报（试行）印发，月报试行）作废。", "bracket", "年报（试行）印发，月报（试行）作废。"),
        ("年报（试行）印发，月报(试行作废。", "bracket", "年报（试行）印发，月报(试行)作废。"),
        ("推广”码上办“服务，方便群众。", "quote", "推广“码上办”服务，方便群众。"),
        ("新建泵站（含改建)十二座。", "bracket", "新建泵站（含改建）十二座。"),
        ("第(一)项、第(二）项、第(三)项、第(四)项。", "bracket", "第(一)项、第(二)项、第(三)项、第(四)项。"),
        ("通过《关于修改《河长制办法》的决定》。", "title", "通过《关于修改〈河长制办法〉的决定》。"),
        ("推广码上办”服务，方便群众。", "quote", "推广码上办”服务，方便群众。"),
    ],
)
def test_mend(text: str, family: str, expected: str) -> None:
    assert mended(text, family) == expected


def test_every_note_with_the_same_fault_is_one_report() -> None:
    text = "[1]〕 指西渠水库。\n\n[2]〕 指东渠水库。\n\n各乡镇）按期上报。"
    assert [hit.cluster for hit in hits(text, "bracket")] == ["〕", "〕", None]


def test_a_wrapped_text_is_paired_by_paragraphs() -> None:
    line = "全市坚持节水优先的方针持续推进灌区改造与管网更新工程"
    text = "\n".join([line] * 14 + ["推广“" + line[:-2], "码上办”服务，方便群众。"])
    document = Document(text)
    assert document.wrapped
    assert not list(check(document, {"family": "quote"}))


@pytest.mark.parametrize(
    "text",
    [
        "（清河" * 2_000 + "清河)" * 400_000,  # one pair after the other is of two widths
        "（清河）" + "清河(清河）" * 300_000,
        "2026年清河市人大通过） " * 60_000,
        "清河市“防汛\n\n" * 100_000,
        "".join(f"“清河{chr(0x4E00 + n)}”“清河" for n in range(20_000)) * 5,
    ],
)
@pytest.mark.parametrize("family", ["quote", "bracket"])
def test_linear_time(text: str, family: str) -> None:
    document = Document(text, syntax="plain")
    with bounded():
        list(check(document, {"family": family}))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("清河“防汛办”说明，由“防汛办牵头。", "清河“防汛办”说明，由“防汛办”牵头。"),
        ("清河“防汛办公室”和“防汛办”说明，由“防汛办公室牵头。", "清河“防汛办公室”和“防汛办”说明，由“防汛办公室”牵头。"),
        ("清河“防汛办”和“市防汛办”说明，由市防汛办”牵头。", "清河“防汛办”和“市防汛办”说明，由“市防汛办”牵头。"),
        ("清河“防汛办公室”说明，由“防汛", None),  # what is known is longer than what is left
        ("办”说明，清河“防汛办”牵头。", None),
    ],
)
def test_the_longest_words_that_are_known_between_both_marks(text: str, fixed: str | None) -> None:
    (hit,) = check(Document(text), {"family": "quote"})
    assert [text[: e.span.start] + e.text + text[e.span.end :] for e in hit.edits] == ([] if fixed is None else [fixed])
