"""Offsets, lines and columns, and what a document works out once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.text.characters import CLEAR, SOLID
from planlint.text.document import Document
from planlint.text.spans import Position, Span

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
PIECES = (
    "加快建设。", "一、", "（一）", "第三条 ", "第二章", "“", "”", "《", "》", "（", "）", "，", "；", "……", "3.5%", "1,000", "10:30",
    "GB/T 1.1",
    "\n", "\n\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85", "\u3000\u3000", " ", "\t", "\u200b", "\ufdd0", "\ufdd1", "\U0002a6d6",
    "# ", "## ", "- ", "* ", "> ", "---\n", "+++\n", "```\n", "~~~\n", "```", "`", "``", "| 甲 | 乙 |\n", "|---|---|\n", "===\n",
    "<!--", "-->", "<!-- x -->", "<b>", "</b>", "<div\n", "**", "__", "~~", "*", "![", "[", "](", ")", "[^1]", "&nbsp;", "title: 规划\n",
    "https://www.gov.cn/a_(b).", "www.gov.cn", "\n%% planlint: off REP001\n", "<!-- planlint: on -->",
    "加强监督检查落实各项任务推进高质量发展取得成效\n",
)  # fmt: skip
MIXED_TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("甲", (0,)),
        ("甲\n乙", (0, 2)),
        ("甲\r\n乙", (0, 3)),
        ("甲\r乙", (0, 2)),
        ("甲\n\r乙", (0, 2, 3)),
        ("甲\r\r\n乙\n", (0, 2, 4, 6)),
        ("甲\u2028乙\u2029丙\x0b丁\x0c戊\x85己\x1c庚", (0,)),
    ],
)
def test_lines_end_at_newlines_and_carriage_returns_only(text: str, starts: tuple[int, ...]) -> None:
    assert Document(text).line_starts == starts


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1, 0)), (1, (1, 2, 1)), (2, (1, 3, 2)), (3, (2, 1, 3)), (4, (2, 2, 4)), (5, (3, 1, 5)), (6, (3, 2, 6))],
)
def test_columns_count_code_points(offset: int, position: tuple[int, int, int]) -> None:
    assert Document("甲\r\n𪛖\n乙").position(offset) == Position(*position)


@given(st.one_of(ANY_TEXT, MIXED_TEXT))
def test_a_position_leads_back_to_its_offset(text: str) -> None:
    document = Document(text)
    for offset in range(len(text) + 1):
        position = document.position(offset)
        assert position.offset == offset == document.line_starts[position.line - 1] + position.column - 1
        assert position.line == len(document.line_starts) or offset < document.line_starts[position.line]


@pytest.mark.parametrize("syntax", ["auto", "markdown", "plain"])
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(ANY_TEXT, MIXED_TEXT))
def test_parts_of_a_document_lie_in_order_inside_it(syntax: str, text: str) -> None:
    document = Document(text, syntax=syntax)
    assert len(document.prose) == len(text)
    assert all(a == b or b in (CLEAR, SOLID) for a, b in zip(text, document.prose, strict=True))
    assert [i for i, c in enumerate(text) if c in "\r\n"] == [i for i, c in enumerate(document.prose) if c in "\r\n"]
    at = 0
    for block in document.blocks:
        assert at <= block.span.start <= block.span.end <= len(text)
        at = block.span.end
    for parts in (document.sentences, document.clauses):
        at, last = 0, 0
        for part in parts:
            around = document.paragraphs[part.paragraph].span
            assert around.start <= part.span.start < part.span.end <= around.end
            assert at <= part.span.start
            assert last <= part.paragraph
            at, last = part.span.end, part.paragraph


@given(MIXED_TEXT)
@settings(deadline=None)
def test_a_wrapped_text_keeps_the_order_of_its_blocks(text: str) -> None:
    document = Document(text + "各级各部门要把思想和行动统一到会议的决策部署上来\n" * 14)
    at = 0
    for block in document.blocks:
        assert at <= block.span.start <= block.span.end <= len(document.text)
        at = block.span.end


def test_work_is_done_once_a_document() -> None:
    calls: list[Document] = []

    def count(document: Document) -> int:
        calls.append(document)
        return len(calls)

    one, two = Document("甲"), Document("甲")
    assert (one.once(count), one.once(count), two.once(count)) == (1, 1, 2)
    assert calls == [one, two]


def test_profile_and_syntax_may_be_set() -> None:
    document = Document("# 甲", profile="law", syntax="plain")
    assert (document.profile, document.syntax, document.prose) == ("law", "plain", "# 甲")
    assert document.slice(Span(2, 3)) == "甲"
