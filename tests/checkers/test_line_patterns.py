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


@pytest.mark.parametrize(
    "line",
    [
        "上一篇：无", "下一篇：清河县水利局关于春灌的通知", "【上一篇】", "责任编辑：林远", "编辑：林远 高原", "【打印本页】【关闭窗口】", "[返回顶部]", "打印 | 关闭",
        "分享到：微信 微博", "来源：清河日报 浏览次数：1024 字号：大 中 小", "字体：[大 中 小]", "扫一扫在手机打开当前页", "微信扫码关注公众号", "长按识别二维码",
        "附件下载", "APP下载", "您当前的位置：首页 > 政务公开 > 规划计划", "首页 > 政务公开 > 规划计划", "00:12 / 03:45", "政府网站标识码：4101000001", "点赞 12 评论 3",
        "上一页 1 2 3 下一页", "阅读量：3.2万", "点击下载附件", "附件下载：清河县水利规划.pdf", "（收藏）",
    ],
)  # fmt: skip
def test_an_unmistakable_line_in_the_midst_of_a_text(line: str) -> None:
    document = Document("\n".join([PROSE] * 60 + [line] + [PROSE] * 60))
    assert [document.slice(hit.span) for hit in check(document, CHROME)] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "下载", "小", "大 中 小", "微信 微博 抖音", "相关阅读", "# 打印本页", "编辑：负责审定书稿并撰写提要", "编辑：审定书稿", "位置图", "字号", "12/48", "来源：清河日报",
        "打印耗材、全屏显示设备等产业", "首页设计", "扫码支付覆盖率", "上一年", "责任编辑制度", "一、附件下载", "推进扫码乘车、扫码就医", "12:30",
    ],
)  # fmt: skip
def test_a_line_that_may_be_text(line: str) -> None:
    document = Document("\n".join([PROSE] * 60 + [line] + [PROSE] * 60))
    assert [document.slice(hit.span) for hit in check(document, CHROME)] == []
