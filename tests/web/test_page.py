"""Of a web page the main text is read, and what stands around it is left out and told of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planlint import files, web
from planlint.cli import main
from planlint.errors import UserError
from planlint.text.document import Document
from planlint.word import compose

pytest.importorskip("lxml")

PROSE = [
    "清河市坚持稳中求进，加快补齐基础设施短板，全年完成水利投资三亿元。", "推进清河灌区续建配套，新增恢复灌溉面积三万亩，惠及农户八千户。",
    "完善县乡村三级卫生服务网络，方便群众就近看病，家庭医生签约率达到六成。", "整治河道二十六公里，建成沿河步道，城区水面率明显提高。",
]  # fmt: skip
BODY = "".join(f"<p>&emsp;&emsp;{words}</p>" for words in PROSE)
HEAD = (
    '<header><div class="logo">清河市人民政府</div></header><nav><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul></nav>'
    '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; 政务公开</div>'
)
TOOLS = '<div class="share">分享到：<a>微信</a></div><div class="size_box">【字号：<a>大</a> <a>中</a> <a>小</a>】</div>'
RELATED = '<div class="content_list"><a href="1">关于印发水利规划的通知</a><a href="2">关于灌区改造的批复</a><a href="3">水利局公告，请各单位知悉。</a></div>'
FOOT = '<div id="footer">主办单位：清河市人民政府办公室 备案号：清备00000000号</div>'


def page(body: str, head: str = "<title>清河市政府工作报告_清河市人民政府</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}<style>p {{ color: red }}</style></head><body>{body}<script>var 变量 = '不读，也不算。';</script></body></html>"


def read(text: str, name: str = "页.html") -> Document:
    source = files.decode(text.encode(), name)
    return Document(source.text, name, layout=source.layout)


def note(document: Document) -> str:
    assert document.layout is not None
    return str(getattr(document.layout.origin, "note", ""))


def planlint(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


@pytest.mark.parametrize(
    "inner",
    [
        BODY, f'<div class="TRS_Editor"><div>{BODY}</div></div>', f"<table><tr><td>{BODY}</td></tr></table>", f"<form><div>{BODY}</div></form>",
        "<div>" + "<br><br>".join(PROSE) + "</div>", "".join(f"<div><span>{words}</span></div>" for words in PROSE),
    ],
)  # fmt: skip
def test_the_main_text_is_found_and_what_stands_around_it_told(inner: str) -> None:
    document = read(page(f'{HEAD}<div class="wrap"><h1>清河市政府工作报告</h1>{TOOLS}<div class="view">{inner}</div>{RELATED}</div>{FOOT}'))
    assert [line for line in document.text.split("\n") if line] == ["清河市政府工作报告", *PROSE]
    said = note(document)
    assert said.startswith(f"页.html: 网页只检查正文 {sum(map(len, PROSE)) + 9:,} 字，略去页眉和导航 ")
    assert all(words in said for words in ("页脚 ", "相关链接 ", "分享、打印等按钮 ", "main text only"))
    assert "变量" not in document.text


def test_the_title_may_be_named_by_the_page_alone() -> None:
    document = read(page(f'{HEAD}<div class="bt">清河市政府工作报告</div><div class="view">{BODY}</div>{FOOT}'))
    assert document.text.startswith("清河市政府工作报告\n清河市坚持")
    document = read(page(f'<div class="bt">关于某事的通知</div><div class="view">{BODY}</div>', '<meta name="ArticleTitle" content="关于某事的通知">'))
    assert document.blocks[0].kind == "heading"


def test_headings_lists_tables_and_breaks_are_lines() -> None:
    document = read(
        page(
            "<h1>总<b>则</b></h1><h3>一、范围</h3><p>甲<br>乙</p><ul><li>水利</li><li><p>农业</p></li></ul><ol start='3'><li>教育</li><li>卫生</li></ol>"
            f"<table><tr><th>指标</th><th>单位</th></tr><tr><td>粮食\n产量</td><td>万吨</td></tr></table>{BODY}<pre>一\n二</pre>"
        )
    )
    assert document.text.split("\n")[:11] == ["总则", "一、范围", "甲", "乙", "• 水利", "• 农业", "3. 教育", "4. 卫生", "指标\t单位", "粮食 产量\t万吨", PROSE[0]]
    assert document.text.endswith("一\n二\n")
    assert [(b.kind, b.level) for b in document.blocks[:2]] == [("heading", 1), ("heading", 3)]
    assert sum(b.kind == "table" for b in document.blocks) >= 1
    assert note(document) == ""


def test_white_space_is_what_a_browser_shows() -> None:
    document = read(page("<p>清河市\n  水利局&nbsp;负责 <b>落实</b>&#xFF0C;按期&lt;完成&gt;&mdash;GDP\n增长，全市各单位要认真执行。</p>"))
    assert document.text == "清河市水利局\u00a0负责 落实，按期<完成>—GDP 增长，全市各单位要认真执行。\n"


def test_what_nobody_sees_is_no_text() -> None:
    hidden = "<p hidden>不读甲，一个字也不读。</p><p style='display: none'>不读乙，一个字也不读。</p><noscript>不读丙</noscript><!-- 不读丁 --><select><option>不读戊</option></select>"
    assert "不读" not in read(page(BODY + hidden)).text


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"), ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"), ("<meta charset=utf-8>", "utf-8"), ("", "utf-8"),
        ("", "gb18030"), ('<meta charset="big5">', "big5"), ('<meta charset="utf-8">', "gb18030"), ('<meta charset="no-such">', "utf-8"), ("", "utf-8-sig"), ("", "utf-16"),
    ],
)  # fmt: skip
def test_charsets(head: str, encoding: str) -> None:
    prose = BODY if encoding != "big5" else "<p>清河市水利局加快推動灌區改造，按期完成全部任務，各單位要認真落實。</p>"
    source = files.decode(page(prose, head).replace("变量", "x").encode(encoding, "ignore"), "页.htm")
    assert "清河市" in source.text
    assert source.encoding == ("gb18030" if encoding == "gb18030" else encoding)


def test_a_place_is_told_by_element_and_line_of_the_page(folder: Path) -> None:
    Path("页.html").write_text(page(f"{BODY}\n\n<p>扎实推进各项工工作，确保取得实效。</p>"), encoding="utf-8")
    result = planlint("check", "--isolated", "页.html", "--format", "json")
    place = json.loads(result.stdout)["files"][0]["problems"][0]["places"][0]
    assert place["source"]["start"] == {"element": "p", "line": 3}
    assert place["text"] == "工工"


def test_check_diff_reports_and_folders(folder: Path) -> None:
    Path("旧.html").write_text(page(f"{HEAD}{BODY}{FOOT}"), encoding="utf-8")
    Path("新.html").write_text(page(f"{BODY.replace('三万亩', '五万亩')}<p>扎实推进各项工工作，确保取得实效。</p>"), encoding="utf-8")
    result = planlint("check", "--isolated", ".", "--format", "concise", "--format", "html:report.html", "--format", "report:报告.docx")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["新.html"]
    assert "旧.html: 网页只检查正文" in result.stderr
    assert planlint("check", "--isolated", ".", "--format", "concise").stdout == result.stdout, "the report is no page to be checked"
    changed = planlint("diff", "--isolated", "旧.html", "新.html")
    assert changed.exit_code == 1
    assert "[-三-]{+五+}" in changed.stdout or "[-三万亩-]{+五万亩+}" in changed.stdout
    assert planlint("diff", "--isolated", "旧.html", "新.html", "--format", "docx:改.docx").exit_code == 1
    assert "网页不能写成补丁" in planlint("diff", "--isolated", "旧.html", "新.html", "--format", "patch").output


def test_a_page_is_never_written(folder: Path) -> None:
    text = page(f"{BODY}<p>清河市要统一思想,凝聚力量，抓好落实。</p>")
    Path("页.html").write_text(text, encoding="utf-8")
    result = planlint("check", "--isolated", "--fix", "页.html")
    assert result.exit_code == 1
    assert "页.html: 网页只检查、不改写" in result.stderr
    assert Path("页.html").read_text(encoding="utf-8") == text
    for arguments in (["--fix", "--track-changes", "o.docx"], ["--format", "docx:o.docx"]):
        result = planlint("check", "--isolated", "页.html", *arguments)
        assert result.exit_code == 2
        assert ".docx" in result.output


def test_without_the_extra_folders_leave_pages_out_and_one_line_says_what_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "installed", lambda: False)
    Path("页.html").write_text(page(BODY), encoding="utf-8")
    Path("a.txt").write_text("清河市。\n", encoding="utf-8")
    assert json.loads(planlint("check", "--isolated", ".", "--format", "json").stdout)["summary"]["files"] == 1
    result = planlint("check", "--isolated", "页.html")
    assert result.exit_code == 2
    assert "planlint[html]" in result.output


@pytest.mark.parametrize(
    "text",
    ["<html>", "<p>", "清河市没有标记的一行字，也算网页。", "", "<", "<div>" * 1500 + BODY, "<table><tr><td>" * 300 + BODY,
     "<?xml version='1.0' encoding='gbk'?><html><body><p>清河市，按期完成全部任务。</p></body></html>", "<a href=x>" * 3000 + "字"],
)  # fmt: skip
def test_what_is_hardly_a_page_is_read(text: str) -> None:
    document = read(text)
    assert document.text == "" or document.text.endswith("\n")
    assert len(document.prose) == len(document.text)


@pytest.mark.parametrize("text", ["<frameset><frame src=a></frameset>", "<p>\0清河市，按期完成全部任务。"])
def test_what_is_no_page_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"页\.html"):
        read(text)


def test_markup_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="嵌套过深"):
        read("<div>" * 10_000 + BODY)
    monkeypatch.setattr(web, "MOST_BYTES", 1000)
    with pytest.raises(UserError, match="网页过大"):
        read(page(BODY * 10))


def test_much_of_the_same_is_not_looked_at_again_and_again() -> None:
    """Each of these would take minutes if every element looked at all that it holds."""
    many = 20_000
    assert len(read(page(f"<p>{PROSE[0]}</p>" * many)).text) > many * 30
    assert read(page(f"{BODY}<ul>{'<li><a href=x>链接</a></li>' * many}</ul>")).text.count("\n") == len(PROSE)
    assert read(page("<div>" * 200 + "<span>" * 200 + f"<p>{PROSE[0]}</p>" * 2000)).text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7\n" + bytes(100), "PDF"), ("a.txt", b"%PDF-1.4\n", "PDF"), ("a.odt", compose.document(["<w:p/>"]), "ODT"), ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WPS"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"), ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧式 .doc"),
    ],
)  # fmt: skip
def test_other_formats_are_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UserError) as error:
        files.decode(data, name)
    assert words in str(error.value)
    assert ".docx" in str(error.value)
