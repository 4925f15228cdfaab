"""Bold that is not rendered (STR010) and bold lines that stand for headings (STR003)."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planlint.checkers.bold import check, literal, runs
from planlint.text.document import Document
from planlint.text.spans import Span


def mended(text: str, kind: str) -> str:
    edits = sorted((e for hit in check(Document(text, syntax="markdown"), {"kind": kind}) for e in hit.edits), reverse=True)
    for (start, end), new in edits:
        text = text[:start] + new + text[end:]
    return text


def stars(text: str) -> int:
    """How many asterisks of a line stay literal."""
    found = runs(text, Span(0, len(text)))
    return sum(left for run, left in zip(found, literal(found), strict=True) if run.char == "*")


TEXTS = [
    "**一、目标。**到明年底", "**一、目标**。到明年底", "推行**“码上办”**服务", "推行“**码上办**”服务", "甲**乙**丙",
    "甲** 乙**丙", "甲**乙 **丙",
    "**甲。** 乙", "**甲（乙）**，丙", "**甲（乙）**丙", "甲*乙*丙", "*甲。*乙", "***甲***乙", "***甲。***乙", "**甲*乙*丙**",
    "*甲**乙**丙*", "**甲*乙**丙*", "**甲", "甲**", "2**3", "甲_乙_丙", "_甲_ 乙", "**甲_乙**丙_", r"\**甲**", "`**甲。**乙`",
    "[**甲。**](a)乙", "**《甲》**、**《乙》**", "**“甲”**“乙”", "**甲**乙**丙**", "**甲，**乙**，丙**", "甲**乙。**丙**丁。**戊",
    "**$5**元", "**甲**<b>乙</b>", "**<b>甲</b>**乙", "**甲：**", "****甲****", "**甲****乙**", "甲***乙**丙*",
]  # fmt: skip


def rendered_stars(text: str) -> int:
    """How many asterisks a reference renderer shows, those behind a backslash left out."""
    markdown_it = pytest.importorskip("markdown_it")
    children = markdown_it.MarkdownIt("commonmark").parseInline(text)[0].children
    shown = sum(token.content.count("*") for token in children if token.type == "text")
    return int(shown) - len(re.findall(r"(?<!\\)(?:\\\\)*\\\*", text))


@pytest.mark.parametrize("text", TEXTS)
def test_agrees_with_a_renderer(text: str) -> None:
    assert stars(text) == rendered_stars(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(["甲", "乙", "a", "1", " ", "。", "，", "“", "”", "*", "**", "***", "_", "+"]), min_size=1, max_size=16))
def test_agrees_with_a_renderer_on_anything(pieces: list[str]) -> None:
    text = "甲" + "".join(pieces) + "乙"
    assert stars(text) == rendered_stars(text)


@settings(max_examples=300, deadline=None)
@example(["**", "甲", " ", "**", "**", "。", "**"])
@given(st.lists(st.sampled_from(["甲", "乙", " ", "。", "，", "“", "”", "（", "）", "**", "**"]), min_size=3, max_size=14))
def test_a_mended_pair_is_rendered_and_no_word_changes(pieces: list[str]) -> None:
    text = "甲" + "".join(pieces) + "乙"
    hits = [h for h in check(Document(text, syntax="markdown"), {"kind": "not-rendered"}) if h.edits and not h.safety]
    for hit in hits:
        new = text
        for (start, end), piece in sorted(hit.edits, reverse=True):
            new = new[:start] + piece + new[end:]
        assert sorted(new) == sorted(text)
        assert new.replace("*", "") == text.replace("*", "")
        assert stars(new) < stars(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**一、目标。**到明年底建成。", "**一、目标**。到明年底建成。"),
        ("**做优“码上办”。**方便群众。", "**做优“码上办”**。方便群众。"),
        ("推行**“码上办”**服务。", "推行“**码上办**”服务。"),
        ("坚持**节水优先！**推进改造。", "坚持**节水优先**！推进改造。"),
        ("坚持**节水优先 **方针。", "坚持**节水优先** 方针。"),
        ("# 服务\n\n推行**做优“码上办”**服务。", "# 服务\n\n推行<strong>做优“码上办”</strong>服务。"),
        ("***一、目标。***到明年底建成。", "***一、目标***。到明年底建成。"),
    ],
)
def test_mend(text: str, expected: str) -> None:
    assert mended(text, "not-rendered") == expected
    assert stars(expected) == 0


@pytest.mark.parametrize(
    "text",
    [
        "**一、目标**。到明年底建成。",
        "**整段都是粗体，以句号结尾。**\n\n下一段。",
        "**粗体从这一行\n到下一行**结束。",
        "`**甲。**乙` 是代码。",
        "```\n**甲。**乙\n```\n\n正文。",
        "算式 2 ** 3 与 2**3 照录，**不改**。",
    ],
)
def test_rendered_or_no_bold(text: str) -> None:
    assert not list(check(Document(text), {"kind": "not-rendered"}))


def test_a_text_that_is_markdown_by_its_asterisks_alone_gets_no_tag() -> None:
    (hit,) = check(Document("推行**做优“码上办”**服务。"), {"kind": "not-rendered"})
    assert hit.edits == ()


def test_a_run_without_partner_has_no_mend() -> None:
    (hit,) = check(Document("**一、目标\n\n坚持**节水优先**方针。"), {"kind": "not-rendered"})
    assert (hit.variant, hit.edits, tuple(hit.span)) == ("lonely", (), (0, 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**第二章 目标**\n\n正文一段。", "## 第二章 目标\n\n正文一段。"),
        ("**二、目标**\n\n正文一段。", "## 二、目标\n\n正文一段。"),
        ("**（二）目标**\n\n正文一段。", "### （二）目标\n\n正文一段。"),
        ("**2. 目标任务**\n\n正文一段。", "#### 2. 目标任务\n\n正文一段。"),
        ("### 工作\n\n**创新方式 提升服务**\n\n正文一段。", "### 工作\n\n#### 创新方式 提升服务\n\n正文一段。"),
    ],
)
def test_a_bold_line_becomes_a_heading(text: str, expected: str) -> None:
    assert mended(text, "heading") == expected


@pytest.mark.parametrize(
    "text",
    [
        "**各单位务必按期完成。**\n\n正文一段。",
        "**注意：**\n\n正文一段。",
        "正文一段。\n\n**某县水务局**\n\n**2031年5月6日**",
        "**（节选）**\n\n正文一段。",
        "正文一段紧接着\n**粗体一行**\n又是正文。",
        "坚持**节水优先**，推进改造。",
        "## **二、目标**\n\n正文一段。",
    ],
)
def test_no_heading(text: str) -> None:
    assert not list(check(Document(text, syntax="markdown"), {"kind": "heading"}))
