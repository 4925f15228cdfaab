"""What a line is, and what of it is prose."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.text.blocks import detect_syntax, is_wrapped
from planlint.text.characters import CLEAR, SOLID
from planlint.text.document import Document


def _kinds(text: str, syntax: str = "markdown") -> list[tuple[str, str]]:
    document = Document(text, syntax=syntax)
    return [(b.kind, document.slice(b.span)) for b in document.blocks]


def _seen(text: str, syntax: str = "markdown") -> str:
    """The prose with c for clear and s for solid filler."""
    return Document(text, syntax=syntax).prose.replace(CLEAR, "c").replace(SOLID, "s")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n \n\u3000\n", []),
        ("# 总则", [("heading", "总则")]),
        ("  ###   总则  ##  ", [("heading", "总则")]),
        ("# C#", [("heading", "C#")]),
        ("#总则", [("paragraph", "#总则")]),
        ("#", [("heading", "")]),
        ("####### 七级", [("paragraph", "####### 七级")]),
        ("一、指导思想", [("heading", "一、指导思想")]),
        ("（一）坚持党的领导", [("heading", "（一）坚持党的领导")]),
        ("第三章　监督管理", [("heading", "第三章　监督管理")]),
        ("**主要任务**", [("heading", "**主要任务**")]),
        ("**主要任务**是稳增长。", [("paragraph", "**主要任务**是稳增长。")]),
        ("一、坚持稳中求进。", [("paragraph", "一、坚持稳中求进。")]),
        ("①统筹城乡发展", [("paragraph", "①统筹城乡发展")]),
        ("　　全市经济平稳运行。", [("paragraph", "全市经济平稳运行。")]),
        ("甲\n\n乙", [("paragraph", "甲"), ("paragraph", "乙")]),
        ("甲\n乙", [("paragraph", "甲"), ("paragraph", "乙")]),
        ("- 修路\n* 架桥\n+ 治水", [("item", "修路"), ("item", "架桥"), ("item", "治水")]),
        ("● 修路", [("item", "修路")]),
        ("> 引文\n> > 再引", [("quote", "引文"), ("quote", "再引")]),
        (">\n> 引文", [("break", ">"), ("quote", "引文")]),
        ("| 指标 | 数值 |\n|---|---|\n| 增速 | 5 |", [("table", "| 指标 | 数值 |"), ("table", "|---|---|"), ("table", "| 增速 | 5 |")]),
        ("指标 | 数值\n--- | ---", [("paragraph", "指标 | 数值"), ("table", "--- | ---")]),
        ("---\n***\n===", [("break", "---"), ("break", "***"), ("break", "===")]),
        ("<div class='x'>\n正文\n</div>", [("html", "<div class='x'>"), ("paragraph", "正文"), ("html", "</div>")]),
        ("```text\n# 不是标题\n```\n正文", [("code", "```text"), ("code", "# 不是标题"), ("code", "```"), ("paragraph", "正文")]),
        ("````\n```\n````\n正文", [("code", "````"), ("code", "```"), ("code", "````"), ("paragraph", "正文")]),
        ("~~~\n```\n~~~\n正文", [("code", "~~~"), ("code", "```"), ("code", "~~~"), ("paragraph", "正文")]),
        ("```\n``` 未完\n```\n正文", [("code", "```"), ("code", "``` 未完"), ("code", "```"), ("paragraph", "正文")]),
        ("```命令```后面的正文", [("paragraph", "```命令```后面的正文")]),
        ("```\n没有结尾", [("code", "```"), ("code", "没有结尾")]),
        ("---\ntitle: 规划\n---\n正文", [("front", "---\ntitle: 规划\n---\n"), ("paragraph", "正文")]),
        ("---\r\ntitle: 规划\r\n---\r\n正文", [("front", "---\r\ntitle: 规划\r\n---\r\n"), ("paragraph", "正文")]),
        ("---\rtitle: 规划\r---\r正文", [("front", "---\rtitle: 规划\r---\r"), ("paragraph", "正文")]),
        ("+++\ntitle = '规划'\n+++\n", [("front", "+++\ntitle = '规划'\n+++\n")]),
        ("---\n正文一。\n---\n正文二。", [("break", "---"), ("paragraph", "正文一。"), ("break", "---"), ("paragraph", "正文二。")]),
        ("---\ntitle: 没有结尾\n正文", [("break", "---"), ("paragraph", "title: 没有结尾"), ("paragraph", "正文")]),
        ("<!-- 备注 -->\n正文", [("comment", "<!-- 备注 -->"), ("paragraph", "正文")]),
        ("<!--\n备注\n-->\n正文", [("comment", "<!--\n备注\n-->"), ("paragraph", "正文")]),
        ("<!-- 第3页 -->第三条 正文。", [("comment", "<!-- 第3页 -->"), ("paragraph", "第三条 正文。")]),
        ("<!--\n备注 -->正文", [("comment", "<!--\n备注 -->"), ("paragraph", "正文")]),
        ("甲\n<!-- 没有结尾\n乙", [("paragraph", "甲"), ("comment", "<!-- 没有结尾\n乙")]),
        ("甲\n%% planlint: off REP001\n乙", [("paragraph", "甲"), ("comment", "%% planlint: off REP001"), ("paragraph", "乙")]),
        ("甲\u2028乙\x0b丙", [("paragraph", "甲\u2028乙\x0b丙")]),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blocks_of_markdown(text: str, blocks: list[tuple[str, str]], newline: str) -> None:
    def turned(s: str) -> str:
        return s if "\r" in s else s.replace("\n", newline)

    assert _kinds(turned(text)) == [(kind, turned(part)) for kind, part in blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("清河市工作报告\n\n各位代表：", [("heading", "清河市工作报告"), ("paragraph", "各位代表：")]),
        ("各位代表：\n现在报告工作。", [("paragraph", "各位代表："), ("paragraph", "现在报告工作。")]),
        ("全市经济平稳，稳中有进", [("paragraph", "全市经济平稳，稳中有进")]),
        ("报告\n一、工作回顾", [("heading", "报告"), ("heading", "一、工作回顾")]),
        ("报告\n- 修路", [("heading", "报告"), ("item", "修路")]),
        ("报告\n# 1", [("heading", "报告"), ("paragraph", "# 1")]),
        ("%% planlint: off-file\n报告", [("comment", "%% planlint: off-file"), ("heading", "报告")]),
        ("报告\n <!-- planlint: on a>b -->  \n文", [("heading", "报告"), ("comment", " <!-- planlint: on a>b -->"), ("paragraph", "文")]),
    ],
)
def test_blocks_of_plain_text(text: str, blocks: list[tuple[str, str]]) -> None:
    assert _kinds(text, "plain") == blocks


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("# 一、总则", ("一、", 1)),
        ("- （二）修路", ("（一）", 2)),
        ("> 第三条 正文", ("条", 3)),
        ("**四、主要任务**", ("一、", 4)),
        ("　　5. 修路", ("1.", 5)),
        ("修路一、架桥", None),
    ],
)
def test_a_label_is_read_behind_markup(text: str, label: tuple[str, int] | None) -> None:
    block = Document(text, syntax="markdown").blocks[0]
    assert (block.ordinal and (block.ordinal.style, block.ordinal.value)) == label
    if block.ordinal:
        assert block.body == text.index(next(c for c in "、）条." if c in text)) + 1


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("# 总则 #", "cc总则cc"),
        ("- 修路", "cc修路"),
        ("> > 引", "cccc引"),
        ("|甲|乙|", "s甲s乙s"),
        ("**重点**任务", "cc重点cc任务"),
        ("__重点__和~~旧~~", "cc重点cc和cc旧cc"),
        ("***重***", "ccc重ccc"),
        ("3 * 4", "3 * 4"),
        ("运行 `ls -a` 后", "运行 sssssss 后"),
        ("``a`b``。", "sssssss。"),
        ("甲`乙", "甲`乙"),
        ("[规划](https://a.cn/b)。", "c规划" + "c" * 17 + "。"),
        ("[规划](a_(1).md)。", "c规划" + "c" * 11 + "。"),
        ("![图](a.png)说明", "s" * 11 + "说明"),
        ("正文[^1]。", "正文cccc。"),
        ("见https://www.gov.cn/a?b=1，下同", "见" + "s" * 24 + "，下同"),
        ("(见https://www.gov.cn/)。", "(见" + "s" * 19 + ")。"),
        ("见https://a.cn/x_(y)。", "见" + "s" * 18 + "。"),
        ("见https://a.cn/x. 又", "见" + "s" * 14 + ". 又"),
        ("见www.gov.cn网站", "见ssssssssss网站"),
        ("<a@b.cn>收", "ssssssss收"),
        ("甲<b>乙</b>丙", "甲ccc乙cccc丙"),
        ("甲<3且乙>2", "甲<3且乙>2"),
        ("甲&nbsp;乙", "甲ssssss乙"),
        ("甲<!-- 注 -->乙", "甲" + "c" * 10 + "乙"),
        ("甲<!-- 注\n注 -->乙", "甲" + "c" * 6 + "\n" + "c" * 5 + "乙"),
        ("甲<!-- 注\n\n注 -->乙", "甲<!-- 注\n\n注 -->乙"),
        ("甲<!-- <!-- 注 -->乙", "甲<!-- " + "c" * 10 + "乙"),
        ("```\n**甲**\n```", "sss\nsssss\nsss"),
        ("---\na: b\n---\n甲", "sss\nssss\nsss\n甲"),
        ("<div>\n甲", "sssss\n甲"),
        ("---", "sss"),
        ("%% planlint: on\n甲", "c" * 15 + "\n甲"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_markup_is_masked_in_its_place(text: str, seen: str, newline: str) -> None:
    assert _seen(text.replace("\n", newline)) == seen.replace("\n", newline)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("**重点**", "**重点**"),
        ("见http://a.cn/b。", "见" + "s" * 13 + "。"),
        ("甲<br/>乙", "甲ccccc乙"),
        ("`甲`", "`甲`"),
        ("甲<!-- 注 -->乙", "甲" + "c" * 10 + "乙"),
        ("甲\n%% planlint: on", "甲\n" + "c" * 15),
    ],
)
def test_plain_text_has_hardly_any_markup(text: str, seen: str) -> None:
    assert _seen(text, "plain") == seen


@pytest.mark.parametrize(
    ("text", "path", "syntax"),
    [
        ("# 总则", "a.txt", "markdown"),
        ("报告\r# 总则", "a.txt", "markdown"),
        ("甲**乙**", "", "markdown"),
        ("甲\n- 乙", "", "markdown"),
        ("甲\n> 乙", "", "markdown"),
        ("甲\n```\n", "", "markdown"),
        ("[甲](b)", "", "markdown"),
        ("[甲](http://a.cn/(b))", "", "markdown"),
        ("|甲|\n|---|", "", "markdown"),
        ("---\ntitle: 甲\n---\n", "", "markdown"),
        ("甲\n<!--\n注\n-->", "", "markdown"),
        ("甲\n\n乙", "a.md", "markdown"),
        ("甲\r\n\r\n乙", "a.MD", "markdown"),
        ("甲\n乙", "a.md", "plain"),
        ("甲\n\n乙", "a.txt", "plain"),
        ("<!-- planlint: off -->\n甲", "a.txt", "plain"),
        ("3 * 4 ** 2", "", "plain"),
        ("", "", "plain"),
    ],
)
def test_syntax_is_decided_by_content(text: str, path: str, syntax: str) -> None:
    assert detect_syntax(text, path) == syntax


LINE = "各级各部门要把思想和行动统一到会议的决策部署上来"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_of_one_width_are_wrapped(newline: str) -> None:
    assert is_wrapped((LINE + newline) * 14)
    assert not is_wrapped((LINE[:-1] + "。" + newline) * 14), "lines that end sentences are paragraphs"
    assert not is_wrapped((LINE + newline) * 11), "too few lines to tell"
    assert not is_wrapped("".join((LINE * 3)[: 16 + i * 7 % 45] + newline for i in range(45))), "lines of all lengths"


def test_no_other_character_breaks_a_line_of_a_wrapped_text() -> None:
    assert not is_wrapped((LINE + "\u2028") * 14)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_wrapped_lines_join_to_paragraphs(newline: str) -> None:
    full = newline.join([LINE] * 14)
    first, second, third = (full + newline + end for end in ("确保落实到位。", "确保取得实效。", "确保开好局。"))
    parts = ["工作报告", first, second, "一、指导思想", third]
    document = Document(newline.join([parts[0], parts[1], "", *parts[2:]]))
    assert document.wrapped
    assert [document.slice(b.span) for b in document.blocks] == parts


@pytest.mark.parametrize("gap", ["\n\n", "\n\u3000\u3000"])
def test_a_blank_line_or_an_indent_ends_a_wrapped_paragraph(gap: str) -> None:
    document = Document("报告\n" + "\n".join([LINE] * 14) + gap + "\n".join([LINE] * 3))
    assert [b.kind for b in document.blocks] == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize("directive", ["%% planlint: off-next-line REP001", "<!-- planlint: on -->"])
def test_a_directive_breaks_no_wrapped_paragraph(directive: str) -> None:
    document = Document("\n".join(["报告"] + [LINE] * 7 + [directive] + [LINE] * 7))
    assert [b.kind for b in document.blocks] == ["heading", "paragraph"]
    assert directive not in document.prose


def test_a_directive_behind_a_wrapped_paragraph_is_a_block() -> None:
    document = Document("\n".join(["报告"] + [LINE] * 14 + ["确保开好局。", "%% planlint: on", "一、指导思想"]))
    assert [b.kind for b in document.blocks] == ["heading", "paragraph", "comment", "heading"]


# Each of these once took minutes, or would with one careless pattern.
HOSTILE = {
    "titles": "推动《规划（2025）》落实。" * 40_000,
    "open comments": "甲<!-- " * 60_000,
    "open images": "# 甲\n" + "![" * 100_000,
    "open links": "](" * 100_000,
    "spaces in a tag": "# 甲\n<a" + " " * 100_000,
    "leading spaces": "# 甲\n" + " " * 100_000 + "甲",
    "spaces in a heading": "# 甲" + " " * 100_000 + "乙",
    "backticks": "# 甲\n" + " ".join("`" * n for n in range(1, 600)),
    "dots in an address": "http://" + "." * 300_000,
    "front matter of many lines": "---\r\n" + "a: b\r\n" * 40_000,
    "code of many lines": "```\n" + "x\n" * 60_000,
    "blank lines": "\r\n" * 300_000,
    "asterisks": "**" * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_time_grows_with_the_length_of_a_text_only(name: str) -> None:
    document = Document(HOSTILE[name])
    with bounded():
        assert len(document.prose) == len(document.text)
        assert document.sentences is not None
        assert document.clauses is not None
