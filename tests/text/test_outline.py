"""Headings as a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.text.document import Document
from planlint.text.numerals import written

PLAN = """# 规划

## 第一章 农业

一、种田
（一）选种。选用良种。
（二）施肥。测土配方。
二、养殖
（一）养牛。改良品种。

## 第二章 水利

一、水库
逐座检查。
"""


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("测土配方", ("规划", "第一章 农业", "一、种田", "（二）施肥")),
        ("改良品种", ("规划", "第一章 农业", "二、养殖", "（一）养牛")),
        ("逐座检查", ("规划", "第二章 水利", "一、水库")),
    ],
)
def test_the_section_of_a_place_is_the_path_of_its_headings(words: str, path: tuple[str, ...]) -> None:
    assert Document(PLAN).outline.section(PLAN.index(words)) == path


def test_before_the_first_heading_there_is_no_section() -> None:
    text = "这一段在所有标题之前，说明文件的来历。\n一、种田\n选用良种。\n"
    assert Document(text).outline.section(3) == ()


def test_an_article_is_named_by_its_label_only() -> None:
    text = "第一条 为了保护古树，制定本办法。\n第二条 下列行为应当禁止：\n（一）在树下生火。\n"
    assert Document(text).outline.section(text.index("应当")) == ("第二条",)


@given(st.lists(st.sampled_from(["章", "节", "一、", "（一）", "1."]), min_size=1, max_size=30))
def test_every_parent_stands_before_its_child(styles: list[str]) -> None:
    text = "".join(f"{written(style, at + 1)} 标题\n正文写在这里，说明要做的事情。\n" for at, style in enumerate(styles))
    nodes = Document(text).outline.nodes
    assert len(nodes) == len(styles)
    assert all(-1 <= node.parent < at for at, node in enumerate(nodes))


def test_a_title_is_cut_where_a_whole_text_is_one_heading() -> None:
    (title,) = Document("# " + "推动高质量发展" * 1000 + "\n\n正文。", syntax="markdown").outline.section(8000)
    assert len(title) == 121
