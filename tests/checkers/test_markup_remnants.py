"""Tags, entities and escapes that are left of a web page (EXT003, EXT004)."""

from __future__ import annotations

import pytest

from planlint.checkers.markup_remnants import check
from planlint.text.document import Document

HTML = "# 简讯\n\n" + "\n\n".join(f"<p><strong>消息{n}</strong>：水渠修通，村民用水无忧。<br></p>" for n in "一二三四五六七八九十")


def _found(text: str, kind: str, syntax: str = "auto") -> list[str]:
    return [text[h.span.start : h.span.end] for h in check(Document(text, syntax=syntax), {"kind": kind}) if not h.severity]


@pytest.mark.parametrize(
    "text",
    ["修建<br/>水渠。", "修建</span>水渠。", "修建<font color=red>水渠。", "修建<o:p></o:p>水渠。", "修建<p style=\"text-indent:2em\">水渠</p>。", "m<sup>2</sup>"],
)
def test_a_plain_text_has_no_use_for_tags(text: str) -> None:
    assert "".join(_found(text, "tag", "plain")) == "".join(p + ">" for p in _pieces(text))


def _pieces(text: str) -> list[str]:
    return ["<" + piece.split(">")[0] for piece in text.split("<")[1:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 水利\n\n修渠，引<br>水灌溉。", ["<br>"]),
        ("# 水利\n\n修渠，<br>引水灌溉。", []),
        ("# 水利\n\n修渠</span>引水。", ["</span>"]),
        ("# 水利\n\n修渠<font color=red>引水。", ["<font color=red>"]),
        ("# 水利\n\n修渠<font color=red>引水</font>，灌溉。", []),
        ("# 水利\n\n修<span lang=EN>渠</span>引水。", ["<span lang=EN>", "</span>"]),
        ("# 水利\n\nPM<sub>2.5</sub>与 km<sup>2</sup>。", []),
        ("# 水利\n\n<details>\n<summary>附表</summary>\n\n修渠。\n\n</details>", []),
        ("# 水利\n\n`</span>`\n\n```\n</span>\n```\n\n<!-- </span> -->\n\n<!-- 甲\n</span>\n乙 -->", []),
        ("# 水利\n\n| 渠 | 井<br>塘 |\n|---|---|\n| 一 | 二</span> |", ["</span>"]),
        ("# 水利\n\n见 <https://example.org/a> 和 <a@example.org>。", []),
        ("# 水利\n\n换行使用 <font> 标签，写作“</span>”。", []),
        ("# 水利\n\n<未知>标签与<foo>不是网页的。", []),
        ("当A<b>c时，适用<婚姻法>。", []),
    ],
)
def test_tags_in_markdown(text: str, found: list[str]) -> None:
    assert _found(text, "tag") == found


def test_what_is_written_in_html_throughout_is_left_alone_but_for_what_is_broken() -> None:
    assert _found(HTML, "tag") == []
    assert _found(HTML.replace("消息五</strong>：水渠", "消息五</strong>：水</span>渠"), "tag") == ["</span>"]
    assert _found(HTML.replace("村民用水", "村民<br>用水", 1), "tag") == ["<br>"]
    assert _found(HTML.replace("。<br>", "。&nbsp;<br>"), "entity") == []
    assert _found(HTML.replace("村民用水", "村民&nbsp;用水", 1), "entity") == ["&nbsp;"]


def test_scripts_in_markdown_are_of_the_level_info() -> None:
    assert {h.severity for h in check(Document("# 水利\n\nPM<sub>2.5</sub>。"), {"kind": "tag"})} == {"info"}
    assert {h.severity for h in check(Document("PM<sub>2.5</sub>。"), {"kind": "tag"})} == {""}


def test_a_small_digit_stays_small() -> None:
    text = "绿地三万m<sup>2</sup>。"
    edits = [e for h in check(Document(text), {"kind": "tag"}) for e in h.edits]
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == "绿地三万m²。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("修建&nbsp;&nbsp;水渠。", ["&nbsp;&nbsp;"]),
        ("修建&amp;nbsp;水渠。", ["&amp;nbsp;"]),
        ("修建&ldquo;水渠&rdquo;，&#12288;引水。", ["&ldquo;", "&rdquo;", "&#12288;"]),
        ("修建\\n水渠。\\u3000", ["\\n", "\\u3000"]),
        ("研发（R&D）；AT&T；&未知；&unknownx;", []),
        ("C:\\new 与 D:\\notes。", []),
        ("见 https://example.org/?a=1&copy;=2 。", []),
        ("# 水利\n\n&emsp;&emsp;修渠 &lt; 5，引水。", []),
        ("# 水利\n\n修渠，引&nbsp;水。", ["&nbsp;"]),
        ("# 水利\n\n修渠，引&amp;nbsp;水。", ["&amp;nbsp;"]),
        ("# 水利\n\n修渠&nbsp;引水", []),
        ("# 水利\n\n`&nbsp;` 是实体，\n\n| &nbsp; | 渠 |\n|---|---|\n\n```\n&nbsp;\\n水\n```", []),
        ("# 水利\n\n空格写作 &nbsp; 实体，或“&nbsp;”。", []),
    ],
)
def test_entities_and_escapes(text: str, found: list[str]) -> None:
    assert _found(text, "entity") == found


@pytest.mark.parametrize(
    ("text", "replacement", "safety"),
    [("修建&ldquo;水渠", "“", ""), ("修建&nbsp;水渠", "", "suggested"), ("No.&nbsp;5", " ", "suggested"), ("甲&amp;乙", "&", "")],
)
def test_an_entity_becomes_what_it_stands_for(text: str, replacement: str, safety: str) -> None:
    (hit,) = check(Document(text), {"kind": "entity"})
    assert (hit.edits[0].text, hit.safety) == (replacement, safety)
