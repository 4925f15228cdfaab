"""Jump markers and web page controls (EXT002, EXT005)."""

from __future__ import annotations

import pytest

from planlint import rules
from planlint.checkers.line_patterns import check
from planlint.text.document import Document

CHROME = next(r for r in rules.load() if r.code == "EXT005").options
PROSE = "全市规模以上工业企业研发投入逐年增长，创新平台不断增多。"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("（上接第1版）推动发展。", ["（上接第1版）"]),
        ("(上接3版)推动发展。", ["(上接3版)"]),
        ("推动发展。（下转第四版）", ["（下转第四版）"]),
        ("推动【下转A12版】发展。", ["【下转A12版】"]),
        ("推动发展。\n下转第2版\n", ["下转第2版"]),
        ("（上接 第 1 版）推动发展。", ["（上接 第 1 版）"]),
        ("基本上接近全省平均水平。", []),
        ("在岗位上接受监督，版面设计新颖。", []),
        ("教材第三版已经印发。", []),
        ("他在会上接着说，第2版方案更好。", []),
    ],
)
def test_jump_markers(text: str, marks: list[str]) -> None:
    document = Document(text)
    assert [document.slice(hit.span) for hit in check(document, {"kind": "jump"})] == marks


def test_a_bare_marker_is_no_safe_fix() -> None:
    (bare,) = check(Document("推动发展。\n下转第2版\n"), {"kind": "jump"})
    (bracketed,) = check(Document("（下转第2版）推动发展。"), {"kind": "jump"})
    assert (bare.safety, bracketed.safety) == ("suggested", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"下载\n打印\n{PROSE}", ["下载", "打印"]),
        (f"【字号：大 中 小】\n{PROSE}", ["【字号：大 中 小】"]),
        (f"{PROSE}\n扫一扫在手机打开当前页\n责任编辑：林远", ["扫一扫在手机打开当前页", "责任编辑：林远"]),
        (f"下载\n{PROSE}", []),
        (f"推广扫一扫点餐，落实责任编辑制度。\n{PROSE}", []),
        ("\n".join([PROSE] * 60 + ["下载", "打印"] + [PROSE] * 60), []),
    ],
)
def test_web_page_controls(text: str, lines: list[str]) -> None:
    document = Document(text)
    assert [document.slice(hit.span) for hit in check(document, CHROME)] == lines


def test_the_edit_takes_the_whole_line() -> None:
    document = Document(f"下载\r\n  打印  \r\n{PROSE}")
    text = document.text
    for hit in reversed(list(check(document, CHROME))):
        (edit,) = hit.edits
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == PROSE
