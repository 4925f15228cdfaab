"""Where sentences and clauses end, and where they do not."""

from __future__ import annotations

import pytest
from conftest import bounded
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.text.characters import CLEAR, essence
from planlint.text.document import Document


def _sentences(text: str, syntax: str = "plain") -> list[str]:
    document = Document(text, syntax=syntax)
    return [document.slice(s.span) for s in document.sentences]


def _clauses(text: str) -> list[tuple[str, str]]:
    document = Document(text, syntax="plain")
    return [(document.slice(c.span), c.mark) for c in document.clauses]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("经济平稳。民生改善！还差什么？", ["经济平稳。", "民生改善！", "还差什么？"]),
        ("经济平稳；民生改善。", ["经济平稳；", "民生改善。"]),
        ("还有什么……我们继续。", ["还有什么……", "我们继续。"]),
        ("真的吗？！真的。", ["真的吗？！", "真的。"]),
        ("他说：“要实干。”大家赞成。", ["他说：“要实干。”", "大家赞成。"]),
        ("（详见附件。）下一步要实干。", ["（详见附件。）", "下一步要实干。"]),
        ("他说：“‘要实干。’”大家赞成。", ["他说：“‘要实干。’”", "大家赞成。"]),
        ("学习《要实干！》等文章。", ["学习《要实干！》等文章。"]),
        ("学习《论〈要实干！〉。读后》和《再学。》。完成。", ["学习《论〈要实干！〉。读后》和《再学。》。", "完成。"]),
        ("学习《《甲。》乙。》和丙。", ["学习《《甲。》乙。》和丙。"]),
        ("学习《要实干。大家赞成。", ["学习《要实干。", "大家赞成。"]),
        ("增长3.5%，达到1,000亿元。", ["增长3.5%，达到1,000亿元。"]),
        ("执行GB/T 1.1标准。", ["执行GB/T 1.1标准。"]),
        ("经济平稳.民生改善.", ["经济平稳.", "民生改善."]),
        ("经济平稳. 民生改善;好!对?", ["经济平稳.", "民生改善;", "好!", "对?"]),
        ("经济平稳", ["经济平稳"]),
        ("。。。", []),
        ("　　经济平稳。 \u3000民生改善。", ["经济平稳。", "民生改善。"]),
        ("经济平稳\n民生改善，", ["经济平稳", "民生改善，"]),
        ("经济。𪛖平稳。", ["经济。", "𪛖平稳。"]),
    ],
)
def test_a_sentence_ends_at_its_mark_with_the_closing_ones(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("经济平稳，民生改善；开局良好：成效明显。", [("经济平稳", "，"), ("民生改善", "；"), ("开局良好", "："), ("成效明显", "。")]),
        ("增长3.5%，达到1,000亿元，10:30开会。", [("增长3.5%", "，"), ("达到1,000亿元", "，"), ("10:30开会", "。")]),
        ("经济平稳,民生改善:开局.", [("经济平稳", ","), ("民生改善", ":"), ("开局", ".")]),
        ("一件事——办好。", [("一件事", "—"), ("办好", "。")]),
        ("他说：“实干。”大家赞成", [("他说", "："), ("“实干", "。"), ("大家赞成", "")]),
        ("学习《实干，苦干》，再出发。", [("学习《实干，苦干》", "，"), ("再出发", "。")]),
        ("，，经济平稳。", [("经济平稳", "。")]),
        ("人员、资金、物资到位。", [("人员、资金、物资到位", "。")]),
    ],
)
def test_a_clause_ends_at_commas_too_and_leaves_them_out(text: str, clauses: list[tuple[str, str]]) -> None:
    assert _clauses(text) == clauses


def test_markup_is_no_part_of_a_sentence() -> None:
    text = "**经济平稳。**民生[改善](http://a.cn/x。y)了。`命令。`见上。"
    document = Document(text, syntax="markdown")
    assert [s.key for s in document.sentences] == ["经济平稳", "民生改善了", "见上"]


def test_tables_and_code_hold_no_sentences() -> None:
    assert _sentences("| 甲。 | 乙。 |\n\n```\n丙。\n```\n\n> 丁。\n\n- 戊。\n\n# 己", "markdown") == ["丁。", "戊。", "己"]


def test_a_sentence_knows_its_paragraph() -> None:
    document = Document("报告\n\n甲事。乙事。\n丙事。")
    assert [(s.key, s.paragraph) for s in document.sentences] == [("报告", 0), ("甲事", 1), ("乙事", 1), ("丙事", 2)]
    assert [c.paragraph for c in document.clauses] == [0, 1, 1, 2]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_sentence_of_a_wrapped_text_goes_on_over_the_newline(newline: str) -> None:
    line = "各级各部门要把思想和行动统一到会议的决策部署上来"
    document = Document(newline.join(["报告", *[line] * 14, "确保实效。"]))
    assert [s.key for s in document.sentences] == ["报告", line * 14 + "确保实效"]


@pytest.mark.parametrize("text", ["推动《规划（2025）》落实，见效。" * 60_000, "《" * 300_000, "甲，" * 300_000, "…" * 300_000])
def test_one_long_line_takes_linear_time(text: str) -> None:
    document = Document(text, syntax="plain")
    with bounded():
        assert document.sentences is not None
        assert document.clauses is not None


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from(f"经济12a，。；：！、,.;:!?…—《》“”（）> #*-`\n\r\u3000{CLEAR}"), max_size=60))
def test_the_keys_of_a_text_are_those_of_its_sentences_and_clauses(text: str) -> None:
    document = Document(text)
    for parts in (document.sentences, document.clauses):
        assert parts.keys == [part.key for part in parts] == [essence(document.prose[slice(*part.span)]) for part in parts]
        assert [parts[i] for i in range(len(parts))] == list(parts)
    keys = [essence(document.prose[b.span.start : b.span.end]) for b in document.paragraphs]
    assert ["".join(s.key for s in document.sentences.of(i)) for i in range(len(keys))] == keys


def test_clauses_from_one_index_to_another() -> None:
    document = Document("甲，乙。\n\n……\n\n丙，丁。\n\n戊。\n")
    parts = document.clauses
    every = [parts[at] for at in range(len(parts))]
    for start in range(len(parts)):
        assert document.paragraphs[parts.paragraph(start)].span.start <= every[start].span.start
        for stop in range(start + 1, len(parts) + 1):
            assert list(parts.between(start, stop)) == every[start:stop]


def test_clauses_with_an_enumeration_are_known() -> None:
    document = Document("报告\n\n工业、农业增产；商业增收。修路、《办法、细则。》、架桥。")
    assert [document.slice(span) for span in document.keys.lists] == ["工业、农业增产", "修路、《办法、细则。》、架桥"]
