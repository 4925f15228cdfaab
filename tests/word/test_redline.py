"""A redline reads as the new text when all changes are accepted, as the old one when they are refused, and its changes are what they are."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from documents import OFFICIAL, changed, docx, note, notes, numbering, paragraph, revised, run, table
from lxml import etree
from test_write import Q, resolved

from planlint import files
from planlint.cli import main
from planlint.word.extract import extract
from planlint.word.package import Package

LIST = {"numbering": numbering(OFFICIAL)}


def planlint(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def redline(folder: Path, old: bytes, new: bytes, *options: str) -> bytes:
    """What `planlint diff` writes about two files."""
    (folder / "旧.docx").write_bytes(old)
    (folder / "新.docx").write_bytes(new)
    result = planlint("diff", "旧.docx", "新.docx", "--isolated", "--format", "docx:改.docx", *options)
    assert result.exit_code == 1, result.output
    return (folder / "改.docx").read_bytes()


def text(data: bytes, view: str = "accepted") -> str:
    return extract(Package(data, "a.docx"), view).text


def holds(data: bytes, old: bytes, new: bytes) -> None:
    """Accepted it is the one, refused the other: for planlint, and for a few lines that do it in the XML."""
    assert text(data) == text(new)
    assert text(data, "original") == text(old)
    assert text(resolved(data, True), "both") == text(new)
    assert text(resolved(data, False), "both") == text(old)


def body(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return etree.fromstring(source.read(name))


def words(data: bytes, kind: str) -> list[str]:
    """What each change of a kind holds."""
    return ["".join(e.itertext()) for e in body(data).iter(f"{Q}{kind}") if e.getparent().tag not in (f"{Q}rPr", f"{Q}trPr")]


def ends(data: bytes, kind: str) -> list[str]:
    """The words of the paragraphs whose ends carry a mark of a kind."""
    return ["".join(p.itertext()) for p in body(data).iter(f"{Q}p") if p.find(f"{Q}pPr/{Q}rPr/{Q}{kind}") is not None]


A, B, C = "清河县水利局负责落实灌区改造。", "县财政局做好资金保障工作。", "各乡镇抓好秋冬农田水利建设。"


def test_words_change_within_their_runs(folder: Path) -> None:
    looks = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'
    old = docx(paragraph(run("清河县水利局", "<w:b/>"), run("负责落实大中型灌区节水改造。", looks)), paragraph(B))
    new = docx(paragraph(run("清河县水务局", "<w:b/>"), run("负责落实大中型灌区节能改造。", looks)), paragraph(B))
    out = redline(folder, old, new, "--char")
    holds(out, old, new)
    assert (words(out, "del"), words(out, "ins")) == (["利", "水"], ["务", "能"])
    runs = [[etree.QName(c).localname for c in r.find(f"{Q}rPr")] for e in body(out).iter(f"{Q}ins") for r in e]
    assert runs == [["b"], ["rFonts", "sz"]]
    assert {e.get(f"{Q}author") for e in body(out).iter(f"{Q}ins", f"{Q}del")} == {"planlint"}


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ((A, C), (A, B, C), [], [B]), ((A, B, C), (A, C), [B], []), ((A,), (A, B, C), [], [A, B]), ((A, B, C), (C,), [A, B], []),
        ((A, B, C), (A,), [A, B], []), ((A, A, B), (A, B), [A], []), ((B,), (A, B), [], [A]),
    ],
)  # fmt: skip
def test_whole_paragraphs(folder: Path, old: tuple[str, ...], new: tuple[str, ...], gone: list[str], come: list[str]) -> None:
    """What is behind the last paragraph cannot be a paragraph of its own: the end of the one before it is what changes."""
    one, two = docx(*map(paragraph, old)), docx(*map(paragraph, new))
    out = redline(folder, one, two, "--no-moves")
    holds(out, one, two)
    assert (ends(out, "del"), ends(out, "ins")) == (gone, come)


def test_paragraphs_are_divided_and_joined_without_their_words(folder: Path) -> None:
    one, two = docx(paragraph(A + B), paragraph(C)), docx(paragraph(A), paragraph(B), paragraph(C))
    for old, new, kind in ((one, two, "ins"), (two, one, "del")):
        out = redline(folder, old, new)
        holds(out, old, new)
        assert ends(out, kind) == [A]
        assert words(out, "ins") == words(out, "del") == []


def test_moves_are_moves(folder: Path) -> None:
    rest = ["加快补齐基础设施短板。", "支持县职业学校建设实训基地。", "完善县乡村三级卫生服务网络。"]
    old, new = docx(*map(paragraph, [A, *rest, B])), docx(*map(paragraph, [*rest, A.replace("改造", "节水改造"), B]))
    out = redline(folder, old, new)
    holds(out, old, new)
    assert "".join(words(out, "moveFrom")) == A
    assert "".join(words(out, "moveTo")) == A
    assert words(out, "ins") == ["节水"]
    assert len(ends(out, "moveFrom")) == len(ends(out, "moveTo")) == 1
    starts = {e.tag.removeprefix(Q): (e.get(f"{Q}name"), e.get(f"{Q}id")) for e in body(out).iter() if str(e.tag).endswith("RangeStart")}
    assert set(starts) == {"moveFromRangeStart", "moveToRangeStart"}
    assert len({name for name, _ in starts.values()}) == 1
    assert {e.get(f"{Q}id") for e in body(out).iter() if str(e.tag).endswith("RangeEnd")} == {key for _, key in starts.values()}
    out = redline(folder, old, new, "--no-moves")
    holds(out, old, new)
    assert not words(out, "moveFrom")


def test_a_paragraph_put_into_a_list_changes_the_numbers_behind_it(folder: Path) -> None:
    old = docx(*(paragraph(words, number=(1, 1)) for words in (A, C)), parts=LIST)
    new = docx(*(paragraph(words, number=(1, 1)) for words in (A, B, C)), parts=LIST)
    out = redline(folder, old, new)
    holds(out, old, new)
    assert text(out) == f"（一）{A}\n（二）{B}\n（三）{C}\n"
    assert ends(out, "ins") == [B]
    assert words(out, "del") == [], "the numbers count themselves"


def test_a_number_that_comes_or_goes_is_a_change_of_the_paragraph(folder: Path) -> None:
    numbered, bare = (docx(paragraph(A), paragraph(B, number=number), paragraph(C, number=(1, 1)), parts=LIST) for number in ((1, 1), None))
    for old, new in ((numbered, bare), (bare, numbered)):
        out = redline(folder, old, new)
        holds(out, old, new)
        assert len(list(body(out).iter(f"{Q}pPrChange"))) == 1


def test_numbers_that_no_list_here_has_are_words(folder: Path) -> None:
    old = docx(paragraph(A), paragraph(C))
    new = docx(paragraph(A), paragraph(B, number=(1, 1)), paragraph(C), parts=LIST)
    out = redline(folder, old, new)
    assert text(out) == text(new) == f"{A}\n（一）{B}\n{C}\n"
    assert text(out, "original") == text(old)


def test_styles_are_found_by_their_names(folder: Path) -> None:
    old = docx(paragraph("总则", style="1"), paragraph(A), paragraph(C))
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="z"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="标题"><w:name w:val="heading 1"/></w:style>'
    new = docx(paragraph("总则", style="标题"), paragraph(A), paragraph("分则", style="标题"), paragraph(C), parts={"styles": styles})
    out = redline(folder, old, new)
    assert text(out) == text(new)
    found = next(p for p in body(out).iter(f"{Q}p") if "".join(p.itertext()) == "分则")
    assert found.find(f"{Q}pPr/{Q}pStyle").get(f"{Q}val") == "1"


ROWS = (("指标", "单位", "二〇三〇年"), ("粮食总产量", "万吨", "四十"), ("森林覆盖率", "%", "五十二"))


def test_cells_and_rows(folder: Path) -> None:
    old = docx(paragraph(A), table(*ROWS), paragraph(C))
    new = docx(paragraph(A), table(ROWS[0], ("粮食总产量", "万吨", "四十五"), ("常住人口城镇化率", "%", "六十七"), ROWS[2]), paragraph(C))
    for one, two, kind in ((old, new, "ins"), (new, old, "del")):
        out = redline(folder, one, two)
        holds(out, one, two)
        assert len(body(out).findall(f".//{Q}trPr/{Q}{kind}")) == 1
        assert words(out, kind)[0] == "五"


@pytest.mark.parametrize("where", [0, 1, 2])
def test_whole_tables(folder: Path, where: int) -> None:
    blocks = [paragraph(A), paragraph(B)]
    old, new = docx(*blocks, paragraph(C)), docx(*blocks[:where], table(*ROWS), *blocks[where:], paragraph(C))
    for one, two, kind in ((old, new, "ins"), (new, old, "del")):
        out = redline(folder, one, two)
        holds(out, one, two)
        assert len(body(out).findall(f".//{Q}trPr/{Q}{kind}")) == len(ROWS)


def test_a_paragraph_between_tables(folder: Path) -> None:
    first, second = table(*ROWS[:2]), table(("项目", "投资"), ("灌区改造", "三亿元"))
    old, new = docx(first, paragraph(A), second, paragraph(C)), docx(first, paragraph(A), paragraph(B), second, paragraph(C))
    for one, two in ((old, new), (new, old)):
        holds(redline(folder, one, two), one, two)


def test_notes_and_text_boxes(folder: Path) -> None:
    first, second = paragraph(A, note("footnote", 1), B), paragraph(C, note("footnote", 2))
    old = docx(first, second, parts={"footnotes": notes("footnote", "脚注甲说明灌区范围。", "脚注乙说明资金来源。")})
    new = docx(first, second, parts={"footnotes": notes("footnote", "脚注甲说明灌区范围和面积。", "脚注乙说明资金来源。")})
    out = redline(folder, old, new)
    assert text(out) == text(new)
    assert text(out, "original") == text(old)
    assert ["".join(e.itertext()) for e in body(out, "word/footnotes.xml").iter(f"{Q}ins")] == ["和面积"]
    fewer = docx(first, paragraph(C), parts={"footnotes": notes("footnote", "脚注甲说明灌区范围。")})
    for one, two in ((old, fewer), (fewer, old)):
        out = redline(folder, one, two)
        assert text(out) == text(two)
        assert text(out, "original") == text(one)


def test_changes_that_the_old_file_tracks_are_settled_first(folder: Path) -> None:
    old = docx(paragraph("甲方", changed("del", run("旧", tag="delText")), changed("ins", run("新")), "办法如下。"), paragraph(B))
    new = docx(paragraph("甲方新办法如下：。"), paragraph(B))
    out = redline(folder, old, new)
    assert text(out, "original") == text(old) == f"甲方新办法如下。\n{B}\n"
    assert words(out, "ins") == ["：。"] or words(out, "ins") == ["："]
    out = redline(folder, old, new, "--docx-view", "original")
    assert text(out, "original") == text(old, "original") == f"甲方旧办法如下。\n{B}\n"


@pytest.mark.parametrize("number", range(40))
def test_whole_documents(folder: Path, number: int) -> None:
    old, new = revised(number)
    if text(old) == text(new):
        return
    out = redline(folder, old, new)
    assert text(out) == text(new)
    assert text(out, "original") == text(old)
    ids = [e.get(f"{Q}id") for e in body(out).iter(*(f"{Q}{kind}" for kind in ("ins", "del", "moveFrom", "moveTo", "pPrChange")))]
    assert len(ids) == len(set(ids))


def _order(properties: etree._Element) -> Iterator[int]:
    known = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr", "pPrChange"]
    return (known.index(etree.QName(child).localname) for child in properties)


@pytest.mark.parametrize("number", [40, 41, 43, 44, 45, 46])
def test_properties_stand_in_the_order_of_the_standard(folder: Path, number: int) -> None:
    old, new = revised(number)
    for properties in body(redline(folder, old, new)).iter(f"{Q}pPr"):
        order = list(_order(properties))
        assert order == sorted(order)


# Texts that are no Word files.

PLAN = "# 清河县规划\n\n## 总体要求\n\n清河县水利局负责落实灌区改造。\n\n县财政局做好资金保障工作。\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PLAN, PLAN.replace("灌区", "大中型灌区")), (PLAN, ""), ("", PLAN), (PLAN, PLAN + "\n各乡镇抓好农田水利建设。\n"), (PLAN, PLAN.replace("\n", "\r\n").replace("财政", "审计")),
        ("一\t二\n三\x0b四 <w:t>&amp;\n", "一\t二二\n三\x0b五 <w:t>&amp;"), ("甲\u00a0乙　丙\U00020000\n", "甲\u00a0乙　丁\U00020000\n"),
    ],
)  # fmt: skip
def test_texts(folder: Path, old: str, new: str) -> None:
    Path("旧.md").write_bytes(old.encode())
    Path("新.md").write_bytes(new.encode())
    assert planlint("diff", "旧.md", "新.md", "--isolated", "--format", "docx:改.docx").exit_code == 1
    out = Path("改.docx").read_bytes()
    for view, wanted in (("accepted", new), ("original", old)):
        assert text(out, view) == re.sub(r"\r\n", "\n", wanted).replace("\x0b", "\ufffd").removesuffix("\n") + "\n"
    if old:
        assert files.decode(resolved(out, False), "a.docx", view="both").text.removesuffix("\n") == old.replace("\x0b", "\ufffd").removesuffix("\n")


def test_a_word_file_and_a_text(folder: Path) -> None:
    Path("旧.docx").write_bytes(docx(paragraph("总体要求", style="1"), paragraph(A, number=(1, 1)), paragraph(B), parts=LIST))
    Path("新.txt").write_text(f"总体要求\n（一）{A}\n{B}\n{C}\n", encoding="utf-8")
    assert planlint("diff", "旧.docx", "新.txt", "--isolated", "--format", "docx:改.docx").exit_code == 1
    out = Path("改.docx").read_bytes()
    assert text(out) == f"总体要求\n（一）{A}\n{B}\n{C}\n"
    assert text(out, "original") == f"总体要求\n（一）{A}\n{B}\n"
    assert next(body(out).iter(f"{Q}pStyle")).get(f"{Q}val") == "1", "what the one calls a heading looks like one"


# The table of changes.


def rows(data: bytes) -> list[list[str]]:
    return [["\n".join("".join(p.itertext()) for p in cell.iter(f"{Q}p")) for cell in row.iter(f"{Q}tc")] for row in body(data).iter(f"{Q}tr")]


def test_the_table_of_changes(folder: Path) -> None:
    long = "坚持稳中求进工作总基调，" * 10
    Path("旧.txt").write_text(f"第一条 {long}清河县水利局负责落实，{long}\n第二条 {B}\n第三条 {C}\n", encoding="utf-8")
    Path("新.txt").write_text(f"第一条 {long}清河县水务局负责落实，{long}\n第二条 {C}\n", encoding="utf-8")
    assert planlint("diff", "旧.txt", "新.txt", "--isolated", "--format", "docx-table:表.docx").exit_code == 1
    found = rows(Path("表.docx").read_bytes())
    assert found[0] == ["序号", "原文", "修订后", "说明"]
    assert [row[0] for row in found[1:]] == [str(n) for n in range(1, len(found))]
    assert found[1][1].startswith("…")
    assert "水利局负责落实，" in found[1][1]
    assert len(found[1][1]) < 100
    assert "水务局负责落实，" in found[1][2]
    said = "".join(body(Path("表.docx").read_bytes()).itertext())
    assert all(words in said for words in ("修订对照表", "旧.txt", "新.txt", "年", "编号变动"))
    header = body(Path("表.docx").read_bytes()).find(f".//{Q}tr/{Q}trPr/{Q}tblHeader")
    assert header is not None


def test_the_table_has_the_heads_of_taiwan_and_of_english(folder: Path) -> None:
    Path("旧.txt").write_text(f"{A}\n", encoding="utf-8")
    Path("新.txt").write_text(f"{B}\n", encoding="utf-8")
    planlint("diff", "旧.txt", "新.txt", "--isolated", "--format", "docx-table:表.docx", "--layout", "tw")
    found = rows(Path("表.docx").read_bytes())
    assert found[0] == ["序号", "修正條文", "現行條文", "說明"]
    assert B in found[1][1]
    planlint("diff", "旧.txt", "旧.txt", "--isolated", "--format", "docx-table:表.docx", "--lang", "en", "--columns", "2")
    assert rows(Path("表.docx").read_bytes()) == [["No.", "Before", "After"], ["", "(no change)", ""]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt", "b.txt", "--format", "docx"], "写明新文件"), (["a.txt", "b.txt", "--format", "docx:a.txt"], "正是要读的文稿"),
        (["a.txt", "b.txt", "--format", "docx-table:b.txt"], "正是要读的文稿"), (["甲", "乙", "--format", "docx:o.docx"], "2 对"),
        (["a.txt", "b.txt", "--format", "docx:无/o.docx"], "无法写入"), (["a.txt", "b.txt", "--format", "dokx:o"], "docx"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(folder: Path, arguments: list[str], said: str) -> None:
    for name in ("甲", "乙"):
        Path(name).mkdir()
        for file in ("1.txt", "2.txt"):
            Path(name, file).write_text(name, encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(f"{name}\n", encoding="utf-8")
    result = planlint("diff", "--isolated", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not Path("o.docx").exists()
    assert Path("a.txt").read_text(encoding="utf-8") == "a.txt\n"


def test_without_the_extra_one_line_says_what_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planlint import word

    monkeypatch.setattr(word, "installed", lambda: False)
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(f"{name}\n", encoding="utf-8")
    result = planlint("diff", "a.txt", "b.txt", "--isolated", "--format", "docx:o.docx", "--format", "docx-table:t.docx")
    assert result.exit_code == 2
    assert "planlint[docx]" in result.output
    assert Path("t.docx").exists(), "a table needs nothing"


def test_what_is_taken_over_points_at_nothing_that_is_not_there(folder: Path) -> None:
    """Links and bookmarks of a note, lists and styles of a paragraph: what the old file does not have would make Word repair it."""
    link = '<w:bookmarkStart w:id="3" w:name="b"/><w:hyperlink r:id="rId99"><w:r><w:rPr><w:rStyle w:val="zz"/></w:rPr><w:t>水利年报</w:t></w:r></w:hyperlink><w:bookmarkEnd w:id="3"/>'
    first = notes("footnote", "脚注甲说明灌区范围。")
    second = f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", "详见", link, "。")}</w:footnote>'
    old = docx(paragraph(A, note("footnote", 1)), paragraph(C), parts={"footnotes": first})
    new = docx(
        paragraph(A, note("footnote", 1)), paragraph(B, note("footnote", 2), style="zz", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'), paragraph(C),
        parts={"footnotes": first + second},
    )  # fmt: skip
    out = redline(folder, old, new)
    assert text(out) == text(new)
    assert text(out, "original") == text(old)
    for name in ("word/document.xml", "word/footnotes.xml"):
        said = etree.tostring(body(out, name)).decode()
        assert "rId99" not in said
        assert '"zz"' not in said
        assert '"77"' not in said
    assert "bookmarkStart" not in etree.tostring(body(out, "word/footnotes.xml")).decode()
